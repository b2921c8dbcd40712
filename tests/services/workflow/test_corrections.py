"""A change to a story that readers have seen is a dated correction or a silent fix; a scheduled one carries its choice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, AuditEntry, Correction, Edition, Image, PlannedChange
from articles.queries import policy
from articles.services import editing, workflow

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


@pytest.fixture
def changed(published, reporter, editor, words):
    """A live story with approved new words."""
    story = editing.edit(published, replace(words, headline="Right"), by=reporter, base=1)
    return workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)


@pytest.fixture
def plan(changed, publisher):
    """Schedule the change, as a correction unless told otherwise."""

    def schedule(**told):
        at = timezone.now() + timedelta(hours=1)
        asked = {"kind": "correction", "note": "The place was wrong.", **told}
        return workflow.schedule(changed, by=publisher, at=at, **asked)

    return schedule


def corrections():
    return [(one.kind, one.text, one.before.number, one.after.number, one.shown, one.by.username) for one in found()]


def found():
    return Correction.objects.select_related("before", "after", "by")


def test_a_change_to_a_live_story_is_not_published_without_a_choice(changed, publisher):
    with pytest.raises(workflow.MoveRefused, match="publish the change with a correction, or as a silent fix"):
        workflow.publish(changed, by=publisher)
    assert (Article.objects.get().live.number, corrections()) == (1, [])


def test_a_silent_fix_leaves_a_reason_in_the_log_and_no_notice(changed, publisher):
    before = Edition.objects.get().number
    story = workflow.publish_fix(changed, by=publisher, reason="  A missing comma. ")
    entry = AuditEntry.objects.filter(article=story).first()
    assert (entry.action, entry.by, entry.note, entry.revision) == (
        "publish_fix",
        publisher,
        "A missing comma.",
        story.head,
    )
    assert (story.live, story.stage, story.headline, corrections()) == (story.head, "done", "Right", [])
    assert Edition.objects.get().number == before + 1


@pytest.mark.parametrize("person", ["reporter", "editor"])
def test_only_a_publisher_fixes_silently(request, changed, person):
    with pytest.raises(policy.PermissionRefused, match="Only publishers can do this"):
        workflow.publish_fix(changed, by=request.getfixturevalue(person), reason="A comma.")


@pytest.mark.parametrize("length", [300, 301])
def test_the_reason_of_a_silent_fix_fits_in_300_characters(changed, publisher, length):
    if length == 300:
        assert workflow.publish_fix(changed, by=publisher, reason="x" * length).stage == "done"
        return
    with pytest.raises(workflow.MoveRefused, match="The reason has 301 characters; the limit is 300"):
        workflow.publish_fix(changed, by=publisher, reason="x" * length)


def test_the_text_of_a_correction_fits_in_2000_characters(changed, publisher):
    with pytest.raises(workflow.MoveRefused, match="The text for readers has 2001 characters"):
        workflow.publish_with_correction(changed, by=publisher, kind="update", text="x" * 2001)


def test_what_readers_have_not_seen_is_not_fixed_silently(approved, publisher):
    with pytest.raises(workflow.MoveRefused, match="Publish as a silent fix is not possible"):
        workflow.publish_fix(approved, by=publisher, reason="A comma.")


@pytest.mark.parametrize("shown", [True, False])
def test_a_publisher_says_whether_readers_may_open_the_change(changed, publisher, shown):
    workflow.publish_with_correction(changed, by=publisher, kind="apology", text="We are sorry.", shown=shown)
    assert corrections() == [("apology", "We are sorry.", 1, 2, shown, "paul")]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"kind": ""}, "Choose a type"),
        ({"kind": "typo"}, "Choose a type"),
        ({"note": " "}, "Describe what was changed"),
        ({"kind": "fix", "note": "x" * 301}, "The reason has 301 characters"),
    ],
)
def test_a_change_is_not_scheduled_without_a_choice(plan, told, sentence):
    with pytest.raises(workflow.MoveRefused, match=sentence):
        plan(**told)
    assert (Article.objects.get().stage, PlannedChange.objects.count()) == ("approved", 0)


def test_a_first_publication_has_nothing_to_correct(approved, publisher):
    at = timezone.now() + timedelta(hours=1)
    with pytest.raises(workflow.MoveRefused, match="so there is nothing to correct"):
        workflow.schedule(approved, by=publisher, at=at, kind="update", note="New.")
    assert workflow.schedule(approved, by=publisher, at=at, note="For the morning.").stage == "scheduled"


def test_a_scheduled_correction_is_made_at_its_moment_and_not_before(plan, publisher, time_passes):
    plan(shown=False)
    assert corrections() == []
    time_passes(hours=2)
    workflow.apply_due_schedules()
    assert corrections() == [("correction", "The place was wrong.", 1, 2, False, "paul")]
    entry = AuditEntry.objects.get(action="settled")
    assert (entry.by, entry.note, entry.details["kind"]) == (None, "The place was wrong.", "correction")
    assert PlannedChange.objects.count() == 0


def test_a_scheduled_silent_fix_is_logged_at_its_moment(plan, time_passes):
    plan(kind="fix", note="A comma.")
    time_passes(hours=2)
    workflow.apply_due_schedules()
    entry = AuditEntry.objects.get(action="settled")
    assert (corrections(), entry.note, entry.details) == ([], "A comma.", {"kind": "fix"})


@pytest.mark.parametrize("end", ["unscheduled", "edited", "retracted", "killed"])
def test_a_plan_ends_with_its_schedule(plan, end, publisher, reporter, words, time_passes):
    story = plan()
    assert PlannedChange.objects.count() == 1
    {
        "unscheduled": lambda: workflow.unschedule(story, by=publisher),
        "edited": lambda: editing.edit(story, replace(words, headline="Again"), by=publisher, base=2),
        "retracted": lambda: workflow.retract(story, by=publisher, reason="It was wrong."),
        "killed": lambda: workflow.kill(story, by=publisher, reason="A court said so."),
    }[end]()
    time_passes(hours=2)
    workflow.apply_due_schedules()
    assert (PlannedChange.objects.count(), corrections()) == (0, [])


def test_another_schedule_carries_another_choice(plan, publisher, time_passes):
    workflow.unschedule(plan(), by=publisher)
    plan(kind="update", note="There is more.")
    time_passes(hours=2)
    workflow.apply_due_schedules()
    assert corrections() == [("update", "There is more.", 1, 2, True, "paul")]


def test_a_change_that_breaks_a_check_at_its_moment_tells_readers_nothing(
    published, picture_less, publisher, time_passes
):
    picture_less()
    time_passes(hours=2)
    workflow.apply_due_schedules()
    assert (Article.objects.get().stage, PlannedChange.objects.count(), corrections()) == ("approved", 0, [])


@pytest.fixture
def picture_less(published, reporter, editor, publisher, words):
    """Schedule a change whose picture is then lost."""

    def lose():
        picture = Image.objects.create(width=1, height=1, alt="A gauge", credit_line="Own", file="pictures/x.jpg")
        story = editing.edit(published, replace(words, lead_image=picture.pk), by=reporter, base=1)
        story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
        at = timezone.now() + timedelta(hours=1)
        workflow.schedule(story, by=publisher, at=at, kind="update", note="A picture.")
        Image.objects.all().delete()

    return lose
