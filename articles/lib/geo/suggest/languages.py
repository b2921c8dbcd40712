"""Find mentions of countries in Arabic, Spanish, French and Urdu.

Simpler than mentions.py: names, demonyms, capitals and cities from the language's lexicon, allowing for the letters
that Arabic writes before a word. A lexicon is loaded when the first story in its language is read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from articles.lib.geo.reference.phrase_keys import ARTICLE, DEMONYM, FOREIGN_WORD, fold_letters, foreign_word_key
from articles.lib.geo.suggest import context
from articles.lib.geo.suggest.mentions import Mention, StoryPart

LANGUAGES: Final = frozenset({"ar", "es", "fr", "ur"})
_CAPITALISING_LANGUAGES: Final = frozenset({"es", "fr"})  # names are capitalised, demonyms need not be
_CONJUNCTIONS: Final = ("و", "ف")  # "and"; written as part of the next word, as are the prepositions
_PREPOSITIONS: Final = ("ب", "ل", "ک")
_PREPOSITION_AND_ARTICLE: Final = "لل"
_MAX_WORD_LENGTH: Final = 40
_MIN_WORD_LENGTH: Final = 3
_MAX_GAP: Final = 3  # characters between two words of one name


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The place names of a language: the meaning (kind, codes) of each phrase.

    ``longest`` maps the first word of phrases to the length of the longest, in words.
    """

    phrases: dict[str, tuple[str, tuple[str, ...]]]
    longest: dict[str, int]


@cache
def load_vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of one of LANGUAGES, loaded on first use."""
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
    return Vocabulary(phrases, longest)


def find_mentions_in(passage: StoryPart, language: str, *, limit: int) -> list[Mention]:
    """Find at most ``limit`` mentions in a text in one of LANGUAGES, in text order; lists are marked."""
    mentions: list[Mention] = []
    for start, end, (kind, codes) in _find_phrases(passage.text, language):
        if len(mentions) >= limit:
            break
        mentions.append(Mention(codes, kind, passage.text[start:end], passage.place, passage.index, start, end))
    context.mark_lists(passage.text, mentions)
    return mentions


def _find_phrases(text: str, language: str) -> Iterator[tuple[int, int, tuple[str, tuple[str, ...]]]]:
    """Yield start, end and meaning (kind, codes) of every phrase of a text that names a place."""
    vocabulary, end_of_last = load_vocabulary(language), 0
    for word in FOREIGN_WORD.finditer(text):
        start, end = word.span()
        if start < end_of_last or end - start > _MAX_WORD_LENGTH:
            continue
        for first in _lookup_forms(word.group(), language):
            if first in vocabulary.longest:
                match = _longest_phrase(text, end, first, language)
                if match is not None and (
                    match[1][0] == DEMONYM or language not in _CAPITALISING_LANGUAGES or not text[start].islower()
                ):
                    end_of_last = match[0]
                    yield start, end_of_last, match[1]
                    break


def _longest_phrase(text: str, end: int, first: str, language: str) -> tuple[int, tuple[str, tuple[str, ...]]] | None:
    """Find the longest phrase whose first word, spelled ``first``, ends at ``end``; return its end and meaning."""
    vocabulary, phrase, best = load_vocabulary(language), first, None
    if phrase in vocabulary.phrases:
        best = (end, vocabulary.phrases[phrase])
    for _ in range(vocabulary.longest[first] - 1):
        next_word = FOREIGN_WORD.search(text, end, end + _MAX_GAP + _MAX_WORD_LENGTH)
        if next_word is None or next_word.start() - end > _MAX_GAP:
            break
        end = next_word.end()
        phrase = f"{phrase} {foreign_word_key(next_word.group(), language)}"
        if phrase in vocabulary.phrases:
            best = (end, vocabulary.phrases[phrase])
    return best


def _lookup_forms(word: str, language: str) -> Iterator[str]:
    """Yield the lookup forms of a word: unchanged and, in Arabic, without prefixed letters."""
    spelled = foreign_word_key(word, language)
    yield spelled
    if language != "ar":
        return
    full = fold_letters(word)
    for letters in (full, full[1:] if full.startswith(_CONJUNCTIONS) else ""):
        if letters.startswith(_PREPOSITION_AND_ARTICLE):
            yield letters.removeprefix(_PREPOSITION_AND_ARTICLE)
        inner = letters[1:] if letters.startswith(_PREPOSITIONS) else letters
        for bare in (letters.removeprefix(ARTICLE), inner.removeprefix(ARTICLE)):
            if len(bare) >= _MIN_WORD_LENGTH and bare != spelled:
                yield bare
