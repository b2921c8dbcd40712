"""Filters of the desk's list of stories: by the work on them, and by country."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.lib.geo import COUNTRIES, country_name
from articles.models import Article
from articles.queries.desk.work_lists import BY_WORK, about_country


class WorkFilter(admin.SimpleListFilter):
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


class CountryFilter(admin.SimpleListFilter):
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
