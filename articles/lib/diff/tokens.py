"""Split plain text into words and punctuation without breaking a grapheme.

Handles English, French, Spanish, Urdu and Arabic (vowel signs, joiners and marks stay with their letter); each
ideograph and kana is a token, as nothing separates words there.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

# Every combining mark of Unicode lies in these ranges.
_MARK_RANGES = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Joiners, the soft hyphen, skin tones and flag tags modify the preceding character.
_EXTENDING = "\u00ad\u200c\u200d\u2060\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_PREPENDED = "[\u0600-\u0605\u06dd\u070f\u08e2]*"  # Arabic signs that enclose the following number
# The commonest function words of the newsroom's languages, which any two sentences share.
_FUNCTION_WORDS = (
    "a an and as at be by for from had has he in is it its of on or she that the to was were who with "
    "au aux ce d de des du elle en est et il la le les l ne ou par pas qu que qui se son sur un une "
    "al con del e el ella es las lo los no o para por se su sus una y "
    "کا کی کے کو نے سے میں پر اور ہے ہیں تھا تھی یہ وہ کہ جو بھی تو "
    "في من على إلى عن أن إن أو و ما لا هو هي هذا هذه التي الذي مع"
)
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
# European, Urdu and Arabic characters that never combine. Almost every text has no others, and the pattern without
# marks splits it several times as fast.
_WITHOUT_MARKS = re.compile(
    "[\0-\u00ac\u00ae-\u02ff\u0606-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff\u2010-\u2027\u20a0-\u20bf]*"
)
_PATTERN_WITHOUT_MARKS = re.compile(r"[^\W_]+(?:(?:['’ʼ](?=[^\W_])|(?<=\d)[.,٫٬](?=\d))[^\W_]+)*|\S")
SENTENCE_ENDS = frozenset(".!?…۔؟")
CLAUSE_ENDS = frozenset(",;:—–،؛")


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each word and sign of a text, in order; only white space lies between them."""
    pattern = _PATTERN_WITHOUT_MARKS if _WITHOUT_MARKS.fullmatch(text) else _pattern_with_marks()
    return [match.span() for match in pattern.finditer(text)]


def is_stop_word(text: str) -> bool:
    """Return whether a token is one of the commonest function words, which carry no meaning alone."""
    return text.casefold() in STOP_WORDS


def is_word(text: str) -> bool:
    """Return whether a token is a word or a number, not a sign."""
    return text[0].isalnum() or text[-1].isalnum()  # an Arabic sign may enclose the number


@cache
def _pattern_with_marks() -> re.Pattern[str]:
    """Return the token pattern that handles combining marks."""
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in _mark_ranges())
    extending = f"[{marks}{_EXTENDING}]"
    letter = rf"[^\W_{_IDEOGRAPHS}]"
    return re.compile(
        # Apostrophes between letters and the separators within a number belong to the word.
        rf"{_PREPENDED}{letter}(?:{letter}|{extending}|['’ʼ](?={letter})|(?<=\d)[.,٫٬](?=\d))*"
        # A flag is two regional indicators; joined emoji are one token; a mark may combine with a space.
        rf"|(?:[\U0001f1e6-\U0001f1ff]{{2}}|\S|\s(?={extending}))(?:\u200d[^\w\s]|{extending})*"
    )


def _mark_ranges() -> Iterator[tuple[int, int]]:
    """Yield first and last code point of each contiguous range of combining marks."""
    for codes in _MARK_RANGES:
        first = None
        for code in codes:
            if unicodedata.category(chr(code)).startswith("M"):
                first = code if first is None else first
            elif first is not None:
                yield first, code - 1
                first = None
        if first is not None:
            yield first, codes.stop - 1
