"""Advisory checks ask for a reason before a story is published, on every way; the reason is logged, and the clock knows it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.domain import checklist
from articles.models import Article, AuditEntry, Image, LinkCheck
from articles.models.link_checks import digest_address
from articles.services import editing, workflow
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

LINK = "https://gone.example/"
ASKS = sentences.NO_STANDFIRST
FIX = {"kind": "fix", "note": "A typing error."}


@pytest.fixture(autouse=True)
def _checked_by_default(settings):
    settings.CHECKS = checklist.parse_severities([])


@pytest.fixture
def approve(reporter, editor):
    """Bring words to where a publisher may publish them: as a new story, or as a change to one."""

    def create_story(document, article=None):
        if article is None:
            story = editing.create(document, by=reporter)
        else:
            story = editing.edit(article, document, by=reporter, base=article.newest.number)
        return workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=story.newest.number)

    return create_story


def soon():
    return timezone.now() + timedelta(hours=1)


def logged():
    return AuditEntry.objects.first().details.get("overridden")


@pytest.mark.parametrize(
    "move",
    [
        workflow.publish,
        lambda story, **asked: workflow.schedule(story, at=soon(), **asked),
    ],
    ids=["publish", "schedule"],
)
def test_what_an_advisory_check_finds_is_published_for_a_reason_alone(move, approve, words, publisher):
    story = approve(replace(words, standfirst=""))
    before = AuditEntry.objects.count()
    with pytest.raises(workflow.ReasonNeeded) as refusal:
        move(story, by=publisher)
    assert (str(refusal.value), [one.code for one in refusal.value.findings]) == (ASKS, ["standfirst"])
    assert (Article.objects.get().standing, AuditEntry.objects.count()) == ("unpublished", before)
    move(story, by=publisher, overriding={"standfirst": " It is a list of names. "})
    assert (Article.objects.get().standing, logged()) == ("published", {"standfirst": "It is a list of names."})


def test_a_story_without_findings_needs_no_reason_and_logs_none(approve, words, publisher):
    workflow.publish(approve(words), by=publisher, overriding={"standfirst": "Not needed."})
    assert AuditEntry.objects.first().details == {}


def test_a_correction_needs_a_reason_too(published, approve, words, publisher):
    story = approve(replace(words, standfirst=""), published)
    with pytest.raises(workflow.ReasonNeeded):
        workflow.publish_with_correction(story, by=publisher, kind="update", text="It is a list.")
    asked = {"kind": "update", "text": "It is a list.", "overriding": {"standfirst": "A list."}}
    workflow.publish_with_correction(story, by=publisher, **asked)
    assert logged() == {"standfirst": "A list."}


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_of_words(approve, words, publisher, reason):
    with pytest.raises(workflow.ReasonNeeded):
        workflow.publish(approve(replace(words, standfirst="")), by=publisher, overriding={"standfirst": reason})


def test_a_reason_holds_for_what_it_was_given_for(approve, words, publisher):
    story = approve(replace(words, standfirst="", headline="H" * 111))
    with pytest.raises(workflow.ReasonNeeded) as refusal:
        workflow.publish(story, by=publisher, overriding={"standfirst": "A list."})
    assert [one.code for one in refusal.value.findings] == ["headline_length"]
    workflow.publish(story, by=publisher, overriding={workflow.ANY_CHECK: "Both are meant."})
    assert logged() == {"headline_length": "Both are meant.", "standfirst": "Both are meant."}


@pytest.mark.parametrize("overriding", [{"placeholder": "In a hurry."}, {"*": "In a hurry."}])
def test_no_reason_overrides_what_blocks(approve, words, publisher, overriding):
    story = approve(replace(words, headline="TK", standfirst=""))
    with pytest.raises(workflow.MoveRefused, match=r"^“TK” is still in the headline\.$"):
        workflow.publish(story, by=publisher, overriding=overriding)


def test_the_house_may_block_what_is_advisory_elsewhere(approve, words, publisher, settings):
    settings.CHECKS = checklist.parse_severities(["standfirst:blocking"])
    story = approve(replace(words, standfirst=""))
    with pytest.raises(workflow.MoveRefused, match=r"^No standfirst\.$"):
        workflow.publish(story, by=publisher, overriding={workflow.ANY_CHECK: "A list."})


def test_a_hint_asks_for_nothing(approve, words, publisher):
    workflow.publish(approve(replace(words, section=None, label="")), by=publisher)
    assert Article.objects.get().standing == "published"


def test_what_was_overridden_when_scheduling_is_overridden_for_the_clock(
    published, approve, words, publisher, time_passes
):
    story = approve(replace(words, standfirst="", headline="Changed"), published)
    workflow.schedule(story, by=publisher, at=soon(), **FIX, overriding={"standfirst": "A list."})
    time_passes(hours=2)
    assert [settled.headline for settled in workflow.apply_due_schedules()] == ["Changed"]


def test_what_has_come_up_since_the_scheduling_keeps_a_change_back_when_it_is_due(
    published, approve, words, publisher, time_passes
):
    story = approve(replace(words, body=f'<p>A <a href="{LINK}">page</a>.</p>', headline="Changed"), published)
    workflow.schedule(story, by=publisher, at=soon(), **FIX)
    LinkCheck.objects.create(
        digest=digest_address(LINK), address=LINK, state="dead", status=404, checked_at=timezone.now()
    )
    time_passes(hours=2)
    assert workflow.apply_due_schedules() == []
    kept = Article.objects.get()
    entry = AuditEntry.objects.first()
    assert (kept.headline, kept.stage) == (words.headline, "approved")
    assert (entry.action, entry.note) == ("failed", sentences.DEAD_LINK)


def test_an_earlier_schedules_reason_does_not_hold_for_later_words(published, approve, words, publisher, editor):
    story = approve(replace(words, standfirst="", headline="Changed"), published)
    story = workflow.schedule(story, by=publisher, at=soon(), **FIX, overriding={"standfirst": "A list."})
    story = workflow.send_back(workflow.unschedule(story, by=publisher), by=editor, note="Once more.")
    story = approve(replace(words, standfirst="", headline="Changed again"), story)
    with pytest.raises(workflow.ReasonNeeded):
        workflow.schedule(story, by=publisher, at=soon(), **FIX)


def test_a_licence_that_ends_before_the_moment_is_noticed_when_scheduling(approve, words, publisher):
    image = Image.objects.create(width=1, height=1, alt="A gauge", credit_line="Own", file="pictures/x.jpg")
    Image.objects.filter(pk=image.pk).update(licence_until=timezone.localdate())
    story = approve(replace(words, lead_image=image.pk))
    with pytest.raises(workflow.ReasonNeeded, match="expired on"):
        workflow.schedule(story, by=publisher, at=timezone.now() + timedelta(days=2))
    workflow.publish(story, by=publisher)
    assert Article.objects.get().standing == "published"
