"""Topics, authors, neighbours and monthly coverage of a country or region."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from math import ceil, log
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from articles.domain.story_lists import ListKind
from articles.lib.geo import COUNTRIES, REGIONS, Region, country_name, region_name
from articles.lib.geo.reference import atlas
from articles.models import Article, Author, Country, KeyStory, ListMonth, StoryList, Tag
from articles.queries.lists.cards import Card
from articles.queries.read_model.months import first_day, month_number
from articles.queries.read_model.profiles import Profile
from articles.queries.read_model.story_lists import (
    count_by_key,
    count_by_key_since,
    current_list_language,
    name_list,
)

CHART_MONTHS, CHART_HEIGHT = 24, 60
MAX_KEY_MOMENTS = 8
MAX_SHADE = 5
PERIODS: Mapping[str, int | None] = {"month": 2, "year": 12, "all": None}  # months, the present one included
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


@dataclass(frozen=True)
class Counted:
    """A topic, an author or a country with its number of stories, and the address of its page."""

    name: str
    address: str
    stories: int
    code: str = ""  # a country's


class CountryProfile:
    """What the newest stories say of a country. Queries run when a property is read, so a feed runs none."""

    def __init__(self, code: str) -> None:
        """Prepare the profile of a country; `code` is its alpha-2 code."""
        self._code = code

    @property
    def region(self) -> Region:
        """The narrowest UN M49 region that the country lies in."""
        return next(region for region in REGIONS.values() if region.name == COUNTRIES[self._code].subregion)

    @cached_property
    def story_list(self) -> StoryList | None:
        """The list of stories about the country; None if there never was one."""
        name = name_list(ListKind.ABOUT, self._code)
        return StoryList.objects.filter(kind=name.kind.value, key=name.key, language=name.language).first()

    @cached_property
    def months(self) -> list[Month]:
        """The story counts of the last two years, oldest month first; [] if there are no stories in them."""
        return count_by_month(self.story_list.pk) if self.story_list else []

    @property
    def chart(self) -> Chart | None:
        """The story counts of the last two years as a chart; None if there are no stories in them."""
        return Chart(self.months) if self.months else None


def count_by_month(list_id: int) -> list[Month]:
    """Return the number of a list's stories in each of the last `CHART_MONTHS` months; [] if there are none."""
    last = month_number(timezone.now())
    rows = ListMonth.objects.filter(list=list_id, month__gt=last - CHART_MONTHS, stories__gt=0)
    counts = dict(rows.values_list("month", "stories"))
    highest = max(counts.values(), default=0)
    if not highest:
        return []
    return [
        Month(first_day(month), count, 10 * place + 1, ceil((CHART_HEIGHT - 2) * count / highest))
        for place, month in enumerate(range(last - CHART_MONTHS + 1, last + 1))
        for count in [counts.get(month, 0)]
    ]


@dataclass(frozen=True)
class Portrait:
    """What a country's page shows beside its stories: coverage by month, topics, authors and neighbours."""

    chart: Chart | None
    topics: list[Counted]
    authors: list[Counted]
    neighbours: list[Counted]


def draw_portrait(profile: CountryProfile, counted: Profile) -> Portrait:
    """Build the portrait of a country from what its newest stories say; two queries."""
    tags, authors, countries = (counted.get(kind, []) for kind in (ListKind.TAG, ListKind.AUTHOR, ListKind.ABOUT))
    return Portrait(
        chart=profile.chart,
        topics=_name_rows(Tag.objects.filter(into=None), tags),
        authors=_name_rows(Author.objects.all(), authors),
        neighbours=[_count_country(code, stories) for code, stories in countries if code in COUNTRIES],
    )


def _name_rows(rows: QuerySet[Any], counted: list[list[Any]]) -> list[Counted]:
    """Return rows with their numbers of stories, in the order of `counted`; deleted ones are left out."""
    found = rows.in_bulk([int(key) for key, _stories in counted]) if counted else {}
    return [
        Counted(row.name, row.get_absolute_url(), stories)
        for key, stories in counted
        for row in [found.get(int(key))]
        if row is not None
    ]


def _count_country(code: str, stories: int) -> Counted:
    """Return a country with a number of stories, under its name in the reader's language."""
    name = country_name(code, get_language() or "")
    return Counted(name, Country(code=code).get_absolute_url(), stories, code)


class PairProfile:
    """The key stories of two countries, given by their codes in order. Queries run when a property is read."""

    def __init__(self, first: str, second: str) -> None:
        """Prepare the profile of two countries, given by alpha-2 codes in alphabetical order."""
        self._codes = first, second
        marks = KeyStory.objects.filter(first=first, second=second)
        stories = Article.objects.published().filter(
            pk__in=marks.values("article"), public_story__list_language=current_list_language()
        )
        self._key_stories = stories.with_key_line(first, second).select_related("public_story")

    @cached_property
    def key_moments(self) -> list[Article]:
        """The newest key stories with `key_line`; a translation only if its original is not among them."""
        marked = [story for story in self._key_stories.newest_first() if self._is_about_both(story)]
        keys = {story.pk for story in marked}
        return [story for story in marked if story.original_id not in keys][:MAX_KEY_MOMENTS]

    def render_key_cards(self, keys: list[int]) -> dict[int, SafeString]:
        """Render the cards of those of these stories that are key stories, by primary key."""
        marked = self._key_stories.filter(pk__in=keys).with_card()
        return {story.pk: Card.of(story, "row", level=3).html for story in marked}

    def _is_about_both(self, story: Article) -> bool:
        """Tell whether a key story is still about both countries."""
        return set(self._codes) <= set(story.public_story.about.split())


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
    counts = _count_by_country(period)
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


def _count_by_country(period: str) -> dict[str, int]:
    """Count the stories about each country that were published in one of `PERIODS`, in the language of the page."""
    months = PERIODS[period]
    if months is None:
        return count_by_key(ListKind.ABOUT)
    since = month_number(timezone.now()) - months + 1
    return count_by_key_since(ListKind.ABOUT, month=since)


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
        counts = count_by_key(ListKind.ABOUT)
        counted = [CountedCountry(Country(code=code), counts[code]) for code in self.region.codes if code in counts]
        return sorted(counted, key=lambda row: (-row.stories, str(row.country)))
