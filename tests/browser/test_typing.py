"""While one types: lists that begin with a number, and quotation marks of the language."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import ADD, body, body_html, type_into_body


@pytest.fixture
def page(person):
    """The page of a new story, with the caret in its body."""
    reporter = person("reporter")
    reporter.go(ADD)
    body(reporter.page).click()
    yield reporter.page
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])


def clear(page):
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(body(page)).to_have_text("")


def test_the_tab_key_leads_from_the_headline_through_the_words_and_then_to_the_tools(page):
    page.get_by_label("Headline").focus()
    for words in ("The gauge", "It was read at six."):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("B is the first letter.")
    expect(page.locator("textarea[name=body]")).to_have_value("<p>B is the first letter.</p>")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("Escape")
    expect(body(page)).to_be_focused()


def test_a_number_and_a_full_stop_begin_a_list_and_a_year_does_not(page):
    type_into_body(page, "1986. That was")
    assert body_html(page) == "<p>1986. That was</p>"
    page.keyboard.press("Enter")
    page.keyboard.type("3. three")
    page.keyboard.press("Enter")
    page.keyboard.type("four")
    listed = '<p>1986. That was</p><ol start="3"><li><p>three</p></li><li><p>four</p></li></ol>'
    assert body_html(page).removesuffix("<p></p>") == listed
    clear(page)
    page.keyboard.press("Backspace")
    page.keyboard.type("1. ")
    expect(body(page).locator("ol")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(body(page).locator("ol")).to_have_count(0)
    page.keyboard.type("x")
    assert body_html(page) == "<p>1. x</p>"


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("en", '"It\'s ("so")" \'90s', "“It’s (“so”)” ’90s"),
        ("ar", '"نعم"', "«نعم»"),
        ("fr", '"L\'eau"', "«\u00a0L’eau\u00a0»"),
    ],
)
def test_quotation_marks_are_those_of_the_storys_language_in_body_headline_and_standfirst(
    language, typed, written, page
):
    page.get_by_label("Language").select_option(language)
    type_into_body(page, "")
    page.keyboard.type(typed)
    assert body(page).inner_text() == written
    for label in ("Headline", "Standfirst"):
        page.get_by_label(label).press_sequentially(typed)
        assert page.get_by_label(label).input_value() == written


def test_undo_gives_the_straight_mark_back(page):
    page.keyboard.type('a "')
    page.keyboard.press("Control+z")
    assert body_html(page) == '<p>a "</p>'
    page.keyboard.type("b")
    assert body_html(page) == '<p>a "b</p>'
    page.get_by_label("Headline").press_sequentially('a "')
    page.keyboard.press("Control+z")
    assert page.get_by_label("Headline").input_value() == 'a "'
