"""What the writing page asks before it approves an edit that isn't saved, and before it publishes."""

import re

from playwright.sync_api import expect

from tests.support.browser.desk import begin_story, body, press_move, wait_until_ready


def _change_first_word(page):
    body(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("Indeed ")
    page.locator(".bar-unsaved:not([hidden])").wait_for()


def test_an_editor_corrects_and_approves_or_suggests_and_a_publisher_confirms(person):
    reporter, editor, publisher = person("reporter"), person("editor"), person("publisher")
    desk = begin_story(reporter, "A story that is corrected")
    press_move(reporter, desk, "Submit for review", "In review")
    editor.go(desk)
    wait_until_ready(editor.page)
    _change_first_word(editor.page)
    approve = editor.page.get_by_role("button", name="Approve", exact=True).first
    approve.click()
    dialog = editor.page.get_by_role("dialog", name="Approve with your edit?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(approve).to_be_visible()
    approve.click()
    dialog.get_by_role("button", name="Make it a suggestion").click()
    editor.page.get_by_text("1 edit suggested.").first.wait_for()
    wait_until_ready(editor.page)
    _change_first_word(editor.page)
    editor.page.get_by_role("button", name="Approve", exact=True).first.click()
    dialog.get_by_role("button", name="Save my edit and approve").click()
    editor.page.get_by_text("Approved", exact=True).first.wait_for()
    publisher.go(desk)
    wait_until_ready(publisher.page)
    publisher.page.get_by_role("button", name="Publish now").first.click()
    publish = publisher.page.get_by_role("dialog", name="Publish now?")
    expect(publish).to_contain_text("Readers see version 2 at once.")
    publish.get_by_role("button", name="Cancel").click()
    expect(publisher.page.locator(".state", has_text=re.compile("Approved"))).to_be_visible()
    press_move(publisher, desk, "Publish now", "Published")
