"""The admin site: its addresses, its guard, and the start page."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from articles.admin import former_addresses
from articles.admin.desk_page import allow_anyone, desk_page
from articles.admin.images import licences
from articles.admin.pickers import PickerView
from articles.admin.request import DeskRequest, desk_request
from articles.admin.start_page import start_lists_for
from articles.models import User
from articles.queries import policy
from articles.services import notifications

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Desk(admin.AdminSite):
    """Django's admin as the newsroom's desk."""

    site_url = None  # the desk's own navigation leads to the site
    index_template = "admin/start.html"
    enable_nav_sidebar = False
    final_catch_all_view = True

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the site’s name and languages, the lazy count of unread notifications, the right to edit the front page."""
        name = settings.SITE_NAME
        context: dict[str, Any] = {"site_header": name, "site_title": name, "paper": name}
        context["site_languages"] = settings.LANGUAGES  # under their own names, for those who can't read the page
        if isinstance(request.user, User):
            context["unread"] = SimpleLazyObject(partial(notifications.unread_count, request.user))
        context["may_search"] = isinstance(request.user, User) and policy.why_not_view_stories(request.user) is None
        context["may_edit_front_page"] = (
            isinstance(request.user, User) and policy.why_not_change_front_page(request.user) is None
        )
        return {**super().each_context(request), **context}

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002 - Django's signature
        """Guard a desk view; a form posted after the session ended gets a message instead of the login page.

        The login page would lose what was posted; after the message it is one step back in the browser.
        """
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            """Refuse a POST without a session, except logging out; pass all other requests to the guarded view."""
            is_logout = request.path == reverse("admin:logout")
            if request.method == "POST" and not request.user.is_authenticated and not is_logout:
                raise PermissionDenied(
                    _(
                        "Your session has ended. Log in again in another window, then go back here and send it once more."
                    )
                )
            return guarded(request, *args, **kwargs)

        return cast("View", page)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the front page editor, the inbox, the search, “view on site” and the former addresses to Django’s own patterns."""
        on_site = path("r/<int:content_type_id>/<path:object_id>/", self.admin_view(view_on_site), name="view_on_site")
        from articles.admin import inbox, search  # noqa: PLC0415 - they need the site itself
        from articles.admin.front_page import layout_page  # noqa: PLC0415 - so does this

        own = [on_site, *layout_page.urls(self.admin_view), *inbox.urls(self.admin_view), *search.urls(self.admin_view)]
        return [*own, *former_addresses.urls(), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """List the apps without the tag library, whose table stays empty: the newsroom has its own tags."""
        return [app for app in super().get_app_list(request, app_label) if app["app_label"] != "taggit"]

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """Serve the translations for the scripts of Django’s admin and of the desk."""
        response = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])(request)
        return cast("HttpResponse", response)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Serve the choices of a picker."""
        return cast("HttpResponse", PickerView.as_view(admin_site=self)(request))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the start page: the person’s lists of stories, licence warnings, and links that they may use."""
        desk = desk_request(request)
        user = desk.user
        context = {
            "title": "",
            "lists": start_lists_for(desk),
            "licences": licences.warnings_for(user),
            "may_write": policy.why_not_create(user) is None,
            "may_tag_archive": policy.why_not_review_untagged(user) is None,
            "may_see_accuracy": policy.why_not_see_suggestion_accuracy(user) is None,
            "may_see_coverage": policy.why_not_see_coverage(user) is None,
        }
        return super().index(request, {**context, **(extra_context or {})})


@desk_page(allow_anyone)
def view_on_site(request: DeskRequest, content_type_id: int, object_id: str) -> HttpResponse:
    """Redirect to a row’s public page. Raises Http404 if the key is malformed or the row has no public page."""
    try:
        return shortcut(request, content_type_id, object_id)
    except (ValueError, OverflowError) as error:
        raise Http404(_("This isn’t on the site.")) from error
