"""How words are set on a card: broken into lines, in the script's own typeface and direction."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from articles.lib.images import typesetter
from articles.lib.images.line_breaks import fit_lines, split_at_breaks
from articles.lib.images.typesetter import HEADLINE_FACE, LABEL_FACE, NASKH_FACE, NASTALIQ_FACE, clean_line
from tests.support.cards import (
    ARABIC,
    ENGLISH,
    HEADLINES,
    LETTERS,
    LONG,
    MIXED,
    URDU,
    card_data,
    card_image,
    direction_of,
    distance_from_colour,
    ink_box,
    needs_raqm,
    set_in,
    words_of,
)

FONTS = Path(typesetter.__file__).with_name("fonts")


def test_lines_are_of_even_length():
    for words in (ENGLISH, LONG, "Why Jordan, which imports nearly all its fuel, is selling electricity to Iraq"):
        made = set_in(words)
        lengths = [made.font.getlength(line) for line in made.lines]
        assert len(lengths) > 1
        assert min(lengths) > 0.7 * max(lengths)


def test_a_line_is_not_filled_up_when_the_next_would_be_left_with_one_word():
    size, lines = fit_lines(
        split_at_breaks("aaa " * 4 + "aaa"), len, area=(16, 9), sizes=(1, 1), heights=(1, 1), max_lines=5
    )
    assert (size, lines) == (1, ("aaa aaa aaa", "aaa aaa"))


@needs_raqm
@pytest.mark.parametrize("face", [HEADLINE_FACE, LABEL_FACE])
@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_the_ink_of_a_headline_is_no_wider_or_higher_than_its_room(headline, face):
    for most, area in ((5, (960, 320)), (1, (960, 1000)), (3, (300, 150))):
        made = set_in(headline, face, direction=direction_of(headline), area=area, most=most)
        assert max(right - left for left, _, right, _ in made.boxes) <= area[0] + 0.01
        assert made.height <= area[1] + 0.01


@given(st.lists(LETTERS, min_size=1, max_size=60), st.floats(5, 60), st.floats(1, 30), st.integers(1, 9))
def test_lines_hold_all_words_in_order_or_end_in_an_ellipsis_and_are_never_too_long_or_too_many(
    words, across, down, most
):
    sentence = " ".join(words)
    area = (across * 10, down * 10)
    size, lines = fit_lines(
        split_at_breaks(sentence),
        lambda part: len(part) / 2,
        area=area,
        sizes=(40, 10),
        heights=(1, 1.1),
        max_lines=most,
    )
    assert 10 <= size <= 40
    assert 1 <= len(lines) <= most
    assert all(len(line) / 2 <= across * 10 / size + 0.5 for line in lines)
    assert len(lines) == 1 or size * (1 + 1.1 * (len(lines) - 1)) <= area[1] + 0.001
    joined = "".join(lines)
    plainly = joined.replace(" ", "").replace("\u00a0", "")
    whole = sentence.replace(" ", "")
    assert plainly == whole or (plainly[-1] == "…" and whole.startswith(plainly[:-1]))


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("l’eau : un « rêve » ?", ["l’eau\u00a0: ", "un ", "«\u00a0rêve\u00a0»\u00a0?"]),
        ("peace – at last", ["peace\u00a0– ", "at ", "last"]),
        ("a twelve-kilometre line", ["a ", "twelve-", "kilometre ", "line"]),
        ("COVID-19 in 2020-21", ["COVID-19 ", "in ", "2020-21"]),
        ("پانی کی، تقسیم", ["پانی ", "کی، ", "تقسیم"]),
    ],
)
def test_a_line_breaks_where_a_typesetter_would(words, parts):
    assert split_at_breaks(words) == parts


@needs_raqm
def test_urdu_is_set_in_nastaliq_and_what_other_languages_write_in_naskh():
    def font(words):
        return Path(set_in(words, direction="rtl").font.path).name

    assert {font(words) for words in (URDU, MIXED, "دریا ایک، دعوے دار تین")} == {NASTALIQ_FACE.file}
    persian, pashto, sindhi = "ایران و عراق به توافق رسیدند", "د افغانستان خبرونه ښه دي", "سنڌ جي هارين ٻوڏ ڏٺي"
    assert {font(words) for words in (ARABIC, persian, pashto, sindhi)} == {NASKH_FACE.file}
    assert font("ٹی A وی " * 40) == NASKH_FACE.file


@needs_raqm
def test_arabic_letters_are_joined():
    joined, apart = (set_in(words, direction="rtl", sizes=(50, 50)) for words in ("بببببب", "ب‌ب‌ب‌ب‌ب‌ب"))
    assert joined.boxes[0][2] < 0.7 * apart.boxes[0][2]


@needs_raqm
def test_latin_words_in_an_arabic_line_stand_in_their_place():
    # From the right: thin alefs, then heavy Ms; the line's left half is the darker one.
    image = words_of(card_image("ا ا ا ا ا ا MMM", label="", direction="rtl"))
    left, _, right, _ = ink_box(image)
    middle = (left + right) // 2
    darkness = [sum(distance_from_colour(image.crop(box)).histogram()[128:]) for box in
                ((left, 0, middle, image.height), (middle, 0, right, image.height))]  # fmt: skip
    assert darkness[0] > 1.5 * darkness[1]


def test_without_raqm_latin_is_drawn_as_ever(monkeypatch):
    with_raqm = ink_box(words_of(card_image()))
    monkeypatch.setattr("PIL.features.check", {}.get)
    # Only the kerning is missing.
    assert ink_box(words_of(card_image())) == pytest.approx(with_raqm, abs=25)
    assert card_data() != card_data("")


@pytest.mark.parametrize(
    "headline", [URDU, ARABIC, MIXED, "War in القاهرة", "ENGLISH", "שלום", "e\u0323\u0302\u0301\u0300"]
)
def test_without_raqm_what_would_come_out_wrongly_is_left_out(headline, monkeypatch):
    monkeypatch.setattr("PIL.features.check", {}.get)
    direction = "ltr" if headline.startswith(("War", "e")) else "rtl"
    assert card_data(headline, direction=direction) == card_data("")
    assert card_data(headline, direction=direction, paper="روزنامہ") == card_data("", paper="")


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Fire 🔥 again", "Fire again"),
        ("Rain 🤞🏽, at last 👩‍👩‍👧 !", "Rain, at last!"),
        ("☀️ Sun", "Sun"),
        ("I❤️NY", "I NY"),
        ("Cafe\u0301", "Café"),
        ("ﬁnal ⅓ Ⅳ ＡＢＣ", "final 1⁄3 IV ABC"),
        pytest.param("Ṣanʿāʾ", "Ṣan‘ā’", marks=needs_raqm),
        ("co\u00adop\u200b \x00\ud800\u2028now\u202e", "coop now"),
        ("non\u2011breaking", "non-breaking"),
        ("  two \r\n lines ", "two lines"),
        ("5\u202f% : 3\u20094", "5\u00a0% : 3 4"),
    ],
)
def test_what_cannot_be_drawn_is_drawn_as_what_it_means(written, drawn):
    assert card_data(written) == card_data(drawn)
    assert card_data(written) != card_data("")


@needs_raqm
def test_a_label_is_spaced_between_its_letters_not_before_their_accents():
    made = set_in("ŽE\u0323\u0301N", LABEL_FACE, most=1)
    assert made.lines == ("Ž\u200aẸ\u0301\u200aN",)


def test_words_are_at_most_a_thousand_characters_long():
    assert len(clean_line("x" * 100_000)) == 1001
    assert clean_line("a" + "\u0301\u0302" * 5000) == "á\u0302\u0301"


@pytest.mark.parametrize("name", ["newsreader-headline", "newsreader-small", "naskh", "nastaliq"])
def test_what_a_font_lacks_is_blank_and_wide_there(name):
    font = ImageFont.truetype(FONTS / f"{name}.woff", 50, layout_engine=ImageFont.Layout.BASIC)
    assert font.getlength("Ж") == 7 * 50
    assert font.getmask("Ж").getbbox() is None
    assert max(font.getlength(character) for character in "AWM—…w’”€") < 2 * 50


def test_the_fonts_are_small_and_their_licences_beside_them():
    files = {file.name: file.stat().st_size for file in FONTS.iterdir()}
    assert {name for name in files if name.endswith(".woff")} == {
        face.file for face in (HEADLINE_FACE, LABEL_FACE, NASKH_FACE, NASTALIQ_FACE)
    }
    assert sum(size for name, size in files.items() if name.endswith(".woff")) < 350_000
    licences = [file.read_text() for file in sorted(FONTS.glob("LICENSE-OFL-*.txt"))]
    assert [words.startswith("Copyright 20") and "SIL OPEN FONT LICENSE" in words for words in licences] == [True] * 3
