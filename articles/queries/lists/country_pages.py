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

MAX_PROFILED = 200  # newest stories that a profile reads, so that its cost does not grow with the archive
CHART_MONTHS, CHART_HEIGHT = 24, 60
MAX_TOPICS, MAX_AUTHORS, MAX_NEIGHBOURS = 8, 6, 8
MAX_KEY_MOMENTS = 8
MAX_SHADE = 5
PERIODS: Mapping[str, int | None] = {"month": 30, "year": 365, "all": None}  # days
DEFAULT_PERIOD = "all"


@dataclass(frozen=True)
class Month:
    """The number of stories in one month, and its bar in a chart of `CHART_MONTHS` x 10 by `CHART_HEIGHT` units."""

    first: datetime.date
    stories: int
    x: int
    height: int

    def __str__(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def y(self) -> int:
        """The top edge of the bar, measured from the top of the chart."""
        return CHART_HEIGHT - self.height


@dataclass(frozen=True)
class Chart:
    """Stories by month as a bar chart, with a text alternative."""

    months: list[Month]

    @property
    def label(self) -> str:
        """The text alternative: every month with its number of stories."""
        return ", ".join(f"{month}: {month.stories}" for month in self.months)


class CountryProfile:
    """What the newest stories say of a country. Queries run when a property is read, so a feed runs none."""

    def __init__(self, code: str) -> None:
        """Prepare the profile of a country; `code` is its alpha-2 code."""
        self._code = code
        self._stories = pagination.published_about(code)

    @property
    def region(self) -> Region:
        """The narrowest UN M49 region that the country lies in."""
        return next(region for region in REGIONS.values() if region.name == COUNTRIES[self._code].subregion)

    @property
    def _newest(self) -> QuerySet[Article, Any]:
        """The primary keys of the newest stories about the country, from which the profile is made."""
        return self._stories.newest_first().values("pk")[:MAX_PROFILED]

    @cached_property
    def topics(self) -> list[Tag]:
        """The most frequent tags of the newest stories, each with `stories`, their number."""
        counted = Tag.objects.filter(taggings__content_object__in=self._newest).annotate(stories=Count("taggings"))
        return list(counted.order_by("-stories", "name")[:MAX_TOPICS])

    @cached_property
    def authors(self) -> list[Author]:
        """The authors credited most often in the newest stories, each with `stories`, their number."""
        counted = Author.objects.filter(credits__article__in=self._newest)
        counted = counted.annotate(stories=Count("credits__article", distinct=True))
        return list(counted.order_by("-stories", "name")[:MAX_AUTHORS])

    @cached_property
    def neighbours(self) -> list[Country]:
        """The countries most often covered together with this one, each with `stories`, their number."""
        together = Q(mentions__article__in=self._newest, mentions__role="about")
        counted = Country.objects.exclude(pk=self._code).filter(together).annotate(stories=Count("mentions"))
        return list(counted.order_by("-stories", "name")[:MAX_NEIGHBOURS])

    @cached_property
    def months(self) -> list[Month]:
        """The story counts of the last two years, oldest month first; [] if there are no stories in them."""
        return count_by_month(self._stories)

    @property
    def chart(self) -> Chart | None:
        """The story counts of the last two years as a chart; None if there are no stories in them."""
        return Chart(self.months) if self.months else None


def count_by_month(stories: ArticleQuerySet) -> list[Month]:
    """Count the stories of each of the last `CHART_MONTHS` months, in the newsroom's time zone; one query."""
    first_days = [timezone.localdate().replace(day=1)]
    while len(first_days) < CHART_MONTHS:
        first_days.insert(0, (first_days[0] - datetime.timedelta(days=1)).replace(day=1))
    recent = stories.filter(visible_at__gte=start_of_day(first_days[0])).order_by()
    rows = recent.annotate(month=TruncMonth("visible_at")).values("month").annotate(stories=Count("pk"))
    counts = {timezone.localdate(row["month"]): row["stories"] for row in rows}
    highest = max(counts.values(), default=0)
    if not highest:
        return []
    return [
        Month(first_day, count, 10 * place + 1, ceil((CHART_HEIGHT - 2) * count / highest))
        for place, first_day in enumerate(first_days)
        for count in [counts.get(first_day, 0)]
    ]


class PairProfile:
    """The stories about both of two countries, given by their codes in order. Queries run when a property is read."""

    def __init__(self, first: str, second: str) -> None:
        """Prepare the profile of two countries, given by alpha-2 codes in alphabetical order."""
        self.stories = pagination.published_about(first, second).with_key_line(first, second)
        self._key_stories = KeyStory.objects.filter(first=first, second=second)

    @cached_property
    def key_moments(self) -> list[Article]:
        """The newest key stories with `key_line`; a translation only if its original is not among them."""
        marked = self.stories.filter(pk__in=self._key_stories.values("article"))
        return list(marked.exclude(original__in=marked.values("pk")).newest_first()[:MAX_KEY_MOMENTS])


@dataclass(frozen=True)
class CountryCoverage:
    """A country with the number of stories about it in a period; `step` is its shade on the map, 0 to `MAX_SHADE`."""

    code: str
    name: str
    region: str
    stories: int
    step: int

    @property
    def address(self) -> str:
        """The address of the list of stories about the country; "" if there are none."""
        return Country(code=self.code).get_absolute_url() if self.stories else ""

    @property
    def label(self) -> str:
        """The country's name with the number of stories."""
        words = ngettext("%(name)s: %(stories)s story", "%(name)s: %(stories)s stories", self.stories)
        return words % {"name": self.name, "stories": self.stories}


def count_coverage(period: str) -> dict[str, CountryCoverage]:
    """Count the stories about each country in one of `PERIODS`: {code: coverage}, by name; two queries."""
    counts = _count_by_country(_published_in_period(period))
    highest = max(counts.values(), default=0)
    language = get_language() or ""
    rows = [
        CountryCoverage(
            code, country_name(code, language), region, counts.get(code, 0), _choose_shade(counts.get(code, 0), highest)
        )
        for code, region in Country.objects.values_list("code", "region")
    ]
    return {row.code: row for row in sorted(rows, key=lambda row: row.name)}


def world_map(covered: Mapping[str, CountryCoverage]) -> dict[str, Any]:
    """Return the world map for the template: width, height, and each country's coverage, outline and position."""
    places = [
        {
            **asdict(covered[shape.code]),
            "address": covered[shape.code].address,
            "path": shape.path,
            "x": shape.x,
            "y": shape.y,
            "label": covered[shape.code].label,
        }
        for shape in atlas.country_shapes(settings.DISPUTED_BORDERS)
        if shape.code in covered
    ]
    return {"width": atlas.WIDTH, "height": atlas.HEIGHT, "places": places}


def _count_by_country(stories: ArticleQuerySet) -> dict[str, int]:
    """Count the given stories by the code of each country they are about; one query."""
    about = CountryMention.objects.filter(role="about", article__in=stories.values("pk"))
    return dict(about.values_list("country").annotate(stories=Count("pk")).order_by())


def _published_in_period(period: str) -> ArticleQuerySet:
    """Return the stories published in one of `PERIODS`, in the current language."""
    days = PERIODS[period]
    stories = pagination.published_in_current_language()
    if days is None:
        return stories
    return stories.filter(visible_at__gte=start_of_day(timezone.localdate() - datetime.timedelta(days=days)))


def _choose_shade(stories: int, highest: int) -> int:
    """Return a shade on a logarithmic scale, so that a few much-covered countries don't leave all others pale."""
    return ceil(MAX_SHADE * log(1 + stories) / log(1 + highest)) if stories else 0


@dataclass(frozen=True)
class CountedCountry:
    """A country and the number of stories about it."""

    country: Country
    stories: int


class RegionProfile:
    """A region of UN M49: the regions around and inside it, and those of its countries that stories are about."""

    def __init__(self, region: Region) -> None:
        """Wrap a region of UN M49; the queries run when properties are read."""
        self.region = region

    @property
    def name(self) -> str:
        """The region's name in the reader's language."""
        return region_name(self.region.name, get_language() or "")

    @property
    def around(self) -> "RegionProfile | None":
        """The profile of the region that contains this one; None for the widest."""
        return RegionProfile(REGIONS[self.region.around]) if self.region.around else None

    @property
    def inside(self) -> list["RegionProfile"]:
        """The profiles of the regions that this one contains."""
        return [RegionProfile(region) for region in REGIONS.values() if region.around == self.region.slug]

    @cached_property
    def countries(self) -> list[CountedCountry]:
        """The region's countries with a published story about them, most stories first."""
        # All countries are counted: a database that is given fifty of them looks each story up fifty times.
        counts = _count_by_country(pagination.published_in_current_language())
        counted = [CountedCountry(Country(code=code), counts[code]) for code in self.region.codes if code in counts]
        return sorted(counted, key=lambda row: (-row.stories, str(row.country)))
