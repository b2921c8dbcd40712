"""Who is on a story: who may say so, what follows from it, and what the log keeps."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db.models.functions import Now
from django.utils import timezone

from articles.models import Article, Assignment, AuditEntry, User
from articles.queries import policy
from articles.queries.policy import PermissionRefused
from articles.services import assignments, editing, workflow
from articles.services.assignments import AssignmentRejected
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def kept():
    return list(Assignment.objects.values_list("article", "to__username", "due_at", "by__username", "number"))


def logged():
    """What the log says of assignments, the newest first."""
    entries = AuditEntry.objects.filter(action__in=["assigned", "taken", "released", "due"])
    return [(entry.words, entry.by.username, entry.note) for entry in entries]


def state():
    """All that assigning may change."""
    return list(Assignment.objects.values()), AuditEntry.objects.count()


def in_hours(hours):
    return (timezone.now() + timedelta(hours=hours)).replace(microsecond=0)


@pytest.mark.parametrize("person", ["editor", "publisher"])
def test_editors_and_publishers_assign_a_story_with_a_due_time(request, draft, colleague, person):
    due = in_hours(5)
    somebody = request.getfixturevalue(person)
    assignments.assign(draft, to=colleague, due=due, by=somebody, seen=0)
    assert kept() == [(draft.pk, "kamal", due, somebody.username, 1)]
    ((words, who, note),) = logged()
    assert (words, who, note.startswith("kamal, due ")) == ("assigned the story", somebody.username, True)


def test_a_reporter_assigns_nobody(draft, reporter, colleague):
    before = state()
    with pytest.raises(PermissionRefused, match="Only editors and publishers can assign stories"):
        assignments.assign(draft, to=colleague, due=None, by=reporter, seen=0)
    assert state() == before


@pytest.mark.parametrize("person", ["bystander", "outsider"])
def test_nobody_is_given_a_story_who_may_not_write(request, draft, editor, person):
    somebody = request.getfixturevalue(person)
    before = state()
    with pytest.raises(AssignmentRejected, match=f"{somebody.username} does not have permission to write stories"):
        assignments.assign(draft, to=somebody, due=None, by=editor, seen=0)
    assert state() == before
    assert list(policy.assignable().filter(pk=somebody.pk)) == []


def test_everybody_who_may_write_can_be_chosen(reporter, editor, publisher, colleague, bystander, outsider, admin_user):
    leaver = User.objects.create_user("lena", is_staff=True, is_active=False)
    leaver.groups.set(Group.objects.filter(name="Reporters"))
    chosen = list(policy.assignable().values_list("username", flat=True))
    assert chosen == ["admin", "edith", "kamal", "paul", "rana"]


def test_what_is_so_already_changes_nothing(draft, editor, reporter):
    assignments.assign(draft, to=reporter, due=None, by=editor, seen=0)
    before = state()
    assignments.assign(draft, to=reporter, due=None, by=editor, seen=0)
    assignments.take(draft, by=reporter)
    assert state() == before


def test_of_two_editors_who_assign_a_story_the_second_is_told(draft, editor, publisher, reporter, colleague):
    assignments.assign(draft, to=reporter, due=None, by=editor, seen=0)
    before = state()
    with pytest.raises(AssignmentRejected, match=r"This assignment has changed\. The story is now assigned to rana"):
        assignments.assign(draft, to=colleague, due=None, by=publisher, seen=0)
    assert state() == before
    assignments.assign(draft, to=colleague, due=None, by=publisher, seen=1)
    assert [row[1] for row in kept()] == ["kamal"]


def test_a_due_time_is_still_to_come_or_stays_as_it_was(draft, editor, reporter):
    past = in_hours(-1)
    with pytest.raises(AssignmentRejected, match="a time in the future"):
        assignments.assign(draft, to=reporter, due=past, by=editor, seen=0)
    assignments.assign(draft, to=None, due=in_hours(1), by=editor, seen=0)
    Assignment.objects.update(due_at=past)
    assignments.assign(draft, to=reporter, due=past, by=editor, seen=1)
    assert [row[1:3] for row in kept()] == [("rana", past)]


def test_who_says_i_am_on_it_is(draft, reporter, editor):
    due = in_hours(3)
    assignments.assign(draft, to=None, due=due, by=editor, seen=0)
    assignments.take(draft, by=reporter)
    assert [row[1:3] for row in kept()] == [("rana", due)]
    assert [entry[:2] for entry in logged()] == [("took the assignment", "rana"), ("set the due time", "edith")]


def test_nobody_takes_a_story_from_a_colleague(draft, reporter, editor):
    assignments.take(draft, by=reporter)
    before = state()
    with pytest.raises(AssignmentRejected, match="already assigned to rana"):
        assignments.take(draft, by=editor)
    assert state() == before


def test_a_reporter_takes_no_story_that_they_may_not_change(draft, colleague, reporter):
    before = state()
    with pytest.raises(PermissionRefused, match="another reporter’s story"):
        assignments.take(draft, by=colleague)
    assert state() == before
    assert assignments.take(draft, by=reporter).to == reporter


def test_whoever_is_on_it_gives_it_back_and_the_due_time_stays(draft, reporter, colleague, editor):
    due = in_hours(3)
    assignments.assign(draft, to=reporter, due=due, by=editor, seen=0)
    with pytest.raises(PermissionRefused, match="Only editors and publishers"):
        assignments.release(draft, by=colleague)
    assignments.release(draft, by=reporter)
    assert [row[1:3] for row in kept()] == [(None, due)]
    assert logged()[0][:2] == ("unassigned the story", "rana")
    before = state()
    assignments.release(draft, by=reporter)
    assert state() == before


def test_who_is_assigned_may_change_and_submit_a_colleagues_story(draft, colleague, editor, words):
    assert policy.why_not_edit(colleague, draft).startswith(sentences.ANOTHER_REPORTERS)
    assignments.assign(draft, to=colleague, due=None, by=editor, seen=0)
    assert policy.why_not_edit(colleague, draft) is None
    assert workflow.submit(draft, by=colleague).stage == "in_review"
    assignments.release(draft, by=editor)
    assert policy.why_not_edit(colleague, draft).startswith(sentences.ANOTHER_REPORTERS)


def test_a_spiked_story_is_assigned_to_nobody(draft, reporter, editor):
    workflow.spike(draft, by=editor)
    with pytest.raises(PermissionRefused, match="spiked"):
        assignments.assign(draft, to=reporter, due=None, by=editor, seen=0)


def test_whoever_published_it_has_done_with_it(approved, reporter, editor, publisher):
    assignments.assign(approved, to=reporter, due=in_hours(1), by=editor, seen=0)
    workflow.publish(approved, by=publisher)
    assert [row[1:3] for row in kept()] == [(None, None)]


def test_a_scheduled_story_is_done_with_when_its_moment_has_come(scheduled, reporter, editor, time_passes):
    assignments.assign(scheduled, to=reporter, due=None, by=editor, seen=0)
    workflow.apply_due_schedules()
    assert [row[1] for row in kept()] == ["rana"]
    time_passes(hours=3)
    workflow.apply_due_schedules()
    assert [row[1] for row in kept()] == [None]


def test_a_live_story_is_assigned_for_an_update_and_stays_so_when_it_is_retracted(
    published, reporter, editor, publisher
):
    assignments.assign(published, to=reporter, due=None, by=editor, seen=0)
    workflow.retract(published, by=publisher, reason="It was wrong.")
    assert [row[1] for row in kept()] == ["rana"]


def test_what_is_late_is_due_and_neither_scheduled_nor_spiked(words, scheduled, reporter, editor):
    late, later, dropped = (editing.create(words, by=reporter) for _story in range(3))
    for story in (late, later, dropped, scheduled):
        assignments.assign(story, to=reporter, due=in_hours(1), by=editor, seen=0)
    workflow.spike(dropped, by=editor)
    Assignment.objects.exclude(article=later).update(due_at=in_hours(-1))
    assert list(Article.objects.due_before(Now())) == [late]
    assert list(Article.objects.assigned_to(reporter).by_due()) == [late, later]
