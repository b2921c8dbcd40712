"""What is typed and pasted in the body editor keeps its meaning, in the story and for readers."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import ADD, body, body_html, paste, save, select_in_body, type_into_body


@pytest.fixture
def writer(person):
    """A reporter with a new story open, and its headline written."""
    reporter = person("reporter")
    reporter.go(ADD)
    reporter.page.get_by_label("Headline").fill("What the river carries")
    body(reporter.page).click()
    yield reporter
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])


def preview(writer):
    """Open the story that is saved as readers will see it."""
    writer.go(writer.page.get_by_role("link", name="Preview", exact=True).get_attribute("href"))
    return writer.page


def test_raised_lowered_and_struck_words_are_written_by_key_and_button_kept_and_shown(writer):
    page = writer.page
    type_into_body(page, "10")
    page.keyboard.press("Control+.")
    page.keyboard.type("6")
    page.keyboard.press("Control+.")
    page.keyboard.type(" t of CO")
    page.get_by_role("button", name="Subscript").click()
    page.keyboard.type("2")
    page.get_by_role("button", name="Subscript").click()
    page.keyboard.type(", not more")
    select_in_body(page, "10")
    page.keyboard.press("Control+Shift+s")
    expect(page.get_by_role("button", name="Strikethrough")).to_have_attribute("aria-pressed", "true")
    written = "<p><s>10</s><sup>6</sup> t of CO<sub>2</sub>, not more</p>"
    # Notes and checks quote the text as the desk reads it.
    read = (
        'async () => (await import("/static/desk/editor/passages.js")).textOf(document.querySelector(".ProseMirror p"))'
    )
    assert page.evaluate(read) == "10⁶ t of CO₂, not more"
    assert (body_html(page), page.get_by_text("Saved as version").count()) == (written, 0)
    save(page, version=1)
    assert body_html(page) == written
    assert preview(writer).locator(".body").inner_html().strip() == written


PASTED = [
    (
        "tags",
        "10<sup>6</sup> of CO<sub>2</sub> <s>a</s><strike>b</strike><del>c</del>",
        "10<sup>6</sup> of CO<sub>2</sub> <s>abc</s>",
    ),
    (
        "styles",
        '10<span style="vertical-align:super;text-decoration:none">6</span> '
        '<span style="font-weight:700;text-decoration:line-through">no</span>',
        "10<sup>6</sup> <strong><s>no</s></strong>",
    ),
    ("a baseline within", '<sup>a<span style="vertical-align:sub">b</span></sup>', "<sup>a</sup><sub>b</sub>"),
    ("a tracked deletion", 'It <del cite="mailto:x" datetime="2026">was</del>is', "It is"),
]


@pytest.mark.parametrize(("pasted", "clean"), [case[1:] for case in PASTED], ids=[case[0] for case in PASTED])
def test_raised_lowered_and_struck_words_are_so_when_they_are_pasted(pasted, clean, writer):
    paste(writer.page, f"<p>{pasted}</p>")
    assert body_html(writer.page) == f"<p>{clean}</p>"
