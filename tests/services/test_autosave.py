"""What is typed is kept until it is saved: for its writer alone, one row a window, outside the history."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group

from articles.models import AuditEntry, Edition, Revision, User, WorkingCopy
from articles.queries import policy
from articles.services import autosave, editing
from articles.services.autosave import AutosaveRejected, EditorTab
from articles.services.revisions import StaleDocument

pytestmark = pytest.mark.vendor_sql

HERE, THERE = EditorTab("here"), EditorTab("there")


def typed(**words):
    return {"headline": ["A gauge"], "tags": ["Water", "Lima"], **{name: [text] for name, text in words.items()}}


def rows():
    return {copy.window: copy.fields.get("body") for copy in WorkingCopy.objects.all()}


@pytest.fixture
def other_reporter(db):
    user = User.objects.create_user("omar", is_staff=True)
    user.groups.set(Group.objects.filter(name="Reporters"))
    return user


def test_words_are_kept_as_they_were_typed_and_nothing_else_is_touched(draft, reporter):
    before = Revision.objects.count(), AuditEntry.objects.count(), Edition.objects.get().number
    fields = typed(body="<p>Half a  sent", slugline="\n")
    kept = autosave.save_working_copy(HERE, fields, by=reporter, article=draft, base_revision=1)
    kept.refresh_from_db()
    assert (kept.fields, kept.base, kept.article, kept.person) == (fields, 1, draft, reporter)
    assert (Revision.objects.count(), AuditEntry.objects.count(), Edition.objects.get().number) == before


def test_a_window_has_one_row_however_often_it_is_kept(draft, reporter):
    for turn in (1, 2, 3):
        autosave.save_working_copy(
            HERE, typed(body=f"<p>{turn}"), by=reporter, article=draft, base_revision=1, sequence=turn
        )
    assert rows() == {"here": ["<p>3"]}


def test_what_arrives_late_does_not_push_aside_what_was_typed_after_it(draft, reporter):
    autosave.save_working_copy(HERE, typed(body="<p>second"), by=reporter, article=draft, base_revision=1, sequence=2)
    autosave.save_working_copy(HERE, typed(body="<p>first"), by=reporter, article=draft, base_revision=1, sequence=1)
    assert rows() == {"here": ["<p>second"]}


def test_what_was_typed_after_a_copy_was_looked_at_is_not_discarded_with_it(draft, reporter):
    seen = autosave.save_working_copy(
        HERE, typed(body="<p>first"), by=reporter, article=draft, base_revision=1, sequence=1
    )
    later = autosave.save_working_copy(
        HERE, typed(body="<p>second"), by=reporter, article=draft, base_revision=1, sequence=2
    )
    autosave.discard_working_copy(seen)
    assert rows() == {"here": ["<p>second"]}
    autosave.discard_working_copy(later)
    assert rows() == {}


def test_two_windows_of_one_person_never_write_over_one_another(draft, reporter):
    autosave.save_working_copy(HERE, typed(body="<p>one"), by=reporter, article=draft, base_revision=1)
    autosave.save_working_copy(THERE, typed(body="<p>other"), by=reporter, article=draft, base_revision=1)
    assert rows() == {"here": ["<p>one"], "there": ["<p>other"]}
    assert [copy.window for copy in autosave.list_working_copies(draft, by=reporter)] == ["there", "here"]


def test_a_window_that_goes_on_with_a_copy_takes_its_place(draft, reporter):
    autosave.save_working_copy(HERE, typed(body="<p>one"), by=reporter, article=draft, base_revision=1, sequence=4)
    autosave.save_working_copy(
        EditorTab("there", ("here", 4)), typed(body="<p>one more"), by=reporter, article=draft, base_revision=1
    )
    assert rows() == {"there": ["<p>one more"]}


def test_a_copy_that_was_written_on_meanwhile_outlives_the_window_that_took_it_over(draft, reporter):
    autosave.save_working_copy(HERE, typed(body="<p>one"), by=reporter, article=draft, base_revision=1, sequence=5)
    autosave.save_working_copy(
        EditorTab("there", ("here", 4)), typed(body="<p>one more"), by=reporter, article=draft, base_revision=1
    )
    assert rows() == {"here": ["<p>one"], "there": ["<p>one more"]}


def test_one_person_is_never_offered_what_another_typed(draft, reporter, editor):
    autosave.save_working_copy(HERE, typed(), by=reporter, article=draft, base_revision=1)
    autosave.save_working_copy(HERE, typed(body="<p>mine"), by=editor, article=draft, base_revision=1)
    assert [copy.person for copy in autosave.list_working_copies(draft, by=reporter)] == [reporter]
    assert [copy.person for copy in autosave.list_working_copies(draft, by=editor)] == [editor]


def test_a_new_story_is_kept_before_it_is_there(draft, reporter):
    autosave.save_working_copy(HERE, typed(), by=reporter)
    assert [copy.window for copy in autosave.list_working_copies(None, by=reporter)] == ["here"]
    assert autosave.list_working_copies(draft, by=reporter) == []


def test_a_save_forgets_its_windows_words_and_no_others(draft, reporter, editor, words):
    autosave.save_working_copy(HERE, typed(), by=reporter, article=draft, base_revision=1)
    autosave.save_working_copy(THERE, typed(), by=reporter, article=draft, base_revision=1)
    autosave.save_working_copy(HERE, typed(), by=editor, article=draft, base_revision=1)
    editing.edit(draft, replace(words, headline="Saved"), by=reporter, base=1, window=HERE)
    assert [(copy.person, copy.window) for copy in WorkingCopy.objects.order_by("pk")] == [
        (reporter, "there"),
        (editor, "here"),
    ]


def test_a_story_that_is_begun_forgets_its_windows_words(reporter, words):
    autosave.save_working_copy(HERE, typed(), by=reporter)
    editing.create(words, by=reporter, window=HERE)
    assert rows() == {}


def test_a_save_that_is_refused_forgets_nothing(draft, reporter, editor, words):
    autosave.save_working_copy(HERE, typed(), by=reporter, article=draft, base_revision=1)
    editing.edit(draft, replace(words, headline="Theirs"), by=editor, base=1)
    with pytest.raises(StaleDocument):
        editing.edit(draft, replace(words, headline="Mine"), by=reporter, base=1, window=HERE)
    assert list(rows()) == ["here"]


def test_words_are_kept_for_a_reporter_whose_story_was_approved_meanwhile(approved, reporter):
    assert policy.why_not_edit(reporter, approved) is not None
    autosave.save_working_copy(HERE, typed(), by=reporter, article=approved, base_revision=1)
    assert list(rows()) == ["here"]


def test_nobody_keeps_words_for_another_reporters_story_or_without_the_duty_to_write(draft, other_reporter, outsider):
    autosave.save_working_copy(HERE, typed(), by=other_reporter)
    for person, article in ((other_reporter, draft), (outsider, draft), (outsider, None)):
        with pytest.raises(policy.PermissionRefused):
            autosave.save_working_copy(THERE, typed(), by=person, article=article)
    assert list(rows()) == ["here"]


def test_more_text_than_any_story_can_have_is_refused_with_a_sentence(reporter):
    autosave.save_working_copy(HERE, typed(body="x" * 1_000_000), by=reporter)
    with pytest.raises(AutosaveRejected, match=r"^This is too much text to autosave\.$"):
        autosave.save_working_copy(THERE, typed(body="x" * 2_000_001), by=reporter)
    with pytest.raises(AutosaveRejected, match=r"^This is too much text to autosave\.$"):
        autosave.save_working_copy(THERE, {str(number): [] for number in range(501)}, by=reporter)
    assert list(rows()) == ["here"]


def test_there_is_a_limit_of_copies_and_the_oldest_are_never_dropped_for_it(draft, reporter):
    for number in range(20):
        autosave.save_working_copy(EditorTab(str(number)), typed(), by=reporter, article=draft)
    with pytest.raises(
        AutosaveRejected, match=r"^You have 20 unsaved drafts of this story\. Restore or discard one\.$"
    ):
        autosave.save_working_copy(HERE, typed(), by=reporter, article=draft)
    autosave.save_working_copy(EditorTab("0"), typed(body="<p>again"), by=reporter, article=draft, sequence=2)
    autosave.save_working_copy(HERE, typed(), by=reporter)
    assert WorkingCopy.objects.count() == 21


def test_a_nul_is_no_word_on_any_database(reporter):
    assert autosave.save_working_copy(HERE, typed(body="a\0b"), by=reporter).fields["body"] == ["ab"]


def test_what_a_merge_left_out_stays_and_says_so(draft, reporter):
    autosave.save_working_copy(HERE, typed(), by=reporter, article=draft, base_revision=1)
    autosave.record_merge(HERE, by=reporter, merged_into=3)
    assert [copy.merged_into for copy in autosave.list_working_copies(draft, by=reporter)] == [3]
