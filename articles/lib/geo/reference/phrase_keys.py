"""Normalise phrases to the keys that the lexicon is built and searched with.

Also names the kinds and cautions that both sides share.
"""

import re
import unicodedata
from typing import Final

NAME: Final = "n"
DEMONYM: Final = "d"
CAPITAL: Final = "c"
CITY: Final = "t"
REGION: Final = "r"
HINT: Final = "h"
HOME_HINT: Final = "l"
ABROAD: Final = "a"
MONEY: Final = "m"
FIRM: Final = "f"
UNION: Final = "u"
TICKER: Final = "k"
LOCAL: Final = "o"
STOP: Final = "x"

WORDS: Final = frozenset({HINT, HOME_HINT, ABROAD, FIRM, UNION, LOCAL})  # speak for a country without naming it

PERSON_LIKE: Final = "p"
ORDINARY_WORD: Final = "w"
NAMESAKES: Final = "s"

UNSETTLED: Final = "-"

_UNDECOMPOSED: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
# A word of any script, its vowel signs and joiners included.
TONGUE_WORD: Final = re.compile(r"[^\W\d_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad]*")
_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,5}|[\w\u0300-\u036f\u00ad]+")


def key(word: str) -> str:
    """Return the form a single word is looked up by: lower case, composed, without marks, dots and soft hyphens."""
    if word.isascii():
        return word.lower().replace(".", "")
    bare = unicodedata.normalize("NFKD", word.lower().translate(_UNDECOMPOSED))
    return "".join(sign for sign in bare if sign.isalnum())


def phrase_key(phrase: str) -> str:
    """Return the form a phrase is looked up by: its words' keys, one space between them."""
    return " ".join(key(word) for word in _WORD.findall(phrase))


_FOLDED: Final = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه", "ھ": "ه", "ة": "ه", "ۃ": "ه", "ـ": None})
ARTICLE: Final = "ال"


def folded(word: str) -> str:
    """Return a word without its marks and with one letter for the variants that keyboards write of it."""
    return key(word).translate(_FOLDED)


def tongue_word(word: str, language: str) -> str:
    """Return the form a word of another language is looked up by: folded, in Arabic without the article, too."""
    spelled = folded(word)
    bare = spelled.removeprefix(ARTICLE)
    return bare if language == "ar" and len(bare) > 1 else spelled


def tongue_key(phrase: str, language: str) -> str:
    """Return the form a phrase of another language is looked up by."""
    return " ".join(tongue_word(word, language) for word in TONGUE_WORD.findall(phrase))
