"""Admin of series and packages."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from articles.admin.base import PublicTableAdmin
from articles.admin.request import desk_request
from articles.admin.tables.slug_form import TitleSlugForm
from articles.domain.roles import Duty
from articles.models import Collection, CollectionItem
from articles.queries import policy
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

    def get_readonly_fields(self, request: HttpRequest, obj: Collection | None = None) -> tuple[str, ...]:
        """Lock the words of a series, which readers see at once, to all but publishers; its parts anybody may arrange."""
        is_locked = obj is not None and not policy.has_duty(desk_request(request).user, Duty.PUBLISH)
        return ("kind", "title", "slug", "about") if is_locked else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save the stories of the series and open a new edition in one transaction."""
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            open_edition()
