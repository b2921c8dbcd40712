"""The stories and lists that the sitemaps name."""

import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from articles.domain.story_lists import ListKind, ListName, first_place, moment_of
from articles.models import Article, Collection, Country, InfoPage, PublicStory, Section, StoryList
from articles.queries.lists import listings
from articles.queries.read_model.story_lists import read_entries

PART_SIZE = 10_000  # addresses in one part: the protocol allows five times as many, a page cache does not
MAX_NEWS, NEWS_DAYS = 1_000, 2  # by the protocol of news sitemaps


def story_parts() -> list[int]:
    """Return the numbers of the parts of the sitemap of stories that have any, counted from 1.

    A part holds the public ones of some thousand stories in the order in which they were created.
    """
    newest = PublicStory.objects.aggregate(key=Max("pk"))["key"] or 0
    numbers = range(1, (newest - 1) // PART_SIZE + 2)
    return [number for number in numbers if _part(number).exists()]


def stories_in_part(number: int) -> list[tuple[str, datetime.datetime]]:
    """Return (unquoted address, time of the last public change) of the stories of one part, counted from 1."""
    start = (number - 1) * PART_SIZE
    # Two ranges, not a join: PostgreSQL would read one of the tables from its beginning.
    changed = Article.objects.filter(pk__gt=start, pk__lte=start + PART_SIZE, publicly_updated_at__isnull=False)
    changes = {key: moment for key, moment in changed.values_list("pk", "publicly_updated_at") if moment}
    rows = _part(number).order_by("pk").values_list("pk", "address", "place")
    published = [(key, address, moment_of(place)) for key, address, place in rows]
    return [(address, max(moment, changes.get(key, moment))) for key, address, moment in published]


def _part(number: int) -> QuerySet[PublicStory]:
    """Return the public stories of one part."""
    start = (number - 1) * PART_SIZE
    return PublicStory.objects.filter(pk__gt=start, pk__lte=start + PART_SIZE)


def rows_with_lists() -> list[Any]:
    """Return every row with a public page: sections, information pages, and what published stories name.

    Each has `get_absolute_url`.
    """
    covered = StoryList.objects.filter(kind=ListKind.ABOUT.value, stories__gt=0).values("key")
    published = Article.objects.published()
    return [
        *Section.objects.all(),
        *Country.objects.filter(pk__in=covered),
        *listings.published_authors()[:PART_SIZE],
        *Collection.objects.filter(Exists(published.filter(collection_items__collection=OuterRef("pk")))),
        *InfoPage.objects.all(),
        *listings.published_tags()[:PART_SIZE],
    ]


def news_stories() -> list[Article]:
    """Return the stories of the last two days, newest first."""
    since = first_place(timezone.now() - datetime.timedelta(days=NEWS_DAYS))
    entries = read_entries(ListName(ListKind.ALL, "", ""), since=since, limit=MAX_NEWS)
    stories = Article.objects.filter(pk__in=[entry.story for entry in entries])
    return list(stories.newest_first().select_related("lead_image"))
