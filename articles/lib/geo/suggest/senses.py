"""Disambiguate each mention once the whole story has been read.

A name several countries share goes to the one the rest of the story speaks of; a name that is a person's once is that
person's for the rest of the story.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from articles.lib.geo.reference.phrase_keys import (
    CAPITAL,
    CITY,
    DEMONYM,
    LOCAL,
    MONEY,
    NAME,
    REGION,
    UNION,
    UNSETTLED,
    key,
)
from articles.lib.geo.suggest.mentions import Mention

_LOCAL: Final = 1  # words of local news that make a story one
_FOREIGN: Final = 2  # different words of another country's local news that make a story one of its own
_PLACES: Final = frozenset({NAME, DEMONYM, CAPITAL, CITY, REGION})


@dataclass(frozen=True, slots=True)
class Settled:
    """A mention and the one country it points at."""

    code: str
    mention: Mention


def settle(mentions: list[Mention], *, home: str | None) -> list[Settled]:
    """Return the mentions that point at one country each, in their order; the others are dropped."""
    people = {key(mention.text) for mention in mentions if mention.surname}
    places = [mention for mention in mentions if not _is_person(mention, people)]
    if not any(mention.place == "dateline" for mention in mentions):
        places = [mention for mention in places if not _is_seat(mention, places)]
    if home is not None:
        _bring_home(places, home)
    spoken_of = _spoken_of(places)
    at_home = spoken_of if home is None else spoken_of | {home}
    settled = []
    for mention in places:
        # A city that is best known elsewhere is not taken home unless the story goes there.
        leaning = mention.kind == NAME or mention.codes[0] == UNSETTLED
        code = _choose(mention.codes, at_home if leaning else spoken_of)
        if mention.kind == LOCAL and (code is None or len(mention.codes) > 1):
            code = UNSETTLED if _is_at(mention, home) else None
        if code is not None and (not mention.doubtful or code in spoken_of):
            settled.append(Settled(code, mention))
    return settled


def _is_at(local: Mention, home: str | None) -> bool:
    """Tell whether a word of local news may be one of home's."""
    return home is None or home in local.codes or local.codes == (UNSETTLED,)


def told_from(mentions: list[Mention], *, home: str | None) -> str | None:
    """Return the country whose local news a story reads like: home, unless its words are another country's.

    Two different words of another country's daily life, such as "RCMP" or "councillor", and none of home's own, nor its
    name or one of its parts, make a story one of that country. Without a home, two are enough.
    """
    words = list(dict.fromkeys((m.codes, key(m.text)) for m in mentions if m.kind == LOCAL))
    money = dict.fromkeys((m.codes, m.kind) for m in mentions if m.kind == MONEY)
    named = {mention.codes[0] for mention in mentions if _names_one(mention)}
    parts = {
        (mention.codes[0], key(mention.text)) for mention in mentions if _names_one(mention) and mention.kind == REGION
    }
    votes: Counter[str] = Counter()
    for codes, _ in (*words, *money) if words else ():
        votes.update({code: 1 / len(codes) for code in codes if code != UNSETTLED})
    foreign = sum(home not in codes and codes != (UNSETTLED,) for codes, _ in (*words, *money) if words)
    if foreign < _FOREIGN or (home is not None and (home in named or votes[home] >= 1)):
        return home
    # What the parts of a country say counts where words of daily life leave open whose they are.
    likely = {code: count + sum(part == code for part, _ in parts) for code, count in votes.items()}
    likeliest = max(likely, key=lambda code: likely[code], default=None)
    return likeliest if likeliest and likely[likeliest] >= 1 else home


def _names_one(mention: Mention) -> bool:
    """Tell whether a mention can only be one country's: half of the towns of England have a namesake at home."""
    return mention.kind in (NAME, REGION, CAPITAL) and len(mention.codes) == 1 and not mention.namesakes


def _bring_home(places: list[Mention], home: str) -> None:
    """Give Paris to a home that has one, where the story reads like home's local news and names no more of France."""
    local = sum(place.kind == LOCAL and _is_at(place, home) for place in places)
    if local < _LOCAL and not any(place.kind == REGION and place.codes == (home,) for place in places):
        return
    others = {(place.codes[0], key(place.text)) for place in places if len(place.codes) == 1 and place.kind in _PLACES}
    for place in places:
        if home in place.namesakes:
            alone = not any(code == place.codes[0] and text != key(place.text) for code, text in others)
            place.codes = (home,) if alone else place.codes


def _is_seat(mention: Mention, places: list[Mention]) -> bool:
    """Tell whether a capital only stands for a body of many countries: Brussels, in a story of the EU that names no Belgian."""
    if mention.kind != CAPITAL or not any(other.kind == UNION and other.codes == mention.codes for other in places):
        return False
    own = (other for other in places if mention.codes[0] in other.codes and other.kind in _PLACES)
    return all(key(other.text) == key(mention.text) for other in own)


def _is_person(mention: Mention, people: set[str]) -> bool:
    if mention.surname:
        return True
    if mention.kind == DEMONYM or mention.after_preposition or not people:
        return False
    return key(mention.text) in people


def _spoken_of(mentions: Iterable[Mention]) -> set[str]:
    return {
        mention.codes[0]
        for mention in mentions
        if len(mention.codes) == 1 and not mention.doubtful and not mention.money and mention.kind in _PLACES
    }


def _choose(codes: tuple[str, ...], spoken_of: set[str]) -> str | None:
    if len(codes) == 1:
        return codes[0] if codes[0] != UNSETTLED else None
    for code in codes:
        if code in spoken_of:
            return code
    return codes[0] if codes[0] != UNSETTLED else None
