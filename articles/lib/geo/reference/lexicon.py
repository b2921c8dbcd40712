"""The generated lexicon of words that point at countries, loaded once.

Only this module knows how lexicon.json is packed; build/lexicon_builder.py writes it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.lib.geo.reference.phrase_keys import NAMESAKES, ORDINARY_WORD, PERSON_LIKE


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """What a phrase may mean: a kind, its possible countries (the likeliest first), and cautions.

    With ``namesakes``, all countries but the first only have a smaller town of the name (Paris, Texas).
    """

    kind: str
    codes: tuple[str, ...]
    person_like: bool = False
    ordinary_word: bool = False
    namesakes: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that point at countries, and the words that help to judge them.

    ``phrases`` are by key (see ``word_key``), ``acronyms`` by their exact letters. ``longest`` maps the first word of
    every phrase to the length of the longest such phrase, in words. ``countries`` maps a code to (name, alpha3, m49,
    region, region_slug, subregion), ``regions`` a slug to (name, m49, slug of the surrounding region), ``retired`` a
    code to its current successors; ``small`` maps currency words, currency signs and words of local news, all in
    lower case; ``translated`` maps a language to the names of countries by code, and of regions by their English
    name.
    """

    countries: Mapping[str, tuple[str, str, str, str, str, str]]
    regions: Mapping[str, tuple[str, str, str]]
    retired: Mapping[str, tuple[str, ...]]
    translated: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, LexiconEntry]
    acronyms: Mapping[str, LexiconEntry]
    longest: Mapping[str, int]
    qualifiers: Mapping[str, str]
    first_names: frozenset[str]
    titles: frozenset[str]
    institutions: frozenset[str]
    currencies: frozenset[str]
    companies: frozenset[str]
    languages: frozenset[str]
    small: Mapping[str, LexiconEntry]
    exchanges: Mapping[str, str]


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon, loaded from lexicon.json on first use."""
    raw = json.loads(Path(__file__).parents[1].joinpath("data", "lexicon.json").read_text(encoding="utf-8"))
    entries: dict[str, LexiconEntry] = {}

    def entry(packed: str) -> LexiconEntry:
        """Unpack "kind|codes|cautions" into an entry, reusing equal entries."""
        if packed not in entries:
            kind, codes, cautions = packed.split("|")
            entries[packed] = LexiconEntry(
                kind,
                tuple(codes.split()),
                PERSON_LIKE in cautions,
                ORDINARY_WORD in cautions,
                NAMESAKES in cautions,
            )
        return entries[packed]

    phrases = {phrase: entry(packed) for packed, keys in raw["phrases"].items() for phrase in keys.split(",")}
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Lexicon(
        countries={code: tuple(fields) for code, fields in raw["countries"].items()},
        regions={slug: tuple(fields) for slug, fields in raw["regions"].items()},
        retired={code: tuple(listed.split()) for code, listed in raw["retired"].items()},
        translated=raw["translated"],
        phrases=phrases,
        acronyms={letters: entry(packed) for letters, packed in raw["acronyms"].items()},
        longest=longest,
        qualifiers=raw["qualifiers"],
        first_names=frozenset(raw["first_names"].split()),
        titles=frozenset(raw["titles"].split()),
        institutions=frozenset(raw["institutions"].split()),
        currencies=frozenset(raw["currencies"].split()),
        companies=frozenset(raw["companies"].split()),
        languages=frozenset(raw["languages"].split()),
        small={sign: entry(packed) for sign, packed in raw["small"].items()},
        exchanges=raw["exchanges"],
    )
