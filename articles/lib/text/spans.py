"""A place in a text and the words that stand there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: start and end in characters, and the words between them."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Spot":
        """The spot from `start` to `end` of this text."""
        return cls(start, end, text[start:end])
