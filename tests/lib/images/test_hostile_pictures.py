"""What must not come in, and what must not go out again."""

import pickle
import struct
import subprocess
import sys
import threading
import tracemalloc
import warnings
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

import articles.lib.images
from articles.lib.images import MAX_BYTES, PictureRefused, encode_master, open_picture, render_crop
from articles.lib.images.errors import ANIMATED, DAMAGED, EMPTY, NOT_A_PICTURE, TOO_MANY_BYTES, TOO_MANY_PIXELS
from tests.support import image_files

FORMATS = ["jpeg", "png", "webp", "avif"]
SECRETS = [b"SECRET", b"ICC_PROFILE", b"http://ns.adobe.com", b"iTXt", b"XMP "]
WITH_EXIF = [b"Exif", b"EXIF"]
COPYRIGHT = 0x8298


def refusal(data):
    with pytest.raises(PictureRefused) as caught:
        open_picture(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", EMPTY, id="nothing"),
        pytest.param(b"\xff", NOT_A_PICTURE, id="one byte"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NOT_A_PICTURE, id="svg"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", NOT_A_PICTURE, id="html"),
        pytest.param(b"%PDF-1.7\n", NOT_A_PICTURE, id="pdf"),
        pytest.param(b"PK\x03\x04" + bytes(60), NOT_A_PICTURE, id="zip"),
        pytest.param(b"GIF89a" + bytes(60), NOT_A_PICTURE, id="gif"),
        pytest.param(b"BM" + bytes(60), NOT_A_PICTURE, id="bmp"),
        pytest.param(b"II*\x00" + bytes(60), NOT_A_PICTURE, id="tiff"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NOT_A_PICTURE, id="postscript"),
        pytest.param(bytes(400), NOT_A_PICTURE, id="zeros"),
        pytest.param(b"\xff\xd8\xff<script>alert(1)</script>" + b" " * 400, DAMAGED, id="html with a jpeg's magic"),
        pytest.param(b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", DAMAGED, id="html with a png's magic"),
        pytest.param(b"RIFF\x40\x00\x00\x00WEBP<script>alert(1)</script>", DAMAGED, id="html with a webp's magic"),
        pytest.param(b"\x00\x00\x00\x1cftypavif<script>alert(1)</script>", DAMAGED, id="html with an avif's magic"),
        pytest.param(b"RIFF\x10\x00\x00\x00WEBPVP8X", DAMAGED, id="webp without a body"),
        pytest.param(b"\xff\xd8\xff\xd9", DAMAGED, id="jpeg without a body"),
        pytest.param(b"\xff\xd8" + b"\xff\xe1\x00\x02" * 30_000, DAMAGED, id="jpeg of nothing but headers"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_whatever_it_says_it_is(data, sentence):
    assert refusal(data) == sentence


OVERSIZED_PICTURES = {
    "png of 64 megapixels": image_files.png(width=8000, height=8000),
    "png of 4 exapixels": image_files.png(width=0x7FFFFFFF, height=0x7FFFFFFF),
    "jpeg just over the limit": image_files.jpeg_of_size(7100, 7100),
    "jpeg of 4 gigapixels": image_files.jpeg_of_size(65500, 65500),
    "webp of 268 megapixels": image_files.webp_of_size(16384, 16384),
}


@pytest.mark.parametrize("data", OVERSIZED_PICTURES.values(), ids=OVERSIZED_PICTURES)
def test_a_picture_that_claims_too_many_pixels_is_refused(data):
    assert refusal(data) == TOO_MANY_PIXELS


def test_no_memory_is_taken_for_pixels_that_are_only_claimed():
    # In a process that may not grow: a decoder that reserved the canvas would fail there, and say DAMAGED.
    script = """
import pickle, resource, sys
from articles.lib.images import PictureRefused, open_picture
pictures = pickle.load(sys.stdin.buffer)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 60_000_000,) * 2)
for data in pictures:
    try:
        open_picture(data)
    except PictureRefused as refused:
        print(refused)
"""
    done = subprocess.run(  # noqa: S603 - our own interpreter and the script above
        [sys.executable, "-c", script],
        input=pickle.dumps(list(OVERSIZED_PICTURES.values())),
        capture_output=True,
        check=True,
        cwd=Path(articles.lib.images.__file__).parents[3],
    )
    assert done.stdout.decode().splitlines() == [TOO_MANY_PIXELS] * len(OVERSIZED_PICTURES)


def test_fifty_megapixels_are_still_a_picture():
    wide = Image.new("L", (50_000, 1000), 90)
    picture = open_picture(image_files.encoded(wide, "png"))
    assert (picture.size, picture.image.size) == ((50_000, 1000), (3200, 64))


def test_a_file_over_thirty_megabytes_is_refused_and_not_read_to_its_end():
    padded = image_files.encoded(image_files.scene()) + bytes(MAX_BYTES)
    assert refusal(padded) == TOO_MANY_BYTES
    stream = BytesIO(padded)
    assert refusal(stream) == TOO_MANY_BYTES
    assert stream.tell() == MAX_BYTES + 1


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_cut_off_anywhere_in_its_first_nine_tenths_is_refused(format):
    whole = image_files.encoded(image_files.scene(), format)
    assert open_picture(whole).size == (120, 80)
    points = {*range(40), *range(40, len(whole) * 9 // 10, 41)}
    survivors = [point for point in points if not _refused(whole[:point])]
    assert survivors == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_cut_off_in_its_last_bytes_is_refused_or_whole(format):
    whole = image_files.encoded(image_files.scene(), format)
    expected = open_picture(whole).image.tobytes()
    for point in range(len(whole) - 30, len(whole)):
        if not _refused(whole[:point]):
            assert open_picture(whole[:point]).image.tobytes() == expected


def test_a_progressive_jpeg_without_its_last_scans_is_refused():
    whole = image_files.encoded(image_files.scene((400, 300)), progressive=True)
    assert refusal(whole[: whole.rindex(b"\xff\xda")]) == DAMAGED


@settings(max_examples=150)
@given(
    format=st.sampled_from(FORMATS),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_a_picture_with_bytes_changed_is_refused_or_plain_and_nothing_else_happens(format, changes):
    data = bytearray(image_files.encoded(image_files.scene((40, 30)), format))
    for where, byte in changes:
        data[int(where * len(data))] = byte
    try:
        picture = open_picture(bytes(data))
    except PictureRefused:
        return
    assert (picture.image.mode, picture.image.info) == ("RGB", {})


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(image_files.chunk(b"iTXt", b"k\x00\x01\x00\x00\x00" + image_files.bomb()), id="iTXt"),
        pytest.param(image_files.chunk(b"zTXt", b"k\x00\x00" + image_files.bomb()), id="zTXt"),
        pytest.param(image_files.chunk(b"iCCP", b"k\x00\x00" + image_files.bomb()), id="iCCP"),
    ],
)
def test_a_chunk_that_inflates_a_thousandfold_costs_no_memory(before):
    tracemalloc.start()
    try:
        _refused(image_files.png(before=before))
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_pixels_that_inflate_beyond_the_declared_size_are_left_unread():
    picture = open_picture(image_files.png(pixels=b"\x00\x10\x20\x30\x40" * 4 + bytes(30_000_000)))
    assert picture.image.size == (4, 4)


def test_a_jpeg_of_thousands_of_scans_is_refused_and_one_of_a_dozen_is_not():
    assert open_picture(image_files.with_many_scans(2)).size == (120, 80)
    assert refusal(image_files.with_many_scans(2000)) == DAMAGED


@pytest.mark.parametrize("format", ["png", "webp", "avif"])
def test_an_animation_is_refused(format):
    frames = [image_files.scene((32, 32), seed=seed) for seed in range(3)]
    moving = image_files.encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=50)
    assert refusal(moving) == ANIMATED


def test_a_phones_picture_with_a_second_frame_behind_it_is_a_still():
    target = BytesIO()
    image_files.scene().save(target, "MPO", save_all=True, append_images=[image_files.scene((60, 40), seed=2)])
    picture = open_picture(target.getvalue())
    assert (picture.format, picture.size) == ("jpeg", (120, 80))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("owner", ["", "Sana Malik"])
def test_nothing_but_pixels_and_the_owners_name_leaves(format, owner):
    secret = {
        "exif": image_files.exif(gps=True, orientation=6, copyright=owner),
        "icc_profile": _profile(),
        "xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>http://ns.adobe.com SECRETXMP</x:xmpmeta>",
    }
    if format == "jpeg":
        secret["comment"] = b"SECRETCOMMENT"
    if format == "png":
        secret["pnginfo"] = _png_notes()
    data = image_files.encoded(image_files.scene(), format, **secret)
    assert b"SECRETPLACE" in data
    original = encode_master(open_picture(data))
    leaving = [original.data] + [
        render_crop(original.data, width=60, ratio=(1, 1), focal=(0.5, 0.5), format=out).data
        for out in ("avif", "webp", "jpeg")
    ]
    assert [secret for secret in SECRETS for file in leaving if secret in file] == []
    assert [dict(Image.open(BytesIO(file)).getexif()) for file in leaving] == [{COPYRIGHT: owner} if owner else {}] * 4
    # AVIF names an item type "Exif" only when there is one, so the word itself is the proof.
    assert [any(word in file for word in WITH_EXIF) for file in leaving] == [bool(owner)] * 4


def test_a_page_hidden_behind_a_picture_does_not_leave():
    polyglot = image_files.encoded(image_files.scene()) + b"<script>SECRET</script>PK\x03\x04"
    assert b"SECRET" not in encode_master(open_picture(polyglot)).data


@pytest.mark.parametrize(
    "directory",
    [
        pytest.param(b"\xff\xff\xff\xff" + bytes(20), id="somewhere else"),
        pytest.param(b"\x00\x00\x00\x08\xff\xff" + bytes(20), id="of too many entries"),
        pytest.param(struct.pack(">IHHHII", 8, 1, 0x0112, 3, 99_999, 999), id="with a turn outside the file"),
        pytest.param(struct.pack(">IHHHII", 8, 1, 0x8298, 2, 99_999, 999), id="with an owner outside the file"),
    ],
)
def test_exif_that_cannot_be_read_does_not_cost_the_picture_its_place(directory):
    good = image_files.encoded(image_files.scene())
    sloppy = good[:2] + image_files.segment(0xE1, b"Exif\x00\x00MM\x00*" + directory) + good[2:]
    picture = open_picture(sloppy)
    assert (picture.copyright, picture.image.tobytes()) == ("", open_picture(good).image.tobytes())


def test_opening_pictures_in_many_threads_leaves_the_warning_filters_as_they_were():
    before = list(warnings.filters)
    data = image_files.encoded(image_files.scene())
    threads = [threading.Thread(target=open_picture, args=(data,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(warnings.filters) == before


def _refused(data):
    try:
        open_picture(data)
    except PictureRefused:
        return True
    return False


def _profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _png_notes():
    notes = PngInfo()
    notes.add_itxt("Comment", "SECRETNOTE")
    return notes
