"""Set words in the package's fonts, in as few and as even lines as fit.

Each font file covers every script that one line may mix (the Arabic ones include Newsreader's Latin), so a line is
always drawn in one font and its word order is left to raqm, which implements the bidirectional algorithm. Without raqm
(it needs the system's libfribidi) only plain left-to-right words can be set.

The fonts were built for this: a missing character is blank and seven ems wide. The width reveals coverage without a
font library; the blank means that no empty boxes can be drawn. See fonts/README.md.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from PIL import Image, ImageDraw, ImageFont, features

from articles.lib.images.line_breaks import fit_lines, split_at_breaks
from articles.lib.text.scripts import URDU_LETTERS

Direction = Literal["ltr", "rtl"]

Box = tuple[float, float, float, float]

# Nobody reads more than this on a card, and shaping is slow.
MAX_CHARACTERS: Final = 1000
MAX_MARKS: Final = 2

_FONTS: Final = Path(__file__).with_name("fonts")
_EM: Final = 200
_MISSING_WIDTH: Final = 5 * _EM
# Where there is space, lines are set this much further apart.
_EXTRA_LEADING: Final = 0.08
# This much may protrude from a line without moving it, such as an accent on a capital.
_MAX_PROTRUSION: Final = 0.2
_MASK_MARGIN: Final = 8

# With more changes of script Nastaliq gets slow and its slope looks wrong.
_MAX_SCRIPT_CHANGES: Final = 12
_RTL_CATEGORIES: Final = frozenset({"R", "AL", "AN"})
_PLAIN_SPELLINGS: Final = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "ʻ": "‘",
    "ʼ": "’",
    "ʿ": "‘",
    "ʾ": "’",
}
_CLEANED_CHARACTERS: Final[dict[int, str | None]] = {
    **dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0"),  # no-break spaces
    **dict.fromkeys(
        (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
    ),  # variation selectors, which no font here supports
}
_MARK_CATEGORIES: Final = frozenset({"Mn", "Me"})
_CONTROL_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs"})
# Emoji and dingbats can be omitted from a sentence, letters cannot.
_ORNAMENT_CATEGORIES: Final = frozenset({"So", "Sk", "Me"})
_JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f")
_HOLE: Final = "\x00"


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and how its lines are set; all sizes in ems.

    ``leading`` is the minimum distance between baselines; ``body`` how far letters normally reach above and below the
    baseline; ``scale`` the size that looks as large as Newsreader's. ``ruler`` is a file to measure single words
    with, where the font itself is too slow. ``spaced`` adds letter spacing, for capitals.
    """

    file: str
    leading: float
    body: tuple[float, float]
    scale: float = 1.0
    ruler: str = ""
    spaced: bool = False


HEADLINE_FACE: Final = Face("newsreader-headline.woff", leading=1.08, body=(0.76, 0.22))
NAME_FACE: Final = Face("newsreader-small.woff", leading=1.2, body=(0.7, 0.12))
LABEL_FACE: Final = Face("newsreader-small.woff", leading=1.2, body=(0.67, 0.0), spaced=True)
NASKH_FACE: Final = Face("naskh.woff", leading=1.2, body=(0.78, 0.32), scale=1.08)
# Every run of its letters takes 2 to 4 ms, however short: HarfBuzz reads 230 kB of rules first.
NASTALIQ_FACE: Final = Face("nastaliq.woff", leading=1.95, body=(1.2, 0.45), scale=1.1, ruler="naskh.woff")


@dataclass(frozen=True, slots=True)
class TypesetText:
    """Words set in lines, ready to be drawn; all sizes in pixels.

    ``boxes`` are left, top, right and bottom of each line relative to its start on the baseline; ``rise`` is how far
    the first line reaches above its baseline, ``height`` from there to the bottom of the last, ``pitch`` the distance
    between baselines.
    """

    font: ImageFont.FreeTypeFont
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    rise: float
    height: float
    pitch: float
    options: dict[str, Any]

    def draw(self, image: Image.Image, *, top: float, at: float, fill: str) -> None:
        """Draw the words from ``top`` down; ``at`` is 0 for flush left, 1 for flush right, 0.5 for centred."""
        for row, (line, box) in enumerate(zip(self.lines, self.boxes, strict=True)):
            mask, rise = self._render_ink(line, box)
            x = round(at * (image.width - mask.width))
            y = round(top + self.rise + row * self.pitch - rise)
            image.paste(fill, (x, y), mask)

    def _render_ink(self, line: str, box: Box) -> tuple[Image.Image, int]:
        """Return a line as a mask without blank edges, and how far the ink rises above the baseline, in pixels.

        Lines are aligned by their visible ink: every letter has some space in its box, and Nastaliq leans out of it.
        """
        left, top, right, bottom = (round(edge) for edge in box)
        mask = Image.new("L", (right - left + 2 * _MASK_MARGIN, bottom - top + 2 * _MASK_MARGIN))
        origin = _MASK_MARGIN - left, _MASK_MARGIN - top
        ImageDraw.Draw(mask).text(origin, line, 255, self.font, anchor="ls", **self.options)
        ink = mask.getbbox() or (0, 0, 1, 1)
        return mask.crop(ink), origin[1] - ink[1]


def typeset(
    text: str,
    *,
    latin: Face,
    direction: Direction,
    area: tuple[float, float],
    sizes: tuple[float, float],
    max_lines: int,
) -> TypesetText | None:
    """Set ``text`` in at most ``max_lines`` lines, as large as ``area`` (width and height in pixels) allows.

    ``sizes`` are the largest and smallest em in pixels; what does not fit at the smallest ends in an ellipsis. Words
    without Arabic letters are set in ``latin``. Returns None if there is nothing to set, no font for it, or no raqm
    where needed.
    """
    shaping = bool(features.check("raqm"))
    words = clean_line(text)
    if not words or not (shaping or _is_simple(words, direction)):
        return None
    for face in _candidate_faces(words, latin):
        drawable = _to_drawable(words, face, shaping=shaping)
        if drawable:
            options = {"direction": direction} if shaping else {}
            scaled = (sizes[0] * face.scale, sizes[1] * face.scale)
            return _set_in_face(drawable, face, options, area=area, sizes=scaled, max_lines=max_lines)
    return None


def clean_line(text: str) -> str:
    """Return ``text`` as one line without controls and stacked accents, cut to MAX_CHARACTERS."""
    characters: list[str] = []
    marks = 0
    # Twice the limit, as composing may halve the length; the rest would not be visible anyway.
    for character in unicodedata.normalize("NFC", text[: 2 * MAX_CHARACTERS].translate(_CLEANED_CHARACTERS)):
        category = unicodedata.category(character)
        marks = marks + 1 if category in _MARK_CATEGORIES else 0
        if character.isspace() and character != "\u00a0":
            characters.append(" ")
        elif character in _JOINERS or (marks <= MAX_MARKS and category not in _CONTROL_CATEGORIES):
            characters.append(character)
    words = re.sub(" {2,}", " ", "".join(characters)).strip(" \u00a0")
    if _JOINERS.issuperset(words):
        return ""
    return words if len(words) <= MAX_CHARACTERS else words[:MAX_CHARACTERS].rstrip() + "…"


def detect_direction(words: str) -> Direction:
    """Return the writing direction of the first letter of some words."""
    for side in map(unicodedata.bidirectional, words):
        if side in {"L", "R", "AL"}:
            return "ltr" if side == "L" else "rtl"
    return "ltr"


def _is_simple(words: str, direction: Direction) -> bool:
    """Return whether words are drawn correctly without raqm: left to right, nothing joined or stacked."""
    return direction == "ltr" and not any(
        unicodedata.combining(character) or unicodedata.bidirectional(character) in _RTL_CATEGORIES
        for character in words
    )


def _candidate_faces(words: str, latin: Face) -> tuple[Face, ...]:
    """Return the faces to try for these words, the preferred one first."""
    letters = (unicodedata.bidirectional(character) for character in words if character not in _JOINERS)
    sides = ["R" if side in _RTL_CATEGORIES else side for side in letters]
    if "R" not in sides:
        return (latin,)
    strong = [side for side in sides if side in {"R", "L", "EN"}]
    changes = sum(one != other for one, other in itertools.pairwise(strong))
    return (
        (NASTALIQ_FACE, NASKH_FACE)
        if URDU_LETTERS.intersection(words) and changes <= _MAX_SCRIPT_CHANGES
        else (NASKH_FACE,)
    )


def _to_drawable(words: str, face: Face, *, shaping: bool) -> str | None:
    """Return words in characters that ``face`` has, without missing ornaments; None if a letter is missing."""
    probe = ImageFont.truetype(_FONTS / face.file, _EM, layout_engine=ImageFont.Layout.BASIC)

    def has(characters: str) -> bool:
        """Return whether the font has all these characters."""
        return all(probe.getlength(character) < _MISSING_WIDTH for character in characters)

    replacements = {character: _replacement_for(character, has, shaping=shaping) for character in set(words)}
    drawn = []
    for character in words:
        replacement = replacements[character]
        if replacement is None:
            return None
        drawn.append(replacement)
    # Remove an emoji with its space, but not the space between two words.
    filled = re.sub(rf"[ \u200d]*{_HOLE}[ \u200d{_HOLE}]*", " ", "".join(drawn))
    return re.sub(r" (?=[,.;:!?،؛؟۔…]|$)", "", filled).strip() if _HOLE in drawn else filled


def _replacement_for(character: str, has: Callable[[str], bool], *, shaping: bool) -> str | None:
    """Return what to draw for a character: itself, a plain spelling, a hole for an ornament; None if impossible."""
    if has(character):
        return character
    spelled = _PLAIN_SPELLINGS.get(character) or unicodedata.normalize("NFKC", character)
    if has(spelled):
        return spelled
    if shaping and has(unicodedata.normalize("NFD", character)):
        return character
    if character in _JOINERS:
        return ""
    return _HOLE if unicodedata.category(character) in _ORNAMENT_CATEGORIES else None


def _set_in_face(
    words: str,
    face: Face,
    options: dict[str, Any],
    *,
    area: tuple[float, float],
    sizes: tuple[float, float],
    max_lines: int,
) -> TypesetText:
    """Set words that ``face`` covers; ``options`` are raqm's, {} without it; the rest is as in ``typeset``."""
    engine = ImageFont.Layout.RAQM if options else ImageFont.Layout.BASIC
    gauge = ruler = ImageFont.truetype(_FONTS / face.file, _EM, layout_engine=engine)
    correction = 1.0
    if face.ruler:
        ruler = ImageFont.truetype(_FONTS / face.ruler, _EM, layout_engine=engine)
        correction = gauge.getlength(words, **options) / max(1.0, ruler.getlength(words, **options))

    def ems(piece: str) -> float:
        """Return the width of a piece of text in ems."""
        return ruler.getlength(piece, **options) / _EM * correction

    words = _add_letter_spacing(words) if face.spaced else words
    heights = (sum(face.body), face.leading)
    size, lines = fit_lines(split_at_breaks(words), ems, area=area, sizes=sizes, heights=heights, max_lines=max_lines)
    boxes = [gauge.getbbox(line, anchor="ls", **options) for line in lines]
    # Words were measured one by one; now measure the lines they form.
    widest = max(1.0, *(right - left for left, _, right, _ in boxes)) / _EM
    rise = max(face.body[0], -boxes[0][1] / _EM - _MAX_PROTRUSION)
    descent = max(face.body[1], boxes[-1][3] / _EM - _MAX_PROTRUSION)
    tallest = rise + descent + (len(lines) - 1) * face.leading
    size = min(size, area[0] / widest, area[1] / tallest)
    scale, height = size / _EM, size * tallest
    airy = min(_EXTRA_LEADING * face.leading * size, (area[1] - height) / max(1, len(lines) - 1))
    return TypesetText(
        font=ImageFont.truetype(_FONTS / face.file, size, layout_engine=engine),
        lines=lines,
        boxes=tuple((left * scale, top * scale, right * scale, bottom * scale) for left, top, right, bottom in boxes),
        rise=rise * size,
        height=height + airy * (len(lines) - 1),
        pitch=face.leading * size + airy,
        options=options,
    )


def _add_letter_spacing(words: str) -> str:
    """Add a hair space (a tenth of an em in our fonts) after every letter, two after a word."""
    return re.sub(r"(?<=[^ ])(?=[^\u0300-\u036f])", "\u200a", words).replace(" ", "\u200a ")
