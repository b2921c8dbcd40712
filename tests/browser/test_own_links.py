"""A link to a story of one's own paper is found by its headline; a word target is counted against; a publication undone."""

from playwright.sync_api import expect

from tests.support.browser.desk import ADD, body, body_html, select_in_body, type_into_body


def test_a_link_is_found_by_typing_the_headline_and_taken_by_keys(person):
    reporter = person("reporter")
    reporter.go(ADD)
    page = reporter.page
    headline = page.request.get(f"{page.url.partition('/admin')[0]}/stories/feed/json/").json()["items"][0]["title"]
    body(page).click()
    type_into_body(page, "As we wrote before.")
    select_in_body(page, "before")
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog").get_by_role("combobox", name="Headline or address")
    box.press_sequentially(" ".join(headline.split()[:4]))
    option = page.get_by_role("dialog").get_by_role("option").first
    expect(option).to_contain_text(headline)
    box.press("ArrowDown")
    box.press("ArrowUp")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert body_html(page).startswith('<p>As we wrote <a href="/20')
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])


def test_words_that_no_headline_has_are_told_and_an_address_is_still_an_address(person):
    reporter = person("reporter")
    reporter.go(ADD)
    page = reporter.page
    body(page).click()
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog").get_by_role("combobox", name="Headline or address")
    box.fill("zzyxword")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("No published story has these words.")
    box.fill("https://example.org/report")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(0)
    page.get_by_label("Text to show").fill("a report")
    page.get_by_role("dialog").get_by_role("button", name="Link", exact=True).click()
    assert body_html(page) == '<p><a href="https://example.org/report">a report</a></p>'


def test_a_word_target_is_counted_against_while_one_writes(person):
    reporter = person("reporter")
    reporter.go(ADD)
    page = reporter.page
    page.locator("#id_word_target").fill("3")
    body(page).click()
    page.keyboard.type("One two")
    count = page.locator(".desk-count")
    expect(count).to_have_text("2 of 3 words · 1 min read")
    page.keyboard.type(" three four")
    expect(count).to_have_text("4 of 3 words · 1 min read")
    expect(count).to_contain_class("is-over")
