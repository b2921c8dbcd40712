"""Draw the picture that represents a story without a photograph when its address is shared.

Drawn like the top of the front page: the newsroom's name over a double rule, the label, the headline. Everything lies
in the middle 80 % of both sides, so platforms can round the corners, crop a little or overlay text at an edge.
"""

import math
from typing import Final

from PIL import Image, ImageDraw

from articles.lib.images.encoder import Encoded, encode
from articles.lib.images.typesetter import (
    HEADLINE_FACE,
    LABEL_FACE,
    NAME_FACE,
    Direction,
    Face,
    TypesetText,
    detect_direction,
    typeset,
)

MIN_SIDE: Final = 200
MAX_SIDE: Final = 2400
QUALITY: Final = 92

# The light colours of the reader's site; see static/reader/reader.css.
PAPER: Final = "#fbf8f2"
INK: Final = "#1a1917"
ACCENT: Final = "#8f1d2c"
LINE: Final = "#d9d3c6"

# All measures below are pixels of this layout, which is scaled to the card's size.
_LAYOUT_SIZE: Final = (1200, 630)
_NAME_SIZES: Final = (42, 22)
_LARGE_NAME_SIZES: Final = (132, 44)
_LABEL_SIZES: Final = (25, 18)
_HEADLINE_SIZES: Final = (100, 28)
_MAX_HEADLINE_LINES: Final = 5
_SPACE_ABOVE_NAME: Final = 12
_SPACE_BELOW_NAME: Final = 20
_SPACE_BELOW_LABEL: Final = 30
_SPACE_AROUND_TEXT: Final = 34
_RULE_WIDTH: Final = 2

# Drawn larger and reduced, so letters are not snapped to the pixel grid.
_SUPERSAMPLING: Final = 2
_MARGIN: Final = 0.1


def draw_card(
    *, headline: str, label: str, paper: str, direction: Direction, width: int = 1200, height: int = 630
) -> Encoded:
    """Draw a card of ``width`` by ``height`` pixels as a JPEG; the same words always give the same bytes.

    ``label`` (such as the genre) and ``paper`` (the newsroom's name) may be "". ``direction`` is that of the
    headline. A longer headline is set smaller and, as a last resort, ends in an ellipsis. A headline that cannot be
    drawn correctly (a script without a font here; right to left on a system without libfribidi) is omitted together
    with the label, and the name takes their place; such a label or name is omitted too. Raises ValueError for sides
    below 200 or above 2400 pixels.
    """
    if not (MIN_SIDE <= min(width, height) <= max(width, height) <= MAX_SIDE):
        raise ValueError(f"A card cannot be {width} by {height} pixels.")
    left, top = (math.ceil(side * _MARGIN) for side in (width, height))
    size = (width - 2 * left) * _SUPERSAMPLING, (height - 2 * top) * _SUPERSAMPLING
    unit = min(width / _LAYOUT_SIZE[0], height / _LAYOUT_SIZE[1]) * _SUPERSAMPLING
    # Nothing drawn on the inner image can reach into the margin.
    inner = Image.new("RGB", size, PAPER)
    sheet = _Sheet(inner, unit, direction)
    if not sheet.draw_story(headline, label=label, paper=paper):
        sheet.draw_name_only(paper)
    image = Image.new("RGB", (width, height), PAPER)
    image.paste(inner.reduce(_SUPERSAMPLING), (left, top))
    return encode(image, format="jpeg", quality=QUALITY, subsampling="4:4:4")


class _Sheet:
    """The drawing area of a card; ``unit`` is the number of its pixels per layout pixel."""

    def __init__(self, image: Image.Image, unit: float, direction: Direction) -> None:
        """Prepare to draw on an image; `unit` is the number of its pixels per layout pixel."""
        self.image = image
        self.pen = ImageDraw.Draw(image)
        self.width, self.height = image.size
        self.unit = unit
        self.direction = direction

    def draw_story(self, headline: str, *, label: str, paper: str) -> bool:
        """Draw name, label and headline; return False, drawing nothing, if the headline cannot be drawn."""
        name = self._typeset(paper, NAME_FACE, sizes=_NAME_SIZES)
        label_text = self._typeset(label.upper(), LABEL_FACE, sizes=_LABEL_SIZES)
        rules_bottom = (
            name.height + (_SPACE_ABOVE_NAME + _SPACE_BELOW_NAME) * self.unit if name else 0
        ) + 3 * _RULE_WIDTH * self.unit
        label_height = label_text.height + _SPACE_BELOW_LABEL * self.unit if label_text else 0
        text_height = self.height - rules_bottom - label_height - 2 * _SPACE_AROUND_TEXT * self.unit
        headline_text = self._typeset(
            headline,
            HEADLINE_FACE,
            sizes=_HEADLINE_SIZES,
            direction=self.direction,
            max_lines=_MAX_HEADLINE_LINES,
            height=text_height,
        )
        if headline_text is None:
            return False
        if name:
            self._draw_words(name, top=_SPACE_ABOVE_NAME * self.unit, at=0.5)
        self._draw_double_rule(rules_bottom - 3 * _RULE_WIDTH * self.unit)
        top = rules_bottom + (self.height - rules_bottom - label_height - headline_text.height) / 2
        alignment = 0 if self.direction == "ltr" else 1
        if label_text:
            self._draw_words(label_text, top=top, at=alignment, fill=ACCENT)
        self._draw_words(headline_text, top=top + label_height, at=alignment)
        self._draw_rule(self.height - _RULE_WIDTH * self.unit, LINE)
        return True

    def draw_name_only(self, paper: str) -> None:
        """Draw the newsroom's name, large, between rules."""
        self._draw_double_rule(0)
        self._draw_double_rule(self.height - 3 * _RULE_WIDTH * self.unit)
        max_height = self.height - 2 * (_SPACE_AROUND_TEXT + 3 * _RULE_WIDTH) * self.unit
        name = self._typeset(paper, HEADLINE_FACE, sizes=_LARGE_NAME_SIZES, max_lines=2, height=max_height)
        if name:
            self._draw_words(name, top=(self.height - name.height) / 2, at=0.5)

    def _typeset(
        self,
        words: str,
        latin: Face,
        *,
        sizes: tuple[float, float],
        direction: Direction | None = None,
        max_lines: int = 1,
        height: float = math.inf,
    ) -> TypesetText | None:
        """Typeset words within the sheet's width, with sizes in layout pixels; None if they cannot be drawn."""
        return typeset(
            words,
            latin=latin,
            direction=direction or detect_direction(words),
            area=(self.width, height),
            sizes=(sizes[0] * self.unit, sizes[1] * self.unit),
            max_lines=max_lines,
        )

    def _draw_words(self, words: TypesetText, *, top: float, at: float, fill: str = INK) -> None:
        """Draw typeset words from ``top`` down; ``at`` is 0 for the left, 1 for the right edge."""
        words.draw(self.image, top=top, at=at, fill=fill)

    def _draw_rule(self, top: float, fill: str) -> None:
        """Draw a horizontal rule across the sheet."""
        self.pen.rectangle((0, round(top), self.width, round(top + _RULE_WIDTH * self.unit) - 1), fill)

    def _draw_double_rule(self, top: float) -> None:
        """Draw two horizontal rules across the sheet, one below the other."""
        self._draw_rule(top, INK)
        self._draw_rule(top + 2 * _RULE_WIDTH * self.unit, INK)
