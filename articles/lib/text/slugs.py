"""Turn a headline or a name into a slug."""

import re
import unicodedata
from typing import Final

MAX_LENGTH = 80
# The scripts that write vowels as signs on or beside their letters: Thaana, Tibetan, those of South and South-East Asia.
# In others, such as Arabic and Hebrew, marks only help the reader, and words are the same without them.
_SCRIPTS_WITH_SIGNS: Final = (
    "\u0780-\u07bf\u0900-\u109f\u1700-\u17ff\u1900-\u1aaf\u1b00-\u1cff"
    "\ua800-\ua83f\ua880-\uaaef\uabc0-\uabff\U00011000-\U00011fff"
)
# What addresses and columns accept as a slug: Python's \w leaves these signs out.
PATTERN: Final = rf"[-\w{_SCRIPTS_WITH_SIGNS}]+"

_APOSTROPHES = re.compile("['’‘ʼ]")
_JOINERS = re.compile(
    f"(?<=[{_SCRIPTS_WITH_SIGNS}])[\u200c\u200d]"
)  # they choose between two shapes of the same letters
_SIGN = re.compile(f"[{_SCRIPTS_WITH_SIGNS}]")
_UNDECOMPOSED_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
)


def slugify(text: str, *, limit: int = MAX_LENGTH) -> str:
    """Return a text as a slug: lower case, words joined by ``-``, at most `limit` characters, cut between words.

    Latin letters lose their accents; other scripts (Urdu, Arabic, Cyrillic …) stay, with the vowel signs of those that
    can't be read without. Returns "" without a letter or digit.
    """
    joined = _JOINERS.sub("", unicodedata.normalize("NFKC", text))
    lowered = _APOSTROPHES.sub("", joined).lower().translate(_UNDECOMPOSED_LETTERS)
    spelled = "".join(map(_spell, unicodedata.normalize("NFC", lowered)))
    slug = re.sub("-+", "-", spelled).strip("-")
    if not any(letter.isalnum() for letter in slug):
        return ""
    if len(slug) <= limit:
        return slug
    head = slug[: limit + 1].rpartition("-")[0]
    return head or slug[:limit]


def _spell(letter: str) -> str:
    """Return what stands for a character in a slug: a letter without its accent, "" for a mark, "-" for all else."""
    if letter.isalnum():
        base = unicodedata.normalize("NFD", letter)[0]
        return base if base.isascii() else letter
    category = unicodedata.category(letter)
    if category in {"Mn", "Mc"} and _SIGN.match(letter):
        return letter
    return "" if category == "Mn" else "-"
