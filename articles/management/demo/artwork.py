"""Draw the demo's pictures, made for it so that none needs a licence.

Each is an editorial illustration in the manner of a screen print: a few flat inks, grain, silhouettes in layers. The
same scene and seed always give the same picture; another seed gives another composition on other paper.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from PIL import Image, ImageOps

from articles.management.demo.countryside import fields, forest, river
from articles.management.demo.gatherings import market, podium
from articles.management.demo.heights import mountains, rail, volcano
from articles.management.demo.ink import PALETTES, Sheet
from articles.management.demo.plains import border, desert
from articles.management.demo.town import city, parliament, storm
from articles.management.demo.water import harbour, ice, sea

Scene = Callable[[Sheet], None]

SCENES: Final[Mapping[str, Scene]] = {
    "border": border,
    "city": city,
    "desert": desert,
    "fields": fields,
    "forest": forest,
    "harbour": harbour,
    "ice": ice,
    "market": market,
    "mountains": mountains,
    "parliament": parliament,
    "podium": podium,
    "rail": rail,
    "river": river,
    "sea": sea,
    "storm": storm,
    "volcano": volcano,
}

# Warm sand under polar ice, or a green night, would be noticed; what is not named here goes with every palette.
_SUITS: Final[Mapping[str, tuple[str, ...]]] = {
    "city": ("indigo", "plum", "teal", "sea", "slate", "rose", "ember"),
    "desert": ("ember", "sand", "rose", "brick", "plum", "teal"),
    "fields": ("olive", "teal", "sea", "ember", "indigo", "rose"),
    "forest": ("olive", "teal", "slate", "ember", "indigo", "rose"),
    "ice": ("sea", "slate", "teal", "indigo", "plum"),
    "river": ("olive", "teal", "sea", "slate", "indigo"),
    "sea": ("sea", "teal", "indigo", "slate", "rose", "plum"),
    "storm": ("slate", "indigo", "teal", "plum", "sea"),
}

MIN_SIDE: Final = 40
MAX_SIDE: Final = 4000


def draw(scene: str, *, seed: int, size: tuple[int, int] = (2000, 1333)) -> Image.Image:
    """Draw a scene of SCENES as an RGB picture of `size`, (width, height) in pixels; equal arguments, equal picture.

    Raises KeyError for an unknown scene and ValueError for a size below 40 or above 4000 pixels a side.
    """
    if not all(MIN_SIDE <= side <= MAX_SIDE for side in size):
        raise ValueError(f"A drawing is {MIN_SIDE} to {MAX_SIDE} pixels a side, not {size[0]} by {size[1]}.")
    print_scene = SCENES[scene]
    dice = Random(f"{scene} {seed}")  # noqa: S311 - pictures need no secure randomness
    suits = _SUITS.get(scene, tuple(PALETTES))
    # Neighbouring seeds step through the palettes, so that a page of one subject is never of one colour.
    palette = PALETTES[suits[(seed + len(scene)) % len(suits)]]
    sheet = Sheet(size, dice=dice, palette=palette)
    print_scene(sheet)
    picture = sheet.finish()
    return ImageOps.mirror(picture) if dice.getrandbits(1) else picture
