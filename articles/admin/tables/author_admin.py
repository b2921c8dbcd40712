"""Admin of authors."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from articles.admin.base import PublicTableAdmin
from articles.admin.tables.slug_form import SlugForm
from articles.domain.story_lists import ListKind
from articles.models import Author
from articles.queries.desk.work_lists import credited_to
from articles.services import publication


@admin.register(Author)
class AuthorAdmin(PublicTableAdmin):
    """Authors, with or without a login."""

    list_kind = ListKind.AUTHOR
    list_display = ("name", "based_in", "user")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    form = SlugForm
    raw_id_fields = ("user",)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save the author; after a change of name also reindex the author’s stories for search."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if change and "name" in form.changed_data:
                publication.reindex(credited_to(obj.pk))
