"""Who has a story open and who holds it: a soft lock, told to everybody, taken over with a line in the log."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import AuditEntry, EditSession, Revision, User
from articles.queries import policy
from articles.services import edit_sessions
from tests.support import sentences

pytestmark = pytest.mark.vendor_sql


def seen(article, person, window=""):
    """Who else is there, as (name, field); and who holds the story."""
    company = edit_sessions.list_sessions(article, by=person, tab_key=window)
    return [
        (row.person.username, row.field) for row in company.others
    ], company.holder and company.holder.person.username


def pass_by(**span):
    for row in EditSession.objects.all():
        EditSession.objects.filter(pk=row.pk).update(seen_at=row.seen_at - datetime.timedelta(**span))


def test_who_comes_second_is_told_who_writes_where(draft, reporter, editor):
    edit_sessions.report_session(draft, "a", by=reporter, field="standfirst")
    edit_sessions.report_session(draft, "b", by=editor, field="body")
    assert seen(draft, editor) == ([("rana", "standfirst")], "rana")
    assert seen(draft, reporter) == ([("edith", "body")], "rana")


def test_the_field_follows_who_writes_and_the_moment_they_came_stays(draft, reporter, editor):
    edit_sessions.report_session(draft, "a", by=reporter, field="headline")
    since = EditSession.objects.get().since
    edit_sessions.report_session(draft, "a", by=reporter, field="x" * 99)
    assert (EditSession.objects.get().since, EditSession.objects.get().field) == (since, "x" * 40)


def test_nobody_is_told_of_themselves_in_another_window(draft, reporter):
    edit_sessions.report_session(draft, "a", by=reporter)
    edit_sessions.report_session(draft, "b", by=reporter)
    company = edit_sessions.list_sessions(draft, by=reporter, tab_key="b")
    assert (company.others, company.held_by_other, company.mine.window) == ((), False, "b")


def test_who_loads_the_page_again_keeps_their_place(draft, reporter, editor):
    edit_sessions.report_session(draft, "a", by=reporter)
    edit_sessions.report_session(draft, "b", by=editor)
    edit_sessions.report_session(draft, "c", by=reporter)
    edit_sessions.close_session(draft, "a", by=reporter)
    assert seen(draft, editor) == ([("rana", "")], "rana")


def test_who_leaves_hands_the_story_to_who_came_next(draft, reporter, editor):
    edit_sessions.report_session(draft, "a", by=reporter)
    edit_sessions.report_session(draft, "b", by=editor)
    edit_sessions.close_session(draft, "a", by=reporter)
    assert seen(draft, reporter) == ([("edith", "")], "edith")


def test_a_window_that_was_not_seen_for_a_minute_is_gone(draft, reporter, editor):
    edit_sessions.report_session(draft, "a", by=reporter)
    pass_by(seconds=45)
    assert seen(draft, editor) == ([("rana", "")], "rana")
    pass_by(seconds=15)
    assert seen(draft, editor) == ([], None)
    edit_sessions.report_session(draft, "b", by=editor)
    assert [row.person for row in EditSession.objects.all()] == [editor]


def test_taking_over_is_logged_and_told_to_who_held_the_story(draft, reporter, editor):
    edit_sessions.report_session(draft, "a", by=reporter)
    edit_sessions.report_session(draft, "b", by=editor)
    assert edit_sessions.list_sessions(draft, by=editor, tab_key="b").held_by_other
    edit_sessions.take_over(draft, "b", by=editor)
    held, lost = (
        edit_sessions.list_sessions(draft, by=editor, tab_key="b"),
        edit_sessions.list_sessions(draft, by=reporter, tab_key="a"),
    )
    assert (held.held_by_other, held.taken_from_me, lost.held_by_other, lost.taken_from_me) == (
        False,
        False,
        True,
        True,
    )
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.by, entry.note, entry.words) == (
        "took_over",
        editor,
        "rana",
        sentences.TOOK_OVER,
    )
    assert Revision.objects.count() == 1


def test_who_comes_after_a_taking_over_has_lost_nothing(draft, reporter, editor, publisher):
    edit_sessions.report_session(draft, "a", by=reporter)
    edit_sessions.take_over(draft, "b", by=editor)
    edit_sessions.report_session(draft, "c", by=publisher)
    late = edit_sessions.list_sessions(draft, by=publisher, tab_key="c")
    assert (late.held_by_other, late.taken_from_me, late.holder.person) == (True, False, editor)


def test_who_holds_the_story_takes_nothing_over(draft, reporter):
    before = AuditEntry.objects.count()
    edit_sessions.take_over(draft, "a", by=reporter)
    edit_sessions.take_over(draft, "b", by=reporter)
    assert AuditEntry.objects.count() == before


def test_nobody_takes_over_what_they_may_not_edit(approved, reporter, editor):
    edit_sessions.report_session(approved, "b", by=editor)
    edit_sessions.report_session(approved, "a", by=reporter)
    with pytest.raises(policy.PermissionRefused):
        edit_sessions.take_over(approved, "a", by=reporter)
    assert seen(approved, reporter)[1] == "edith"


def test_another_reporter_does_not_sit_down_at_the_story(draft, reporter):
    other = User.objects.create_user("omar", is_staff=True)
    other.groups.set(Group.objects.filter(name="Reporters"))
    edit_sessions.report_session(draft, "a", by=reporter)
    with pytest.raises(policy.PermissionRefused):
        edit_sessions.report_session(draft, "b", by=other)
    assert seen(draft, other) == ([("rana", "")], "rana")
    assert EditSession.objects.get().since <= timezone.now()
