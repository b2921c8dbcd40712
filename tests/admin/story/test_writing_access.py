"""Who may write in a story, and when: outsiders, ended sessions, and stories that have been approved meanwhile."""

import pytest
from django.test import Client

from articles.models import Article, Author, Revision, WorkingCopy
from articles.services import workflow
from tests.support.desk import ADD, change_url, find_buttons, form_data, log_in, read_text, snapshot_stories


def test_whoever_is_credited_may_work_on_the_story_too(draft, colleague, author, filled):
    Author.objects.filter(pk=author.pk).update(user=colleague)
    response = log_in(colleague).post(change_url(draft), {**filled, "base": 1})
    assert (response.status_code, Revision.objects.get(number=2).by) == (302, colleague)


def test_an_approved_story_is_closed_to_its_reporter_with_a_sentence(approved, reporter, filled):
    client, before = log_in(reporter), snapshot_stories()
    objection = "This story is approved. Ask an editor to send it back before you change it."
    shown = client.get(change_url(approved))
    assert (shown.status_code, objection in read_text(shown), find_buttons(shown)) == (200, True, [])
    refused = client.post(change_url(approved), {**filled, "base": 1})
    assert (refused.status_code, objection in read_text(refused)) == (403, True)
    assert snapshot_stories() == before


def test_what_a_reporter_typed_while_the_story_was_approved_is_still_on_the_page(in_review, reporter, editor):
    client = log_in(reporter)
    opened = form_data(client.get(change_url(in_review)))
    workflow.approve(in_review, by=editor, seen=1)
    refused = client.post(change_url(in_review), {**opened, "standfirst": "An afternoon of work."})
    assert (refused.status_code, "An afternoon of work." in read_text(refused)) == (403, True)


def test_a_move_lets_no_word_go_that_was_typed_before_the_story_was_approved(in_review, reporter, editor):
    client = log_in(reporter)
    opened = form_data(client.get(change_url(in_review)))
    workflow.approve(in_review, by=editor, seen=1)
    asked = {"_move": "withdraw", "withdraw-note": "One more call."}
    told = client.post(change_url(in_review), {**opened, **asked, "backstory": "An afternoon of work."})
    assert (told.status_code, "An afternoon of work." in read_text(told)) == (403, True)
    assert "“Withdraw from review” was not done. Check the newest version first." in read_text(told)
    assert Article.objects.get().stage == "approved"
    assert WorkingCopy.objects.get().fields["backstory"] == ["An afternoon of work."]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("begun", [False, True], ids=["new", "begun"])
def test_outsiders_neither_write_nor_read(draft, outsider, bystander, filled, method, begun):
    address, before = change_url(draft) if begun else ADD, snapshot_stories()
    answers = [getattr(client, method)(address, filled) for client in (log_in(outsider), log_in(bystander))]
    assert [answer.status_code for answer in answers] == [302, 403]
    assert answers[0].headers["Location"].partition("?")[0] == "/admin/login/"
    assert snapshot_stories() == before


@pytest.mark.parametrize("begun", [False, True], ids=["new", "begun"])
def test_words_sent_after_the_session_has_ended_are_one_step_back_in_the_browser(draft, filled, begun):
    address, before = change_url(draft) if begun else ADD, snapshot_stories()
    assert Client().get(address).headers["Location"] == f"/admin/login/?next={address}"
    told = Client().post(address, filled)
    assert (told.status_code, "Log in again in another window, then go back here" in read_text(told)) == (403, True)
    assert snapshot_stories() == before


def test_who_is_logged_out_already_may_press_log_out(db):
    assert Client().post("/admin/logout/").status_code == 302


def test_a_post_without_the_pages_token_is_refused(draft, reporter, filled):
    client, before = Client(enforce_csrf_checks=True), snapshot_stories()
    client.force_login(reporter)
    assert (client.post(change_url(draft), {**filled, "base": 1}).status_code, snapshot_stories()) == (403, before)


@pytest.mark.parametrize(
    "field", [{"standing": "published"}, {"stage": "done"}, {"live": "1"}, {"approved": "1"}, {"created_by": "2"}]
)
def test_no_field_of_a_post_reaches_past_the_words(draft, reporter, filled, field):
    client = log_in(reporter)
    client.post(change_url(draft), {**filled, "base": 1, **field})
    article = Article.objects.get()
    assert (article.head.number, article.standing, article.stage) == (2, "unpublished", "draft")
    assert (article.live, article.approved, article.publish_at, article.created_by) == (None, None, None, reporter)
