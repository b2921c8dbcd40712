"""The slug field of a story: it shows the address that the story has, or what it will get and why."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.models import Article, FormerSlug, Revision
from articles.services import editing, workflow
from tests.support.desk import ADD, change_url, form_data, log_in, read_text
from tests.support.moments import from_now
from tests.support.pages import parse

TAKEN = "Another story has “first”; this one gets “first-2”."
ON = "If you change it, old links will lead to the new address."


@pytest.fixture
def slug_field():
    """What a writing page shows in the slug field, and the sentences beside it."""

    def read(client, story):
        page = client.get(change_url(story))
        return form_data(page)["slug"], parse(page).texts(".field-slug .help")

    return read


def test_the_field_shows_the_address_once_there_is_one(publish, words, reporter, slug_field):
    client, draft = log_in(reporter), editing.create(words, by=reporter)
    assert slug_field(client, draft) == ([""], ["Leave empty to make it from the headline."])
    assert slug_field(client, publish(words)) == (["two-ministries-agree-on-one-river-gauge"], [ON])


def test_a_story_whose_slug_is_taken_shows_the_one_it_has_and_why(publish, words, reporter, slug_field):
    publish(replace(words, slug="first"))
    story = publish(replace(words, slug="first"))
    assert story.get_absolute_url().endswith("/first-2/")
    assert slug_field(log_in(reporter), story) == (["first-2"], [f"{TAKEN} {ON}"])


def test_saving_the_address_that_is_shown_changes_nothing(publish, words, reporter):
    publish(replace(words, slug="first"))
    story, client = publish(replace(words, slug="first")), log_in(reporter)
    before = Revision.objects.count()
    client.post(change_url(story), form_data(client.get(change_url(story))))
    assert Revision.objects.count() == before
    client.post(change_url(story), {**form_data(client.get(change_url(story))), "headline": "Another"})
    assert Article.objects.select_related("head").get(pk=story.pk).head.document == replace(
        words, slug="first", headline="Another"
    )


def test_a_slug_in_use_is_saved_with_the_address_that_the_story_will_get(publish, words, reporter, slug_field):
    publish(replace(words, slug="first"))
    client = log_in(reporter)
    fields = {**form_data(client.get(ADD)), "headline": "Mine", "slug": "first"}
    saved = client.post(ADD, fields, follow=True)
    story = Article.objects.get(headline="Mine")
    assert parse(saved).texts(".messagelist .warning") == [TAKEN]
    assert slug_field(client, story) == (["first"], [f"{TAKEN} Leave empty to make it from the headline."])
    free = client.post(change_url(story), {**form_data(client.get(change_url(story))), "slug": "free"}, follow=True)
    assert "Another story has" not in read_text(free)


def test_a_new_wish_for_a_public_story_shows_until_it_is_published(publish, words, reporter, slug_field):
    publish(replace(words, slug="first"))
    story, client = publish(replace(words, slug="second")), log_in(reporter)
    client.post(change_url(story), {**form_data(client.get(change_url(story))), "slug": "first"})
    assert slug_field(client, story) == (["first"], [f"{TAKEN} {ON}"])


def test_a_draft_reserves_no_address(publish, words, reporter, editor):
    draft = editing.create(replace(words, slug="first"), by=reporter)
    abandoned = workflow.spike(editing.create(replace(words, slug="first"), by=reporter), by=editor)
    story = publish(replace(words, slug="first"))
    assert story.get_absolute_url().endswith("/first/")
    assert {draft.slug, abandoned.slug}.isdisjoint({"first", "first-2", "first-3"})
    # What readers have, or had, is reserved all the same.
    assert publish(replace(words, slug="first")).get_absolute_url().endswith("/first-2/")


def test_a_schedule_that_is_withdrawn_frees_the_address_and_leaves_no_redirect(words, reporter, editor, publisher):
    story = workflow.submit(editing.create(replace(words, slug="first"), by=reporter), by=reporter)
    story = workflow.approve(story, by=editor, seen=1)
    overriding = {workflow.ANY_CHECK: "Few words."}
    story = workflow.schedule(story, by=publisher, at=from_now(hours=2), overriding=overriding)
    assert story.slug == "first"
    story = workflow.unschedule(story, by=publisher)
    assert (story.slug.startswith("new-"), FormerSlug.objects.count()) == (True, 0)
    published = workflow.publish(story, by=publisher, overriding=overriding)
    assert (published.slug, FormerSlug.objects.count()) == ("first", 0)
    assert Client().get(published.get_absolute_url()).status_code == 200


def test_the_random_slug_of_a_draft_is_no_word_to_search_for(draft, published, reporter):
    client, address = log_in(reporter), "/admin/articles/article/?q="
    words = (draft.slug[:10], "gauge")
    found = [read_text(client.get(address + word)).count(draft.headline) for word in words]
    assert (found[0], found[1] > 0) == (0, True)
