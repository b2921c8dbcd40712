"""The live preview: words as they are typed, set as readers would see them, and stored nowhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import CountrySuggestion
from tests.support.desk import FEEDBACK, feedback_data, form_data, log_in, post_feedback, snapshot_stories
from tests.support.pages import Page
from tests.support.site import add_picture, figure_html, read_edition_contents

pytestmark = pytest.mark.django_db


def typed(person, story=None):
    at = f"{story.pk}/change/" if story else "add/"
    return form_data(log_in(person).get(f"/admin/articles/article/{at}"))


def post(person, story=None, **fields):
    return post_feedback(person, story, parts=["preview"], **{**typed(person, story), **fields})


def show(person, story=None, **fields):
    return Page(post(person, story, **fields).json()["preview"]["html"])


def test_words_are_set_as_readers_would_see_them_and_nothing_is_stored(draft, reporter):
    picture, before = add_picture(), snapshot_stories()
    body = f"<p>One <script>x()</script>gauge.</p>{figure_html(picture, 'Under it.')}"
    page = show(reporter, draft, headline="Typed just now", body=body, about=["AF"], tags=["Bridges"], dateline="Kabul")
    assert (page.problems, page.every("script")) == ([], [])
    for words in (
        "Typed just now",
        "One gauge.",
        "Under it.",
        "Afghanistan",
        "Bridges",
        "Filed from Kabul",
        "Not published",
    ):
        assert words in page.text
    assert "Back to the desk" not in page.text
    assert (snapshot_stories(), CountrySuggestion.objects.count()) == (before, 0)
    draft.refresh_from_db()
    assert draft.headline == "Two ministries agree on one river gauge"


def test_a_preview_is_kept_by_no_cache(draft, reporter):
    answer = post(reporter, draft)
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


def test_a_story_that_was_never_saved_has_a_preview_too(reporter):
    before = snapshot_stories()
    page = show(reporter, body="<p>First words.</p>")
    assert ("No headline yet" in page.text, "First words." in page.text, snapshot_stories()) == (True, True, before)


def test_a_draft_of_a_published_story_is_shown_with_its_date_and_readers_see_nothing_of_it(client, published, editor):
    page = show(editor, published, standfirst="Not out yet.")
    assert ("Published" in page.text, "Not out yet." in page.text) == (True, True)
    assert "Not out yet." not in client.get(published.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"headline": "x" * 251}, "“Headline” has 251 characters; the limit is 250."),
        ({"body": "<div>" * 200}, "The body has more than 100 levels of nested elements."),
    ],
)
def test_words_that_are_no_story_yet_are_answered_with_one_sentence(draft, reporter, fields, sentence):
    assert post(reporter, draft, **fields).json() == {"preview": {"error": sentence}}


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("fr", "ltr")])
def test_the_page_speaks_the_storys_language_and_not_the_desks(draft, reporter, language, direction):
    page = show(reporter, draft, language=language)
    (whole,) = page.every("html")
    assert (whole["dir"], page.every("article")[0]["dir"]) == (direction, direction)


def test_whoever_may_not_edit_has_no_live_preview_on_the_page(draft, reporter, colleague):
    shown = [
        Page(log_in(person).get(f"/admin/articles/article/{draft.pk}/change/").content.decode()).every("iframe")
        for person in (reporter, colleague)
    ]
    assert [[frame["sandbox"] for frame in frames] for frames in shown] == [["allow-same-origin"], []]


def test_a_preview_costs_the_same_whatever_stands_in_the_text(draft, reporter):
    def cost(**fields):
        client = log_in(reporter)
        data = {**feedback_data(reporter, draft, parts=["preview"]), **typed(reporter, draft), **fields}
        read_edition_contents()
        with CaptureQueriesContext(connection) as queries:
            assert client.post(FEEDBACK, data).status_code == 200
        return len(queries)

    few = {"about": ["PK"], "tags": ["A"], "body": figure_html(add_picture())}
    many = {
        "about": ["PK", "AF", "IN"],
        "tags": ["A", "B", "C"],
        "body": "".join(figure_html(add_picture()) for _one in range(3)),
    }
    assert (cost(**few), cost(**many)) == (11, 11)
