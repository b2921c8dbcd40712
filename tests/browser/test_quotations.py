"""Who spoke, and what stands at the foot: written in the editor, kept, and shown to readers."""

from playwright.sync_api import expect

from tests.support.browser.desk import ADD, save, type_into_body


def test_a_quotation_with_its_speaker_and_a_footnote_are_written_kept_and_shown(person):
    reporter = person("reporter")
    reporter.go(ADD)
    page = reporter.page
    page.get_by_label("Headline").fill("The crew that reads the river")
    type_into_body(page, "The gauge is old.")
    for _letter in "old.":
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.press("End")
    # The editor hears of a moved cursor a moment later than the browser.
    expect(page.get_by_role("button", name="Footnote")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Quotation").click()
    page.keyboard.type("We wait for the river.")
    page.get_by_role("button", name="Speaker").click()
    page.get_by_label("Name", exact=True).fill("Shirin Akhter")
    page.get_by_label("Title (optional)").fill("head of the crew")
    page.get_by_label("Place (optional)").fill("Paksey")
    page.get_by_role("button", name="Add attribution").click()
    save(page, version=1)
    address = page.get_by_role("link", name="Preview", exact=True).get_attribute("href")
    reporter.go(address)
    said = reporter.page.locator(".quote")
    assert said.locator("blockquote").inner_text() == "We wait for the river."
    assert said.locator("figcaption").inner_text() == "Shirin Akhter, head of the crew Paksey"
    assert reporter.page.locator(".body > p").first.inner_text() == "The gauge is 1"
    assert reporter.page.locator(".notes li").inner_text() == "old. ↩"
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])
