"""Split a paragraph into sentences and find the overlong ones."""

import re
from collections.abc import Iterator

from articles.lib.text.measure import words
from articles.lib.text.spans import Spot

LONGEST = 45  # words; beyond it readers of news lose the thread (plain-language guides ask for 20 to 25 on average)
# An end mark with the quotes and brackets that close behind it, before white space. A full stop after an abbreviation
# ends a sentence too early, which can only make sentences look shorter than they are. It is looked for where a run of marks
# begins, not at each of them.
_END = re.compile(r"(?<![.!?…۔؟])[.!?…۔؟]+[\"'”’»)\]]*(?=\s)")


def sentences(text: str) -> Iterator[Spot]:
    """The sentences of a text in order, without the white space between them."""
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        sentence = text[start:end]
        begins = start + len(sentence) - len(sentence.lstrip())
        ends = start + len(sentence.rstrip())
        if begins < ends:
            yield Spot.of(text, begins, ends)
        start = end


def long_sentences(text: str) -> Iterator[tuple[Spot, int]]:
    """The sentences of more than LONGEST words, and how many they have."""
    for spot in sentences(text):
        if len(spot.quote) > 3 * LONGEST and (count := words(spot.quote)) > LONGEST:
            yield spot, count
