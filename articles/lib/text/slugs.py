"""Turn a headline into a slug."""

import re
import unicodedata

MAX_LENGTH = 80
_APOSTROPHES = re.compile("['’‘ʼ]")
_NOT_WORD = re.compile(r"[\W_]+")
_UNDECOMPOSED_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
)


def slugify(text: str) -> str:
    """Return a text as a slug: lower case, words joined by ``-``, at most 80 characters, cut between words.

    Latin letters lose their accents; other scripts (Urdu, Arabic, Cyrillic …) stay. Returns "" without a letter
    or digit.
    """
    lowered = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).lower().translate(_UNDECOMPOSED_LETTERS)
    letters = (_without_accent(letter) for letter in unicodedata.normalize("NFC", lowered))
    plain = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    slug = _NOT_WORD.sub("-", plain).strip("-")
    if len(slug) <= MAX_LENGTH:
        return slug
    head = slug[: MAX_LENGTH + 1].rpartition("-")[0]
    return head or slug[:MAX_LENGTH]


def _without_accent(letter: str) -> str:
    """Return a letter's base letter if that is ASCII, else the letter unchanged."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter
