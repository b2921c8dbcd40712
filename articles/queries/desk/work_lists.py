"""Stories by the work on them: assigned to whom, due when, about which country."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from django.db.models.functions import Now
from django.utils import timezone

from articles.domain.dates import start_of_day
from articles.domain.states import Stage
from articles.models import Article, Assignment, User
from articles.models.story.stories import ArticleQuerySet

Selection = Callable[[ArticleQuerySet, User], ArticleQuerySet]


def end_of_today() -> datetime.datetime:
    """Return the time at which today ends in the newsroom's time zone."""
    return start_of_day(timezone.localdate() + datetime.timedelta(days=1))


def is_late(article: Article, assignment: Assignment) -> bool:
    """Return whether a story's assignment is overdue, by the rule of ``ArticleQuerySet.due_before``."""
    in_progress = article.stage not in {Stage.SCHEDULED, Stage.SPIKED}
    return bool(assignment.due_at and in_progress and assignment.due_at < timezone.now())


def about_country(stories: ArticleQuerySet, code: str) -> ArticleQuerySet:
    """Select the stories that are about a country; those that only mention the country are left out."""
    return stories.filter(country_mentions__country=code, country_mentions__role="about")


def credited_to(author_id: int) -> ArticleQuerySet:
    """Return the stories that credit an author; a story with two such credits appears twice."""
    return Article.objects.filter(credits__author=author_id)


def with_newest_version() -> ArticleQuerySet:
    """Return all stories, loaded with their newest version and their section."""
    return Article.objects.select_related("head", "section")


def first_keys(stories: ArticleQuerySet, *, limit: int) -> list[int]:
    """Return the primary keys of the first stories in the queryset's order."""
    return list(stories.values_list("pk", flat=True)[:limit])


def first_by_due(stories: ArticleQuerySet, *, stages: Collection[Stage], limit: int) -> list[int]:
    """Return the primary keys of the first stories at some stages in the order of ``by_due``, however many there are.

    Those with a due time, then the others: no index has them in one order.
    """
    due = stories.filter(stage__in=stages, assignment__due_at__isnull=False)
    keys = first_keys(due.order_by("assignment__due_at", "-last_edited_at", "-pk"), limit=limit)
    if len(keys) == limit:
        return keys
    return keys + last_edited(stories.filter(assignment__due_at=None), stages=stages, limit=limit - len(keys))


def last_edited(stories: ArticleQuerySet, *, stages: Iterable[Stage], limit: int) -> list[int]:
    """Return the primary keys of the stories at some stages that were edited last; a query for each stage.

    An index has the stories of one stage in this order; for several stages at once, SQLite reads all stories instead.
    """
    found: list[tuple[datetime.datetime, int]] = []
    for stage in stages:
        of_stage = stories.filter(stage=stage).order_by("-last_edited_at", "-pk")
        found += of_stage.values_list("last_edited_at", "pk")[:limit]
    return [key for _edited_at, key in sorted(found, reverse=True)[:limit]]


BY_WORK: Final[Mapping[str, Selection]] = {
    "me": lambda stories, user: stories.assigned_to(user.pk),
    "nobody": lambda stories, _user: stories.assigned_to_nobody(),
    "today": lambda stories, _user: stories.due_before(end_of_today()),
    "late": lambda stories, _user: stories.due_before(Now()),
    "notes": lambda stories, _user: stories.published_with_open_notes(),
    "not_approved": lambda stories, _user: stories.not_approved(),
}
