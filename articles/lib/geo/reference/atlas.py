"""Outlines and positions of the countries on a map of the world.

The map is an equal-area one; data/atlas.json holds it and names its sources; build/atlas_builder.py wrote it and documents the
decisions about borders. Loaded on first use.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WIDTH: Final = 2000
HEIGHT: Final = 915
RULES: Final = ("un", "held")


@dataclass(frozen=True, slots=True)
class CountryShape:
    """A country on the map, in map units from the upper left corner.

    ``path`` is SVG path data (fill-rule evenodd), empty for a country so small that it is drawn as a dot. ``x`` and
    ``y`` are the centre of that dot, or the position of a label inside the shape.
    """

    code: str
    path: str
    x: int
    y: int


@cache
def country_shapes(rule: str = "un") -> tuple[CountryShape, ...]:
    """Return every country once: shapes by code, then dots by code, which are drawn above the land around them.

    ``rule`` says how disputed borders are drawn: "un" or "held", as explained in build/atlas_builder.py.
    """
    atlas = json.loads((Path(__file__).parents[1] / "data" / "atlas.json").read_text(encoding="utf-8"))
    paths = atlas["shapes"] | (atlas["held"] if rule == "held" else {})
    shapes = (CountryShape(code, path, *atlas["labels"][code]) for code, path in sorted(paths.items()))
    dots = (CountryShape(code, "", *place) for code, place in sorted(atlas["dots"].items()))
    return (*shapes, *dots)
