"""Filters shared by the desk's lists of stories: the stories list, the board and the start page."""

import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.domain.dates import start_of_day
from articles.domain.states import Stage
from articles.lib.geo import COUNTRIES, country_name
from articles.models import Article, Assignment
from articles.models.story.stories import ArticleQuerySet


def tonight() -> datetime.datetime:
    """When today ends in the newsroom's zone."""
    return start_of_day(timezone.localdate() + datetime.timedelta(days=1))


def is_late(article: Article, assignment: Assignment) -> bool:
    """Whether it should have been ready by now, as `due_before` asks it of the database."""
    on_desk = article.stage not in {Stage.SCHEDULED, Stage.SPIKED}
    return bool(assignment.due_at and on_desk and assignment.due_at < timezone.now())


def about(stories: ArticleQuerySet, code: str) -> ArticleQuerySet:
    """Those of the stories that are about a country; the others only mention it."""
    return stories.filter(country_mentions__country=code, country_mentions__role="about")


class WorkFilter(admin.SimpleListFilter):
    """Who is on it, and whether it presses."""

    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        return [
            ("me", _("I’m on it")),
            ("nobody", _("Nobody is on it")),
            ("today", _("Due today, or late")),
            ("late", _("Late")),
            ("notes", _("In the paper, with open notes")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        narrowed = {
            "me": lambda stories: stories.assigned_to(request.user.pk),
            "nobody": lambda stories: stories.assigned_to_nobody(),
            "today": lambda stories: stories.due_before(tonight()),
            "late": lambda stories: stories.due_before(Now()),
            "notes": lambda stories: stories.published_with_open_notes(),
        }
        narrow = narrowed.get(self.value() or "")
        return narrow(queryset) if narrow else queryset


class CountryFilter(admin.SimpleListFilter):
    """One country, for lists that were narrowed to it elsewhere: it shows only where an address asks for it."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        code = request.GET.get("country", "")
        return [(code, country_name(code, get_language() or ""))] if code in COUNTRIES else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:  # noqa: ARG002 - Django's signature
        value = self.value()
        return about(queryset, value) if value else queryset  # type: ignore[arg-type] # the list's own queryset
