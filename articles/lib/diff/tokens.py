"""Split plain text into words and punctuation without breaking a grapheme.

Words of English, French, Spanish, Urdu and Arabic (vowel signs, joiners and marks stay with their letter); ideographs
and kana are one each, since nothing separates words there.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

# Every combining mark of Unicode lies in these planes.
_MARKED = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Joiners, the soft hyphen, skin tones and the letters of flags change what stands before them.
_EXTENDING = "\u00ad\u200c\u200d\u2060\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_PREPENDED = "[\u0600-\u0605\u06dd\u070f\u08e2]*"  # the Arabic signs that enclose the number after them
# The commonest little words of the newsroom's languages: what two unrelated sentences share.
_LITTLE = (
    "a an and as at be by for from had has he in is it its of on or she that the to was were who with "
    "au aux ce d de des du elle en est et il la le les l ne ou par pas qu que qui se son sur un une "
    "al con del e el ella es las lo los no o para por se su sus una y "
    "کا کی کے کو نے سے میں پر اور ہے ہیں تھا تھی یہ وہ کہ جو بھی تو "
    "في من على إلى عن أن إن أو و ما لا هو هي هذا هذه التي الذي مع"
)
STOP_WORDS = frozenset(_LITTLE.split())
# Letters and signs of Europe, Urdu and Arabic of which none joins another. Almost every text has no others, and is cut
# several times as fast by the pattern that looks for no marks.
_WITHOUT_MARKS = re.compile(
    "[\0-\u00ac\u00ae-\u02ff\u0606-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff\u2010-\u2027\u20a0-\u20bf]*"
)
_BARE = re.compile(r"[^\W_]+(?:(?:['’ʼ](?=[^\W_])|(?<=\d)[.,٫٬](?=\d))[^\W_]+)*|\S")
SENTENCE_ENDS = frozenset(".!?…۔؟")
CLAUSE_ENDS = frozenset(",;:—–،؛")


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words and signs of a text start and end, in their order; what lies between two is white space."""
    pattern = _BARE if _WITHOUT_MARKS.fullmatch(text) else _pattern()
    return [match.span() for match in pattern.finditer(text)]


def is_stop_word(text: str) -> bool:
    """Whether a token is one of the little words that hold a sentence together and say nothing alone."""
    return text.casefold() in STOP_WORDS


def is_word(text: str) -> bool:
    """Whether a token is a word or a number, and no sign."""
    return text[0].isalnum() or text[-1].isalnum()  # an Arabic sign may enclose a number


@cache
def _pattern() -> re.Pattern[str]:
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in _runs_of_marks())
    extending = f"[{marks}{_EXTENDING}]"
    letter = rf"[^\W_{_IDEOGRAPHS}]"
    return re.compile(
        # Apostrophes between letters and the points and commas of a number belong to the word.
        rf"{_PREPENDED}{letter}(?:{letter}|{extending}|['’ʼ](?={letter})|(?<=\d)[.,٫٬](?=\d))*"
        # A flag is two letters of its own kind; joined emoji are one; a mark may stand upon a blank.
        rf"|(?:[\U0001f1e6-\U0001f1ff]{{2}}|\S|\s(?={extending}))(?:\u200d[^\w\s]|{extending})*"
    )


def _runs_of_marks() -> Iterator[tuple[int, int]]:
    """First and last code point of each unbroken run of combining marks."""
    for plane in _MARKED:
        first = None
        for code in plane:
            if unicodedata.category(chr(code)).startswith("M"):
                first = code if first is None else first
            elif first is not None:
                yield first, code - 1
                first = None
        if first is not None:
            yield first, plane.stop - 1
