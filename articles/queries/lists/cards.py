"""Cards: a published story as lists and the front page show it, in a few sizes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.lib.text.excerpts import ExcerptPiece
from articles.models import Article, Image

Size = Literal["lead", "second", "under", "dense", "opinion", "strip", "row"]

MAX_FLAGS: Final = 3
_SMALL: Final = "(min-width: 50rem) 14rem, 34vw"


@dataclass(frozen=True)
class _Layout:
    """What a size shows: its heading level, the rendition of its picture and its width (the `sizes` of an <img>)."""

    level: int = 3
    picture: bool = False
    standfirst: bool = True
    details: bool = True  # the byline and the flags
    rendition: str = "card"
    widths: str = _SMALL


_LAYOUTS: Final[dict[Size, _Layout]] = {
    "lead": _Layout(
        level=2, picture=True, rendition="lead", widths="(min-width: 75rem) 40rem, (min-width: 50rem) 60vw, 100vw"
    ),
    "second": _Layout(level=2, picture=True, widths="(min-width: 75rem) 18rem, (min-width: 50rem) 30vw, 100vw"),
    "under": _Layout(level=2),
    "dense": _Layout(standfirst=False, details=False),
    "opinion": _Layout(),
    "strip": _Layout(picture=True),
    "row": _Layout(level=2, picture=True),
}


@dataclass(frozen=True)
class Highlights:
    """What of a story matches a search: its headline and passages of its text, in pieces."""

    headline: list[ExcerptPiece]
    passages: list[list[ExcerptPiece]] = field(default_factory=list)


@dataclass(frozen=True)
class Card:
    """A story read with `with_card()`, ready for `_card.html`.

    The story is read only when the card is rendered, so that a preview can change it first.
    """

    story: Article
    size: Size
    level: int
    number: int | None = None  # its place in a series
    is_bare: bool = False  # without picture and standfirst, where its size has them
    highlights: Highlights | None = None  # on a page of search results

    @classmethod
    def of(
        cls,
        story: Article,
        size: Size,
        *,
        level: int = 0,
        number: int | None = None,
        is_bare: bool = False,
        highlights: Highlights | None = None,
    ) -> "Card":
        """Build a story's card; `level`, if not 0, overrides the heading level of the size."""
        return cls(story, size, level or _LAYOUTS[size].level, number, is_bare, highlights)

    @property
    def html(self) -> SafeString:
        """The card's markup."""
        return render_to_string("articles/_card.html", {"card": self})

    @property
    def _layout(self) -> _Layout:
        """What a card of this size shows."""
        return _LAYOUTS[self.size]

    @property
    def is_lead(self) -> bool:
        """Whether the card leads the page, so that its picture loads at once."""
        return self.size == "lead"

    @property
    def picture(self) -> Image | None:
        """The picture on the card; None for a size or story without one."""
        return self.story.lead_image if self._layout.picture and not self.is_bare else None

    @property
    def rendition(self) -> str:
        """The name of the rendition in which the picture is shown."""
        return self._layout.rendition

    @property
    def widths(self) -> str:
        """The value of the `sizes` attribute of the card's <img>."""
        return self._layout.widths

    @property
    def key_line(self) -> str:
        """The context of a key story of two countries; "" for other stories or without a context."""
        return getattr(self.story, "key_line", None) or ""

    @property
    def is_key(self) -> bool:
        """Whether the story is a key story in this list."""
        return getattr(self.story, "key_line", None) is not None

    @property
    def css(self) -> str:
        """The CSS classes of the card's element."""
        names = ["card", f"card-{self.size}"]
        if self.picture:
            names.append("has-picture")
        if self.is_key:
            names.append("card-key")
        return " ".join(names)

    @property
    def headline_pieces(self) -> list[ExcerptPiece]:
        """The headline, split at the matches of a search; [] outside search results."""
        return self.highlights.headline if self.highlights else []

    @property
    def passages(self) -> list[list[ExcerptPiece]]:
        """The passages that match a search."""
        return self.highlights.passages if self.highlights else []

    @property
    def standfirst(self) -> str:
        """The standfirst; "" if this size has none or passages of a search replace it."""
        shows = self._layout.standfirst and not self.is_bare and not self.passages
        return self.story.standfirst if shows else ""

    @property
    def credited(self) -> list[dict[str, Any]]:
        """The credits for the byline; [] for a size without one."""
        credits: list[dict[str, Any]] = self.story.credited if self._layout.details else []
        return credits

    @property
    def places(self) -> list[dict[str, Any]]:
        """The countries whose flags the card shows."""
        places: list[dict[str, Any]] = self.story.places if self._layout.details else []
        return places[:MAX_FLAGS]


def cards(stories: Iterable[Article], size: Size) -> list[Card]:
    """Build a card of this size for each story."""
    return [Card.of(story, size) for story in stories]
