"""The map of the world: every country is on it once, inside its frame, where it lies."""

import re
from pathlib import Path

from articles.countries import COUNTRIES, atlas

SPOTS = {spot.code: spot for spot in atlas.spots()}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def test_every_country_is_on_the_map_once():
    assert len(atlas.spots()) == len(SPOTS)
    assert set(SPOTS) == set(COUNTRIES)


def test_every_place_is_inside_the_frame():
    outside = {c for c, s in SPOTS.items() if not (0 <= s.x <= atlas.WIDTH and 0 <= s.y <= atlas.HEIGHT)}
    assert outside == set()


def test_an_outline_begins_somewhere_and_is_closed():
    shapes = [spot.path for spot in SPOTS.values() if spot.path]
    assert len(shapes) > 150
    assert {path for path in shapes if not (path.startswith("M") and path.rstrip().lower().endswith("z"))} == set()
    assert {path for path in shapes if re.search(r"[^MmLlHhVvZz\d\s,.-]", path)} == set()


def test_neighbours_lie_beside_each_other():
    assert SPOTS["IR"].x < SPOTS["PK"].x < SPOTS["IN"].x
    assert SPOTS["NO"].y < SPOTS["IT"].y < SPOTS["ZA"].y
    assert SPOTS["US"].x < SPOTS["GB"].x < SPOTS["JP"].x


def test_a_country_too_small_to_be_seen_is_a_dot():
    assert [bool(SPOTS[code].path) for code in ("TV", "MC", "SG", "PK", "EH", "XK")] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


def test_the_map_is_small_enough_to_stand_in_a_page():
    assert Path(atlas.__file__).with_name("atlas.json").stat().st_size < 90_000
