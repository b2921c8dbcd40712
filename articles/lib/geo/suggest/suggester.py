"""Suggest countries for a story, with the evidence for each."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from articles.lib.geo.reference.names import COUNTRIES, normalise_code
from articles.lib.geo.reference.phrase_keys import CAPITAL, CITY, DEMONYM, NAME, REGION
from articles.lib.geo.suggest.features import SIGNS, describe, is_local, told_from
from articles.lib.geo.suggest.scores import WEIGHTS, roles, score
from articles.lib.geo.suggest.senses import Settled
from articles.lib.geo.suggest.story_reader import Reading, merge, read
from articles.lib.geo.suggest.values import Evidence, Kind, Place, Story, Suggestion

VERSION: Final = "3"
EVIDENCE_LIMIT: Final = 100

_KINDS: Final[dict[str, Kind]] = {
    NAME: "name",
    DEMONYM: "demonym",
    CAPITAL: "capital",
    CITY: "city",
    REGION: "city",
}
_HINTS: Final[dict[str, Kind]] = dict.fromkeys(SIGNS, "demonym")
_SHOWN_WORDS: Final = 4
_SAID_PLACES: Final[tuple[Place, ...]] = ("headline", "standfirst", "dateline")


def suggest(story: Story, *, home: str | None = None, merged: Mapping[str, str] | None = None) -> list[Suggestion]:
    """Return the countries to tag a story with, the most important first.

    home is the alpha-2 code of the country whose readers the newsroom writes for, where stories go without saying so;
    None means that every country must be named. merged folds a code into another, for a house that files Hong Kong under
    China: {"HK": "CN"}; the evidence of both is joined and weighed as one. Reads at most READ_LIMIT characters. Raises
    UnknownCountry when home or a merged code is no country's.
    """
    into = {normalise_code(code): normalise_code(target) for code, target in (merged or {}).items()}
    home = None if home is None else normalise_code(home)
    home = None if home is None else into.get(home, home)
    reading = merge(read(story, home=home), into)
    described = describe(reading)
    scores = {code: score(*seen, WEIGHTS) for code, seen in described.items()}
    evidence = _evidence(reading, _KINDS)
    hints = _evidence(reading, _HINTS)
    about = roles(scores, evidence.keys(), told_from(described), local=is_local(described))
    return [
        Suggestion(
            code,
            COUNTRIES[code].name,
            "about" if about[code] else "mentioned",
            round(scores[code], 4),
            tuple(evidence.get(code, hints.get(code, ()))),
        )
        for code in sorted(about, key=lambda code: (not about[code], -scores[code], code))
    ]


def labels(suggestions: list[Suggestion]) -> list[str]:
    """Return the codes of the countries the suggester itself would tag: those the story is about."""
    return [suggestion.code for suggestion in suggestions if suggestion.role == "about"]


def explain(suggestion: Suggestion) -> str:
    """Say in words why a country is suggested: "Kabul ×2, Afghan ×3, in the headline"."""
    if not suggestion.evidence:
        return "the home country, which goes without saying"
    counts, places = reasons(suggestion)
    words = [f"{text} ×{count}" if count > 1 else text for text, count in counts]
    return ", ".join([*words, *(f"in the {place}" for place in places)])


def reasons(suggestion: Suggestion) -> tuple[tuple[tuple[str, int], ...], tuple[Place, ...]]:
    """Return what `explain` says, for a desk that says it in another language.

    These are the commonest words, each with its number, and those of headline, standfirst and dateline they stand in.
    Both are empty for a home that nothing names.
    """
    counts = Counter(evidence.text for evidence in suggestion.evidence)
    places = {evidence.place for evidence in suggestion.evidence}
    return tuple(counts.most_common(_SHOWN_WORDS)), tuple(place for place in _SAID_PLACES if place in places)


def _evidence(reading: Reading, kinds: Mapping[str, Kind]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for item in (*reading.text, *reading.dateline):
        if item.mention.kind in kinds:
            quoted = found.setdefault(item.code, [])
            if len(quoted) < EVIDENCE_LIMIT:
                quoted.append(_quote(item, kinds[item.mention.kind]))
    return found


def _quote(item: Settled, kind: Kind) -> Evidence:
    mention = item.mention
    return Evidence(mention.text, kind, mention.place, mention.start, mention.end, mention.index)
