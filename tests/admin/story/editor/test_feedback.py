"""Feedback while typing: one post a pause autosaves, and answers checklist, countries and preview from one Document."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, AuditEntry, CountrySuggestion, EditSession, WorkingCopy
from articles.queries import policy
from articles.services import editing
from tests.support import sentences
from tests.support.desk import (
    FEEDBACK,
    change_url,
    feedback_data,
    form_data,
    log_in,
    post_feedback,
    snapshot_stories,
)
from tests.support.site import read_edition_contents

pytestmark = pytest.mark.django_db

PARTS = ["autosave", "checklist", "countries", "preview"]
WORDS = {"headline": "Kabul agrees", "language": "en", "body": "<p>Ministers met in Kabul. TK</p>"}
# What every page of the desk reads: edition, session, person, permissions, and here the story.
SHARED_QUERIES = 5


def count_queries(client, data) -> int:
    assert client.post(FEEDBACK, data).status_code == 200
    read_edition_contents()
    with CaptureQueriesContext(connection) as queries:
        assert client.post(FEEDBACK, {**data, "_turn": 2}).status_code == 200
    return len(queries)


def test_one_post_stores_the_words_and_answers_every_part_that_it_names(draft, reporter):
    answer = post_feedback(reporter, draft, parts=PARTS, base=1, _presence="here", _field="body", **WORDS).json()
    assert list(answer) == ["autosave", "presence", "checklist", "countries", "preview"]
    assert answer["checklist"]["findings"][0]["code"] == "placeholder"
    assert [country["code"] for country in answer["countries"]["suggestions"]] == ["AF"]
    assert "Ministers met in Kabul." in answer["preview"]["html"]
    assert WorkingCopy.objects.get().fields["body"] == [WORDS["body"]]
    assert [(row.person, row.field) for row in EditSession.objects.all()] == [(reporter, "body")]


def test_parts_that_a_post_does_not_name_are_not_answered_and_not_stored(draft, reporter):
    assert list(post_feedback(reporter, draft, parts=["checklist"], **WORDS).json()) == ["checklist"]
    assert (WorkingCopy.objects.count(), EditSession.objects.count()) == (0, 0)
    assert post_feedback(reporter, draft, parts=["nonsense"], **WORDS).json() == {}


def test_a_story_that_was_never_saved_is_autosaved_and_answered_too(reporter):
    answer = post_feedback(reporter, parts=PARTS, _presence="here", **WORDS).json()
    assert list(answer) == ["autosave", "checklist", "countries", "preview"]
    assert (WorkingCopy.objects.get().article, Article.objects.count()) == (None, 0)


def test_feedback_changes_neither_the_story_nor_its_log(draft, reporter):
    before = snapshot_stories()
    post_feedback(reporter, draft, parts=PARTS, base=1, **WORDS)
    assert (snapshot_stories(), CountrySuggestion.objects.count()) == (before, 0)
    assert AuditEntry.objects.count() == before[2]


def test_an_autosave_in_a_pause_takes_seven_queries_and_one_write(draft, reporter):
    client, data = log_in(reporter), {**feedback_data(reporter, draft, parts=["autosave"]), "_presence": "here"}
    data = {**form_data(client.get(change_url(draft))), **data}
    assert count_queries(client, data) == SHARED_QUERIES + 2
    with CaptureQueriesContext(connection) as queries:
        client.post(FEEDBACK, {**data, "_turn": 3})
    writes = [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
    assert [sql.startswith('UPDATE "articles_workingcopy"') for sql in writes] == [True]


def test_an_autosave_from_another_field_takes_one_query_more(draft, reporter):
    data = {**feedback_data(reporter, draft, parts=["autosave"]), **WORDS, "_presence": "here"}
    client = log_in(reporter)
    client.post(FEEDBACK, {**data, "_field": "headline"})
    with CaptureQueriesContext(connection) as queries:
        client.post(FEEDBACK, {**data, "_turn": 2, "_field": "body"})
    assert (len(queries), EditSession.objects.get().field) == (SHARED_QUERIES + 3, "body")


@pytest.mark.parametrize(("parts", "queries"), [(PARTS[:3], 9), (PARTS, 14)])
def test_a_whole_pause_takes_few_queries(draft, reporter, parts, queries):
    data = {**form_data(log_in(reporter).get(change_url(draft))), **feedback_data(reporter, draft, parts=parts)}
    assert count_queries(log_in(reporter), {**data, "_presence": "here"}) == queries


def test_a_heartbeat_of_an_idle_page_takes_few_queries(draft, reporter):
    client, data = log_in(reporter), {**feedback_data(reporter, draft), "_presence": "here"}
    client.post("/admin/articles/article/presence/", data)
    with CaptureQueriesContext(connection) as queries:
        client.post("/admin/articles/article/presence/", data)
    assert len(queries) == SHARED_QUERIES + 1


def test_words_that_can_not_be_stored_are_checked_all_the_same(draft, reporter):
    parts, crowd = ["autosave", "checklist"], {f"x{number}": "" for number in range(501)}
    answer = post_feedback(reporter, draft, parts=parts, _presence="here", **WORDS, **crowd).json()
    assert answer["autosave"] == {"error": "This is too much text to autosave."}
    assert (list(answer), EditSession.objects.count()) == (["autosave", "presence", "checklist"], 1)


def test_words_that_are_no_document_are_stored_all_the_same_and_every_part_says_why(reporter):
    answer = post_feedback(reporter, parts=PARTS, **{**WORDS, "language": "xx"}).json()
    refused = {"error": sentences.UNKNOWN_LANGUAGE_XX}
    assert [answer[part] for part in PARTS[1:]] == [refused] * 3
    assert (list(answer["autosave"]), WorkingCopy.objects.count()) == (["at"], 1)


def test_a_text_that_is_too_long_to_check_is_stored_all_the_same(reporter):
    answer = post_feedback(reporter, parts=PARTS, **{**WORDS, "body": "<p>" + "word " * 250_000 + "</p>"}).json()
    refused = {"error": "The text is too long to be checked while you type."}
    assert [answer[part] for part in PARTS[1:]] == [refused] * 3
    assert WorkingCopy.objects.count() == 1


def test_a_reporter_whose_story_was_approved_meanwhile_loses_nothing_and_reads_why(approved, reporter):
    answer = post_feedback(reporter, approved, parts=PARTS, **WORDS).json()
    refused = {"error": policy.why_not_edit(reporter, approved)}
    assert [answer[part] for part in PARTS[1:]] == [refused] * 3
    assert WorkingCopy.objects.count() == 1


def test_only_those_who_write_are_answered(reporter, bystander, outsider):
    statuses = [post_feedback(person, parts=PARTS, **WORDS).status_code for person in (reporter, bystander, outsider)]
    assert (statuses, Client().post(FEEDBACK, WORDS).status_code) == ([200, 403, 302], 403)


def test_another_reporters_story_is_not_answered_about(draft, reporter, colleague):
    assert post_feedback(reporter, draft, parts=PARTS, **WORDS).status_code == 200
    answer = post_feedback(colleague, draft, parts=PARTS, **WORDS)
    assert (answer.status_code, answer.json()) == (403, {"error": sentences.ANOTHER_REPORTERS_STORY})
    unknown = ("0", "x", "٣", "9" * 30)
    assert [post_feedback(reporter, key, parts=PARTS, **WORDS).status_code for key in unknown] == [404] * 4


def test_words_come_by_post_and_with_the_forms_token(reporter):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    posted = strict.post(FEEDBACK, feedback_data(reporter, parts=PARTS, **WORDS))
    assert (log_in(reporter).get(FEEDBACK).status_code, posted.status_code) == (405, 403)


def test_odd_values_are_left_out_of_what_is_checked(draft, reporter, words):
    editing.edit(draft, replace(words, standfirst="Another"), by=reporter, base=1)
    odd = {
        "about": ["ZZ", "PK\0"],
        "credits-0-author": "x",
        "section": "9" * 30,
        "lead_image": "x",
        "dated": "yesterday",
        "original": "x",
        "original_number": "x",
        "genre": "",
    }
    answer = post_feedback(reporter, draft, parts=PARTS, **WORDS, **odd).json()
    assert [part for part in PARTS if "error" in answer[part]] == []
