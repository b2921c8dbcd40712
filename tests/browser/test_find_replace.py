"""Words of a story are found and replaced, by keyboard alone."""

from playwright.sync_api import expect

from tests.support.browser.desk import ADD, body, body_html, paste


def test_words_are_found_and_replaced_by_keyboard_in_one_step_of_undo_and_nothing_else_changes(person):
    reporter = person("reporter")
    reporter.go(ADD)
    page = reporter.page
    body(page).click()
    paste(page, "<p>Muñoz met <strong>MUÑ</strong>OZ.</p><ul><li>$1 munoz</li></ul><p>End.</p>")
    before = body_html(page)
    page.keyboard.press("Control+f")
    panel = page.get_by_role("search", name="Find and replace")
    expect(page.get_by_label("Find", exact=True)).to_be_focused()
    page.keyboard.type("munoz")
    said = panel.get_by_role("status")
    expect(said).to_have_text("3 matches")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Match 1 of 3")
    page.keyboard.press("Shift+Enter")
    expect(said).to_have_text("Match 3 of 3")
    expect(body(page).locator(".desk-found--current")).to_have_text("munoz")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("$1 Ruiz")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Match 1 of 2")
    page.get_by_role("button", name="Replace all").press("Enter")
    expect(said).to_have_text("2 replaced")
    expect(body(page).locator(".desk-found")).to_have_count(0)
    after = body_html(page)
    assert after == "<p>$1 Ruiz met <strong>$1 Ruiz</strong>.</p><ul><li><p>$1 $1 Ruiz</p></li></ul><p>End.</p>"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(body(page)).to_be_focused()
    page.keyboard.press("Control+z")
    assert body_html(page).count("Ruiz") == 1
    page.keyboard.press("Control+z")
    assert body_html(page) == before
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])
