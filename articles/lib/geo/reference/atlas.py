"""Outlines and positions of the countries on a map of the world.

The map is an equal-area one; atlas.json holds it and names its sources, build_atlas.py wrote it and says what was decided
about borders. It is read at the first use and never changed.
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
class Spot:
    """A country on the map, in units of the map from its upper left corner.

    path is SVG path data (fill-rule evenodd), empty for a country too small for anything but a dot.
    x and y are the middle of that dot, or where a label would stand inside the shape.
    """

    code: str
    path: str
    x: int
    y: int


@cache
def spots(rule: str = "un") -> tuple[Spot, ...]:
    """Return every country once: shapes by code, then dots by code, so that a dot lies above the land around it.

    rule is how disputed borders are drawn: "un" or "held", as build_atlas.py says.
    """
    atlas = json.loads((Path(__file__).parents[1] / "data" / "atlas.json").read_text(encoding="utf-8"))
    paths = atlas["shapes"] | (atlas["held"] if rule == "held" else {})
    shapes = (Spot(code, path, *atlas["labels"][code]) for code, path in sorted(paths.items()))
    dots = (Spot(code, "", *place) for code, place in sorted(atlas["dots"].items()))
    return (*shapes, *dots)
