"""Saves and moves answered as JSON: what changed, whether it is saved, and where else to go; the same views answer both."""

import pytest

from articles.domain.document import Document
from articles.models import Article, Revision, WorkingCopy
from articles.services import editing, workflow
from tests.support.desk import ADD, change_url, form_data, log_in, post_feedback
from tests.support.pages import Page

JSON = {"HTTP_ACCEPT": "application/json"}
WORDS = {"headline": "Two ministries agree", "body": "<p>One gauge.</p>", "_window": "w"}


def post(client, path, **fields):
    """Post the form as it stands on the page with other fields, as the page's script does."""
    page = {name: values for name, values in form_data(client.get(path)).items() if name not in fields}
    return client.post(path, {**page, **fields}, **JSON)


def test_a_first_save_answers_with_the_storys_own_page(reporter):
    answer = post(log_in(reporter), ADD, **WORDS).json()
    story = Article.objects.get()
    assert (answer["saved"], answer["story"], answer["address"], answer["base"], answer["title"]) == (
        True,
        story.pk,
        change_url(story),
        1,
        "Two ministries agree",
    )
    assert answer["said"] == [{"level": "success", "text": "Saved as version 1."}]
    assert Page(answer["regions"]["buttons"]).one("button[name=_move]").attributes["value"] == "submit"
    assert Page(answer["regions"]["notes"]).one("#notes").attributes["id"] == "notes"
    assert (answer["values"]["headline"], answer["values"]["initial-slugline"]) == ("Two ministries agree", "")


def test_a_later_save_leaves_the_notes_alone_and_moves_the_base(reporter):
    story = editing.create(Document(headline="One"), by=reporter)
    answer = post(log_in(reporter), change_url(story), slugline="gauge", headline="  Two ").json()
    assert (answer["saved"], answer["base"], "notes" in answer["regions"]) == (True, 2, False)
    values = answer["values"]
    assert (values["headline"], values["slugline"], values["initial-slugline"]) == ("Two", "gauge", "gauge")


def test_a_refused_save_names_the_field_and_no_base(reporter):
    story = editing.create(Document(headline="One"), by=reporter)
    answer = post(log_in(reporter), change_url(story), headline="").json()
    assert (answer["saved"], "base" in answer, list(answer["errors"])) == (False, False, ["headline"])
    assert answer["said"] == [{"level": "error", "text": "Not saved. Write a headline."}]


@pytest.mark.parametrize(("typed", "goes"), [("Theirs", "change"), ("Mine", "merge")])
def test_after_a_colleagues_save_the_page_is_left_and_no_base_is_answered(typed, goes, reporter, editor):
    story = editing.create(Document(headline="Theirs"), by=reporter)
    client = log_in(reporter)
    page = form_data(client.get(change_url(story)))
    editing.edit(story, Document(headline="Ours"), by=editor, base=1)
    answer = client.post(change_url(story), {**page, "headline": typed, "_window": "w"}, **JSON).json()
    address = change_url(story)
    if goes == "merge":
        address = f"/admin/articles/article/{story.pk}/merge/{WorkingCopy.objects.get().pk}/"
    assert answer == {"go": address}
    assert Revision.objects.count() == 2


def test_a_move_answers_what_it_did(reporter):
    story = editing.create(Document(headline="One"), by=reporter)
    answer = post(log_in(reporter), change_url(story), headline="Two", _move="submit").json()
    assert (answer["saved"], answer["base"], Article.objects.get().stage) == (True, 2, "in_review")
    assert "In review" in answer["regions"]["state"]


def test_a_refused_move_has_saved_what_was_typed(reporter, editor):
    story = editing.create(Document(headline="One"), by=reporter)
    workflow.make_move(workflow.Move.SUBMIT, story, workflow.MoveRequest(by=reporter))
    answer = post(log_in(editor), change_url(story), headline="Two", _move="send_back").json()
    assert (answer["saved"], answer["base"], Article.objects.get().stage) == (True, 2, "in_review")
    assert [one["level"] for one in answer["said"]] == ["error"]


def test_without_the_right_to_edit_the_form_is_posted_itself(reporter, editor):
    story = editing.create(Document(headline="One"), by=editor)
    answer = log_in(reporter).post(change_url(story), {**WORDS, "base": 1}, **JSON).json()
    assert (answer, Revision.objects.count()) == ({"by_form": True}, 1)


def test_a_save_whose_answer_was_lost_is_not_made_twice(reporter):
    client = log_in(reporter)
    first = post(client, ADD, **WORDS).json()
    again = post(client, ADD, **{**WORDS, "headline": "Two ministries agree again"}).json()
    assert (again["story"], again["base"]) == (first["story"], 2)
    assert post(client, ADD, **{**WORDS, "_window": "another", "headline": "Three"}).json()["story"] != first["story"]


def test_the_same_words_posted_again_from_the_page_of_a_new_story_lead_to_that_story(reporter):
    client = log_in(reporter)
    words = dict(form_data(client.get(ADD)))
    posted = ({**words, "headline": headline, "_window": f"{n}"} for n, headline in enumerate(["One", "One", "Two"]))
    first, again, other = (client.post(ADD, fields).headers["Location"] for fields in posted)
    assert (first == again, first == other, Article.objects.count()) == (True, False, 2)


def test_a_browser_that_goes_back_after_a_first_save_gets_an_empty_form_once(reporter):
    client = log_in(reporter)
    client.post(ADD, {**form_data(client.get(ADD)), **WORDS})
    completes = [Page(client.get(ADD).text).one("#story-form").attributes.get("autocomplete") for _time in range(2)]
    assert completes == ["off", None]


def test_words_that_are_saved_already_are_no_draft(reporter):

    story = editing.create(Document(headline="One"), by=reporter)
    post_feedback(reporter, story, parts=["autosave"], headline="Onex", _window="w")
    assert WorkingCopy.objects.count() == 1
    answer = post_feedback(reporter, story, parts=["autosave"], headline="One", _window="w", _settled="1").json()
    assert (answer["autosave"], WorkingCopy.objects.count()) == ({"at": ""}, 0)
