"""Finding stories in a real browser: the list follows what is ticked and typed without a new page, and works without script."""

from playwright.sync_api import expect

from tests.support.browser.browsing import wait_until

LIST = "/stories/?country=pk"


def headlines(page):
    return page.locator(".found-list .card-headline").all_inner_texts()


def test_the_list_follows_what_is_ticked_and_typed_without_a_new_page(person):
    reader = person()
    reader.go(LIST)
    page = reader.page
    before = headlines(page)
    page.evaluate("window.stayed = true")
    page.locator('[name="tag"][value="trade"]').check()
    page.wait_for_url("**tag=trade**")
    page.locator('#results[aria-busy="false"] .chips >> text=Trade').wait_for()
    ticked = headlines(page)
    assert (set(ticked) < set(before), page.evaluate("window.stayed")) == (True, True)
    page.locator("#find-q").press_sequentially("pomegr")
    page.locator("mark", has_text="pomegranate").first.wait_for()
    expect(page.locator(".found-list .card-headline")).to_have_count(1)
    assert page.evaluate("window.stayed") is True
    page.locator(".chips a", has_text="Trade").click()
    page.locator(".chips", has_text="Trade").wait_for(state="detached")
    wait_until(page, lambda: "tag=trade" not in page.url)
    assert (reader.complaints, reader.foreign_requests) == ([], [])


def test_an_address_of_a_narrowed_list_shows_the_same_to_whoever_gets_it(person):
    one, other = person(), person()
    one.go(LIST)
    one.page.locator('[name="genre"][value="analysis"]').check()
    one.page.wait_for_url("**genre=analysis**")
    one.page.locator(".chips >> text=Analysis").wait_for()
    other.go(one.page.url.removeprefix(other.home))
    assert headlines(other.page) == headlines(one.page)


def test_without_script_a_button_does_the_same(person):
    reader = person(java_script_enabled=False)
    reader.go(LIST)
    page = reader.page
    before = headlines(page)
    page.locator('[name="genre"][value="analysis"]').check()
    page.locator(".facets button").click()
    page.wait_for_url("**genre=analysis**")
    assert set(headlines(page)) < set(before)
