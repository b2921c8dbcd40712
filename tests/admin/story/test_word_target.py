"""How long a story should be is a detail that only staff see, without a version of its own."""

import pytest

from articles.models import Article, AuditEntry
from tests.support.desk import change_url, form_data, log_in, read_text

pytestmark = [pytest.mark.django_db]


def save(article, person, target):
    client = log_in(person)
    return client.post(
        change_url(article), {**form_data(client.get(change_url(article))), "word_target": target}, follow=True
    )


def test_it_is_saved_without_a_new_version_and_logged(draft, reporter):
    save(draft, reporter, "800")
    story = Article.objects.get()
    assert (story.word_target, story.head.number) == (800, 1)
    entry = AuditEntry.objects.filter(article=story).first()
    assert (entry.action, entry.details["word_target"]) == ("particulars", 800)
    save(draft, reporter, "")
    assert Article.objects.get().word_target is None


@pytest.mark.parametrize("wrong", ["0", "-5", "many", "100001"])
def test_what_is_no_number_of_words_is_refused(draft, reporter, wrong):
    response = save(draft, reporter, wrong)
    assert (Article.objects.get().word_target, "Not saved." in read_text(response)) == (None, True)
