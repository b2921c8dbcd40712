"""Draw the picture that represents a story without a photograph when its address is shared.

Drawn like the top of the paper's front page: its name over a double rule, the label, the headline. Everything lies in
the middle 80 % of both sides, so that platforms may round the corners, crop a little or lay their own words over an edge.
"""

import math
from typing import Final

from PIL import Image, ImageDraw

from articles.lib.images.encoder import Encoded, encode
from articles.lib.images.typesetter import HEADLINE, LABEL, NAME, Direction, Face, Lettering, lettering, own_direction

SHORTEST_SIDE: Final = 200
LONGEST_SIDE: Final = 2400
QUALITY: Final = 92

# The reader's site on paper; see static/reader/reader.css.
PAPER: Final = "#fbf8f2"
INK: Final = "#1a1917"
ACCENT: Final = "#8f1d2c"
LINE: Final = "#d9d3c6"

# A card is laid out as if it were this large. All measures below are its pixels.
_LAYOUT: Final = (1200, 630)
_NAME: Final = (42, 22)
_NAME_ALONE: Final = (132, 44)
_LABEL: Final = (25, 18)
_TEXT: Final = (100, 28)
_LINES: Final = 5
_OVER_NAME: Final = 12
_UNDER_NAME: Final = 20
_UNDER_LABEL: Final = 30
_AROUND: Final = 34
_HAIR: Final = 2

# Drawn larger and reduced: letters then stand where they belong, not where the grid of pixels is.
_FINER: Final = 2
_MARGIN: Final = 0.1


def card(
    *, headline: str, label: str, paper: str, direction: Direction, width: int = 1200, height: int = 630
) -> Encoded:
    """Draw a card of `width` by `height` pixels, a JPEG, the same for the same words.

    `label` (the genre, say) and `paper` (its name) may be "". `direction` is the headline's: where its lines begin.
    The headline shrinks as it grows longer and ends in an ellipsis as a last resort. One that cannot be drawn rightly
    (a script that no font here has; right to left on a system without libfribidi) is left out together with the
    label, and the paper's name takes their place; so is a label or name of that kind. Raises ValueError for sides below
    200 or above 2400 pixels.
    """
    if not (SHORTEST_SIDE <= min(width, height) <= max(width, height) <= LONGEST_SIDE):
        raise ValueError(f"A card cannot be {width} by {height} pixels.")
    left, top = (math.ceil(side * _MARGIN) for side in (width, height))
    size = (width - 2 * left) * _FINER, (height - 2 * top) * _FINER
    unit = min(width / _LAYOUT[0], height / _LAYOUT[1]) * _FINER
    # What is drawn here cannot reach into the margin.
    inner = Image.new("RGB", size, PAPER)
    sheet = _Sheet(inner, unit, direction)
    if not sheet.story(headline, label=label, paper=paper):
        sheet.name_alone(paper)
    image = Image.new("RGB", (width, height), PAPER)
    image.paste(inner.reduce(_FINER), (left, top))
    return encode(image, format="jpeg", quality=QUALITY, subsampling="4:4:4")


class _Sheet:
    """The part of a card that is drawn on; `unit` is how many of its pixels one of the layout's takes."""

    def __init__(self, image: Image.Image, unit: float, direction: Direction) -> None:
        self.image = image
        self.pen = ImageDraw.Draw(image)
        self.width, self.height = image.size
        self.unit = unit
        self.direction = direction

    def story(self, headline: str, *, label: str, paper: str) -> bool:
        """Draw the front page; return False, and draw nothing, if the headline cannot be drawn."""
        name = self._set(paper, NAME, sizes=_NAME)
        head = self._set(label.upper(), LABEL, sizes=_LABEL)
        begin = (name.height + (_OVER_NAME + _UNDER_NAME) * self.unit if name else 0) + 3 * _HAIR * self.unit
        above = head.height + _UNDER_LABEL * self.unit if head else 0
        room = self.height - begin - above - 2 * _AROUND * self.unit
        text = self._set(headline, HEADLINE, sizes=_TEXT, direction=self.direction, most=_LINES, height=room)
        if text is None:
            return False
        if name:
            self._draw(name, top=_OVER_NAME * self.unit, at=0.5)
        self._double_rule(begin - 3 * _HAIR * self.unit)
        top = begin + (self.height - begin - above - text.height) / 2
        start = 0 if self.direction == "ltr" else 1
        if head:
            self._draw(head, top=top, at=start, fill=ACCENT)
        self._draw(text, top=top + above, at=start)
        self._rule(self.height - _HAIR * self.unit, LINE)
        return True

    def name_alone(self, paper: str) -> None:
        """Draw the paper's name, large, between rules."""
        self._double_rule(0)
        self._double_rule(self.height - 3 * _HAIR * self.unit)
        room = self.height - 2 * (_AROUND + 3 * _HAIR) * self.unit
        name = self._set(paper, HEADLINE, sizes=_NAME_ALONE, most=2, height=room)
        if name:
            self._draw(name, top=(self.height - name.height) / 2, at=0.5)

    def _set(
        self,
        words: str,
        latin: Face,
        *,
        sizes: tuple[float, float],
        direction: Direction | None = None,
        most: int = 1,
        height: float = math.inf,
    ) -> Lettering | None:
        return lettering(
            words,
            latin=latin,
            direction=direction or own_direction(words),
            room=(self.width, height),
            sizes=(sizes[0] * self.unit, sizes[1] * self.unit),
            most=most,
        )

    def _draw(self, words: Lettering, *, top: float, at: float, fill: str = INK) -> None:
        words.draw(self.image, top=top, at=at, fill=fill)

    def _rule(self, top: float, fill: str) -> None:
        self.pen.rectangle((0, round(top), self.width, round(top + _HAIR * self.unit) - 1), fill)

    def _double_rule(self, top: float) -> None:
        self._rule(top, INK)
        self._rule(top + 2 * _HAIR * self.unit, INK)
