"""Admin of tags; merging them has pages of its own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from articles.admin.base import PublicTableAdmin
from articles.admin.tables import tag_merges
from articles.admin.tables.slug_form import SlugForm
from articles.domain.story_lists import ListKind
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(PublicTableAdmin):
    """Tags. A name in use is never edited; tags are merged instead."""

    list_kind = ListKind.TAG
    list_display = ("name", "slug", "into")
    list_select_related = ("into",)
    search_fields = ("name",)
    fields = ("name", "slug")
    form = SlugForm

    def get_urls(self) -> list[URLPattern]:
        """Add the pages for merging tags to Django’s own patterns."""
        return [*tag_merges.urls(self.admin_site.admin_view), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the tag with its synonyms and merges."""
        return super().change_view(
            request, object_id, form_url, {**tag_merges.tag_context(object_id), **(extra_context or {})}
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> tuple[str, ...]:  # noqa: ARG002 - Django's signature
        """Lock name and slug of an existing tag: revisions refer to tags by name, readers by address."""
        return self.fields if obj else ()
