"""Admin of series and packages."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from articles.admin.base import PublicTableAdmin
from articles.admin.tables.slug_form import TitleSlugForm
from articles.models import Collection, CollectionItem
from articles.services.edition import open_edition


class CollectionItemInline(admin.TabularInline[CollectionItem, Collection]):
    """The stories of a series in their order."""

    model = CollectionItem
    extra = 1
    autocomplete_fields = ("article",)
    fields = ("position", "article")


@admin.register(Collection)
class CollectionAdmin(PublicTableAdmin):
    """Series and packages."""

    list_display = ("title", "kind", "slug")
    list_filter = ("kind",)
    narrowed_by = frozenset({"kind__exact"})
    search_fields = ("title",)
    form = TitleSlugForm
    inlines = (CollectionItemInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save the stories of the series and open a new edition in one transaction."""
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            open_edition()
