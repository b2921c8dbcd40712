"""Find placeholders left in a text: TK, XXX, lorem ipsum."""

import re
from collections.abc import Iterator

from articles.lib.text.spans import TextSpan

# "Tk" and "TK 500" are Bangladeshi taka; "TK" alone is journalists' "to come", misspelt to be easy to search for.
_PLACEHOLDER = re.compile(
    r"\b(?:(?i:TKTK(?:TK)*)|TK(?!\W{0,2}\d))\b|\b(?i:XXX+)\b|(?i:\blorem\s+ipsum\b)|(?i:\bdolor\s+sit\s+amet\b)"
)
_LOWERCASE_MARKERS = ("tk", "xxx", "lorem", "dolor")


def find_placeholders(text: str) -> Iterator[TextSpan]:
    """Yield the placeholders of a text, in order."""
    lowered = text.lower()
    if not any(marker in lowered for marker in _LOWERCASE_MARKERS):  # ten times as fast, and nearly always enough
        return
    for match in _PLACEHOLDER.finditer(text):
        yield TextSpan.of(text, match.start(), match.end())
