"""Disambiguate each mention once the whole story has been read.

A name shared by several countries goes to the one that the rest of the story mentions; a name that is a person's once
is that person's for the rest of the story.
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
    word_key,
)
from articles.lib.geo.suggest.mentions import Mention

_MIN_LOCAL_WORDS: Final = 1  # words of local news that make a story local
_MIN_FOREIGN_WORDS: Final = 2  # different words of another country's local news that make a story that country's
_PLACE_KINDS: Final = frozenset({NAME, DEMONYM, CAPITAL, CITY, REGION})


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention and the one country it points at."""

    code: str
    mention: Mention


def resolve_mentions(mentions: list[Mention], *, home: str | None) -> list[ResolvedMention]:
    """Choose one country for each mention, in order; mentions that point at none are dropped."""
    people = {word_key(mention.text) for mention in mentions if mention.surname}
    places = [mention for mention in mentions if not _is_person(mention, people)]
    if not any(mention.place == "dateline" for mention in mentions):
        places = [mention for mention in places if not _is_seat_of_union(mention, places)]
    if home is not None:
        _prefer_home(places, home)
    mentioned = _mentioned_codes(places)
    at_home = mentioned if home is None else mentioned | {home}
    resolved = []
    for mention in places:
        # A city that is best known elsewhere does not count as home's unless the story mentions home.
        may_be_home = mention.kind == NAME or mention.codes[0] == UNSETTLED
        code = _choose_code(mention.codes, at_home if may_be_home else mentioned)
        if mention.kind == LOCAL and (code is None or len(mention.codes) > 1):
            code = UNSETTLED if _may_be_local_to(mention, home) else None
        if code is not None and (not mention.doubtful or code in mentioned):
            resolved.append(ResolvedMention(code, mention))
    return resolved


def _may_be_local_to(local: Mention, home: str | None) -> bool:
    """Return whether a word of local news may belong to the home country."""
    return home is None or home in local.codes or local.codes == (UNSETTLED,)


def infer_home(mentions: list[Mention], *, home: str | None) -> str | None:
    """Return the country whose local news a story reads like: ``home`` unless its words are another country's.

    Two different words of another country's daily life, such as "RCMP" or "councillor", and none of home's own, nor
    its name or one of its regions, make it that country's story. Without a home, two words are enough.
    """
    words = list(dict.fromkeys((m.codes, word_key(m.text)) for m in mentions if m.kind == LOCAL))
    money = dict.fromkeys((m.codes, m.kind) for m in mentions if m.kind == MONEY)
    named = {mention.codes[0] for mention in mentions if _is_unambiguous(mention)}
    parts = {
        (mention.codes[0], word_key(mention.text))
        for mention in mentions
        if _is_unambiguous(mention) and mention.kind == REGION
    }
    votes: Counter[str] = Counter()
    for codes, _ in (*words, *money) if words else ():
        votes.update({code: 1 / len(codes) for code in codes if code != UNSETTLED})
    foreign = sum(home not in codes and codes != (UNSETTLED,) for codes, _ in (*words, *money) if words)
    if foreign < _MIN_FOREIGN_WORDS or (home is not None and (home in named or votes[home] >= 1)):
        return home
    # Regions of a country decide where words of daily life are ambiguous.
    likely = {code: count + sum(part == code for part, _ in parts) for code, count in votes.items()}
    likeliest = max(likely, key=lambda code: likely[code], default=None)
    return likeliest if likeliest and likely[likeliest] >= 1 else home


def _is_unambiguous(mention: Mention) -> bool:
    """Return whether a mention can mean only one country: half of England's towns have a namesake elsewhere."""
    return mention.kind in (NAME, REGION, CAPITAL) and len(mention.codes) == 1 and not mention.namesakes


def _prefer_home(places: list[Mention], home: str) -> None:
    """Change places with a namesake in ``home`` to home's, in a story that reads like local news.

    A place only changes if the story names nothing else of the other country.
    """
    local_count = sum(place.kind == LOCAL and _may_be_local_to(place, home) for place in places)
    if local_count < _MIN_LOCAL_WORDS and not any(place.kind == REGION and place.codes == (home,) for place in places):
        return
    others = {
        (place.codes[0], word_key(place.text))
        for place in places
        if len(place.codes) == 1 and place.kind in _PLACE_KINDS
    }
    for place in places:
        if home in place.namesakes:
            alone = not any(code == place.codes[0] and text != word_key(place.text) for code, text in others)
            place.codes = (home,) if alone else place.codes


def _is_seat_of_union(mention: Mention, places: list[Mention]) -> bool:
    """Return whether a capital only stands for an international body.

    An example is Brussels, in a story on the EU that names nothing else Belgian.
    """
    if mention.kind != CAPITAL or not any(other.kind == UNION and other.codes == mention.codes for other in places):
        return False
    own = (other for other in places if mention.codes[0] in other.codes and other.kind in _PLACE_KINDS)
    return all(word_key(other.text) == word_key(mention.text) for other in own)


def _is_person(mention: Mention, people: set[str]) -> bool:
    """Return whether a mention is a person's name: marked as a surname or spelled like one in ``people``."""
    if mention.surname:
        return True
    if mention.kind == DEMONYM or mention.after_preposition or not people:
        return False
    return word_key(mention.text) in people


def _mentioned_codes(mentions: Iterable[Mention]) -> set[str]:
    """Return the codes of the countries that mentions certainly point at."""
    return {
        mention.codes[0]
        for mention in mentions
        if len(mention.codes) == 1 and not mention.doubtful and not mention.money and mention.kind in _PLACE_KINDS
    }


def _choose_code(codes: tuple[str, ...], mentioned: set[str]) -> str | None:
    """Choose the code that the rest of the story mentions, else the likeliest; None if undecided."""
    if len(codes) == 1:
        return codes[0] if codes[0] != UNSETTLED else None
    for code in codes:
        if code in mentioned:
            return code
    return codes[0] if codes[0] != UNSETTLED else None
