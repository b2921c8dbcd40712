"""Normalise the words of a text for search: case, accents, spellings and English endings."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer import stemmer

MAX_WORD_LENGTH = 64  # characters; nobody searches for longer ones
_WORD = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640]+[^\W_]*)*(?:['’](?:s|t|re|ve|ll|d|m)\b)?", re.IGNORECASE
)
_NO_LETTERS = re.compile(r"[^\w\s]+")
_ENGLISH_STEMMER = stemmer("english")
# Letters that Arabic and Urdu keyboards use interchangeably, and letters that NFKD does not decompose.
_FOLDED_LETTERS = str.maketrans(
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

# For `fold_line`, in Python and in PostgreSQL: marks, vowel signs, apostrophes, and characters that nobody sees.
DROPPED = (
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff'’‘‛ʼʹ]+"
)
_BETWEEN_WORDS = r"""!"%&()*,./:;?\\\[\]_{}|~^`«»“”„‟‹›·،؛؟۔٪।‐‑‒–—―−-"""
SPACED = rf"\s*[{_BETWEEN_WORDS}][\s{_BETWEEN_WORDS}]*|\s\s+|[^\S ]"  # a single space, the commonest, isn't replaced
LINE_LETTERS = {**{chr(one): other for one, other in _FOLDED_LETTERS.items() if other}, "ς": "σ"}
INLINE_MARKUP = "</?(?:a|abbr|b|cite|em|i|mark|q|s|small|span|strong|sub|sup|u)(?: [^>]*)?>"
MARKUP = "<[^>]*>"
_DROPPED, _SPACED = re.compile(DROPPED), re.compile(SPACED)
_INLINE_MARKUP, _MARKUP = re.compile(INLINE_MARKUP), re.compile(MARKUP)
_LINE_LETTERS = str.maketrans(LINE_LETTERS)
_ASCII = bytes(32 if _SPACED.fullmatch(chr(one)) else ord(chr(one).lower()) for one in range(128)) + bytes(128)


class Word(NamedTuple):
    """A word of a text: its position (start and end, in characters) and its folded form."""

    start: int
    end: int
    folded: str


def iter_words(text: str) -> Iterator[Word]:
    """Yield the words of a plain text in order; a hyphenated word counts as two."""
    for match in _WORD.finditer(text):
        if folded := fold(match[0]):
            yield Word(match.start(), match.end(), folded)


def fold_words(text: str) -> list[str]:
    """Return the folded words of a plain text in order, as `iter_words` yields them."""
    return list(filter(None, map(fold, _WORD.findall(text))))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Strip case, accents, vowel signs and the English possessive from one word; return "" if nothing is left."""
    bare = re.sub(r"['’].*", "", word.casefold())
    plain = unicodedata.normalize("NFKD", bare.translate(_FOLDED_LETTERS)).casefold()
    letters = "".join(letter for letter in plain if letter.isalnum() and unicodedata.category(letter) != "Mn")
    return letters.translate(_FOLDED_LETTERS)[:MAX_WORD_LENGTH]


def fold_text(text: str) -> str:
    """Fold a whole text at once, roughly as `fold` does each word, to see whether it could contain one."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED_LETTERS)).casefold()
    return _NO_LETTERS.sub("", plain).translate(_FOLDED_LETTERS)


def fold_line(text: str | None) -> str:
    """Fold a line of text, so that what one writes is found by what another types, also by a part of it.

    "18e siècle" becomes "18e siecle", O’Brien and O'Brien both "obrien", "Al-Arish" "al arish". None, as databases have
    it, becomes "".
    """
    if text is None:
        return ""
    if text.isascii():  # the same, many times as fast
        return " ".join(text.encode().translate(_ASCII, b"'").decode().split())
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text)).lower()
    return _SPACED.sub(" ", plain.translate(_LINE_LETTERS)).strip(" ")


def fold_html(html: str | None) -> str:
    """Fold the text of a piece of HTML; a word that is half in bold is one word, two paragraphs are not."""
    return fold_line(_MARKUP.sub(" ", _INLINE_MARKUP.sub("", html or "")))


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """Stem a folded English word (Snowball): negotiations and negotiated become negoti. Other scripts are unchanged."""
    return str(_ENGLISH_STEMMER.stemWord(folded)) if folded.isascii() else folded
