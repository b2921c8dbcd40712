"""Filters of the desk's list of stories: by a choice, by the work on them, and by country."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.lib.geo import COUNTRIES, country_name
from articles.models import Article
from articles.queries.desk.work_lists import BY_WORK, about_country


class BoundedFigures:
    """A filter that counts its choices only among few enough stories, and otherwise shows them without figures."""

    def get_facet_queryset(self, changelist: Any) -> dict[str, int]:  # noqa: ARG002 - Django's signature
        """Count the choices among the stories that `choices` has found to be countable."""
        counts: dict[str, int] = self._countable.aggregate(**self.get_facet_counts("pk", self._countable))  # type: ignore[attr-defined] # of Django's filter
        return counts

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield the choices, with figures if the list of stories can count them."""
        self._countable = changelist.countable_for(self)
        changelist.add_facets = self._countable is not None
        yield from super().choices(changelist)  # type: ignore[misc] # of Django's filter


class ChoiceFilter(BoundedFigures, admin.ChoicesFieldListFilter):
    """Filter by a column with choices."""


class WorkFilter(BoundedFigures, admin.SimpleListFilter):
    """Filter by assignee, due time and open notes."""

    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        """List the choices of the filter: (query value, label)."""
        return [
            ("me", _("Assigned to me")),
            ("nobody", _("Unassigned")),
            ("today", _("Due today or overdue")),
            ("late", _("Overdue")),
            ("notes", _("Published with open notes")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Narrow the list of stories by the chosen work list; return all stories without a choice."""
        select = BY_WORK.get(self.value() or "")
        return select(queryset, request.user) if select else queryset  # type: ignore[arg-type] # the list's own queryset


class CountryFilter(BoundedFigures, admin.SimpleListFilter):
    """Filter by one country. Shown only where the address has one already, as links from other pages do."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        """List only the country in the address, as (code, name); nothing without a known code."""
        code = request.GET.get("country", "")
        return [(code, country_name(code, get_language() or ""))] if code in COUNTRIES else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:  # noqa: ARG002 - Django's signature
        """Narrow the list to stories about the chosen country; return all stories without one."""
        value = self.value()
        return about_country(queryset, value) if value else queryset  # type: ignore[arg-type] # the list's own queryset
