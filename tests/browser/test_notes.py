"""Two people and one text: what one notes on a passage stays on it while the other edits, and is settled in a press."""

import re

from tests.browser.test_journeys import FILED, _address_of

SELECT = """([block, words]) => {
  const element = [...document.querySelectorAll(".ProseMirror p")][block]
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const node = walker.nextNode()
  const start = node.data.indexOf(words)
  document.querySelector(".ProseMirror").focus()
  getSelection().setBaseAndExtent(node, start, node, start + words.length)
}"""
LIT = """name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString())"""


def note_by_keyboard(page, quote):
    """Note the passage in the second paragraph, calling the reporter; the note blocks."""
    page.evaluate(SELECT, [1, quote])
    page.keyboard.press("Control+Alt+m")
    page.get_by_label("Note", exact=True).press_sequentially("Who says so? @rep")
    page.get_by_role("option", name=re.compile("@reporter")).wait_for()
    page.keyboard.press("Enter")
    assert page.get_by_label("Note", exact=True).input_value() == "Who says so? @reporter "
    page.get_by_label("Nothing is published until it is resolved").check()
    page.get_by_role("button", name="Leave the note").click()
    page.locator(".note-mention", has_text="@reporter").wait_for()


def suggest(page, quote, words):
    """Suggest other words for the passage, by the button in the toolbar."""
    page.evaluate(SELECT, [1, quote])
    page.locator(".note-tool").click()
    page.get_by_label("Suggest other words for the passage").check()
    assert page.get_by_label("Suggested words (none: drop the passage)").input_value() == quote
    page.get_by_label("Suggested words (none: drop the passage)").fill(words)
    page.get_by_role("button", name="Leave the note").click()
    page.locator(".note-diff").wait_for()


def hanging(page):
    """The passages that are lit in the text: of the notes that block, and of the others."""
    for _try in range(60):  # a function to wait for would need the policy to allow eval
        if len(page.evaluate(LIT, "notes-blocking")) == 1:
            break
        page.wait_for_timeout(500)
    return page.evaluate(LIT, "notes-blocking"), page.evaluate(LIT, "notes")


def press_move(person, desk, button, then):
    person.go(desk)
    person.page.get_by_role("button", name=button).first.click()
    person.page.get_by_text(then, exact=True).first.wait_for()


def test_a_note_stays_on_its_passage_and_a_suggestion_is_taken_in_a_press(paper, person):
    lines = FILED.read_text(encoding="utf-8").splitlines()
    second = [line for line in lines[4:] if line.strip()][1]
    noted, doubted = " ".join(second.split()[:4]), " ".join(second.split()[4:7])
    desk = _address_of(paper.manage("import_stories", str(FILED), "--by", "reporter", "--again"))
    editor, reporter, publisher = person("editor"), person("reporter"), person("publisher")

    editor.go(desk)
    editor.page.locator(".note-tool").wait_for()
    note_by_keyboard(editor.page, noted)
    assert hanging(editor.page) == ([noted], [])
    assert editor.page.evaluate("document.activeElement.classList.contains('ProseMirror')")
    suggest(editor.page, doubted, "or so we hear")
    assert editor.page.locator(".bar-unsaved").is_hidden()

    reporter.go(desk)
    page = reporter.page
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("New words before everything. ")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("Save the story first: accepting makes a new version of it.").wait_for()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("version 2 by").wait_for()
    assert hanging(page) == ([noted], [doubted])
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("version 3 by").wait_for()
    assert page.locator(".ProseMirror p").nth(1).inner_text() == second.replace(doubted, "or so we hear", 1)
    page.locator("summary", has_text="Reply").click()
    page.get_by_label("Your reply").fill("The water office, on record.")
    page.get_by_role("button", name="Send the reply").click()
    page.locator(".note-text", has_text="The water office, on record.").wait_for()

    press_move(reporter, desk, "Submit for review", "In review")
    press_move(editor, desk, "Approve", "Approved")
    press_move(publisher, desk, "Publish now", "A blocking note is open. Resolve it first.")
    editor.go(desk)
    editor.page.get_by_role("button", name="Resolve").click()
    editor.page.get_by_text("2 resolved notes").wait_for()
    press_move(publisher, desk, "Publish now", "Published")
    for someone in (reporter, editor, publisher):
        assert (someone.complaints, someone.asked_elsewhere) == ([], [])


def test_a_double_click_leaves_one_note(paper, person):
    editor = person("editor")
    editor.go(_address_of(paper.manage("import_stories", str(FILED), "--by", "reporter", "--again")))
    page = editor.page
    page.locator(".note-tool").click()
    page.get_by_label("Note", exact=True).fill("Once is enough")
    page.get_by_role("button", name="Leave the note").dblclick()
    page.locator(".note-text", has_text="Once is enough").wait_for()
    page.reload()
    assert page.locator(".note-text", has_text="Once is enough").count() == 1
