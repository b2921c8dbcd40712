"""Normalise the words of a text for search: case, accents, spellings and English endings."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

LONGEST = 64  # characters; what is longer is no word that anybody searches for
_WORD = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640]+[^\W_]*)*(?:['’](?:s|t|re|ve|ll|d|m)\b)?", re.IGNORECASE
)
_ENGLISH = stemmer("english")
# Letters that one reader's keyboard writes for another's, and what NFKD leaves whole.
_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىيئ", "ی"),
        **dict.fromkeys("ة" + "ۀ" + "ۂ" + "ہ" + "ھ" + "ە", "ه"),
        "ك": "ک",
        "ؤ": "و",
        "ـ": "",
        **dict(zip("ßæœøđłıþð", ("ss", "ae", "oe", "o", "d", "l", "i", "th", "d"), strict=True)),
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands (start and end, in characters) and how it is compared."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """The words of a plain text in their order; what is written with a hyphen is two."""
    for match in _WORD.finditer(text):
        if folded := fold(match[0]):
            yield Word(match.start(), match.end(), folded)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """One word without case, accents, vowel signs and the English possessive; "" when nothing is left."""
    bare = re.sub(r"['’].*", "", word.casefold())
    plain = unicodedata.normalize("NFKD", bare.translate(_SAME)).casefold()
    letters = "".join(letter for letter in plain if letter.isalnum() and unicodedata.category(letter) != "Mn")
    return letters.translate(_SAME)[:LONGEST]


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """A folded English word without its ending (Snowball's English stemmer): negotiations and negotiated are negoti."""
    return str(_ENGLISH.stemWord(folded)) if folded.isascii() else folded
