"""What a newsroom does all day, each task once with a mouse, whose clicks are counted, and once with keys alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.support import image_files
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
            assert effort.total() == (clicks, loads)

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
    takes(2, 2)


def test_a_story_is_written_with_everything_that_belongs_to_it(hand, at_work, takes, device, tmp_path):
    picture = tmp_path / "gate.jpg"
    picture.write_bytes(image_files.encoded(image_files.scene((900, 600), seed=50 + len(device))))
    page = at_work("reporter")
    hand.press(page.get_by_role("link", name="Write a story", exact=True))
    wait_until_ready(page)
    page.keyboard.press("Shift+Tab")
    for words in ("Report", f"Lorries pass to Afghanistan by {device}", "Pakistan opened the gate."):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("The gate between Afghanistan and Pakistan opened at six.")
    for code in ("AF", "PK"):
        hand.press(page.locator(f'.suggestions-open > [data-code="{code}"] .is-suggested'))
    hand.pick(page.locator(".credit").first.get_by_role("combobox", name="Author"), "Naweed")
    hand.choose(page.get_by_label("Section"), "South Asia")
    hand.choose(page.get_by_label("Genre"), "Analysis")
    hand.pick(page.get_by_role("searchbox", name="Tags"), "Borders")
    with page.expect_file_chooser() as chooser:
        hand.press(page.get_by_role("button", name="Upload …"))
    chooser.value.set_files(picture)
    expect(page.locator(".lead-shown img")).to_be_visible()
    hand.write(page.get_by_label("Lead picture: alt text"), "Lorries before an open gate")
    hand.write(page.get_by_label("Lead picture: credit line"), "Our own")
    page.keyboard.press("Control+s")
    says(page, "Saved as version 1.")
    hand.press(page.locator(".bar").get_by_role("button", name="Submit for review"))
    says(page, "In review")
    expect(page.locator(".panel", has=page.get_by_role("heading", name="Checklist"))).to_contain_text("No problems")
    takes(6, 1)


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


def test_a_live_story_is_corrected_compared_and_restored(hand, at_work, takes, published):
    reporter = at_work("reporter", published)
    wait_until_ready(reporter)
    hand.write(reporter.get_by_label("Standfirst"), "There are two gauges.")
    reporter.keyboard.press("Control+s")
    hand.press(reporter.locator(".bar").get_by_role("button", name="Submit for review"))
    says(reporter, "In review")
    editor = at_work("editor", published)
    wait_until_ready(editor)
    hand.press(editor.locator(".bar").get_by_role("button", name="Approve"))
    says(editor, "Approved")
    page = at_work("publisher", published)
    wait_until_ready(page)
    hand.press(page.locator("summary", has_text="Publish with a correction"))
    form = page.locator("details.move[open]")
    hand.choose(form.get_by_label("Type"), "Correction")
    hand.write(form.get_by_label("What was corrected? Readers see this text."), "There are two gauges.")
    hand.press(form.get_by_role("button", name="Publish with a correction"))
    page.get_by_text("Published version 2 with its correction.").first.wait_for()
    takes(5, 0)

    hand.press(page.get_by_role("link", name="All versions"))
    hand.press(page.get_by_role("link", name="Compare with newest or restore"))
    expect(page.locator("ins", has_text="two")).to_be_visible()
    takes(7, 2)
    hand.press(page.get_by_role("button", name="Restore version 1"))
    page.get_by_text("Version 1 was restored as a new draft.").wait_for()
    takes(8, 3)


def test_the_publication_of_a_story_is_undone(hand, at_work, takes, published):
    page = at_work("publisher", published)
    wait_until_ready(page)
    hand.press(page.locator("summary", has_text="Undo publication"))
    hand.press(page.locator("details.move[open]").get_by_role("button", name="Undo publication"))
    says(page, "Approved")
    takes(2, 0)


def test_the_stories_about_a_country_in_a_month_are_found(hand, at_work, takes):
    page = at_work("editor")
    hand.press(page.get_by_role("navigation", name="Desk").get_by_role("link", name="Stories"))
    hand.choose(page.get_by_label("Country:", exact=True), "Pakistan")
    newest = page.get_by_label("Month:").locator("option").nth(1)
    month, value = newest.inner_text().strip(), newest.get_attribute("value")
    hand.choose(page.get_by_label("Month:"), month)
    hand.press(page.get_by_role("button", name="Filter", exact=True))
    page.wait_for_url(f"**country=PK**month={value}**")
    expect(page.locator("#result_list tbody tr")).not_to_have_count(0)
    takes(3, 2)


def test_four_pictures_get_their_words(hand, at_work, takes, device, tmp_path):
    files = [tmp_path / f"{number}.jpg" for number in range(4)]
    for number, file in enumerate(files):
        file.write_bytes(image_files.encoded(image_files.scene((900, 600), seed=60 + 10 * len(device) + number)))
    page = at_work("editor", "/admin/articles/image/")
    with page.expect_file_chooser() as chooser:
        hand.press(page.get_by_label("Upload pictures"))
    chooser.value.set_files(files)
    hand.press(page.get_by_role("link", name="Add captions and alt text"))
    for number in range(4):
        row = page.locator(".described").nth(number)
        hand.write(row.get_by_label("Alt text"), f"Gauge {number}")
        hand.write(row.get_by_label("Credit line"), "Our own")
    page.keyboard.press("Control+s")
    page.get_by_text("Saved 4 pictures.").wait_for()
    takes(5, 2)


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
