"""The front page: placed stories first, then the newest, each once."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db.models import OuterRef, Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.domain.document import Genre
from articles.domain.story_lists import ListKind
from articles.lib.geo import COUNTRIES
from articles.models import Article, Country, FrontPageLayout, FrontPageSlot, Section
from articles.models.expressions import Rows
from articles.models.front_page import FrontQuerySet
from articles.queries.read_model.story_fragments import CARDS
from articles.queries.read_model.story_pools import StoryPools

SECONDARY_SIZE, STRIP_SIZE, LATEST_SIZE, COUNTRY_STRIP_SIZE, MAX_COUNTRIES = 5, 4, 7, 5, 14
BESIDE_LEAD = 3  # secondary stories beside the lead; the others are below it
_COUNTRY_SAMPLE = 60  # newest stories that decide which countries are in the news

Slot = FrontPageSlot.Slot
PlacedRows = list[dict[str, Any]]


@dataclass(frozen=True)
class FrontPlan:
    """Which story stands where on the front page, by primary key."""

    lead: int | None = None
    secondaries: list[int] = field(default_factory=list)
    latest: list[int] = field(default_factory=list)
    opinion: list[int] = field(default_factory=list)
    strips: list[tuple[Section, list[int]]] = field(default_factory=list)
    countries: list[tuple[Country, int | None]] = field(default_factory=list)
    flags: list[Country] = field(default_factory=list)

    @property
    def keys(self) -> list[int]:
        """The primary keys of all stories on the page."""
        return [
            *([self.lead] if self.lead else []),
            *self.secondaries,
            *self.latest,
            *self.opinion,
            *(key for _section, keys in self.strips for key in keys),
            *(key for _country, key in self.countries if key),
        ]

    def place_fragments(self) -> dict[str, list[int]]:
        """Return which fragment each place shows: {name of a fragment: primary keys of stories}."""
        places: dict[str, list[int]] = {
            "lead": [self.lead] if self.lead else [],
            "second": self.secondaries[:1],
            "second-bare": self.secondaries[1:BESIDE_LEAD],
            "under": self.secondaries[BESIDE_LEAD:],
            "opinion": self.opinion,
            "strip": [keys[0] for _section, keys in self.strips],
            "dense": [*self.latest, *(key for _section, keys in self.strips for key in keys[1:])],
            "headline": [key for _country, key in self.countries if key],
        }
        return {name: keys for name, keys in places.items() if keys}


class CountryLinks(dict[str, SafeString]):
    """Links to the pages of countries, with flag and name in the language of the page, by code; each drawn on first use."""

    def __missing__(self, code: str) -> SafeString:
        """Draw and remember the link to a country."""
        link = render_to_string("articles/front/_country_link.html", {"country": Country(code=code)})
        self[code] = SafeString(link.strip())
        return self[code]


def describe_front(
    plan: FrontPlan, markup: Mapping[str, Mapping[int, SafeString]], country_links: CountryLinks
) -> dict[str, Any]:
    """Return what the template of the front page shows: strings and lists, from the markup of each story in its size.

    A story without markup was withdrawn meanwhile and is left out.
    """

    def show(name: str, keys: Iterable[int]) -> Iterator[SafeString]:
        """Yield the markup of these stories in one size."""
        found = markup.get(name, {})
        return (found[key] for key in keys if key in found)

    beside, below = plan.secondaries[:BESIDE_LEAD], plan.secondaries[BESIDE_LEAD:]
    return {
        "lead": _join(show("lead", [plan.lead] if plan.lead else [])),
        # Of the cards beside the lead and of those in a strip, only the first has a picture.
        "seconds": _join(show("second", beside[:1]), show("second-bare", beside[1:])),
        "under": _join(show("under", below)),
        "latest": _join(show("dense", plan.latest)),
        "opinion": _join(show("opinion", plan.opinion)),
        "strips": [
            {
                "name": str(section),
                "address": section.get_absolute_url(),
                "cards": _join(show("strip", keys[:1]), show("dense", keys[1:])),
            }
            for section, keys in plan.strips
        ],
        "countries": [
            {"link": country_links[country.pk], "headline": _join(show("headline", [key] if key else []))}
            for country, key in plan.countries
        ],
        "flags": [country_links[country.pk] for country in plan.flags],
    }


def _join(*cards: Iterable[SafeString]) -> SafeString:
    """Join pieces of markup."""
    return mark_safe("\n".join(chain.from_iterable(cards)))  # noqa: S308 - joined from markup


def read_stories(plan: FrontPlan, moment: datetime.datetime | None = None) -> dict[int, Article]:
    """Read the stories of a plan as readers see them at a time, by primary key; for previews at the desk."""
    return Article.objects.published(moment).filter(pk__in=plan.keys).with_card().in_bulk()


def draw_front(plan: FrontPlan, stories: Mapping[int, Article]) -> dict[str, Any]:
    """Draw the front page from stories in memory, which a preview may have changed; as `describe_front`."""
    return describe_front(
        plan,
        {
            name: {key: mark_safe(CARDS[name](stories[key])) for key in keys if key in stories}  # noqa: S308 - a template's
            for name, keys in plan.place_fragments().items()
        },
        CountryLinks(),
    )


class _SlotFiller:
    """Assigns stories to slots by primary key, each once; placed stories are reserved for their slot."""

    def __init__(self, placed: Iterable[int]) -> None:
        """Reserve the placed stories, given by primary key, for their slots."""
        self._reserved = set(placed)
        self._used: set[int] = set()

    @property
    def used(self) -> set[int]:
        """The primary keys of all stories that have been assigned to a slot."""
        return self._used

    def fill(self, placed: Iterable[int], pool: Iterable[int], *, size: int) -> list[int]:
        """Assign placed stories that readers may see, then stories of the pool, to a slot of `size`; return their keys."""
        candidates = [key for key in dict.fromkeys(placed) if key in self._reserved and key not in self._used]
        keys = candidates[:size]
        self._used.update(keys)
        self._reserved.difference_update(candidates[size:])  # one that did not fit may fill another slot
        for key in pool:
            if len(keys) >= size:
                break
            if key not in self._used and key not in self._reserved:
                keys.append(key)
                self._used.add(key)
        return keys


def layout_at(moment: datetime.datetime | None = None) -> FrontPageLayout | None:
    """Return the layout in force at a time (now, by the database's clock)."""
    return _layouts_begun(moment or Now()).first()


def placed_at(moment: datetime.datetime | None = None) -> PlacedRows:
    """Return the placements in force at a time: rows of slot, section_id, article_id and country_id, in order."""
    now = moment or Now()
    slots = FrontPageSlot.objects.filter(arrangement=OuterRef("pk")).filter(Q(until=None) | Q(until__gt=now))
    names = ("slot", "section_id", "article_id", "country_id")
    placed = Rows(slots.order_by("slot", "section_id", "position"), **{name: name for name in names})
    return _layouts_begun(now).values_list(placed, flat=True).first() or []


def list_sections() -> list[Section]:
    """Return all sections in order, each of which may have a strip."""
    return list(Section.objects.all())


def _layouts_begun(now: datetime.datetime | Now) -> FrontQuerySet:
    """Return the layouts that have begun by a time, the one in force first."""
    return FrontPageLayout.objects.not_withdrawn().filter(begins_at__lte=now)


def plan_front_page(
    moment: datetime.datetime | None = None,
    *,
    placed: PlacedRows | None = None,
    sections: Iterable[Section] | None = None,
) -> FrontPlan:
    """Plan the front page for a time (now by default); `placed` replaces the saved layout, `sections` the saved ones.

    The cost does not depend on the number of stories.
    """
    placed = placed_at(moment) if placed is None else placed
    keys = [row["article_id"] for row in placed if row["article_id"]]
    pools = StoryPools(moment, extra=len(keys))
    # Each language's front page shows the placed stories in its language, so one layout serves all.
    filler = _SlotFiller(pools.public_among(keys))
    placed_in = {slot: [row["article_id"] for row in placed if row["slot"] == slot] for slot in Slot.values}
    # Stories with a picture go to the top; those without suit the dense list beside it.
    free = [entry for entry in pools.newest if entry.story not in keys]
    top = [
        entry.story
        for entry in sorted(free[: SECONDARY_SIZE + LATEST_SIZE + 1], key=lambda entry: not entry.has_picture)
    ]
    # If there are only placed stories, the first of them leads.
    lead = filler.fill(placed_in[Slot.LEAD], top, size=1) or filler.fill(keys, (), size=1)
    secondaries = filler.fill(placed_in[Slot.SECONDARY], top, size=SECONDARY_SIZE)
    latest = filler.fill((), [entry.story for entry in pools.newest], size=LATEST_SIZE)
    countries = _choose_countries(pools, [row["country_id"] for row in placed if row["country_id"]])
    with_story, flags = countries[:COUNTRY_STRIP_SIZE], countries[COUNTRY_STRIP_SIZE:]
    in_strips = list(list_sections() if sections is None else sections)
    pools.read_ahead(
        [
            (ListKind.GENRE, Genre.OPINION),
            *((ListKind.ABOUT, country.pk) for country in with_story),
            *((ListKind.SECTION, section.pk) for section in in_strips),
        ]
    )
    opinion = filler.fill(placed_in[Slot.OPINION], pools.keys(ListKind.GENRE, Genre.OPINION), size=STRIP_SIZE)
    strip = [(country, filler.fill((), pools.keys(ListKind.ABOUT, country.pk), size=1)) for country in with_story]
    return FrontPlan(
        lead=next(iter(lead), None),
        secondaries=secondaries,
        latest=latest,
        opinion=opinion,
        strips=_fill_section_strips(pools, filler, placed, in_strips),
        countries=[(country, next(iter(found), None)) for country, found in strip],
        flags=flags,
    )


def _fill_section_strips(
    pools: StoryPools, filler: _SlotFiller, placed: PlacedRows, sections: Iterable[Section]
) -> list[tuple[Section, list[int]]]:
    """Fill a strip for each section that has an unused story; return the primary keys by section."""
    strips = []
    for section in sections:
        placed_here = [row["article_id"] for row in placed if row["section_id"] == section.pk]
        strips.append((section, filler.fill(placed_here, pools.keys(ListKind.SECTION, section.pk), size=STRIP_SIZE)))
    return [(section, keys) for section, keys in strips if keys]


def _choose_countries(pools: StoryPools, placed: list[str]) -> list[Country]:
    """Return the countries that editors placed, then those that most of the newest stories are about."""
    counts = Counter(code for entry in pools.newest[:_COUNTRY_SAMPLE] for code in entry.about.split())
    ranked = sorted(counts.keys() & COUNTRIES.keys(), key=lambda code: (-counts[code], COUNTRIES[code].name))
    codes = [code for code in dict.fromkeys([*placed, *ranked]) if code in COUNTRIES][:MAX_COUNTRIES]
    return [Country(code=code, name=COUNTRIES[code].name) for code in codes]
