"""Unsaved words at the desk: kept by script, offered back by the page, looked at, used or discarded; each their own."""

import datetime
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, AuditEntry, EditSession, Revision, WorkingCopy
from articles.queries import policy
from articles.services import autosave, edit_sessions, editing, workflow
from articles.services.autosave import EditorTab
from tests.support import sentences
from tests.support.desk import FEEDBACK, feedback_data, form_data, log_in, read_text
from tests.support.pages import parse

ADD = "/admin/articles/article/add/"
ATTEND = "/admin/articles/article/presence/"
MOST_QUERIES = 25


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def posted(person, article=None, **words):
    fields = {"base": 1 if article else 0, "headline": "Typed", **words}
    return feedback_data(person, article, parts=["autosave"], **fields)


def keep(person, article=None, **words):
    return log_in(person).post(FEEDBACK, posted(person, article, **words))


def attend(person, article, window="w", **words):
    return log_in(person).post(ATTEND, posted(person, article, _window=window, _presence="here", **words))


def test_words_are_kept_and_answered_with_the_newsrooms_time(draft, reporter):
    response = keep(reporter, draft, tags=["Water", "Lima"], csrfmiddlewaretoken="x", body="<p>Half")
    copy = WorkingCopy.objects.get()
    karachi = copy.saved_at.astimezone(datetime.timezone(datetime.timedelta(hours=5)))
    assert (response.status_code, response.json()) == (200, {"autosave": {"at": f"{karachi:%H:%M}"}})
    assert copy.fields == {"base": ["1"], "headline": ["Typed"], "tags": ["Water", "Lima"], "body": ["<p>Half"]}
    assert (copy.person, copy.article, copy.window, copy.turn, copy.base) == (reporter, draft, "w", 1, 1)


def test_words_are_offered_when_the_page_is_opened_again_looked_at_and_used(draft, reporter, words):
    client = log_in(reporter)
    fields = form_data(client.get(page_of(draft)))
    body = "<p>ENGINEERS met on Monday.</p><p>They will meet again.</p>"
    client.post(FEEDBACK, {**fields, **posted(reporter, draft), "headline": ["Typed"], "body": [body]})
    copy = WorkingCopy.objects.get()
    page = client.get(page_of(draft))
    assert re.search(r"Unsaved draft from today, \d\d:\d\d: “ ?Typed ?”", read_text(page))
    assert f'href="/admin/articles/article/{draft.pk}/unsaved/{copy.pk}/"' in page.content.decode()
    look = client.get(f"/admin/articles/article/{draft.pk}/unsaved/{copy.pk}/").content.decode()
    assert ("<del>Tuesday</del><ins>Monday</ins>" in look, "Based on version 1 by rana." in look) == (
        True,
        True,
    )
    used = client.get(f"{page_of(draft)}?copy={copy.pk}")
    assert "Unsaved draft from" not in read_text(used)
    again = form_data(used)
    assert (again["headline"], again["body"], again["_opened_with"]) == (["Typed"], [body], ["w.1"])
    client.post(page_of(draft), again)
    assert Revision.objects.get(number=2).document == replace(words, headline="Typed", body=body)
    assert WorkingCopy.objects.count() == 0


def test_a_new_storys_words_are_offered_on_the_page_for_a_new_story(reporter):
    client = log_in(reporter)
    client.post(FEEDBACK, {**form_data(client.get(ADD)), **posted(reporter), "headline": "Not there yet"})
    assert "Unsaved draft from" in read_text(client.get(ADD))
    copy = WorkingCopy.objects.get()
    assert "Not there yet" in read_text(client.get(f"/admin/articles/article/unsaved/{copy.pk}/"))
    client.post(ADD, form_data(client.get(f"{ADD}?copy={copy.pk}")))
    assert (Article.objects.get().headline, WorkingCopy.objects.count()) == ("Not there yet", 0)


def test_words_are_discarded_only_by_a_post(draft, reporter):
    keep(reporter, draft)
    address = f"/admin/articles/article/{draft.pk}/unsaved/{WorkingCopy.objects.get().pk}/"
    client = log_in(reporter)
    client.get(address)
    assert WorkingCopy.objects.count() == 1
    assert client.post(address).headers["Location"] == page_of(draft)
    assert WorkingCopy.objects.count() == 0


def test_words_that_can_not_be_saved_as_they_are_are_shown_whole(draft, reporter):
    keep(reporter, draft, headline="", standfirst="All of it")
    address = f"/admin/articles/article/{draft.pk}/unsaved/{WorkingCopy.objects.get().pk}/"
    page = read_text(log_in(reporter).get(address))
    assert ("Write a headline." in page, "All of it" in page) == (True, True)


def test_a_page_that_comes_back_for_something_wrong_goes_on_with_its_own_words(draft, reporter):
    client = log_in(reporter)
    fields = {**form_data(client.get(page_of(draft))), "headline": "", "_window": "w"}
    client.post(FEEDBACK, {**fields, **posted(reporter, draft), "headline": ""})
    page = client.post(page_of(draft), fields)
    assert ("Write a headline." in read_text(page), "Unsaved draft from" in read_text(page)) == (True, False)
    assert form_data(page)["_opened_with"] == ["w.1"]
    client.post(page_of(draft), {**form_data(page), "headline": "There it is"})
    assert (WorkingCopy.objects.count(), Revision.objects.count()) == (0, 2)


def test_a_note_for_a_move_comes_back_too(draft, reporter, editor):
    workflow.submit(draft, by=reporter)
    keep(editor, draft, **{"send_back-note": "Which gauge?"})
    page = log_in(editor).get(f"{page_of(draft)}?copy={WorkingCopy.objects.get().pk}")
    assert form_data(page)["send_back-note"] == ["Which gauge?"]


def test_a_kind_and_a_tick_for_a_move_come_back_too(draft, reporter, editor, publisher, words):
    workflow.approve(workflow.submit(draft, by=reporter), by=editor, seen=1)
    workflow.publish(draft, by=publisher)
    editing.edit(draft, replace(words, headline="A correction to come"), by=reporter, base=1)
    workflow.approve(workflow.submit(draft, by=reporter), by=editor, seen=2)
    keep(publisher, draft, **{"publish_correction-kind": "correction", "publish_correction-withheld": "1"})
    page = log_in(publisher).get(f"{page_of(draft)}?copy={WorkingCopy.objects.get().pk}")
    assert form_data(page)["publish_correction-kind"] == ["correction"]
    assert parse(page).one("[name=publish_correction-withheld][checked]")["value"] == "1"


def test_nobody_sees_what_another_typed(draft, reporter, editor):
    keep(reporter, draft, headline="Secret words")
    key = WorkingCopy.objects.get().pk
    client = log_in(editor)
    assert log_in(reporter).get(f"/admin/articles/article/{draft.pk}/unsaved/{key}/").status_code == 200
    assert client.get(f"/admin/articles/article/{draft.pk}/unsaved/{key}/").status_code == 404
    assert client.post(f"/admin/articles/article/{draft.pk}/unsaved/{key}/").status_code == 404
    assert "Secret words" not in client.get(f"{page_of(draft)}?copy={key}").content.decode()
    assert WorkingCopy.objects.count() == 1


def test_words_are_not_kept_for_who_logged_in_beside_the_page(draft, reporter, editor):
    response = log_in(editor).post(FEEDBACK, posted(reporter, draft))
    sentence = "You are logged in as edith now. This page was opened by someone else."
    assert (response.status_code, response.json(), WorkingCopy.objects.count()) == (409, {"error": sentence}, 0)


def test_only_those_who_write_the_story_are_heard(draft, reporter, colleague, bystander):
    assert keep(reporter, draft).status_code == 200
    assert [keep(person, draft).status_code for person in (colleague, bystander)] == [403, 403]
    assert [attend(person, draft).status_code for person in (colleague, bystander)] == [403, 403]
    assert (Client().post(FEEDBACK, posted(reporter, draft)).status_code, WorkingCopy.objects.count()) == (403, 1)


def test_words_come_by_post_and_with_the_forms_token(reporter, draft):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    assert [log_in(reporter).get(address).status_code for address in (FEEDBACK, ATTEND)] == [405, 405]
    assert [strict.post(address, posted(reporter, draft)).status_code for address in (FEEDBACK, ATTEND)] == [403, 403]


@pytest.mark.parametrize("odd", [{"_story": "9" * 30}, {"_story": "x"}, {"_story": "0"}])
def test_a_story_that_is_none_is_not_found(reporter, odd):
    assert keep(reporter, **odd).status_code == 404


@pytest.mark.parametrize(
    "odd",
    [
        {"_turn": "x"},
        {"_turn": "9" * 40},
        {"base": "9" * 40},
        {"_window": "\0"},
        {"body": "\0"},
        {"_opened_with": "\0.5"},
        {"a\0b": "x"},
    ],
)
def test_odd_posts_are_kept_all_the_same(draft, reporter, odd):
    assert (keep(reporter, draft, **odd).status_code, WorkingCopy.objects.count()) == (200, 1)


def test_too_much_is_refused_with_a_sentence(draft, reporter):
    response = keep(reporter, draft, body="x" * 2_000_001)
    assert response.json() == {"autosave": {"error": "This is too much text to autosave."}}


def test_a_browser_that_brings_words_back_is_told_what_is_kept(draft, reporter):
    autosave.save_working_copy(EditorTab("here"), {"headline": ["On the page"]}, by=reporter, article=draft)
    offers = keep(reporter, draft, _window="left", _offers="here").json()["autosave"]["offers"]
    assert offers.count("Unsaved draft from") == 1
    assert f"/unsaved/{WorkingCopy.objects.get(window='left').pk}/" in offers


def test_words_that_a_browser_brings_back_and_that_are_saved_already_are_no_offer(draft, reporter):
    fields = form_data(log_in(reporter).get(page_of(draft)))
    answer = log_in(reporter).post(
        FEEDBACK, {**fields, **posted(reporter, draft, _offers="here"), "headline": draft.headline}
    )
    assert (answer.json()["autosave"]["offers"], WorkingCopy.objects.count()) == ("", 0)


def test_what_a_reporter_typed_while_the_story_was_approved_is_kept_and_offered(approved, reporter):
    assert keep(reporter, approved, standfirst="An afternoon of work.").status_code == 200
    assert "Unsaved draft from" in read_text(log_in(reporter).get(page_of(approved)))


def test_the_page_tells_who_writes_where_and_offers_to_take_over(draft, reporter, editor):
    attend(reporter, draft, "a", _field="standfirst")
    page = read_text(log_in(editor).get(page_of(draft)))
    assert re.search(r"rana is editing Standfirst \(since \d\d:\d\d\)", page)
    answer = attend(editor, draft, "b", _field="body").json()
    assert ("Take over" in answer["company"], answer["said"].startswith("rana has this story open")) == (True, True)
    assert "edith has opened this story too. You are editing." in attend(reporter, draft, "a").json()["said"]


def test_a_take_over_is_told_to_who_held_the_story_at_the_next_beat(draft, reporter, editor):
    attend(reporter, draft, "a")
    address = f"/admin/articles/article/{draft.pk}/take-over/"
    assert log_in(editor).get(address).status_code == 405
    assert log_in(editor).post(address, {"_window": "b"}).status_code == 302
    answer = attend(reporter, draft, "a").json()
    assert re.match(r"edith took over at \d\d:\d\d\. Nothing you typed is lost", answer["said"])
    assert "Take over" in answer["company"]
    assert AuditEntry.objects.first().action == "took_over"
    assert sentences.TOOK_OVER in read_text(log_in(editor).get(page_of(draft)))


def test_only_who_may_edit_takes_over(draft, reporter, colleague):
    attend(reporter, draft, "a")
    address = f"/admin/articles/article/{draft.pk}/take-over/"
    assert log_in(colleague).post(address, {"_window": "b"}).status_code == 403
    answer = log_in(colleague).post(address, {"_window": "b"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (403, {"error": policy.why_not_edit(colleague, draft)})
    assert edit_sessions.list_sessions(draft, by=colleague).holder.person == reporter
    assert "Take over" not in read_text(log_in(colleague).get(page_of(draft)))


def test_a_page_that_keeps_words_is_there_and_one_that_leaves_is_gone(draft, reporter):
    keep(reporter, draft, _presence="here", _field="body")
    assert [(row.person, row.field) for row in EditSession.objects.all()] == [(reporter, "body")]
    keep(reporter, draft, _presence="leaving", _turn=2)
    assert (EditSession.objects.count(), WorkingCopy.objects.count()) == (0, 1)


def test_a_page_learns_at_the_next_beat_that_a_newer_version_was_saved(draft, reporter, editor, words):
    assert "saved version" not in attend(reporter, draft).json()["said"]
    editing.edit(draft, replace(words, headline="Theirs"), by=editor, base=1)
    assert "edith saved version 2 at" in attend(reporter, draft).json()["said"]


def test_the_writing_page_of_a_long_story_takes_few_queries_whatever_is_kept_and_who_is_there(
    draft, reporter, editor, publisher, words
):
    for number in range(2, 30):
        editing.edit(draft, replace(words, headline=f"Version {number}"), by=reporter, base=number - 1)
    client = log_in(editor)

    def asked():
        client.get(page_of(draft))
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(draft))
        return len(queries)

    alone = asked()
    for number in range(5):
        autosave.save_working_copy(
            EditorTab(str(number)), {"headline": ["x"]}, by=editor, article=draft, base_revision=1
        )
        edit_sessions.report_session(draft, str(number), by=[reporter, publisher][number % 2])
    assert (alone, asked()) == (alone, alone)
    assert alone <= MOST_QUERIES, alone
