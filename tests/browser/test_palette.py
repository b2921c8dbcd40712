"""The palette, by keyboard and on a phone: Ctrl+K, arrows, Enter and Escape; in the body of a story Ctrl+K stays the link."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import begin_story, body, sideways_scroll

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
STORIES = "/admin/articles/article/"


@pytest.fixture
def desk(person):
    reporter = person("reporter")
    reporter.go(STORIES)
    return reporter.page


def open_palette(page):
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search stories, people, tags, pictures and pages")
    expect(box).to_be_focused()
    return box


def test_it_opens_by_ctrl_k_and_leads_where_the_arrows_choose(desk):
    box = open_palette(desk)
    box.press_sequentially("calen")
    first = desk.locator("#palette [aria-selected=true]")
    expect(first).to_have_text("Calendar")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    box.fill("a")
    expect(desk.get_by_role("status").filter(has_text="results")).to_be_visible()
    box.press("ArrowUp")
    last = desk.locator("#palette [role=option]").last
    expect(last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.fill("calen")
    expect(first).to_have_text("Calendar")
    box.press("Enter")
    desk.wait_for_url("**/calendar/")


def test_escape_closes_it_and_the_focus_returns(desk):
    search = desk.locator("#searchbar")
    search.focus()
    box = open_palette(desk)
    box.press("Escape")
    expect(desk.locator("#palette")).to_be_hidden()
    expect(search).to_be_focused()


def test_it_says_when_nothing_is_found(desk):
    open_palette(desk).fill("zzyxword")
    expect(desk.get_by_role("status").filter(has_text="Nothing found.")).to_be_visible()


def test_in_the_body_of_a_story_the_keys_make_a_link(person):
    reporter = person("reporter")
    begin_story(reporter, "A story with a body")
    body(reporter.page).click()
    reporter.page.keyboard.press("Control+a")
    reporter.page.keyboard.press("Control+k")
    expect(reporter.page.locator("#palette")).to_be_hidden()


def test_on_a_phone_it_fits_and_closes_by_its_button(person):
    reporter = person("reporter", **PHONE)
    reporter.go(STORIES)
    open_palette(reporter.page)
    assert sideways_scroll(reporter.page) == 0
    reporter.page.get_by_role("button", name="Close").click()
    expect(reporter.page.locator("#palette")).to_be_hidden()
