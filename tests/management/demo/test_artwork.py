"""The pictures made for the demonstration."""

from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageStat

from articles.lib.images import DecodedPicture, fingerprint, fingerprint_distance
from articles.management.demo.artwork import SCENES, draw
from articles.management.demo.ink import PALETTES

SMALL = (240, 160)
EVERY = sorted(SCENES)


def apart(one, other):
    """How far two pictures differ, 0 to 255, as the mean over a blurred small copy."""
    pair = [image.resize((24, 16), Image.Resampling.BOX) for image in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*pair)).mean) / 3


def test_the_scenes_are_those_the_stories_may_ask_for():
    assert EVERY == [
        "border",
        "city",
        "desert",
        "fields",
        "forest",
        "harbour",
        "ice",
        "market",
        "mountains",
        "parliament",
        "podium",
        "rail",
        "river",
        "sea",
        "storm",
        "volcano",
    ]


@pytest.mark.parametrize("scene", EVERY)
def test_a_drawing_is_a_plain_picture_of_the_size_asked_for(scene):
    picture = draw(scene, seed=1, size=SMALL)
    assert (picture.size, picture.mode, picture.info) == (SMALL, "RGB", {})


@pytest.mark.parametrize("scene", EVERY)
def test_the_same_scene_and_seed_give_the_same_picture(scene):
    assert draw(scene, seed=7, size=SMALL).tobytes() == draw(scene, seed=7, size=SMALL).tobytes()


@pytest.mark.parametrize("scene", EVERY)
def test_other_seeds_give_visibly_other_pictures(scene):
    pictures = [draw(scene, seed=seed, size=SMALL) for seed in range(5)]
    assert [(a, b) for a, b in combinations(range(5), 2) if apart(pictures[a], pictures[b]) < 12] == []


@pytest.mark.parametrize("scene", EVERY)
def test_every_seed_can_be_drawn(scene):
    tiny = (60, 40)
    assert {draw(scene, seed=seed, size=tiny).size for seed in range(60)} == {tiny}


def test_no_two_scenes_look_alike_to_the_newsroom():
    prints = {}
    for scene in EVERY:
        picture = draw(scene, seed=3, size=SMALL)
        prints[scene] = fingerprint(DecodedPicture(image=picture, format="png", size=SMALL, copyright=""))
    assert [
        pair for pair in combinations(EVERY, 2) if fingerprint_distance(prints[pair[0]], prints[pair[1]]) <= 5
    ] == []


@pytest.mark.parametrize("size", [(320, 320), (160, 320), (40, 40), (301, 113)])
@pytest.mark.parametrize("scene", ["harbour", "river", "podium"])
def test_a_drawing_can_have_any_shape(scene, size):
    assert draw(scene, seed=2, size=size).size == size


@pytest.mark.parametrize("scene", EVERY)
def test_a_drawing_has_both_light_and_dark_in_it(scene):
    grey = draw(scene, seed=4, size=SMALL).convert("L")
    darkest, lightest = grey.resize((48, 32), Image.Resampling.BOX).getextrema()
    assert lightest - darkest > 90


def test_every_palette_runs_from_light_to_dark():
    for palette in PALETTES.values():
        inks = (palette.paper, palette.pale, palette.mid, palette.deep, palette.dark)
        levels = [Image.new("RGB", (1, 1), ink).convert("L").getpixel((0, 0)) for ink in inks]
        assert levels == sorted(levels, reverse=True)


@pytest.mark.parametrize("size", [(39, 100), (100, 39), (4001, 100), (0, 0)])
def test_a_size_nobody_could_want_is_an_error(size):
    with pytest.raises(ValueError, match="40 to 4000 pixels a side"):
        draw("sea", seed=1, size=size)


def test_a_scene_there_is_not_is_an_error():
    with pytest.raises(KeyError, match="unicorns"):
        draw("unicorns", seed=1)
