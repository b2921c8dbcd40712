"""Count words and estimate reading time."""

import math
import re

WORDS_A_MINUTE = 235  # mean silent reading rate for English, Brysbaert 2019
_WORD = re.compile(r"[^\W_]+(?:['’.,\-‑–][^\W_]+)*")


def words(text: str) -> int:
    """How many words a plain text has; "well-known" and "1,500" are one each."""
    return sum(1 for _ in _WORD.finditer(text))


def minutes(word_count: int) -> int:
    """Reading time in whole minutes, at least 1."""
    return max(1, math.ceil(word_count / WORDS_A_MINUTE))
