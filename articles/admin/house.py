"""The tables around the stories: sections, authors, tags, countries, the log.

A change that readers could notice opens an edition.
"""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from articles import publishing
from articles.models import AuditEntry, Author, Country, Section, Tag


class PublicTableAdmin(admin.ModelAdmin[Any]):
    """A table whose rows readers see: every change opens a new edition."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            publishing.open_edition()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        with transaction.atomic():
            super().delete_model(request, obj)
            publishing.open_edition()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            publishing.open_edition()


@admin.register(Section)
class SectionAdmin(PublicTableAdmin):
    """The parts of the paper, in their order."""

    list_display = ("name", "slug", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Author)
class AuthorAdmin(PublicTableAdmin):
    """Who writes. An author may, but need not, have a login."""

    list_display = ("name", "based_in", "user")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("user",)


@admin.register(Tag)
class TagAdmin(PublicTableAdmin):
    """The paper's keywords."""

    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Country)
class CountryAdmin(admin.ModelAdmin[Country]):
    """Countries come from the kept lexicon; here they are only looked up."""

    list_display = ("name", "flag", "code", "region")
    list_filter = ("region",)
    search_fields = ("name", "code")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Country | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Country | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin[AuditEntry]):
    """Who did what to which story. Nobody writes here by hand."""

    list_display = ("at", "by", "words", "article", "note")
    list_filter = ("action",)
    list_select_related = ("by", "article")
    search_fields = ("article__headline", "note")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False
