"""Many pictures at once: each taken in or refused by itself, then described a row each, saved together or not at all."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.lib.images import MAX_BYTES
from articles.models import Image
from tests.support import image_files, sentences
from tests.support.desk import log_in, read_text

LIST, UPLOAD, DESCRIBE = (f"/admin/articles/image/{end}" for end in ("", "upload/", "describe/"))


def file(data=None, name="gauge.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, image_files.encoded(image_files.scene()) if data is None else data)


def send(person, *files, script=True):
    """Post files as the page's script does, or as a browser without one."""
    headers = {"Accept": "application/json"} if script else {}
    return log_in(person).post(UPLOAD, {"files": list(files)}, headers=headers)


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher"])
def test_a_script_that_sends_a_picture_is_told_what_was_kept(request, person):
    user = request.getfixturevalue(person)
    data = image_files.encoded(
        image_files.scene((300, 200)), exif=image_files.exif(copyright="Reza / Agency", orientation=6)
    )
    response = send(user, file(data))
    image = Image.objects.get()
    assert (image.created_by, image.width, image.height) == (user, 200, 300)
    assert (response.status_code, response.json()) == (
        200,
        {
            "id": image.pk,
            "text": f"Picture {image.pk}",
            "thumbnail": f"/media/renditions/{image.token}-50-50/card-320.jpg",
            "alt": "",
            "caption": "",
            "credit_line": "© Reza / Agency",
            "address": f"/admin/articles/image/{image.pk}/change/",
            "alike": [],
        },
    )


def test_a_near_duplicate_is_noticed_as_it_comes_in(reporter):
    first = send(reporter, file()).json()
    again = send(reporter, file(image_files.encoded(image_files.scene().resize((90, 60)), "webp"), "same.webp")).json()
    other = send(reporter, file(image_files.encoded(image_files.scene(seed=7)))).json()
    assert [found["address"] for found in again["alike"]] == [first["address"]]
    assert other["alike"] == []


REFUSED = {
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", sentences.NOT_A_PICTURE),
    "html": (b"<!doctype html><script>1</script>", sentences.NOT_A_PICTURE),
    "bomb": (
        image_files.jpeg_of_size(7100, 7100),
        "This picture has more than 50 megapixels; please save it at a smaller size.",
    ),
    "cut off": (
        image_files.encoded(image_files.scene())[:700],
        sentences.PICTURE_DAMAGED,
    ),
    "empty": (b"", "This file is empty."),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_is_refused_with_a_sentence_whatever_it_is_called(reporter, data, sentence):
    response = send(reporter, file(data))
    assert (response.status_code, response.json(), Image.objects.count()) == (400, {"refused": sentence}, 0)


def test_a_file_over_thirty_megabytes_is_refused_with_a_sentence(reporter):
    response = send(reporter, file(image_files.encoded(image_files.scene()) + bytes(MAX_BYTES)))
    assert response.json() == {"refused": "This file is larger than 30 MB; please save a smaller version."}


def test_a_refusal_speaks_the_desks_language(reporter):
    client = log_in(reporter)
    client.cookies["django_language"] = "ur"
    response = client.post(UPLOAD, {"files": [file(b"")]}, headers={"Accept": "application/json"})
    assert response.json() == {"refused": "یہ فائل خالی ہے۔"}


def test_nothing_sent_is_said(reporter):
    assert send(reporter).json() == {"refused": "Choose a file."}
    assert send(reporter, script=False).headers["Location"] == LIST


def test_without_a_script_many_come_in_at_once_and_one_that_is_refused_harms_no_other(reporter):
    files = [
        file(name="one.jpg"),
        file(b"<svg/>", "two.jpg"),
        file(image_files.encoded(image_files.scene(seed=7)), "three.jpg"),
    ]
    response = send(reporter, *files, script=False)
    kept = list(Image.objects.order_by("pk").values_list("pk", flat=True))
    assert response.headers["Location"] == f"{DESCRIBE}?ids={kept[0]},{kept[1]}"
    page = read_text(log_in(reporter).get(response.headers["Location"]))
    assert "This file is not a JPEG" not in page  # another browser is told nothing
    client = log_in(reporter)
    page = read_text(client.post(UPLOAD, {"files": [file(b"<svg/>", "two.jpg")]}, follow=True))
    assert "“two.jpg”: This file is not a JPEG, PNG, WebP, AVIF or HEIC picture." in page


def test_nobody_without_the_right_uploads(reporter, outsider, bystander):
    group = reporter.groups.get()
    group.permissions.set(group.permissions.exclude(codename="add_image"))
    statuses = [send(person, file()).status_code for person in (reporter, outsider, bystander)]
    assert (statuses, Client().post(UPLOAD).status_code) == ([403, 302, 403], 403)
    assert (Image.objects.count(), log_in(reporter).get(UPLOAD).status_code) == (0, 405)


@pytest.fixture
def pair(reporter) -> list[Image]:
    return [Image.objects.create(file="pictures/none.jpg", width=900, height=600) for _ in range(2)]


def rows(pair, **told) -> dict[str, str]:
    """What a browser posts from the rows; `told` is by `alt0`, `credit_line1` …"""
    names = ("alt", "caption", "credit_line", "licence", "licence_until")
    posted = {f"p{image.pk}-{name}": "" for image in pair for name in names}
    posted |= {f"initial-p{image.pk}-{name}": "" for image in pair for name in names}
    return posted | {f"p{pair[int(name[-1])].pk}-{name[:-1]}": value for name, value in told.items()}


def asked(pair) -> str:
    return f"{DESCRIBE}?ids={pair[0].pk}&ids={pair[1].pk}"


def test_the_words_of_many_are_saved_in_one_go(reporter, pair):
    told = rows(pair, alt0="A gauge", alt1="A bridge", credit_line0="Z. Yousaf", licence_until1="2030-05-31")
    client = log_in(reporter)
    page = read_text(client.post(asked(pair), told, follow=True))
    assert "Saved 2 pictures." in page
    assert list(Image.objects.order_by("pk").values_list("alt", "credit_line")) == [
        ("A gauge", "Z. Yousaf"),
        ("A bridge", ""),
    ]
    assert str(Image.objects.get(pk=pair[1].pk).licence_until) == "2030-05-31"
    assert "No changes." in read_text(client.post(asked(pair), rows(pair), follow=True))


def test_one_wrong_row_saves_none_and_loses_nothing(reporter, pair):
    response = log_in(reporter).post(asked(pair), rows(pair, alt0="A gauge", licence_until1="2030-02-31"))
    page = response.content.decode()
    assert (response.status_code, "Enter a valid date." in page, "A gauge" in page) == (400, True, True)
    assert set(Image.objects.values_list("alt", flat=True)) == {""}


def test_a_row_that_is_not_mine_to_change_says_so_and_keeps_its_words(reporter, pair, publish, words):
    Image.objects.filter(pk=pair[0].pk).update(alt="A river", credit_line="Own")
    publish(replace(words, lead_image=pair[0].pk))
    page = read_text(log_in(reporter).get(asked(pair)))
    assert sentences.PICTURE_IS_PUBLIC in page
    log_in(reporter).post(asked(pair), rows(pair, alt0="Changed", alt1="A bridge"))
    assert list(Image.objects.order_by("pk").values_list("alt", flat=True)) == ["A river", "A bridge"]


@pytest.mark.parametrize("ids", ["", "ids=", "ids=x", "ids=99999999", "ids=999999999999999999999"])
def test_no_picture_chosen_leads_back_and_says_so(reporter, ids):
    assert "Choose at least one picture." in read_text(log_in(reporter).get(f"{DESCRIBE}?{ids}", follow=True))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("person", ["reporter", "editor"])
def test_the_rows_cost_the_same_however_many_they_are(request, person, number):
    user = request.getfixturevalue(person)
    keys = [send(user, file()).json()["id"] for _ in range(number + 1)][:number]
    client = log_in(user)
    address = f"{DESCRIBE}?ids={','.join(map(str, keys))}"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == {"reporter": 10, "editor": 9}[person]


def test_the_rows_are_for_the_desk_only(pair, outsider, bystander):
    clients = (Client(), log_in(outsider), log_in(bystander))
    assert [client.get(asked(pair)).status_code for client in clients] == [302, 302, 403]
    assert [client.post(asked(pair), rows(pair, alt0="Mine")).status_code for client in clients] == [403, 302, 403]
    assert set(Image.objects.values_list("alt", flat=True)) == {""}
