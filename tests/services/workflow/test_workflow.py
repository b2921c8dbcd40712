"""What single moves promise beyond the table: approval, embargo, schedule, dates, corrections, the clock."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.domain.document import CountryLine
from articles.domain.states import Move
from articles.models import Article, AuditEntry, Correction, Edition, Image, Revision, User
from articles.queries import policy
from articles.services import editing, workflow
from articles.services.editing import Particulars
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def _listed():
    return list(Article.objects.published())


def test_approval_is_bound_to_the_revision_that_was_read(in_review, editor):
    with pytest.raises(workflow.MoveRefused, match="You read version 0, but version 1 is newer"):
        workflow.approve(in_review, by=editor, seen=0)


@pytest.mark.parametrize("stage", ["in_review", "approved", "scheduled"])
def test_approval_dies_when_the_text_changes(stage, request, words, editor):
    story = request.getfixturevalue(stage)
    story = editing.edit(story, replace(words, headline="Changed"), by=editor, base=1)
    assert (story.standing, story.stage, story.live) == ("unpublished", "in_review", None)


def test_who_wrote_since_the_last_approval_may_not_approve(in_review, editor, words, settings):
    settings.FOUR_EYES = "strict"
    story = editing.edit(in_review, replace(words, headline="Edited by the editor"), by=editor, base=1)
    with pytest.raises(policy.PermissionRefused, match=sentences.SOMEBODY_ELSE_MUST_APPROVE):
        workflow.approve(story, by=editor, seen=2)
    second = User.objects.create_user("erik", is_staff=True)
    second.groups.set(editor.groups.all())
    assert workflow.approve(story, by=second, seen=2).stage == "approved"


def test_what_was_approved_once_is_forgotten_by_the_next_approval(
    published, editor, reporter, publisher, words, settings
):
    settings.FOUR_EYES = "strict"
    second = User.objects.create_user("erik", is_staff=True)
    second.groups.set(editor.groups.all())
    story = editing.edit(published, replace(words, headline="By the editor"), by=editor, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=second, seen=2)
    story = editing.edit(story, replace(words, headline="By the publisher"), by=publisher, base=2)
    assert workflow.approve(story, by=editor, seen=3).stage == "approved"


def test_a_one_person_newsroom_may_switch_four_eyes_off(settings, words):
    settings.FOUR_EYES = "off"
    alone = User.objects.create_superuser("solo")
    story = workflow.submit(editing.create(words, by=alone), by=alone)
    story = workflow.publish(workflow.approve(story, by=alone, seen=1), by=alone)
    assert story.stage == "done"


@pytest.mark.parametrize(
    "move",
    [workflow.publish, lambda story, by: workflow.schedule(story, by=by, at=timezone.now() + timedelta(hours=1))],
)
def test_no_move_makes_a_story_public_before_its_embargo(move, reporter, editor, publisher, words, time_passes):
    embargo = timezone.now() + timedelta(days=1)
    story = editing.create(words, by=reporter, particulars=Particulars(embargo=embargo))
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=1)
    try:
        move(story, by=publisher)
    except workflow.MoveRefused as refusal:
        assert str(refusal).startswith("The story is under embargo until ")
    time_passes(hours=2)
    assert _listed() == []
    Article.objects.filter(embargo__isnull=False).update(embargo=None)
    assert len(_listed()) == Article.objects.filter(standing="published").count()


def test_an_embargo_set_on_a_scheduled_story_holds(scheduled, editor, words, time_passes):
    later = timezone.now() + timedelta(days=2)
    editing.edit(scheduled, words, by=editor, base=1, particulars=Particulars(embargo=later))
    scheduled.refresh_from_db()
    assert (scheduled.stage, scheduled.visible_at) == ("scheduled", later)
    time_passes(days=1)
    assert _listed() == []
    time_passes(days=1, seconds=1)
    assert _listed() == [scheduled]


def test_readers_who_have_seen_a_story_are_not_embargoed(published, editor, words):
    later = Particulars(embargo=timezone.now() + timedelta(days=1))
    with pytest.raises(ValueError, match="an embargo can’t hide it again"):
        editing.edit(published, words, by=editor, base=1, particulars=later)
    assert _listed() == [published]


def test_a_scheduled_story_is_public_at_its_second_and_nobody_is_awake(scheduled, time_passes):
    assert _listed() == []
    time_passes(hours=1, minutes=59, seconds=58)
    assert _listed() == []
    time_passes(seconds=2)
    assert _listed() == [scheduled]


def test_a_scheduled_change_is_not_seen_before_it_is_applied_once(
    published, reporter, editor, publisher, words, time_passes
):
    story = editing.edit(published, replace(words, headline="The gauge moves"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    at = timezone.now() + timedelta(hours=1)
    workflow.schedule(story, by=publisher, at=at, kind="fix", note="A typing error.")
    assert Article.objects.get().headline == words.headline
    assert workflow.apply_due_schedules() == []
    time_passes(hours=1, seconds=1)
    assert [moved.pk for moved in workflow.apply_due_schedules()] == [story.pk]
    assert workflow.apply_due_schedules() == []
    story = Article.objects.get()
    assert (story.headline, story.stage, story.live, story.scheduled_change_at) == (
        "The gauge moves",
        "done",
        story.head,
        None,
    )
    assert story.publicly_updated_at is None  # a silent fix is no update
    assert AuditEntry.objects.filter(action="settled").count() == 1


def test_a_move_finds_the_story_as_the_clock_has_left_it(scheduled, publisher, time_passes):
    time_passes(hours=3)
    story = workflow.retract(scheduled, by=publisher, reason="Wrong.")
    assert (story.standing, story.stage) == ("retracted", "done")


def test_one_broken_story_holds_up_no_other(publish, reporter, editor, publisher, words, time_passes):
    stories = []
    for number in range(3):
        story = publish(replace(words, headline=f"Story {number}"))
        picture = Image.objects.create(width=1, height=1, alt="A gauge", credit_line="Own", file="pictures/x.jpg")
        changed = replace(words, headline=f"Change {number}", lead_image=picture.pk)
        story = editing.edit(story, changed, by=reporter, base=1)
        story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
        in_an_hour = timezone.now() + timedelta(hours=1)
        stories.append(workflow.schedule(story, by=publisher, at=in_an_hour, kind="fix", note="A typing error."))
    Image.objects.filter(pk=stories[1].head.document.lead_image).delete()
    time_passes(hours=2)
    settled = workflow.apply_due_schedules()
    assert [story.headline for story in settled] == ["Change 0", "Change 2"]
    broken = Article.objects.get(pk=stories[1].pk)
    assert (broken.headline, broken.stage, broken.scheduled_change_at) == ("Story 1", "approved", None)
    entry = AuditEntry.objects.get(action="failed")
    assert (entry.article, entry.by, "is not in the library" in entry.note) == (broken, None, True)
    assert Edition.objects.get().next_due is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [("", "The body is empty."), ("<p>Figures TK.</p>", sentences.TK_IN_BODY)],
)
def test_a_blocking_check_keeps_a_story_back(body, sentence, words, reporter, editor, publisher):
    story = workflow.submit(editing.create(replace(words, body=body), by=reporter), by=reporter)
    story = workflow.approve(story, by=editor, seen=1)
    with pytest.raises(workflow.MoveRefused, match=sentence):
        workflow.publish(story, by=publisher)
    with pytest.raises(workflow.MoveRefused, match=sentence):
        workflow.schedule(story, by=publisher, at=timezone.now() + timedelta(hours=1))


def test_a_story_dated_in_the_past_is_published_as_of_its_day(publish, words):
    story = publish(replace(words, dated=date(2025, 5, 31)))
    assert story.get_absolute_url() == "/2025/05/31/two-ministries-agree-on-one-river-gauge/"
    assert timezone.localtime(story.visible_at) == timezone.make_aware(datetime(2025, 5, 31))  # noqa: DTZ001 - made aware


def test_a_story_dated_today_is_published_now(publish, words):
    story = publish(replace(words, dated=timezone.localdate()))
    assert timezone.now() - story.visible_at < timedelta(seconds=10)


def test_a_story_dated_in_the_future_waits_for_its_day(approved, publish, words, reporter, editor, publisher):
    with pytest.raises(workflow.MoveRefused, match="Schedule it for that day"):
        publish(replace(words, dated=timezone.localdate() + timedelta(days=3)))


def test_a_correction_is_public_and_tied_to_both_texts(published, reporter, editor, publisher, words):
    story = editing.edit(published, replace(words, headline="Right"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    workflow.publish_with_correction(story, by=publisher, kind="correction", text="The place was wrong.")
    found = Correction.objects.get()
    assert (found.kind, found.text, found.before.number, found.after.number) == (
        "correction",
        "The place was wrong.",
        1,
        2,
    )
    assert Article.objects.get().headline == "Right"


def test_a_correction_needs_a_kind_that_exists(published, reporter, editor, publisher, words):
    story = editing.edit(published, replace(words, headline="Right"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    with pytest.raises(workflow.MoveRefused, match="Choose a type"):
        workflow.publish_with_correction(story, by=publisher, kind="typo", text="The place was wrong.")


def test_a_retracted_story_leaves_every_list_and_comes_back(published, publisher):
    story = workflow.retract(published, by=publisher, reason="The letter was forged.")
    assert (_listed(), story.notice) == ([], "The letter was forged.")
    workflow.reinstate(story, by=publisher, reason="It was not.")
    assert _listed() == [published]


def test_retracting_takes_a_waiting_change_off_the_clock(published, reporter, editor, publisher, words, time_passes):
    story = editing.edit(published, replace(words, headline="Next"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    story = workflow.schedule(
        story, by=publisher, at=timezone.now() + timedelta(hours=1), kind="fix", note="A typing error."
    )
    story = workflow.retract(story, by=publisher, reason="Wrong.")
    assert (story.stage, story.scheduled_change_at) == ("approved", None)
    time_passes(hours=2)
    assert workflow.apply_due_schedules() == []


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_what_needs_a_reason_is_refused_without_one(published, publisher, reason):
    with pytest.raises(workflow.MoveRefused, match="Give a reason"):
        workflow.kill(published, by=publisher, reason=reason)


def test_every_move_and_edit_is_in_the_log(published):
    log = AuditEntry.objects.order_by("pk").values_list("action", "by__username", "before", "after", "revision__number")
    assert list(log) == [
        ("created", "rana", "", "unpublished/draft", 1),
        ("submit", "rana", "unpublished/draft", "unpublished/in_review", 1),
        ("approve", "edith", "unpublished/in_review", "unpublished/approved", 1),
        ("publish", "paul", "unpublished/approved", "published/done", 1),
    ]


def test_what_readers_could_notice_opens_an_edition_and_nothing_else_does(
    in_review, editor, publisher, reporter, words
):
    start = Edition.objects.get().number
    story = workflow.approve(in_review, by=editor, seen=1)
    assert Edition.objects.get().number == start
    story = workflow.publish(story, by=publisher)
    assert Edition.objects.get().number == start + 1
    editing.edit(story, replace(words, headline="A draft"), by=reporter, base=1)
    assert Edition.objects.get().number == start + 1


def test_the_edition_knows_the_next_moment(scheduled, publisher):
    assert Edition.objects.get().next_due == scheduled.visible_at
    workflow.unschedule(scheduled, by=publisher)
    assert Edition.objects.get().next_due is None


def _tag(story, publisher, *codes, seen=1):
    return workflow.tag_countries(story, by=publisher, seen=seen, countries=tuple(CountryLine(code) for code in codes))


def _codes(story):
    return list(story.country_mentions.values_list("country", flat=True))


def test_a_publisher_changes_the_countries_of_a_live_story_and_nothing_else(published, publisher):
    before = (published.visible_at, published.publicly_updated_at, published.slug, published.headline)
    edition = Edition.objects.get().number
    assert _codes(published) == ["PK", "AF", "CN"]
    _tag(published, publisher, "MN")
    story = Article.objects.get(pk=published.pk)
    assert (_codes(story), story.head, story.live, story.approved) == (["MN"], *[story.revisions.get(number=2)] * 3)
    assert (story.visible_at, story.publicly_updated_at, story.slug, story.headline) == before
    assert (story.stage, story.standing, Edition.objects.get().number) == ("done", "published", edition + 1)
    assert replace(story.live.document, countries=()) == replace(story.revisions.get(number=1).document, countries=())
    entry = AuditEntry.objects.filter(article=story).latest("pk")
    assert (entry.action, entry.by, entry.details) == (
        "tag_countries",
        publisher,
        {"countries": [["PK", "AF", "CN"], ["MN"]]},
    )


def test_who_changed_the_countries_wrote_no_words_that_somebody_else_must_approve(
    published, publisher, reporter, words
):
    publisher.groups.add(Group.objects.get(name="Editors"))
    both = User.objects.get(pk=publisher.pk)
    story = editing.edit(_tag(published, both, "MN"), replace(words, headline="It moves"), by=reporter, base=2)
    assert policy.why_not_move(both, Move.APPROVE, workflow.submit(story, by=reporter)) is None


def test_words_that_readers_have_not_seen_are_not_published_by_the_way(published, publisher, reporter, words):
    story = editing.edit(published, replace(words, headline="It moves"), by=reporter, base=1)
    with pytest.raises(workflow.MoveRefused, match="not possible"):
        _tag(story, publisher, "MN", seen=2)
    published.refresh_from_db()
    assert (published.headline, _codes(published)) == (words.headline, ["PK", "AF", "CN"])


def test_countries_are_given_to_the_version_that_was_seen(published, publisher):
    _tag(published, publisher, "MN")
    with pytest.raises(workflow.MoveRefused, match="has changed since you opened it"):
        _tag(published, publisher, "AF", seen=1)
    assert _codes(_tag(published, publisher, "AF", seen=2)) == ["AF"]


def test_the_same_countries_make_no_version(published, publisher, words):
    with pytest.raises(workflow.MoveRefused, match="already has these countries"):
        workflow.tag_countries(published, by=publisher, seen=1, countries=words.countries)
    assert published.revisions.count() == 1


def test_words_kept_by_older_rules_are_not_cleaned_unread(published, publisher):
    older = {**published.live.content, "body": "<p>ENGINEERS <font>met</font>.</p>"}
    revision = Revision.objects.create(article=published, number=2, content=older, by=publisher)
    Article.objects.filter(pk=published.pk).update(head=revision, live=revision)
    with pytest.raises(workflow.MoveRefused, match="change other fields too"):
        _tag(published, publisher, "MN", seen=2)
    assert published.revisions.count() == 2


def test_a_host_whose_clock_is_ahead_publishes_no_story_into_the_future(approved, publisher, monkeypatch):
    ahead = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: ahead)
    story = workflow.publish(approved, by=publisher)
    assert story.publish_at < ahead
    assert list(Article.objects.published()) == [story]
