"""Licences that run out are said where somebody can do something: on each live story that shows the picture, at the start."""

import datetime
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Image
from articles.services import editing
from tests.support import sentences
from tests.support.desk import form_data, log_in, read_text

START, STORY = "/admin/", "/admin/articles/article/{}/change/"


def hang(days: int | None, caption: str) -> Image:
    until = timezone.localdate() + datetime.timedelta(days=days) if days is not None else None
    facts = {"alt": "A gauge", "credit_line": "Z. Yousaf", "caption": caption, "licence_until": until}
    return Image.objects.create(file="pictures/none.jpg", width=900, height=600, **facts)


@pytest.fixture
def gauge(db) -> Image:
    return hang(-3, "The gauge")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-3, "“The gauge” expired on"),
        (0, "“The gauge” expires on"),
        (14, "“The gauge” expires on"),
        (15, ""),
        (None, ""),
    ],
)
def test_each_live_story_that_shows_the_picture_warns(publish, words, editor, days, sentence):
    image = hang(days, "The gauge")
    led = publish(replace(words, lead_image=image.pk))
    within = publish(
        replace(words, headline="In the text", body=f'<p>One</p><figure data-picture="{image.pk}"></figure>')
    )
    without = publish(replace(words, headline="Without"))
    client = log_in(editor)
    told = [
        sentences.LICENCE_OF_THE_PICTURE in read_text(client.get(STORY.format(story.pk)))
        for story in (led, within, without)
    ]
    assert told == [bool(sentence), bool(sentence), False]
    assert sentence in read_text(client.get(STORY.format(led.pk)))


def test_a_story_that_readers_dont_see_does_not_warn(gauge, words, reporter):
    story = editing.create(replace(words, lead_image=gauge.pk), by=reporter)
    assert "licence-warning" not in log_in(reporter).get(STORY.format(story.pk)).content.decode()


def test_the_start_page_warns_who_can_do_something_the_most_urgent_first(
    gauge, publish, words, editor, publisher, reporter
):
    publish(replace(words, lead_image=gauge.pk))
    publish(replace(words, headline="Another", lead_image=hang(-9, "The bridge").pk))
    hang(-9, "Nobody sees it")
    told = [read_text(log_in(person).get(START)) for person in (editor, publisher, reporter)]
    assert ["Expiring licences" in page for page in told] == [True, True, False]
    assert 0 < told[0].index("“The bridge” expired on") < told[0].index("“The gauge” expired on")
    assert "Nobody sees it" not in told[0]


@pytest.mark.parametrize("number", [1, 3])
def test_the_warnings_cost_the_same_however_many_there_are(publish, words, editor, number):
    for each in range(number):
        publish(replace(words, headline=f"Number {each}", lead_image=hang(1, f"Picture {each}").pk))
    client = log_in(editor)
    client.get(START)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(START)
    assert (read_text(page).count(sentences.LICENCE_OF_THE_PICTURE), len(queries)) == (number, 20)


def test_the_writing_page_shows_the_lead_picture_and_posts_its_key(gauge, words, reporter):
    story = editing.create(replace(words, lead_image=gauge.pk), by=reporter)
    page = log_in(reporter).get(STORY.format(story.pk))
    markup = page.content.decode()
    assert f'src="/media/renditions/{gauge.token}-50-50/card-640.jpg" alt="A gauge"' in markup
    assert form_data(page)["lead_image"] == [str(gauge.pk)]


@pytest.mark.parametrize("key", ["999999", "x", "-1", "9" * 40])
def test_a_lead_picture_that_is_none_is_refused_where_it_is_chosen(gauge, words, reporter, key):
    story = editing.create(replace(words, lead_image=gauge.pk), by=reporter)
    client = log_in(reporter)
    posted = {**form_data(client.get(STORY.format(story.pk))), "lead_image": key, "_save": "1"}
    response = client.post(STORY.format(story.pk), posted)
    assert "Select a valid choice. That choice is not one of the available choices." in read_text(response)
    story.refresh_from_db()
    assert (story.lead_image, story.newest.number) == (gauge, 1)
