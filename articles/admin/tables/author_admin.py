"""Admin of authors."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from articles.admin.base import PublicTableAdmin
from articles.models import Article, Author
from articles.services import publication


@admin.register(Author)
class AuthorAdmin(PublicTableAdmin):
    """Who writes. An author may, but need not, have a login."""

    list_display = ("name", "based_in", "user")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    raw_id_fields = ("user",)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Stories are found by their authors' names, so a new name goes into the index with the change."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if change and "name" in form.changed_data:
                publication.reindex(Article.objects.filter(credits__author=obj.pk))
