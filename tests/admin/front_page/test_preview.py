"""Previews of the front page: as it will be at any moment, with any places, and nothing of it is saved."""

from dataclasses import replace

import pytest

from articles.models import Image
from articles.services import editing, front_page, workflow
from articles.services.front_page import Placement
from tests.support.desk import log_in
from tests.support.desk_front_page import (
    FRONT,
    PREVIEW,
    format_datetime_local,
    layout_form,
    place_value,
    snapshot_front_page,
)
from tests.support.front_page import get_front_page as front_of
from tests.support.moments import from_now
from tests.support.pages import parse
from tests.support.site import add_picture, figure_html

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


# Previews.


def test_a_preview_shows_the_page_as_it_will_be_at_a_moment_and_saves_nothing(client, stories, scheduled, editor):
    front_page.save_layout([Placement("lead", article=stories["S8"].pk, until=from_now(hours=1))], by=editor)
    front_page.save_layout([Placement("lead", article=scheduled.pk)], by=editor, begins_at=from_now(hours=3))
    desk, before = log_in(editor), snapshot_front_page()
    asked = [None, from_now(minutes=30), from_now(minutes=90), from_now(hours=4)]
    leads = [
        front_of(desk, PREVIEW if at is None else f"{PREVIEW}?at={format_datetime_local(at)}")["lead"] for at in asked
    ]
    assert leads == [["S8"], ["S8"], ["S1"], [scheduled.headline]]
    assert snapshot_front_page() == before
    assert front_of(client)["lead"] == ["S8"]


def preview(desk, *places, at=None):
    """The front page that a preview of these places shows."""
    answer = desk.post(PREVIEW, layout_form(*places, at=format_datetime_local(at) if at else ""))

    class Once:
        def get(self, _address):
            return answer

    return front_of(Once(), PREVIEW)


def test_a_preview_shows_places_that_nobody_has_saved(client, stories, scheduled, section, editor):
    desk, before = log_in(editor), snapshot_front_page()
    places = (
        place_value("lead", scheduled),
        place_value("secondary", stories["S8"], until=from_now(hours=1)),
        place_value("opinion", stories["S7"]),
        place_value("country", country="TV"),
        place_value("section", stories["S6"], section=section.pk),
    )
    now, then = preview(desk, *places), preview(desk, *places, at=from_now(hours=3))
    assert (now["lead"], now["secondary"][0], now["opinion"]) == (["S1"], "S8", ["S7"])
    assert (then["lead"], then["secondary"][0], then["opinion"]) == ([scheduled.headline], "S1", ["S7"])
    assert (now["country"][0], now["section"]) == (("tv",), {"south-asia": ["S6"]})
    assert snapshot_front_page() == before
    found = front_of(client)
    assert (found["lead"], found["opinion"]) == (["S1"], [])


@pytest.fixture
def changing(stories, words, reporter, editor, publisher):
    """S8 gets new words in two hours."""
    story = stories["S8"]
    story.refresh_from_db()
    edited = editing.edit(
        story, replace(words, headline="S8 anew", standfirst="New."), by=reporter, base=story.head.number
    )
    edited = workflow.approve(workflow.submit(edited, by=reporter), by=editor, seen=edited.head.number)
    return workflow.schedule(edited, by=publisher, at=from_now(hours=2), kind="fix", note="A typing error.")


def test_a_preview_shows_a_scheduled_change_in_its_new_words(client, changing, editor, front_time_passes):
    desk, lead = log_in(editor), place_value("lead", changing)
    before = snapshot_front_page()
    found = [preview(desk, lead, at=at)["lead"] for at in (None, from_now(hours=1), from_now(hours=3))]
    assert found == [["S8"], ["S8"], ["S8 anew"]]
    assert snapshot_front_page() == before
    front_page.save_layout([Placement("lead", article=changing.pk)], by=editor)
    assert front_of(desk, f"{PREVIEW}?at={format_datetime_local(from_now(hours=3))}")["lead"] == ["S8 anew"]
    assert front_of(client)["lead"] == ["S8"]
    front_time_passes(hours=3)
    assert front_of(client)["lead"] == ["S8 anew"]


def test_a_preview_of_a_change_whose_picture_is_lost_breaks_nothing(stories, words, reporter, editor, publisher):
    picture, story = add_picture(), stories["S8"]
    story.refresh_from_db()
    new = replace(words, headline="S8 anew", lead_image=picture.pk, body=words.body + figure_html(picture))
    edited = editing.edit(story, new, by=reporter, base=story.head.number)
    edited = workflow.approve(workflow.submit(edited, by=reporter), by=editor, seen=edited.head.number)
    workflow.schedule(edited, by=publisher, at=from_now(hours=2), kind="fix", note="A typing error.")
    Image.objects.filter(pk=picture.pk).delete()
    assert preview(log_in(editor), place_value("lead", story), at=from_now(hours=3))["lead"] == ["S8 anew"]


def test_a_preview_is_kept_by_no_cache_and_by_no_search_engine(stories, editor):
    for answer in (
        log_in(editor).get(PREVIEW),
        log_in(editor).post(PREVIEW, layout_form(place_value("lead", stories["S8"]))),
    ):
        assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
        page = parse(answer)
        assert (page.problems, page.every("meta", name="robots")[0]["content"]) == ([], "noindex")
        assert page.inline_scripts == []


@pytest.mark.parametrize("language", ["en", "ur", "ar"])
def test_a_preview_shows_readers_page_whatever_language_the_editors_browser_speaks(
    client, publish, words, editor, language
):
    publish(replace(words, headline="E1"))
    publish(replace(words, headline="U1", language="ur"))
    desk = log_in(editor)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    assert front_of(desk, PREVIEW)["lead"] == front_of(client)["lead"] == ["E1"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_desk_says_what_fills_the_main_paper_whatever_language_the_editors_browser_speaks(
    publish, words, editor, language
):
    publish(replace(words, headline="E1"))
    publish(replace(words, headline="U1", language="ur"))
    page = parse(log_in(editor).get(FRONT, headers={"accept-language": language}))
    lead = page.one("[data-slot=lead]").text
    assert ("E1" in lead, "U1" in lead) == (True, False)
