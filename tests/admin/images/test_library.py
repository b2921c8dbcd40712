"""The picture library: what is kept of an upload, what is refused, and the list that the body editor asks for."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from articles.models import Image, User
from tests.support import sentences
from tests.support.desk import log_in, read_text

LIST, ADD, LIBRARY = (f"/admin/articles/image/{end}" for end in ("", "add/", "library/"))
FACTS = {
    "alt": "A gauge in a river",
    "caption": "The gauge at Nowshera",
    "credit_line": "Z. Yousaf",
    "licence": "CC BY 4.0",
    "focal_x": "0.25",
    "focal_y": "1",
}


def png(size=(60, 40), **words) -> bytes:
    """A small real picture, with words hidden in it."""
    notes, data = PngInfo(), BytesIO()
    for name, text in words.items():
        notes.add_text(name, text)
    Pillow.new("RGBA", size, (10, 120, 200, 255)).save(data, "PNG", pnginfo=notes)
    return data.getvalue()


def send(person, data, name="gauge.png", **facts):
    upload = SimpleUploadedFile(name, data) if data is not None else ""
    return log_in(person).post(ADD, {**FACTS, **facts, "upload": upload})


@pytest.fixture
def shelf(db) -> list[Image]:
    """Thirteen pictures, the newest first as the library shows them."""
    kept = [
        Image.objects.create(
            file=f"pictures/{number}.jpg",
            width=900,
            height=600,
            caption=f"Caption {number:02}",
            alt="A bridge" if number == 3 else "A river",
            credit_line="M. Baloch" if number == 5 else "Z. Yousaf",
        )
        for number in range(13)
    ]
    return kept[::-1]


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher"])
def test_an_upload_is_kept_as_a_fresh_jpeg_with_its_size_and_facts(request, person):
    user = request.getfixturevalue(person)
    assert send(user, png((60, 40), Comment="secret-place")).headers["Location"] == LIST
    image = Image.objects.get()
    with image.file.open("rb") as file:
        kept = file.read()
    with Pillow.open(BytesIO(kept)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (60, 40))
    assert b"secret-place" not in kept
    assert (image.width, image.height, image.created_by) == (60, 40, user)
    assert image.file.name == f"pictures/{image.token}.jpg"
    facts = {name: getattr(image, name) for name in FACTS}
    assert facts == {**FACTS, "focal_x": 0.25, "focal_y": 1.0}


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"<html><script>alert(1)</script></html>", "x.jpg", sentences.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.png", sentences.NOT_A_PICTURE),
        (png()[:60], "x.png", sentences.PICTURE_DAMAGED),
        (b"", "x.png", "The submitted file is empty."),
        (None, "", "This field is required."),
    ],
    ids=["html", "svg", "cut off", "empty", "none"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(reporter, data, name, sentence):
    response = send(reporter, data, name)
    assert (response.status_code, sentence in read_text(response), Image.objects.count()) == (200, True, 0)
    assert "The gauge at Nowshera" in response.content.decode()


@pytest.mark.parametrize("field", ["focal_x", "focal_y"])
@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("1.01", "Ensure this value is less than or equal to 1.0."),
        ("-0.01", "Ensure this value is greater than or equal to 0.0."),
        ("nan", "Enter a number."),
        ("inf", "Enter a number."),
        ("", "This field is required."),
    ],
)
def test_a_focal_point_outside_the_picture_is_refused(reporter, shelf, field, value, sentence):
    response = send(reporter, png(), **{field: value})
    assert (response.status_code, sentence in read_text(response), Image.objects.count()) == (200, True, 13)
    response = log_in(reporter).post(f"{LIST}{shelf[0].pk}/change/", {**FACTS, field: value})
    shelf[0].refresh_from_db()
    assert (response.status_code, sentence in read_text(response), shelf[0].caption) == (200, True, "Caption 12")


def test_a_change_of_facts_keeps_the_file(editor, shelf):
    image = shelf[0]
    log_in(editor).post(f"{LIST}{image.pk}/change/", {**FACTS, "upload": SimpleUploadedFile("x.png", png())})
    before, after = image, Image.objects.get(pk=image.pk)
    assert {name: getattr(after, name) for name in FACTS} == {**FACTS, "focal_x": 0.25, "focal_y": 1.0}
    names = ("token", "file", "width", "height", "created_by", "created_at")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher", "admin_user"])
def test_nobody_can_delete_a_picture(request, shelf, person):
    client, address = log_in(request.getfixturevalue(person)), f"{LIST}{shelf[0].pk}/delete/"
    assert (client.get(address).status_code, client.post(address, {"post": "yes"}).status_code) == (403, 403)
    chosen = {"action": "delete_selected", "_selected_action": [shelf[0].pk], "index": "0", "post": "yes"}
    client.post(LIST, chosen, follow=True)
    assert Image.objects.count() == 13


def library(person: User, query="") -> dict:
    return log_in(person).get(f"{LIBRARY}?{query}").json()


def test_the_library_gives_each_pictures_facts(reporter, shelf):
    image = shelf[7]
    assert library(reporter, f"ids={image.pk}") == {
        "results": [
            {
                "id": image.pk,
                "text": "Caption 05",
                "thumbnail": f"/media/renditions/{image.token}-50-50/card-640.jpg",
                "alt": "A river",
                "caption": "Caption 05",
                "credit_line": "M. Baloch",
            }
        ],
        "pagination": {"more": False},
    }


@pytest.mark.parametrize(
    ("query", "numbers", "more"),
    [
        ("", range(12, 0, -1), True),
        ("page=2", [0], False),
        ("page=99", [], False),
        ("page=x", range(12, 0, -1), True),
        ("term=CAPTION+07", [7], False),
        ("term=bridge", [3], False),
        ("term=baloch", [5], False),
        ("term=absent", [], False),
    ],
)
def test_the_library_pages_through_what_matches(reporter, shelf, query, numbers, more):
    answer = library(reporter, query)
    captions = [found["caption"] for found in answer["results"]]
    assert (captions, answer["pagination"]) == ([f"Caption {number:02}" for number in numbers], {"more": more})


def test_the_library_finds_pictures_by_key_and_passes_over_what_is_none(reporter, shelf):
    wanted = {shelf[0].pk, shelf[12].pk}
    keys = ",".join([*map(str, wanted), "999999", "x", "-1", "", "9" * 40])
    assert {found["id"] for found in library(reporter, f"ids={keys}")["results"]} == wanted
    assert library(reporter, "ids=")["results"] == []


@pytest.mark.parametrize("address", [LIST, ADD, LIBRARY, f"{LIBRARY}?ids=1"])
def test_the_library_is_for_the_desk_only(shelf, outsider, bystander, address):
    clients = (Client(), log_in(outsider), log_in(bystander))
    assert [client.get(address).status_code for client in clients] == [302, 302, 403]


def test_nobody_outside_the_desk_can_upload(outsider, bystander):
    assert [send(person, png()).status_code for person in (outsider, bystander)] == [302, 403]
    assert Image.objects.count() == 0
