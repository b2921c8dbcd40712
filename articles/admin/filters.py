"""Filters of the desk's list of stories that are links: by a choice, by the work on them, by reporter and by section."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.request import desk_request
from articles.models import Article
from articles.queries.desk.work_lists import BY_WORK


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
            ("not_approved", _("Not approved by an outside reader")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Narrow the list of stories by the chosen work list; return all stories without a choice."""
        select = BY_WORK.get(self.value() or "")
        return select(queryset, request.user) if select else queryset  # type: ignore[arg-type] # the list's own queryset


class MineFilter(BoundedFigures, admin.SimpleListFilter):
    """Whose stories: mine, or everybody's."""

    title = _("reporter")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        """Offer one choice: the stories that this person created."""
        return [("yes", _("Mine"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Narrow the list to stories that this person created, if chosen."""
        return queryset.filter(created_by=request.user.pk) if self.value() == "yes" else queryset


class SectionFilter(BoundedFigures, admin.SimpleListFilter):
    """Which section, or none."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        """List the sections as (slug, name) in the desk’s language, then “No section” as "-"."""
        parts = desk_request(request).edition.sections_in(get_language() or "")
        return [*((part["slug"], part["name"]) for part in parts), ("-", _("No section"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:  # noqa: ARG002 - Django's signature
        """Narrow the list to stories of the chosen section; "-" are those without one."""
        value = self.value()
        if value == "-":
            return queryset.filter(section=None)
        return queryset.filter(section__slug=value) if value else queryset
