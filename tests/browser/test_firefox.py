"""The writing page in a stock Firefox: words, pictures and pastes go in, stay where they are, and are saved."""

import base64
import re

import pytest

from tests.support import image_files
from tests.support.browser.browsing import find_firefox
from tests.support.browser.desk import ADD, import_sample, press
from tests.support.browser.firefox import CONTROL, firefox, wait_for
from tests.support.browser.paper import PASSWORD
from tests.support.browser.scripts import CARET_IS_SEEN, CARET_PLACE, PUT_FILES

CAPTION = "Two engineers read the gauge at six in the morning"
FIGURE = f'<p>The gauge.</p><figure data-picture="1"><figcaption>{CAPTION}</figcaption></figure><p>That is all.</p>'
# What Firefox may write when a page is left while its modules still load, and of how it reads localStorage when it is busy;
# Chromium is silent there.
HARMLESS = re.compile(
    r"^Error loading extension module from desk-editor|sha256-PlumsSlv|^Falling back to a synchronous message for"
)
# Copies markup as somebody does who selects it on a page; a paste that a script makes up is empty here.
SELECT_TO_COPY = """(html) => {
  const shown = document.createElement("div")
  shown.id = "to-copy"
  shown.innerHTML = html
  document.body.append(shown)
  document.activeElement.blur()
  getSelection().selectAllChildren(shown)
}"""
PASTED = (
    "<p>10<sup>6</sup> tonnes of CO<sub>2</sub>, <s>all</s> gone.</p>"
    "<table><tbody><tr><td>Party</td><td>Seats</td></tr><tr><td>PPP</td><td>54</td></tr></tbody></table>"
)
KEPT = (
    "<p>10<sup>6</sup> tonnes of CO<sub>2</sub>, <s>all</s> gone.</p>"
    "<table><tbody><tr><th><p>Party</p></th><th><p>Seats</p></th></tr>"
    "<tr><td><p>PPP</p></td><td><p>54</p></td></tr></tbody></table>"
)
BODY = "return document.querySelector('textarea[name=body]').value"
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


def open_story(window, paper, desk):
    """Open a story's page at the desk, or that of a new one, and wait until it can be written on."""
    window.go(f"{paper.address}{desk}")
    window.wait_until(EDITOR_HAS_STARTED)


def test_a_sentence_is_typed_and_saved_and_a_caption_takes_the_caret_where_it_is_clicked(window, paper, person):
    desk = import_sample(paper)
    log_in(window, paper.address, "reporter")
    open_story(window, paper, desk)
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
    open_story(window, paper, desk)
    window.wait_until(
        "return document.querySelector('.ProseMirror').textContent.startsWith('Typed in Firefox. Typed after that. ')"
    )

    open_story(window, paper, saved(person("reporter", java_script_enabled=False), FIGURE))
    window.click(".desk-figure__caption", x=12)
    caret = "const { selectionStart, selectionEnd } = document.activeElement; return [selectionStart, selectionEnd]"
    assert window.run("return document.activeElement.value") == CAPTION
    assert window.run(caret) == [0, 0]
    assert [words for words in window.complaints() if not HARMLESS.search(words)] == []


def test_a_new_story_gets_its_own_address_with_its_first_save(window, paper):
    log_in(window, paper.address, "reporter")
    open_story(window, paper, ADD)
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


def test_the_line_is_in_view_and_a_save_leaves_it_where_it_is(window, paper, person):
    desk = saved(person("reporter", java_script_enabled=False), f"<p>{' '.join([CAPTION] * 8)}</p>" * 40)
    log_in(window, paper.address, "reporter")
    open_story(window, paper, desk)
    window.click(".ProseMirror p:nth-of-type(30)")
    for version in (2, 3, 4):
        window.type("x ")
        before = window.call(CARET_PLACE)
        window.press(CONTROL, "s")
        window.wait_until(f"return document.querySelector('.bar-result').textContent === 'Saved as version {version}.'")
        assert window.call(CARET_PLACE) == before
    for _press in range(30):
        window.press("\ue013")  # ArrowUp
        wait_for(lambda: window.call(CARET_IS_SEEN), what="the line comes into view")


def test_a_picture_that_is_dropped_into_the_text_arrives_there_and_is_described(window, paper):
    log_in(window, paper.address, "reporter")
    open_story(window, paper, ADD)
    window.type("Dropped in Firefox")
    window.click(".ProseMirror")
    window.type("Before it.")
    picture = image_files.encoded(image_files.scene((600, 400), seed=91))
    window.call(PUT_FILES, ["drop", "", [["gauge.jpg", "image/jpeg", base64.b64encode(picture).decode()]]])
    window.click(".desk-figure__caption")
    window.type("The gauge at noon.")
    window.press(CONTROL, "s")
    window.wait_until("return document.querySelector('.bar-result').textContent === 'Saved as version 1.'")
    figure = re.compile(
        r'<p>Before it.</p><figure data-picture="\d+"><figcaption>The gauge at noon.</figcaption></figure>'
    )
    assert figure.match(window.run(BODY))


def test_a_paste_keeps_its_meaning_and_words_are_found_and_replaced(window, paper):
    log_in(window, paper.address, "reporter")
    open_story(window, paper, ADD)
    window.call(SELECT_TO_COPY, PASTED)
    window.press(CONTROL, "c")
    window.run("document.getElementById('to-copy').remove()")
    window.click(".ProseMirror")
    window.press(CONTROL, "v")
    window.wait_until(f"{BODY}.includes('54')")
    assert window.run(BODY).removesuffix("<p></p>") == KEPT
    window.press(CONTROL, "f")
    window.wait_until("return document.activeElement.labels?.[0].textContent === 'Find'")
    window.type("tonnes")
    window.wait_until("return document.querySelector('.desk-find__status').textContent === '1 match'")
    for key in ("\ue007", "\ue004"):  # Enter, Tab
        window.press(key)
    window.type("tons")
    window.press("\ue007")
    window.wait_until(f"{BODY}.includes(' tons of ')")


def saved(reporter, html):
    """Save a story with this markup as its body, by the plain form; its address at the desk."""
    reporter.go(ADD)
    page = reporter.page
    page.get_by_label("Headline").fill("The gauge at six")
    page.locator("textarea[name=body]").fill(html)
    press(page, page.get_by_role("button", name="Save draft"))
    page.get_by_text("Saved as version 1.").wait_for()
    return page.url.removeprefix(reporter.home)
