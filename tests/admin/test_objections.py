"""An outside reader who does not approve a story is heard at the desk, and keeps it from readers until that is resolved."""

from dataclasses import replace

import pytest
from django.core import mail
from django.test import Client

from articles.models import Article, AuditEntry, Edition, Note, Notification, User
from articles.public import shared_preview
from articles.services import editing, notifications, share_links, workflow
from tests.support.desk import START, find_links, find_story_ids, log_in, read_text
from tests.support.moves import press_move, read_state
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

TITLE = "Not approved by an outside reader"
REFUSAL = "Not approved by \u2068Lea Lawyer\u2069. An editor must resolve this note first."
LATER = "2199-01-05T08:00"


@pytest.fixture(autouse=True)
def addresses(reporter, editor, publisher):
    for person in (reporter, editor, publisher):
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@news.example")


@pytest.fixture
def shared(approved, editor):
    return share_links.create(approved, by=editor, label="The lawyer")


def say(shared, mark="not_approved", *, ticket="", text="Page three is libel."):
    """Open the preview and send its form, as an outside reader does."""
    client, address = Client(), f"/preview/{shared.token}/"
    ticket = ticket or read_ticket(shared)
    answer = client.post(address, {"ticket": ticket, "name": "Lea Lawyer", "text": text, "mark": mark})
    assert answer.status_code == 302
    return Note.objects.latest("pk")


def read_ticket(shared) -> str:
    return parse(Client().get(f"/preview/{shared.token}/")).every("input", name="ticket")[0]["value"]


def press_note(person, note, what):
    return log_in(person).post(f"/admin/articles/article/{note.article_id}/notes/", {"press": f"{what}:{note.pk}"})


def listed(person) -> list[int] | None:
    """The stories in the start page's list of objections; None without such a list."""
    trays = parse(log_in(person).get(START)).select(".tray:not(.tray-settings)")
    return next((find_story_ids(tray) for tray in trays if tray.one("h2").separate_text == TITLE), None)


@pytest.mark.parametrize(("mark", "state"), [("not_approved", "unpublished/approved"), ("approved", "published/done")])
def test_an_objection_keeps_a_story_from_being_published_and_another_mark_does_not(shared, publisher, mark, state):
    note = say(shared, mark)
    page = read_text(press_move(publisher, note.article, "publish"))
    assert (REFUSAL in page, read_state(note.article)) == (mark == "not_approved", state)


def test_an_objection_keeps_a_story_from_being_scheduled(shared, publisher):
    note = say(shared)
    assert REFUSAL in read_text(press_move(publisher, note.article, "schedule", at_=LATER))
    assert read_state(note.article) == "unpublished/approved"


def test_an_editor_resolves_an_objection_by_a_press_and_the_log_says_who(shared, reporter, editor, publisher):
    note = say(shared)
    assert press_note(reporter, note, "resolve").status_code == 403
    assert press_note(editor, note, "resolve").status_code == 302
    entry = AuditEntry.objects.filter(action="note_resolved").get()
    assert (entry.by, entry.details["about"]) == (editor, note.pk)
    press_move(publisher, note.article, "publish")
    assert read_state(note.article) == "published/done"


def test_a_later_approval_by_the_same_link_resolves_the_objection(shared, editor, publisher):
    note = say(shared)
    say(shared, "approved", text="Better now.")
    note.refresh_from_db()
    assert (note.resolved_at is None, note.resolved_by) == (False, None)
    entry = AuditEntry.objects.filter(action="note_resolved").get()
    assert (entry.by, entry.details["guest"], entry.details["about"]) == (None, "Lea Lawyer", note.pk)
    notes_page = read_text(log_in(editor).get(f"/admin/articles/article/{note.article_id}/notes/"))
    assert "approved later through the same link" in notes_page
    press_move(publisher, note.article, "publish")
    assert (read_state(note.article), listed(editor)) == ("published/done", None)


def test_an_approval_by_another_link_resolves_nothing(shared, approved, editor):
    note = say(shared)
    say(share_links.create(approved, by=editor, label="A source"), "approved")
    note.refresh_from_db()
    assert (note.resolved_at, listed(editor)) == (None, [approved.pk])


def test_an_approval_of_an_older_version_resolves_nothing(shared, approved, words, editor):
    before = read_ticket(shared)
    editing.edit(approved, replace(words, standfirst="New."), by=editor, base=1)
    note = say(shared)
    say(shared, "approved", ticket=before)
    note.refresh_from_db()
    assert (note.revision.number, note.resolved_at) == (2, None)
    say(shared, "approved")
    note.refresh_from_db()
    assert note.resolved_at is not None


def test_an_objection_is_told_to_who_shared_the_story_and_to_its_reporter(shared, reporter, editor, publisher):
    say(shared)
    notifications.notify_from_log()
    told = Notification.objects.filter(concern="not_approved")
    assert set(told.values_list("to__username", "note")) == {
        ("edith", "Lea Lawyer: Page three is libel."),
        ("rana", "Lea Lawyer: Page three is libel."),
    }
    inbox = read_text(log_in(reporter).get("/admin/inbox/"))
    assert "An outside reader did not approve “ Two ministries agree on one river gauge ”." in inbox
    notifications.deliver()
    subject = "An outside reader does not approve a story that I wrote or shared"
    assert {sent.to[0] for sent in mail.outbox if subject in sent.subject} == {
        "edith@news.example",
        "rana@news.example",
    }


def test_another_comment_from_outside_is_a_note_and_no_objection(shared):
    say(shared, "approved", text="")
    notifications.notify_from_log()
    assert set(Notification.objects.filter(article__isnull=False, by=None).values_list("to__username", "concern")) == {
        ("edith", "noted"),
        ("rana", "noted"),
    }
    assert set(Notification.objects.filter(concern="noted").values_list("note", flat=True)) == {
        "Lea Lawyer: approved for accuracy"
    }


def test_an_objection_stands_on_the_board_and_the_start_page_until_it_is_resolved(
    shared, approved, reporter, editor, publisher
):
    words, board = "not approved by an outside reader", "/admin/articles/article/board/"
    assert (words in read_text(log_in(editor).get(board)), listed(editor)) == (False, None)
    note = say(shared)
    assert words in read_text(log_in(editor).get(board))
    assert [listed(person) for person in (reporter, editor, publisher)] == [[approved.pk]] * 3
    client = log_in(editor)
    whole = find_links(client.get(START))[TITLE]
    assert find_story_ids(parse(client.get(whole))) == [approved.pk]
    press_note(editor, note, "resolve")
    assert (words in read_text(client.get(board)), listed(editor)) == (False, None)
    assert find_story_ids(parse(client.get(whole))) == []


@pytest.mark.parametrize(("mark", "state"), [("not_approved", "unpublished/approved"), ("", "published/scheduled")])
def test_an_objection_takes_a_story_off_its_schedule_and_its_publisher_hears_of_it(scheduled, editor, mark, state):
    shared = share_links.create(scheduled, by=editor, label="The lawyer")
    edition = Edition.objects.get().next_due
    say(shared, mark)
    notifications.notify_from_log()
    told = set(Notification.objects.filter(concern="unscheduled").values_list("to__username", flat=True))
    assert (read_state(scheduled), told) == (state, {"rana", "paul"} if mark else set())
    assert Edition.objects.get().next_due == (None if mark else edition)


def test_what_readers_see_stays_when_an_outside_reader_objects(published, editor, publisher):
    shared = share_links.create(published, by=editor, label="The lawyer", number=1)
    say(shared, ticket=shared_preview._signer.sign_object([shared.link.pk, 1]))
    assert list(Article.objects.published()) == [published]


def test_the_log_speaks_the_desks_language_whatever_the_visitors_page_speaks(approved, words, editor):
    editing.edit(approved, replace(words, language="ur"), by=editor, base=1)
    say(share_links.create(approved, by=editor, label="The lawyer"), text="")
    assert AuditEntry.objects.filter(action="not_approved").get().note == "not approved"


def test_a_spiked_story_is_no_open_matter(shared, approved, editor):
    say(shared)
    assert listed(editor) == [approved.pk]
    workflow.spike(approved, by=editor)
    assert listed(editor) is None
