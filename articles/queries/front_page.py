"""The front page: placed stories first, then the newest, none twice."""

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
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists.cards import Card, cards

SECONDARIES, STRIP, LATEST, COUNTRIES, FLAGS = 5, 4, 7, 5, 14
BESIDE = 3  # secondary stories beside the lead; the others stand under it
_AMONG = 60  # newest stories that say which countries are in the news
_POOL = 40  # newest stories from which the slots at the top are filled

Slot = FrontPageSlot.Slot


@dataclass
class Front:
    """The front page: the lead, what stands beside and below it, the strips, the countries in the news."""

    lead: Article | None = None
    secondaries: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    opinion: list[Article] = field(default_factory=list)
    strips: list[tuple[Section, list[Article]]] = field(default_factory=list)
    countries: list[tuple[Country, Article | None]] = field(default_factory=list)
    flags: list[Country] = field(default_factory=list)

    # Cards are made when the template asks for them: the desk's preview changes stories after the page is composed.

    @property
    def lead_card(self) -> Card | None:
        """The card of the lead."""
        return Card.of(self.lead, "lead") if self.lead else None

    @property
    def second_cards(self) -> list[Card]:
        """The cards beside the lead: only the first has a picture and a standfirst."""
        return [Card.of(story, "second", is_bare=place > 0) for place, story in enumerate(self.secondaries[:BESIDE])]

    @property
    def under_cards(self) -> list[Card]:
        """The cards under the lead."""
        return cards(self.secondaries[BESIDE:], "under")

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
        """The cards of each section's strip: only the first has a picture."""
        return [
            (section, [*cards(stories[:1], "strip"), *cards(stories[1:], "dense")]) for section, stories in self.strips
        ]

    def __iter__(self) -> Iterator[Article]:
        """Every story on the page."""
        yield from [self.lead] if self.lead else []
        yield from (*self.secondaries, *self.latest, *self.opinion)
        yield from (story for _section, stories in self.strips for story in stories)
        yield from (story for _country, story in self.countries if story)


class _Desk:
    """Hands out stories by their keys, each once: those that somebody placed are kept for their slot."""

    def __init__(self, placed: Iterable[int]) -> None:
        self._placed = set(placed)
        self._shown: set[int] = set()

    @property
    def shown(self) -> set[int]:
        """Every story that has been handed out."""
        return self._shown

    def slot(self, placed: Iterable[int], pool: Iterable[int], count: int) -> list[int]:
        """What was placed in a slot, as far as readers may see it, filled up from the pool, both in their order."""
        asked = [key for key in dict.fromkeys(placed) if key in self._placed and key not in self._shown]
        ours = asked[:count]
        self._shown.update(ours)
        self._placed.difference_update(asked[count:])  # what finds no room in its slot may fill others
        for key in pool:
            if len(ours) >= count:
                break
            if key not in self._shown and key not in self._placed:
                ours.append(key)
                self._shown.add(key)
        return ours


def arrangement_at(moment: datetime.datetime | None = None) -> FrontPageLayout | None:
    """The arrangement that holds at a moment (now, by the database's clock), with `placed`: what is in it then."""
    now = moment or Now()
    places = FrontPageSlot.objects.filter(arrangement=OuterRef("pk")).filter(Q(until=None) | Q(until__gt=now))
    names = ("slot", "section_id", "article_id", "country_id")
    placed = Rows(places.order_by("slot", "section_id", "position"), **{name: name for name in names})
    return FrontPageLayout.objects.not_withdrawn().filter(begins_at__lte=now).annotate(placed=placed).first()


Placed = list[dict[str, Any]]


def placed_at(moment: datetime.datetime | None = None) -> Placed:
    """What editors have placed, as it holds at a moment: rows of slot, section_id, article_id, country_id in their order."""
    arrangement = arrangement_at(moment)
    return arrangement.placed if arrangement else []  # type: ignore[attr-defined]


def compose(moment: datetime.datetime | None = None, *, placed: Placed | None = None) -> Front:
    """The front page now, or as it will be at a moment; with other places than the desk's own, for a preview of them.

    A handful of queries, however many stories there are.
    """
    placed = placed_at(moment) if placed is None else placed
    keys = [row["article_id"] for row in placed if row["article_id"]]
    public, newest = _newest(moment, keys)
    # Every paper shows what is placed in its own language, so one arrangement can serve them all.
    desk = _Desk(public.filter(pk__in=keys).values_list("pk", flat=True) if keys else ())
    chosen = {slot: [row["article_id"] for row in placed if row["slot"] == slot] for slot in Slot.values}
    every = [key for key, _image in newest]
    # A picture belongs high on the page; what has none reads well in the dense list beside it.
    free = [row for row in newest if row[0] not in keys]
    high = [key for key, image in sorted(free[: SECONDARIES + LATEST + 1], key=lambda row: row[1] is None)]
    # A paper with nothing but placed stories leads with the first of them.
    lead = desk.slot(chosen[Slot.LEAD], high, 1) or desk.slot(keys, (), 1)
    secondaries = desk.slot(chosen[Slot.SECONDARY], high, SECONDARIES)
    latest = desk.slot((), every, LATEST)
    opinion = desk.slot(chosen[Slot.OPINION], _keys(public.filter(genre=Genre.OPINION)), STRIP)
    countries = _countries(public, [row["country_id"] for row in placed if row["country_id"]])
    strip = _country_strip(public, desk, countries[:COUNTRIES])
    strips = _strips(public, desk, placed)
    cards = Article.objects.published(moment).filter(pk__in=desk.shown).with_card().in_bulk()

    def stories(keys: Iterable[int]) -> list[Article]:
        return [cards[key] for key in keys if key in cards]

    return Front(
        lead=next(iter(stories(lead)), None),
        secondaries=stories(secondaries),
        latest=stories(latest),
        opinion=stories(opinion),
        strips=[(section, stories(found)) for section, found in strips],
        countries=[(country, next(iter(stories(found)), None)) for country, found in strip],
        flags=countries[COUNTRIES:],
    )


def _newest(moment: datetime.datetime | None, placed: list[int]) -> tuple[ArticleQuerySet, list[tuple[int, Any]]]:
    """The stories that the front page draws on, and the newest of them as (key, lead picture).

    They are in the language that the page is read in; all of them while the paper has none in its own. Languages that have
    no paper of their own stand in the main one, where somebody places them.
    """
    public = Article.objects.published(moment)
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        homeless = Q(pk__in=placed) & ~Q(language__in=[code for code, _name in settings.LANGUAGES])
        ours = public.filter(Q(language=language) | homeless) if placed else public.filter(language=language)
    else:
        ours = public.filter(language=language)
    # What is placed fills no other slot, so as many more are read.
    size = _POOL + len(placed)
    newest = list(ours.newest_first().values_list("pk", "lead_image")[:size])
    if newest or language != settings.LANGUAGE_CODE:
        return ours, newest
    return public, list(public.newest_first().values_list("pk", "lead_image")[:size])


def _keys(stories: ArticleQuerySet) -> list[int]:
    return list(stories.newest_first().values_list("pk", flat=True)[:_POOL])


def _strips(public: ArticleQuerySet, desk: _Desk, placed: Placed) -> list[tuple[Section, list[int]]]:
    """A strip for each section that has a story left for it."""
    newest = public.filter(section=OuterRef("pk")).newest_first()[:_POOL]
    strips = []
    for section in Section.objects.annotate(top=Rows(newest, id="pk")):
        ours = [row["article_id"] for row in placed if row["section_id"] == section.pk]
        strips.append((section, desk.slot(ours, [row["id"] for row in section.top], STRIP)))
    return [(section, keys) for section, keys in strips if keys]


def _countries(public: ArticleQuerySet, chosen: list[str]) -> list[Country]:
    """The countries that editors chose, then those that the newest stories are about."""
    recent = public.newest_first().values("pk")[:_AMONG]
    about = Q(mentions__role="about", mentions__article__in=recent)
    found = Country.objects.filter(about | Q(pk__in=chosen)).annotate(stories=Count("mentions", filter=about))
    # Without a choice there is nothing to tell apart; PostgreSQL would take the bare number for a column's.
    first = [Case(When(pk__in=chosen, then=0), default=1)] if chosen else []
    ranked: list[Country] = list(found.order_by(*first, "-stories", "name")[:FLAGS])
    return sorted(ranked, key=lambda one: chosen.index(one.pk) if one.pk in chosen else len(chosen))


def _country_strip(public: ArticleQuerySet, desk: _Desk, countries: list[Country]) -> list[tuple[Country, list[int]]]:
    """Each of these countries with the newest story about it that is not on the page yet."""
    about = public.filter(country_mentions__country=OuterRef("pk"), country_mentions__role="about")
    listed = Country.objects.filter(pk__in=[country.pk for country in countries])
    tops = {
        one.pk: [row["id"] for row in one.top]
        for one in listed.annotate(top=Rows(about.newest_first()[:_POOL], id="pk"))
    }
    return [(country, desk.slot((), tops[country.pk], 1)) for country in countries]
