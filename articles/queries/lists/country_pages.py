"""Topics, authors, neighbours and monthly coverage of a country or region."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil, log
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from articles.domain.story_lists import ListKind
from articles.lib.geo import COUNTRIES, REGIONS, Region, country_name, flag, region_name
from articles.lib.geo.reference import atlas
from articles.lib.geo.reference.atlas import CountryShape
from articles.models import Article, Country
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists.cards import Card
from articles.queries.read_model.months import month_number
from articles.queries.read_model.story_lists import (
    count_by_key,
    count_by_key_since,
    current_list_language,
)

MAX_KEY_MOMENTS = 8
MAX_SHADE = 5
PERIODS: Mapping[str, int | None] = {"month": 2, "year": 12, "all": None}  # months, the present one included
DEFAULT_PERIOD = "all"


def narrowest_region(code: str) -> Region:
    """Return the narrowest UN M49 region that a country lies in."""
    return next(region for region in REGIONS.values() if region.name == COUNTRIES[code].subregion)


class PairProfile:
    """The key stories of two countries, given by their codes in order. Queries run when a property is read."""

    def __init__(self, first: str, second: str) -> None:
        """Prepare the profile of two countries, given by alpha-2 codes in alphabetical order."""
        self._codes = first, second

    @cached_property
    def _marked(self) -> list[int]:
        """The primary keys of the stories that editors marked."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT article_id FROM articles_keystory WHERE first_id = %s AND second_id = %s", self._codes
            )
            return [key for (key,) in cursor.fetchall()]

    def _read_key_stories(self) -> ArticleQuerySet:
        """Return a queryset of the marked stories that are public, with `key_line`."""
        public = Article.objects.published().filter(public_story__list_language=current_list_language())
        return public.filter(pk__in=self._marked).with_key_line(*self._codes).select_related("public_story")

    @cached_property
    def key_moments(self) -> list[Article]:
        """The newest key stories with `key_line`; a translation only if its original is not among them."""
        if not self._marked:
            return []
        marked = [story for story in self._read_key_stories().newest_first() if self._is_about_both(story)]
        keys = {story.pk for story in marked}
        return [story for story in marked if story.original_id not in keys][:MAX_KEY_MOMENTS]

    def render_key_cards(self, keys: list[int]) -> dict[int, SafeString]:
        """Render the cards of those of these stories that are key stories, by primary key."""
        if set(keys).isdisjoint(self._marked):
            return {}
        marked = self._read_key_stories().filter(pk__in=keys).with_card()
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


def describe_map(covered: Mapping[str, CountryCoverage]) -> dict[str, Any]:
    """Return the world map for the template: width, height, and each country's outline or position with its coverage."""
    shapes = [shape for shape in atlas.country_shapes(settings.DISPUTED_BORDERS) if shape.code in covered]
    return {
        "width": atlas.WIDTH,
        "height": atlas.HEIGHT,
        "places": [_describe_place(shape, covered[shape.code]) for shape in shapes],
    }


def _describe_place(shape: CountryShape, coverage: CountryCoverage) -> dict[str, Any]:
    """Return a country on the map for the template; without stories about it, only its outline or position."""
    place = {"path": shape.path} if shape.path else {"x": shape.x, "y": shape.y}
    if not coverage.stories:
        return place
    return {
        **place,
        "address": coverage.address,
        "code": coverage.code,
        "step": coverage.step,
        "label": coverage.label,
    }


def describe_regions(covered: Mapping[str, CountryCoverage]) -> list[dict[str, Any]]:
    """Return the regions with stories for the template, each with its countries: strings and lists."""
    rows = sorted((row for row in covered.values() if row.stories), key=lambda row: row.region)
    language = get_language() or ""
    regions = {region.name: region for region in REGIONS.values()}
    return [
        {
            "name": region_name(name, language),
            "address": reverse("region", args=[regions[name].slug]),
            "countries": [describe_counted_country(Country(code=row.code), row.stories) for row in in_region],
        }
        for name, in_region in groupby(rows, key=lambda row: row.region)
    ]


def describe_country(country: Country) -> dict[str, str]:
    """Return a country's name, flag and address for a template."""
    return {"name": str(country), "flag": flag(country.pk), "address": country.get_absolute_url()}


def describe_counted_country(country: Country, stories: int) -> dict[str, str]:
    """Return a country's name, flag and address for a template, with the number of stories about it."""
    return {**describe_country(country), "stories": str(localize(stories))}


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
