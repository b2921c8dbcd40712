"""The line that is being written is always in view: no bar lies over it, at a desk or above a phone's keyboard."""

import pytest

from tests.support.browser.desk import ADD, body, wait_until_ready
from tests.support.browser.scripts import CARET_IS_SEEN

SENTENCE = "The gauge was read at six in the morning by two engineers."
# Chromium scrolls in steps; it is judged when it has come to rest.
REST_MS = 150
DESK, KEYBOARD = {"width": 1300, "height": 700}, {"width": 390, "height": 360}


@pytest.fixture(scope="module")
def address(paper, contexts):
    """A saved story of forty paragraphs."""
    plain = contexts.open_page(paper.address, "editor", java_script_enabled=False)
    plain.go(ADD)
    plain.page.get_by_label("Headline").fill("A long way up")
    plain.page.locator("textarea[name=body]").fill(f"<p>{' '.join([SENTENCE] * 4)}</p>" * 40)
    plain.page.get_by_role("button", name="Save draft").click()
    plain.page.get_by_text("Saved as version 1.").wait_for()
    return plain.page.url.removeprefix(plain.home)


def seen_after(page, press, times):
    """How often the caret is in view after each of so many presses."""
    seen = 0
    for _time in range(times):
        press()
        page.wait_for_timeout(REST_MS)
        seen += page.evaluate(CARET_IS_SEEN)
    return seen


@pytest.mark.parametrize("size", [DESK, KEYBOARD], ids=["desk", "phone with a keyboard"])
def test_the_caret_is_in_view_after_every_press(size, address, person):
    editor = person("editor", viewport=size)
    editor.go(address)
    page = editor.page
    wait_until_ready(page)
    body(page).locator("p").first.click()
    page.keyboard.press("Control+End")
    page.wait_for_timeout(REST_MS * 3)
    assert seen_after(page, lambda: page.keyboard.press("ArrowUp"), 60) == 60
    page.keyboard.press("Control+End")
    page.wait_for_timeout(REST_MS * 3)
    assert seen_after(page, lambda: page.keyboard.press("Enter"), 12) == 12
    assert seen_after(page, lambda: page.keyboard.type("word typed "), 20) == 20
    tools = page.locator(".desk-toolbar").bounding_box()
    assert tools["height"] < (50 if size == KEYBOARD else 90)
    assert (editor.complaints, editor.foreign_requests) == ([], [])
