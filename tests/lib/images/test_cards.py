"""The picture that stands for a story without a photograph."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont, JpegImagePlugin, features

from articles.lib.images import draw_card, typesetter
from articles.lib.images.encoder import encode
from articles.lib.images.line_breaks import fit_lines, split_at_breaks
from articles.lib.images.typesetter import HEADLINE_FACE, LABEL_FACE, NASKH_FACE, NASTALIQ_FACE, clean_line
from tests.support import image_files

needs_raqm = pytest.mark.skipif(not features.check("raqm"), reason="this system has no libfribidi")

FONTS = Path(typesetter.__file__).with_name("fonts")
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


def file(headline=ENGLISH, *, label="News analysis", paper="The Meridian", direction="ltr", **size):
    return draw_card(headline=headline, label=label, paper=paper, direction=direction, **size).data


def picture(*words, **options):
    return Image.open(BytesIO(file(*words, **options))).convert("RGB")


def difference(image, colour=PAPER):
    """How far every pixel is from a colour, at most 255."""
    channels = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    return ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])


def ink(image, *, above=60):
    """The box of what stands out from the paper."""
    return difference(image).point(lambda level: 255 * (level > above)).getbbox()


def rows(mask):
    """The rows of a mask in which anything is set."""
    return [row for row in range(mask.height) if mask.crop((0, row, mask.width, row + 1)).getbbox()]


def words_of(image):
    """The part of a card between its rules where label and headline stand."""
    return image.crop((0, 160, 1200, 555))


def direction_of(headline):
    return "rtl" if typesetter.detect_direction(headline) == "rtl" else "ltr"


def set_in(words, face=HEADLINE_FACE, *, direction="ltr", room=(960, 320), sizes=(100, 28), most=5):
    return typesetter.typeset(words, latin=face, direction=direction, room=room, sizes=sizes, max_lines=most)


@pytest.mark.parametrize("size", [(1200, 630), (1200, 1200), (600, 315), (1000, 777), (200, 2400), (2400, 200)])
def test_a_card_is_a_jpeg_of_the_size_asked_for(size):
    made = draw_card(headline=ENGLISH, label="", paper="The Meridian", direction="ltr", width=size[0], height=size[1])
    opened = Image.open(BytesIO(made.data))
    opened.load()
    assert (opened.format, opened.mode, opened.size) == ("JPEG", "RGB", size)
    assert (made.format, made.width, made.height) == ("jpeg", *size)


def test_a_card_is_1200_by_630_unless_told():
    assert picture().size == (1200, 630)


@pytest.mark.parametrize("size", [{"width": 199}, {"height": 199}, {"width": 2401}, {"height": 2401}, {"width": -1}])
def test_a_size_that_makes_no_sense_is_an_error(size):
    with pytest.raises(ValueError, match="A card cannot be"):
        file(**size)


def test_a_card_holds_pixels_and_nothing_else():
    data = file()
    opened = Image.open(BytesIO(data))
    assert dict(opened.getexif()) == {}
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert [secret for secret in (b"Exif", b"ICC_PROFILE", b"http://", ENGLISH.encode()) if secret in data] == []


def test_a_card_keeps_the_colour_of_its_small_letters():
    assert JpegImagePlugin.get_sampling(Image.open(BytesIO(file()))) == 0
    label = difference(words_of(picture()), ACCENT).getextrema()
    assert label[0] < 12


def test_a_picture_is_encoded_with_the_subsampling_asked_for():
    for subsampling, code in (("4:4:4", 0), ("4:2:2", 1), ("4:2:0", 2)):
        made = encode(image_files.scene(), format="jpeg", subsampling=subsampling)
        assert JpegImagePlugin.get_sampling(Image.open(BytesIO(made.data))) == code


def test_the_same_words_make_the_same_file_in_any_thread():
    with ThreadPoolExecutor(6) as threads:
        files = list(threads.map(lambda _: file(), range(6)))
    assert set(files) == {file()}


@pytest.mark.parametrize("other", [{"headline": "War ends"}, {"label": "Opinion"}, {"label": ""}, {"paper": "Other"}])
def test_other_words_make_another_picture(other):
    assert ImageChops.difference(picture(), picture(**other)).getbbox() is not None


# Where a margin begins within one of JPEG's blocks, the rules leave a shade there that no eye sees.
@pytest.mark.parametrize(
    ("size", "shade"), [({}, 6), ({"width": 1000, "height": 777}, 24), ({"width": 600, "height": 1000}, 24)], ids=str
)
@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_a_headline_of_any_length_stays_in_the_middle_four_fifths(headline, size, shade):
    image = picture(headline, label="Label " * 30, paper="Name " * 50, direction=direction_of(headline), **size)
    around = difference(image)
    across, down = image.width / 10, image.height / 10
    around.paste(0, (int(across), int(down), int(image.width - across), int(image.height - down)))
    assert around.getextrema()[1] <= shade


@needs_raqm
@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_a_headline_keeps_off_its_label_and_the_rules(headline):
    image = picture(headline, label="Opinion", direction=direction_of(headline))
    red, green, _ = image.crop((110, 120, 1090, 570)).split()
    label = rows(ImageChops.subtract(red, green).point(lambda level: 255 * (level > 60)))
    dark = rows(red.point(lambda level: 255 * (level < 90)))
    pale = rows(red.point(lambda level: 255 * (level < 235)))
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


def test_lines_are_of_even_length():
    for words in (ENGLISH, LONG, "Why Jordan, which imports nearly all its fuel, is selling electricity to Iraq"):
        made = set_in(words)
        lengths = [made.font.getlength(line) for line in made.lines]
        assert len(lengths) > 1
        assert min(lengths) > 0.7 * max(lengths)


def test_a_line_is_not_filled_up_when_the_next_would_be_left_with_one_word():
    size, lines = fit_lines(
        split_at_breaks("aaa " * 4 + "aaa"), len, room=(16, 9), sizes=(1, 1), heights=(1, 1), max_lines=5
    )
    assert (size, lines) == (1, ("aaa aaa aaa", "aaa aaa"))


@needs_raqm
@pytest.mark.parametrize("face", [HEADLINE_FACE, LABEL_FACE])
@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_the_ink_of_a_headline_is_no_wider_or_higher_than_its_room(headline, face):
    for most, room in ((5, (960, 320)), (1, (960, 1000)), (3, (300, 150))):
        made = set_in(headline, face, direction=direction_of(headline), room=room, most=most)
        assert max(right - left for left, _, right, _ in made.boxes) <= room[0] + 0.01
        assert made.height <= room[1] + 0.01


letters = st.text("abcdefgh-–éß", min_size=1, max_size=30)


@given(st.lists(letters, min_size=1, max_size=60), st.floats(5, 60), st.floats(1, 30), st.integers(1, 9))
def test_lines_hold_all_words_in_order_or_end_in_an_ellipsis_and_are_never_too_long_or_too_many(
    words, across, down, most
):
    sentence = " ".join(words)
    room = (across * 10, down * 10)
    size, lines = fit_lines(
        split_at_breaks(sentence),
        lambda part: len(part) / 2,
        room=room,
        sizes=(40, 10),
        heights=(1, 1.1),
        max_lines=most,
    )
    assert 10 <= size <= 40
    assert 1 <= len(lines) <= most
    assert all(len(line) / 2 <= across * 10 / size + 0.5 for line in lines)
    assert len(lines) == 1 or size * (1 + 1.1 * (len(lines) - 1)) <= room[1] + 0.001
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
def test_a_headline_from_left_to_right_begins_at_the_left_and_one_from_right_to_left_at_the_right():
    left, right = (words_of(picture(words, label="", direction=direction)) for words, direction in
                   (("War ends", "ltr"), ("دریا ایک", "rtl")))  # fmt: skip
    assert 119 <= ink(left)[0] <= 121
    assert ink(left)[2] < 900
    assert 1078 <= ink(right)[2] <= 1080
    assert ink(right)[0] > 300


@needs_raqm
def test_the_label_stands_where_the_headline_begins():
    for direction, words in (("ltr", ENGLISH), ("rtl", URDU)):
        image = words_of(picture(words, label="Opinion", direction=direction))
        near = difference(image, ACCENT).point(lambda level: 255 * (level < 40)).getbbox()
        assert near[0] < 125 if direction == "ltr" else near[2] > 1075
        assert near[2] - near[0] < 300


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
    image = words_of(picture("ا ا ا ا ا ا MMM", label="", direction="rtl"))
    left, _, right, _ = ink(image)
    middle = (left + right) // 2
    darkness = [sum(difference(image.crop(box)).histogram()[128:]) for box in
                ((left, 0, middle, image.height), (middle, 0, right, image.height))]  # fmt: skip
    assert darkness[0] > 1.5 * darkness[1]


def test_without_raqm_latin_is_drawn_as_ever(monkeypatch):
    with_raqm = ink(words_of(picture()))
    monkeypatch.setattr("PIL.features.check", {}.get)
    # Only the kerning is missing.
    assert ink(words_of(picture())) == pytest.approx(with_raqm, abs=25)
    assert file() != file("")


@pytest.mark.parametrize(
    "headline", [URDU, ARABIC, MIXED, "War in القاهرة", "ENGLISH", "שלום", "e\u0323\u0302\u0301\u0300"]
)
def test_without_raqm_what_would_come_out_wrongly_is_left_out(headline, monkeypatch):
    monkeypatch.setattr("PIL.features.check", {}.get)
    direction = "ltr" if headline.startswith(("War", "e")) else "rtl"
    assert file(headline, direction=direction) == file("")
    assert file(headline, direction=direction, paper="روزنامہ") == file("", paper="")


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
    assert file(headline) == file("", label="")
    # Neither boxes nor a label: the name, and a rule above and below.
    name = ink(words_of(picture(headline)))
    assert name[2] - name[0] > 600
    assert difference(words_of(picture(headline)), ACCENT).getextrema()[0] > 40


def test_a_label_or_a_name_no_font_here_can_draw_is_left_out():
    assert file(label="Мнение", paper="Правда") == file(label="", paper="")


def test_with_nothing_to_say_a_card_is_two_rules():
    assert ink(words_of(picture("", label="", paper=""))) is None


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
    assert file(written) == file(drawn)
    assert file(written) != file("")


def test_a_label_is_in_capitals():
    assert file(label="News analysis") == file(label="NEWS ANALYSIS") != file(label="Newsanalysis")


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


@settings(max_examples=60, deadline=None)
@given(
    headline=st.text(max_size=300) | st.text("aé ۔ٹبپ١2-«»“\u200c\u0651🔥", max_size=400),
    label=st.text(max_size=40),
    paper=st.text(max_size=60),
    direction=st.sampled_from(["ltr", "rtl"]),
)
def test_any_text_makes_a_card(headline, label, paper, direction):
    data = file(headline, label=label, paper=paper, direction=direction, width=400, height=210)
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
    file(headline, label=headline, paper=headline, direction="rtl")
    assert time.process_time() - begun < 2
