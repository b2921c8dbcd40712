"""The stories and lists that the sitemaps name."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from articles.models import Article, Collection, Country, CountryMention, InfoPage, Section
from articles.queries.lists import listings

PART_SIZE = 10_000  # addresses in one part: the protocol allows five times as many, a page cache does not
MAX_NEWS, NEWS_DAYS = 1_000, 2  # by the protocol of news sitemaps


def count_story_parts() -> int:
    """Count the parts of the sitemap of stories."""
    return -(-Article.objects.published().count() // PART_SIZE)


def stories_in_part(number: int) -> list[Article]:
    """Return the stories of one part, counted from 1; [] if there is no such part."""
    start = (number - 1) * PART_SIZE
    stories = Article.objects.published().order_by("pk").only("slug", "visible_at", "publicly_updated_at")
    return list(stories[start : start + PART_SIZE])


def rows_with_lists() -> list[Any]:
    """Return every row with a public page: sections, information pages, and what published stories name.

    Each has `get_absolute_url`.
    """
    published = Article.objects.published()
    about = CountryMention.objects.filter(country=OuterRef("pk"), role="about", article__in=published)
    return [
        *Section.objects.all(),
        *Country.objects.filter(Exists(about)),
        *listings.published_authors(),
        *Collection.objects.filter(Exists(published.filter(collection_items__collection=OuterRef("pk")))),
        *InfoPage.objects.all(),
        *listings.published_tags(),
    ]


def news_stories() -> list[Article]:
    """Return the stories of the last two days, newest first."""
    since = Now() - datetime.timedelta(days=NEWS_DAYS)
    stories = Article.objects.published().filter(visible_at__gte=since).newest_first().select_related("lead_image")
    return list(stories[:MAX_NEWS])
