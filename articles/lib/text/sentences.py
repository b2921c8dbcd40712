"""Split a paragraph into sentences and find the overlong ones."""

import re
from collections.abc import Iterator

from articles.lib.text.measure import count_words
from articles.lib.text.spans import TextSpan

MAX_WORDS = 45  # readers lose the thread of longer ones (plain-language guides recommend an average of 20 to 25)
# End marks with closing quotes and brackets, before white space. A full stop after an abbreviation ends a sentence too
# early, which can only make sentences look shorter. The lookbehind keeps long runs of marks linear.
_SENTENCE_END = re.compile(r"(?<![.!?…۔؟])[.!?…۔؟]+[\"'”’»)\]]*(?=\s)")


def iter_sentences(text: str) -> Iterator[TextSpan]:
    """Yield the sentences of a text in order, without surrounding white space."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end]
        stripped_start = start + len(sentence) - len(sentence.lstrip())
        stripped_end = start + len(sentence.rstrip())
        if stripped_start < stripped_end:
            yield TextSpan.of(text, stripped_start, stripped_end)
        start = end


def find_long_sentences(text: str) -> Iterator[tuple[TextSpan, int]]:
    """Yield the sentences of more than MAX_WORDS words, each with its word count."""
    for spot in iter_sentences(text):
        if len(spot.quote) > 3 * MAX_WORDS and (count := count_words(spot.quote)) > MAX_WORDS:
            yield spot, count
