"""Suggest countries for a story, with the evidence for each."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from articles.lib.geo.reference.names import COUNTRIES, normalise_code
from articles.lib.geo.reference.phrase_keys import CAPITAL, CITY, DEMONYM, NAME, REGION
from articles.lib.geo.suggest.features import SIGNS, base_country, extract_features, is_local
from articles.lib.geo.suggest.scores import WEIGHTS, assign_roles, score
from articles.lib.geo.suggest.senses import ResolvedMention
from articles.lib.geo.suggest.story_reader import StoryReading, merge_codes, read_story
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
_MAX_EXPLAINED_WORDS: Final = 4
_EXPLAINED_PLACES: Final[tuple[Place, ...]] = ("headline", "standfirst", "dateline")


def suggest(story: Story, *, home: str | None = None, merged: Mapping[str, str] | None = None) -> list[Suggestion]:
    """Return the countries to tag a story with, the most important first.

    ``home`` is the alpha-2 code of the country of the newsroom's readers, which stories need not name; None means
    that every country must be named. ``merged`` folds codes into others, for a newsroom that files Hong Kong under
    China: {"HK": "CN"}; their evidence is joined and weighed as one. Reads at most READ_LIMIT characters. Raises
    UnknownCountry if ``home`` or a merged code is not a country's.
    """
    into = {normalise_code(code): normalise_code(target) for code, target in (merged or {}).items()}
    home = None if home is None else normalise_code(home)
    home = None if home is None else into.get(home, home)
    reading = merge_codes(read_story(story, home=home), into)
    described = extract_features(reading)
    scores = {code: score(*seen, WEIGHTS) for code, seen in described.items()}
    evidence = _collect_evidence(reading, _KINDS)
    hints = _collect_evidence(reading, _HINTS)
    about = assign_roles(scores, evidence.keys(), base_country(described), local=is_local(described))
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


def about_codes(suggestions: list[Suggestion]) -> list[str]:
    """Return the codes of the countries that the story is about."""
    return [suggestion.code for suggestion in suggestions if suggestion.role == "about"]


def explain_suggestion(suggestion: Suggestion) -> str:
    """Return one line that explains a suggestion: "Kabul ×2, Afghan ×3, in the headline"."""
    if not suggestion.evidence:
        return "the home country, which goes without saying"
    counts, places = summarise_evidence(suggestion)
    words = [f"{text} ×{count}" if count > 1 else text for text, count in counts]
    return ", ".join([*words, *(f"in the {place}" for place in places)])


def summarise_evidence(suggestion: Suggestion) -> tuple[tuple[tuple[str, int], ...], tuple[Place, ...]]:
    """Return the commonest words with their counts, and the places with evidence, for translation.

    The places are headline, standfirst and dateline, as far as they have evidence. Both results are empty for a home
    country that nothing names.
    """
    counts = Counter(evidence.text for evidence in suggestion.evidence)
    places = {evidence.place for evidence in suggestion.evidence}
    return tuple(counts.most_common(_MAX_EXPLAINED_WORDS)), tuple(
        place for place in _EXPLAINED_PLACES if place in places
    )


def _collect_evidence(reading: StoryReading, kinds: Mapping[str, Kind]) -> dict[str, list[Evidence]]:
    """Return the evidence of these kinds by country, at most EVIDENCE_LIMIT each."""
    by_code: dict[str, list[Evidence]] = {}
    for item in (*reading.text, *reading.dateline):
        if item.mention.kind in kinds:
            evidence = by_code.setdefault(item.code, [])
            if len(evidence) < EVIDENCE_LIMIT:
                evidence.append(_make_evidence(item, kinds[item.mention.kind]))
    return by_code


def _make_evidence(item: ResolvedMention, kind: Kind) -> Evidence:
    """Build the evidence that a resolved mention gives for its country."""
    mention = item.mention
    return Evidence(mention.text, kind, mention.place, mention.start, mention.end, mention.index)
