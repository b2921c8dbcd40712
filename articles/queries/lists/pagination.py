"""Published stories in the language of the request, and pages of a list by cursor."""

import base64
import binascii
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.models import Article, CountryMention
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists.cards import Card, Highlights

PAGE_SIZE = 20
MAX_PARTS = 200
_MAX_INTEGER = 2**63  # of the databases' columns

SortKey = Literal["visible_at", "rank"]


class CursorRejected(ValueError):
    """The cursor in the address is not one that a list could have written."""


@dataclass(frozen=True)
class MonthOfCards:
    """The cards of one month and its name ("March 2026")."""

    name: str
    cards: list[Card]


@dataclass(frozen=True)
class Page:
    """One page of a list: its stories, the cursor of the next page ("" on the last), and whether it is the first.

    `highlights` are what of each story matches a search, by primary key.
    """

    stories: list[Article]
    older: str = ""
    is_first: bool = True
    highlights: Mapping[int, Highlights] = field(default_factory=dict)

    @property
    def begins_list(self) -> bool:
        """Whether this is the first page of a list that has at least one story."""
        return self.is_first and bool(self.stories)

    @property
    def cards(self) -> list[Card]:
        """The page's stories as cards."""
        return [Card.of(story, "row", highlights=self.highlights.get(story.pk)) for story in self.stories]

    @property
    def joined_cards(self) -> SafeString:
        """The markup of all cards."""
        return mark_safe("\n".join(card.html for card in self.cards))  # noqa: S308 - joined from markup

    @property
    def parts(self) -> list[Card]:
        """The page's stories as the numbered parts of a series."""
        return [Card.of(story, "row", number=number) for number, story in enumerate(self.stories, 1)]

    @property
    def months(self) -> list[MonthOfCards]:
        """The page's stories by month of publication, with headings one level below the month's."""
        by_month = groupby(self.stories, key=lambda story: date_format(story.published_on, "F Y"))
        return [MonthOfCards(name, [Card.of(story, "row", level=3) for story in stories]) for name, stories in by_month]


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


def read_single_page(stories: QuerySet[Article], *, order: tuple[str, ...]) -> Page:
    """Read a short list in the given order, as one page of at most `MAX_PARTS` stories."""
    return Page(list(stories.order_by(*order)[:MAX_PARTS]))


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


def published_about_any(codes: tuple[str, ...]) -> ArticleQuerySet:
    """Return the published stories about at least one of these countries, each story once."""
    about = CountryMention.objects.filter(country__in=codes, role="about")
    return published_in_current_language().filter(pk__in=about.values("article"))
