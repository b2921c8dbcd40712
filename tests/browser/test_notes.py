"""Two people and one text: what one notes on a passage stays on it while the other edits, and is settled in a press."""

from playwright.sync_api import expect

from tests.support.browser.browsing import wait_until
from tests.support.browser.desk import SAMPLE, body, import_sample, note_by_keyboard, press, press_move, suggest

LIT = """name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString())"""


def hangs(page, *, blocking, others):
    """Wait until these passages are lit in the text: of the notes that block, and of the others."""
    wanted = [blocking, others]
    wait_until(page, lambda: [page.evaluate(LIT, name) for name in ("notes-blocking", "notes")] == wanted)


def test_a_note_stays_on_its_passage_and_a_suggestion_is_taken_in_a_press(paper, person):
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    second = [line for line in lines[4:] if line.strip()][1]
    noted, doubted = " ".join(second.split()[:4]), " ".join(second.split()[4:7])
    desk = import_sample(paper)
    editor, reporter, publisher = person("editor"), person("reporter"), person("publisher")

    editor.go(desk)
    note_by_keyboard(editor.page, noted)
    hangs(editor.page, blocking=[noted], others=[])
    expect(body(editor.page)).to_be_focused()
    suggest(editor.page, doubted, "or so we hear")
    assert editor.page.locator(".bar-unsaved").is_hidden()

    reporter.go(desk)
    page = reporter.page
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("New words before everything. ")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("Save the story first: accepting creates a new version.").wait_for()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("version 2 by").wait_for()
    hangs(page, blocking=[noted], others=[doubted])
    press(page, page.get_by_role("button", name="Accept"))
    page.get_by_text("version 3 by").wait_for()
    expect(body(page).locator("p").nth(1)).to_have_text(second.replace(doubted, "or so we hear", 1))
    page.locator("summary", has_text="Reply").click()
    page.get_by_label("Your reply").fill("The water office, on record.")
    page.get_by_role("button", name="Send reply").click()
    page.locator(".note-text", has_text="The water office, on record.").wait_for()

    press_move(reporter, desk, "Submit for review", "In review")
    press_move(editor, desk, "Approve", "Approved")
    press_move(publisher, desk, "Publish now", "A blocking note is open. Resolve it first.")
    editor.go(desk)
    editor.page.get_by_role("button", name="Resolve").click()
    editor.page.get_by_text("2 resolved notes").wait_for()
    press_move(publisher, desk, "Publish now", "Published")
    for someone in (reporter, editor, publisher):
        assert (someone.complaints, someone.foreign_requests) == ([], [])


def test_a_double_click_leaves_one_note(paper, person):
    editor = person("editor")
    editor.go(import_sample(paper))
    page = editor.page
    page.locator(".note-tool").click()
    page.get_by_label("Note", exact=True).fill("Once is enough")
    page.get_by_role("button", name="Add note").dblclick()
    page.locator(".note-text", has_text="Once is enough").wait_for()
    page.reload()
    expect(page.locator(".note-text", has_text="Once is enough")).to_have_count(1)
