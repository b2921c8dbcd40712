"""Find mentions of countries in Arabic, Spanish, French and Urdu.

Plainer than mentions.py: names, demonyms, capitals and cities as the language's lexicon has them, with the letters that
Arabic writes before a word. A lexicon is read when the first story in its language comes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from articles.lib.geo.reference.phrase_keys import ARTICLE, DEMONYM, TONGUE_WORD, folded, tongue_word
from articles.lib.geo.suggest import context
from articles.lib.geo.suggest.mentions import Mention, Passage

TONGUES: Final = frozenset({"ar", "es", "fr", "ur"})
_CAPITALISED: Final = frozenset({"es", "fr"})  # a name begins with a capital there, a demonym need not
_BEFORE: Final = ("و", "ف")  # and; written to the word that follows, as are the next
_PREPOSITIONS: Final = ("ب", "ل", "ک")
_FOR_THE: Final = "لل"
_LONGEST_WORD: Final = 40
_SHORTEST: Final = 3
_GAP: Final = 3  # characters between two words of one name


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language's phrases, each with its kind and countries, and the longest phrase by its first word, in words."""

    phrases: dict[str, tuple[str, tuple[str, ...]]]
    longest: dict[str, int]


@cache
def tongue(language: str) -> Tongue:
    """Return the lexicon of one of TONGUES, read the first time."""
    raw = json.loads(Path(__file__).parents[1].joinpath("data", f"lexicon_{language}.json").read_text(encoding="utf-8"))
    phrases: dict[str, tuple[str, tuple[str, ...]]] = {}
    longest: dict[str, int] = {}
    for packed, listed in raw["phrases"].items():
        kind, codes = packed.split("|")
        meaning = (kind, tuple(codes.split()))
        for phrase in listed.split(","):
            phrases[phrase] = meaning
            first, *rest = phrase.split(" ")
            longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return Tongue(phrases, longest)


def find_in(passage: Passage, language: str, *, limit: int) -> list[Mention]:
    """Return at most `limit` mentions of a text in one of TONGUES, in its order, with their lists marked."""
    mentions: list[Mention] = []
    for start, end, (kind, codes) in _matches(passage.text, language):
        if len(mentions) >= limit:
            break
        mentions.append(Mention(codes, kind, passage.text[start:end], passage.place, passage.index, start, end))
    context.mark_lists(passage.text, mentions)
    return mentions


def _matches(text: str, language: str) -> Iterator[tuple[int, int, tuple[str, tuple[str, ...]]]]:
    known, reached = tongue(language), 0
    for word in TONGUE_WORD.finditer(text):
        start, end = word.span()
        if start < reached or end - start > _LONGEST_WORD:
            continue
        for first in _first_words(word.group(), language):
            if first in known.longest:
                found = _longest(text, end, first, language)
                if found is not None and (
                    found[1][0] == DEMONYM or language not in _CAPITALISED or not text[start].islower()
                ):
                    reached = found[0]
                    yield start, reached, found[1]
                    break


def _longest(text: str, end: int, first: str, language: str) -> tuple[int, tuple[str, tuple[str, ...]]] | None:
    """Return the end and meaning of the longest phrase whose first word, spelled `first`, ends at `end`."""
    known, spelled, best = tongue(language), first, None
    if spelled in known.phrases:
        best = (end, known.phrases[spelled])
    for _ in range(known.longest[first] - 1):
        follow = TONGUE_WORD.search(text, end, end + _GAP + _LONGEST_WORD)
        if follow is None or follow.start() - end > _GAP:
            break
        end = follow.end()
        spelled = f"{spelled} {tongue_word(follow.group(), language)}"
        if spelled in known.phrases:
            best = (end, known.phrases[spelled])
    return best


def _first_words(word: str, language: str) -> Iterator[str]:
    """Yield how a word may be looked up: as it stands, and in Arabic without the letters written before it."""
    spelled = tongue_word(word, language)
    yield spelled
    if language != "ar":
        return
    full = folded(word)
    for letters in (full, full[1:] if full.startswith(_BEFORE) else ""):
        if letters.startswith(_FOR_THE):
            yield letters.removeprefix(_FOR_THE)
        inner = letters[1:] if letters.startswith(_PREPOSITIONS) else letters
        for bare in (letters.removeprefix(ARTICLE), inner.removeprefix(ARTICLE)):
            if len(bare) >= _SHORTEST and bare != spelled:
                yield bare
