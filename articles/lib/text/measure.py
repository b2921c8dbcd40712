"""Count words and estimate reading time."""

import math
import re

WORDS_PER_MINUTE = 235  # mean silent reading rate for English, Brysbaert 2019
_WORD = re.compile(r"[^\W_]+(?:['’.,\-‑–][^\W_]+)*")


def count_words(text: str) -> int:
    """Count the words of a plain text; "well-known" and "1,500" are one each."""
    return len(_WORD.findall(text))


def reading_minutes(word_count: int) -> int:
    """Return the reading time of a number of words in whole minutes, at least 1."""
    return max(1, math.ceil(word_count / WORDS_PER_MINUTE))
