"""The picture that stands for a story without a photograph."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, JpegImagePlugin

from articles.lib.images import draw_card
from articles.lib.images.encoder import encode
from tests.support import image_files
from tests.support.cards import (
    ACCENT,
    ENGLISH,
    HEADLINES,
    LONG,
    URDU,
    card_data,
    card_image,
    direction_of,
    distance_from_colour,
    ink_box,
    needs_raqm,
    rows_with_ink,
    set_in,
    words_of,
)


@pytest.mark.parametrize("size", [(1200, 630), (1200, 1200), (600, 315), (1000, 777), (200, 2400), (2400, 200)])
def test_a_card_is_a_jpeg_of_the_size_asked_for(size):
    made = draw_card(headline=ENGLISH, label="", paper="The Meridian", direction="ltr", width=size[0], height=size[1])
    opened = Image.open(BytesIO(made.data))
    opened.load()
    assert (opened.format, opened.mode, opened.size) == ("JPEG", "RGB", size)
    assert (made.format, made.width, made.height) == ("jpeg", *size)


def test_a_card_is_1200_by_630_unless_told():
    assert card_image().size == (1200, 630)


@pytest.mark.parametrize("size", [{"width": 199}, {"height": 199}, {"width": 2401}, {"height": 2401}, {"width": -1}])
def test_a_size_that_makes_no_sense_is_an_error(size):
    with pytest.raises(ValueError, match="A card cannot be"):
        card_data(**size)


def test_a_card_holds_pixels_and_nothing_else():
    data = card_data()
    opened = Image.open(BytesIO(data))
    assert dict(opened.getexif()) == {}
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert [secret for secret in (b"Exif", b"ICC_PROFILE", b"http://", ENGLISH.encode()) if secret in data] == []


def test_a_card_keeps_the_colour_of_its_small_letters():
    assert JpegImagePlugin.get_sampling(Image.open(BytesIO(card_data()))) == 0
    label = distance_from_colour(words_of(card_image()), ACCENT).getextrema()
    assert label[0] < 12


def test_a_picture_is_encoded_with_the_subsampling_asked_for():
    for subsampling, code in (("4:4:4", 0), ("4:2:2", 1), ("4:2:0", 2)):
        made = encode(image_files.scene(), format="jpeg", subsampling=subsampling)
        assert JpegImagePlugin.get_sampling(Image.open(BytesIO(made.data))) == code


def test_the_same_words_make_the_same_file_in_any_thread():
    with ThreadPoolExecutor(6) as threads:
        files = list(threads.map(lambda _: card_data(), range(6)))
    assert set(files) == {card_data()}


@pytest.mark.parametrize("other", [{"headline": "War ends"}, {"label": "Opinion"}, {"label": ""}, {"paper": "Other"}])
def test_other_words_make_another_picture(other):
    assert ImageChops.difference(card_image(), card_image(**other)).getbbox() is not None


# Where a margin begins within one of JPEG's blocks, the rules leave a shade there that no eye sees.
@pytest.mark.parametrize(
    ("size", "shade"), [({}, 6), ({"width": 1000, "height": 777}, 24), ({"width": 600, "height": 1000}, 24)], ids=str
)
@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_a_headline_of_any_length_stays_in_the_middle_four_fifths(headline, size, shade):
    image = card_image(headline, label="Label " * 30, paper="Name " * 50, direction=direction_of(headline), **size)
    around = distance_from_colour(image)
    across, down = image.width / 10, image.height / 10
    around.paste(0, (int(across), int(down), int(image.width - across), int(image.height - down)))
    assert around.getextrema()[1] <= shade


@needs_raqm
@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_a_headline_keeps_off_its_label_and_the_rules(headline):
    image = card_image(headline, label="Opinion", direction=direction_of(headline))
    red, green, _ = image.crop((110, 120, 1090, 570)).split()
    label = rows_with_ink(ImageChops.subtract(red, green).point(lambda level: 255 * (level > 60)))
    dark = rows_with_ink(red.point(lambda level: 255 * (level < 90)))
    pale = rows_with_ink(red.point(lambda level: 255 * (level < 235)))
    double_rule = [row for row in dark if row < label[0]]
    words = [row for row in dark if row > label[-1]]
    assert len(double_rule) + len(words) == len(dark)
    assert label[0] - double_rule[-1] > 20
    assert words[0] - label[-1] > 4
    assert pale[-1] - words[-1] > 20


def test_a_headline_of_250_characters_is_set_whole_and_a_longer_one_ends_in_an_ellipsis():
    assert len(LONG) >= 230
    assert " ".join(set_in(LONG).lines) == LONG
    cut = set_in("The words " * 100).lines
    assert len(cut) == 5
    assert cut[-1].endswith("words…") or cut[-1].endswith("The…")
    assert not any("…" in line for line in cut[:-1])


def test_a_short_headline_is_set_larger_than_a_long_one():
    sizes = [set_in(words).font.size for words in ("War ends", ENGLISH, LONG, "The words " * 100)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (100, 28)
    assert sizes[2] > 38


@needs_raqm
def test_a_headline_from_left_to_right_begins_at_the_left_and_one_from_right_to_left_at_the_right():
    left, right = (words_of(card_image(words, label="", direction=direction)) for words, direction in
                   (("War ends", "ltr"), ("دریا ایک", "rtl")))  # fmt: skip
    assert 119 <= ink_box(left)[0] <= 121
    assert ink_box(left)[2] < 900
    assert 1078 <= ink_box(right)[2] <= 1080
    assert ink_box(right)[0] > 300


@needs_raqm
def test_the_label_stands_where_the_headline_begins():
    for direction, words in (("ltr", ENGLISH), ("rtl", URDU)):
        image = words_of(card_image(words, label="Opinion", direction=direction))
        near = distance_from_colour(image, ACCENT).point(lambda level: 255 * (level < 40)).getbbox()
        assert near[0] < 125 if direction == "ltr" else near[2] > 1075
        assert near[2] - near[0] < 300


@pytest.mark.parametrize(
    "headline",
    [
        "",
        " \n\t ",
        "\u200c\u200f",
        "🔥",
        "Мир подписан",
        "Ειρήνη",
        "東京で地震",
        "평화",
        "שלום",
        "नदी का पानी",
        "สันติภาพ",
        "War in Київ",
        "Κ2 is climbed",
        "\ue000 private",
        "\U000effff nobody knows",
        "\ufffd",
    ],
)
def test_a_headline_no_font_here_can_draw_is_left_out_and_the_papers_name_takes_its_place(headline):
    assert card_data(headline) == card_data("", label="")
    # Neither boxes nor a label: the name, and a rule above and below.
    name = ink_box(words_of(card_image(headline)))
    assert name[2] - name[0] > 600
    assert distance_from_colour(words_of(card_image(headline)), ACCENT).getextrema()[0] > 40


def test_a_label_or_a_name_no_font_here_can_draw_is_left_out():
    assert card_data(label="Мнение", paper="Правда") == card_data(label="", paper="")


def test_with_nothing_to_say_a_card_is_two_rules():
    assert ink_box(words_of(card_image("", label="", paper=""))) is None


def test_a_label_is_in_capitals():
    assert card_data(label="News analysis") == card_data(label="NEWS ANALYSIS") != card_data(label="Newsanalysis")


@settings(max_examples=60)
@given(
    headline=st.text(max_size=300) | st.text("aé ۔ٹبپ١2-«»“\u200c\u0651🔥", max_size=400),
    label=st.text(max_size=40),
    paper=st.text(max_size=60),
    direction=st.sampled_from(["ltr", "rtl"]),
)
def test_any_text_makes_a_card(headline, label, paper, direction):
    data = card_data(headline, label=label, paper=paper, direction=direction, width=400, height=210)
    Image.open(BytesIO(data)).load()


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("a" * 1_000_000, id="a word of a million letters"),
        pytest.param("a " * 500_000, id="half a million words"),
        pytest.param("ٹ " * 500_000, id="half a million words of Urdu"),
        pytest.param("ٹ a " * 250_000, id="a script that changes with every word"),
        pytest.param("a" + "\u0301" * 1_000_000, id="a million accents"),
        pytest.param(" " * 1_000_000, id="a million spaces"),
        pytest.param("🔥\u200d" * 500_000, id="half a million emoji"),
        pytest.param("".join(map(chr, range(0x20, 0x3000))), id="one of everything"),
    ],
)
def test_no_text_takes_long(headline):
    begun = time.process_time()
    card_data(headline, label=headline, paper=headline, direction="rtl")
    assert time.process_time() - begun < 2
