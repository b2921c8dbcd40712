"""A story can be duplicated: its words as a new draft, and nothing of what is its own."""

from dataclasses import replace
from datetime import date

import pytest

from articles.models import Article, AuditEntry
from articles.queries import four_eyes
from articles.services import editing
from tests.support.desk import change_url, find_buttons, log_in, read_text

pytestmark = [pytest.mark.django_db]


def duplicate(article, person):
    return log_in(person).post(f"/admin/articles/article/{article.pk}/duplicate/", follow=True)


def test_the_copy_is_a_draft_with_the_same_words_and_opens_at_once(published, reporter):
    before = published.newest.document
    response = duplicate(published, reporter)
    copy = Article.objects.exclude(pk=published.pk).get()
    assert response.redirect_chain == [(change_url(copy), 302)]
    assert "This is the copy. The story that it was made from is unchanged." in read_text(response)
    assert (copy.standing, copy.stage, copy.created_by, copy.live) == ("unpublished", "draft", reporter, None)
    assert copy.newest.document == before.replace(slug="", dated=None, original=None)
    assert AuditEntry.objects.get(article=copy).note == f"Copied from “{published.headline}”"
    published.refresh_from_db()
    assert (published.head.number, published.standing) == (1, "published")


def test_address_date_and_original_stay_with_the_story_that_has_them(publish, words, reporter):
    original = publish(words)
    story = editing.create(replace(words, slug="its-own", dated=date(2020, 5, 1), headline="Old"), by=reporter)
    assert original.newest.document.headline == words.headline
    copy = editing.duplicate(story, by=reporter).newest.document
    assert (copy.slug, copy.dated, copy.original, copy.headline) == ("", None, None, "Old")


def test_whose_words_they_were_counts_for_four_eyes(draft, reporter, editor):
    copy = editing.duplicate(draft, by=editor)
    assert four_eyes.find_writers(copy, upto=1) == {reporter.pk, editor.pk}


def test_the_button_is_there_for_who_may_write_and_only_a_post_copies(published, reporter, bystander):
    response = log_in(reporter).get(change_url(published))
    assert ("Duplicate" in read_text(response), find_buttons(response) != []) == (True, True)
    address = f"/admin/articles/article/{published.pk}/duplicate/"
    assert log_in(reporter).get(address).status_code == 405
    assert duplicate(published, bystander).status_code == 403
    assert Article.objects.count() == 1
