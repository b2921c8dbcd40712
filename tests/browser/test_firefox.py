"""The writing page in a stock Firefox: the editor starts, takes words and saves them."""

import os
import re

import pytest

from tests.support.browser.browsing import find_firefox
from tests.support.browser.desk import import_sample
from tests.support.browser.firefox import CONTROL, firefox
from tests.support.browser.paper import PASSWORD

# What Firefox may write when a page is left while its modules still load, and of how it reads localStorage when it is busy;
# Chromium is silent there.
HARMLESS = re.compile(
    r"^Error loading extension module from desk-editor|sha256-PlumsSlv|^Falling back to a synchronous message for"
)
EDITOR_HAS_STARTED = "return document.readyState === 'complete' && document.querySelector('.ProseMirror') !== null"


@pytest.fixture
def window(tmp_path):
    path = find_firefox()
    if path is None:
        message = "There is no Firefox: install firefox-esr, or name one in FIREFOX."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    with firefox(path, tmp_path) as window:
        yield window


def log_in(window, home, name):
    window.go(f"{home}/admin/login/")
    window.click("[name=username]")
    window.type(name)
    window.click("[name=password]")
    window.type(PASSWORD)
    window.click("[type=submit]")
    window.wait_until("return document.readyState === 'complete' && location.pathname === '/admin/'")


def test_the_editor_starts_and_a_sentence_is_typed_and_saved(window, paper):
    desk = import_sample(paper)
    log_in(window, paper.address, "reporter")
    window.go(f"{paper.address}{desk}")
    window.wait_until(EDITOR_HAS_STARTED)
    window.click(".ProseMirror p:first-of-type", x=4)
    window.press(CONTROL, "\ue011")  # Home
    window.type("Typed in Firefox. ")
    window.wait_until("return document.querySelector('textarea[name=body]').value.startsWith('<p>Typed in Firefox. ')")
    window.press(CONTROL, "s")
    window.wait_until("return document.body.innerText.includes('Saved as version 2.')")
    window.wait_until(EDITOR_HAS_STARTED)
    window.go(f"{paper.address}{desk}")
    window.wait_until(EDITOR_HAS_STARTED)
    window.wait_until("return document.querySelector('.ProseMirror').textContent.startsWith('Typed in Firefox. ')")
    assert [words for words in window.complaints() if not HARMLESS.search(words)] == []
