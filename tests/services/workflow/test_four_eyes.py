"""Four eyes: every way in which words enter, whoever passes them, for each value of the setting."""

from dataclasses import replace

import pytest
from django.db import transaction

from articles.domain.document import CreditLine
from articles.domain.states import Move
from articles.lib.diff.anchors import Passage
from articles.models import Article, AuditEntry, Author, User
from articles.queries import four_eyes, policy
from articles.services import editing, notes, workflow

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

APPROVERS, PUBLISHERS = ("editor", "second", "admin"), ("publisher", "admin")


@pytest.fixture
def cast(reporter, editor, publisher):
    second = User.objects.create_user("erik", is_staff=True)
    second.groups.set(editor.groups.all())
    admin = User.objects.create_superuser("ada")
    return {"reporter": reporter, "editor": editor, "second": second, "publisher": publisher, "admin": admin}


def _file(words, cast, *, by="reporter"):
    return workflow.submit(editing.create(words, by=cast[by]), by=cast[by])


def _edit(story, cast, *, by, headline="Edited"):
    document = replace(story.newest.document, headline=headline)
    return editing.edit(story, document, by=cast[by], base=story.newest.number)


def _filed(words, cast):
    return _file(words, cast)


def _written_alone_by_the_editor(words, cast):
    return _file(words, cast, by="editor")


def _edited_by_the_editor(words, cast):
    return _edit(_file(words, cast), cast, by="editor")


def _edited_by_the_publisher(words, cast):
    return _edit(_file(words, cast), cast, by="publisher")


def _edited_by_an_administrator(words, cast):
    return _edit(_file(words, cast), cast, by="admin")


def _restored_by_the_editor(words, cast):
    story = _file(words, cast)
    story = _edit(story, cast, by="second", headline="Edited by the second editor")
    story = _edit(story, cast, by="admin", headline="Edited by an administrator")
    return editing.restore(story, story.revisions.get(number=2), by=cast["editor"])


def _suggested_by_an_administrator(words, cast):
    story = _file(words, cast)
    first_word = story.newest.document.paragraphs[0].split()[0]
    passage = Passage(0, 0, len(first_word), first_word)
    note = notes.add(story, "", by=cast["admin"], passage=passage, suggestion="Changed")
    notes.accept_suggestion(note, by=cast["editor"])
    return Article.objects.get(pk=story.pk)


def _credited_to_an_administrator(words, cast):
    author = Author.objects.create(name="Ada", slug="ada", user=cast["admin"])
    return _file(replace(words, credits=(CreditLine(author.pk),)), cast)


# How the words entered, and who wrote them.
WAYS = {
    _filed: {"reporter"},
    _written_alone_by_the_editor: {"editor"},
    _edited_by_the_editor: {"reporter", "editor"},
    _edited_by_the_publisher: {"reporter", "publisher"},
    _edited_by_an_administrator: {"reporter", "admin"},
    _restored_by_the_editor: {"reporter", "second", "admin", "editor"},
    _suggested_by_an_administrator: {"reporter", "admin", "editor"},
    _credited_to_an_administrator: {"reporter", "admin"},
}


def _is_published(story, *, approver, publisher):
    """Approve and publish a story and take both back; return whether neither was refused."""
    with transaction.atomic():
        try:
            story = workflow.approve(story, by=approver, seen=story.newest.number)
            done = workflow.publish(story, by=publisher).stage == "done"
        except policy.PermissionRefused:
            done = False
        transaction.set_rollback(True)
    return done


@pytest.mark.parametrize("way", WAYS)
def test_everybodys_words_are_passed_by_somebody_else(way, words, cast):
    story, writers = way(words, cast), WAYS[way]
    assert story.stage == "in_review"
    for approver in APPROVERS:
        for publisher in PUBLISHERS:
            passed_by = {approver, publisher}
            expected = all(passed_by - {writer} for writer in writers)
            done = _is_published(story, approver=cast[approver], publisher=cast[publisher])
            assert done == expected, f"approved by {approver}, published by {publisher}"


@pytest.mark.parametrize("way", WAYS)
def test_a_strict_newsroom_asks_for_an_approver_who_wrote_none_of_it(way, words, cast, settings):
    settings.FOUR_EYES = "strict"
    story, writers = way(words, cast), WAYS[way]
    # Who suggested words saved none: the former rule does not count them.
    writers = writers - {"admin"} if way is _suggested_by_an_administrator else writers
    for approver in APPROVERS:
        done = _is_published(story, approver=cast[approver], publisher=cast["publisher"])
        assert done == (approver not in writers), f"approved by {approver}"


@pytest.mark.parametrize("way", WAYS)
def test_with_four_eyes_off_anybody_with_the_duty_passes_anything(way, words, cast, settings):
    settings.FOUR_EYES = "off"
    story = way(words, cast)
    for approver in APPROVERS:
        assert _is_published(story, approver=cast[approver], publisher=cast["admin"])


def test_who_alone_passed_their_own_words_reads_who_can_publish_them(words, cast):
    story = workflow.approve(_edited_by_an_administrator(words, cast), by=cast["admin"], seen=2)
    objection = workflow.why_not(Move.PUBLISH, story, by=cast["admin"])
    assert objection == (
        "You wrote some of this text yourself, and only you have approved it. Someone else must publish it. Ask paul."
    )
    assert workflow.why_not(Move.PUBLISH, story, by=cast["publisher"]) is None


def test_the_only_publisher_reads_who_can_approve_their_words(words, cast):
    cast["publisher"].groups.clear()
    story = _edited_by_an_administrator(words, cast)
    assert workflow.why_not(Move.APPROVE, story, by=cast["admin"]) == (
        "You wrote some of this text yourself, and nobody else can publish it. Someone else must approve it. Ask edith, erik."
    )
    story = workflow.approve(story, by=cast["editor"], seen=2)
    assert workflow.publish(story, by=cast["admin"]).stage == "done"


def test_who_is_alone_in_the_newsroom_reads_what_to_do(words):
    alone = User.objects.create_superuser("solo")
    story = workflow.submit(editing.create(words, by=alone), by=alone)
    assert workflow.why_not(Move.APPROVE, story, by=alone).endswith(
        "Nobody else has this permission: add somebody, or set FOUR_EYES=off in a newsroom of one person."
    )


def test_words_that_were_published_once_need_no_more_eyes(words, cast):
    story = workflow.approve(_file(words, cast, by="admin"), by=cast["editor"], seen=1)
    story = _edit(workflow.publish(story, by=cast["publisher"]), cast, by="second")
    story = workflow.approve(workflow.submit(story, by=cast["second"]), by=cast["admin"], seen=2)
    assert workflow.publish_fix(story, by=cast["admin"], reason="A typing error.").stage == "done"


@pytest.mark.parametrize(("who", "stage"), [("reporter", "draft"), ("editor", "in_review"), ("publisher", "in_review")])
def test_a_desk_editors_change_leaves_a_story_in_review_and_its_reporters_takes_it_back(who, stage, words, cast):
    assert _edit(_file(words, cast), cast, by=who).stage == stage


def test_an_approved_story_that_an_editor_changes_is_in_review_again(words, cast):
    story = workflow.approve(_file(words, cast), by=cast["editor"], seen=1)
    story = _edit(story, cast, by="editor")
    assert (story.stage, workflow.why_not(Move.PUBLISH, story, by=cast["publisher"]) is None) == ("in_review", False)


def test_the_publisher_sees_the_approvers_own_edits_which_nobody_else_has_passed(words, cast):
    story = _edited_by_the_editor(words, cast)
    assert four_eyes.find_unpassed(story) is None
    by_themselves = workflow.approve(story, by=cast["editor"], seen=2)
    unpassed = four_eyes.find_unpassed(by_themselves)
    assert [revision.number for revision in unpassed] == [1, 2]


def test_nothing_is_left_to_pass_where_the_approver_wrote_nothing(words, cast):
    story = workflow.approve(_edited_by_the_editor(words, cast), by=cast["second"], seen=2)
    assert four_eyes.find_unpassed(story) is None


def test_one_person_publishes_a_draft_in_one_move_that_the_log_has_in_three(words, settings):
    settings.FOUR_EYES = "off"
    alone = User.objects.create_superuser("solo")
    story = editing.create(words, by=alone)
    assert Move.PUBLISH in workflow.possible_moves(story, by=alone)
    assert workflow.publish(story, by=alone).stage == "done"
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["created", "submit", "approve", "publish"]


def test_a_reporter_publishes_no_draft_although_four_eyes_are_off(words, cast, settings):
    settings.FOUR_EYES = "off"
    story = editing.create(words, by=cast["reporter"])
    for person in ("reporter", "editor", "publisher"):
        assert Move.PUBLISH not in workflow.possible_moves(story, by=cast[person])
