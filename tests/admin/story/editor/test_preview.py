"""The live preview: words as they are typed, set as readers would see them, and kept nowhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import CountrySuggestion
from tests.support import sentences
from tests.support.desk import form_data, log_in, snapshot_stories
from tests.support.pages import Page, parse
from tests.support.site import add_picture, figure_html, read_edition_contents

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/live-preview/"


def live(story) -> str:
    return f"/admin/articles/article/{story.pk}/live-preview/"


def typed(person, story=None):
    at = f"{story.pk}/change/" if story else "add/"
    return form_data(log_in(person).get(f"/admin/articles/article/{at}"))


def show(person, story=None, **fields):
    return log_in(person).post(live(story) if story else NEW, {**typed(person, story), **fields})


def test_words_are_set_as_readers_would_see_them_and_nothing_is_kept(draft, reporter):
    picture, before = add_picture(), snapshot_stories()
    body = f"<p>One <script>x()</script>gauge.</p>{figure_html(picture, 'Under it.')}"
    answer = show(
        reporter, draft, headline="Typed just now", body=body, about=["AF"], tags=["Bridges"], dateline="Kabul"
    )
    page = parse(answer)
    assert (answer.status_code, page.problems, page.every("script")) == (200, [], [])
    for said in (
        "Typed just now",
        "One gauge.",
        "Under it.",
        "Afghanistan",
        "Bridges",
        "Filed from Kabul",
        "Not published",
    ):
        assert said in page.text
    assert "Back to the desk" not in page.text
    assert (snapshot_stories(), CountrySuggestion.objects.count()) == (before, 0)
    draft.refresh_from_db()
    assert draft.headline == "Two ministries agree on one river gauge"


def test_a_preview_is_kept_by_no_cache(draft, reporter):
    answer = show(reporter, draft)
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


def test_a_story_that_was_never_saved_has_a_preview_too(reporter):
    before = snapshot_stories()
    page = Page(show(reporter, body="<p>First words.</p>").content.decode())
    assert ("No headline yet" in page.text, "First words." in page.text, snapshot_stories()) == (True, True, before)


def test_a_draft_of_a_published_story_is_shown_with_its_date_and_readers_see_nothing_of_it(client, published, editor):
    page = Page(show(editor, published, standfirst="Not out yet.").content.decode())
    assert ("Published" in page.text, "Not out yet." in page.text) == (True, True)
    assert "Not out yet." not in client.get(published.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"headline": "x" * 251}, "Headline: Ensure this value has at most 250 characters (it has 251)."),
        ({"language": "xx"}, "Language: Select a valid choice. xx is not one of the available choices."),
        (
            {"about": ["ZZ"]},
            "About: No country has the code “ZZ”. The nearest are ZW (Zimbabwe), ZM (Zambia), ZA (South Africa).",
        ),
        ({"credits-0-author": "x"}, "Look at the credits: one of them is not complete."),
        ({"body": "<div>" * 200}, "The body has more than 100 levels of nested elements."),
        ({"headline": "a\0b"}, "Headline: Null characters are not allowed."),
    ],
)
def test_words_that_are_no_story_yet_are_answered_with_one_sentence(draft, reporter, fields, sentence):
    answer = show(reporter, draft, **fields)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode() == sentence


def test_too_much_text_is_refused(draft, reporter):
    answer = log_in(reporter).post(live(draft), {"body": "x" * 2_000_001})
    assert (answer.status_code, answer.content.decode()) == (413, "The text is too long for a live preview.")


def test_whoever_may_not_save_is_shown_nothing(draft, reporter, colleague, bystander, outsider, editor):
    posted = typed(reporter, draft)
    answers = [log_in(person).post(live(draft), posted) for person in (editor, colleague, bystander, outsider)]
    assert [answer.status_code for answer in answers] == [200, 403, 403, 302]
    assert answers[1].content.decode() == sentences.ANOTHER_REPORTERS_STORY
    assert [log_in(person).post(NEW, posted).status_code for person in (reporter, bystander, outsider)] == [
        200,
        403,
        302,
    ]
    assert Client().post(live(draft), posted).status_code == 403


def test_words_come_by_post_and_with_the_forms_token(draft, reporter):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    assert (log_in(reporter).get(live(draft)).status_code, strict.post(live(draft), {}).status_code) == (405, 403)
    assert log_in(reporter).post("/admin/articles/article/999999/live-preview/", {}).status_code == 404


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("fr", "ltr")])
def test_the_page_speaks_the_storys_language_and_not_the_desks(draft, reporter, language, direction):
    page = Page(show(reporter, draft, language=language).content.decode())
    (whole,) = page.every("html")
    assert (whole["dir"], page.every("article")[0]["dir"]) == (direction, direction)


def test_whoever_may_not_edit_has_no_live_preview_on_the_page(draft, reporter, colleague):
    shown = [
        Page(log_in(person).get(f"/admin/articles/article/{draft.pk}/change/").content.decode()).every("iframe")
        for person in (reporter, colleague)
    ]
    assert [[frame["sandbox"] for frame in frames] for frames in shown] == [["allow-same-origin"], []]


def test_a_preview_costs_the_same_whatever_stands_in_the_text(draft, reporter, words):
    def cost(**fields):
        desk, posted = log_in(reporter), {**typed(reporter, draft), **fields}
        read_edition_contents()
        with CaptureQueriesContext(connection) as captured:
            assert desk.post(live(draft), posted).status_code == 200
        return len(captured)

    few = {"about": ["PK"], "tags": ["A"], "body": figure_html(add_picture())}
    many = {
        "about": ["PK", "AF", "IN"],
        "tags": ["A", "B", "C"],
        "body": "".join(figure_html(add_picture()) for _one in range(3)),
    }
    assert (cost(**few), cost(**many)) == (14, 14)
