"""Published stories in the language of the request, and pages of a list by cursor."""

import base64
import binascii
import datetime
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from articles.models import Article
from articles.models.story.stories import ArticleQuerySet

PAGE_SIZE = 20
MAX_PARTS = 200
_MAX_INTEGER = 2**63  # of the databases' columns

SortKey = Literal["visible_at", "rank"]


class CursorRejected(ValueError):
    """The cursor in the address is not one that a list could have written."""


@dataclass(frozen=True)
class Page:
    """One page of a list: its stories, the cursor of the next page ("" on the last), and whether it is the first."""

    stories: list[Article]
    older: str = ""
    is_first: bool = True


def _encode_cursor(article: Article, key: SortKey) -> str:
    """Encode a story's sort value and primary key as the cursor of the page after that story."""
    value = getattr(article, key)
    position = value.isoformat() if isinstance(value, datetime.datetime) else value
    return base64.urlsafe_b64encode(f"{position} {article.pk}".encode()).decode().rstrip("=")


def _decode_cursor(cursor: str, key: SortKey) -> tuple[datetime.datetime | int, int]:
    """Return sort value and primary key of the last story on the page before. Raises CursorRejected."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        value_text, pk_text = text.split(" ")
        value = datetime.datetime.fromisoformat(value_text) if key == "visible_at" else int(value_text)
        pk = int(pk_text)
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise CursorRejected(cursor) from error
    if isinstance(value, datetime.datetime) and value.utcoffset() != datetime.timedelta(0):
        raise CursorRejected(cursor)
    if not 0 < pk < _MAX_INTEGER or (isinstance(value, int) and abs(value) >= _MAX_INTEGER):
        raise CursorRejected(cursor)
    return value, pk


def read_page(stories: QuerySet[Article], *, cursor: str = "", sort_key: SortKey = "visible_at") -> Page:
    """Read the page of published stories after `cursor`, highest sort key first; one query. Raises CursorRejected."""
    if cursor:
        value, pk = _decode_cursor(cursor, sort_key)
        stories = stories.filter(Q(**{f"{sort_key}__lt": value}) | Q(**{sort_key: value, "pk__lt": pk}))
    rows = list(stories.order_by(f"-{sort_key}", "-pk")[: PAGE_SIZE + 1])
    older = _encode_cursor(rows[PAGE_SIZE - 1], sort_key) if len(rows) > PAGE_SIZE else ""
    return Page(rows[:PAGE_SIZE], older=older, is_first=not cursor)


def published_in_current_language() -> ArticleQuerySet:
    """Return published stories in the language of the address; if the address names none, in all languages."""
    published = Article.objects.published()
    language = get_language()
    return published if language in {None, settings.LANGUAGE_CODE} else published.filter(language=language)


def published_about(*codes: str, role: str = "about") -> ArticleQuerySet:
    """Return the published stories in which every one of these countries has this role."""
    stories = published_in_current_language()
    for code in codes:
        # A join, not EXISTS: for a rare country the planner then starts from its few rows instead of scanning all stories.
        stories = stories.filter(country_mentions__country=code, country_mentions__role=role)
    return stories
