"""What a newsroom does all day, each task once with a mouse, whose clicks are counted, and once with keys alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import (
    ADD,
    WIDE,
    import_sample,
    press_move,
    wait_until_ready,
)
from tests.support.browser.devices import Effort, Keyboard, Mouse, count_loads

ZONE = ZoneInfo("Asia/Karachi")


@pytest.fixture(params=["mouse", "keyboard"])
def device(request):
    return request.param


@pytest.fixture
def effort():
    return Effort()


@pytest.fixture
def hand(device, effort):
    return Mouse(effort) if device == "mouse" else Keyboard()


@pytest.fixture
def at_work(person, effort):
    """`at_work("editor")` is that person's first page of the desk; the pages that load from there on are counted."""

    def begin(role, path="/admin/"):
        someone = person(role, **WIDE)
        someone.go(path)
        count_loads(someone.page, effort)
        return someone.page

    return begin


@pytest.fixture
def takes(device, effort):
    """`takes(clicks, loads)`: so much with a mouse, exactly."""

    def judge(clicks, loads):
        if device == "mouse":
            assert (effort.clicks, effort.loads) == (clicks, loads)

    return judge


def says(page, words):
    page.get_by_text(words, exact=True).first.wait_for()


def test_a_text_is_filed(hand, at_work, takes, device):
    page = at_work("reporter")
    hand.press(page.get_by_role("link", name="File a text", exact=True))
    hand.write(page.get_by_label("Or paste the text"), f"Filed by {device}\nOne more standfirst\n\nOne paragraph.")
    hand.press(page.get_by_role("button", name="File as a draft"))
    wait_until_ready(page)
    expect(page.get_by_label("Headline")).to_have_value(f"Filed by {device}")
    takes(3, 2)


def test_a_story_is_submitted_sent_back_revised_approved_and_published(hand, at_work, takes, device):
    headline = f"Round the desk by {device}"

    def opened(role):
        """The story as that person finds it on the first page of the desk."""
        page = at_work(role)
        hand.press(page.get_by_role("link", name=headline).first)
        wait_until_ready(page)
        return page

    def press_in_bar(page, button, then):
        hand.press(page.locator(".bar").get_by_role("button", name=button, exact=True))
        says(page, then)

    reporter = at_work("reporter", ADD)
    wait_until_ready(reporter)
    for words in (headline, "The gauge was read.", "It was read at six."):
        reporter.keyboard.type(words)
        reporter.keyboard.press("Tab")
    reporter.keyboard.press("Control+s")
    says(reporter, "Saved as version 1.")
    press_in_bar(reporter, "Submit for review", "In review")

    editor = opened("editor")
    hand.press(editor.locator("summary", has_text="Send back to reporter"))
    hand.write(editor.get_by_label("What should the reporter do?"), "Say who.")
    hand.press(editor.locator(".move-fields").get_by_role("button", name="Send back to reporter"))
    says(editor, "Draft")

    reporter = opened("reporter")
    says(reporter, "Say who.")
    hand.write(reporter.get_by_label("Standfirst"), "Two engineers read the gauge.")
    press_in_bar(reporter, "Submit for review", "In review")
    press_in_bar(opened("editor"), "Approve", "Approved")
    publisher = opened("publisher")
    hand.press(publisher.locator(".bar").get_by_role("button", name="Publish now"))
    publisher.keyboard.press("Enter")
    says(publisher, "Published")
    takes(11, 4)


@pytest.fixture
def approved(paper, person):
    """The address at the desk of a story that may be published."""
    desk = import_sample(paper)
    press_move(person("reporter", **WIDE), desk, "Submit for review", "In review")
    press_move(person("editor", **WIDE), desk, "Approve", "Approved")
    return desk


@pytest.fixture
def published(approved, person):
    press_move(person("publisher", **WIDE), approved, "Publish now", "Published")
    return approved


def test_a_story_is_scheduled_and_rescheduled(hand, at_work, takes, approved):
    page = at_work("publisher", approved)
    wait_until_ready(page)
    day = datetime.now(ZONE).replace(hour=9, minute=30) + timedelta(days=2)
    for move, at in (("Schedule", day), ("Reschedule", day + timedelta(days=1))):
        hand.press(page.locator("summary", has_text=move))
        form = page.locator("details.move[open]", has=page.get_by_role("button", name=move, exact=True))
        hand.write_moment(form.get_by_label("When (Asia/Karachi time)"), at)
        hand.press(form.get_by_role("button", name=move, exact=True))
        page.get_by_text(f"{move}d version 1.").first.wait_for()
    takes(4, 0)


@pytest.mark.parametrize("move", ["Retract", "Kill"])
def test_a_story_is_retracted_or_killed(hand, at_work, takes, published, move):
    page = at_work("publisher", published)
    wait_until_ready(page)
    hand.press(page.locator("summary", has_text=move))
    form = page.locator("details.move[open]", has=page.get_by_role("button", name=move, exact=True))
    hand.write(form.locator("textarea"), "It was never so.")
    hand.press(form.get_by_role("button", name=move, exact=True))
    says(page, {"Retract": "Retracted", "Kill": "Killed"}[move])
    takes(2, 0)


def test_the_changes_of_a_live_story_are_discarded(hand, at_work, published):
    page = at_work("publisher", published)
    wait_until_ready(page)
    page.get_by_label("Standfirst").fill("By mistake.")
    page.keyboard.press("Control+s")
    says(page, "Saved as version 2.")
    hand.press(page.locator("summary", has_text="Discard changes"))
    hand.press(page.get_by_role("button", name="Discard changes"))
    page.get_by_text("Changes discarded. The story is as readers see it.").first.wait_for()
    expect(page.get_by_label("Standfirst")).not_to_have_value("By mistake.")
