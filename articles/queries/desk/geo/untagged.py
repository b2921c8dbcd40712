"""Stories without a country, and which countries were refused for a story."""

import datetime
from collections.abc import Iterable

from django.db.models import Q

from articles.domain.dates import start_of_day
from articles.domain.roles import Duty
from articles.models import Article, CountrySuggestion, User
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy

NO_SECTION = "-"  # in place of a section's slug


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


def queue_after(stories: ArticleQuerySet, key: int | None) -> ArticleQuerySet:
    """Return the queue, newest first: the stories that follow the one with this primary key, or all for None."""
    if key is not None:
        stories = stories.filter(pk__lt=key)
    return stories.select_related("head", "section").order_by("-pk")


def count_up_to(stories: ArticleQuerySet, limit: int) -> int:
    """Count the stories, stopping at `limit` + 1."""
    return stories.order_by()[: limit + 1].count()


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
