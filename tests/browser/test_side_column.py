"""The writing page at a glance: the story's first sentence is on the first screen, and the side column folds."""

import re

from playwright.sync_api import expect

from tests.support.browser.desk import begin_story, body, type_into_body, wait_until_ready
from tests.support.browser.looking import SETTINGS, broken

SCREEN = {"width": 1366, "height": 768}


def test_the_first_sentence_is_on_the_first_screen_under_everything_that_can_stand_above_it(person):
    first, second = person("editor"), person("publisher", viewport=SCREEN)
    desk = begin_story(
        first, "The first screen of a story whose headline takes two of the lines of its column, as they do"
    )
    second.go(desk)
    type_into_body(second.page, "Left behind. ")
    expect(second.page.locator("#story-form")).to_have_attribute("data-autosaved", "yes")
    second.page.close()
    second.page = second.page.context.new_page()
    second.page.set_viewport_size(SCREEN)
    second.go(desk)
    wait_until_ready(second.page)
    second.page.get_by_text("Unsaved draft from").wait_for()
    second.page.locator(".company").wait_for()
    sentence = body(second.page).locator("p").first.bounding_box()
    assert sentence["y"] + 24 <= SCREEN["height"]


def test_a_section_folds_by_keyboard_stays_folded_and_opens_for_a_field_that_is_looked_for(person):
    editor = person("editor", **SETTINGS)
    desk = begin_story(editor, "A folded column")
    page = editor.page
    heading = page.get_by_role("button", name="Section & tags")
    expect(heading).to_have_attribute("aria-expanded", "true")
    heading.focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_label("Dateline")).to_be_hidden()
    editor.go(desk)
    wait_until_ready(page)
    expect(page.get_by_role("heading", name="Section & tags")).to_be_visible()
    expect(page.get_by_label("Dateline")).to_be_hidden()
    assert broken(page, ".margin", sizes=["wide"], least=2) == {}

    page.get_by_role("button", name="Section & tags").click()
    page.get_by_label("Story’s date").evaluate("field => { field.type = 'text'; field.value = 'soon' }")
    page.get_by_role("button", name="Section & tags").click()
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Show the field").click()
    expect(page.get_by_label("Story’s date")).to_be_focused()


def test_the_checklist_moves_nothing_that_is_under_the_pointer(person):
    editor = person("editor")
    begin_story(editor, "Nothing jumps")
    page = editor.page
    field = page.locator(".field-section select")
    field.scroll_into_view_if_needed()
    place = field.bounding_box()
    page.mouse.move(place["x"] + 5, place["y"] + 5)
    # The text is changed without the pointer, and the list that comes of it is longer.
    page.locator("#id_headline").evaluate(
        "field => { field.value = 'TK TK'; field.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    page.locator(".checklist").get_by_text("“TK” is still in the headline.").first.wait_for()
    assert field.bounding_box() == place
    page.mouse.move(200, 400)
    expect(page.locator(".checklist")).not_to_have_class(re.compile("is-held"))
