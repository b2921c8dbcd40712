"""Published stories in the current language, and paging by cursor."""

import base64
import binascii
import datetime
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import get_language

from articles.models import Article, CountryMention
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists.cards import Card, cards

PAGE = 20
MOST_PARTS = 200
_MOST = 2**63


class BadCursor(ValueError):
    """The address names a page of a list that can't exist."""


@dataclass(frozen=True)
class MonthOfCards:
    """The cards of one month, under its name ("March 2026")."""

    name: str
    cards: list[Card]


@dataclass(frozen=True)
class Page:
    """One page of a list: its stories, the cursor of the page with older ones, and whether it is the first."""

    stories: list[Article]
    older: str = ""
    is_first: bool = True

    @property
    def begins_list(self) -> bool:
        """Whether this is the first page of a list that has any stories."""
        return self.is_first and bool(self.stories)

    @property
    def cards(self) -> list[Card]:
        """Its stories as cards."""
        return cards(self.stories, "row")

    @property
    def parts(self) -> list[Card]:
        """Its stories as the numbered parts of a series."""
        return [Card.of(story, "row", number=number) for number, story in enumerate(self.stories, 1)]

    @property
    def months(self) -> list[MonthOfCards]:
        """Its stories under the months of their publication, whose names are headings of the level above theirs."""
        by_month = groupby(self.stories, key=lambda story: date_format(story.published_on, "F Y"))
        return [MonthOfCards(name, [Card.of(story, "row", level=3) for story in stories]) for name, stories in by_month]


def _write_cursor(article: Article, by: str) -> str:
    value = getattr(article, by)
    position = value.isoformat() if isinstance(value, datetime.datetime) else value
    return base64.urlsafe_b64encode(f"{position} {article.pk}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str, by: str) -> tuple[datetime.datetime | int, int]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        first, key = text.split(" ")
        position = (datetime.datetime.fromisoformat(first) if by == "visible_at" else int(first)), int(key)
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise BadCursor(cursor) from error
    moment = position[0]
    if isinstance(moment, datetime.datetime) and moment.utcoffset() != datetime.timedelta(0):
        raise BadCursor(cursor)
    if not 0 < position[1] < _MOST or (isinstance(moment, int) and abs(moment) >= _MOST):
        raise BadCursor(cursor)
    return position


def page(stories: QuerySet[Article], *, cursor: str = "", by: str = "visible_at") -> Page:
    """The page of a list of published stories that begins after `cursor`; one query. Raises BadCursor.

    `by` is what the list is sorted by before the key, the greatest first.
    """
    if cursor:
        position, key = _read_cursor(cursor, by)
        stories = stories.filter(Q(**{f"{by}__lt": position}) | Q(**{by: position, "pk__lt": key}))
    found = list(stories.order_by(f"-{by}", "-pk")[: PAGE + 1])
    older = _write_cursor(found[PAGE - 1], by) if len(found) > PAGE else ""
    return Page(found[:PAGE], older=older, is_first=not cursor)


def whole(stories: QuerySet[Article], order: tuple[str, ...]) -> Page:
    """A short list in an order of its own, on one page."""
    return Page(list(stories.order_by(*order)[:MOST_PARTS]))


def stories() -> ArticleQuerySet:
    """What the paper that is being read lists: everything, or the stories in its own language when its address names one."""
    published = Article.objects.published()
    language = get_language()
    return published if language in {None, settings.LANGUAGE_CODE} else published.filter(language=language)


def concerning(*codes: str, role: str = "about") -> ArticleQuerySet:
    """Published stories that concern all of these countries in this role.

    Joined, not probed: a database then begins with the few stories of a rare country instead of walking through all.
    """
    found = stories()
    for code in codes:
        found = found.filter(country_mentions__country=code, country_mentions__role=role)
    return found


def about_any(codes: tuple[str, ...]) -> ArticleQuerySet:
    """Published stories about at least one of these countries, each once."""
    about = CountryMention.objects.filter(country__in=codes, role="about")
    return stories().filter(pk__in=about.values("article"))
