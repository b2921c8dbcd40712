"""The admin site: its name, and the start page with work that waits for the user."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from articles.admin import former_addresses
from articles.admin.desk_page import anyone, desk_page
from articles.admin.filters import is_late, tonight
from articles.admin.images import licences
from articles.admin.request import DeskRequest, desk_request
from articles.domain.roles import Duty
from articles.domain.states import Stage
from articles.models import Article, User
from articles.models.authors import display_name
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy
from articles.services import notifications

SHOWN = 8
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Plan:
    """What a list on the start page is: whose duty it is, which stories are in it, and what an empty one says.

    `where` is the list of stories narrowed to the same ones, as its query string; `waits` lists wait for this person.
    """

    title: str | Promise
    pick: Callable[[ArticleQuerySet, User], ArticleQuerySet]
    where: str
    nothing: str | Promise
    duty: Duty | None = None
    waits: bool = False


@dataclass(frozen=True)
class Tray:
    """One such list, filled."""

    plan: Plan
    stories: list[Article]

    @property
    def rows(self) -> list[tuple[Article, str, datetime.datetime | None, bool]]:
        """Each story with who is on it, until when, and whether it is late."""
        return [(story, *_work(story)) for story in self.stories]

    @property
    def more(self) -> str:
        """Where all of its stories are."""
        return f"{reverse('admin:articles_article_changelist')}?{self.plan.where}"


PLANS = (
    Plan(
        _("Waiting for an editor"),
        lambda stories, _user: stories.filter(stage=Stage.IN_REVIEW),
        "stage__exact=in_review",
        _("Nothing waits to be read."),
        duty=Duty.EDIT,
        waits=True,
    ),
    Plan(
        _("Approved, to be published"),
        lambda stories, _user: stories.filter(stage=Stage.APPROVED),
        "stage__exact=approved",
        _("Nothing waits to be published."),
        duty=Duty.PUBLISH,
        waits=True,
    ),
    Plan(
        _("I’m on it"),
        lambda stories, user: stories.assigned_to(user).by_due(),
        "work=me",
        _("You are on no story. Take one on, on its page."),
        duty=Duty.WRITE,
        waits=True,
    ),
    Plan(
        _("My drafts"),
        lambda stories, user: stories.filter(stage=Stage.DRAFT, created_by=user, assignment__to=None),
        "stage__exact=draft&mine=yes&work=nobody",
        _("You have no draft. Write a story, or file a text."),
        duty=Duty.WRITE,
        waits=True,
    ),
    Plan(
        _("Mine, handed in"),
        lambda stories, user: stories.filter(stage__in=[Stage.IN_REVIEW, Stage.APPROVED], created_by=user),
        "stage__in=in_review,approved&mine=yes",
        _("Nothing of yours is being read."),
        duty=Duty.WRITE,
    ),
    Plan(
        _("Due today, the late ones first"),
        lambda stories, _user: stories.due_before(tonight()).by_due(),
        "work=today",
        _("Nothing is due today. Assign a story with a due time on its page."),
    ),
    Plan(
        _("Nobody is on it"),
        lambda stories, _user: stories.assigned_to_nobody().by_due(),
        "work=nobody",
        _("Somebody is on every story."),
        duty=Duty.EDIT,
    ),
    Plan(
        _("Scheduled"),
        lambda stories, _user: stories.filter(stage=Stage.SCHEDULED).by_publication_time(),
        "stage__exact=scheduled",
        _("Nothing is scheduled."),
    ),
    Plan(
        _("In the paper, with open notes"),
        lambda stories, _user: stories.published_with_open_notes().newest_first(),
        "work=notes",
        _("No note is open on a story in the paper."),
        duty=Duty.EDIT,
    ),
)


class Desk(admin.AdminSite):
    """Django's admin as the newsroom's desk."""

    site_url = None  # the paper is in the desk's own navigation
    index_template = "admin/start.html"
    enable_nav_sidebar = False
    final_catch_all_view = True

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = settings.SITE_NAME
        told: dict[str, Any] = {"site_header": name, "site_title": name, "paper": name}
        if isinstance(request.user, User):
            told["unread"] = SimpleLazyObject(partial(notifications.unread_count, request.user))
        told["may_arrange"] = isinstance(request.user, User) and policy.why_not_arrange(request.user) is None
        return {**super().each_context(request), **told}

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002 - Django's signature
        """A desk's page. What is sent to it after the session has ended is still in the sender's browser: one step back."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            leaving = request.path == reverse("admin:logout")
            if request.method == "POST" and not request.user.is_authenticated and not leaving:
                raise PermissionDenied(
                    _(
                        "Your session has ended. Log in again in another window, then go back here and send it once more."
                    )
                )
            return guarded(request, *args, **kwargs)

        return cast("View", page)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        public = path("r/<int:content_type_id>/<path:object_id>/", self.admin_view(view_on_site), name="view_on_site")
        from articles.admin import inbox  # noqa: PLC0415 - it needs the site itself
        from articles.admin.front_page import layout_page  # noqa: PLC0415 - so does it

        own = [public, *layout_page.urls(self.admin_view), *inbox.urls(self.admin_view)]
        return [*own, *former_addresses.urls(), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Without the tag library's own table, which stays empty: the newsroom's tags are its own."""
        return [app for app in super().get_app_list(request, app_label) if app["app_label"] != "taggit"]

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """The words of the framework's scripts and of ours, in the desk's language."""
        answer = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])(request)
        return cast("HttpResponse", answer)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The start page: what waits for this person first."""
        desk = desk_request(request)
        user, trays = desk.user, trays_for(desk)
        context = {"title": "", "trays": trays, "may_write": policy.why_not_create(user) is None}
        context["may_work_through"] = policy.why_not_work_through(user) is None
        context["licences"] = licences.waiting_for(user)
        context["may_judge"] = policy.why_not_judge(user) is None
        context["may_compare"] = policy.why_not_compare(user) is None
        return super().index(request, {**context, **(extra_context or {})})


@desk_page(anyone)
def view_on_site(request: DeskRequest, content_type_id: int, object_id: str) -> HttpResponse:
    """Where readers find a row; 404 for a story that they don't find anywhere."""
    try:
        return shortcut(request, content_type_id, object_id)
    except (ValueError, OverflowError) as error:
        raise Http404(_("Readers don’t see this.")) from error


def _work(story: Article) -> tuple[str, datetime.datetime | None, bool]:
    try:
        assignment = story.assignment
    except ObjectDoesNotExist:
        return "", None, False
    who = display_name(assignment.to) if assignment.to else ""
    return who, assignment.due_at, is_late(story, assignment)


def trays_for(request: DeskRequest) -> list[Tray]:
    """The start page's lists, in the order of this person's duties."""
    user = request.user
    if not user.has_perm("articles.view_article"):
        return []
    stories = Article.objects.with_card().select_related("head", "assignment__to").defer("head__content")
    return [
        Tray(plan, list(plan.pick(stories, user)[:SHOWN]))
        for plan in PLANS
        if plan.duty is None or policy.has_duty(user, plan.duty)
    ]
