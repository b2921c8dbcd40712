"""Stories without a country, and which countries were refused for a story."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils import timezone

from articles.domain.dates import start_of_day
from articles.domain.roles import Duty
from articles.models import Article, CountrySuggestion, User
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy
from articles.queries.desk.newest_first import read_back
from articles.queries.time_budget import time_budget

NO_SECTION = "-"  # in place of a section's slug
_NEXT_SHARE: Final = 0.6  # of the time budget, to find the next story; the rest is for counting those that are left


def untagged_for(user: User) -> ArticleQuerySet:
    """Return the stories without a country for which a person may decide."""
    stories = Article.objects.untagged()
    if not policy.has_duty(user, Duty.PUBLISH):
        return stories.filter(live=None)
    return stories if policy.has_duty(user, Duty.WRITE) else stories.exclude(live=None)


def no_stories() -> ArticleQuerySet:
    """Return an empty queue, for an address with invalid parameters."""
    return Article.objects.none()


def filter_queue(
    stories: ArticleQuerySet, *, section: str = "", language: str = "", year: int | None = None
) -> ArticleQuerySet:
    """Filter by section slug (NO_SECTION: none), language, and year of publication, else of creation."""
    if section:
        stories = stories.filter(section=None) if section == NO_SECTION else stories.filter(section__slug=section)
    if language:
        stories = stories.filter(language=language)
    if year:
        start, end = (start_of_day(datetime.date(first, 1, 1)) for first in (year, year + 1))
        published = Q(visible_at__gte=start, visible_at__lt=end)
        stories = stories.filter(published | Q(visible_at=None, created_at__gte=start, created_at__lt=end))
    return stories


@dataclass(frozen=True)
class NextStories:
    """The next stories of a queue, and the time down to which was searched if it was too short for more.

    `reached` is the primary key of the last story that was looked at, None if the search was not cut short.
    """

    stories: list[Article]
    reached: int | None = None
    reached_day: datetime.date | None = None


def find_next(queue: ArticleQuerySet, *, after: int | None, wanted: int) -> NextStories:
    """Find the stories of a queue that follow the one with this primary key, or the first for None, newest first."""
    keys, reached = read_back(queue, after=after, wanted=wanted, share=_NEXT_SHARE)
    stories = list(Article.objects.filter(pk__in=keys).select_related("head", "section").order_by("-pk"))
    return NextStories(stories, reached, None if reached is None else _day_of(reached))


def count_up_to(stories: ArticleQuerySet, limit: int) -> int | None:
    """Count the stories, stopping at `limit` + 1; None if the time is too short for that."""
    counted: list[int] = []
    with time_budget(share=1 - _NEXT_SHARE):
        counted.append(stories.order_by()[: limit + 1].count())
    return counted[0] if counted else None


def _day_of(key: int) -> datetime.date | None:
    """Return the day of the newest story up to a primary key: of its publication, else of its creation."""
    story = Article.objects.filter(pk__lte=key).order_by("-pk").only("visible_at", "created_at").first()
    return timezone.localdate(story.visible_at or story.created_at) if story else None


def find_untagged(key: int, *, user: User) -> ArticleQuerySet:
    """Return a queryset of the story with this primary key, empty if the person may not (or no longer) decide on it."""
    return untagged_for(user).select_related("head", "section").filter(pk=key)


def refused_countries(articles: Iterable[Article]) -> dict[int, set[str]]:
    """Return the country codes that were refused for each story, by the story's primary key; one query."""
    refused: dict[int, set[str]] = {}
    decisions = CountrySuggestion.objects.filter(article__in=articles, decision=CountrySuggestion.Decision.REFUSED)
    for key, code in decisions.order_by().values_list("article", "country"):
        refused.setdefault(key, set()).add(code)
    return refused
