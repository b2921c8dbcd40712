"""Notes on stories: who may leave, resolve and reopen them, what they keep from happening, and what the log keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.lib.diff.anchors import Passage, TrackedPassage
from articles.models import Article, AuditEntry, Edition, Note
from articles.queries.policy import PermissionRefused
from articles.services import editing, workflow
from articles.services import notes as notes_service
from articles.services.notes import MAX_NOTE_LENGTH, NoteRefused
from articles.services.workflow import MoveRefused
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

TUESDAY = Passage(0, 14, 24, "on Tuesday")


def state():
    return list(Note.objects.values()), AuditEntry.objects.count(), list(Article.objects.values("stage", "standing"))


def logged():
    """The log's entries of notes, the oldest first."""
    entries = AuditEntry.objects.filter(details__has_key="about").order_by("pk")
    return [(entry.action, entry.by and entry.by.username, entry.note) for entry in entries]


def test_a_colleague_leaves_a_note_on_a_passage_of_the_newest_version(draft, editor):
    note = notes_service.add(draft, "  Which Tuesday?\r\n", by=editor, passage=TUESDAY)
    kept = Note.objects.get()
    assert (kept, kept.text, kept.passage, kept.revision, kept.author) == (
        note,
        "Which Tuesday?",
        TUESDAY,
        draft.head,
        "edith",
    )
    assert logged() == [("noted", "edith", "Which Tuesday?")]


def test_a_note_changes_nothing_of_the_story(draft, editor):
    before = Article.objects.values().get(), draft.revisions.count(), Edition.objects.get().number
    notes_service.add(draft, "Good.", by=editor)
    assert (Article.objects.values().get(), draft.revisions.count(), Edition.objects.get().number) == before


@pytest.mark.parametrize(
    "passage",
    [
        Passage(1, 14, 24, "on Tuesday"),
        Passage(0, 13, 23, "on Tuesday"),
        Passage(7, 0, 2, "on"),
        Passage(-1, 0, 4, "They"),
        Passage(0, 9, 10, " "),
        Passage(0, 3, 3, ""),
    ],
)
def test_a_passage_that_does_not_stand_there_is_refused(draft, editor, passage):
    before = state()
    with pytest.raises(NoteRefused, match="are not there in version 1"):
        notes_service.add(draft, "So.", by=editor, passage=passage)
    assert state() == before


def test_somebody_from_outside_leaves_a_mark_with_their_name(draft):
    notes_service.add(draft, "", guest=" Ada  Lex ", mark="approved")
    notes_service.add(draft, "The second figure is wrong. @edith", guest="Ada Lex", mark="not_approved", revision=1)
    assert [(note.author, note.get_mark_display(), note.text) for note in Note.objects.all()] == [
        ("Ada  Lex", "approved for accuracy", ""),
        ("Ada Lex", "not approved", "The second figure is wrong. @edith"),
    ]
    assert logged() == [
        ("noted", None, "approved for accuracy"),
        ("not_approved", None, "The second figure is wrong. @edith"),
    ]
    assert [entry.details["guest"] for entry in AuditEntry.objects.filter(article=draft, by=None)] == [
        *("Ada Lex", "Ada  Lex")
    ]


def test_somebody_from_outside_neither_blocks_nor_suggests_nor_calls_anybody(draft, editor):
    before = state()
    for asked in ({"blocking": True}, {"suggestion": "on Monday", "passage": TUESDAY}):
        with pytest.raises(PermissionRefused, match="Only staff"):
            notes_service.add(draft, "So.", guest="Ada Lex", **asked)
    assert state() == before
    assert list(notes_service.add(draft, "Ask @edith.", guest="Ada Lex").mentions.all()) == []


@pytest.mark.parametrize("guest", ["", "  ", "n" * 121])
def test_a_note_from_outside_needs_a_name(draft, guest):
    with pytest.raises(NoteRefused, match="Enter your name"):
        notes_service.add(draft, "So.", guest=guest)


def test_a_note_says_something_and_has_room_for_so_many_characters(draft, editor):
    notes_service.add(draft, "ж" * MAX_NOTE_LENGTH, by=editor)
    before = state()
    for text, sentence in (
        ("ж" * (MAX_NOTE_LENGTH + 1), sentences.NOTE_TOO_LONG),
        (" \n ", "Enter a note"),
    ):
        with pytest.raises(NoteRefused, match=sentence):
            notes_service.add(draft, text, by=editor)
        with pytest.raises(NoteRefused, match=sentence):
            notes_service.reply(Note.objects.get(), text, by=editor)
    assert state() == before


def test_who_is_named_after_an_at_sign_is_mentioned_if_they_work_at_the_desk(draft, editor, reporter, outsider):
    text = "@rana, ask @edith. Not @otto, a@rana or @nobody."
    assert list(notes_service.add(draft, text, by=editor).mentions.order_by("username")) == [editor, reporter]
    assert AuditEntry.objects.get(action="noted").details["mentions"] == [reporter.pk, editor.pk]


def test_whoever_may_not_see_stories_at_the_desk_may_not_note(draft, outsider, reporter):
    note = notes_service.add(draft, "So.", by=reporter)
    before = state()
    for change in (
        lambda: notes_service.add(draft, "So.", by=outsider),
        lambda: notes_service.reply(note, "So.", by=outsider),
        lambda: notes_service.resolve(note, by=outsider),
        lambda: notes_service.reopen(note, by=outsider),
        lambda: notes_service.set_blocking(note, by=outsider, blocking=True),
    ):
        with pytest.raises(PermissionRefused):
            change()
    assert state() == before


def test_a_reply_stands_under_the_note_and_so_does_a_reply_to_it(draft, editor, reporter):
    note = notes_service.add(draft, "Which Tuesday?", by=editor)
    answer = notes_service.reply(note, "The fifth. @edith", by=reporter)
    notes_service.reply(answer, "Thanks.", by=editor)
    assert [(reply.author, reply.text) for reply in note.replies.all()] == [
        ("rana", "The fifth. @edith"),
        ("edith", "Thanks."),
    ]
    assert list(answer.mentions.all()) == [editor]
    notes_service.resolve(answer, by=editor)
    note.refresh_from_db()
    assert note.resolved_by == editor


def test_a_note_is_resolved_once_and_opened_again_and_the_log_keeps_all(draft, reporter, editor):
    note = notes_service.add(draft, "Which Tuesday?", by=reporter)
    assert Article.objects.with_open_notes().get().open_notes == 1
    notes_service.resolve(note, by=reporter)
    notes_service.resolve(note, by=editor)
    assert Article.objects.with_open_notes().get().open_notes == 0
    assert notes_service.reopen(note, by=editor).resolved_at is None
    notes_service.reopen(note, by=editor)
    assert logged() == [
        ("noted", "rana", "Which Tuesday?"),
        ("note_resolved", "rana", "Which Tuesday?"),
        ("note_reopened", "edith", "Which Tuesday?"),
    ]


def test_a_reporter_resolves_their_own_notes_and_no_others(draft, reporter, editor):
    note = notes_service.add(draft, "Which Tuesday?", by=editor)
    before = state()
    with pytest.raises(PermissionRefused, match="Only its author or an editor"):
        notes_service.resolve(note, by=reporter)
    assert state() == before
    notes_service.resolve(notes_service.add(draft, "Mine.", by=reporter), by=reporter)


def test_only_editors_and_publishers_let_a_note_block_and_resolve_one_that_does(draft, reporter, editor, publisher):
    note = notes_service.add(draft, "Is it so?", by=reporter)
    with pytest.raises(PermissionRefused, match=sentences.ONLY_EDITORS_DECIDE):
        notes_service.add(draft, "Stop.", by=reporter, blocking=True)
    with pytest.raises(PermissionRefused, match=sentences.ONLY_EDITORS_DECIDE):
        notes_service.set_blocking(note, by=reporter, blocking=True)
    notes_service.set_blocking(note, by=editor, blocking=True)
    with pytest.raises(PermissionRefused, match="Ask an editor to resolve it"):
        notes_service.resolve(note, by=reporter)
    notes_service.resolve(note, by=publisher)
    with pytest.raises(NoteRefused, match="Only open notes"):
        notes_service.set_blocking(note, by=editor, blocking=False)


def test_a_story_is_not_published_while_a_blocking_note_is_open(approved, editor, publisher):
    note = notes_service.add(approved, "The lawyer must see this.", by=editor, blocking=True)
    notes_service.add(approved, "An ordinary one.", by=editor)
    with pytest.raises(MoveRefused, match=r"A blocking note is open. Resolve it first."):
        workflow.publish(approved, by=publisher)
    notes_service.resolve(note, by=editor)
    assert workflow.publish(approved, by=publisher).standing == "published"


@pytest.mark.parametrize("path", ["schedule", "publish_with_correction", "publish_fix"])
def test_no_other_path_to_readers_is_open_either(published, reporter, editor, publisher, path):
    editing.edit(published, replace(published.newest.document, headline="New"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(published, by=reporter), by=editor, seen=2)
    asked = {
        "schedule": lambda: workflow.schedule(
            story, by=publisher, at=timezone.now() + timedelta(hours=1), kind="update", note="New figures."
        ),
        "publish_with_correction": lambda: workflow.publish_with_correction(
            story, by=publisher, kind="update", text="New figures."
        ),
        "publish_fix": lambda: workflow.publish_fix(story, by=publisher, reason="A typo."),
    }[path]
    note = notes_service.add(story, "Wait.", by=editor, blocking=True)
    before = state()
    with pytest.raises(MoveRefused, match="A blocking note is open"):
        asked()
    assert state() == before
    notes_service.resolve(note, by=editor)
    asked()


def test_a_blocking_note_takes_a_scheduled_story_off_the_clock(scheduled, editor, publisher, time_passes):
    note = notes_service.add(scheduled, "Wait.", by=editor, blocking=True)
    time_passes(hours=3)
    workflow.apply_due_schedules()
    scheduled.refresh_from_db()
    assert (scheduled.stage, scheduled.standing, scheduled.live) == ("approved", "unpublished", None)
    assert list(Article.objects.published()) == []
    notes_service.resolve(note, by=editor)
    workflow.publish(scheduled, by=publisher)
    assert list(Article.objects.published()) == [scheduled]


@pytest.mark.parametrize("how", ["reopen", "set_blocking"])
def test_so_does_a_note_that_blocks_later(approved, editor, publisher, how):
    note = notes_service.add(approved, "Wait.", by=editor, blocking=how == "reopen")
    if how == "reopen":
        notes_service.resolve(note, by=editor)
    scheduled = workflow.schedule(approved, by=publisher, at=timezone.now() + timedelta(hours=2))
    if how == "reopen":
        notes_service.reopen(note, by=editor)
    else:
        notes_service.set_blocking(note, by=editor, blocking=True)
    scheduled.refresh_from_db()
    assert (scheduled.stage, scheduled.standing) == ("approved", "unpublished")


def test_what_readers_see_stays_when_a_blocking_note_is_left(published, editor):
    notes_service.add(published, "Is this so?", by=editor, blocking=True)
    assert list(Article.objects.published()) == [published]


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": None, "guest": ""},
        {"text": ""},
        {"quote": "on Tuesday"},
        {"suggestion": "on Monday"},
        {"outcome": "accepted"},
        {"mark": "perfect"},
    ],
)
def test_the_database_refuses_notes_that_mean_nothing(draft, editor, wrong):
    right = {"article": draft, "by": editor, "text": "So.", "revision": draft.head}
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(**{**right, **wrong})
    Note.objects.create(**right)


def suggest(story, by, words="on Monday", **more):
    return notes_service.add(story, "", by=by, passage=TUESDAY, suggestion=words, **more)


def rewrite(story, by, body):
    story.refresh_from_db()
    return editing.edit(story, replace(story.newest.document, body=body), by=by, base=story.newest.number)


def test_an_accepted_suggestion_is_a_new_version_and_closes_the_note(draft, reporter, editor):
    note = suggest(draft, editor)
    assert notes_service.accept_suggestion(note, by=reporter).outcome == "accepted"
    draft.refresh_from_db()
    assert [(version.number, version.by.username, version.note) for version in draft.revisions.all()] == [
        (2, "rana", "Suggested by edith"),
        (1, "rana", ""),
    ]
    assert draft.newest.document.body == "<p>ENGINEERS met on Monday.</p><p>They will meet again.</p>"
    assert logged() == [("noted", "edith", "on Monday"), ("suggestion_accepted", "rana", "on Monday")]


def test_a_suggestion_is_accepted_wherever_its_passage_stands_by_then(draft, reporter, editor):
    note = suggest(draft, editor)
    rewrite(
        draft, reporter, "<p>New.</p><p>They may meet again.</p><h2>ENGINEERS of both met <em>on</em> Tuesday.</h2>"
    )
    notes_service.accept_suggestion(note, by=reporter)
    draft.refresh_from_db()
    assert draft.newest.document.body == (
        "<p>New.</p><p>They may meet again.</p><h2>ENGINEERS of both met <em>on</em> Monday.</h2>"
    )


@pytest.mark.parametrize("body", ["<p>They will meet again.</p>", "<p>ENGINEERS met at noon.</p><p>On Tuesday.</p>"])
def test_a_suggestion_whose_passage_is_not_there_any_more_stays_open_and_changes_nothing(draft, reporter, editor, body):
    note = suggest(draft, editor)
    rewrite(draft, reporter, body)
    before = state(), draft.revisions.count()
    with pytest.raises(NoteRefused, match="The passage has changed since"):
        notes_service.accept_suggestion(note, by=reporter)
    assert (state(), draft.revisions.count()) == before


def test_a_refused_suggestion_leaves_the_text_and_can_be_opened_again(draft, reporter, editor):
    note = suggest(draft, editor)
    assert notes_service.refuse_suggestion(note, by=reporter).outcome == "refused"
    assert draft.revisions.count() == 1
    assert notes_service.reopen(note, by=editor).outcome == ""
    assert logged()[1:] == [("suggestion_refused", "rana", "on Monday"), ("note_reopened", "edith", "on Monday")]


def test_what_was_decided_is_not_decided_again(draft, reporter, editor):
    accepted, plain = suggest(draft, editor), notes_service.add(draft, "So.", by=editor)
    notes_service.accept_suggestion(accepted, by=reporter)
    before = state()
    for note, sentence in ((accepted, "already been accepted or refused"), (plain, "has no suggestion")):
        for decide in (notes_service.accept_suggestion, notes_service.refuse_suggestion):
            with pytest.raises(NoteRefused, match=sentence):
                decide(note, by=reporter)
    with pytest.raises(NoteRefused, match="has been accepted and is in the text"):
        notes_service.reopen(accepted, by=editor)
    assert state() == before


def test_only_who_may_edit_the_story_accepts_and_only_they_or_its_author_refuse(approved, reporter, editor, outsider):
    mine, other = suggest(approved, reporter), suggest(approved, editor, "on Sunday")
    before = state()
    for person, sentence in ((reporter, "This story is approved"), (outsider, "You do not have permission to write")):
        with pytest.raises(PermissionRefused, match=sentence):
            notes_service.accept_suggestion(mine, by=person)
    with pytest.raises(PermissionRefused):
        notes_service.refuse_suggestion(other, by=reporter)
    assert state() == before
    notes_service.refuse_suggestion(mine, by=reporter)
    notes_service.accept_suggestion(other, by=editor)


def test_an_accepted_suggestion_ends_an_approval_like_every_edit(approved, editor):
    notes_service.accept_suggestion(suggest(approved, editor), by=editor)
    approved.refresh_from_db()
    assert approved.stage == "in_review"


def test_a_reporter_closes_no_suggestion_that_blocks(draft, reporter, editor):
    note = suggest(draft, editor, blocking=True)
    for close in (notes_service.refuse_suggestion, notes_service.accept_suggestion):
        with pytest.raises(PermissionRefused, match="Ask an editor"):
            close(note, by=reporter)
    assert notes_service.accept_suggestion(note, by=editor).resolved_by == editor


@pytest.mark.parametrize(
    ("proposed", "sentence"),
    [(" on\nTuesday ", "the same as the text"), ("ж" * 5001, "5001 characters; the limit is 5000")],
)
def test_a_suggestion_says_something_new_in_so_many_characters(draft, editor, proposed, sentence):
    suggest(draft, editor, "ж" * 5000)
    with pytest.raises(NoteRefused, match=sentence):
        suggest(draft, editor, proposed)
    with pytest.raises(NoteRefused, match="Select the passage"):
        notes_service.add(draft, "", by=editor, suggestion="on Monday")


def test_where_each_note_hangs_is_told_with_one_comparison_a_version(
    draft, reporter, editor, django_assert_num_queries
):
    first, whole = suggest(draft, editor), notes_service.add(draft, "Good.", by=editor)
    story = rewrite(draft, reporter, "<p>Before.</p><p>ENGINEERS met on Tuesday.</p>")
    second = notes_service.add(story, "What?", by=editor, passage=Passage(0, 0, 6, "Before"))
    notes = list(Note.objects.select_related("revision"))
    with django_assert_num_queries(0):
        found = notes_service.track_passages(notes, story.newest.document.body)
    assert found == {
        first.pk: TrackedPassage("stands", Passage(1, 14, 24, "on Tuesday")),
        second.pk: TrackedPassage("stands", Passage(0, 0, 6, "Before")),
    }
    assert whole.pk not in found
