"""Filing a story: its file is read, countries are suggested, a draft is created."""

import hashlib
from pathlib import Path

import pytest

from articles.domain.document import CountryLine, InvalidDocument
from articles.exchange import filing
from articles.exchange.importers import FileRefused, read_document
from articles.models import Article, CountrySuggestion
from articles.queries import policy
from articles.queries.policy import PermissionRefused
from articles.services.editing import AlreadyFiled

FERRY = (Path(__file__).parent.parent / "samples" / "lake_ferry.txt").read_bytes()


def test_reading_gives_the_words_their_countries_and_the_digest_of_the_bytes():
    filed = filing.read_file(FERRY)
    words = read_document(FERRY).cleaned()
    assert filed.digest == hashlib.sha256(FERRY).hexdigest()
    assert filed.document.countries == (CountryLine("KE"),)
    assert filed.document.body == words.body


def test_reading_refuses_what_cannot_be_kept():
    with pytest.raises(FileRefused):
        filing.read_file(b"")
    with pytest.raises(InvalidDocument) as refusal:
        filing.read_file(b"H\nA standfirst.\n" + b"word " * 200_000)
    assert list(refusal.value.problems) == ["body"]


def test_a_draft_remembers_its_file(reporter):
    filed = filing.read_file(FERRY)
    article = filing.create_draft(filed, by=reporter, name="lake.txt", again=False)
    assert (article.head.document, article.filed_digest, article.created_by) == (filed.document, filed.digest, reporter)
    assert article.head.note == "Filed as lake.txt"


def test_a_very_long_file_name_is_cut_to_what_a_note_holds(reporter):
    article = filing.create_draft(filing.read_file(FERRY), by=reporter, name="n" * 400, again=False)
    assert article.head.note == "Filed as " + "n" * 291


def test_the_same_bytes_are_filed_once_unless_again(reporter):
    filed = filing.read_file(FERRY)
    first = filing.create_draft(filed, by=reporter, name="a.txt", again=False)
    with pytest.raises(AlreadyFiled) as refusal:
        filing.create_draft(filed, by=reporter, name="b.txt", again=False)
    assert refusal.value.article == first
    second = filing.create_draft(filed, by=reporter, name="b.txt", again=True)
    assert list(Article.objects.order_by("pk")) == [first, second]


def test_other_bytes_of_the_same_words_are_another_file(reporter):
    first = filing.create_draft(filing.read_file(FERRY), by=reporter, name="a.txt", again=False)
    second = filing.create_draft(filing.read_file(FERRY + b"\n"), by=reporter, name="a.txt", again=False)
    assert first.head.document == second.head.document
    assert first != second


def test_who_may_not_write_files_nothing(outsider):
    with pytest.raises(PermissionRefused):
        filing.create_draft(filing.read_file(FERRY), by=outsider, name="a.txt", again=False)
    assert Article.objects.count() == 0


def test_filing_saves_what_reading_has_cleaned_and_suggested(reporter, django_assert_num_queries):
    assert policy.why_not_create(reporter) is None  # reads the permissions, which requests share
    with django_assert_num_queries(0):
        filed = filing.read_file(FERRY)
    with django_assert_num_queries(18):
        story = filing.create_draft(filed, by=reporter, name="lake.txt", again=False)
    rows = CountrySuggestion.objects.filter(article=story)
    assert [(row.country_id, row.role, row.decision) for row in rows] == [
        (suggestion.code, suggestion.role, "none") for suggestion in filed.suggestions
    ]
