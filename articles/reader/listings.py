"""Lists of stories: paging by cursor, and what stands on the front page."""

import base64
import binascii
import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet

from articles.models import Article, Country, CountryMention, Section
from articles.models.expressions import Rows
from articles.models.stories import ArticleQuerySet

PAGE = 20


class BadCursor(ValueError):
    """The address names a page of a list that can't exist."""


@dataclass(frozen=True)
class Page:
    """One page of a list: its stories, the cursor of the page with older ones, and whether it is the first."""

    stories: list[Article]
    older: str = ""
    is_first: bool = True


def _write_cursor(article: Article) -> str:
    moment = article.visible_at.isoformat() if article.visible_at else ""
    return base64.urlsafe_b64encode(f"{moment} {article.pk}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime.datetime, int]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, key = text.split(" ")
        position = datetime.datetime.fromisoformat(moment), int(key)
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise BadCursor(cursor) from error
    if position[0].utcoffset() != datetime.timedelta(0) or not 0 < position[1] < 2**63:
        raise BadCursor(cursor)
    return position


def page(stories: QuerySet[Article], *, cursor: str = "") -> Page:
    """The page of a list of published stories that begins after `cursor`; one query. Raises BadCursor."""
    if cursor:
        moment, key = _read_cursor(cursor)
        stories = stories.filter(Q(visible_at__lt=moment) | Q(visible_at=moment, pk__lt=key))
    found = list(stories.newest_first().with_card()[: PAGE + 1])  # type: ignore[attr-defined]
    older = _write_cursor(found[PAGE - 1]) if len(found) > PAGE else ""
    return Page(found[:PAGE], older=older, is_first=not cursor)


def concerning(*codes: str, role: str = "about") -> ArticleQuerySet:
    """Published stories that concern all of these countries in this role.

    Joined, not probed: a database then begins with the few stories of a rare country instead of walking through all.
    """
    stories = Article.objects.published()
    for code in codes:
        stories = stories.filter(country_mentions__country=code, country_mentions__role=role)
    return stories


def more_like(article: Article, *, limit: int = 4) -> list[Article]:
    """The newest other stories about the same countries, or of the same section when it is about none."""
    codes = [place["code"] for place in article.places if place["role"] == "about"]
    about = CountryMention.objects.filter(country__in=codes, role="about").values("article")
    same = Q(pk__in=about) if codes else Q(section=article.section_id)
    return list(Article.objects.published().exclude(pk=article.pk).filter(same).newest_first().with_card()[:limit])


@dataclass
class Front:
    """The front page: the lead, what stands beside and below it, a strip for each section, the countries in the news."""

    lead: Article | None = None
    secondaries: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    strips: list[tuple[dict[str, Any], list[Article]]] = field(default_factory=list)
    countries: list[Country] = field(default_factory=list)


LATEST, SECONDARIES, STRIP = 12, 4, 4


def front() -> Front:
    """Compose the front page in four queries; no story stands on it twice."""
    newest = list(Article.objects.published().newest_first().with_card()[:LATEST])
    if not newest:
        return Front()
    lead = next((story for story in newest if story.lead_image_id), newest[0])
    rest = [story for story in newest if story is not lead]
    # A picture belongs high on the page; what has none reads well in the dense list beside it.
    secondaries = sorted(rest, key=lambda story: story.lead_image_id is None)[:SECONDARIES]
    latest = [story for story in rest if story not in secondaries]
    return Front(lead, secondaries, latest, _strips({story.pk for story in newest}), _countries_in_the_news())


def _strips(shown: set[int]) -> list[tuple[dict[str, Any], list[Article]]]:
    candidates = Article.objects.published().filter(section=OuterRef("pk")).newest_first()[: LATEST + STRIP]
    sections = list(Section.objects.annotate(top=Rows(candidates, id="pk")))
    chosen = {section: [row["id"] for row in section.top if row["id"] not in shown][:STRIP] for section in sections}
    wanted = [key for keys in chosen.values() for key in keys]
    cards = Article.objects.published().filter(pk__in=wanted).with_card().in_bulk()
    return [
        ({"name": section.name, "slug": section.slug}, [cards[key] for key in keys if key in cards])
        for section, keys in chosen.items()
        if keys
    ]


def _countries_in_the_news(*, among: int = 60, limit: int = 14) -> list[Country]:
    recent = Article.objects.published().newest_first().values("pk")[:among]
    return list(
        Country.objects.filter(mentions__role="about", mentions__article__in=recent)
        .annotate(stories=Count("mentions"))
        .order_by("-stories", "name")[:limit]
    )
