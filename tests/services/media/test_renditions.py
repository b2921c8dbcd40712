"""Cut pictures: which sizes and formats there are, what they are called, and what a <picture> is told."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image as Pillow

from articles.lib import images
from articles.lib.images import PictureRefused
from articles.models import Image
from articles.queries.rendition_urls import RENDITIONS, sources
from articles.services.media.renditions import ensure_rendition, save_upload
from tests.support import image_files
from tests.support.site import add_picture
from tests.support.tables import restore_initial_rows

FACTS = {"id": 1, "token": "abcdefgh-1234567", "width": 3000, "height": 2000, "focal_x": 0.255, "focal_y": 1.0}


def told(spec="full", **facts):
    return sources({**FACTS, **facts}, spec)


def widths_of(srcset):
    return [int(part.split()[1].removesuffix("w")) for part in srcset.split(", ")]


@pytest.mark.parametrize(
    ("spec", "width", "widths"),
    [
        ("card", 3000, [320, 640, 960]),
        ("lead", 3000, [640, 960, 1280]),
        ("full", 3000, [640, 960, 1280, 1920]),
        ("full", 1280, [640, 960, 1280]),
        ("full", 1279, [640, 960]),
        ("full", 640, [640]),
    ],
)
def test_no_source_is_wider_than_its_picture(spec, width, widths):
    found = told(spec, width=width)
    assert {kind: widths_of(srcset) for kind, srcset in found.srcsets.items()} == dict.fromkeys(
        ("image/avif", "image/webp", "image/jpeg"), widths
    )
    assert found.width == widths[-1]


@pytest.mark.parametrize(("spec", "size"), [("full", (100, 67)), ("lead", (600, 300)), ("social", (300, 300))])
def test_a_picture_smaller_than_every_cut_has_the_smallest_and_is_told_its_own_size(spec, size):
    found = told(spec, width=size[0], height=size[1])
    across, down = RENDITIONS[spec].ratio or size
    widest = min(size[0], size[1] * across // down)
    assert {tuple(widths_of(srcset)) for srcset in found.srcsets.values()} == {(RENDITIONS[spec].widths[0],)}
    assert (found.width, found.height) == (widest, round(widest * down / across))


def test_the_best_format_is_named_first_and_what_every_browser_understands_stands_alone():
    found = told("card")
    assert list(found.srcsets) == ["image/avif", "image/webp", "image/jpeg"]
    assert found.src == "/media/renditions/abcdefgh-1234567-26-100/card-640.jpg"
    assert f"{found.src} 640w" in found.srcsets["image/jpeg"].split(", ")
    endings = {
        kind: {Path(part.split()[0]).suffix for part in srcset.split(", ")} for kind, srcset in found.srcsets.items()
    }
    assert endings == {"image/avif": {".avif"}, "image/webp": {".webp"}, "image/jpeg": {".jpg"}}


@pytest.mark.parametrize(
    ("spec", "size"),
    [("wide", (1200, 675)), ("classic", (1200, 900)), ("square", (1200, 1200)), ("social", (1200, 630))],
)
def test_machines_get_one_jpeg_in_each_ratio_that_they_ask_for(spec, size):
    found = told(spec)
    address = f"/media/renditions/abcdefgh-1234567-26-100/{spec}-1200.jpg"
    assert (found.srcsets, found.src) == ({"image/jpeg": f"{address} 1200w"}, address)
    assert (found.width, found.height) == size


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
    first = told("card").srcsets["image/webp"].split(" ")[0]
    assert first == "/media/renditions/abcdefgh-1234567-26-100/card-320.webp"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "",
        "x",
        "renditions/",
        "renditions/{0}-50-50/card-320.jpeg",
        "renditions/{0}-50-50/card-320.png",
        "renditions/{0}-50-50/card-320.gif",
        "renditions/{0}-50-50/card-321.webp",
        "renditions/{0}-50-50/card-1200.jpg",
        "renditions/{0}-50-50/social-1200.avif",
        "renditions/{0}-50-50/social-1200.webp",
        "renditions/{0}-50-50/wide-1200.webp",
        "renditions/{0}-50-50/social-640.jpg",
        "renditions/{0}-50-50/nothing-320.jpg",
        "renditions/../{0}-50-50/card-320.jpg",
        "pictures/{0}.jpg",
        "cards/{0}-50-50/card-320.jpg",
    ],
)
def test_what_is_no_cut_is_not_made(path):
    picture = add_picture()
    assert ensure_rendition(path.format(picture.token)) is None
    known = f"renditions/{picture.token}-50-50/card-320.jpg"
    assert ensure_rendition(known) == known


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "format"), [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")])
def test_a_cut_is_made_in_the_format_that_its_name_says(name, format):
    path = f"renditions/{add_picture().token}-50-50/card-320.{name}"
    assert ensure_rendition(path) == path
    with Pillow.open(default_storage.path(path)) as made:
        assert (made.format, made.width, abs(made.height - 213) <= 1) == (format, 320, True)


@pytest.fixture(scope="module")
def _ground_again(django_db_setup, django_db_blocker):
    """The framework leaves an empty database behind a test of several connections; whoever comes next needs its ground."""
    yield
    with django_db_blocker.unblock():
        restore_initial_rows()


@pytest.mark.usefixtures("_ground_again")
def test_who_waits_for_a_cut_that_another_process_makes_takes_that_one(shared_database, monkeypatch):
    picture, cut, made, at_work = add_picture(), images.render_crop, [], threading.Event()
    path = f"renditions/{picture.token}-50-50/card-320.webp"

    def slow_cut(data, **how):
        made.append(how["width"])
        at_work.set()
        time.sleep(0.5)  # long enough for the other to find no file and begin to wait
        return cut(data, **how)

    def ask():
        with closing(connection):
            return ensure_rendition(path)

    monkeypatch.setattr(images, "render_crop", slow_cut)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask)
        assert at_work.wait(5)
        second = pool.submit(ask)
        assert [first.result(), second.result(), made] == [path, path, [320]]


@pytest.mark.django_db
def test_the_lock_is_no_file_that_readers_can_get(client):
    path = f"renditions/{add_picture().token}-50-50/card-320.webp"
    assert ensure_rendition(path) == path
    assert default_storage.exists("renditions/.lock")
    assert client.get("/media/renditions/.lock").status_code == 404


@pytest.mark.django_db
def test_half_a_cut_is_never_left_behind(monkeypatch):
    picture = add_picture()
    path = f"renditions/{picture.token}-50-50/card-320.webp"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_paths: (_ for _ in ()).throw(OSError("no space left on device")))
        with pytest.raises(OSError, match="no space left"):
            ensure_rendition(path)
    assert not default_storage.exists(path)
    assert ensure_rendition(path) == path


@pytest.mark.django_db
def test_a_picture_is_taken_in_as_a_file_of_our_own(reporter):
    data = image_files.encoded(
        image_files.scene((300, 200)), exif=image_files.exif(artist="A", copyright="Reza / Agency", gps=True)
    )
    picture = save_upload(Image(alt="A scene"), data, by=reporter)
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
    data = image_files.encoded(image_files.scene(), exif=image_files.exif(copyright="Reza / Agency"))
    assert save_upload(Image(credit_line="Mina Rahim"), data, by=reporter).credit_line == "Mina Rahim"


@pytest.mark.django_db
def test_what_is_no_picture_leaves_no_row_and_no_file(reporter):
    add_picture()
    files = set(Path(default_storage.path("pictures")).iterdir())
    with pytest.raises(PictureRefused):
        save_upload(Image(alt="A scene"), b"not a picture", by=reporter)
    assert (Image.objects.count(), set(Path(default_storage.path("pictures")).iterdir())) == (1, files)
