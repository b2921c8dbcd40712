"""Set words in the package's fonts, in as few and as even lines as fit.

Each font file holds every script that one line may mix (the Arabic ones have Newsreader's Latin inside), so a line
is always drawn with one font and the order of its words is left to raqm, which knows the bidirectional algorithm.
Where raqm is missing (it needs the system's libfribidi) only plain left-to-right words can be set.

The fonts were made for this: whatever a font lacks is seven ems wide there, and blank. The first is how coverage is
asked for without a font library; the second is why no empty boxes can ever be drawn. See fonts/README.md.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from PIL import Image, ImageDraw, ImageFont, features

from articles.lib.images.line_breaks import fitted, pieces

Direction = Literal["ltr", "rtl"]

Box = tuple[float, float, float, float]

# Nobody reads more than this on a card, and shaping takes time.
MAX_CHARACTERS: Final = 1000
MAX_MARKS: Final = 2

_FONTS: Final = Path(__file__).with_name("fonts")
_EM: Final = 200
_MISSING: Final = 5 * _EM
# Where there is room to spare, lines stand this much further apart.
_AIR: Final = 0.08
# So much may stand out of a line without moving it: an accent on a capital.
_ACCENT: Final = 0.2
_SPARE: Final = 8

# Written by Urdu only, and by every Urdu sentence: Arabic, Persian and Pashto readers expect Naskh instead.
_URDU: Final = frozenset("ٹڈڑںےہۂۃ")
# Beyond this many changes of script Nastaliq gets slow, and its slope looks lost.
_MAX_CHANGES: Final = 12
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_SPELLED: Final = {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "ʻ": "‘", "ʼ": "’", "ʿ": "‘", "ʾ": "’"}
_TIDIED: Final[dict[int, str | None]] = {
    **dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0"),  # spaces that must not break
    **dict.fromkeys(
        (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
    ),  # variants of a character, which no font here has
}
_MARKS: Final = frozenset({"Mn", "Me"})
_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs"})
# Emoji and dingbats can be left out of a sentence, letters cannot.
_ORNAMENTS: Final = frozenset({"So", "Sk", "Me"})
_JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f")
_HOLE: Final = "\x00"


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of the package and how its lines are set; all sizes in ems.

    `leading` is from one baseline to the next, at least; `body` how far letters reach above and below the baseline as a
    rule; `scale` the size that looks as large as Newsreader's. `ruler` is
    a file to measure single words with, where the font itself is too slow for that. `spaced` sets letters a little
    apart, as suits capitals.
    """

    file: str
    leading: float
    body: tuple[float, float]
    scale: float = 1.0
    ruler: str = ""
    spaced: bool = False


HEADLINE: Final = Face("newsreader-headline.woff", leading=1.08, body=(0.76, 0.22))
NAME: Final = Face("newsreader-small.woff", leading=1.2, body=(0.7, 0.12))
LABEL: Final = Face("newsreader-small.woff", leading=1.2, body=(0.67, 0.0), spaced=True)
NASKH: Final = Face("naskh.woff", leading=1.2, body=(0.78, 0.32), scale=1.08)
# Every run of its letters costs 2 to 4 ms, however short: HarfBuzz reads 230 kB of rules first.
NASTALIQ: Final = Face("nastaliq.woff", leading=1.95, body=(1.2, 0.45), scale=1.1, ruler="naskh.woff")


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words set in lines, ready to be drawn; all sizes in pixels.

    `boxes` are the lines' left, top, right and bottom from where each begins on its baseline, as the font has them;
    `rise` is how far the first line stands above its baseline, `height` from there to the foot of the last, `pitch`
    from one baseline to the next.
    """

    font: ImageFont.FreeTypeFont
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    rise: float
    height: float
    pitch: float
    options: dict[str, Any]

    def draw(self, image: Image.Image, *, top: float, at: float, fill: str) -> None:
        """Draw on `image` from `top` down; `at` is 0 for flush left, 1 for flush right, 0.5 for centred."""
        for row, (line, box) in enumerate(zip(self.lines, self.boxes, strict=True)):
            mask, rise = self._ink(line, box)
            x = round(at * (image.width - mask.width))
            y = round(top + self.rise + row * self.pitch - rise)
            image.paste(fill, (x, y), mask)

    def _ink(self, line: str, box: Box) -> tuple[Image.Image, int]:
        """Return `line` as a mask without a blank edge, and how far it rises above the baseline.

        Lines are flush by what can be seen: in its box every letter keeps some air, and Nastaliq leans out of it.
        """
        left, top, right, bottom = (round(edge) for edge in box)
        mask = Image.new("L", (right - left + 2 * _SPARE, bottom - top + 2 * _SPARE))
        origin = _SPARE - left, _SPARE - top
        ImageDraw.Draw(mask).text(origin, line, 255, self.font, anchor="ls", **self.options)
        ink = mask.getbbox() or (0, 0, 1, 1)
        return mask.crop(ink), origin[1] - ink[1]


def lettering(
    text: str,
    *,
    latin: Face,
    direction: Direction,
    room: tuple[float, float],
    sizes: tuple[float, float],
    most: int,
) -> Lettering | None:
    """Set `text` in at most `most` lines, as large as `room` (width and height in pixels) allows.

    `sizes` are the largest and smallest em in pixels; what does not fit at the smallest ends in an ellipsis. Words
    without Arabic letters are set in `latin`. Returns None if there is nothing to set, or no font for it, or no raqm
    where raqm is needed.
    """
    shaping = bool(features.check("raqm"))
    words = plain(text)
    if not words or not (shaping or _is_simple(words, direction)):
        return None
    for face in _faces(words, latin):
        drawable = _drawable(words, face, shaping=shaping)
        if drawable:
            options = {"direction": direction} if shaping else {}
            scaled = (sizes[0] * face.scale, sizes[1] * face.scale)
            return _set(drawable, face, options, room=room, sizes=scaled, most=most)
    return None


def plain(text: str) -> str:
    """Return `text` as one line without what can only do harm: controls, heaps of accents, endless length."""
    kept: list[str] = []
    marks = 0
    # Twice, for what is decomposed; the rest would not be seen anyway.
    for character in unicodedata.normalize("NFC", text[: 2 * MAX_CHARACTERS].translate(_TIDIED)):
        category = unicodedata.category(character)
        marks = marks + 1 if category in _MARKS else 0
        if character.isspace() and character != "\u00a0":
            kept.append(" ")
        elif character in _JOINERS or (marks <= MAX_MARKS and category not in _CONTROLS):
            kept.append(character)
    words = re.sub(" {2,}", " ", "".join(kept)).strip(" \u00a0")
    if _JOINERS.issuperset(words):
        return ""
    return words if len(words) <= MAX_CHARACTERS else words[:MAX_CHARACTERS].rstrip() + "…"


def own_direction(words: str) -> Direction:
    """Return the direction of `words` that stand for themselves: that of their first letter."""
    for side in map(unicodedata.bidirectional, words):
        if side in {"L", "R", "AL"}:
            return "ltr" if side == "L" else "rtl"
    return "ltr"


def _is_simple(words: str, direction: Direction) -> bool:
    """Say whether `words` come out right without raqm: left to right, nothing joined, nothing stacked."""
    return direction == "ltr" and not any(
        unicodedata.combining(character) or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        for character in words
    )


def _faces(words: str, latin: Face) -> tuple[Face, ...]:
    """Return the faces to try, the one readers expect first."""
    letters = (unicodedata.bidirectional(character) for character in words if character not in _JOINERS)
    sides = ["R" if side in _RIGHT_TO_LEFT else side for side in letters]
    if "R" not in sides:
        return (latin,)
    strong = [side for side in sides if side in {"R", "L", "EN"}]
    changes = sum(one != other for one, other in itertools.pairwise(strong))
    return (NASTALIQ, NASKH) if _URDU.intersection(words) and changes <= _MAX_CHANGES else (NASKH,)


def _drawable(words: str, face: Face, *, shaping: bool) -> str | None:
    """Return `words` in characters that `face` has, without ornaments it lacks; None if it lacks a letter."""
    probe = ImageFont.truetype(_FONTS / face.file, _EM, layout_engine=ImageFont.Layout.BASIC)

    def has(characters: str) -> bool:
        return all(probe.getlength(character) < _MISSING for character in characters)

    instead = {character: _instead(character, has, shaping=shaping) for character in set(words)}
    drawn = []
    for character in words:
        replacement = instead[character]
        if replacement is None:
            return None
        drawn.append(replacement)
    # An emoji takes its space along, but never the one between two words.
    filled = re.sub(rf"[ \u200d]*{_HOLE}[ \u200d{_HOLE}]*", " ", "".join(drawn))
    return re.sub(r" (?=[,.;:!?،؛؟۔…]|$)", "", filled).strip() if _HOLE in drawn else filled


def _instead(character: str, has: Callable[[str], bool], *, shaping: bool) -> str | None:
    """Return what to draw for `character`: itself, its plain spelling, a hole for an ornament; None for no way."""
    if has(character):
        return character
    spelled = _SPELLED.get(character) or unicodedata.normalize("NFKC", character)
    if has(spelled):
        return spelled
    if shaping and has(unicodedata.normalize("NFD", character)):
        return character
    if character in _JOINERS:
        return ""
    return _HOLE if unicodedata.category(character) in _ORNAMENTS else None


def _set(
    words: str,
    face: Face,
    options: dict[str, Any],
    *,
    room: tuple[float, float],
    sizes: tuple[float, float],
    most: int,
) -> Lettering:
    """Set `words`, which `face` has; `options` are raqm's, none where it is missing, the rest is as in `lettering`."""
    engine = ImageFont.Layout.RAQM if options else ImageFont.Layout.BASIC
    gauge = ruler = ImageFont.truetype(_FONTS / face.file, _EM, layout_engine=engine)
    correction = 1.0
    if face.ruler:
        ruler = ImageFont.truetype(_FONTS / face.ruler, _EM, layout_engine=engine)
        correction = gauge.getlength(words, **options) / max(1.0, ruler.getlength(words, **options))

    def ems(piece: str) -> float:
        return ruler.getlength(piece, **options) / _EM * correction

    words = _spaced(words) if face.spaced else words
    heights = (sum(face.body), face.leading)
    size, lines = fitted(pieces(words), ems, room=room, sizes=sizes, heights=heights, most=most)
    boxes = [gauge.getbbox(line, anchor="ls", **options) for line in lines]
    # Words were measured one by one; what counts is the lines they make.
    widest = max(1.0, *(right - left for left, _, right, _ in boxes)) / _EM
    rise = max(face.body[0], -boxes[0][1] / _EM - _ACCENT)
    foot = max(face.body[1], boxes[-1][3] / _EM - _ACCENT)
    tallest = rise + foot + (len(lines) - 1) * face.leading
    size = min(size, room[0] / widest, room[1] / tallest)
    scale, height = size / _EM, size * tallest
    airy = min(_AIR * face.leading * size, (room[1] - height) / max(1, len(lines) - 1))
    return Lettering(
        font=ImageFont.truetype(_FONTS / face.file, size, layout_engine=engine),
        lines=lines,
        boxes=tuple((left * scale, top * scale, right * scale, bottom * scale) for left, top, right, bottom in boxes),
        rise=rise * size,
        height=height + airy * (len(lines) - 1),
        pitch=face.leading * size + airy,
        options=options,
    )


def _spaced(words: str) -> str:
    """Return `words` with a hair space (a tenth of an em in our fonts) behind every letter, two behind a word."""
    return re.sub(r"(?<=[^ ])(?=[^\u0300-\u036f])", "\u200a", words).replace(" ", "\u200a ")
