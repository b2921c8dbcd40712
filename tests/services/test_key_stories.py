"""Country-pair timelines: who may mark which, what readers then see, and what the log keeps."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.domain.document import CountryLine
from articles.models import AuditEntry, Edition, KeyStory
from articles.queries.policy import PermissionRefused
from articles.services import editing, key_stories, workflow
from articles.services.key_stories import MAX_CONTEXT_LENGTH, KeyStoryRejected
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

AF_PK = ("AF", "PK")


def state():
    """All that marking may change."""
    return list(KeyStory.objects.values()), list(Edition.objects.values()), AuditEntry.objects.count()


def kept():
    return list(KeyStory.objects.values_list("article", "first", "second", "context", "by__username"))


def logged():
    """The newest entries of marks, the newest first."""
    entries = AuditEntry.objects.filter(action__in=["key_marked", "key_unmarked"])
    return [(entry.words, entry.by.username, entry.note) for entry in entries]


@pytest.fixture
def story(publish, words):
    return publish(words)


@pytest.mark.parametrize("pair", [("AF", "PK"), ("PK", "AF")])
def test_an_editor_marks_a_story_of_both_countries_in_either_order(story, editor, pair):
    before = timezone.now()
    key_stories.mark(story, pair=pair, by=editor, context="  Border closes\nfor three weeks ")
    assert kept() == [(story.pk, "AF", "PK", "Border closes for three weeks", "edith")]
    assert before <= KeyStory.objects.get().marked_at <= timezone.now()
    assert logged() == [("marked as a key story", "edith", "Afghanistan – Pakistan: Border closes for three weeks")]


def test_marking_again_changes_the_line_and_who_wrote_it_and_adds_no_row(story, editor, publisher):
    key_stories.mark(story, pair=AF_PK, by=editor)
    key_stories.mark(story, pair=AF_PK, by=publisher, context="A new line")
    assert kept() == [(story.pk, "AF", "PK", "A new line", "paul")]
    assert logged() == [
        ("marked as a key story", "paul", "Afghanistan – Pakistan: A new line"),
        ("marked as a key story", "edith", "Afghanistan – Pakistan"),
    ]


def test_a_mark_that_is_there_already_changes_nothing(story, editor, publisher):
    key_stories.mark(story, pair=AF_PK, by=editor, context="So")
    before = state()
    key_stories.mark(story, pair=("PK", "AF"), by=publisher, context=" So ")
    assert state() == before


def test_a_mark_is_taken_off_once_and_the_log_keeps_both(story, editor, publisher):
    key_stories.mark(story, pair=AF_PK, by=editor, context="So")
    key_stories.unmark(story, pair=("PK", "AF"), by=publisher)
    assert (kept(), [entry[:2] for entry in logged()]) == (
        [],
        [("removed from the key stories", "paul"), ("marked as a key story", "edith")],
    )
    before = state()
    key_stories.unmark(story, pair=AF_PK, by=publisher)
    assert state() == before


def test_a_mark_and_its_end_each_open_an_edition(story, editor):
    numbers = [Edition.objects.get().number]
    for change in (key_stories.mark, key_stories.unmark):
        change(story, pair=AF_PK, by=editor)
        numbers.append(Edition.objects.get().number)
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_only_who_arranges_the_front_page_marks_key_stories(story, reporter, outsider, editor):
    key_stories.mark(story, pair=AF_PK, by=editor, context="So")
    before = state()
    for person in (reporter, outsider):
        with pytest.raises(PermissionRefused, match=sentences.MAY_NOT_MARK_KEY_STORIES):
            key_stories.mark(story, pair=AF_PK, by=person, context="Otherwise")
        with pytest.raises(PermissionRefused, match=sentences.MAY_NOT_MARK_KEY_STORIES):
            key_stories.unmark(story, pair=AF_PK, by=person)
    assert state() == before


@pytest.mark.parametrize("pair", [("CN", "PK"), ("IN", "PK"), ("PK", "PK"), ("AF", "ZZ"), ("", "PK")])
def test_a_story_that_is_not_about_both_is_refused(story, editor, pair):
    before = state()
    with pytest.raises(KeyStoryRejected, match="is not about both countries"):
        key_stories.mark(story, pair=pair, by=editor)
    assert state() == before


@pytest.mark.parametrize("standing", ["draft", "scheduled", "retracted", "killed"])
def test_a_story_that_is_not_in_the_paper_is_refused(request, publish, words, editor, publisher, standing):
    if standing in {"draft", "scheduled"}:
        story = request.getfixturevalue(standing)
    else:
        move = {"retracted": workflow.retract, "killed": workflow.kill}[standing]
        story = move(publish(words), by=publisher, reason="It was wrong.")
    before = state()
    with pytest.raises(KeyStoryRejected, match="is not published"):
        key_stories.mark(story, pair=AF_PK, by=editor)
    assert state() == before


def test_a_line_of_context_has_room_for_so_many_characters_and_no_more(story, editor):
    key_stories.mark(story, pair=AF_PK, by=editor, context="ж" * MAX_CONTEXT_LENGTH)
    before = state()
    with pytest.raises(KeyStoryRejected, match="has 141 characters; the limit is 140"):
        key_stories.mark(story, pair=AF_PK, by=editor, context="ж" * (MAX_CONTEXT_LENGTH + 1))
    assert state() == before


def test_a_mark_stays_when_its_story_leaves_the_paper_and_can_still_be_taken_off(story, editor, publisher):
    key_stories.mark(story, pair=AF_PK, by=editor)
    retracted = workflow.retract(story, by=publisher, reason="It was wrong.")
    assert len(kept()) == 1
    key_stories.unmark(retracted, pair=AF_PK, by=editor)
    assert kept() == []


def test_a_story_is_a_key_story_of_each_of_its_pairs_by_itself(publish, words, editor):
    story = publish(replace(words, countries=(CountryLine("UZ"), CountryLine("PK"), CountryLine("AF"))))
    key_stories.mark(story, pair=AF_PK, by=editor)
    key_stories.mark(story, pair=("UZ", "AF"), by=editor)
    key_stories.unmark(story, pair=AF_PK, by=editor)
    assert [row[1:3] for row in kept()] == [("AF", "UZ")]


def test_the_database_keeps_one_mark_a_pair_and_the_pair_in_order(story, editor):
    key_stories.mark(story, pair=AF_PK, by=editor)
    for first, second in (("AF", "PK"), ("PK", "AF"), ("PK", "PK")):
        with pytest.raises(IntegrityError), transaction.atomic():
            KeyStory.objects.create(article=story, first_id=first, second_id=second, by=editor)
    assert len(kept()) == 1


def test_a_draft_of_a_marked_story_does_not_touch_its_mark(story, editor, words):
    key_stories.mark(story, pair=AF_PK, by=editor)
    editing.edit(story, replace(words, countries=(CountryLine("PK"),)), by=editor, base=1)
    key_stories.mark(story, pair=AF_PK, by=editor, context="Readers still see it so")
    assert kept() == [(story.pk, "AF", "PK", "Readers still see it so", "edith")]
