"""The story's date is part of its address: it may change until the story is published, and then neither here nor there."""

import datetime
from dataclasses import replace

import pytest

from articles.domain.document import InvalidDocument
from articles.models import Article, Revision, WorkingCopy
from articles.services import editing, workflow
from tests.support.desk import change_url, form_data, log_in, read_text
from tests.support.moments import from_now
from tests.support.pages import parse

MAY, JUNE = datetime.date(2025, 5, 31), datetime.date(2025, 6, 1)
SENTENCE = "The date is part of the address under which the story was published, so it can’t change now."


def date_field(response):
    return next(field for field in parse(response).every("input") if field.get("name") == "dated")


def newest() -> Revision:
    return Revision.objects.order_by("-pk")[0]


def test_a_drafts_date_can_be_changed_and_is_the_one_it_is_published_under(draft, reporter, editor, publisher):
    client, address = log_in(reporter), change_url(draft)
    page = client.get(address)
    assert ("disabled" in date_field(page), SENTENCE in read_text(page)) == (False, False)
    client.post(address, {**form_data(page), "dated": "2025-05-31"})
    story = workflow.approve(workflow.submit(draft, by=reporter), by=editor, seen=2)
    story = workflow.publish(story, by=publisher, overriding={workflow.ANY_CHECK: "Few words."})
    assert story.get_absolute_url().startswith("/2025/05/31/")


def test_the_page_of_a_published_story_locks_the_date_and_says_why(publish, words, reporter):
    story, client = publish(replace(words, dated=MAY)), log_in(reporter)
    page = client.get(change_url(story))
    field = date_field(page)
    assert ("disabled" in field, field["value"], SENTENCE in read_text(page)) == (True, "2025-05-31", True)
    client.post(change_url(story), {**form_data(page), "headline": "Another headline"})
    assert (newest().number, newest().document.headline, newest().document.dated) == (2, "Another headline", MAY)


@pytest.mark.parametrize("typed", ["2025-06-01", ""])
def test_a_date_from_a_page_opened_before_publication_is_refused_and_the_words_stay(publish, words, reporter, typed):
    story, client = publish(replace(words, dated=MAY)), log_in(reporter)
    fields = {**form_data(client.get(change_url(story))), "headline": "My words", "dated": typed}
    refused = client.post(change_url(story), fields)
    page = parse(refused)
    assert (Revision.objects.count(), page.texts(".field-dated .errorlist")) == (1, [SENTENCE])
    # The page shows the story's own date again, so the next save goes through.
    assert (date_field(refused)["value"], form_data(refused)["headline"]) == ("2025-05-31", ["My words"])
    client.post(change_url(story), form_data(refused))
    assert (newest().document.headline, newest().document.dated) == ("My words", MAY)


def test_no_service_changes_the_date_of_a_published_story(publish, words, reporter):
    story = publish(replace(words, dated=MAY))
    with pytest.raises(InvalidDocument) as refused:
        editing.edit(story, replace(words, dated=JUNE), by=reporter, base=1)
    assert (refused.value.problems, Revision.objects.count()) == ({"dated": SENTENCE}, 1)
    # Words that come without a date ask for no other one.
    assert editing.edit(story, replace(words, dated=None), by=reporter, base=1).newest.number == 2


@pytest.mark.parametrize("move", [workflow.retract, workflow.kill])
def test_nor_that_of_a_withdrawn_one(publish, words, editor, publisher, move):
    story = move(publish(words), by=publisher, reason="Wrong.")
    with pytest.raises(InvalidDocument):
        editing.edit(story, replace(words, dated=MAY), by=editor, base=1)


def test_a_story_that_is_only_scheduled_may_change_its_date(words, reporter, editor, publisher):
    story = workflow.approve(workflow.submit(editing.create(words, by=reporter), by=reporter), by=editor, seen=1)
    overriding = {workflow.ANY_CHECK: "Few words."}
    story = workflow.schedule(story, by=publisher, at=from_now(hours=2), overriding=overriding)
    assert Article.objects.get(pk=story.pk).live_id is not None
    edited = editing.edit(story, replace(words, dated=MAY), by=editor, base=1)
    assert (edited.stage, edited.head.document.dated) == ("in_review", MAY)


def test_an_older_version_is_restored_with_the_date_that_the_story_has(words, reporter, editor, publisher):
    story = editing.create(replace(words, headline="First", dated=JUNE), by=reporter)
    story = editing.edit(story, replace(words, dated=MAY), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    story = workflow.publish(story, by=publisher, overriding={workflow.ANY_CHECK: "Few words."})
    restored = editing.restore(story, Revision.objects.get(number=1), by=editor)
    assert (restored.head.document.headline, restored.head.document.dated) == ("First", MAY)


def test_a_merge_takes_no_other_date_and_loses_no_words(publish, words, reporter, editor):
    story = publish(replace(words, dated=MAY))
    client = log_in(editor)
    opened = form_data(client.get(change_url(story)))
    editing.edit(story, replace(words, dated=MAY, standfirst="Theirs."), by=reporter, base=1)
    response = client.post(change_url(story), {**opened, "headline": "Mine", "dated": "2025-06-01"}, follow=True)
    assert (WorkingCopy.objects.count() or SENTENCE in read_text(response), Revision.objects.count()) == (True, 2)
    saved = client.post(change_url(story), {**form_data(response), "headline": "Mine"}, follow=True)
    assert "Mine" in read_text(saved)
    assert {revision.document.dated for revision in Revision.objects.all()} == {MAY}
