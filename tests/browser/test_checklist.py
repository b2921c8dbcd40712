"""The checklist in a real browser: typing TK blocks, mending it frees, and a publisher's reason goes into the log."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.support.browser.paper import running

PATIENCE = 30_000  # milliseconds: the machine may be busy
LACKING = "There is no standfirst."


@pytest.fixture(scope="module")
def paper(tmp_path_factory, demo):
    """A newsroom that weighs its checks as any newsroom does; the other journeys' are lighter."""
    with running(tmp_path_factory.mktemp("checked"), demo=demo, CHECKS="") as paper:
        yield paper


def _begin(reporter):
    """A new story with a headline, a body and a country; its address."""
    reporter.go("/admin/articles/article/add/")
    page = reporter.page
    page.get_by_label("Headline").fill(f"A gauge on the border, {date.today():%A}")  # noqa: DTZ011 - any word will do
    page.get_by_role("textbox", name="Body").click()
    page.keyboard.type("Engineers from Kabul met in Quetta.")
    return page


def test_typing_a_placeholder_blocks_and_mending_it_frees(person):
    reporter = person("reporter")
    page = _begin(reporter)
    panel = page.locator(".checklist")
    expect(panel).to_contain_text(LACKING, timeout=PATIENCE)
    page.keyboard.type(" Figures TK.")
    expect(panel).to_contain_text("“TK” is still in the body.", timeout=PATIENCE)
    expect(panel).to_contain_text("This can’t be published yet.")

    link = panel.get_by_role("link", name="“TK” is still in the body.")
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("String(window.getSelection())") == "TK"
    assert page.evaluate("document.activeElement.classList.contains('ProseMirror')") is True
    page.keyboard.type("forty")
    expect(panel).not_to_contain_text("“TK”", timeout=PATIENCE)
    expect(panel).to_contain_text("This needs a reason to be published.")

    panel.get_by_role("link", name=LACKING).click()
    assert page.evaluate("document.activeElement.id") == "id_standfirst"
    page.keyboard.type("It will be read by both.")
    expect(panel).not_to_contain_text(LACKING, timeout=PATIENCE)
    assert page.locator("textarea[name=body]").input_value() == (
        "<p>Engineers from Kabul met in Quetta. Figures forty.</p>"
    )
    assert (reporter.complaints, reporter.asked_elsewhere) == ([], [])


def test_an_advisory_finding_is_overridden_with_a_reason_that_is_logged(person):
    reporter, editor, publisher = person("reporter"), person("editor"), person("publisher")
    page = _begin(reporter)
    about = page.locator(".suggestions-open > li", has_text="Afghanistan").get_by_role("button", name="About")
    about.click(timeout=PATIENCE)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version 1.").wait_for(timeout=PATIENCE)
    desk = re.sub(r"^https?://[^/]+", "", page.url)
    page.get_by_role("button", name="Submit for review").first.click()
    page.get_by_text("In review", exact=True).first.wait_for(timeout=PATIENCE)

    editor.go(desk)
    editor.page.get_by_role("button", name="Approve").first.click()
    editor.page.get_by_text("Approved", exact=True).first.wait_for(timeout=PATIENCE)

    publisher.go(desk)
    page = publisher.page
    page.locator("summary", has_text="Publish now").click()
    form = page.locator("details.move", has_text="Publish now")
    assert form.locator(".override li").all_inner_texts() == [LACKING]
    form.get_by_role("button", name="Publish now").click()
    page.get_by_text(f"{LACKING} Mend it, or say why it is published all the same.").wait_for(timeout=PATIENCE)
    form.get_by_label("Why is it published all the same?").fill("The list speaks for itself.")
    form.get_by_role("button", name="Publish now").click()
    page.get_by_text("Published", exact=True).first.wait_for(timeout=PATIENCE)
    assert page.locator(".log").get_by_text("The list speaks for itself.").count() == 1
    for someone in (reporter, editor, publisher):
        assert (someone.complaints, someone.asked_elsewhere) == ([], [])


def test_the_checklist_is_there_without_a_script(paper, person):
    publisher = person("publisher", java_script_enabled=False)
    publisher.go("/admin/articles/article/?stage__exact=draft")
    publisher.page.locator("#result_list .field-story a").first.click()
    publisher.page.get_by_role("heading", name="Checklist").wait_for(timeout=PATIENCE)
    assert publisher.page.locator(".checklist-status").inner_text() != ""
