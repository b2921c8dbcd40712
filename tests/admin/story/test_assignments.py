"""The line that says who is on a story: what each person reads and may press there, with a script and without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Assignment, AuditEntry
from articles.services import assignments
from tests.support import sentences
from tests.support.desk import log_in, read_text
from tests.support.pages import Page, parse

pytestmark = pytest.mark.django_db


def page_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def line_on(response):
    """The line's own words and buttons."""
    return " ".join(line.separate_text for line in parse(response).select("section.assignment"))


def press(person, article, do, **fields):
    return log_in(person).post(
        f"/admin/articles/article/{article.pk}/assignment/", {"do": do, "seen": 0, **fields}, follow=True
    )


def on_it():
    return list(Assignment.objects.values_list("to__username", flat=True))


def state():
    return list(Assignment.objects.values()), AuditEntry.objects.count()


def test_each_person_reads_who_is_on_it_and_finds_their_own_presses(draft, reporter, colleague, editor):
    def lines():
        return [line_on(log_in(person).get(page_of(draft))) for person in (reporter, colleague, editor)]

    assign = "Assign … Who: Nobody edith kamal rana Due (Asia/Karachi time) Assign"
    assert lines() == ["Unassigned Assign to me", "Unassigned", f"Unassigned Assign to me {assign}"]
    assignments.take(draft, by=reporter)
    assert lines() == ["Assigned to me Unassign", "Assigned to rana", f"Assigned to rana {assign}"]


def test_a_new_story_says_nothing_of_an_assignment(reporter):
    assert line_on(log_in(reporter).get("/admin/articles/article/add/")) == ""


def test_what_is_late_is_said_to_be_late(draft, reporter, editor):
    assignments.assign(draft, to=reporter, due=timezone.now() + timedelta(hours=1), by=editor, seen=0)
    assert "Overdue" not in line_on(log_in(editor).get(page_of(draft)))
    Assignment.objects.update(due_at="2026-03-02T12:00:00Z")
    assert line_on(log_in(editor).get(page_of(draft))).startswith(
        "Assigned to rana · Overdue · due 2 March 2026, 17:00 PKT"
    )


def test_i_am_on_it_and_giving_it_back_are_one_press_each(draft, reporter):
    assert "Assigned to you." in read_text(press(reporter, draft, "take"))
    assert on_it() == ["rana"]
    assert "Unassigned." in read_text(press(reporter, draft, "release"))
    assert on_it() == [None]


def test_an_editor_assigns_with_a_due_time_in_the_newsrooms_zone(draft, reporter, editor):
    response = press(editor, draft, "assign", to=reporter.pk, due="2199-03-05T17:00")
    assert "Assigned to rana." in read_text(response)
    assert "due 5 March 2199, 17:00 PKT" in line_on(response)
    assert Assignment.objects.get().due_at.isoformat() == "2199-03-05T12:00:00+00:00"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"to": "9" * 30}, "Select a valid choice"),
        ({"to": "x"}, "Select a valid choice"),
        ({"due": "soon"}, "Enter a valid date/time."),
        ({"due": "0001-01-01T00:00"}, sentences.YEAR_OUT_OF_RANGE),
        ({"due": "2001-01-01T00:00"}, sentences.TIME_IN_THE_PAST),
        ({"seen": 4, "due": "2199-03-05T17:00"}, "This assignment has changed."),
        ({"seen": "four"}, "Enter a whole number."),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence_and_changes_nothing(draft, editor, fields, sentence):
    before = state()
    assert sentence in read_text(press(editor, draft, "assign", **fields))
    assert state() == before


@pytest.mark.parametrize(("person", "do"), [("colleague", "take"), ("colleague", "release"), ("reporter", "assign")])
def test_who_may_not_is_told_why_and_nothing_changes(request, draft, reporter, editor, person, do):
    if do == "release":
        assignments.take(draft, by=editor)
    before = state()
    page = read_text(press(request.getfixturevalue(person), draft, do, to=reporter.pk))
    sentence = {"take": "another reporter’s story", "release": "Only editors", "assign": "Only editors"}[do]
    assert (sentence in page, state()) == (True, before)


@pytest.mark.parametrize("do", ["take", "release", "assign", "", "spike"])
def test_being_staff_alone_or_a_made_up_press_is_refused(draft, bystander, reporter, do):
    before = state()
    assert press(bystander, draft, do).status_code == 403
    if do in {"", "spike"}:
        assert press(reporter, draft, do).status_code == 403
    assert log_in(reporter).get(f"/admin/articles/article/{draft.pk}/assignment/").status_code == 405
    assert press(reporter, Article(pk=987654), "take").status_code == 404
    assert state() == before


def test_a_script_gets_the_line_anew_with_what_was_typed_when_it_was_refused(draft, reporter, editor):
    fields = {"do": "assign", "to": reporter.pk, "due": "2001-01-01T00:00", "seen": 0}
    address = f"/admin/articles/article/{draft.pk}/assignment/"
    response = log_in(editor).post(address, fields, headers={"Accept": "application/json"})
    told = response.json()
    assert (response.status_code, told["said"]) == (409, sentences.TIME_IN_THE_PAST)
    assert ('value="2001-01-01T00:00"' in told["html"], told["said"] in Page(told["html"]).separate_text) == (
        True,
        True,
    )
    response = log_in(editor).post(address, {**fields, "due": ""}, headers={"Accept": "application/json"})
    assert (response.status_code, Page(response.json()["html"]).separate_text.startswith("Assigned to rana")) == (
        200,
        True,
    )
