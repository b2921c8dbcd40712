"""The shapes and sizes readers get."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from articles.lib.images import crop_box, encode_master, open_picture, render_crop
from tests.support import image_files

sides = st.integers(1, 8000)
ratios = st.tuples(st.integers(1, 40), st.integers(1, 40))
points = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(sides, sides, ratios, points)
def test_a_box_lies_in_the_picture_and_holds_the_focal_point(width, height, ratio, focal):
    left, top, right, bottom = crop_box(width, height, ratio=ratio, focal=focal)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert left <= focal[0] * width <= right
    assert top <= focal[1] * height <= bottom


@given(sides, sides, ratios, points)
def test_a_box_has_its_ratio_within_a_pixel_and_fills_one_side(width, height, ratio, focal):
    left, top, right, bottom = crop_box(width, height, ratio=ratio, focal=focal)
    across, down = right - left, bottom - top
    assert across == width or down == height
    too_wide = abs(across - down * ratio[0] / ratio[1])
    too_high = abs(down - across * ratio[1] / ratio[0])
    assert min(too_wide, too_high) <= 1


@given(sides, sides, ratios, points)
def test_a_box_has_the_focal_point_in_its_middle_unless_an_edge_is_in_the_way(width, height, ratio, focal):
    left, top, right, bottom = crop_box(width, height, ratio=ratio, focal=focal)
    for low, high, room, point in ((left, right, width, focal[0]), (top, bottom, height, focal[1])):
        assert low == 0 or high == room or abs((low + high) / 2 - point * room) <= 1


@given(sides, sides, points)
def test_without_a_ratio_the_box_is_the_picture(width, height, focal):
    assert crop_box(width, height, ratio=None, focal=focal) == (0, 0, width, height)


def test_boxes_worked_out_by_hand():
    assert crop_box(3000, 2000, ratio=(1, 1), focal=(0.5, 0.5)) == (500, 0, 2500, 2000)
    assert crop_box(3000, 2000, ratio=(1, 1), focal=(0.9, 0.5)) == (1000, 0, 3000, 2000)
    assert crop_box(3000, 2000, ratio=(3, 1), focal=(0.1, 0.0)) == (0, 0, 3000, 1000)
    assert crop_box(3000, 2000, ratio=(3, 1), focal=(0.1, 0.6)) == (0, 700, 3000, 1700)


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 0},
        {"width": -1},
        {"height": 0},
        {"ratio": (0, 1)},
        {"ratio": (3, -2)},
        {"focal": (1.01, 0)},
        {"focal": (0, -0.01)},
        {"focal": (float("nan"), 0)},
    ],
)
def test_what_makes_no_sense_is_an_error(wrong):
    asked = {"width": 30, "height": 20, "ratio": (3, 2), "focal": (0.5, 0.5), **wrong}
    with pytest.raises(ValueError, match=r"not|cannot"):
        crop_box(asked["width"], asked["height"], ratio=asked["ratio"], focal=asked["focal"])


@pytest.fixture(scope="module")
def original():
    """A master of 1501 by 999, white with a black square about its point (0.9, 0.2)."""
    image = Image.new("RGB", (1501, 999), "white")
    image.paste("black", (1300, 150, 1401, 250))
    return encode_master(open_picture(image_files.encoded(image, "png"))).data


@pytest.mark.parametrize("format", ["avif", "webp", "jpeg"])
def test_a_cut_is_a_file_of_its_format_and_size(original, format):
    made = render_crop(original, width=300, ratio=(3, 2), focal=(0.5, 0.5), format=format)
    file = Image.open(BytesIO(made.data))
    assert (file.format, file.size) == (format.upper(), (300, 200))
    assert (made.format, made.width, made.height) == (format, 300, 200)


@pytest.mark.parametrize("width", [60, 200, 450, 999])
def test_a_cut_keeps_what_the_focal_point_is_on(original, width):
    made = render_crop(original, width=width, ratio=(1, 1), focal=(0.9, 0.2), format="jpeg")
    file = Image.open(BytesIO(made.data)).convert("L")
    spot = ((1350 - (1501 - 999)) / 999, 200 / 999)
    assert file.getpixel((round(spot[0] * made.width), round(spot[1] * made.height))) < 40
    assert file.getpixel((made.width // 4, made.height // 2)) > 215


def test_a_cut_is_never_larger_than_what_there_is(original):
    made = render_crop(original, width=5000, ratio=(1, 1), focal=(0.5, 0.5), format="webp")
    assert (made.width, made.height) == (999, 999)


@pytest.mark.parametrize("width", [1, 7, 333])
@pytest.mark.parametrize("ratio", [None, (1, 1), (21, 9), (9, 16), (40, 1)])
def test_any_shape_can_be_cut_at_any_width(original, width, ratio):
    made = render_crop(original, width=width, ratio=ratio, focal=(1, 1), format="jpeg")
    assert made.width == min(width, 1501)
    assert made.height >= 1


def test_a_width_below_one_is_an_error(original):
    with pytest.raises(ValueError, match="0 pixels wide"):
        render_crop(original, width=0, ratio=None, focal=(0.5, 0.5), format="jpeg")


def test_what_is_no_master_is_an_error():
    with pytest.raises(OSError, match="cannot identify"):
        render_crop(
            image_files.encoded(image_files.scene(), "png"), width=10, ratio=None, focal=(0.5, 0.5), format="jpeg"
        )


def test_the_same_cut_twice_is_the_same_file(original):
    first, again = (
        render_crop(original, width=90, ratio=(4, 3), focal=(0.2, 0.2), format="webp").data for _ in range(2)
    )
    assert first == again
