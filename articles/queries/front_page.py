"""The front page: placed stories first, then the newest, each once."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, OuterRef, Q, When
from django.db.models.functions import Now
from django.utils.translation import get_language

from articles.domain.document import Genre
from articles.models import Article, Country, FrontPageLayout, FrontPageSlot, Section
from articles.models.expressions import Rows
from articles.models.front_page import FrontQuerySet
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists.cards import Card, cards

SECONDARY_SIZE, STRIP_SIZE, LATEST_SIZE, COUNTRY_STRIP_SIZE, MAX_COUNTRIES = 5, 4, 7, 5, 14
BESIDE_LEAD = 3  # secondary stories beside the lead; the others are below it
_COUNTRY_SAMPLE = 60  # newest stories that decide which countries are in the news
_POOL_SIZE = 40  # newest stories that fill the slots at the top

Slot = FrontPageSlot.Slot
PlacedRows = list[dict[str, Any]]


@dataclass
class Front:
    """The front page: the lead, the stories beside and below it, the strips, the countries in the news."""

    lead: Article | None = None
    secondaries: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    opinion: list[Article] = field(default_factory=list)
    strips: list[tuple[Section, list[Article]]] = field(default_factory=list)
    countries: list[tuple[Country, Article | None]] = field(default_factory=list)
    flags: list[Country] = field(default_factory=list)

    # Cards are built when they are rendered: the desk's preview changes stories after the page is composed.

    @property
    def lead_card(self) -> Card | None:
        """The card of the lead."""
        return Card.of(self.lead, "lead") if self.lead else None

    @property
    def second_cards(self) -> list[Card]:
        """The cards beside the lead, of which only the first has a picture and a standfirst."""
        return [
            Card.of(story, "second", is_bare=place > 0) for place, story in enumerate(self.secondaries[:BESIDE_LEAD])
        ]

    @property
    def under_cards(self) -> list[Card]:
        """The cards below the lead."""
        return cards(self.secondaries[BESIDE_LEAD:], "under")

    @property
    def latest_cards(self) -> list[Card]:
        """The cards of the newest stories."""
        return cards(self.latest, "dense")

    @property
    def opinion_cards(self) -> list[Card]:
        """The cards of the opinion strip."""
        return cards(self.opinion, "opinion")

    @property
    def strip_cards(self) -> list[tuple[Section, list[Card]]]:
        """The cards of each section's strip, of which only the first has a picture."""
        return [
            (section, [*cards(stories[:1], "strip"), *cards(stories[1:], "dense")]) for section, stories in self.strips
        ]

    def __iter__(self) -> Iterator[Article]:
        """Iterate over all stories on the page."""
        yield from [self.lead] if self.lead else []
        yield from (*self.secondaries, *self.latest, *self.opinion)
        yield from (story for _section, stories in self.strips for story in stories)
        yield from (story for _country, story in self.countries if story)


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


def _layouts_begun(now: datetime.datetime | Now) -> FrontQuerySet:
    """Return the layouts that have begun by a time, the one in force first."""
    return FrontPageLayout.objects.not_withdrawn().filter(begins_at__lte=now)


def compose(moment: datetime.datetime | None = None, *, placed: PlacedRows | None = None) -> Front:
    """Compose the front page for a time (now by default); `placed` replaces the saved layout for a preview.

    The number of queries is constant.
    """
    placed = placed_at(moment) if placed is None else placed
    keys = [row["article_id"] for row in placed if row["article_id"]]
    public, newest = _find_newest(moment, keys)
    # Each language's front page shows the placed stories in its language, so one layout serves all.
    filler = _SlotFiller(public.filter(pk__in=keys).values_list("pk", flat=True) if keys else ())
    placed_in = {slot: [row["article_id"] for row in placed if row["slot"] == slot] for slot in Slot.values}
    newest_keys = [key for key, _image in newest]
    # Stories with a picture go to the top; those without suit the dense list beside it.
    free = [row for row in newest if row[0] not in keys]
    top = [key for key, image in sorted(free[: SECONDARY_SIZE + LATEST_SIZE + 1], key=lambda row: row[1] is None)]
    # If there are only placed stories, the first of them leads.
    lead = filler.fill(placed_in[Slot.LEAD], top, size=1) or filler.fill(keys, (), size=1)
    secondaries = filler.fill(placed_in[Slot.SECONDARY], top, size=SECONDARY_SIZE)
    latest = filler.fill((), newest_keys, size=LATEST_SIZE)
    opinion_pool = _list_newest_keys(public.filter(genre=Genre.OPINION))
    opinion = filler.fill(placed_in[Slot.OPINION], opinion_pool, size=STRIP_SIZE)
    countries = _choose_countries(public, [row["country_id"] for row in placed if row["country_id"]])
    country_strip = _fill_country_strip(public, filler, countries[:COUNTRY_STRIP_SIZE])
    strips = _fill_section_strips(public, filler, placed)
    by_key = Article.objects.published(moment).filter(pk__in=filler.used).with_card().in_bulk()

    def stories(keys: Iterable[int]) -> list[Article]:
        """Return the published stories with these primary keys, in order."""
        return [by_key[key] for key in keys if key in by_key]

    return Front(
        lead=next(iter(stories(lead)), None),
        secondaries=stories(secondaries),
        latest=stories(latest),
        opinion=stories(opinion),
        strips=[(section, stories(keys)) for section, keys in strips],
        countries=[(country, next(iter(stories(keys)), None)) for country, keys in country_strip],
        flags=countries[COUNTRY_STRIP_SIZE:],
    )


def _find_newest(moment: datetime.datetime | None, placed: list[int]) -> tuple[ArticleQuerySet, list[tuple[int, Any]]]:
    """Return the stories that may fill the front page, and the newest of them as (primary key, lead picture).

    They are in the language of the page, or in all languages if the paper has none in its own. Placed stories in a language
    without a front page are shown on the main one.
    """
    public = Article.objects.published(moment)
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        without_page = Q(pk__in=placed) & ~Q(language__in=[code for code, _name in settings.LANGUAGES])
        stories = public.filter(Q(language=language) | without_page) if placed else public.filter(language=language)
    else:
        stories = public.filter(language=language)
    # Placed stories fill no other slot, so as many more are read.
    size = _POOL_SIZE + len(placed)
    newest = list(stories.newest_first().values_list("pk", "lead_image")[:size])
    if newest or language != settings.LANGUAGE_CODE:
        return stories, newest
    return public, list(public.newest_first().values_list("pk", "lead_image")[:size])


def _list_newest_keys(stories: ArticleQuerySet) -> list[int]:
    """Return the primary keys of the newest stories, as many as may fill a slot."""
    return list(stories.newest_first().values_list("pk", flat=True)[:_POOL_SIZE])


def _fill_section_strips(
    public: ArticleQuerySet, filler: _SlotFiller, placed: PlacedRows
) -> list[tuple[Section, list[int]]]:
    """Fill a strip for each section that has an unused story; return the primary keys by section."""
    newest = public.filter(section=OuterRef("pk")).newest_first()[:_POOL_SIZE]
    strips = []
    for section in Section.objects.annotate(top=Rows(newest, id="pk")):
        placed_here = [row["article_id"] for row in placed if row["section_id"] == section.pk]
        strips.append((section, filler.fill(placed_here, [row["id"] for row in section.top], size=STRIP_SIZE)))
    return [(section, keys) for section, keys in strips if keys]


def _choose_countries(public: ArticleQuerySet, placed: list[str]) -> list[Country]:
    """Return the countries that editors placed, then those that most of the newest stories are about."""
    recent = public.newest_first().values("pk")[:_COUNTRY_SAMPLE]
    about = Q(mentions__role="about", mentions__article__in=recent)
    found = Country.objects.filter(about | Q(pk__in=placed)).annotate(stories=Count("mentions", filter=about))
    # Only if any are placed: of an empty CASE, PostgreSQL would take the bare number for a column's position.
    first = [Case(When(pk__in=placed, then=0), default=1)] if placed else []
    ranked: list[Country] = list(found.order_by(*first, "-stories", "name")[:MAX_COUNTRIES])
    return sorted(ranked, key=lambda country: placed.index(country.pk) if country.pk in placed else len(placed))


def _fill_country_strip(
    public: ArticleQuerySet, filler: _SlotFiller, countries: list[Country]
) -> list[tuple[Country, list[int]]]:
    """Pair each country with the newest story about it that is not on the page yet, as a list of at most one key."""
    about = public.filter(country_mentions__country=OuterRef("pk"), country_mentions__role="about")
    listed = Country.objects.filter(pk__in=[country.pk for country in countries])
    tops = {
        country.pk: [row["id"] for row in country.top]
        for country in listed.annotate(top=Rows(about.newest_first()[:_POOL_SIZE], id="pk"))
    }
    return [(country, filler.fill((), tops[country.pk], size=1)) for country in countries]
