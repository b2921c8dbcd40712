"""Sharing a story and seeing it beside its text, each person in a browser of their own."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import PHONE, SAMPLE, WIDE, body, import_sample, press, sideways_scroll
from tests.support.browser.looking import SETTINGS, SIZES, broken


@pytest.fixture
def story(paper):
    """The address at the desk of a story of its own."""
    return import_sample(paper)


def share(editor, story):
    """Make a link on the story's page; its address."""
    editor.go(story)
    press(editor.page, editor.page.get_by_role("link", name="Share a preview …"))
    editor.page.get_by_label("Recipient").fill("The lawyer")
    press(editor.page, editor.page.get_by_role("button", name="Create link"))
    return editor.page.get_by_label("Link for “The lawyer”").input_value()


def test_an_editor_shares_a_visitor_comments_and_the_link_is_revoked(paper, person, story):
    editor, visitor = person("editor"), person()
    editor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = share(editor, story)
    editor.page.get_by_role("button", name="Copy link").click()
    editor.page.get_by_role("button", name="Copied").wait_for()
    assert editor.page.evaluate("navigator.clipboard.readText()") == address
    path = address.removeprefix(paper.address)

    assert visitor.go(path) == 200
    page = visitor.page
    headline = SAMPLE.read_text(encoding="utf-8").splitlines()[0]
    assert page.locator("h1").inner_text() == headline
    page.get_by_role("link", name="Comment").click()
    page.get_by_label("Not approved").check()
    page.get_by_label("Comment", exact=True).fill("The second gauge\nstands elsewhere.")
    press(page, page.get_by_role("button", name="Send to the newsroom"))
    page.get_by_text("Enter your name.").wait_for()
    assert page.get_by_label("Comment", exact=True).input_value() == "The second gauge\nstands elsewhere."
    assert page.get_by_label("Not approved").is_checked()
    page.get_by_label("Your name").fill("Lea Lawyer")
    press(page, page.get_by_role("button", name="Send to the newsroom"))
    page.get_by_text("Thank you. Your comment has been sent to the newsroom.").wait_for()

    editor.go(story)
    # At the link, how it stands; at the note, what was said.
    for place in (".panel-shares .share-mark", "#notes .note-mark"):
        texts = editor.page.locator(place).all_inner_texts()
        assert [" ".join(text.split()) for text in texts] == ["not approved, version 1"]
    press(editor.page, editor.page.get_by_role("link", name="Manage preview links …"))
    editor.page.get_by_text("Lea Lawyer").wait_for()
    assert "The second gauge" in editor.page.locator(".share-visits blockquote").inner_text()
    assert editor.page.locator(".share-visits").get_by_text("Chrome on Linux").count() == 2
    editor.page.get_by_role("button", name="Revoke").click()
    editor.page.get_by_text("The link for “The lawyer” has been revoked.").wait_for()

    assert visitor.go(path) == 404
    expect(page.get_by_text("Ask the sender for a new one.")).to_have_count(1)
    assert page.context.cookies() == []
    # A browser writes down that it met a 400 and a 404; the page itself complains of nothing, and asks nobody else.
    assert [said for said in visitor.complaints if "status of 40" not in said] == []
    assert (editor.complaints, editor.foreign_requests, visitor.foreign_requests) == ([], [], [])


def test_nobody_is_told_the_address_of_a_shared_story(person, story):
    editor, visitor = person("editor"), person()
    path = "/preview/" + share(editor, story).partition("/preview/")[2]
    told = []
    visitor.page.on("request", lambda asked: told.append(asked.headers.get("referer", "")))
    visitor.go(path)
    press(visitor.page, visitor.page.get_by_role("link", name="Countries", exact=True).first)
    assert (len(told) > 5, [referrer for referrer in told if "/preview/" in referrer]) == (True, [])


def live(page):
    return page.frame_locator("iframe.live-page")


def open_preview(editor, story):
    editor.go(story)
    editor.page.get_by_role("button", name="Live preview").click()
    live(editor.page).locator("h1").wait_for()


def test_what_is_typed_appears_beside_the_text_and_is_not_saved(person, story):
    editor = person("editor", **WIDE)
    page = editor.page
    open_preview(editor, story)
    read = live(page).locator(".body > p").nth(1)
    read.evaluate("paragraph => paragraph.scrollIntoView()")
    place = read.evaluate("paragraph => paragraph.getBoundingClientRect().top")
    assert live(page).locator("html").evaluate("whole => whole.scrollTop") > 300
    page.get_by_label("Headline").fill("Typed this very moment")
    live(page).get_by_role("heading", name="Typed this very moment").wait_for()
    body(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And this.")
    live(page).get_by_text("And this.").wait_for()
    # A headline with fewer lines moves what is above; what is being read stays where it is.
    assert read.evaluate("paragraph => paragraph.getBoundingClientRect().top") == pytest.approx(place, abs=1)
    page.get_by_label("Headline").fill("")
    live(page).get_by_role("heading", name="No headline yet").wait_for()
    page.get_by_label("Standfirst").evaluate("box => box.removeAttribute('maxlength')")
    page.get_by_label("Standfirst").fill("x" * 1001)
    page.locator(".live-status", has_text="“Standfirst” has 1,001 characters; the limit is 1,000.").wait_for()
    page.get_by_role("button", name="Desktop").click()
    assert live(page).locator("body").evaluate("body => body.ownerDocument.defaultView.innerWidth") == 1100
    assert sideways_scroll(page) <= 0
    assert editor.complaints == []

    other = person("editor", **WIDE)
    other.go(story)
    assert other.page.get_by_label("Headline").input_value() == SAMPLE.read_text(encoding="utf-8").splitlines()[0]


def test_the_preview_is_remembered_where_there_is_room_and_covers_a_phone(person, story):
    editor = person("editor", **WIDE)
    page = editor.page
    open_preview(editor, story)
    page.get_by_role("button", name="Desktop").click()
    editor.go(story)
    live(page).locator("h1").wait_for()
    expect(page.get_by_role("button", name="Desktop")).to_have_attribute("aria-pressed", "true")

    page.set_viewport_size(PHONE["viewport"])
    editor.go(story)
    expect(page.locator("#live-preview")).to_be_hidden()
    page.get_by_role("button", name="Live preview").click()
    live(page).locator("h1").wait_for()
    assert page.locator("#live-preview").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(page.get_by_role("button", name="Close", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#live-preview")).to_be_hidden()
    expect(page.get_by_role("button", name="Live preview")).to_be_focused()
    assert (editor.complaints, editor.foreign_requests) == ([], [])


def test_no_page_of_it_breaks_a_rule(person, story):
    editor, visitor = person("editor", **SETTINGS), person(**SETTINGS)
    visitor.go("/preview/" + share(editor, story).partition("/preview/")[2])
    assert (broken(visitor.page), broken(editor.page)) == ({}, {})
    for size in ("wide", "phone"):  # a preview that was open comes again by itself where there is room, and only there
        window = SIZES[size]
        editor.page.set_viewport_size(window)
        open_preview(editor, story)
        assert broken(editor.page, "#live-preview", sizes=[size]) == {}
        visitor.page.set_viewport_size(window)
        for someone in (editor, visitor):
            assert sideways_scroll(someone.page) <= 0
