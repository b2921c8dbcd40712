"""What a picture looks like once it is in, whatever it looked like before."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageOps

from articles.lib.images import encode_master, fingerprint, fingerprint_distance, open_picture, render_crop
from tests.support import image_files

RED, WHITE = (220, 10, 10), (255, 255, 255)


def near(pixel, expected, *, by=12):
    return all(abs(a - b) <= by for a, b in zip(pixel, expected, strict=True))


@pytest.mark.parametrize("format", ["jpeg", "png", "webp", "avif"])
def test_each_of_the_four_formats_comes_in_as_plain_rgb(format):
    picture = open_picture(image_files.encoded(image_files.scene(), format))
    assert (picture.format, picture.size, picture.image.mode, picture.image.info) == (
        format,
        (120, 80),
        "RGB",
        {},
    )
    assert near(picture.image.getpixel((8, 6)), RED, by=20)


def test_a_file_is_read_from_where_it_stands():
    stream = BytesIO(b"12345" + image_files.encoded(image_files.scene()))
    stream.seek(5)
    assert open_picture(stream).size == (120, 80)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["jpeg", "png", "webp", "avif"])
def test_a_picture_is_turned_upright(format, orientation):
    upright = image_files.scene()
    lying = Image.open(BytesIO(image_files.encoded(upright, "png", exif=image_files.exif(orientation=orientation))))
    # Turning a file back is the inverse of what a reader does: 6 and 8 undo each other.
    inverse = {6: 8, 8: 6}.get(orientation, orientation)
    turned = Image.open(BytesIO(image_files.encoded(upright, "png", exif=image_files.exif(orientation=inverse))))
    stored = ImageOps.exif_transpose(turned)
    assert lying.size == upright.size
    data = image_files.encoded(stored, format, exif=image_files.exif(orientation=orientation))
    picture = open_picture(data)
    assert (picture.size, picture.image.size) == ((120, 80), (120, 80))
    assert near(picture.image.getpixel((8, 6)), RED, by=20)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_ignored(orientation):
    assert open_picture(
        image_files.encoded(image_files.scene(), exif=image_files.exif(orientation=orientation))
    ).size == (
        120,
        80,
    )


@pytest.mark.parametrize(
    ("artist", "owner", "credit"),
    [
        ("", "", ""),
        ("Sana Malik", "", "Sana Malik"),
        ("", "© Reuters 2026", "© Reuters 2026"),
        ("Sana Malik", "Reuters", "Sana Malik / Reuters"),
        ("reuters", "© Reuters", "© Reuters"),
        ("ثنا ملک", "Čeněk\r\n  Nováková\x00", "ثنا ملک / Čeněk Nováková"),
        ("x" * 5000, "", "x" * 300),
        ("<b>Bold</b>\u202e", "", "<b>Bold</b>"),
    ],
)
def test_whoever_the_file_names_is_handed_on_as_one_line_of_words(artist, owner, credit):
    data = image_files.encoded(image_files.scene(), exif=_utf8_exif(artist, owner))
    assert open_picture(data).copyright == credit


@pytest.mark.parametrize(
    ("told", "credit"),
    [
        ({80: "Sana Malik", 110: "Reuters", 116: "© Reuters 2026"}, "Sana Malik / © Reuters 2026"),
        ({80: "Sana Malik", 110: "Reuters"}, "Sana Malik / Reuters"),
        ({105: "A headline"}, ""),
    ],
    ids=["notice", "credit", "neither"],
)
def test_whoever_an_agency_names_is_handed_on_where_the_exif_names_nobody(told, credit):
    plain = image_files.encoded(image_files.scene())
    sent = plain[:2] + image_files.segment(0xED, _iptc(told)) + plain[2:]
    assert open_picture(sent).copyright == credit
    named = image_files.encoded(image_files.scene(), exif=image_files.exif(copyright="Own"))
    assert open_picture(named[:2] + image_files.segment(0xED, _iptc(told)) + named[2:]).copyright == "Own"


@pytest.mark.parametrize("told", [b"\x1c\x02\x74\xff\xff", b"\x00" * 40])
def test_iptc_that_cannot_be_read_names_nobody(told):
    plain = image_files.encoded(image_files.scene())
    sent = plain[:2] + image_files.segment(0xED, _photoshop(told)) + plain[2:]
    assert open_picture(sent).copyright == ""


@pytest.mark.parametrize("format", ["jpeg", "webp", "avif"])
def test_whoever_the_file_names_is_named_in_every_cut(format):
    data = image_files.encoded(image_files.scene(), exif=_utf8_exif("ثنا ملک", "Reuters"))
    made = render_crop(encode_master(open_picture(data)).data, width=60, ratio=(1, 1), focal=(0.5, 0.5), format=format)
    assert open_picture(made.data).copyright == "ثنا ملک / Reuters"


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_jpegs_of_other_colours_become_rgb(mode):
    picture = open_picture(image_files.encoded(image_files.scene(mode=mode), quality=95))
    expected = image_files.scene(mode=mode).convert("RGB").getpixel((8, 6))
    assert near(picture.image.getpixel((8, 6)), expected, by=20)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pngs_of_every_kind_become_rgb(mode):
    grey = Image.new("L", (20, 20), 128)
    image = grey.convert("I").point(lambda level: level * 257).convert("I;16") if mode == "I;16" else grey.convert(mode)
    picture = open_picture(image_files.encoded(image, "png"))
    assert picture.image.mode == "RGB"
    if mode != "1":
        assert near(picture.image.getpixel((10, 10)), (128, 128, 128), by=2)


def test_sixteen_bits_of_colour_are_scaled_not_clipped():
    row = b"\x00" + struct.pack(">HHH", 0xFFFF, 0x8080, 0x0000) * 2
    header = struct.pack(">IIBBBBB", 2, 2, 16, 2, 0, 0, 0)
    chunks = (
        image_files.chunk(b"IHDR", header)
        + image_files.chunk(b"IDAT", zlib.compress(row * 2))
        + image_files.chunk(b"IEND", b"")
    )
    assert open_picture(b"\x89PNG\r\n\x1a\n" + chunks).image.getpixel((0, 0)) == (255, 128, 0)


@pytest.mark.parametrize("format", ["png", "webp", "avif"])
def test_transparency_is_laid_on_white(format):
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((0, 0, 200, 255), (0, 0, 20, 40))
    picture = open_picture(image_files.encoded(image, format))
    assert near(picture.image.getpixel((35, 20)), WHITE)
    assert near(picture.image.getpixel((5, 20)), (0, 0, 200), by=16)


def test_a_transparent_palette_is_laid_on_white():
    image = Image.new("P", (10, 10), 0)
    image.putpalette([0, 0, 0, 10, 20, 30])
    assert open_picture(image_files.encoded(image, "png", transparency=0)).image.getpixel((5, 5)) == WHITE


def test_colours_are_read_through_the_profile_they_came_with():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    profile = bytearray(swapped)
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    data = image_files.encoded(Image.new("RGB", (9, 9), (255, 0, 0)), "png", icc_profile=bytes(profile))
    assert near(open_picture(data).image.getpixel((4, 4)), (0, 0, 255), by=30)


@pytest.mark.parametrize("profile", [b"SECRET", bytes(128), bytes(40_000)])
def test_a_profile_that_means_nothing_is_left_out(profile):
    data = image_files.encoded(Image.new("RGB", (9, 9), RED), "png", icc_profile=profile)
    assert open_picture(data).image.getpixel((4, 4)) == RED


def test_a_profile_for_other_colours_is_left_out():
    rgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = image_files.encoded(Image.new("L", (9, 9), 77), "png", icc_profile=rgb)
    assert open_picture(data).image.getpixel((4, 4)) == (77, 77, 77)


@pytest.mark.parametrize("format", ["jpeg", "png"])
def test_a_master_is_a_progressive_jpeg_of_at_most_3200_pixels(format):
    options = {"compress_level": 1} if format == "png" else {}
    picture = open_picture(image_files.encoded(image_files.scene((4000, 5001)), format, **options))
    original = encode_master(picture)
    assert picture.size == (4000, 5001)
    assert (original.width, original.height, original.format) == (2559, 3200, "jpeg")
    assert Image.open(BytesIO(original.data)).info["progressive"] == 1


def test_a_small_picture_is_not_enlarged_by_its_master():
    original = encode_master(open_picture(image_files.encoded(image_files.scene(), "webp")))
    assert (original.width, original.height) == (120, 80)


def test_a_master_opens_again_as_what_it_was():
    original = encode_master(open_picture(image_files.encoded(image_files.scene())))
    again = encode_master(open_picture(original.data))
    assert (again.width, again.height, again.format) == (original.width, original.height, original.format)


def test_the_same_picture_in_another_size_and_format_has_nearly_the_same_fingerprint():
    first = open_picture(image_files.encoded(image_files.scene((900, 600)), quality=95))
    again = open_picture(image_files.encoded(image_files.scene((900, 600)).resize((300, 200)), "webp", quality=40))
    other = open_picture(image_files.encoded(image_files.scene((900, 600), seed=7)))
    assert fingerprint_distance(fingerprint(first), fingerprint(again)) <= 5
    assert fingerprint_distance(fingerprint(first), fingerprint(other)) > 15


def test_a_fingerprint_is_sixteen_hexadecimal_digits():
    blank = open_picture(image_files.encoded(Image.new("RGB", (30, 30), WHITE)))
    falling = open_picture(image_files.encoded(ImageOps.mirror(Image.linear_gradient("L").rotate(90)), "png"))
    assert fingerprint(blank) == "0" * 16
    assert {fingerprint(falling), fingerprint(blank)} == {"0" * 16, "f" * 16}
    assert fingerprint_distance("0" * 16, "f" * 16) == 64


def _iptc(fields):
    """Fields of IPTC's second record as agencies put them into a JPEG."""
    return _photoshop(
        b"".join(
            b"\x1c\x02" + struct.pack(">BH", tag, len(words.encode())) + words.encode() for tag, words in fields.items()
        )
    )


def _photoshop(record):
    padded = record + b"\x00" * (len(record) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + padded


def _utf8_exif(artist, owner):
    """EXIF as cameras and agencies write it: UTF-8 where the standard says ASCII."""
    fields = [(0x013B, artist.encode()), (0x8298, owner.encode())]
    entries, heap, at = b"", b"", 8 + 2 + 12 * 2 + 4
    for tag, words in fields:
        value = words + b"\x00" * max(1, 5 - len(words))
        entries += struct.pack("<HHII", tag, 2, len(value), at + len(heap))
        heap += value
    return b"Exif\x00\x00II*\x00" + struct.pack("<IH", 8, 2) + entries + bytes(4) + heap
