"""Steps at the desk that several journeys share. Each one ends with a condition that only its success can fulfil."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.browser.browsing import Visitor
from tests.support.browser.paper import ROOT, Paper

STORIES = "/admin/articles/article/"
ADD = f"{STORIES}add/"
SAMPLE = ROOT / "articles/management/demo/files/river-gauges.txt"
WIDE: dict[str, Any] = {"viewport": {"width": 1366, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
SELECT_WORDS = """([block, words]) => {
  const element = [...document.querySelectorAll(".ProseMirror p")][block]
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const node = walker.nextNode()
  const start = node.data.indexOf(words)
  document.querySelector(".ProseMirror").focus()
  getSelection().setBaseAndExtent(node, start, node, start + words.length)
  // The editor hears of the selection in a task of its own, and a key pressed before that would act on the old one.
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""

_PASTE = """async ([html, text]) => {
  // As above: a caret that a key has just moved.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const clipboardData = new DataTransfer()
  if (html) clipboardData.setData("text/html", html)
  if (text) clipboardData.setData("text/plain", text)
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
  document.querySelector(".ProseMirror").dispatchEvent(event)
}"""


def import_stories(paper: Paper, *files: Path, by: str = "reporter") -> list[str]:
    """File texts with the command that README names, as new stories; their addresses at the desk."""
    printed = paper.manage("import_stories", *map(str, files), "--by", by, "--again")
    return re.findall(r"Desk: https?://[^/]+(/\S+)", printed)


def import_sample(paper: Paper) -> str:
    """File the sample text as a new story of the reporter's; its address at the desk."""
    (desk,) = import_stories(paper, SAMPLE)
    return desk


def sideways_scroll(page: Page) -> int:
    """How many pixels the page is wider than its window; 0 or less when it fits."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


def body(page: Page) -> Locator:
    """The body editor, which exists once it has started; until then a plain text area has the same name."""
    return page.locator(".ProseMirror")


def body_html(page: Page) -> str:
    """The HTML that a save would post as the body."""
    return page.locator("textarea[name=body]").input_value()


# A click moves the editor's caret some moments after the browser's, and would take it back from where a key has moved it.
_CARET_RESTS = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"
_CARET_IS_FIRST = """(body) => {
  const caret = getSelection().getRangeAt(0)
  const before = document.createRange()
  before.setStart(body, 0)
  before.setEnd(caret.startContainer, caret.startOffset)
  return caret.collapsed && before.toString() === ""
}"""


def type_into_body(page: Page, text: str) -> None:
    """Type at the beginning of the body, a paragraph for each line, and wait until the words are there."""
    body(page).click()
    expect(body(page)).to_be_focused()
    page.evaluate(_CARET_RESTS)
    page.keyboard.press("Control+Home")
    page.wait_for_function(_CARET_IS_FIRST, arg=body(page).element_handle())
    page.keyboard.type(text)
    for line in text.splitlines():
        expect(body(page)).to_contain_text(line.strip())


def wait_until_ready(page: Page) -> None:
    """Wait until the writing page has run its scripts and started its editor."""
    page.wait_for_load_state("load")
    body(page).wait_for()


def wait_until_saved(page: Page, version: int) -> None:
    """Wait for the page to say so, and until it can be written on."""
    page.get_by_text(f"Saved as version {version}.").wait_for()
    wait_until_ready(page)


def save(page: Page, *, version: int) -> None:
    """Save by keyboard."""
    page.keyboard.press("Control+s")
    wait_until_saved(page, version)


def begin_story(person: Visitor, headline: str, text: str = "It stands. ") -> str:
    """Write and save a new story; its address at the desk."""
    person.go(ADD)
    page = person.page
    page.get_by_label("Headline").fill(headline)
    type_into_body(page, text)
    save(page, version=1)
    return page.url.removeprefix(person.home).partition("?")[0]


def press(page: Page, button: Locator) -> None:
    """Press a button that leads to another page, and wait for that page."""
    with page.expect_navigation():
        button.click()


def press_move(person: Visitor, desk: str, button: str, then: str) -> None:
    """Open a story, press one of its moves, and wait until the page says what came of it."""
    person.go(desk)
    wait_until_ready(person.page)
    person.page.get_by_role("button", name=button).first.click()
    if button == "Publish now":
        person.page.get_by_role("dialog").get_by_role("button", name=button).click()
    person.page.get_by_text(then, exact=True).first.wait_for()


def note_by_keyboard(page: Page, quote: str) -> None:
    """Leave a blocking note on words of the second paragraph, mentioning the reporter."""
    page.locator(".note-tool").wait_for()
    page.evaluate(SELECT_WORDS, [1, quote])
    page.keyboard.press("Control+Alt+m")
    page.get_by_label("Note", exact=True).press_sequentially("Who says so? @rep")
    page.get_by_role("option", name=re.compile("@reporter")).wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Note", exact=True)).to_have_value("Who says so? @reporter ")
    page.get_by_label("Block publishing until resolved").check()
    page.get_by_role("button", name="Add note").click()
    page.locator(".note-mention", has_text="@reporter").wait_for()


def suggest(page: Page, quote: str, words: str) -> None:
    """Suggest other words for some of the second paragraph, by the button in the toolbar."""
    page.locator(".note-tool").wait_for()
    page.evaluate(SELECT_WORDS, [1, quote])
    page.locator(".note-tool").click()
    page.get_by_label("Suggest a change to the selected text").check()
    suggested = page.get_by_label("Suggested text (empty: delete the selected text)")
    expect(suggested).to_have_value(quote)
    suggested.fill(words)
    page.get_by_role("button", name="Add note").click()
    page.locator(".note-diff").wait_for()


def paste(page: Page, html: str = "", text: str = "") -> None:
    """Paste markup or plain text where the caret is in the body."""
    page.evaluate(_PASTE, [html, text])


def select_in_body(page: Page, words: str, *, block: int = 0) -> None:
    """Select the first place of these words in one of the body's paragraphs."""
    page.evaluate(SELECT_WORDS, [block, words])
