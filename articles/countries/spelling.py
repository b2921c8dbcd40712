"""Spell phrases one way: the keys under which build.py stores them and mentions.py looks them up.

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
