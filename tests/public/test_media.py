"""Pictures as readers get them: the named sizes and no others, made once, cached for ever, and no file of anybody else's."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from articles.models import Image
from articles.queries.rendition_urls import RENDITIONS
from tests.support.site import add_picture, get_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return add_picture()


def get(client, address):
    """The answer and its bytes; having been read to its end, a file is closed."""
    response = client.get(address)
    return response, response.getvalue()


def cut(picture, name, focus="50-50", ending="webp"):
    return f"/media/renditions/{picture.token}-{focus}/{name}.{ending}"


NAMED = [(spec, width, ending) for spec, cuts in RENDITIONS.items() for width in cuts.widths for ending in cuts.formats]
FORMATS = {"avif": ("AVIF", "image/avif"), "webp": ("WEBP", "image/webp"), "jpg": ("JPEG", "image/jpeg")}


def test_a_named_size_is_made_as_wide_as_it_says_and_cached_for_ever(client):
    picture = add_picture(size=(2000, 1400))
    for spec, width, ending in NAMED:
        response, body = get(client, cut(picture, f"{spec}-{width}", ending=ending))
        with Pillow.open(BytesIO(body)) as made:
            across, down = RENDITIONS[spec].ratio or (picture.width, picture.height)
            assert (response.status_code, made.format, made.width) == (200, FORMATS[ending][0], width)
            assert abs(made.height - width * down / across) <= 1
        assert response.headers["Content-Type"] == FORMATS[ending][1]
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["wide-1200", "classic-1200", "square-1200", "social-1200"])
def test_what_only_machines_ask_for_is_made_as_a_jpeg_alone(client, picture, name):
    answers = {ending: get(client, cut(picture, name, ending=ending))[0].status_code for ending in FORMATS}
    assert answers == {"avif": 404, "webp": 404, "jpg": 200}


@pytest.mark.parametrize(
    "name",
    ["card-321", "card-1280", "full-320", "lead-320", "thumb-320", "card-0", "card-9999", "card", "card-320-640"],
)
def test_no_other_size_is_made(client, picture, name):
    assert get(client, cut(picture, name))[0].status_code == 404
    assert not Path(default_storage.path(f"renditions/{picture.token}-50-50")).exists()


@pytest.mark.parametrize("focus", ["0-0", "51-50", "050-050", "100-100", "999-999"])
def test_no_cut_is_made_around_another_point(client, picture, focus):
    assert get(client, cut(picture, "card-320", focus))[0].status_code == 404


def test_a_picture_with_another_focal_point_has_other_addresses(client, picture):
    Image.objects.filter(pk=picture.pk).update(focal_x=0.1, focal_y=0.9)
    assert [get(client, cut(picture, "card-320", focus))[0].status_code for focus in ("10-90", "50-50")] == [200, 404]


def test_a_cut_is_made_once(client, picture):
    costs, files = [], []
    for _request in range(2):
        with CaptureQueriesContext(connection) as captured:
            get(client, cut(picture, "card-320"))
        costs.append(len(captured))
        found = Path(default_storage.path(f"renditions/{picture.token}-50-50/card-320.webp")).stat()
        files.append((found.st_ino, found.st_mtime_ns))
    assert costs == [2, 0]  # whether there is such a picture, and whether there still is one when it has been cut
    assert files[0] == files[1]


def test_a_made_cut_leaves_no_other_file_and_may_be_read_by_a_server_in_front(client, picture):
    get(client, cut(picture, "card-320"))
    folder = Path(default_storage.path(f"renditions/{picture.token}-50-50"))
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in folder.iterdir()} == {"card-320.webp": "0o644"}


def test_the_master_is_served_by_its_unguessable_name(client, picture):
    response, body = get(client, f"/media/pictures/{picture.token}.jpg")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert body == Path(picture.file.path).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "../manage.py",
        "pictures/../../manage.py",
        "pictures/%2e%2e/%2e%2e/manage.py",
        "..%2f..%2fetc/passwd",
        "/etc/passwd",
        "//etc/passwd",
        "pictures/",
        "pictures",
        "pictures/{token}.jpg/",
        "pictures/{token}.png",
        "pictures/{token}.jpg%0a",
        "secret.txt",
        "pictures/secret.txt",
        "pictures\\{token}.jpg",
        "renditions/{token}-50-50/../../pictures/{token}.jpg",
        "renditions/nosuchtoken-50-50/card-320.webp",
        "renditions/{token}-50-50/card-٣٢٠.webp",
    ],
)
def test_no_other_file_can_be_had(client, picture, path):
    for place in ("secret.txt", "pictures/secret.txt"):
        Path(default_storage.path(place)).write_text("secret")
    assert get(client, f"/media/{path.format(token=picture.token)}")[0].status_code == 404


def test_a_picture_whose_file_is_lost_is_not_found(client, picture):
    Path(picture.file.path).unlink()
    assert get(client, f"/media/pictures/{picture.token}.jpg")[0].status_code == 404
    assert get(client, cut(picture, "card-320"))[0].status_code == 404


def test_every_picture_address_on_a_page_is_there(client, publish, words, picture):
    story = publish(replace(words, lead_image=picture.pk))
    addresses = set()
    for address in ("/", "/section/south-asia/", story.get_absolute_url()):
        addresses |= get_page(client, address).picture_addresses
    assert {address: get(client, address)[0].status_code for address in addresses} == {
        cut(picture, name, ending=ending): 200 for name in ("card-320", "lead-640", "full-640") for ending in FORMATS
    }


def test_every_picture_address_that_machines_get_is_there(client, publish, words, picture):
    story = publish(replace(words, lead_image=picture.pk))
    addresses = set()
    oembed = f"/oembed/?url=http://testserver{story.get_absolute_url()}"
    for address in (story.get_absolute_url(), "/feed/", "/feed/atom/", "/feed/json/", "/news-sitemap.xml", oembed):
        answer = client.get(address).content.decode()
        addresses |= set(re.findall(r"http://testserver(/media/renditions/[\w/-]+\.\w+)", answer))
    assert {address: get(client, address)[0].status_code for address in addresses} == {
        cut(picture, f"{name}-1200", ending="jpg"): 200 for name in ("wide", "classic", "square", "social")
    }
