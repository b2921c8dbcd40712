"""The picture library: what comes in, what is said of it and by whom, what looks alike, and what runs out."""

import datetime
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.images import (
    BAND_COUNT,
    MAX_SAME_DISTANCE,
    PictureRefused,
    fingerprint_bands,
    fingerprint_distance,
)
from articles.models import AuditEntry, Edition, Image, ImageHashBand
from articles.queries import policy
from articles.services import editing, workflow
from articles.services.media import picture_library
from tests.support import image_files, sentences

pytestmark = pytest.mark.vendor_sql

WORDS = {"alt": "A gauge", "credit_line": "Z. Yousaf"}


def marked(fingerprint: str, **facts) -> Image:
    """A picture of the library that has this fingerprint."""
    image = Image.objects.create(file="pictures/none.jpg", width=900, height=600, fingerprint=fingerprint, **facts)
    ImageHashBand.objects.bulk_create(ImageHashBand(image=image, code=code) for code in fingerprint_bands(fingerprint))
    return image


def differing(fingerprint: str, *places: int) -> str:
    """The fingerprint with these bits turned."""
    return f"{int(fingerprint, 16) ^ sum(1 << place for place in places):016x}"


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=MAX_SAME_DISTANCE))
def test_fingerprints_of_one_picture_share_a_band_wherever_they_differ(bits, places):
    one = f"{bits:016x}"
    other = differing(one, *places)
    assert fingerprint_distance(one, other) == len(places)
    assert set(fingerprint_bands(one)) & set(fingerprint_bands(other))


def test_fingerprints_may_share_no_band_once_six_bits_differ():
    one, other = "0" * 16, differing("0" * 16, *range(BAND_COUNT))
    assert (fingerprint_distance(one, other), set(fingerprint_bands(one)) & set(fingerprint_bands(other))) == (6, set())


def test_what_differs_in_at_most_five_bits_is_alike_and_nothing_else_is(db):
    mark = "0f1e2d3c4b5a6978"
    image = marked(mark)
    same, near = marked(mark), marked(differing(mark, 0, 9, 18, 27, 36))
    far = marked(differing(mark, 0, 9, 18, 27, 36, 45))
    marked("f" * 16)
    assert picture_library.find_similar([image]) == {image.pk: [near, same]}
    assert picture_library.find_similar([near, image]) == {image.pk: [near, same], near.pk: [far, same, image]}


def test_a_picture_without_a_fingerprint_is_like_nothing(db):
    image, other = (Image.objects.create(file="pictures/none.jpg", width=9, height=6) for _ in range(2))
    assert picture_library.find_similar([image, other]) == {image.pk: [], other.pk: []}


@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_what_is_alike_costs_two_queries(db, number):
    images = [marked("0f1e2d3c4b5a6978") for _ in range(number + 1)][:number]
    with CaptureQueriesContext(connection) as queries:
        picture_library.find_similar(images)
    assert len(queries) == 2


def test_the_same_picture_in_another_size_and_format_is_noticed_as_it_comes_in(reporter):
    scene = image_files.scene((900, 600))
    first = picture_library.add_picture(image_files.encoded(scene, quality=95), by=reporter)
    again = picture_library.add_picture(
        BytesIO(image_files.encoded(scene.resize((300, 200)), "webp", quality=40)), by=reporter
    )
    other = picture_library.add_picture(image_files.encoded(image_files.scene((900, 600), seed=7)), by=reporter)
    assert picture_library.find_similar([again, other]) == {again.pk: [first], other.pk: []}


def test_a_file_that_is_no_picture_leaves_nothing_behind(reporter):
    with pytest.raises(PictureRefused, match="not a JPEG, PNG, WebP, AVIF or HEIC"):
        picture_library.add_picture(b"<svg/>", by=reporter)
    assert (Image.objects.count(), ImageHashBand.objects.count()) == (0, 0)


def test_only_who_may_add_pictures_puts_one_into_the_library(reporter, outsider):
    data = image_files.encoded(image_files.scene())
    with pytest.raises(policy.PermissionRefused, match="do not have permission to add pictures"):
        picture_library.add_picture(data, by=outsider)
    assert Image.objects.count() == 0
    assert picture_library.add_picture(data, by=reporter, alt="A scene").alt == "A scene"


@pytest.fixture
def shown(publish, words) -> Image:
    """A picture that readers see."""
    image = marked("0f1e2d3c4b5a6978", **WORDS)
    publish(replace(words, lead_image=image.pk))
    return image


def test_a_change_of_words_is_noted_on_the_stories_that_readers_see_and_opens_an_edition(shown, publisher):
    edition = Edition.objects.get().number
    picture_library.describe(shown, {"alt": "A river gauge", "credit_line": "Z. Yousaf"}, by=publisher)
    shown.refresh_from_db()
    entry = AuditEntry.objects.filter(action="picture").get()
    assert (shown.alt, entry.by, entry.details) == (
        "A river gauge",
        publisher,
        {"picture": shown.pk, "changed": ["alt"], "old": {"alt": "A gauge"}, "new": {"alt": "A river gauge"}},
    )
    assert entry.note == "Alt text: “A gauge” became “A river gauge”."
    assert Edition.objects.get().number == edition + 1


def test_words_that_stay_the_same_are_no_change(shown, editor):
    edition = Edition.objects.get().number
    picture_library.describe(shown, WORDS, by=editor)
    assert (AuditEntry.objects.filter(action="picture").count(), Edition.objects.get().number) == (0, edition)


def test_a_change_writes_only_what_was_changed(shown, publisher, editor):
    stale = Image.objects.get(pk=shown.pk)
    picture_library.describe(shown, {"caption": "By one"}, by=publisher)
    picture_library.describe(stale, {"licence": "By another"}, by=editor)
    shown.refresh_from_db()
    assert (shown.caption, shown.licence) == ("By one", "By another")


def test_a_reporter_changes_a_pictures_words_until_readers_see_it(shown, reporter, editor):
    free = marked("f" * 16)
    picture_library.describe(free, {"alt": "Free"}, by=reporter)
    with pytest.raises(policy.PermissionRefused, match="Ask a publisher"):
        picture_library.describe(shown, {"alt": "Other"}, by=reporter)
    assert policy.why_not_change_pictures(reporter, [shown, free]) == {shown.pk: sentences.PICTURE_IS_PUBLIC}
    assert policy.why_not_change_pictures(editor, [shown, free]) == {}


def test_an_editor_changes_the_licence_of_a_picture_that_readers_see_but_not_its_words(shown, editor, publisher):
    picture_library.describe(shown, {"licence": "Bought"}, by=editor)
    with pytest.raises(policy.PermissionRefused, match=r"Readers see these words\. Ask a publisher"):
        picture_library.describe(shown, {"alt": "Other"}, by=editor)
    assert Image.objects.values_list("alt", "licence").get(pk=shown.pk) == ("A gauge", "Bought")
    assert policy.why_not_change_words_of_pictures(publisher, [shown]) == {}


def test_nobody_without_the_right_changes_pictures(shown, outsider):
    with pytest.raises(policy.PermissionRefused, match="do not have permission to change pictures"):
        picture_library.describe(shown, {"alt": "Other"}, by=outsider)


def until(image: Image, days: int) -> Image:
    image.licence_until = timezone.localdate() + datetime.timedelta(days=days)
    image.save(update_fields=["licence_until"])
    return image


@pytest.mark.parametrize(("days", "found"), [(-400, True), (0, True), (14, True), (15, False), (None, False)])
def test_a_licence_is_running_out_from_the_days_before_its_last_one(shown, days, found):
    if days is not None:
        until(shown, days)
    assert list(Image.objects.with_expiring_licence(within=14)) == ([shown] if found else [])


def test_only_what_readers_see_runs_out_and_the_most_urgent_comes_first(publish, words, reporter):
    soon, past, drafted, gone, none = (marked("f" * 16, **WORDS) for _ in range(5))
    publish(replace(words, lead_image=soon.pk))
    publish(replace(words, headline="Another", lead_image=past.pk))
    editing.create(replace(words, headline="A third", lead_image=drafted.pk), by=reporter)
    for image, days in ((soon, 3), (past, -3), (drafted, 1), (gone, 1), (none, 1)):
        until(image, days)
    assert list(Image.objects.with_expiring_licence(within=14)) == [past, soon]


def test_a_story_that_is_still_to_come_or_retracted_shows_nothing_that_could_run_out(
    scheduled, publish, words, publisher
):
    image, other = until(marked("f" * 16, **WORDS), 1), until(marked("f" * 16, **WORDS), 1)
    story = publish(replace(words, headline="Another", lead_image=image.pk))
    assert list(Image.objects.with_expiring_licence(within=14)) == [image]
    workflow.retract(story, by=publisher, reason="Not so.")
    assert (list(Image.objects.with_expiring_licence(within=14)), other.uses.count()) == ([], 0)


def test_the_master_that_is_kept_says_whose_the_picture_is_and_nothing_else(reporter):
    told = image_files.exif(orientation=6, copyright="Reza / Agency", gps=True)
    image = picture_library.add_picture(image_files.encoded(image_files.scene((300, 200)), exif=told), by=reporter)
    stored = Path(image.file.path).read_bytes()
    assert (image.width, image.height, image.credit_line) == (200, 300, "© Reza / Agency")
    assert (b"Reza / Agency" in stored, b"SECRET" in stored) == (True, False)
