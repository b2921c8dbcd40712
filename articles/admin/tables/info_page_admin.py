"""Admin of the pages about the newsroom."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from js_asset import Media

from articles.admin.base import PublicTableAdmin
from articles.admin.request import desk_request
from articles.admin.story.editor.body_editor import BodyEditor
from articles.admin.tables.slug_form import TitleSlugForm
from articles.lib.html import sanitiser
from articles.models import InfoPage


class InfoPageForm(TitleSlugForm):
    """An info page; its text passes the same sanitiser as a story's."""

    class Meta:
        model = InfoPage
        fields = ("kind", "title", "slug", "language", "position", "body")
        widgets = {"body": BodyEditor}

    def clean_body(self) -> str:
        """Return the body as sanitised HTML."""
        return sanitiser.sanitise(self.cleaned_data["body"])


@admin.register(InfoPage)
class InfoPageAdmin(PublicTableAdmin):
    """Info pages: who the newsroom is, how it works, how it corrects."""

    form = InfoPageForm
    list_display = ("title", "kind", "language", "slug", "position")
    search_fields = ("title",)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Render the form with the request’s nonce on the editor’s inline import map."""
        # The editor's import map is an inline script, which the security policy only allows with the request's nonce.
        context["media"] = Media.from_media(context["media"], nonce=desk_request(request).csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)
