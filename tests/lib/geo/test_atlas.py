"""The map of the world: every country on it once, inside the frame, where a reader would look for it."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from articles.lib.geo import COUNTRIES
from articles.lib.geo.build import atlas_builder
from articles.lib.geo.reference import atlas

FILE = Path(atlas.__file__).parents[1] / "data" / "atlas.json"
SPOTS = {spot.code: spot for spot in atlas.country_shapes()}


def outlines(path: str) -> list[list[tuple[int, int]]]:
    """The points of every closed ring of some path data; fails on anything that is not such a ring."""
    rings = re.findall(r"M(\d+) (\d+)l([-\d ]+)z", path)
    assert "".join(f"M{x} {y}l{steps}z" for x, y, steps in rings) == path
    found = []
    for x, y, steps in rings:
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        points = [(int(x), int(y))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        found.append(points)
    return found


def reach(code: str) -> tuple[int, int]:
    """How far west and east a country goes, in units of the map."""
    xs = [x for ring in outlines(SPOTS[code].path) for x, _ in ring]
    return min(xs), max(xs)


def lies_in(place: tuple[float, float], path: str) -> bool:
    """Whether a place (latitude, longitude) lies in a shape: a ray to the east crosses its outline an odd number of times."""
    kept = json.loads(FILE.read_text("utf-8"))
    x, y = atlas_builder._project((place[1], place[0]))
    y += kept["height"] - atlas_builder.MARGIN - atlas_builder._project((atlas_builder.CENTRE, atlas_builder.SOUTH))[1]
    crossed = 0
    for ring in outlines(path):
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            crossed += (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay)
    return crossed % 2 == 1


def test_every_country_is_on_the_map_once():
    assert sorted(spot.code for spot in atlas.country_shapes()) == sorted(COUNTRIES)


def test_shapes_and_dots_name_only_known_codes():
    kept = json.loads(FILE.read_text("utf-8"))
    assert set(kept["shapes"]) == set(kept["labels"])
    assert set(kept["shapes"]) | set(kept["dots"]) == set(COUNTRIES)


def test_every_shape_is_closed_and_inside_the_frame():
    for spot in atlas.country_shapes():
        for ring in outlines(spot.path):
            assert len(ring) >= 3
            assert all(0 <= x <= atlas.WIDTH and 0 <= y <= atlas.HEIGHT for x, y in ring), spot.code


def test_every_dot_and_label_is_inside_the_frame():
    assert [s.code for s in atlas.country_shapes() if not (0 < s.x < atlas.WIDTH and 0 < s.y < atlas.HEIGHT)] == []


def test_the_frame_is_the_one_the_file_was_drawn_for():
    kept = json.loads(FILE.read_text("utf-8"))
    assert (kept["width"], kept["height"]) == (atlas.WIDTH, atlas.HEIGHT)


def test_pakistan_lies_between_iran_and_india():
    assert SPOTS["IR"].x < SPOTS["PK"].x < SPOTS["IN"].x
    assert reach("IR")[0] < reach("PK")[0] < reach("IR")[1] < reach("IN")[0] < reach("PK")[1] < reach("IN")[1]


def test_no_shape_runs_across_the_whole_map():
    ends = {code: reach(code) for code, spot in SPOTS.items() if spot.path}
    wide = {code for code, (west, east) in ends.items() if east - west > atlas.WIDTH / 3}
    assert wide == {"US"}  # from the Aleutians and Hawaii to Maine


def test_no_line_jumps_to_the_other_side_of_the_world():
    sides = [
        abs(b[0] - a[0])
        for spot in atlas.country_shapes()
        for ring in outlines(spot.path)
        for a, b in pairwise([*ring, ring[0]])
    ]
    assert max(sides) < atlas.WIDTH / 12  # the longest is the 49th parallel


@pytest.mark.parametrize("code", ["EH", "PS", "TW", "XK", "GF", "SO", "CY"])
def test_places_that_maps_argue_about_have_a_shape(code):
    assert SPOTS[code].path != ""


@pytest.mark.parametrize("code", ["AQ", "SG", "MT", "VA", "HK", "TV", "KI", "GI"])
def test_places_too_small_or_too_large_are_dots(code):
    assert SPOTS[code].path == ""


def test_no_two_dots_cover_each_other():
    dots = [(spot.x, spot.y) for spot in atlas.country_shapes() if not spot.path]
    nearest = min((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for i, a in enumerate(dots) for b in dots[:i])
    assert nearest >= 11**2


def test_the_file_is_small_and_names_its_sources():
    assert FILE.stat().st_size < 90_000
    kept = json.loads(FILE.read_text("utf-8"))
    assert "says how disputed borders are drawn" in kept["about"]
    assert [source["licence"] for source in kept["sources"]] == ["public domain (the package: ISC)", "CC BY 4.0"]


def square(west: float, south: float, size: float) -> list[list[float]]:
    return [[west, south], [west, south + size], [west + size, south + size], [west + size, south], [west, south]]


def packed(ring: list[list[float]]) -> list[list[float]]:
    """A line as TopoJSON writes it: the first point, then steps."""
    return [ring[0], *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(ring))]


def test_a_topology_becomes_shapes_for_what_it_has_and_dots_for_the_rest():
    morocco = [[-10, 25], [-10, 30], [-5, 30], [-5, 25], [-10, 25]]
    fiji = [[178, -18], [178, -10], [-174, -10], [-174, -18], [178, -18]]
    arcs = [square(60, 25, 10), morocco, square(-20, 10, 0.1), fiji]
    numbers = ("586", "504", "732", "242")
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [packed(arc) for arc in arcs],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": number, "arcs": [[at]], "properties": {"name": ""}}
                    for at, number in enumerate(numbers)
                ]
            }
        },
    }
    built = atlas_builder.build(topology)
    assert built == atlas_builder.build(topology)
    assert set(built["shapes"]) == {"PK", "MA", "EH", "FJ"}
    assert set(built["dots"]) == set(COUNTRIES) - set(built["shapes"])
    xs = [x for ring in outlines(built["shapes"]["FJ"]) for x, _ in ring]
    assert max(xs) - min(xs) < 60  # across 180 degrees and still one piece


def test_two_maps_differ_where_borders_are_disputed_and_nowhere_else():
    held = {spot.code: spot for spot in atlas.country_shapes("held")}
    assert [code for code in SPOTS if SPOTS[code] != held[code]] == ["EH", "MA", "RU", "UA"]
    # A place in the middle of Crimea.
    crimea = (45.3, 34.3)
    assert (lies_in(crimea, SPOTS["UA"].path), lies_in(crimea, SPOTS["RU"].path)) == (True, False)
    assert (lies_in(crimea, held["UA"].path), lies_in(crimea, held["RU"].path)) == (False, True)


def test_all_of_western_sahara_is_on_the_map_of_the_united_nations_alone():
    held = {spot.code: spot for spot in atlas.country_shapes("held")}
    smara = (26.74, -12.5)  # west of the sand wall
    assert (lies_in(smara, SPOTS["EH"].path), lies_in(smara, SPOTS["MA"].path)) == (True, False)
    assert (lies_in(smara, held["EH"].path), lies_in(smara, held["MA"].path)) == (False, True)
