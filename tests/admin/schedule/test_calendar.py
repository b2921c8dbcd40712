"""The calendar: what stands on which day of the newsroom's own calendar, and what dragging it does."""

import datetime
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.domain.dates import moments_at_local_time, move_to_day
from articles.models import Article, Assignment, AuditEntry
from articles.services import assignments, editing, workflow
from articles.services.editing import Particulars
from tests.support import sentences
from tests.support.desk import MAX_QUERIES, find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

CALENDAR = "/admin/articles/article/calendar/"
KARACHI = ZoneInfo("Asia/Karachi")


def days(response):
    """{day: what stands on it, in order, as (time, what happens, story)}."""
    return {column["data-column"]: _entries(column) for column in parse(response).select("[data-column]")}


def _entries(column):
    entries = column.select("li:has(.entry-when)")
    return [(*entry.one(".entry-when").separate_text.split(" ", 1), *find_story_ids(entry)) for entry in entries]


def entries(person, query):
    return {day: found for day, found in days(log_in(person).get(CALENDAR + query)).items() if found}


def at(text):
    """A moment on the newsroom's clock."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=KARACHI)


def send(person, article, **fields):
    """The answer's sentence and status."""
    response = log_in(person).post(f"/admin/articles/article/{article.pk}/moment/", fields)
    return response.json()["said"], response.status_code


def state():
    return list(Article.objects.order_by("pk").values()), list(Assignment.objects.values()), AuditEntry.objects.count()


@pytest.fixture
def planned(create_story, publisher):
    """A story that is scheduled for a Tuesday far from now."""
    article = create_story("approved", "Planned")
    return workflow.schedule(article, by=publisher, at=at("2190-03-02T08:30"))


@pytest.fixture
def due(draft, reporter, editor):
    """A story that is due on the same Tuesday."""
    assignments.assign(draft, to=reporter, due=at("2190-03-02T17:00"), by=editor, seen=0)
    return draft


def test_a_week_shows_what_happens_on_each_of_its_days(planned, due, create_story, words, reporter, publisher):
    secret = editing.create(words, by=reporter, particulars=Particulars(embargo=at("2190-03-04T06:00")))
    Article.objects.filter(pk=create_story("done", "Published").pk).update(publish_at=at("2026-03-02T09:15"))
    assert entries(publisher, "?week=2190-W09") == {
        "2190-03-02": [("08:30", "scheduled", planned.pk), ("17:00", "due", due.pk)],
        "2190-03-04": [("06:00", "embargo ends", secret.pk)],
    }
    assert [found for day in entries(publisher, "?week=2026-W10").values() for found in day] == [
        ("09:15", "published", Article.objects.get(headline="Published").pk)
    ]


def test_a_scheduled_change_stands_at_its_moment_and_its_story_where_it_was_published(
    published, words, reporter, editor, publisher
):
    Article.objects.update(publish_at=at("2026-03-02T09:15"))
    story = editing.edit(published, replace(words, headline="Changed"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    workflow.schedule(story, by=publisher, at=at("2190-03-02T08:30"), kind="fix", note="A typing error.")
    assert entries(publisher, "?day=2190-03-02") == {"2190-03-02": [("08:30", "scheduled change", story.pk)]}
    assert entries(publisher, "?day=2026-03-02") == {"2026-03-02": [("09:15", "published", story.pk)]}


def test_what_is_late_is_said_to_be_late(due, editor):
    Assignment.objects.update(due_at=at("2026-03-02T17:00"))
    assert entries(editor, "?day=2026-03-02") == {"2026-03-02": [("17:00", "overdue", due.pk)]}


def test_a_day_ends_at_the_newsrooms_midnight(due, editor):
    Assignment.objects.update(due_at=at("2190-03-02T23:59"))
    assert list(entries(editor, "?week=2190-W09")) == ["2190-03-02"]
    Assignment.objects.update(due_at=at("2190-03-03T00:00"))
    assert list(entries(editor, "?week=2190-W09")) == ["2190-03-03"]


@pytest.mark.parametrize(
    ("query", "first", "count"),
    [("?week=2026-W53", "2026-12-28", 7), ("?week=2027-W01", "2027-01-04", 7), ("?day=2028-02-29", "2028-02-29", 1)],
)
def test_the_address_names_a_week_or_a_day(editor, query, first, count):
    found = list(days(log_in(editor).get(CALENDAR + query)))
    assert (found[0], len(found)) == (first, count)


def test_without_an_address_of_its_own_it_is_this_week_and_the_others_are_a_press_away(editor):
    page = log_in(editor).get(CALENDAR)
    today = timezone.localdate()
    assert today.isoformat() in days(page)
    year, week, _day = (today + timedelta(days=7)).isocalendar()
    assert find_links(page)["Next week"] == f"?week={year}-W{week:02}"
    page = log_in(editor).get(f"{CALENDAR}?day=2026-11-01")
    assert {name: find_links(page)[name] for name in ("Previous day", "Week view", "Next day")} == {
        "Previous day": "?day=2026-10-31",
        "Week view": "?week=2026-W44",
        "Next day": "?day=2026-11-02",
    }


@pytest.mark.parametrize("query", ["?week=2026-W54", "?week=0001-W01", "?week=x", "?day=2026-02-30", "?day=9999-12-31"])
def test_what_is_no_week_is_said_and_this_week_is_shown(editor, query):
    page = log_in(editor).get(CALENDAR + query)
    assert f"“{query.partition('=')[2]}” isn’t a week or a day. Showing this week." in read_text(page)
    assert timezone.localdate().isoformat() in days(page)


def test_empty_days_say_what_to_do_next(editor):
    page = read_text(log_in(editor).get(f"{CALENDAR}?week=2190-W20"))
    assert "Set a due time on a story’s page, or schedule an approved story. Board" in page
    assert page.count("Nothing on this day.") == 7


def test_what_is_dragged_to_another_day_keeps_its_time(planned, due, editor, publisher):
    told = send(publisher, planned, kind="scheduled", was=planned.publish_at.isoformat(), day="2190-03-05")
    assert told == ("“Planned” is scheduled for 5 March 2190, 08:30 PKT.", 200)
    told = send(editor, due, kind="due", was=1, day="2190-03-01")
    assert told == ("“Two ministries agree on one river gauge” is due on 1 March 2190, 17:00 PKT.", 200)
    assert entries(editor, "?week=2190-W09") == {
        "2190-03-01": [("17:00", "due", due.pk)],
        "2190-03-05": [("08:30", "scheduled", planned.pk)],
    }
    assert [entry.action for entry in AuditEntry.objects.all()[:2]] == ["due", "reschedule"]


def test_any_other_moment_can_be_typed(planned, publisher):
    told = send(publisher, planned, kind="scheduled", was=planned.publish_at.isoformat(), at="2190-04-01T00:05")
    assert told == ("“Planned” is scheduled for 1 April 2190, 00:05 PKT.", 200)


def test_an_embargo_is_not_dragged_away(planned, words, editor, publisher):
    embargo = at("2190-03-04T06:00")
    editing.edit(planned, planned.newest.document, by=editor, base=1, particulars=Particulars(embargo=embargo))
    told = send(publisher, planned, kind="scheduled", was=planned.publish_at.isoformat(), day="2190-03-01")
    assert told == ("“Planned” is scheduled for 4 March 2190, 06:00 PKT.", 200)


def test_of_two_who_drag_the_same_story_the_second_is_told(planned, due, editor, publisher):
    seen = planned.publish_at.isoformat()
    assert send(publisher, planned, kind="scheduled", was=seen, day="2190-03-05")[1] == 200
    assert send(editor, due, kind="due", was=1, day="2190-03-05")[1] == 200
    before = state()
    told = send(publisher, planned, kind="scheduled", was=seen, day="2190-03-06")
    assert told == (sentences.RESCHEDULED_MEANWHILE, 409)
    told = send(publisher, due, kind="due", was=1, day="2190-03-06")
    assert told == ("This assignment has changed. The story is now assigned to rana.", 409)
    assert state() == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": "2020-01-01"}, sentences.TIME_IN_THE_PAST),
        ({"day": "2190-02-30"}, "Enter a valid date."),
        ({"day": "9999-12-31"}, sentences.YEAR_OUT_OF_RANGE),
        ({"at": "soon"}, "Enter a valid date/time."),
        ({"at": "2190-02-30T08:00"}, "Enter a valid date/time."),
        ({"at": "0001-01-01T00:00"}, sentences.YEAR_OUT_OF_RANGE),
        ({}, sentences.TIME_IN_THE_PAST),
        ({"was": "x", "day": "2190-03-05"}, sentences.RESCHEDULED_MEANWHILE),
        (
            {"kind": "published", "day": "2190-03-05"},
            "Select a valid choice. published is not one of the available choices.",
        ),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence_and_changes_nothing(planned, publisher, fields, sentence):
    before = state()
    asked = {"kind": "scheduled", "was": planned.publish_at.isoformat(), **fields}
    assert send(publisher, planned, **asked) == (sentence, 409)
    assert state() == before


def test_each_kind_is_moved_by_those_whose_duty_it_is(planned, due, reporter, editor, publisher):
    def movable(person):
        page = parse(log_in(person).get(f"{CALENDAR}?week=2190-W09"))
        return {key.partition("-")[0] for key in page.values_of("[data-key][draggable]", "data-key")}

    assert [movable(person) for person in (reporter, editor, publisher)] == [set(), {"due"}, {"scheduled", "due"}]
    before = state()
    assert send(editor, planned, kind="scheduled", was=planned.publish_at.isoformat(), day="2190-03-05") == (
        sentences.NOT_A_PUBLISHER,
        409,
    )
    assert send(reporter, due, kind="due", was=1, day="2190-03-05") == (
        "Only editors and publishers can assign stories.",
        409,
    )
    assert state() == before


def test_what_is_published_or_not_due_is_not_moved(published, publisher):
    before = state()
    assert (
        send(publisher, published, kind="scheduled", was="x", day="2190-03-05")[0]
        == "This story is no longer scheduled."
    )
    assert send(publisher, published, kind="due", was=0, day="2190-03-05")[0] == "This story no longer has a due time."
    assert state() == before


def test_who_may_see_no_story_sees_no_calendar_and_moves_nothing(planned, bystander, outsider):
    before = state()
    fields = {"kind": "scheduled", "was": planned.publish_at.isoformat(), "day": "2190-03-05"}
    address = f"/admin/articles/article/{planned.pk}/moment/"
    assert [
        log_in(bystander).get(CALENDAR).status_code,
        log_in(bystander).post(address, fields).status_code,
    ] == [403, 403]
    assert [client.get(CALENDAR).status_code for client in (Client(), log_in(outsider))] == [302, 302]
    assert state() == before


@pytest.fixture
def berlin(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    timezone.activate("Europe/Berlin")
    yield ZoneInfo("Europe/Berlin")
    timezone.deactivate()


def test_days_on_which_the_clocks_change_are_as_long_as_they_are(berlin, due, editor):
    """The 29th of March 2026 has 23 hours in Berlin, the 25th of October has 25."""
    for text, day in (
        ("2026-03-28T23:30", "2026-03-28"),
        ("2026-03-29T00:00", "2026-03-29"),
        ("2026-03-29T23:59", "2026-03-29"),
        ("2026-10-25T23:59", "2026-10-25"),
        ("2026-10-26T00:00", "2026-10-26"),
    ):
        moment = datetime.datetime.fromisoformat(text).replace(tzinfo=berlin)
        Assignment.objects.update(due_at=moment)
        assert entries(editor, f"?day={day}") == {day: [(text[11:], "overdue", due.pk)]}


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("2026-03-28", "2026-03-28T02:30:00+01:00"),
        ("2026-03-29", "2026-03-29T03:30:00+02:00"),  # the clocks skip half past two
        ("2026-07-01", "2026-07-01T02:30:00+02:00"),
        ("2026-10-25", "2026-10-25T02:30:00+02:00"),  # the first of two
        ("2026-10-26", "2026-10-26T02:30:00+01:00"),
    ],
)
def test_a_time_is_kept_over_a_change_of_the_clocks(berlin, day, kept):
    moment = datetime.datetime(2026, 1, 15, 2, 30, tzinfo=berlin)
    assert move_to_day(moment, datetime.date.fromisoformat(day)).astimezone(berlin).isoformat() == kept


@pytest.mark.parametrize(
    ("clock", "meant"),
    [
        ("2026-03-29T02:30", []),
        ("2026-03-29T03:30", ["01:30"]),
        ("2026-10-25T02:30", ["00:30", "01:30"]),
        ("2026-10-25T03:30", ["02:30"]),
    ],
)
def test_what_the_clocks_show_is_read_as_often_as_they_show_it(berlin, clock, meant):
    assert [f"{moment:%H:%M}" for moment in moments_at_local_time(datetime.datetime.fromisoformat(clock))] == meant


def test_who_types_a_time_that_comes_twice_says_which(berlin, planned, publisher):
    """Chosen in the years that a zone's rules are written out for."""
    fields = {"kind": "scheduled", "was": planned.publish_at.isoformat(), "at": "2032-10-31T02:30"}
    response = log_in(publisher).post(f"/admin/articles/article/{planned.pk}/moment/", fields)
    told = response.json()
    assert (told["twice"], told["said"]) == (
        True,
        "Clocks go back that night, so this time comes twice. Tick the box if you mean the second.",
    )
    assert send(publisher, planned, **fields, second="on")[1] == 200
    assert Article.objects.get().publish_at.isoformat() == "2032-10-31T01:30:00+00:00"
    skipped = {**fields, "was": "2032-10-31T01:30:00+00:00", "at": "2032-03-28T02:30"}
    assert send(publisher, planned, **skipped) == (
        "Clocks go forward that night and skip this time. Choose another.",
        409,
    )


def test_the_calendar_asks_as_little_of_three_hundred_stories_as_of_one(create_story, reporter, editor, publisher):
    def asked():
        client = log_in(publisher)
        client.get(CALENDAR)
        with CaptureQueriesContext(connection) as queries:
            client.get(CALENDAR)
        return len(queries)

    def fill(number):
        while Article.objects.filter(stage="done").count() < number:
            for stage in ("draft", "scheduled", "done"):
                story = create_story(stage, f"{stage} {Article.objects.count()}")
                assignments.assign(story, to=reporter, due=timezone.now() + timedelta(minutes=1), by=editor, seen=0)

    counts = []
    for number in (1, 3):
        fill(number)
        counts.append(asked())
    done = Article.objects.filter(stage="done").first()
    Article.objects.bulk_create(
        Article(
            created_by=reporter,
            slug=f"story-{number}",
            headline=f"Story {number}",
            stage="done",
            standing="published",
            head_id=done.head_id,
            live_id=done.live_id,
            publish_at=done.publish_at,
        )
        for number in range(300)
    )
    page = log_in(publisher).get(CALENDAR)
    today = timezone.localdate().isoformat()
    assert sum(1 for _time, what, _story in days(page)[today] if what == "published") == 12
    assert find_links(page)["and 291 more"] == f"?day={today}"
    counts.append(asked())
    assert counts == [counts[0]] * 3
    assert counts[0] <= MAX_QUERIES
