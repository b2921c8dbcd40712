"""Moves that are refused on the writing page: none loses a word or gets past the rules."""

from dataclasses import replace

import pytest

from articles.models import Article
from articles.services import editing, workflow
from tests.support import sentences
from tests.support.desk import ADD, change_url, find_buttons, form_data, log_in, read_text, snapshot_stories
from tests.support.moves import press_move, read_state


@pytest.mark.parametrize(
    ("move", "name", "own", "sentence"),
    [
        ("send_back", "in_review", {}, sentences.SEND_BACK_NEEDS_A_REASON),
        ("send_back", "in_review", {"note_": " \n "}, sentences.SEND_BACK_NEEDS_A_REASON),
        ("send_back", "in_review", {"note_": "x" * 2001}, "Ensure this value has at most 2000 characters"),
        ("retract", "published", {}, "Give a reason."),
        ("kill", "published", {"note_": " "}, "Give a reason."),
        ("reinstate", "retracted", {}, "Give a reason."),
        ("publish_correction", "change approved", {"kind_": "update"}, "Describe what was changed."),
        ("publish_correction", "change approved", {"kind_": "joke", "note_": "Ha."}, sentences.KIND_OF_CHANGE_MISSING),
        ("publish_correction", "change approved", {"kind_": "", "note_": "No kind."}, sentences.KIND_OF_CHANGE_MISSING),
        ("tag_countries", "published", {}, "Choose the countries."),
        ("publish_fix", "change approved", {}, "Describe what was changed."),
        ("publish_fix", "change approved", {"note_": "x" * 301}, "The reason has 301 characters; the limit is 300."),
        ("publish", "change approved", {}, "publish the change with a correction, or as a silent fix."),
        ("schedule", "change approved", {"at_": "2199-01-05T08:00"}, "Choose a type: correction,"),
        ("schedule", "change approved", {"at_": "2199-01-05T08:00", "kind_": "fix"}, "Describe what was changed."),
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
    response = press_move(editor if move == "send_back" else publisher, article, move, **own)
    assert (sentence in read_text(response), snapshot_stories()) == (True, before)


@pytest.mark.parametrize(
    ("move", "name", "own"),
    [
        ("publish_correction", "change approved", {"kind_": "joke", "note_": "A long and careful explanation."}),
        ("retract", "published", {"note_": "A long and careful explanation." + "x" * 2000}),
    ],
)
def test_the_words_of_a_refused_move_are_still_on_the_page(situation, publisher, move, name, own):
    response = press_move(publisher, situation(name), move, **own)
    assert "A long and careful explanation." in form_data(response).get(f"{move}-note", [""])[0]


def test_a_move_is_not_made_when_what_was_typed_cannot_be_kept(draft, reporter):
    before = snapshot_stories()
    response = press_move(reporter, draft, "submit", headline="", standfirst="Kept on the page")
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
    assert "Rana has saved version 2. It is shown here." in read_text(response)
    assert "“Approve” was not done. Check the newest version first." in read_text(response)


def test_approval_is_bound_to_the_version_on_the_screen_even_when_the_words_are_the_same(
    in_review, words, reporter, editor
):
    client = log_in(editor)
    opened = form_data(client.get(change_url(in_review)))
    editing.edit(in_review, replace(words, headline="For a moment"), by=reporter, base=1)
    workflow.submit(editing.edit(in_review, words, by=reporter, base=2), by=reporter)
    before = snapshot_stories()
    response = client.post(change_url(in_review), {**opened, "_move": "approve"}, follow=True)
    assert "You read version 1, but version 3 is newer. Read it before you approve." in read_text(response)
    assert snapshot_stories() == before
    press_move(editor, in_review, "approve")
    assert (read_state(in_review), Article.objects.get().approved.number) == ("unpublished/approved", 3)


def test_in_a_strict_newsroom_who_changes_words_and_approves_them_is_refused_but_keeps_the_words(
    in_review, editor, settings
):
    settings.FOUR_EYES = "strict"
    response = press_move(editor, in_review, "approve", headline="The editor’s better headline")
    assert sentences.FOUR_EYES in read_text(response)
    article = Article.objects.get()
    assert (article.head.number, article.head.by, article.stage) == (2, editor, "in_review")
    assert (article.head.document.headline, article.approved) == ("The editor’s better headline", None)


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
        ("publisher", "scheduled", "retract", "The story is not public yet. Unschedule it instead."),
        ("publisher", "killed", "publish", "Publish now is not possible: the story is killed,"),
        ("editor", "spiked", "approve", "Approve is not possible: the story is unpublished,"),
    ],
)
def test_a_move_that_was_not_offered_is_refused_when_posted_by_hand(request, situation, person, name, move, sentence):
    article, user = situation(name), request.getfixturevalue(person)
    before = snapshot_stories()
    assert ("_move", move) not in find_buttons(log_in(user).get(change_url(article)))
    response = press_move(user, article, move, note_="By hand.", at_="2199-01-05T08:00", kind_="correction")
    assert (sentence in read_text(response), snapshot_stories()) == (True, before)


@pytest.mark.parametrize("move", ["destroy", "", "PUBLISH", "settled"])
@pytest.mark.parametrize("typed", [{}, {"headline": "Typed beside it"}])
def test_a_move_that_does_not_exist_is_refused_and_nothing_changes(draft, reporter, move, typed):
    before = snapshot_stories()
    assert (press_move(reporter, draft, move, **typed).status_code, snapshot_stories()) == (403, before)


def test_a_move_that_does_not_exist_begins_no_story(reporter):
    response = log_in(reporter).post(ADD, {**form_data(log_in(reporter).get(ADD)), "headline": "A", "_move": "destroy"})
    assert (response.status_code, Article.objects.count()) == (403, 0)


def test_a_number_that_no_version_can_have_is_no_server_error(situation, editor):
    article = situation("spiked")
    response = log_in(editor).post(change_url(article), {"base": "9" * 5000, "_move": "approve"})
    assert (response.status_code < 500, read_state(article)) == (True, "unpublished/spiked")


@pytest.mark.parametrize("person", ["outsider", "bystander"])
def test_nobody_without_a_duty_moves_anything(request, draft, person):
    before = snapshot_stories()
    response = log_in(request.getfixturevalue(person)).post(change_url(draft), {"base": 1, "_move": "submit"})
    assert (response.status_code, snapshot_stories()) == ({"outsider": 302, "bystander": 403}[person], before)
