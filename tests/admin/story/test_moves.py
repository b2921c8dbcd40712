"""Moves from the writing page: exactly the legal ones are offered, and none loses a word or gets past the rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.domain.states import Move
from articles.models import Article, AuditEntry, Correction, Revision
from articles.services import editing, workflow
from tests.support import sentences
from tests.support.desk import ADD, change_url, find_buttons, form_data, log_in, read_text, snapshot_stories


@pytest.fixture
def situation(request, words, reporter, editor, publisher):
    """A story in any situation that the table of moves knows, by name."""

    def changed(article):
        return editing.edit(article, replace(words, headline="A changed headline"), by=reporter, base=1)

    def change_approved(article):
        return workflow.approve(workflow.submit(changed(article), by=reporter), by=editor, seen=2)

    def change_scheduled(article):
        in_two_hours = timezone.now() + timedelta(hours=2)
        told = {"kind": "update", "note": "The headline is new."}
        return workflow.schedule(change_approved(article), by=publisher, at=in_two_hours, **told)

    further = {
        "spiked": ("draft", lambda article: workflow.spike(article, by=editor)),
        "changed": ("published", changed),
        "change approved": ("published", change_approved),
        "change scheduled": ("published", change_scheduled),
        "retracted": ("published", lambda article: workflow.retract(article, by=publisher, reason="It was wrong.")),
        "killed": ("published", lambda article: workflow.kill(article, by=publisher, reason="The court says so.")),
    }

    def bring_about(name):
        fixture, step = further.get(name, (name, lambda article: article))
        return step(request.getfixturevalue(fixture))

    return bring_about


def press(person, article, move, **typed):
    """Open the page, type, press a move, and go where it leads. Names with `__` are the move's own fields."""
    client = log_in(person)
    fields = form_data(client.get(change_url(article)))
    own = {f"{move}-{name.strip('_')}": value for name, value in typed.items() if name.endswith("_")}
    words = {name: value for name, value in typed.items() if not name.endswith("_")}
    return client.post(change_url(article), {**fields, **words, **own, "_move": move}, follow=True)


def stands(article) -> str:
    article = Article.objects.get(pk=article.pk)
    return f"{article.standing}/{article.stage}"


# Made where stories without a country are worked through: the writing page has a form of its own for countries.
ELSEWHERE = {"tag_countries"}
OFFERED = {
    "draft": {"reporter": {"submit"}, "editor": {"spike"}, "publisher": set()},
    "in_review": {"reporter": {"withdraw"}, "editor": {"send_back", "approve", "spike"}, "publisher": set()},
    "approved": {"reporter": set(), "editor": {"send_back", "spike"}, "publisher": {"publish", "schedule"}},
    "scheduled": {"reporter": set(), "editor": set(), "publisher": {"reschedule", "unschedule"}},
    "published": {"reporter": set(), "editor": set(), "publisher": {"retract", "kill"}},
    "spiked": {"reporter": set(), "editor": {"unspike"}, "publisher": set()},
    "changed": {"reporter": {"submit"}, "editor": set(), "publisher": {"retract", "kill"}},
    "change approved": {
        "reporter": set(),
        "editor": {"send_back"},
        "publisher": {"publish_fix", "publish_correction", "schedule", "retract", "kill"},
    },
    "change scheduled": {
        "reporter": set(),
        "editor": set(),
        "publisher": {"reschedule", "unschedule", "retract", "kill"},
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


def test_who_wrote_some_of_it_is_not_offered_to_approve_it(in_review, words, editor, reporter):
    article = editing.edit(in_review, replace(words, headline="The editor’s"), by=editor, base=1)
    workflow.submit(article, by=reporter)
    page = log_in(editor).get(change_url(article))
    assert ("_move", "approve") not in find_buttons(page)
    assert sentences.FOUR_EYES in read_text(page)


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
        "Scheduled version 1. Becomes public on January 5, 2199, 08:00 PKT.",
        "published/scheduled",
    ),
    "reschedule": (
        "scheduled",
        "publisher",
        {"at_": "2199-01-06T09:30"},
        "Rescheduled version 1. Becomes public on January 6, 2199, 09:30 PKT.",
        "published/scheduled",
    ),
    "unschedule": (
        "scheduled",
        "publisher",
        {},
        "Taken off the schedule. Version 1 stays approved.",
        "unpublished/approved",
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
    "unspike": ("spiked", "editor", {}, "Taken off the spike. The story is a draft again.", "unpublished/draft"),
}


def test_every_move_is_tried_below():
    assert list(MADE) == [move for move in Move.values if move not in ELSEWHERE]


@pytest.mark.parametrize(("move", "case"), MADE.items(), ids=MADE)
def test_each_move_is_made_and_says_what_happened(request, situation, move, case):
    name, person, own, sentence, after = case
    article = situation(name)
    response = press(request.getfixturevalue(person), article, move, **own)
    assert (sentence in read_text(response), stands(article)) == (True, after)
    entry = AuditEntry.objects.filter(article=article).first()
    assert (entry.action, entry.by, entry.after) == (move, request.getfixturevalue(person), after)
    assert entry.note == own.get("note_", "")


@pytest.mark.parametrize(
    ("move", "name", "own", "sentence"),
    [
        ("send_back", "in_review", {}, sentences.SEND_BACK_NEEDS_A_REASON),
        ("send_back", "in_review", {"note_": " \n "}, sentences.SEND_BACK_NEEDS_A_REASON),
        ("send_back", "in_review", {"note_": "x" * 2001}, "Ensure this value has at most 2000 characters"),
        ("retract", "published", {}, "Retract needs a reason in words."),
        ("kill", "published", {"note_": " "}, "Kill needs a reason in words."),
        ("reinstate", "retracted", {}, "Reinstate needs a reason in words."),
        ("publish_correction", "change approved", {"kind_": "update"}, "Publish with a correction needs a reason"),
        ("publish_correction", "change approved", {"kind_": "joke", "note_": "Ha."}, sentences.KIND_OF_CHANGE_MISSING),
        ("publish_correction", "change approved", {"kind_": "", "note_": "No kind."}, sentences.KIND_OF_CHANGE_MISSING),
        ("tag_countries", "published", {}, "Say which countries the story is to have."),
        ("publish_fix", "change approved", {}, "Publish as a silent fix needs a reason in words."),
        ("publish_fix", "change approved", {"note_": "x" * 301}, "The reason is 301 characters long; at most 300 fit."),
        ("publish", "change approved", {}, "publish the change with a correction, or as a silent fix."),
        ("schedule", "change approved", {"at_": "2199-01-05T08:00"}, "Say what the change is: a correction,"),
        ("schedule", "change approved", {"at_": "2199-01-05T08:00", "kind_": "fix"}, "Say in words what was changed."),
        ("schedule", "approved", {"at_": "2199-01-05T08:00", "kind_": "fix"}, "so there is nothing to correct."),
        ("schedule", "approved", {}, sentences.TIME_IN_THE_PAST),
        ("schedule", "approved", {"at_": "2020-01-01T08:00"}, sentences.TIME_IN_THE_PAST),
        ("schedule", "approved", {"at_": "2027-02-30T08:00"}, "Enter a valid date/time."),
        ("schedule", "approved", {"at_": "9999-12-31T23:59"}, sentences.YEAR_OUT_OF_RANGE),
    ],
)
def test_a_move_that_lacks_something_says_what_and_changes_nothing(
    situation, editor, publisher, move, name, own, sentence
):
    article = situation(name)
    before = snapshot_stories()
    response = press(editor if move == "send_back" else publisher, article, move, **own)
    assert (sentence in read_text(response), snapshot_stories()) == (True, before)


@pytest.mark.parametrize(
    ("move", "name", "own"),
    [
        ("publish_correction", "change approved", {"kind_": "joke", "note_": "A long and careful explanation."}),
        ("retract", "published", {"note_": "A long and careful explanation." + "x" * 2000}),
    ],
)
def test_the_words_of_a_refused_move_are_still_on_the_page(situation, publisher, move, name, own):
    response = press(publisher, situation(name), move, **own)
    assert "A long and careful explanation." in form_data(response).get(f"{move}-note", [""])[0]


def test_a_press_on_a_move_saves_what_was_typed_first(draft, reporter):
    press(reporter, draft, "submit", headline="Typed just now")
    article = Article.objects.get()
    assert (article.head.number, article.head.document.headline, article.stage) == (2, "Typed just now", "in_review")


def test_a_new_story_may_be_submitted_at_once(reporter):
    client = log_in(reporter)
    client.post(ADD, {**form_data(client.get(ADD)), "headline": "Straight to the editors", "_move": "submit"})
    article = Article.objects.get()
    assert (article.head.document.headline, article.stage) == ("Straight to the editors", "in_review")


def test_a_move_is_not_made_when_what_was_typed_cannot_be_kept(draft, reporter):
    before = snapshot_stories()
    response = press(reporter, draft, "submit", headline="", standfirst="Kept on the page")
    assert ("Write a headline." in read_text(response), snapshot_stories()) == (True, before)
    assert form_data(response)["standfirst"] == ["Kept on the page"]


def test_a_version_saved_after_the_page_was_opened_is_not_approved_unread(draft, words, reporter, editor):
    workflow.submit(draft, by=reporter)
    client = log_in(editor)
    opened = form_data(client.get(change_url(draft)))
    article = editing.edit(draft, replace(words, headline="Never read"), by=reporter, base=1)
    workflow.submit(article, by=reporter)
    before = snapshot_stories()
    response = client.post(change_url(draft), {**opened, "_move": "approve"}, follow=True)
    assert (response.redirect_chain, snapshot_stories()) == ([(change_url(draft), 302)], before)
    assert "Rana saved version 2 meanwhile; here it is." in read_text(response)
    assert "“Approve” was not done: look at the newest version first." in read_text(response)


def test_approval_is_bound_to_the_version_on_the_screen_even_when_the_words_are_the_same(
    in_review, words, reporter, editor
):
    client = log_in(editor)
    opened = form_data(client.get(change_url(in_review)))
    editing.edit(in_review, replace(words, headline="For a moment"), by=reporter, base=1)
    workflow.submit(editing.edit(in_review, words, by=reporter, base=2), by=reporter)
    before = snapshot_stories()
    response = client.post(change_url(in_review), {**opened, "_move": "approve"}, follow=True)
    assert "You judged version 1, but version 3 is the newest. Read it, then approve." in read_text(response)
    assert snapshot_stories() == before
    press(editor, in_review, "approve")
    assert (stands(in_review), Article.objects.get().approved.number) == ("unpublished/approved", 3)


def test_who_changes_words_and_approves_in_one_press_is_refused_but_keeps_the_words(in_review, editor):
    response = press(editor, in_review, "approve", headline="The editor’s better headline")
    assert sentences.FOUR_EYES in read_text(response)
    article = Article.objects.get()
    assert (article.head.number, article.head.by, article.stage) == (2, editor, "draft")
    assert (article.head.document.headline, article.approved) == ("The editor’s better headline", None)


def test_the_note_of_a_story_sent_back_is_the_first_thing_its_reporter_reads(in_review, reporter, editor):
    press(editor, in_review, "send_back", note_="Ask the ministry.\nThen call me.")
    page = read_text(log_in(reporter).get(change_url(in_review)))
    assert ("edith sent this back" in page, "Ask the ministry. Then call me." in page) == (True, True)


def test_a_moment_is_meant_in_the_newsrooms_zone_and_the_page_says_which(approved, publisher, reporter):
    assert "Asia/Karachi" in read_text(log_in(publisher).get(change_url(approved)))
    press(publisher, approved, "schedule", at_="2199-01-05T08:00")
    assert Article.objects.get().publish_at == datetime(2199, 1, 5, 3, tzinfo=UTC)
    assert "January 5, 2199, 08:00 PKT" in read_text(log_in(reporter).get(change_url(approved)))


def test_a_scheduled_story_is_public_from_its_moment_on(approved, publisher, time_passes):
    press(publisher, approved, "schedule", at_=f"{timezone.localtime() + timedelta(hours=3):%Y-%m-%dT%H:%M}")
    approved.refresh_from_db()
    assert Client().get(approved.get_absolute_url()).status_code == 404
    time_passes(hours=3, minutes=1)
    approved.refresh_from_db()
    assert Client().get(approved.get_absolute_url()).status_code == 200


def test_a_correction_of_its_kind_stands_on_the_readers_page(situation, publisher):
    article = situation("change approved")
    press(publisher, article, "publish_correction", kind_="apology", note_="We named the wrong river.")
    correction = Correction.objects.get()
    assert (correction.kind, correction.text, correction.by) == ("apology", "We named the wrong river.", publisher)
    assert (correction.before.number, correction.after.number) == (1, 2)
    page = read_text(Client().get(Article.objects.get().get_absolute_url()))
    assert ("Apology" in page, "We named the wrong river." in page) == (True, True)


def test_a_retracted_story_is_its_notice_and_a_killed_one_is_gone(published, publisher):
    address = published.get_absolute_url()
    assert "ENGINEERS met on Tuesday." in read_text(Client().get(address))
    press(publisher, published, "retract", note_="The meeting never took place.")
    notice = read_text(Client().get(address))
    assert ("The meeting never took place." in notice, "ENGINEERS" in notice) == (True, False)
    press(publisher, published, "kill", note_="The court says so.")
    gone = Client().get(address)
    assert (gone.status_code, "court" in read_text(gone)) == (410, False)


@pytest.mark.parametrize(
    ("person", "name", "move", "sentence"),
    [
        ("reporter", "in_review", "approve", sentences.NOT_AN_EDITOR),
        ("reporter", "approved", "publish", sentences.NOT_A_PUBLISHER),
        ("reporter", "draft", "spike", sentences.NOT_AN_EDITOR),
        ("reporter", "draft", "publish", sentences.NOT_A_PUBLISHER),
        ("colleague", "draft", "submit", sentences.ONLY_ITS_REPORTER),
        ("editor", "approved", "publish", sentences.NOT_A_PUBLISHER),
        ("editor", "in_review", "withdraw", sentences.ONLY_ITS_REPORTER),
        ("editor", "published", "retract", sentences.NOT_A_PUBLISHER),
        ("publisher", "in_review", "approve", sentences.NOT_AN_EDITOR),
        ("publisher", "in_review", "send_back", sentences.NOT_AN_EDITOR),
        ("publisher", "in_review", "publish", "Publish now is not possible: the story is unpublished,"),
        ("publisher", "scheduled", "retract", "The story is not public yet; unschedule it instead."),
        ("publisher", "killed", "publish", "Publish now is not possible: the story is killed,"),
        ("editor", "spiked", "approve", "Approve is not possible: the story is unpublished,"),
    ],
)
def test_a_move_that_was_not_offered_is_refused_when_posted_by_hand(request, situation, person, name, move, sentence):
    article, user = situation(name), request.getfixturevalue(person)
    before = snapshot_stories()
    assert ("_move", move) not in find_buttons(log_in(user).get(change_url(article)))
    response = press(user, article, move, note_="By hand.", at_="2199-01-05T08:00", kind_="correction")
    assert (sentence in read_text(response), snapshot_stories()) == (True, before)


@pytest.mark.parametrize("move", ["destroy", "", "PUBLISH", "settled"])
@pytest.mark.parametrize("typed", [{}, {"headline": "Typed beside it"}])
def test_a_move_that_does_not_exist_is_refused_and_nothing_changes(draft, reporter, move, typed):
    before = snapshot_stories()
    assert (press(reporter, draft, move, **typed).status_code, snapshot_stories()) == (403, before)


def test_a_move_that_does_not_exist_begins_no_story(reporter):
    response = log_in(reporter).post(ADD, {**form_data(log_in(reporter).get(ADD)), "headline": "A", "_move": "destroy"})
    assert (response.status_code, Article.objects.count()) == (403, 0)


def test_a_number_that_no_version_can_have_is_no_server_error(situation, editor):
    article = situation("spiked")
    response = log_in(editor).post(change_url(article), {"base": "9" * 5000, "_move": "approve"})
    assert (response.status_code < 500, stands(article)) == (True, "unpublished/spiked")


def test_a_spiked_story_can_be_taken_off_the_spike_and_nothing_else(situation, editor, words):
    article, client = situation("spiked"), log_in(editor)
    before, shown = snapshot_stories(), client.get(change_url(article))
    assert "This story is spiked. Take it off the spike to work on it." in read_text(shown)
    assert find_buttons(shown) == [("_move", "unspike")] * len(find_buttons(shown)) != []
    assert (client.post(change_url(article), {"base": 1, "headline": "New"}).status_code, snapshot_stories()) == (
        403,
        before,
    )
    client.post(change_url(article), {"base": 1, "_move": "unspike"})
    assert (stands(article), Revision.objects.get().document) == ("unpublished/draft", words)


@pytest.mark.parametrize("person", ["outsider", "bystander"])
def test_nobody_without_a_duty_moves_anything(request, draft, person):
    before = snapshot_stories()
    response = log_in(request.getfixturevalue(person)).post(change_url(draft), {"base": 1, "_move": "submit"})
    assert (response.status_code, snapshot_stories()) == ({"outsider": 302, "bystander": 403}[person], before)
