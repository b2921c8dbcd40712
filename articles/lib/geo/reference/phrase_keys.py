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

WORDS: Final = frozenset({HINT, HOME_HINT, ABROAD, FIRM, UNION, LOCAL})  # hint at a country without naming it

PERSON_LIKE: Final = "p"
ORDINARY_WORD: Final = "w"
NAMESAKES: Final = "s"

UNSETTLED: Final = "-"

_UNDECOMPOSED: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
# A word of any script, with vowel signs and joiners.
FOREIGN_WORD: Final = re.compile(r"[^\W\d_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad]*")
_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,5}|[\w\u0300-\u036f\u00ad]+")


def word_key(word: str) -> str:
    """Return the lookup key of a word: lower case, composed, without marks, full stops and soft hyphens."""
    if word.isascii():
        return word.lower().replace(".", "")
    bare = unicodedata.normalize("NFKD", word.lower().translate(_UNDECOMPOSED))
    return "".join(sign for sign in bare if sign.isalnum())


def phrase_key(phrase: str) -> str:
    """Return the lookup key of a phrase: the keys of its words, separated by one space."""
    return " ".join(word_key(word) for word in _WORD.findall(phrase))


_FOLDED_LETTERS: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه", "ھ": "ه", "ة": "ه", "ۃ": "ه", "ـ": None}
)
ARTICLE: Final = "ال"


def fold_letters(word: str) -> str:
    """Strip marks from a word, and fold letters that keyboards use interchangeably."""
    return word_key(word).translate(_FOLDED_LETTERS)


def foreign_word_key(word: str, language: str) -> str:
    """Return the lookup key of a word in a language other than English; in Arabic without the article."""
    spelled = fold_letters(word)
    bare = spelled.removeprefix(ARTICLE)
    return bare if language == "ar" and len(bare) > 1 else spelled


def foreign_phrase_key(phrase: str, language: str) -> str:
    """Return the lookup key of a phrase in a language other than English."""
    return " ".join(foreign_word_key(word, language) for word in FOREIGN_WORD.findall(phrase))
