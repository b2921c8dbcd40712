"""A place in a text and the words that stand there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A span of a text: start and end in characters, and the quoted words between them."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "TextSpan":
        """Build the span from ``start`` to ``end`` of a text."""
        return cls(start, end, text[start:end])
