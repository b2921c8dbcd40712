"""Cut pictures: which sizes there are, what they are called, and what an <img> is told."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from articles.imaging import PictureRefused
from articles.models import Image
from articles.renditions import ensure, sources, take_in
from tests.imaging import corpus
from tests.reader.paper import hang

FACTS = {"id": 1, "token": "abcdefgh-1234567", "width": 3000, "height": 2000, "focal_x": 0.255, "focal_y": 1.0}


def told(spec="full", **facts):
    return sources({**FACTS, **facts}, spec)


@pytest.mark.parametrize(
    ("spec", "width", "widths"),
    [
        ("card", 3000, [320, 640, 960]),
        ("lead", 3000, [640, 960, 1280]),
        ("full", 3000, [640, 960, 1280, 1920]),
        ("full", 1280, [640, 960, 1280]),
        ("full", 1279, [640, 960]),
        ("full", 100, [640]),
    ],
)
def test_no_source_is_wider_than_its_picture_unless_all_are(spec, width, widths):
    found = told(spec, width=width)
    assert [int(part.split()[1].removesuffix("w")) for part in found.srcset.split(", ")] == widths
    assert found.width == widths[-1]
    assert found.src in found.srcset


@pytest.mark.parametrize(
    ("spec", "size", "expected"),
    [
        ("card", (3000, 2000), (960, 640)),
        ("card", (2000, 3000), (960, 640)),
        ("full", (3000, 2000), (1920, 1280)),
        ("full", (2000, 3000), (1920, 2880)),
    ],
)
def test_an_img_is_told_the_shape_that_its_cut_has(spec, size, expected):
    found = told(spec, width=size[0], height=size[1])
    assert (found.width, found.height) == expected


def test_an_address_names_the_focal_point_in_percent():
    assert told("card").srcset.split(" ")[0] == "/media/renditions/abcdefgh-1234567-26-100/card-320.webp"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "",
        "x",
        "renditions/",
        "renditions/{0}-50-50/card-320.jpg",
        "renditions/{0}-50-50/card-321.webp",
        "pictures/{0}.jpg",
    ],
)
def test_what_is_no_cut_is_not_made(path):
    assert ensure(path.format(hang().token)) is None


@pytest.mark.django_db
def test_half_a_cut_is_never_left_behind(monkeypatch):
    picture = hang()
    path = f"renditions/{picture.token}-50-50/card-320.webp"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_paths: (_ for _ in ()).throw(OSError("no space left on device")))
        with pytest.raises(OSError, match="no space left"):
            ensure(path)
    assert not default_storage.exists(path)
    assert ensure(path) == path


@pytest.mark.django_db
def test_a_picture_is_taken_in_as_a_file_of_our_own(reporter):
    data = corpus.encoded(corpus.scene((300, 200)), exif=corpus.exif(artist="A", copyright="Reza / Agency", gps=True))
    picture = take_in(Image(alt="A scene"), data, by=reporter)
    stored = Path(picture.file.path).read_bytes()
    assert picture.file.name == f"pictures/{picture.token}.jpg"
    assert (picture.width, picture.height, picture.created_by, picture.credit_line) == (
        300,
        200,
        reporter,
        "© Reza / Agency",
    )
    assert b"SECRET" in data
    assert b"SECRET" not in stored


@pytest.mark.django_db
def test_a_credit_line_that_was_given_is_kept(reporter):
    data = corpus.encoded(corpus.scene(), exif=corpus.exif(copyright="Reza / Agency"))
    assert take_in(Image(credit_line="Mina Rahim"), data, by=reporter).credit_line == "Mina Rahim"


@pytest.mark.django_db
def test_what_is_no_picture_leaves_no_row_and_no_file(reporter):
    hang()
    files = set(Path(default_storage.path("pictures")).iterdir())
    with pytest.raises(PictureRefused):
        take_in(Image(alt="A scene"), b"not a picture", by=reporter)
    assert (Image.objects.count(), set(Path(default_storage.path("pictures")).iterdir())) == (1, files)
