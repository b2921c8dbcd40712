"""Moves from the writing page: exactly the legal ones are offered and made, and each says what happened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.domain.states import Move
from articles.models import Article, AuditEntry, Correction, Revision
from articles.services import editing, workflow
from tests.support import sentences
from tests.support.desk import (
    ADD,
    change_url,
    find_buttons,
    find_links,
    form_data,
    log_in,
    read_text,
    snapshot_stories,
)
from tests.support.moves import press_move, read_state

# Made where stories without a country are worked through: the writing page has a form of its own for countries.
ELSEWHERE = {"tag_countries"}


OFFERED = {
    "draft": {"reporter": {"submit"}, "editor": {"spike"}, "publisher": set()},
    "in_review": {"reporter": {"withdraw"}, "editor": {"send_back", "approve", "spike"}, "publisher": set()},
    "approved": {"reporter": set(), "editor": {"send_back", "spike"}, "publisher": {"publish", "schedule"}},
    "scheduled": {"reporter": set(), "editor": set(), "publisher": {"reschedule", "unschedule", "publish_early"}},
    "published": {"reporter": set(), "editor": set(), "publisher": {"undo_publish", "retract", "kill"}},
    "spiked": {"reporter": set(), "editor": {"unspike"}, "publisher": set()},
    "changed": {
        "reporter": {"submit", "discard"},
        "editor": {"discard"},
        "publisher": {"discard", "retract", "kill"},
    },
    "change approved": {
        "reporter": set(),
        "editor": {"send_back", "discard"},
        "publisher": {"publish_fix", "publish_correction", "schedule", "discard", "retract", "kill"},
    },
    "change scheduled": {
        "reporter": set(),
        "editor": set(),
        "publisher": {"reschedule", "unschedule", "publish_early", "retract", "kill"},
    },
    "retracted": {"reporter": set(), "editor": set(), "publisher": {"kill", "reinstate"}},
    "killed": {"reporter": set(), "editor": set(), "publisher": {"reinstate"}},
}


@pytest.mark.parametrize(("name", "expected"), OFFERED.items(), ids=OFFERED)
def test_the_buttons_are_exactly_the_legal_moves(request, situation, name, expected):
    """The administrator has every duty, but is nobody's reporter; a colleague has a reporter's, for other stories."""
    article, everything = situation(name), expected["editor"] | expected["publisher"]
    for role, moves in {**expected, "colleague": set(), "admin_user": everything}.items():
        person = request.getfixturevalue(role)
        offered = {
            value for button, value in find_buttons(log_in(person).get(change_url(article))) if button == "_move"
        }
        assert (role, offered) == (role, moves)
        assert offered == {move.value for move in workflow.possible_moves(article, by=person)} - ELSEWHERE


def test_in_a_strict_newsroom_who_wrote_some_of_it_is_not_offered_to_approve_it(in_review, words, editor, settings):
    settings.FOUR_EYES = "strict"
    article = editing.edit(in_review, replace(words, headline="The editor’s"), by=editor, base=1)
    page = log_in(editor).get(change_url(article))
    assert ("_move", "approve") not in find_buttons(page)
    assert sentences.FOUR_EYES in read_text(page)


def test_who_would_be_the_only_one_to_pass_their_words_reads_who_can_publish_them(
    in_review, words, admin_user, publisher
):
    article = editing.edit(in_review, replace(words, headline="The administrator’s"), by=admin_user, base=1)
    workflow.approve(article, by=admin_user, seen=2)
    page = log_in(admin_user).get(change_url(article))
    assert ("_move", "publish") not in find_buttons(page)
    assert "Someone else must publish it. Ask paul." in read_text(page)


def test_a_publisher_is_led_to_what_nobody_but_the_approver_has_passed(in_review, words, editor, publisher):
    article = editing.edit(in_review, replace(words, headline="The editor’s"), by=editor, base=1)
    workflow.approve(article, by=editor, seen=2)
    link = "Edits by the approver, which nobody else has passed yet"
    page = log_in(publisher).get(change_url(article))
    assert find_links(page)[link].endswith("/compare/?from=1&to=2")
    assert link not in read_text(log_in(editor).get(change_url(article)))


def test_an_embargoed_story_offers_its_schedule_and_no_button_that_would_be_refused(approved, publisher):
    def offered():
        return {move for name, move in find_buttons(log_in(publisher).get(change_url(approved))) if name == "_move"}

    assert offered() == {"publish", "schedule"}
    Article.objects.update(embargo=timezone.now() + timedelta(days=1))
    assert offered() == {"schedule"}


MADE = {
    "submit": ("draft", "reporter", {}, "Submitted. The editors see version 1 on their list.", "unpublished/in_review"),
    "withdraw": ("in_review", "reporter", {}, "Withdrawn. The story is your draft again.", "unpublished/draft"),
    "send_back": (
        "in_review",
        "editor",
        {"note_": "Ask the ministry."},
        "Sent back with your note.",
        "unpublished/draft",
    ),
    "approve": (
        "in_review",
        "editor",
        {},
        "Approved version 1. A publisher can publish it now.",
        "unpublished/approved",
    ),
    "publish": ("approved", "publisher", {}, "Published version 1. Readers see version 1.", "published/done"),
    "undo_publish": (
        "published",
        "publisher",
        {},
        "Publication undone. Version 1 stays approved.",
        "unpublished/approved",
    ),
    "publish_correction": (
        "change approved",
        "publisher",
        {"kind_": "clarification", "note_": "The headline was unclear."},
        "Published version 2 with its correction. Readers see version 2.",
        "published/done",
    ),
    "publish_fix": (
        "change approved",
        "publisher",
        {"note_": "A missing comma."},
        "Published version 2 without a notice. Readers see version 2.",
        "published/done",
    ),
    "schedule": (
        "approved",
        "publisher",
        {"at_": "2199-01-05T08:00"},
        "Scheduled version 1. Scheduled for 5 January 2199, 08:00 PKT.",
        "published/scheduled",
    ),
    "reschedule": (
        "scheduled",
        "publisher",
        {"at_": "2199-01-06T09:30"},
        "Rescheduled version 1. Scheduled for 6 January 2199, 09:30 PKT.",
        "published/scheduled",
    ),
    "unschedule": (
        "scheduled",
        "publisher",
        {},
        "Schedule removed. Version 1 stays approved.",
        "unpublished/approved",
    ),
    "publish_early": (
        "scheduled",
        "publisher",
        {},
        "Published version 1 ahead of its schedule. Readers see version 1.",
        "published/done",
    ),
    "discard": (
        "changed",
        "publisher",
        {},
        "Changes discarded. The story is as readers see it. Readers see version 3.",
        "published/done",
    ),
    "retract": (
        "published",
        "publisher",
        {"note_": "It was wrong."},
        "Retracted: readers see the notice.",
        "retracted/done",
    ),
    "kill": (
        "published",
        "publisher",
        {"note_": "The court says so."},
        "Killed: the page is gone for readers.",
        "killed/done",
    ),
    "reinstate": (
        "retracted",
        "publisher",
        {"note_": "It was right."},
        "Reinstated. Readers see version 1.",
        "published/done",
    ),
    "spike": ("draft", "editor", {}, "Spiked. It can be taken off the spike again.", "unpublished/spiked"),
    "unspike": ("spiked", "editor", {}, "Unspiked. The story is a draft again.", "unpublished/draft"),
}


def test_every_move_is_tried_below():
    assert list(MADE) == [move for move in Move.values if move not in ELSEWHERE]


@pytest.mark.parametrize(("move", "case"), MADE.items(), ids=MADE)
def test_each_move_is_made_and_says_what_happened(request, situation, move, case):
    name, person, own, sentence, after = case
    article = situation(name)
    response = press_move(request.getfixturevalue(person), article, move, **own)
    assert (sentence in read_text(response), read_state(article)) == (True, after)
    entry = AuditEntry.objects.filter(article=article).first()
    assert (entry.action, entry.by, entry.after) == (move, request.getfixturevalue(person), after)
    assert entry.note == own.get("note_", "")


def test_a_press_on_a_move_saves_what_was_typed_first(draft, reporter):
    press_move(reporter, draft, "submit", headline="Typed just now")
    article = Article.objects.get()
    assert (article.head.number, article.head.document.headline, article.stage) == (2, "Typed just now", "in_review")


def test_a_new_story_may_be_submitted_at_once(reporter):
    client = log_in(reporter)
    client.post(ADD, {**form_data(client.get(ADD)), "headline": "Straight to the editors", "_move": "submit"})
    article = Article.objects.get()
    assert (article.head.document.headline, article.stage) == ("Straight to the editors", "in_review")


def test_the_note_of_a_story_sent_back_is_the_first_thing_its_reporter_reads(in_review, reporter, editor):
    press_move(editor, in_review, "send_back", note_="Ask the ministry.\nThen call me.")
    page = read_text(log_in(reporter).get(change_url(in_review)))
    assert ("edith sent this back" in page, "Ask the ministry. Then call me." in page) == (True, True)


@pytest.mark.parametrize("is_answered", [False, True])
def test_the_note_of_a_story_sent_back_is_history_once_it_was_submitted_again(
    in_review, reporter, editor, publisher, is_answered
):
    press_move(editor, in_review, "send_back", note_="Ask the ministry.")
    base = 1
    if is_answered:
        story = workflow.approve(workflow.submit(in_review, by=reporter), by=editor, seen=1)
        workflow.publish(story, by=publisher)
    for number in range(20):  # more than the short log has room for
        document = Article.objects.get().newest.document
        editing.edit(in_review, document.replace(headline=f"Later {number}"), by=reporter, base=base + number)
    page = read_text(log_in(reporter).get(change_url(in_review)))
    assert ("edith sent this back" in page, Article.objects.get().stage) == (not is_answered, "draft")


def test_a_moment_is_meant_in_the_newsrooms_zone_and_the_page_says_which(approved, publisher, reporter):
    assert "Asia/Karachi" in read_text(log_in(publisher).get(change_url(approved)))
    press_move(publisher, approved, "schedule", at_="2199-01-05T08:00")
    assert Article.objects.get().publish_at == datetime(2199, 1, 5, 3, tzinfo=UTC)
    assert "5 January 2199, 08:00 PKT" in read_text(log_in(reporter).get(change_url(approved)))


def test_a_scheduled_story_is_public_from_its_moment_on(approved, publisher, time_passes):
    press_move(publisher, approved, "schedule", at_=f"{timezone.localtime() + timedelta(hours=3):%Y-%m-%dT%H:%M}")
    approved.refresh_from_db()
    assert Client().get(approved.get_absolute_url()).status_code == 404
    time_passes(hours=3, minutes=1)
    approved.refresh_from_db()
    assert Client().get(approved.get_absolute_url()).status_code == 200


def test_a_correction_of_its_kind_stands_on_the_readers_page(situation, publisher):
    article = situation("change approved")
    press_move(publisher, article, "publish_correction", kind_="apology", note_="We named the wrong river.")
    correction = Correction.objects.get()
    assert (correction.kind, correction.text, correction.by) == ("apology", "We named the wrong river.", publisher)
    assert (correction.before.number, correction.after.number) == (1, 2)
    page = read_text(Client().get(Article.objects.get().get_absolute_url()))
    assert ("Apology" in page, "We named the wrong river." in page) == (True, True)


def test_a_retracted_story_is_its_notice_and_a_killed_one_is_gone(published, publisher):
    address = published.get_absolute_url()
    assert "ENGINEERS met on Tuesday." in read_text(Client().get(address))
    press_move(publisher, published, "retract", note_="The meeting never took place.")
    notice = read_text(Client().get(address))
    assert ("The meeting never took place." in notice, "ENGINEERS" in notice) == (True, False)
    press_move(publisher, published, "kill", note_="The court says so.")
    gone = Client().get(address)
    assert (gone.status_code, "court" in read_text(gone)) == (410, False)


def test_a_spiked_story_can_be_taken_off_the_spike_and_nothing_else(situation, editor, words):
    article, client = situation("spiked"), log_in(editor)
    before, shown = snapshot_stories(), client.get(change_url(article))
    assert "This story is spiked. Unspike it before you change it." in read_text(shown)
    assert find_buttons(shown) == [("_move", "unspike")] * len(find_buttons(shown)) != []
    assert (client.post(change_url(article), {"base": 1, "headline": "New"}).status_code, snapshot_stories()) == (
        403,
        before,
    )
    client.post(change_url(article), {"base": 1, "_move": "unspike"})
    assert (read_state(article), Revision.objects.get().document) == ("unpublished/draft", words)
