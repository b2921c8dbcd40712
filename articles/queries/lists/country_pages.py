"""Topics, authors, neighbours and monthly coverage of a country or region."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from math import ceil, log
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext

from articles.domain.dates import start_of_day
from articles.lib.geo import COUNTRIES, REGIONS, Region, country_name, region_name
from articles.lib.geo.reference import atlas
from articles.models import Article, Author, Country, CountryMention, KeyStory, Tag
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists import pagination

NEWEST = 200  # stories that a portrait is drawn from, so that it costs the same however much was written
MONTHS, TALL = 24, 60
TOPICS, AUTHORS, NEIGHBOURS = 8, 6, 8
KEY_MOMENTS = 8
STEPS = 5
PERIODS: Mapping[str, int | None] = {"month": 30, "year": 365, "all": None}  # days
PERIODS_FIRST = "all"


@dataclass(frozen=True)
class Month:
    """How many stories one month had, and its bar in a chart of `MONTHS` x 10 by `TALL` units."""

    first: datetime.date
    stories: int
    x: int
    height: int

    def __str__(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def y(self) -> int:
        """Where the bar begins, from above; all of them stand on one line."""
        return TALL - self.height


@dataclass(frozen=True)
class Chart:
    """Stories by month as a bar chart, and the same in words for those who can't see it."""

    months: list[Month]

    @property
    def label(self) -> str:
        """Every month with its number of stories."""
        return ", ".join(f"{month}: {month.stories}" for month in self.months)


class Portrait:
    """A country by what was written about it. Asks when it is looked at, so a feed never does."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._stories = pagination.concerning(code)

    @property
    def region(self) -> Region:
        """The narrowest region of UN M49 that it lies in."""
        return next(one for one in REGIONS.values() if one.name == COUNTRIES[self._code].subregion)

    @property
    def _newest(self) -> QuerySet[Article, Any]:
        return self._stories.newest_first().values("pk")[:NEWEST]

    @cached_property
    def topics(self) -> list[Tag]:
        """The commonest tags, with `stories`."""
        counted = Tag.objects.filter(taggings__content_object__in=self._newest).annotate(stories=Count("taggings"))
        return list(counted.order_by("-stories", "name")[:TOPICS])

    @cached_property
    def authors(self) -> list[Author]:
        """Who is credited most often, with `stories`."""
        counted = Author.objects.filter(credits__article__in=self._newest)
        counted = counted.annotate(stories=Count("credits__article", distinct=True))
        return list(counted.order_by("-stories", "name")[:AUTHORS])

    @cached_property
    def neighbours(self) -> list[Country]:
        """The countries it is most often written about with, with `stories`."""
        together = Q(mentions__article__in=self._newest, mentions__role="about")
        counted = Country.objects.exclude(pk=self._code).filter(together).annotate(stories=Count("mentions"))
        return list(counted.order_by("-stories", "name")[:NEIGHBOURS])

    @cached_property
    def months(self) -> list[Month]:
        """The last two years, the oldest month first; [] when nothing was written in them."""
        return by_month(self._stories)

    @property
    def chart(self) -> Chart | None:
        """The last two years as a chart; None when nothing was written in them."""
        return Chart(self.months) if self.months else None


def by_month(stories: ArticleQuerySet) -> list[Month]:
    """How many of the stories each of the last `MONTHS` months had, by the newsroom's calendar; one query."""
    month = timezone.localdate().replace(day=1)
    firsts = [month]
    while len(firsts) < MONTHS:
        firsts.insert(0, (firsts[0] - datetime.timedelta(days=1)).replace(day=1))
    counted = stories.filter(visible_at__gte=start_of_day(firsts[0])).order_by()
    rows = counted.annotate(month=TruncMonth("visible_at")).values("month").annotate(stories=Count("pk"))
    found = {timezone.localdate(row["month"]): row["stories"] for row in rows}
    most = max(found.values(), default=0)
    if not most:
        return []
    counts = [found.get(first, 0) for first in firsts]
    return [
        Month(first, count, 10 * place + 1, ceil((TALL - 2) * count / most))
        for place, (first, count) in enumerate(zip(firsts, counts, strict=True))
    ]


class Relation:
    """Two countries, by their codes in order, by what was written about both. Asks when it is looked at, like a portrait."""

    def __init__(self, first: str, second: str) -> None:
        self.stories = pagination.concerning(first, second).with_key_line(first, second)
        self._marks = KeyStory.objects.filter(first=first, second=second)

    @cached_property
    def key_moments(self) -> list[Article]:
        """The newest key stories with their `key_line`; a translation only where its original is none of them."""
        marked = self.stories.filter(pk__in=self._marks.values("article"))
        return list(marked.exclude(original__in=marked.values("pk")).newest_first()[:KEY_MOMENTS])


@dataclass(frozen=True)
class Covered:
    """A country with how many stories are about it in a period; `step` is its shade on the map, from 0 to `STEPS`."""

    code: str
    name: str
    region: str
    stories: int
    step: int

    @property
    def address(self) -> str:
        """Where its stories are; "" when there are none."""
        return Country(code=self.code).get_absolute_url() if self.stories else ""

    @property
    def label(self) -> str:
        """Its name and its number of stories, in words."""
        words = ngettext("%(name)s: %(stories)s story", "%(name)s: %(stories)s stories", self.stories)
        return words % {"name": self.name, "stories": self.stories}


def coverage(period: str) -> dict[str, Covered]:
    """Every country by its code, by name in the reader's language, with its stories in one of `PERIODS`; two queries."""
    counted = _counted(_since(period))
    most = max(counted.values(), default=0)
    language = get_language() or ""
    rows = [
        Covered(code, country_name(code, language), region, counted.get(code, 0), _step(counted.get(code, 0), most))
        for code, region in Country.objects.values_list("code", "region")
    ]
    return {row.code: row for row in sorted(rows, key=lambda row: row.name)}


def world(covered: Mapping[str, Covered]) -> dict[str, Any]:
    """The map of the world for the template: its size, and every country with its shade, its outline and its place."""
    places = [
        {
            **asdict(covered[spot.code]),
            "address": covered[spot.code].address,
            "path": spot.path,
            "x": spot.x,
            "y": spot.y,
            "label": covered[spot.code].label,
        }
        for spot in atlas.country_shapes(settings.DISPUTED_BORDERS)
        if spot.code in covered
    ]
    return {"width": atlas.WIDTH, "height": atlas.HEIGHT, "places": places}


def _counted(stories: ArticleQuerySet) -> dict[str, int]:
    """How many of the stories are about each country that any is about; one query."""
    about = CountryMention.objects.filter(role="about", article__in=stories.values("pk"))
    return dict(about.values_list("country").annotate(stories=Count("pk")).order_by())


def _since(period: str) -> ArticleQuerySet:
    days = PERIODS[period]
    stories = pagination.stories()
    if days is None:
        return stories
    return stories.filter(visible_at__gte=start_of_day(timezone.localdate() - datetime.timedelta(days=days)))


def _step(stories: int, most: int) -> int:
    """A shade by the logarithm: a few much-covered countries must not leave all others pale."""
    return ceil(STEPS * log(1 + stories) / log(1 + most)) if stories else 0


class RegionPortrait:
    """A region of UN M49: what lies around it and inside it, and which of its countries the paper has written about."""

    def __init__(self, region: Region) -> None:
        self.region = region

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return region_name(self.region.name, get_language() or "")

    @property
    def around(self) -> "RegionPortrait | None":
        """The region that it is a part of."""
        return RegionPortrait(REGIONS[self.region.around]) if self.region.around else None

    @property
    def inside(self) -> list["RegionPortrait"]:
        """The regions that it is made of."""
        return [RegionPortrait(one) for one in REGIONS.values() if one.around == self.region.slug]

    @cached_property
    def countries(self) -> list[Country]:
        """Its countries with a published story about them, the most-covered first, with `stories`."""
        # All countries are counted: a database that is given fifty of them looks each story up fifty times.
        counted = _counted(pagination.stories())
        found = [Country(code=code) for code in self.region.codes if code in counted]
        for country in found:
            country.stories = counted[country.code]  # type: ignore[attr-defined]
        return sorted(found, key=lambda country: (-counted[country.code], str(country)))
