"""The tables around the stories: sections, authors, tags, countries, the log."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.tables import PublicTableAdmin, ReadOnlyAdmin
from articles.countries import Story, suggest
from articles.models import AuditEntry, Author, Country, Section, Tag


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
    raw_id_fields = ("user",)


@admin.register(Tag)
class TagAdmin(PublicTableAdmin):
    """The paper's keywords."""

    list_display = ("name", "slug")
    search_fields = ("name",)
    fields = ("name", "slug")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Tag | None = None) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> tuple[str, ...]:  # noqa: ARG002 - Django's signature
        """Revisions know tags by their names and readers by their addresses, so neither is changed under them."""
        return self.fields if obj else ()


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin):
    """Countries come from the kept lexicon; here they are only looked up."""

    list_display = ("name", "flag", "code", "region")
    list_filter = ("region",)
    narrowed_by = frozenset({"region"})
    search_fields = ("name", "code")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Also by the names that the suggester knows: UK, Britain, Burma, DRC."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        words = search_term.strip()[:60]
        known = {
            suggestion.code
            for spelling in (words, words.upper(), words.title())
            for suggestion in suggest(Story(spelling))
        }
        return (found | queryset.filter(pk__in=known) if known else found), duplicates


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what to which story. Nobody writes here by hand."""

    list_display = ("at", "by", "words", "article", "note")
    list_filter = ("action",)
    narrowed_by = frozenset({"action"})
    list_select_related = ("by", "article")
    search_fields = ("article__headline", "note")
