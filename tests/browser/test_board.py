"""A story on its way over the board and the calendar, in the browsers of those who work on it."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.support.browser.browsing import Visitor
from tests.support.browser.desk import WIDE, begin_story, sideways_scroll
from tests.support.browser.paper import PASSWORD

BOARD, CALENDAR = "/admin/articles/article/board/", "/admin/articles/article/calendar/"
ZONE = ZoneInfo("Asia/Karachi")
NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def column(page, name):
    return page.locator(f".column[data-column='{name}']")


def card(page, headline):
    return page.locator(".card").filter(has=page.get_by_role("link", name=headline, exact=True))


def drag(page, source, target):
    """Pick up, move and let go as a mouse does, in steps, so that the page sees each."""
    source.scroll_into_view_if_needed()
    start, end = source.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + start["width"] - 12, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"], start["y"] + 20, steps=3)
    top = max(end["y"], 0)  # of a long column the head may be above the window
    page.mouse.move(end["x"] + end["width"] / 2, top + 40, steps=8)
    page.mouse.up()


def hears(page, words):
    """The page says it, in its time."""
    expect(page.locator("#status")).to_contain_text(words)


def minute(moment):
    return f"{moment:%Y-%m-%dT%H:%M}"


@pytest.fixture
def draft(person):
    """Begin a story by the reporter: its headline and where it is."""

    def begin(headline):
        reporter = person("reporter", **WIDE)
        return reporter, begin_story(reporter, headline, "The gauge is read at six.")

    return begin


def test_a_story_is_assigned_taken_handed_in_approved_scheduled_and_moved_in_the_calendar(person, draft):
    headline = "The gauge that goes over the board"
    reporter, address = draft(headline)
    editor, publisher = person("editor", **WIDE), person("publisher", **WIDE)
    tomorrow = datetime.now(ZONE) + timedelta(days=1)
    # Two days of one week, of which the second comes after the first.
    day = tomorrow + timedelta(days=1 if tomorrow.isoweekday() == 7 else 0)
    other = day + timedelta(days=1)

    editor.go(address)
    line = editor.page.locator(".assignment")
    editor.page.get_by_label("Standfirst").fill("Not saved yet")
    line.get_by_text("Assign …").click()
    line.get_by_label("Who").select_option(label="Reporter")
    line.get_by_label("Due (Asia/Karachi time)").fill(minute(tomorrow))
    line.get_by_role("button", name="Assign", exact=True).click()
    expect(line.locator(".assignment-now")).to_contain_text("Assigned to Reporter · due")
    assert editor.page.get_by_label("Standfirst").input_value() == "Not saved yet"

    reporter.go(address)
    reporter.page.get_by_role("button", name="Unassign").click()
    reporter.page.get_by_role("button", name="Assign to me").click()
    expect(reporter.page.locator(".assignment-now")).to_contain_text("Assigned to me · due")
    reporter.go(BOARD)
    expect(card(reporter.page, headline)).to_contain_text("Reporter due")
    drag(reporter.page, card(reporter.page, headline), column(reporter.page, "in_review"))
    hears(reporter.page, "Submitted. The editors see version 1 on their list.")
    expect(column(reporter.page, "in_review").get_by_role("link", name=headline, exact=True)).to_be_visible()

    editor.page.on("dialog", lambda dialog: dialog.accept())  # the standfirst was never meant to be saved
    editor.go(BOARD)
    drag(editor.page, card(editor.page, headline), column(editor.page, "approved"))
    hears(editor.page, "Approved version 1.")

    publisher.go(BOARD)
    page = publisher.page
    drag(page, card(page, headline), column(page, "scheduled"))
    page.locator("#schedule-at").fill(minute(day.replace(hour=9, minute=30)))
    page.locator("dialog").get_by_role("button", name="Schedule").click()
    hears(page, "Scheduled version 1.")
    publisher.go(f"{CALENDAR}?week={day:%G-W%V}")
    drag(page, card(page, headline), column(page, f"{other:%Y-%m-%d}"))
    hears(page, f"{other.day} {other:%B} {other.year}, 09:30 PKT")
    expect(card(page, headline).locator("time")).to_have_text("09:30")
    card(page, headline).get_by_role("link", name=headline, exact=True).focus()
    page.keyboard.press("m")
    page.get_by_label("When (Asia/Karachi time)").fill(minute(other.replace(hour=11, minute=0)))
    page.keyboard.press("Enter")
    expect(card(page, headline).locator("time")).to_have_text("11:00")
    assert [someone.complaints for someone in (reporter, editor, publisher)] == [[], [], []]


def test_of_two_editors_who_drag_the_same_card_the_second_is_told_and_the_card_stands_where_it_is(person, draft):
    headline = "The gauge that two editors drag"
    reporter, _address = draft(headline)
    reporter.go(BOARD)
    drag(reporter.page, card(reporter.page, headline), column(reporter.page, "in_review"))
    hears(reporter.page, "Submitted.")
    first, second = person("editor", **WIDE), person("admin", **WIDE)
    for someone in (first, second):
        someone.go(BOARD)
    drag(first.page, card(first.page, headline), column(first.page, "draft"))
    first.page.locator("#send_back-note").fill("Ask the ministry.")
    first.page.locator("dialog").get_by_role("button", name="Send back to reporter").click()
    hears(first.page, "Sent back with your note.")
    drag(second.page, card(second.page, headline), column(second.page, "approved"))
    hears(second.page, "Approve is not possible: the story is unpublished")
    expect(column(second.page, "draft").get_by_role("link", name=headline, exact=True)).to_be_focused()
    assert first.complaints == second.complaints == []


def test_the_board_is_worked_with_the_keyboard_alone(person, draft):
    headline = "The gauge that no mouse has touched"
    reporter, _address = draft(headline)
    reporter.go(BOARD)
    page = reporter.page
    first = column(page, "draft").locator(".card-story").first
    first.focus()
    for _press in range(40):
        if page.evaluate("document.activeElement.textContent") == headline:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(column(page, "in_review").locator(":focus")).to_be_attached()
    page.keyboard.press("ArrowLeft")
    card(page, headline).locator(".card-story").focus()
    page.keyboard.press("m")
    page.locator("dialog").get_by_role("button", name="Submit for review").wait_for()
    page.keyboard.press("Escape")
    expect(card(page, headline).locator(".card-story")).to_be_focused()
    page.keyboard.press("m")
    page.locator("dialog").get_by_role("button", name="Submit for review").press("Enter")
    hears(page, "Submitted.")
    expect(card(page, headline).locator(".card-story")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/change/$"))
    assert reporter.complaints == []


def test_on_a_phone_the_menu_moves_what_a_thumb_can_not_drag(person, draft):
    headline = "The gauge under a thumb"
    draft(headline)
    reporter = person("reporter", **NARROW)
    reporter.go(BOARD)
    card(reporter.page, headline).locator(".card-moves").tap()
    reporter.page.locator("dialog").get_by_role("button", name="Submit for review").tap()
    hears(reporter.page, "Submitted.")
    assert sideways_scroll(reporter.page) <= 0


def test_without_a_script_a_card_leads_to_its_moves_on_the_writing_page(person, draft):
    headline = "The gauge without a script"
    draft(headline)
    reporter = person("reporter", java_script_enabled=False, **WIDE)
    reporter.go(BOARD)
    card(reporter.page, headline).locator(".card-moves").click()
    reporter.page.wait_for_url(re.compile(r"/change/#moves$"))
    reporter.page.get_by_role("button", name="Assign to me").click()
    expect(reporter.page.locator(".assignment-now")).to_contain_text("Assigned to me")


def test_without_a_network_nothing_moves_and_the_page_says_so(person, draft):
    headline = "The gauge in a tunnel"
    reporter, _address = draft(headline)
    reporter.go(BOARD)
    reporter.page.context.set_offline(True)
    drag(reporter.page, card(reporter.page, headline), column(reporter.page, "in_review"))
    hears(reporter.page, "Can’t reach the server. Nothing was moved.")
    expect(column(reporter.page, "draft").get_by_role("link", name=headline, exact=True)).to_be_visible()


def test_enter_in_the_moment_of_a_schedule_schedules_and_publishes_nothing(person):
    publisher = person("publisher", **WIDE)
    publisher.go(BOARD)
    page = publisher.page
    story = column(page, "approved").locator(".card").first
    headline = story.get_by_role("link").first.inner_text()
    story.locator(".card-moves").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("summary", has_text="Schedule").click()
    moment = dialog.locator("[name=schedule-at]")
    moment.press("Enter")
    dialog.get_by_text("Choose a time in the future.").wait_for()
    moment.fill("2100-01-05T10:00")
    moment.press("Enter")
    expect(column(page, "scheduled")).to_contain_text(headline)
    assert [words for words in publisher.complaints if "409" not in words] == []  # the refusal of the empty moment


def test_what_is_typed_into_the_board_outlives_the_session_and_goes_out_after_logging_in_elsewhere(
    paper, person, draft
):
    headline = "The gauge of a long night"
    reporter, _address = draft(headline)
    reporter.go(BOARD)
    drag(reporter.page, card(reporter.page, headline), column(reporter.page, "in_review"))
    hears(reporter.page, "Submitted.")
    editor = person("editor", **WIDE)
    editor.go(BOARD)
    drag(editor.page, card(editor.page, headline), column(editor.page, "draft"))
    note = editor.page.locator("#send_back-note")
    note.fill("Ask the ministry.")
    press = editor.page.locator("dialog").get_by_role("button", name="Send back to reporter")
    editor.page.context.clear_cookies()
    press.click()
    expect(editor.page.locator(".moves-refusal")).to_contain_text("Your session has ended.")
    assert note.input_value() == "Ask the ministry."
    again = Visitor(editor.page.context.new_page(), paper.address)
    again.log_in("editor", PASSWORD)
    press.click()
    hears(editor.page, "Sent back with your note.")
