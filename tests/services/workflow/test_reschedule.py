"""A scheduled story is given another moment in one step, and nobody overrules what they have not seen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, AuditEntry, Edition
from articles.services import editing, workflow
from articles.services.editing import Particulars

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def in_hours(hours):
    return (timezone.now() + timedelta(hours=hours)).replace(microsecond=0)


def moves():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_first_publication_moves_to_another_moment_in_one_step(scheduled, publisher):
    at, before, number = in_hours(5), moves(), Edition.objects.get().number
    workflow.reschedule(scheduled, by=publisher, at=at, was=scheduled.publish_at)
    story = Article.objects.get()
    assert (story.standing, story.stage, story.live, story.visible_at) == ("published", "scheduled", story.head, at)
    edition = Edition.objects.get()
    assert (moves(), edition.next_due, edition.number) == ([*before, "reschedule"], at, number + 1)


def test_a_change_to_a_live_story_moves_and_readers_keep_what_they_see(published, words, reporter, editor, publisher):
    story = editing.edit(published, replace(words, headline="The gauge moves"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    story = workflow.schedule(story, by=publisher, at=in_hours(1), kind="fix", note="A typing error.")
    at = in_hours(9)
    workflow.reschedule(story, by=publisher, at=at)
    story = Article.objects.get()
    assert (story.scheduled_change_at, story.stage, story.live.number, story.headline) == (
        at,
        "scheduled",
        1,
        words.headline,
    )


def test_of_two_who_move_a_story_the_second_is_told(scheduled, publisher):
    first, seen = in_hours(5), scheduled.publish_at
    workflow.reschedule(scheduled, by=publisher, at=first, was=seen)
    before = moves()
    with pytest.raises(workflow.MoveRefused, match="Someone has rescheduled this story"):
        workflow.reschedule(scheduled, by=publisher, at=in_hours(7), was=seen)
    assert (Article.objects.get().publish_at, moves()) == (first, before)


@pytest.mark.parametrize("at", [None, timedelta(hours=-1)])
def test_the_new_moment_is_still_to_come(scheduled, publisher, at):
    before = moves()
    with pytest.raises(workflow.MoveRefused, match="a time in the future"):
        workflow.reschedule(scheduled, by=publisher, at=at and timezone.now() + at)
    assert (Article.objects.get().publish_at, moves()) == (scheduled.publish_at, before)


def test_a_story_whose_moment_has_come_is_not_moved_any_more(scheduled, publisher, time_passes):
    time_passes(hours=3)
    with pytest.raises(workflow.MoveRefused, match="not possible"):
        workflow.reschedule(scheduled, by=publisher, at=in_hours(5))
    assert list(Article.objects.published()) == [scheduled]


def test_an_embargo_holds_whatever_earlier_moment_is_chosen(scheduled, words, editor, publisher):
    embargo = in_hours(8)
    editing.edit(scheduled, words, by=editor, base=1, particulars=Particulars(embargo=embargo))
    workflow.reschedule(scheduled, by=publisher, at=in_hours(1))
    assert Article.objects.get().visible_at == embargo
