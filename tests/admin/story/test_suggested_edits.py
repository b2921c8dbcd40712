"""An edit that is left as suggestions instead of being saved."""

import pytest

from articles.models import Article, Note, WorkingCopy
from articles.services import notes
from tests.support.desk import change_url, form_data, log_in, read_text

pytestmark = pytest.mark.django_db


def _suggest(person, article, **typed):
    client = log_in(person)
    opened = form_data(client.get(change_url(article)))
    return client.post(change_url(article), {**opened, **typed, "_suggest": "1"}, follow=True)


def test_changed_words_become_suggestions_and_the_story_stays_as_it_was(in_review, editor):
    body = in_review.newest.document.body
    word = in_review.newest.document.paragraphs[0].split()[0]
    response = _suggest(editor, in_review, body=body.replace(word, f"Changed{word}", 1))
    note = Note.objects.get()
    assert (note.quote, note.suggestion, note.by) == (word, f"Changed{word}", editor)
    article = Article.objects.get()
    assert (article.newest.number, article.stage, WorkingCopy.objects.count()) == (1, "in_review", 0)
    assert "1 edit suggested." in read_text(response)
    notes.accept_suggestion(note, by=editor)
    assert Article.objects.get().newest.document.body == body.replace(word, f"Changed{word}", 1)


def test_what_is_more_than_words_is_not_suggested_and_stays_in_the_form(in_review, editor):
    response = _suggest(editor, in_review, headline="Another headline")
    assert "Only changed words of the text can be suggested." in read_text(response)
    assert (Note.objects.count(), form_data(response)["headline"]) == (0, ["Another headline"])


def test_an_unchanged_text_has_nothing_to_suggest(in_review, editor):
    assert "There are no changes to suggest." in read_text(_suggest(editor, in_review))


def test_a_stranger_to_the_desk_suggests_nothing(in_review, outsider):
    response = log_in(outsider).post(change_url(in_review), {"_suggest": "1"})
    assert (response.status_code, Note.objects.count()) == (302, 0)
