"""How the suggestions fare: what was suggested for published stories, against the countries that stand in them."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.domain.document import CountryLine
from articles.models import CountrySuggestion
from articles.queries.desk.geo.suggestion_accuracy import measure_accuracy
from articles.services import editing
from tests.support.desk import START, find_links, log_in, read_text

JUDGED = "/admin/articles/article/suggestions/judged/"
EMPTY = "No published stories have suggestions yet."


@pytest.fixture
def story(publish, words, editor):
    """A maker of published stories: suggested Afghanistan and Pakistan, tagged with Afghanistan and China."""

    def make():
        tagged = (CountryLine("AF"), CountryLine("CN", "mentioned"))
        document = replace(words, headline="Kabul and Islamabad agree", standfirst="", body="", dateline="")
        article = publish(replace(document, countries=tagged, body="<p>The Afghan and the Pakistani side.</p>"))
        editing.edit(article, article.newest.document, by=editor, base=article.newest.number, decisions={})
        return article

    return make


def test_precision_and_recall_are_counted_over_published_stories(story, editor):
    story()
    assert set(CountrySuggestion.objects.values_list("country_id", flat=True)) == {"AF", "PK"}
    page = read_text(log_in(editor).get(JUDGED))
    assert "Suggestions accepted 50 % Countries found 50 %" in page
    assert "Afghanistan 1 1 100 % 100 %" in page
    assert ("Pakistan 1 0 0 % –" in page, "China 0 1 – 0 %" in page) == (True, True)


def test_a_draft_is_not_judged(editor, words):
    editing.create(replace(words, headline="Kabul agrees"), by=editor, decisions={})
    assert CountrySuggestion.objects.exists()
    assert EMPTY in read_text(log_in(editor).get(JUDGED))


def test_only_those_who_edit_see_the_page_and_the_way_to_it(reporter, editor):
    assert [log_in(person).get(JUDGED).status_code for person in (reporter, editor)] == [403, 200]
    assert [find_links(log_in(person).get(START)).get("Suggested countries") for person in (reporter, editor)] == [
        None,
        JUDGED,
    ]


def test_only_the_newest_stories_are_counted_and_the_report_says_so(story):
    for _ in range(3):
        story()
    all_of_them, newest = (measure_accuracy(max_months=24, max_stories=number) for number in (3, 1))
    assert [(report.overall.suggested, report.is_sample) for report in (all_of_them, newest)] == [(6, False), (2, True)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_stories(story, editor, number):
    for _ in range(number):
        story()
    client = log_in(editor)
    client.get(JUDGED)
    with CaptureQueriesContext(connection) as asked:
        client.get(JUDGED)
    assert len(asked) == 8
