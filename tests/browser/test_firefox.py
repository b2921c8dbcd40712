"""The writing page in a stock Firefox: the editor starts, takes words and saves them, and a caption takes the mouse."""

import re

import pytest

from tests.support.browser.browsing import find_firefox
from tests.support.browser.desk import ADD, import_sample, press
from tests.support.browser.firefox import CONTROL, firefox
from tests.support.browser.paper import PASSWORD

CAPTION = "Two engineers read the gauge at six in the morning"
# What Firefox may write when a page is left while its modules still load, and of how it reads localStorage when it is busy;
# Chromium is silent there.
HARMLESS = re.compile(
    r"^Error loading extension module from desk-editor|sha256-PlumsSlv|^Falling back to a synchronous message for"
)
EDITOR_HAS_STARTED = "return document.readyState === 'complete' && document.querySelector('.ProseMirror') !== null"


@pytest.fixture
def window(tmp_path):
    with firefox(find_firefox(), tmp_path) as window:
        yield window


def log_in(window, home, name):
    window.go(f"{home}/admin/login/")
    window.click("[name=username]")
    window.type(name)
    window.click("[name=password]")
    window.type(PASSWORD)
    window.click("[type=submit]")
    window.wait_until("return document.readyState === 'complete' && location.pathname === '/admin/'")


def test_a_sentence_is_typed_and_saved_and_a_caption_takes_the_caret_where_it_is_clicked(window, paper, person):
    desk = import_sample(paper)
    log_in(window, paper.address, "reporter")
    window.go(f"{paper.address}{desk}")
    window.wait_until(EDITOR_HAS_STARTED)
    window.click(".ProseMirror p:first-of-type", x=4)
    window.press(CONTROL, "\ue011")  # Home
    window.type("Typed in Firefox. ")
    window.wait_until("return document.querySelector('textarea[name=body]').value.startsWith('<p>Typed in Firefox. ')")
    window.press(CONTROL, "s")
    window.wait_until("return document.querySelector('.bar-result').textContent === 'Saved as version 2.'")
    window.type("Typed after that. ")
    window.press(CONTROL, "s")
    window.wait_until("return document.querySelector('.bar-result').textContent === 'Saved as version 3.'")
    assert window.run("return document.activeElement.classList.contains('ProseMirror')")
    window.press(CONTROL, "z")
    window.wait_until("return document.querySelector('.bar-unsaved').hidden === false")
    window.press(CONTROL, "y")
    window.wait_until("return document.querySelector('.bar-unsaved').hidden")
    window.go(f"{paper.address}{desk}")
    window.wait_until(EDITOR_HAS_STARTED)
    window.wait_until(
        "return document.querySelector('.ProseMirror').textContent.startsWith('Typed in Firefox. Typed after that. ')"
    )

    window.go(f"{paper.address}{story_with_a_picture(person('reporter', java_script_enabled=False))}")
    window.wait_until(EDITOR_HAS_STARTED)
    window.click(".desk-figure__caption", x=12)
    caret = "const { selectionStart, selectionEnd } = document.activeElement; return [selectionStart, selectionEnd]"
    assert window.run("return document.activeElement.value") == CAPTION
    assert window.run(caret) == [0, 0]
    assert [words for words in window.complaints() if not HARMLESS.search(words)] == []


def test_a_new_story_gets_its_own_address_with_its_first_save(window, paper):
    log_in(window, paper.address, "reporter")
    window.go(f"{paper.address}{ADD}")
    window.wait_until(EDITOR_HAS_STARTED)
    window.wait_until("return document.activeElement.id === 'id_headline'")
    window.type("Begun in Firefox")
    window.press(CONTROL, "s")
    window.wait_until("return document.querySelector('.bar-result').textContent === 'Saved as version 1.'")
    assert window.run("return [location.pathname.endsWith('/change/'), document.activeElement.id]") == [
        True,
        "id_headline",
    ]
    window.type(" and gone on with")
    window.press(CONTROL, "s")
    window.wait_until("return document.querySelector('.bar-result').textContent === 'Saved as version 2.'")
    window.run("history.back()")
    window.wait_until("return location.pathname === '/admin/'")
    window.run("history.forward()")
    window.wait_until("return document.getElementById('id_headline')?.value === 'Begun in Firefox and gone on with'")


def story_with_a_picture(reporter):
    """Save a story with a figure as its body, by the plain form; its address at the desk."""
    reporter.go(ADD)
    page = reporter.page
    page.get_by_label("Headline").fill("The gauge at six")
    page.locator("textarea[name=body]").fill(
        f'<p>The gauge.</p><figure data-picture="1"><figcaption>{CAPTION}</figcaption></figure><p>That is all.</p>'
    )
    press(page, page.get_by_role("button", name="Save draft"))
    page.get_by_text("Saved as version 1.").wait_for()
    return page.url.removeprefix(reporter.home)
