"""Notes at the desk: the panel beside the text, its presses, what it costs, and that no reader ever sees any of it."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.lib.diff.anchors import Passage
from articles.models import Article, AuditEntry, Note, Revision
from articles.services import editing, notes, workflow
from tests.support import sentences
from tests.support.caches import clear_caches
from tests.support.desk import find_buttons, form_data, log_in, read_text
from tests.support.pages import parse

TUESDAY = Passage(0, 14, 24, "on Tuesday")
BOTH = Passage(1, 0, 4, "They")


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def notes_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/notes/"


def press(person, article, what, **typed):
    return log_in(person).post(notes_of(article), {"press": what, **typed})


def presses(person, article) -> list[str]:
    """The buttons of the notes' form on the writing page."""
    return [value for _name, value in find_buttons(log_in(person).get(page_of(article)), having="quote")]


def state():
    return list(Note.objects.values()), Revision.objects.count(), AuditEntry.objects.count()


def test_a_note_on_selected_words_is_left_and_stands_beside_the_text(draft, editor):
    response = press(editor, draft, "add", text="Which one?", quote="on Tuesday", before="ENGINEERS met ", after=".")
    assert (response.status_code, response.url) == (302, page_of(draft) + "#notes")
    assert [(note.text, note.passage, note.by, note.blocking) for note in Note.objects.all()] == [
        ("Which one?", TUESDAY, editor, False)
    ]
    shown = log_in(editor).get(page_of(draft))
    assert "edith" in read_text(shown)
    assert "Which one?" in read_text(shown)
    passage = parse(shown).one("[data-quote='on Tuesday']")
    assert [passage[f"data-{name}"] for name in ("block", "before", "after")] == ["0", "ENGINEERS met ", "."]


def test_the_same_words_are_told_apart_by_what_stands_around_them(draft, editor, reporter):
    body = "<p>They met on Friday and ate on Friday.</p><p>On Friday, too.</p>"
    editing.edit(draft, replace(draft.newest.document, body=body), by=reporter, base=1)
    press(editor, draft, "add", text="So?", quote="on Friday", before="and ate ", after=".", block="0")
    assert Note.objects.get().passage == Passage(0, 27, 36, "on Friday")
    refused = press(editor, draft, "add", text="So?", quote="on Friday")
    assert (refused.status_code, Note.objects.count()) == (400, 1)
    assert "“on Friday” appears more than once. Select more of the text around it." in read_text(refused)


def test_words_that_were_not_saved_yet_are_refused_and_what_was_typed_stays(draft, editor):
    before = state()
    typed = {"text": "My note", "quote": "on Sunday", "suggestion": "on Monday", "suggests": "on", "blocking": "on"}
    refused = press(editor, draft, "add", **typed, revision="1", block="0", before="a", after="b")
    assert (refused.status_code, state()) == (400, before)
    assert "“on Sunday” is not in version 1. Save the story, then add the note." in read_text(refused)
    kept = form_data(refused, having="quote")
    assert {name: kept[name] for name in ("text", "quote", "suggestion", "revision", "block", "before", "after")} == {
        "text": ["My note"],
        "quote": ["on Sunday"],
        "suggestion": ["on Monday"],
        "revision": ["1"],
        "block": ["0"],
        "before": ["a"],
        "after": ["b"],
    }
    assert len(parse(refused).select("input[checked]")) == 2


def test_a_refused_reply_is_still_in_its_box(draft, editor):
    note = notes.add(draft, "So?", by=editor)
    refused = press(editor, draft, f"reply:{note.pk}", **{f"reply-{note.pk}": "ж" * 2001})
    assert refused.status_code == 400
    assert sentences.NOTE_TOO_LONG in read_text(refused)
    assert form_data(refused, having="quote")[f"reply-{note.pk}"] == ["ж" * 2001]


def test_a_note_on_words_of_an_older_version_hangs_on_that_version(draft, editor, reporter):
    body = "<p>Before.</p>" + draft.newest.document.body
    editing.edit(draft, replace(draft.newest.document, body=body), by=reporter, base=1)
    press(editor, draft, "add", text="So?", quote="on Tuesday", revision="1")
    note = Note.objects.get()
    assert (note.revision.number, note.passage) == (1, TUESDAY)
    assert parse(log_in(editor).get(page_of(draft))).one("[data-quote='on Tuesday']")["data-block"] == "1"


def test_every_press_does_what_its_button_says(draft, editor, reporter):
    note = notes.add(draft, "So?", by=editor)
    press(reporter, draft, f"reply:{note.pk}", **{f"reply-{note.pk}": "So."})
    press(editor, draft, f"block:{note.pk}")
    assert (Note.objects.get(parent=note).text, Note.objects.get(pk=note.pk).blocking) == ("So.", True)
    press(editor, draft, f"unblock:{note.pk}")
    press(editor, draft, f"resolve:{note.pk}")
    kept = Note.objects.get(pk=note.pk)
    assert (kept.blocking, kept.resolved_by) == (False, editor)
    press(editor, draft, f"reopen:{note.pk}")
    assert Note.objects.get(pk=note.pk).resolved_by is None


def test_a_suggestion_is_shown_word_by_word_and_accepted_in_a_press(draft, editor, reporter):
    press(editor, draft, "add", quote="on Tuesday", suggests="on", suggestion="on Monday")
    note = Note.objects.get()
    assert "on <del>Tuesday</del><ins>Monday</ins>" in log_in(reporter).get(page_of(draft)).content.decode()
    assert press(reporter, draft, f"accept:{note.pk}").status_code == 302
    draft.refresh_from_db()
    assert draft.newest.document.body == "<p>ENGINEERS met on Monday.</p><p>They will meet again.</p>"


def test_a_suggestion_is_refused_in_a_press(draft, editor, reporter):
    note = notes.add(draft, "", by=editor, passage=TUESDAY, suggestion="")
    assert "<del>on Tuesday</del>" in log_in(reporter).get(page_of(draft)).content.decode()
    press(reporter, draft, f"refuse:{note.pk}")
    assert Note.objects.get().outcome == "refused"


def test_what_became_of_a_passage_is_said_honestly(draft, editor, reporter):
    changed = notes.add(draft, "So?", by=editor, passage=TUESDAY, suggestion="on Monday")
    gone = notes.add(draft, "So?", by=editor, passage=BOTH)
    body = "<p>ENGINEERS met at noon.</p>"
    editing.edit(draft, replace(draft.newest.document, body=body), by=reporter, base=1)
    shown = log_in(editor).get(page_of(draft))
    assert "This passage has changed. It now reads: at noon" in read_text(shown)
    assert "This passage has been removed. It was in version 1." in read_text(shown)
    assert [value for value in presses(editor, draft) if value.endswith((f":{changed.pk}", f":{gone.pk}"))] == [
        f"refuse:{changed.pk}",
        f"block:{changed.pk}",
        f"reply:{changed.pk}",
        f"resolve:{gone.pk}",
        f"block:{gone.pk}",
        f"reply:{gone.pk}",
    ]
    refused = press(editor, draft, f"accept:{changed.pk}")
    assert (refused.status_code, "The passage has changed since this was suggested" in read_text(refused)) == (
        400,
        True,
    )


def test_only_presses_that_would_be_allowed_are_offered(approved, reporter, editor):
    mine = notes.add(approved, "Mine.", by=reporter)
    theirs = notes.add(approved, "", by=editor, passage=TUESDAY, suggestion="on Monday")
    assert presses(reporter, approved) == ["add", f"resolve:{mine.pk}", f"reply:{mine.pk}", f"reply:{theirs.pk}"]
    assert presses(editor, approved) == [
        "add",
        *(f"{what}:{mine.pk}" for what in ("resolve", "block", "reply")),
        *(f"{what}:{theirs.pk}" for what in ("accept", "refuse", "block", "reply")),
    ]


@pytest.mark.parametrize("what", ["resolve", "accept", "block"])
def test_a_press_that_is_not_allowed_is_refused_by_the_server(approved, reporter, editor, what):
    note = notes.add(approved, "", by=editor, passage=TUESDAY, suggestion="on Monday")
    before = state()
    assert (press(reporter, approved, f"{what}:{note.pk}").status_code, state()) == (403, before)


@pytest.mark.parametrize(
    "what", ["", "add:1", "resolve", "resolve:", "resolve:x", "resolve:99999999999", "delete:{pk}", "resolve:0"]
)
def test_what_is_no_press_is_not_found_or_says_nothing(draft, editor, what):
    note = notes.add(draft, "So?", by=editor)
    before = state()
    assert (press(editor, draft, what.format(pk=note.pk)).status_code in {400, 404}, state()) == (True, before)


def test_a_note_is_pressed_at_its_own_story_only(draft, words, reporter, editor):
    other = editing.create(replace(words, headline="Another"), by=reporter)
    note = notes.add(draft, "So?", by=editor)
    assert press(editor, other, f"resolve:{note.pk}").status_code == 404


def test_the_script_gets_the_panel_alone_and_the_sentence_in_it(draft, editor):
    address = notes_of(draft) + "?fragment"
    done = log_in(editor).post(address, {"press": "add", "text": "So?"})
    assert (done.status_code, done.content.decode().strip().startswith("<section")) == (200, True)
    assert parse(done).one("section")["id"] == "notes"
    assert "Note added." in read_text(done)
    refused = log_in(editor).post(address, {"press": "add", "text": " "})
    assert (refused.status_code, sentences.NOTE_EMPTY in read_text(refused)) == (400, True)
    assert "<html" not in refused.content.decode()


def test_colleagues_who_may_be_called_are_offered_and_those_who_were_stand_out(draft, editor, reporter, outsider):
    notes.add(draft, "Ask @rana. Not @otto.", by=editor)
    page = log_in(editor).get(page_of(draft)).content.decode()
    assert '<strong class="note-mention">@rana.</strong>' in page
    assert '<strong class="note-mention">@otto' not in page
    assert 'data-username="rana"' in page
    assert 'data-username="otto"' not in page


def test_an_outside_readers_mark_says_who_and_which_version(draft, editor):
    notes.add(draft, "<b>Wrong.</b>", guest="Ada Lex", mark="not_approved")
    shown = log_in(editor).get(page_of(draft))
    assert "Ada Lex external" in read_text(shown)
    assert "not approved, version 1" in read_text(shown)
    assert "&lt;b&gt;Wrong.&lt;/b&gt;" in shown.content.decode()


def test_whoever_is_no_colleague_neither_reads_nor_leaves_notes(draft, editor, outsider, bystander):
    notes.add(draft, "So?", by=editor)
    before = state()
    for client, statuses in (
        (Client(), [302, 403]),
        (log_in(outsider), [302] * 2),
        (log_in(bystander), [403] * 2),
    ):
        left = client.post(notes_of(draft), {"press": "add", "text": "So."})
        assert [client.get(notes_of(draft)).status_code, left.status_code] == statuses
    assert state() == before
    assert log_in(editor).get(notes_of(draft)).status_code == 200


def test_a_colleague_who_may_only_read_the_story_may_note_it(draft, colleague):
    assert press(colleague, draft, "add", text="Good.", quote="They will meet").status_code == 302
    assert "Good." in read_text(log_in(colleague).get(page_of(draft)))


def test_notes_do_not_push_the_moves_out_of_the_log(in_review, editor):
    workflow.send_back(in_review, by=editor, note="Say which Tuesday.")
    for number in range(30):
        notes.add(in_review, f"Note {number}", by=editor)
    shown = read_text(log_in(editor).get(page_of(in_review)))
    assert "edith sent this back" in shown
    assert "added a note" not in shown


def test_a_publisher_is_told_why_a_story_is_not_published(approved, editor, publisher):
    notes.add(approved, "Wait for the lawyer.", by=editor, blocking=True)
    client = log_in(publisher)
    typed = form_data(client.get(page_of(approved)))
    response = client.post(page_of(approved), {**typed, "_move": "publish"}, follow=True)
    assert sentences.BLOCKING_NOTE_OPEN in read_text(response)
    approved.refresh_from_db()
    assert approved.standing == "unpublished"
    chosen = {"action": "move_publish", "_selected_action": [approved.pk]}
    bulk = client.post("/admin/articles/article/", chosen, follow=True)
    assert sentences.BLOCKING_NOTE_OPEN in read_text(bulk)
    assert list(Article.objects.published()) == []


def test_readers_never_see_a_note(published, editor, reporter):
    story = published
    notes.add(story, "SECRET-NOTE", by=editor, passage=TUESDAY, suggestion="SECRET-SUGGESTION")
    notes.reply(notes.add(story, "SECRET-MARK", guest="SECRET-GUEST", mark="approved"), "SECRET-REPLY", by=editor)
    clear_caches()
    desk = log_in(editor).get(page_of(story)).content.decode()
    assert all(f"SECRET-{word}" in desk for word in ("NOTE", "SUGGESTION", "MARK", "GUEST", "REPLY"))
    listed = (
        "/",
        "/stories/",
        "/feed/",
        "/feed/json/",
        "/search/?q=notes",
        "/sitemap.xml",
        "/country/pk/",
        "/robots.txt",
    )
    for client in (Client(), log_in(editor)):
        pages = [client.get(path) for path in (story.get_absolute_url(), *listed)]
        assert [(page.status_code, b"SECRET" in page.content) for page in pages] == [(200, False)] * len(pages)
    for word in ("NOTE", "SUGGESTION", "REPLY"):
        assert "Two ministries" not in read_text(Client().get(f"/search/?q=SECRET-{word}"))
    assert "Two ministries" in read_text(Client().get("/search/?q=gauge"))


@pytest.fixture
def long_story(reporter, editor, words):
    """3,000 words, 200 versions, and 50 notes left on 50 of them."""

    def paragraph(number, turn):
        return (
            f"<p>Paragraph {number} of turn {turn} says that the gauge on the river stands between both countries.</p>"
        )

    paragraphs = [paragraph(number, 0) for number in range(180)]
    story = editing.create(replace(words, body="".join(paragraphs)), by=reporter)
    revisions = []
    for turn in range(2, 201):
        paragraphs[turn % 180] = paragraph(turn % 180, turn)
        document = replace(words, body="".join(paragraphs))
        revisions.append(Revision(article=story, number=turn, content=document.cleaned().to_json(), by=reporter))
    made = Revision.objects.bulk_create(revisions)
    Article.objects.filter(pk=story.pk).update(head=made[-1])
    for at in range(50):
        quote = "the gauge on the river"
        body = made[at * 3].document.body
        said_there = body.split("</p>")[at].removeprefix("<p>")
        start = said_there.index(quote)
        notes.add(
            story,
            f"Note {at}, @rana",
            by=editor,
            revision=made[at * 3].number,
            passage=Passage(at, start, start + len(quote), quote),
            suggestion="the gauge in the river" if at % 2 else None,
        )
    return Article.objects.get(pk=story.pk)


def test_the_writing_page_asks_as_little_of_fifty_notes_and_two_hundred_versions(long_story, editor):
    client = log_in(editor)
    client.get(page_of(long_story))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page_of(long_story))
    assert response.content.decode().count('data-quote="the gauge on the river"') == 50
    assert len(queries) <= 25
