"""Draws cards for tests and measures where their ink is."""

from io import BytesIO

import pytest
from hypothesis import strategies as st
from PIL import Image, ImageChops, features

from articles.lib.images import draw_card, typesetter
from articles.lib.images.typesetter import HEADLINE_FACE

needs_raqm = pytest.mark.skipif(not features.check("raqm"), reason="this system has no libfribidi")

PAPER, ACCENT = (0xFB, 0xF8, 0xF2), (0x8F, 0x1D, 0x2C)
ENGLISH = "Ethiopia and Egypt will publish the same river, one day late"
LONG = (
    "A single customs declaration and a fixed timetable for closures could end the longest queue in the Khyber Pass, "
    "but the agreement’s first test will be whether anybody at the two ministries is prepared to wait for its results "
    "before the winter comes"
)
URDU = "پاکستان اور افغانستان سرحد کے دونوں طرف بچوں کے حفاظتی ٹیکوں کے ایک ہی کیلنڈر پر متفق"
ARABIC = "مصر وإثيوبيا تنشران بيانات النهر نفسها بعد عام من المفاوضات"
MIXED = "آئی ایم ایف (IMF) کی نئی قسط 1.2 ارب ڈالر، “Reuters” کی تصدیق اور COVID-19 فنڈ"
HEADLINES = {
    "one letter": "A",
    "two words": "War ends",
    "a sentence": ENGLISH,
    "as long as can be": LONG,
    "far too long": "The words " * 3000,
    "one endless word": "W" * 4000,
    "wide letters": "WWW MMM " * 31,
    "accents": "À Genève, l’« accord de l’eau » déçoit : Łódź, İstanbul, Tiếng Việt",
    "heaps of accents": "Z\u0301\u0303\u0304\u0308\u0300a\u0323\u0309lgo " * 40,
    "Urdu": URDU,
    "endless Urdu": f"{URDU}، " * 40,
    "Arabic": ARABIC,
    "mixed": MIXED,
}

LETTERS = st.text("abcdefgh-–éß", min_size=1, max_size=30)


def card_data(headline=ENGLISH, *, label="News analysis", paper="The Meridian", direction="ltr", **size):
    return draw_card(headline=headline, label=label, paper=paper, direction=direction, **size).data


def card_image(*words, **options):
    return Image.open(BytesIO(card_data(*words, **options))).convert("RGB")


def distance_from_colour(image, colour=PAPER):
    """How far every pixel is from a colour, at most 255."""
    channels = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    return ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])


def ink_box(image, *, above=60):
    """The box of what stands out from the paper."""
    return distance_from_colour(image).point(lambda level: 255 * (level > above)).getbbox()


def rows_with_ink(mask):
    """The rows of a mask in which anything is set."""
    return [row for row in range(mask.height) if mask.crop((0, row, mask.width, row + 1)).getbbox()]


def words_of(image):
    """The part of a card between its rules where label and headline stand."""
    return image.crop((0, 160, 1200, 555))


def direction_of(headline):
    return "rtl" if typesetter.detect_direction(headline) == "rtl" else "ltr"


def set_in(words, face=HEADLINE_FACE, *, direction="ltr", area=(960, 320), sizes=(100, 28), most=5):
    return typesetter.typeset(words, latin=face, direction=direction, area=area, sizes=sizes, max_lines=most)
