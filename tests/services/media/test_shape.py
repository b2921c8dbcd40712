"""A picture is cropped and turned for every story that shows it; its original stays as it was."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Picture

from articles.lib.images import Crop
from articles.models import AuditEntry, Edition, Image
from articles.queries import policy
from articles.services.media import picture_library, renditions
from tests.support import image_files
from tests.support.desk import log_in

pytestmark = [pytest.mark.django_db]

HALF = Crop(right=0.5)


@pytest.fixture
def picture(editor):
    return picture_library.add_picture(
        image_files.encoded(image_files.scene((900, 600))), by=editor, alt="A gauge", credit_line="Z. Yousaf"
    )


def size_of(data: bytes) -> tuple[int, int]:
    return Picture.open(BytesIO(data)).size


def read(image: Image) -> bytes:
    with image.file.open("rb") as file:
        return file.read()


def test_it_is_always_made_from_the_original(picture, editor, django_capture_on_commit_callbacks):
    original, first_file = read(picture), picture.file.name
    with django_capture_on_commit_callbacks(execute=True):
        half = picture_library.reshape(picture, turns=0, crop=HALF, by=editor)
    assert ((half.width, half.height), size_of(read(half))) == ((450, 600), (450, 600))
    assert (half.token == picture.token, default_storage.exists(first_file)) == (False, False)
    turned = picture_library.reshape(half, turns=1, crop=Crop(), by=editor)
    assert ((turned.width, turned.height), renditions.read_original(turned)) == ((600, 900), original)
    whole = picture_library.reshape(turned, turns=0, crop=Crop(), by=editor)
    assert (whole.width, whole.height) == (900, 600)


def test_no_public_address_leads_to_the_original(picture, editor):
    cropped = picture_library.reshape(picture, turns=0, crop=HALF, by=editor)
    assert cropped.original.name.startswith("originals/")
    assert Client().get(f"/media/{cropped.original.name}").status_code == 404
    shown = Client().get(f"/media/{cropped.file.name}")
    assert shown.status_code == 200
    shown.close()


def test_readers_get_it_at_once_and_the_log_has_it(picture, publish, words, publisher):
    story = publish(replace(words, lead_image=picture.pk))
    edition = Edition.objects.get().number
    picture_library.reshape(Image.objects.get(), turns=2, crop=HALF, by=publisher)
    page = Client().get(story.get_absolute_url()).content.decode()
    assert (picture.token in page, Image.objects.get().token in page, Edition.objects.get().number) == (
        False,
        True,
        edition + 1,
    )
    entry = AuditEntry.objects.filter(article=story).first()
    assert (entry.action, entry.details["new"]["turns"], entry.by) == ("picture", 2, publisher)


@pytest.mark.parametrize("person", ["reporter", "editor"])
def test_only_a_publisher_changes_a_picture_that_readers_see(request, picture, publish, words, person):
    somebody = request.getfixturevalue(person)
    assert picture_library.reshape(picture, turns=1, crop=Crop(), by=somebody).turns == 1
    publish(replace(words, lead_image=picture.pk))
    with pytest.raises(policy.PermissionRefused, match="Ask a publisher"):
        picture_library.reshape(picture, turns=2, crop=Crop(), by=somebody)


@pytest.mark.parametrize("sides", [{"left": 0.6, "right": 0.5}, {"top": -0.1}, {"bottom": 1.0}])
def test_something_of_a_picture_is_always_left(sides):
    with pytest.raises(ValueError, match="cannot be cut off"):
        Crop(**sides)


def test_at_the_desk_percents_are_typed_and_the_original_is_shown(picture, editor):
    client, address = log_in(editor), f"/admin/articles/image/{picture.pk}"
    typed = {"turns": "1", "left": "10", "right": "0", "top": "0", "bottom": "50"}
    response = client.post(f"{address}/shape/", typed, follow=True)
    assert "The picture is shown like this from now on. The original is unchanged." in response.content.decode()
    image = Image.objects.get()
    assert (image.turns, image.crop, image.width, image.height) == (1, [0.1, 0.0, 0.0, 0.5], 540, 450)
    shown = client.get(f"{address}/original/?turns=1")
    assert (size_of(shown.content), "no-store" in shown["Cache-Control"]) == ((600, 900), True)
    for wrong in ({**typed, "left": "60", "right": "60"}, {**typed, "turns": "7"}, {**typed, "top": "x"}):
        client.post(f"{address}/shape/", wrong)
    assert Image.objects.get().crop == [0.1, 0.0, 0.0, 0.5]
