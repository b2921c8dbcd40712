"""The checklist in a real browser: typing TK blocks, mending it frees, and a publisher's reason goes into the log."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.support.browser.browsing import wait_until
from tests.support.browser.desk import ADD, body, body_html, press_move, type_into_body, wait_until_saved
from tests.support.browser.paper import running

LACKING = "No standfirst."


@pytest.fixture(scope="module")
def paper(tmp_path_factory, demo):
    """A newsroom that weighs its checks as any newsroom does; the other journeys' are lighter."""
    with running(tmp_path_factory.mktemp("checked"), demo=demo, CHECKS="") as paper:
        yield paper


def _begin(reporter):
    """A new story with a headline, a body and a country; its address."""
    reporter.go(ADD)
    page = reporter.page
    page.get_by_label("Headline").fill(f"A gauge on the border, {date.today():%A}")  # noqa: DTZ011 - any word will do
    type_into_body(page, "Engineers from Kabul met in Quetta.")
    return page


def test_typing_a_placeholder_blocks_and_mending_it_frees(person):
    reporter = person("reporter")
    page = _begin(reporter)
    panel = page.locator(".checklist")
    expect(panel).to_contain_text(LACKING)
    page.keyboard.type(" Figures TK.")
    expect(panel).to_contain_text("“TK” is still in the body.")
    expect(panel).to_contain_text("This can’t be published yet.")

    link = panel.get_by_role("link", name="“TK” is still in the body.")
    link.focus()
    page.keyboard.press("Enter")
    wait_until(page, lambda: page.evaluate("String(window.getSelection())") == "TK")
    expect(body(page)).to_be_focused()
    page.keyboard.type("forty")
    expect(panel).not_to_contain_text("“TK”")
    expect(panel).to_contain_text("This needs a reason to be published.")

    panel.get_by_role("link", name=LACKING).click()
    expect(page.locator("#id_standfirst")).to_be_focused()
    page.keyboard.type("It will be read by both.")
    expect(panel).not_to_contain_text(LACKING)
    assert body_html(page) == "<p>Engineers from Kabul met in Quetta. Figures forty.</p>"
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])


def test_an_advisory_finding_is_overridden_with_a_reason_that_is_logged(person):
    reporter, editor, publisher = person("reporter"), person("editor"), person("publisher")
    page = _begin(reporter)
    about = page.locator(".suggestions-open > li", has_text="Afghanistan").get_by_role("button", name="About")
    about.click()
    page.get_by_role("button", name="Save draft").click()
    wait_until_saved(page, 1)
    desk = page.url.removeprefix(reporter.home)
    page.get_by_role("button", name="Submit for review").first.click()
    page.get_by_text("In review", exact=True).first.wait_for()
    press_move(editor, desk, "Approve", "Approved")

    publisher.go(desk)
    page = publisher.page
    page.locator("summary", has_text="Publish now").click()
    form = page.locator("details.move", has_text="Publish now")
    assert form.locator(".override li").all_inner_texts() == [LACKING]
    form.get_by_role("button", name="Publish now").click()
    page.get_by_text(f"{LACKING} Fix this, or give a reason to publish anyway.").wait_for()
    form.get_by_label("Why publish anyway?").fill("The list speaks for itself.")
    form.get_by_role("button", name="Publish now").click()
    page.get_by_text("Published", exact=True).first.wait_for()
    assert page.locator(".log").get_by_text("The list speaks for itself.").count() == 1
    for someone in (reporter, editor, publisher):
        assert (someone.complaints, someone.foreign_requests) == ([], [])


def test_the_checklist_is_there_without_a_script(paper, person):
    publisher = person("publisher", java_script_enabled=False)
    publisher.go("/admin/articles/article/?stage__exact=draft")
    publisher.page.locator("#result_list .field-story a").first.click()
    publisher.page.get_by_role("heading", name="Checklist").wait_for()
    assert publisher.page.locator(".checklist-status").inner_text() != ""
