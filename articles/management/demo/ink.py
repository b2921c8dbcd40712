"""Paper, palettes and the press that print the demo's pictures.

A picture is a few flat inks laid one over the other, as in a screen print. Shapes are cut into plates at twice the
size and reduced when they are printed, which gives clean edges; soft passages are stippled with grain, never blended.
Lengths are in units: a sheet is 1000 units high and `Sheet.width` units wide, from the top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageOps

Point = tuple[float, float]

HEIGHT: Final = 1000.0
_OVERSIZE: Final = 2
# A grain darker than this is never inked by a full tone, so full tones stay flat.
_DEEPEST_GRAIN: Final = 184


@dataclass(frozen=True, slots=True)
class Palette:
    """A paper, four inks from light to dark, and one that contradicts them."""

    paper: str
    pale: str
    mid: str
    deep: str
    dark: str
    accent: str


PALETTES: Final[dict[str, Palette]] = {
    "ember": Palette("#f4ead7", "#ecc9a0", "#cf8358", "#7d3f3b", "#2a2230", "#d8462a"),
    "teal": Palette("#f2ecdd", "#c3d4c8", "#72a39d", "#2f6069", "#162839", "#e07040"),
    "indigo": Palette("#f0eae0", "#c9cddb", "#8290b5", "#3e4b7b", "#1a1d3a", "#e7a23b"),
    "olive": Palette("#f3edda", "#d8d5aa", "#9ca56d", "#566a42", "#222d24", "#c5502e"),
    "rose": Palette("#f6ebe1", "#eec8b9", "#d08d86", "#7f4b60", "#32203a", "#e8b24a"),
    "slate": Palette("#edebe4", "#cad0d1", "#8f9ea4", "#4a5b6b", "#1b2430", "#d7432e"),
    "sand": Palette("#f7eedb", "#ecd4a3", "#d8a660", "#985b31", "#392520", "#c9472b"),
    "sea": Palette("#f0f0e4", "#bbd9d5", "#53a1a6", "#1e6078", "#0f2a3f", "#efb23b"),
    "plum": Palette("#efe4da", "#c9b6c6", "#8b739f", "#4a3d72", "#1d1836", "#efbf5a"),
    "brick": Palette("#f4ebe0", "#e4c2a9", "#bb765f", "#75463f", "#2a1f24", "#efb75c"),
}


class Plate:
    """A plate in the making: white where it will take ink. Draws in units."""

    def __init__(self, size: tuple[int, int], *, unit: float) -> None:
        self.mask = Image.new("L", size, 0)
        self._pen = ImageDraw.Draw(self.mask)
        self._unit = unit

    def shape(self, points: Sequence[Point], *, level: int = 255) -> None:
        """Fill a polygon; level 0 cuts the polygon out."""
        self._pen.polygon([(x * self._unit, y * self._unit) for x, y in points], fill=level)

    def stroke(self, points: Sequence[Point], *, width: float, level: int = 255) -> None:
        """Draw a line through points, `width` units wide."""
        scaled = [(x * self._unit, y * self._unit) for x, y in points]
        self._pen.line(scaled, fill=level, width=max(1, round(width * self._unit)), joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, *, level: int = 255) -> None:
        """Fill an upright rectangle; draw nothing if the width or height is not positive."""
        if right > left and bottom > top:
            self._pen.rectangle([v * self._unit for v in (left, top, right, bottom)], fill=level)

    def disc(self, x: float, y: float, radius: float, *, flat: float = 1.0, level: int = 255) -> None:
        """Fill a circle, or an ellipse `flat` times as high as wide."""
        ends = (x - radius, y - radius * flat, x + radius, y + radius * flat)
        self._pen.ellipse([v * self._unit for v in ends], fill=level)

    def bar(self, left: float, top: float, right: float, bottom: float, *, level: int = 255) -> None:
        """Fill a rectangle with round ends."""
        radius = (bottom - top) / 2 * self._unit
        self._pen.rounded_rectangle([v * self._unit for v in (left, top, right, bottom)], radius, fill=level)

    def intersect(self, other: Plate) -> None:
        """Remove everything that another plate does not have."""
        self.mask.paste(0, mask=ImageChops.invert(other.mask))

    def subtract(self, other: Plate) -> None:
        """Remove everything that another plate has."""
        self.mask.paste(0, mask=other.mask)


class Sheet:
    """A sheet of paper on the press. Everything on it follows from its dice, its palette and its size in pixels."""

    def __init__(self, size: tuple[int, int], *, dice: Random, palette: Palette) -> None:
        self.size = size
        self.dice = dice
        self.palette = palette
        self.width = HEIGHT * size[0] / size[1]
        self.image = Image.new("RGB", size, palette.paper)
        self._unit = size[1] / HEIGHT
        rough = self._make_noise((max(2, size[0] * 3 // 5), max(2, size[1] * 3 // 5))).resize(
            size, Image.Resampling.BICUBIC
        )
        self._grain = ImageOps.equalize(rough).point([level * _DEEPEST_GRAIN // 255 for level in range(256)])
        # Where the roller was short of ink: a few pinholes and a hint of unevenness.
        self._wear = self._grain.point([110 if level < 4 else 228 if level < 40 else 255 for level in range(256)])

    def plate(self) -> Plate:
        """Return an empty plate for this sheet."""
        return Plate((self.size[0] * _OVERSIZE, self.size[1] * _OVERSIZE), unit=self._unit * _OVERSIZE)

    def print(self, plate: Plate, ink: str, *, tone: Image.Image | None = None) -> None:
        """Print a plate in one ink, flat or through a tone (an L image of the sheet's size)."""
        found = plate.mask.getbbox()
        if found is None:
            return
        # Only what the plate covers: most are much smaller than the sheet.
        left, top = found[0] // _OVERSIZE, found[1] // _OVERSIZE
        right, bottom = -(-found[2] // _OVERSIZE), -(-found[3] // _OVERSIZE)
        box = (left * _OVERSIZE, top * _OVERSIZE, right * _OVERSIZE, bottom * _OVERSIZE)
        mask = plate.mask.reduce(_OVERSIZE, box=box)
        if tone is not None:
            mask = ImageChops.multiply(mask, self.stipple(tone).crop((left, top, right, bottom)))
        self._roll_ink(ink, mask, at=(left, top))

    def wash(self, ink: str, *, tone: Image.Image) -> None:
        """Print an ink through a tone, an L image of the sheet's size: the lighter the tone, the more ink."""
        self._roll_ink(ink, tone, at=(0, 0))

    def _roll_ink(self, ink: str, mask: Image.Image, *, at: tuple[int, int]) -> None:
        """Put an ink on the paper through `mask`, whose top left is `at` in pixels, unevenly as a roller does."""
        wear = ImageChops.offset(self._wear, self.dice.randrange(self.size[0]), self.dice.randrange(self.size[1]))
        uneven = wear.crop((at[0], at[1], at[0] + mask.width, at[1] + mask.height))
        self.image.paste(ink, at, ImageChops.multiply(mask, uneven))

    def stipple(self, tone: Image.Image) -> Image.Image:
        """Return a tone turned into grains of full ink."""
        grain = ImageChops.offset(self._grain, self.dice.randrange(self.size[0]), self.dice.randrange(self.size[1]))
        return ImageChops.subtract(tone, grain, scale=0.27)

    def fade(self, *stops: tuple[float, int]) -> Image.Image:
        """Return a tone that runs down through stops, each a (height, level 0 to 255), flat beyond the ends."""
        rows = bytearray()
        for row in range(self.size[1]):
            rows.append(_interpolate_level(stops, row / self._unit))
        return Image.frombytes("L", (1, self.size[1]), bytes(rows)).resize(self.size)

    def glow(self, x: float, y: float, radius: float, *, level: int = 255) -> Image.Image:
        """Return a tone with `level` at the point (x, y) that falls to nothing at `radius`."""
        span = round(2 * radius * self._unit)
        light = ImageOps.invert(Image.radial_gradient("L").resize((span, span)))
        light = light.point([max(0, (v - 74)) * level // 181 for v in range(256)])
        tone = Image.new("L", self.size, 0)
        tone.paste(light, (round((x - radius) * self._unit), round((y - radius) * self._unit)))
        return tone

    def cloud(self, columns: int, rows: int) -> Image.Image:
        """Return an even, soft, irregular tone with about so many blots across and down."""
        coarse = self._make_noise((columns, rows)).resize(self.size, Image.Resampling.BICUBIC)
        fine = self._make_noise((columns * 3, rows * 3)).resize(self.size, Image.Resampling.BICUBIC)
        return ImageOps.equalize(Image.blend(coarse, fine, 0.3))

    def finish(self) -> Image.Image:
        """Return the printed picture with the texture of paper."""
        tooth = self._make_noise(((self.size[0] + 1) // 2, (self.size[1] + 1) // 2)).resize(
            self.size, Image.Resampling.BILINEAR
        )
        tooth = tooth.point([243 + level * 12 // 255 for level in range(256)])
        return ImageChops.multiply(self.image, Image.merge("RGB", (tooth, tooth, tooth)))

    def _make_noise(self, size: tuple[int, int]) -> Image.Image:
        """Make an L image of random pixels."""
        return Image.frombytes("L", size, self.dice.randbytes(size[0] * size[1]))


def _interpolate_level(stops: Sequence[tuple[float, int]], y: float) -> int:
    """Return the level at the height `y` on the line through (height, level) stops."""
    if y <= stops[0][0]:
        return stops[0][1]
    for (above, start), (below, end) in pairwise(stops):
        if y <= below:
            return round(start + (end - start) * (y - above) / max(below - above, 1e-6))
    return stops[-1][1]
