"""Saving and moving without leaving the page: caret, scroll, focus and undo stay, and nobody's words are passed over."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser.browsing import wait_until
from tests.support.browser.desk import (
    ADD,
    begin_story,
    body,
    body_html,
    save,
    type_into_body,
    wait_until_ready,
)
from tests.support.browser.scripts import CARET_PLACE

SENTENCE = "The gauge was read at six in the morning by two engineers."
PARAGRAPHS = 60
SLOW = {"offline": False, "latency": 2000, "downloadThroughput": -1, "uploadThroughput": -1}


def long_story(person, headline):
    """A saved story of about 3,000 words, with the page open."""
    paragraph = f"<p>{' '.join([SENTENCE] * 4)}</p>"
    plain = person("editor", java_script_enabled=False)
    plain.go(ADD)
    plain.page.get_by_label("Headline").fill(headline)
    plain.page.locator("textarea[name=body]").fill(paragraph * PARAGRAPHS)
    plain.page.get_by_role("button", name="Save draft").click()
    plain.page.get_by_text("Saved as version 1.").wait_for()
    editor = person("editor")
    editor.go(plain.page.url.removeprefix(plain.home))
    wait_until_ready(editor.page)
    return editor


def is_unsaved(page):
    return page.locator(".bar-unsaved").is_visible()


def test_twenty_saves_of_a_long_story_leave_caret_scroll_and_undo_alone(person):
    editor = long_story(person, "Twenty saves")
    page = editor.page
    before = body_html(page)
    body(page).locator("p").nth(30).click()
    places = []
    for version in range(2, 22):
        page.keyboard.type("x ")
        earlier = page.evaluate(CARET_PLACE)
        page.keyboard.press("Control+s")
        page.get_by_text(f"Saved as version {version}.").wait_for()
        places.append((earlier, page.evaluate(CARET_PLACE)))
    assert [after for _before, after in places] == [before for before, _after in places]
    assert not is_unsaved(page)
    for _press in range(60):
        page.keyboard.press("Control+z")
    assert body_html(page) == before
    expect(page.locator(".bar-unsaved")).to_be_visible()
    assert (editor.complaints, editor.foreign_requests) == ([], [])


def test_a_colleague_who_opens_a_long_story_does_not_push_its_words_away(person):
    editor = long_story(person, "Company arrives")
    page = editor.page
    body(page).locator("p").nth(30).click()
    with page.expect_response("**/feedback/"):
        page.keyboard.type("x ")
    # The browser holds the place by itself, but not in the moments after a save: they last as long as this test.
    page.evaluate("document.styleSheets[0].insertRule('html { overflow-anchor: none !important; }')")
    before = page.evaluate(CARET_PLACE)
    colleague = person("publisher")
    colleague.go(page.url.removeprefix(editor.home))
    wait_until_ready(colleague.page)
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("#region-company")).to_contain_text("has this open")
    assert page.evaluate(CARET_PLACE) == before


def test_what_is_typed_during_a_slow_save_stays_and_is_not_saved_yet(person):
    editor = person("editor")
    begin_story(editor, "A slow line")
    page = editor.page
    type_into_body(page, "One. ")
    # A save waits for what is on its way, and would take in what is typed meanwhile.
    expect(page.locator("#story-form")).to_have_attribute("data-autosaved", "yes")
    page.wait_for_load_state("networkidle")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    page.keyboard.press("Control+s")
    page.keyboard.type("Two. ")
    page.get_by_text("Saved as version 2.").wait_for()
    assert is_unsaved(page)
    assert body(page).inner_text().strip() == "One. Two. It stands."
    line.send("Network.emulateNetworkConditions", {**SLOW, "latency": 0})
    page.keyboard.type("Three. ")
    save(page, version=3)
    assert not is_unsaved(page)
    page.reload()
    wait_until_ready(page)
    assert body(page).inner_text().strip() == "One. Two. Three. It stands."


def test_a_save_without_changes_after_a_colleagues_never_passes_over_their_words(person):
    first, second = person("editor"), person("publisher")
    desk = begin_story(first, "Theirs and mine")
    second.go(desk)
    type_into_body(second.page, "THEIRS. ")
    save(second.page, version=2)
    # The first page still holds version 1: what it shows next is theirs, and what it is based on moves with it.
    first.page.keyboard.press("Control+s")
    first.page.get_by_text("It is shown here.").wait_for()
    wait_until_ready(first.page)
    assert body_html(first.page) == "<p>THEIRS. It stands.</p>"
    type_into_body(first.page, "Mine. ")
    save(first.page, version=3)
    assert body_html(first.page) == "<p>Mine. THEIRS. It stands.</p>"


def test_submitting_and_approving_keep_the_text_and_change_the_page_around_it(person):
    reporter = person("reporter")
    desk = begin_story(reporter, "Two presses")
    page = reporter.page
    type_into_body(page, "A last word. ")
    page.locator(".bar").get_by_role("button", name="Submit for review").click()
    expect(page.locator(".bar-state")).to_contain_text("In review")
    expect(body(page)).to_be_focused()
    assert not is_unsaved(page)
    expect(page.locator("#moves").get_by_role("button", name="Withdraw from review")).to_be_visible()
    page.keyboard.press("Control+z")
    wait_until(page, lambda: "A last word." not in body_html(page))

    editor = person("editor")
    editor.go(desk)
    wait_until_ready(editor.page)
    body(editor.page).click()
    editor.page.get_by_text("Send back to reporter …").click()
    editor.page.get_by_label("What should the reporter do?").fill("Say who.")
    editor.page.get_by_role("button", name="Send back to reporter").last.click()
    expect(editor.page.locator(".bar-state")).to_contain_text("Draft")
    expect(editor.page.locator(".bar-result")).to_be_focused()
    expect(editor.page.get_by_label("What should the reporter do?")).to_have_count(0)


def test_a_refused_save_says_so_in_the_bar_and_leads_to_the_field_when_asked(person):
    editor = long_story(person, "A refused save")
    page = editor.page
    page.get_by_label("Headline").fill("")
    body(page).locator("p").nth(50).click()
    page.keyboard.type("x")
    place = page.evaluate(CARET_PLACE)
    page.keyboard.press("Control+s")
    expect(page.locator(".bar-result")).to_have_text("Not saved. Write a headline.")
    assert page.evaluate(CARET_PLACE) == place
    assert is_unsaved(page)
    page.get_by_role("button", name="Show the field").click()
    expect(page.get_by_label("Headline")).to_be_focused()
    expect(page.locator(".field-headline .errorlist")).to_have_text("Write a headline.")
    page.keyboard.type("A headline")
    save(page, version=2)
    expect(page.locator(".errorlist")).to_have_count(0)
    assert (editor.complaints, editor.foreign_requests) == ([], [])


def test_an_ended_session_says_in_the_bar_where_the_words_are_and_where_to_log_in(person):
    editor = person("editor")
    begin_story(editor, "Logged out in the middle")
    editor.page.context.clear_cookies(name="desk")
    type_into_body(editor.page, "Typed logged out. ")
    editor.page.keyboard.press("Control+s")
    expect(editor.page.locator(".bar-result")).to_contain_text("You have been logged out.")
    expect(editor.page.locator(".bar-result").get_by_role("link", name="log in in a new tab")).to_be_visible()


def test_a_new_story_becomes_its_own_page_with_the_first_save(person):
    reporter = person("reporter")
    reporter.go("/admin/articles/article/")
    reporter.go(ADD)
    page = reporter.page
    wait_until_ready(page)
    expect(page.get_by_label("Headline")).to_be_focused()
    page.keyboard.type("Written straight away")
    type_into_body(page, "First. ")
    save(page, version=1)
    expect(page).to_have_url(re.compile(r"/admin/articles/article/\d+/change/$"))
    story = page.url
    expect(body(page)).to_be_focused()
    page.keyboard.type("Second. ")
    expect(page.locator(".bar-autosaved")).to_have_text(re.compile(r"Autosaved \d\d:\d\d"))
    page.locator(".note-tool").wait_for()
    save(page, version=2)
    page.locator(".bar").get_by_role("button", name="Submit for review").click()
    expect(page.locator(".bar-state")).to_contain_text("In review")
    assert page.title().startswith("Written straight away")

    page.go_back()
    expect(page).to_have_url(re.compile(r"/admin/articles/article/$"))
    page.go_forward()
    assert page.url == story
    wait_until_ready(page)
    assert body_html(page) == "<p>First. Second. </p>"
    assert page.get_by_text("Unsaved draft").count() == 0
    reporter.go("/admin/articles/article/?q=%22Written+straight+away%22")
    assert page.locator("#result_list tbody tr").count() == 1
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])


def test_going_back_after_a_first_save_without_scripts_makes_no_twin(person):
    plain = person("reporter", java_script_enabled=False)
    plain.go("/admin/articles/article/")
    plain.go(ADD)
    plain.page.get_by_label("Headline").fill("Saved by the plain form")
    plain.page.get_by_role("button", name="Save draft").click()
    plain.page.get_by_text("Saved as version 1.").wait_for()
    plain.page.go_back()
    assert plain.page.get_by_label("Headline").input_value() == ""


@pytest.mark.parametrize("where", ["body", "headline"])
def test_a_letter_typed_and_deleted_is_nothing_unsaved(person, where):
    editor = person("editor")
    desk = begin_story(editor, f"A letter in the {where}")
    page = editor.page
    (body(page) if where == "body" else page.get_by_label("Headline")).click()
    with page.expect_response("**/feedback/"):
        page.keyboard.type("x")
    assert is_unsaved(page)
    expect(page.locator(".bar-autosaved")).to_have_text(re.compile(r"Autosaved \d\d:\d\d"))
    with page.expect_response("**/feedback/"):
        page.keyboard.press("Backspace")
    assert not is_unsaved(page)
    expect(page.locator(".bar-autosaved")).to_have_text("")
    editor.go(desk)
    assert page.get_by_text("Unsaved draft").count() == 0


def test_a_note_for_the_reporter_outlives_a_save(person):
    reporter = person("reporter")
    desk = begin_story(reporter, "A note half written")
    reporter.page.locator(".bar").get_by_role("button", name="Submit for review").click()
    expect(reporter.page.locator(".bar-state")).to_contain_text("In review")
    editor = person("editor")
    editor.go(desk)
    page = editor.page
    wait_until_ready(page)
    page.get_by_text("Send back to reporter …").click()
    page.get_by_label("What should the reporter do?").press_sequentially("Say wh")
    page.keyboard.press("Control+s")
    expect(page.locator(".bar-result")).to_have_text("There are no changes to save.")
    page.keyboard.type("o.")
    expect(page.get_by_label("What should the reporter do?")).to_have_value("Say who.")
