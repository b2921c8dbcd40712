"""The desk's front page: only who is trusted with it opens it; what is posted is done or refused."""

from dataclasses import replace

import pytest

from articles.models import FrontPageLayout, Section
from articles.services import front_page, workflow
from articles.services.front_page import Placement
from tests.support import sentences
from tests.support.desk import form_data, log_in, read_text
from tests.support.desk_front_page import (
    FRONT,
    POOL,
    PREVIEW,
    format_datetime_local,
    layout_form,
    place_value,
    read_pool,
    read_slots,
    snapshot_front_page,
    truncate_to_minute,
)
from tests.support.front_page import get_front_page as front_of
from tests.support.moments import from_now
from tests.support.pages import Page, parse
from tests.support.site import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


# Who may.


def _answers(client, stories, planned):
    """What every view answers: (method, address) and status."""
    one = layout_form(place_value("lead", stories["S7"]))
    return {
        "page": client.get(FRONT).status_code,
        "arrange": client.post(FRONT, one).status_code,
        "preview": client.get(PREVIEW).status_code,
        "preview of places": client.post(PREVIEW, one).status_code,
        "pool": client.get(POOL).status_code,
        "withdraw": client.post(f"{FRONT}{planned.pk}/withdraw/").status_code,
    }


VIEWS = ("page", "arrange", "preview", "preview of places", "pool", "withdraw")


@pytest.mark.parametrize(("person", "status"), [("outsider", 302), ("bystander", 403), ("reporter", 403)])
def test_who_may_not_arrange_gets_no_view_of_it_and_changes_nothing(request, stories, planned, person, status):
    someone = request.getfixturevalue(person)
    before = snapshot_front_page()
    assert _answers(log_in(someone), stories, planned) == dict.fromkeys(VIEWS, status)
    assert snapshot_front_page() == before


def test_nobody_gets_anywhere_without_logging_in(client, stories, planned):
    before = snapshot_front_page()
    posted = {"arrange": 403, "withdraw": 403, "preview of places": 403}
    assert _answers(client, stories, planned) == dict.fromkeys(VIEWS, 302) | posted
    assert client.get(FRONT).headers["Location"].startswith("/admin/login/")
    assert snapshot_front_page() == before


@pytest.mark.parametrize("person", ["editor", "publisher", "admin_user"])
def test_editors_and_publishers_get_every_view(request, stories, planned, person):
    someone = request.getfixturevalue(person)
    assert _answers(log_in(someone), stories, planned) == dict.fromkeys(VIEWS, 200) | {"arrange": 302, "withdraw": 302}
    assert FrontPageLayout.objects.get(withdrawn_at=None).by == someone


@pytest.mark.parametrize(("person", "shown"), [("reporter", False), ("editor", True), ("publisher", True)])
def test_the_desks_navigation_leads_there_whoever_may_go(request, db, person, shown):
    start = log_in(request.getfixturevalue(person)).get("/admin/")
    assert (FRONT in parse(start).links) is shown


def test_only_a_post_takes_back(planned, editor):
    assert log_in(editor).get(f"{FRONT}{planned.pk}/withdraw/").status_code == 405
    planned.refresh_from_db()
    assert planned.withdrawn_at is None


# Arranging.


def test_what_is_posted_is_what_readers_see(client, stories, section, editor):
    until = from_now(hours=3)
    answer = log_in(editor).post(
        FRONT,
        layout_form(
            place_value("lead", stories["S8"], until=until),
            place_value("secondary", stories["S6"]),
            place_value("secondary", stories["S7"]),
            place_value("country", country="TV"),
            place_value("country", country="AF"),
            place_value("opinion", stories["S1"]),
            place_value("section", stories["S5"], section=section.pk),
            note="Gauges",
        ),
        follow=True,
    )
    assert answer.redirect_chain == [(FRONT, 302)]
    assert "Front page published." in read_text(answer)
    made = FrontPageLayout.objects.get()
    assert (made.by, made.note, made.slots.get(slot="lead").until) == (editor, "Gauges", truncate_to_minute(until))
    assert read_slots(answer) == {
        ("lead", ""): [(str(stories["S8"].pk), "", format_datetime_local(until))],
        ("secondary", ""): [(str(stories["S6"].pk), "", ""), (str(stories["S7"].pk), "", "")],
        ("country", ""): [("", "TV", ""), ("", "AF", "")],
        ("opinion", ""): [(str(stories["S1"].pk), "", "")],
        ("section", str(section.pk)): [(str(stories["S5"].pk), "", "")],
    }
    found = front_of(client)
    assert (found["lead"], found["secondary"], found["opinion"]) == (["S8"], ["S6", "S7", "S2", "S3", "S4"], ["S1"])
    assert (found["country"][0], found["section"]) == (("tv",), {"south-asia": ["S5"]})


def test_an_arrangement_is_planned_for_its_moment_and_told_so(client, stories, editor, front_time_passes):
    moment = from_now(hours=2)
    answer = log_in(editor).post(
        FRONT,
        layout_form(place_value("lead", stories["S8"]), begins_at=format_datetime_local(moment), note="Morning"),
        follow=True,
    )
    assert "Front page scheduled for" in read_text(answer)
    assert "Morning" in read_text(answer)
    assert FrontPageLayout.objects.get().begins_at == truncate_to_minute(moment)
    before = front_of(client)["lead"]
    assert read_slots(answer) == {}
    front_time_passes(hours=2)
    assert (before, front_of(client)["lead"]) == (["S1"], ["S8"])


def test_an_empty_arrangement_gives_the_page_back_to_the_newest(client, stories, editor):
    front_page.save_layout([Placement("lead", article=stories["S8"].pk)], by=editor)
    before = front_of(client)["lead"]
    log_in(editor).post(FRONT, layout_form())
    assert (before, front_of(client)["lead"]) == (["S8"], ["S1"])


def test_the_page_says_what_fills_each_slot(stories, editor):
    slots = parse(log_in(editor).get(FRONT)).select("section.slot:has(.fills)")
    fills = {slot["data-slot"]: slot.one(".fills").text for slot in slots}
    assert (fills["lead"], fills["secondary"]) == (
        "Filled automatically with the newest stories: S1",
        "Filled automatically with the newest stories: S2 · S3 · S4 · S5 · S6",
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            lambda stories, draft: layout_form(place_value("lead", draft), place_value("opinion", stories["S8"])),
            sentences.NEITHER_PUBLISHED_NOR_SCHEDULED,
        ),
        (
            lambda stories, _draft: layout_form(
                place_value("lead", stories["S8"]), place_value("opinion", stories["S8"])
            ),
            sentences.STORY_PLACED_TWICE,
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S7"]), place_value("lead", stories["S8"])),
            "“Lead” has room for 1.",
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"]), begins_at="2020-01-01T08:00"),
            "Choose a time in the future",
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"]), begins_at="tomorrow"),
            "Enter a valid date/time.",
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"]), begins_at="9999-12-31T23:59"),
            sentences.YEAR_OUT_OF_RANGE,
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"]), note="n" * 201),
            "at most 200 characters",
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"], until="2020-01-01T08:00")),
            "would leave the page at 1 January 2020, 08:00 PKT, before it is on it.",
        ),
        (
            lambda stories, _draft: layout_form(
                place_value("lead", stories["S8"]), place_value("section", stories["S7"], section=9**17)
            ),
            sentences.SECTION_GONE,
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"]), place_value("secondary", 10**17)),
            sentences.NEITHER_PUBLISHED_NOR_SCHEDULED,
        ),
        (
            lambda stories, _draft: layout_form(
                place_value("lead", stories["S8"]), place_value("country", country="QQ")
            ),
            sentences.UNKNOWN_COUNTRY,
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"]), place_value("hero", stories["S7"])),
            sentences.UNKNOWN_SLOT,
        ),
        (
            lambda stories, _draft: layout_form(place_value("lead", stories["S8"]), place_value("opinion")),
            sentences.UNKNOWN_SLOT,
        ),
    ],
)
def test_a_refusal_says_why_keeps_what_was_posted_and_changes_nothing(stories, draft, editor, wrong, sentence):
    facts = wrong(stories, draft)
    facts["note"] = facts["note"] or "A note to keep"
    before = snapshot_front_page()
    answer = log_in(editor).post(FRONT, facts)
    assert (answer.status_code, sentence in read_text(answer), snapshot_front_page()) == (200, True, before)
    kept = {key for places in read_slots(answer).values() for key, _country, _until in places}
    assert str(stories["S8"].pk) in kept
    page = parse(answer)
    assert page.one("[name=note]")["value"] == facts["note"]
    assert page.values_of("#begins_at[value]", "value") == [value for value in [facts["begins_at"]] if value]


def test_a_moment_that_is_none_at_the_end_of_a_pin_is_refused_and_not_forgotten(stories, editor):
    before = snapshot_front_page()
    for until in ("2026-13-45T99:99", "0001-01-01T00:00", "9999-12-31T23:59", "--------", "T", "2027-02-30T10:00"):
        answer = log_in(editor).post(FRONT, layout_form(place_value("lead", stories["S8"], until=until)))
        assert (until, answer.status_code < 500, snapshot_front_page() == before) == (until, True, True)


# The pool.


def test_the_pool_has_what_is_and_will_be_public_the_newest_first(stories, scheduled, editor, publisher, in_review):
    workflow.retract(stories["S3"], by=publisher, reason="No.")
    found = [scheduled.headline, "S1", "S2", "S4", "S5", "S6", "S7", "S8"]
    assert read_pool(log_in(editor).get(FRONT).content.decode()) == found
    assert read_pool(log_in(editor).get(POOL).json()["html"]) == found
    assert "scheduled" in read_text(log_in(editor).get(POOL))


def test_the_pool_is_searched_by_words_of_the_headline(stories, publish, words, editor):
    for headline in ("The river gauge", "A gauge of opinion", "River ferries"):
        publish(replace(words, headline=headline))
    client = log_in(editor)
    found = {
        asked: read_pool(client.get(POOL, {"q": asked}).json()["html"])
        for asked in ("GAUGE", "gauge river", "train", "%", "")
    }
    assert found == {
        "GAUGE": ["A gauge of opinion", "The river gauge"],
        "gauge river": ["The river gauge"],
        "train": [],
        "%": [],
        "": ["River ferries", "A gauge of opinion", "The river gauge", *reversed(stories)],
    }
    assert "No stories match your search." in client.get(POOL, {"q": "train"}).json()["html"]
    assert read_pool(client.get(FRONT, {"q": "ferries"}).content.decode()) == ["River ferries"]


# Earlier and planned arrangements.


def test_the_page_starts_from_an_earlier_arrangement(client, stories, section, editor):
    first = front_page.save_layout(
        [
            Placement("lead", article=stories["S8"].pk),
            Placement("section", article=stories["S7"].pk, section=section.pk),
        ],
        by=editor,
    )
    front_page.save_layout([Placement("lead", article=stories["S6"].pk)], by=editor)
    desk = log_in(editor)
    before = snapshot_front_page()
    assert read_slots(desk.get(FRONT)) == {("lead", ""): [(str(stories["S6"].pk), "", "")]}
    assert read_slots(desk.get(FRONT, {"from": first.pk})) == {
        ("lead", ""): [(str(stories["S8"].pk), "", "")],
        ("section", str(section.pk)): [(str(stories["S7"].pk), "", "")],
    }
    assert (front_of(client)["lead"], snapshot_front_page()) == (["S6"], before)


def test_starting_from_an_arrangement_leaves_out_pins_that_have_ended(stories, editor, front_time_passes):
    places = [
        Placement("lead", article=stories["S8"].pk, until=from_now(hours=1)),
        Placement("secondary", article=stories["S7"].pk, until=from_now(hours=3)),
    ]
    made = front_page.save_layout(places, by=editor)
    before = read_slots(log_in(editor).get(FRONT, {"from": made.pk}))
    front_time_passes(hours=2)
    assert (sorted(before), sorted(read_slots(log_in(editor).get(FRONT, {"from": made.pk})))) == (
        [("lead", ""), ("secondary", "")],
        [("secondary", "")],
    )


def test_a_withdrawn_arrangement_goes_to_the_record_with_who_took_it_back(stories, planned, editor, publisher):
    client = log_in(publisher)
    before = read_text(client.get(FRONT))
    answer = client.post(f"{FRONT}{planned.pk}/withdraw/", follow=True)
    planned.refresh_from_db()
    assert (planned.withdrawn_by, answer.redirect_chain) == (publisher, [(FRONT, 302)])
    after = read_text(answer)
    assert ("Cancel" in before, "Cancel" in after) == (True, False)
    assert "was cancelled." in after
    assert "Later cancelled by paul S8" in after


def test_what_has_begun_is_not_taken_back_and_the_page_says_so(client, stories, planned, editor, front_time_passes):
    front_time_passes(hours=1)
    answer = log_in(editor).post(f"{FRONT}{planned.pk}/withdraw/", follow=True)
    assert sentences.LAYOUT_NOT_WAITING in read_text(answer)
    assert front_of(client)["lead"] == ["S8"]


def test_the_desks_page_is_sound_and_runs_no_script_of_its_own(stories, planned, editor, section):
    front_page.save_layout([Placement("lead", article=stories["S8"].pk), Placement("country", country="PK")], by=editor)
    page = Page(log_in(editor).get(FRONT).content.decode())
    assert (page.problems, page.inline_scripts) == ([], [])
    assert [name for name in page.ids if page.ids.count(name) > 1] == []


def test_the_desks_page_costs_the_same_with_one_story_and_with_many(stories, editor, publish, words):
    client = log_in(editor)
    front_page.save_layout([Placement("lead", article=stories["S8"].pk)], by=editor)
    client.get(FRONT)
    few = count_queries(client, FRONT)
    Section.objects.create(name="Europe", slug="europe", position=2)
    for number in range(4):
        front_page.save_layout(
            [Placement("secondary", article=one.pk) for one in list(stories.values())[:5]], by=editor
        )
        front_page.save_layout([], by=editor, begins_at=from_now(hours=number + 1))
    client.get("/")
    assert count_queries(client, FRONT) == few


def test_a_section_that_is_deleted_leaves_the_record_of_what_was_placed(stories, editor, admin_user):
    europe = Section.objects.create(name="Europe", slug="europe", position=2)
    made = front_page.save_layout([Placement("section", article=stories["S8"].pk, section=europe.pk)], by=editor)
    log_in(admin_user).post(f"/admin/articles/section/{europe.pk}/delete/", {"post": "yes"})
    assert made.slots.count() == 1


def test_days_of_the_record_are_told_with_their_stories(stories, editor):
    front_page.save_layout(
        [Placement("lead", article=stories["S8"].pk), Placement("country", country="PK")], by=editor, note="One"
    )
    front_page.save_layout([], by=editor, note="Two")
    text = read_text(log_in(editor).get(FRONT)).partition("History")[2]
    assert "edith : Two no stories placed" in text or "edith: Two no stories placed" in text
    assert "S8 · Pakistan" in text


# Two people.


def test_who_arranges_after_somebody_else_is_told_keeps_the_places_and_may_press_once_more(stories, editor, publisher):
    second = log_in(publisher)
    opened = layout_form(place_value("lead", stories["S7"]), note="Mine")
    log_in(editor).post(FRONT, layout_form(place_value("lead", stories["S8"])))
    refused = second.post(FRONT, opened)
    assert (refused.status_code, FrontPageLayout.objects.count()) == (200, 1)
    assert "Edith changed the front page at" in read_text(refused)
    assert read_slots(refused) == {("lead", ""): [(str(stories["S7"].pk), "", "")]}
    seen = form_data(refused, having="seen")["seen"][0]
    assert second.post(FRONT, {**opened, "seen": seen}).status_code == 302
    assert FrontPageLayout.objects.latest("pk").slots.get().article == stories["S7"]


def test_another_refusal_does_not_count_as_having_seen_what_somebody_else_arranged(stories, editor, publisher):
    opened = layout_form(place_value("lead", stories["S7"], until="2026-13-99T10:00"))
    log_in(editor).post(FRONT, layout_form(place_value("lead", stories["S8"])))
    refused = log_in(publisher).post(FRONT, opened)
    assert "isn’t a valid date and time" in read_text(refused)
    assert f'name="seen" value="{opened["seen"]}"' in refused.content.decode()


def test_what_somebody_plans_for_later_is_in_nobodys_way(stories, editor, publisher):
    opened = layout_form(place_value("lead", stories["S7"]))
    log_in(editor).post(
        FRONT, layout_form(place_value("lead", stories["S8"]), begins_at=format_datetime_local(from_now(hours=2)))
    )
    assert log_in(publisher).post(FRONT, opened).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "\0"])
def test_who_does_not_say_what_they_saw_replaces_nobodys_arrangement(stories, editor, publisher, seen):
    log_in(editor).post(FRONT, layout_form(place_value("lead", stories["S8"])))
    answer = log_in(publisher).post(FRONT, layout_form(place_value("lead", stories["S7"]), seen=seen))
    assert (answer.status_code, FrontPageLayout.objects.count()) == (200, 1)
