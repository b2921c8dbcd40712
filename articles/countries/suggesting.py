"""Suggest countries for a story and say why."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from articles.countries.features import SIGNS, describe
from articles.countries.names import COUNTRIES, normalise_code
from articles.countries.ranking import WEIGHTS, roles, score
from articles.countries.reading import Reading, read
from articles.countries.settling import Settled
from articles.countries.spelling import CAPITAL, CITY, DEMONYM, NAME, REGION
from articles.countries.story import Evidence, Kind, Story, Suggestion

VERSION: Final = "2"
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


def suggest(story: Story, *, home: str | None = None) -> list[Suggestion]:
    """Return the countries to tag a story with, the most important first.

    home is the alpha-2 code of the country whose readers the newsroom writes for, where stories go without saying so;
    None means that every country must be named. Reads at most READ_LIMIT characters. Raises UnknownCountry when home is
    no country's code.
    """
    home = None if home is None else normalise_code(home)
    reading = read(story, home=home)
    scores = {code: score(*seen, WEIGHTS) for code, seen in describe(reading, home=home).items()}
    evidence = _evidence(reading, _KINDS)
    hints = _evidence(reading, _HINTS)
    about = roles(scores, evidence)
    return [
        Suggestion(
            code,
            COUNTRIES[code].name,
            "about" if about[code] else "mentioned",
            round(scores[code], 4),
            tuple(evidence.get(code, hints.get(code, ()))),
        )
        for code in sorted(about, key=lambda code: (-scores[code], code))
    ]


def labels(suggestions: list[Suggestion]) -> list[str]:
    """Return the codes of the countries the suggester itself would tag: those the story is about."""
    return [suggestion.code for suggestion in suggestions if suggestion.role == "about"]


def explain(suggestion: Suggestion) -> str:
    """Say in words why a country is suggested: "Kabul ×2, Afghan ×3, in the headline"."""
    if not suggestion.evidence:
        return "the home country, which goes without saying"
    counts = Counter(evidence.text for evidence in suggestion.evidence)
    words = [f"{text} ×{count}" if count > 1 else text for text, count in counts.most_common(_SHOWN_WORDS)]
    places = {evidence.place for evidence in suggestion.evidence}
    for place, where in (
        ("headline", "in the headline"),
        ("standfirst", "in the standfirst"),
        ("dateline", "in the dateline"),
    ):
        if place in places:
            words.append(where)
    return ", ".join(words)


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
