"""An editor arranges the front page in a real browser, by mouse, by keyboard or by thumb; readers see it."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.support.browser.browsing import Visitor
from tests.support.browser.desk import sideways_scroll
from tests.support.browser.paper import PASSWORD

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = "/admin/front/"
ZONE = ZoneInfo("Asia/Karachi")
BEGIN_NOW = """
from django.db.models.functions import Now
from articles.models import Edition, FrontPageLayout
assert FrontPageLayout.objects.filter(note="At its moment").update(begins_at=Now()) == 1
assert Edition.objects.update(next_due=Now()) == 1
"""
LATIN = re.compile(r"[\x20-\u024f\u2010-\u2026]+")


def slot(page, name):
    return page.locator(f".slot[data-slot={name}]")


def holds(page, **slots):
    """Wait until these slots hold these stories, in this order."""
    for name, headlines in slots.items():
        expect(slot(page, name).locator(".place-name")).to_have_text(headlines)


def free(page):
    """Public stories in English that stand in no place, as the pool lists them."""
    pool = page.locator(".pool-story:not(.is-placed)").evaluate_all(
        "found => found.map(one => ['.pool-headline', '.pool-facts'].map(part => one.querySelector(part).innerText))"
    )
    return [headline for headline, facts in pool if LATIN.fullmatch(headline) and "scheduled" not in facts]


def in_pool(page, headline):
    return page.locator(".pool-story").filter(has=page.get_by_text(headline, exact=True))


def clear(someone):
    """The desk's page with nothing in its places."""
    assert someone.go(DESK) == 200
    for _place in range(someone.page.locator("#arrangement .place").count()):
        someone.page.locator("#arrangement .place [data-do=off]").first.click()
    assert someone.page.locator("#arrangement .place").count() == 0


def tab_to(page, wanted, *, key="Tab", most=200):
    """Go there with the keyboard alone."""
    for _press in range(most):
        page.keyboard.press(key)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{key} never came to {wanted}")


def front(reader):
    assert reader.go("/") == 200
    page = reader.page
    seconds = page.locator(".opening-seconds .card-headline").all_inner_texts()
    return {
        "lead": page.locator(".card-lead .card-headline").inner_text(),
        "secondary": [*seconds, *page.locator(".opening-under .card-headline").all_inner_texts()],
        "country": [one.split(" ", 1)[1].strip() for one in page.locator(".country-name").all_inner_texts()],
    }


def drag(page, what, where):
    """Drag by the mouse, slowly enough for a busy machine: the browser tells the page where the pointer is in its own time."""
    what.scroll_into_view_if_needed()
    what.locator(".place-name, .pool-headline").first.hover()  # a box or a button beside it would not be dragged
    page.mouse.down()
    over = page.locator(".slot.is-over")
    for _move in range(50):
        where.hover(force=True)
        if over.count():
            break
        page.wait_for_timeout(50)
    where.hover(force=True)
    page.mouse.up()


@pytest.fixture
def quiet():
    """Watch somebody's window: in the end, it must have complained of nothing and fetched nothing from elsewhere."""
    watched = []
    yield watched.append
    for someone in watched:
        assert (someone.complaints, someone.foreign_requests) == ([], [])


def test_an_editor_drags_a_story_to_the_lead_and_adds_others_by_keyboard_alone(person, quiet):
    editor, reader = person("editor", viewport={"width": 1366, "height": 900}), person()
    quiet(editor)
    quiet(reader)
    clear(editor)
    page = editor.page
    lead, second, third = free(page)[8:11]
    assert lead != front(reader)["lead"]

    drag(page, in_pool(page, lead), slot(page, "lead"))
    holds(page, lead=[lead])
    expect(in_pool(page, lead)).to_contain_class("is-placed")

    page.locator("#note").focus()
    tab_to(page, page.locator("#pool-slot"))
    page.keyboard.type("Beside")
    for headline in (second, third):
        tab_to(page, in_pool(page, headline).locator("[data-add]"))
        page.keyboard.press("Enter")
    holds(page, secondary=[second, third])
    up = slot(page, "secondary").locator(".place").nth(1).locator("[data-do=up]")
    page.evaluate("document.activeElement.blur()")
    tab_to(page, up)
    page.keyboard.press("Enter")
    holds(page, secondary=[third, second])
    expect(page.locator("#status")).to_have_text("Moved to position 1")
    expect(page.locator(".place:focus-within .place-name")).to_have_text(third)

    tab_to(page, page.get_by_role("button", name="Publish front page"))
    page.keyboard.press("Enter")
    page.get_by_text("Front page published.").wait_for()
    holds(page, lead=[lead], secondary=[third, second])
    found = front(reader)
    assert (found["lead"], found["secondary"][:2]) == (lead, [third, second])


def test_dragging_moves_a_story_between_slots_and_orders_it_within_one(person, quiet):
    editor = person("editor", viewport={"width": 1366, "height": 1400})
    quiet(editor)
    clear(editor)
    page = editor.page
    one, two, three = free(page)[:3]
    for headline in (one, two, three):
        drag(page, in_pool(page, headline), slot(page, "secondary").locator(".fills"))
    holds(page, secondary=[one, two, three])
    seconds = slot(page, "secondary").locator(".place")
    drag(page, seconds.nth(2), seconds.nth(0))
    holds(page, secondary=[three, one, two])
    drag(page, seconds.nth(1), slot(page, "lead"))
    holds(page, lead=[one], secondary=[three, two])
    drag(page, in_pool(page, two), slot(page, "opinion"))
    holds(page, secondary=[three], opinion=[two])
    drag(page, in_pool(page, three), slot(page, "lead"))
    expect(page.locator("#status")).to_have_text("This section is full. Remove a story first.")
    holds(page, lead=[one], secondary=[three])
    drag(page, in_pool(page, three), slot(page, "country"))
    holds(page, country=[], secondary=[three])


def test_at_a_phones_width_the_same_is_done_by_tapping(person, quiet):
    editor, reader = person("editor", **PHONE), person(**PHONE)
    quiet(editor)
    quiet(reader)
    clear(editor)
    page = editor.page
    assert sideways_scroll(page) <= 0
    lead, second, third = free(page)[4:7]
    in_pool(page, lead).locator("[data-add]").tap()
    page.locator("#pool-slot").select_option(label="Beside the lead")
    for headline in (second, third):
        in_pool(page, headline).locator("[data-add]").tap()
    slot(page, "secondary").locator(".place").nth(1).locator("[data-do=up]").tap()
    page.locator("#pool-country").select_option("TV")
    holds(page, lead=[lead], secondary=[third, second])
    page.get_by_role("button", name="Publish front page").tap()
    page.get_by_text("Front page published.").wait_for()
    found = front(reader)
    assert (found["lead"], found["secondary"][:2], found["country"][0]) == (lead, [third, second], "Tuvalu")


def test_a_planned_front_page_is_previewed_and_comes_at_its_moment_by_itself(paper, person, quiet):
    editor, reader = person("editor", viewport={"width": 1366, "height": 900}), person()
    quiet(editor)
    quiet(reader)
    clear(editor)
    page = editor.page
    lead = free(page)[9]
    before = front(reader)["lead"]
    in_pool(page, lead).locator("[data-add]").click()
    typed = f"{datetime.now(ZONE) + timedelta(hours=2):%Y-%m-%dT%H:%M}"
    page.locator("#begins_at").fill(typed)
    page.locator("#note").fill("At its moment")
    page.get_by_role("button", name="Schedule", exact=True).click()
    page.get_by_text("Front page scheduled for").wait_for()
    expect(page.get_by_text("At its moment")).to_have_count(1)

    page.locator("#at").fill(typed)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview scheduled layout").click()
    shown = opened.value
    expect(shown.locator(".card-lead .card-headline")).to_have_text(lead)
    assert sorted(part.partition("=")[0] for part in shown.url.partition("?")[2].split("&")) == ["at"]

    assert (before != lead, front(reader)["lead"]) == (True, before)
    # The database's clock can't be set, so the moment is brought nearer, and then the edition's that waits for it.
    paper.manage("shell", "--no-imports", "-c", BEGIN_NOW)
    assert [front(reader)["lead"] for _request in range(6)] == [lead] * 6


def test_a_preview_shows_these_places_and_nothing_is_saved(person, quiet):
    editor, reader = person("editor", viewport={"width": 1366, "height": 900}), person()
    quiet(editor)
    clear(editor)
    page = editor.page
    lead, before = free(page)[9], front(reader)["lead"]
    in_pool(page, lead).locator("[data-add]").click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview this layout").click()
    expect(opened.value.locator(".card-lead .card-headline")).to_have_text(lead)
    holds(page, lead=[lead])
    assert front(reader)["lead"] == before


def test_after_a_preview_of_what_is_planned_the_places_can_still_be_sent(person, quiet):
    editor, reader = person("editor", viewport={"width": 1366, "height": 900}), person()
    clear(editor)
    page = editor.page
    lead = free(page)[7]
    in_pool(page, lead).locator("[data-add]").click()
    with page.expect_popup():
        page.get_by_role("button", name="Preview scheduled layout").click()
    page.get_by_role("button", name="Publish front page").click()
    page.get_by_text("Front page published.").wait_for()
    assert front(reader)["lead"] == lead


def test_who_asked_to_plan_without_a_moment_may_still_let_it_be_so_now(person):
    editor, reader = person("editor", viewport={"width": 1366, "height": 900}), person()
    clear(editor)
    page = editor.page
    lead = free(page)[6]
    in_pool(page, lead).locator("[data-add]").click()
    page.get_by_role("button", name="Schedule", exact=True).click()
    assert page.url.endswith(DESK)
    page.get_by_role("button", name="Publish front page").click()
    page.get_by_text("Front page published.").wait_for()
    assert front(reader)["lead"] == lead


def test_a_refused_arrangement_keeps_its_places_on_the_page(person, quiet):
    editor = person("editor", viewport={"width": 1366, "height": 900})
    clear(editor)
    page = editor.page
    lead = free(page)[3]
    in_pool(page, lead).locator("[data-add]").click()
    slot(page, "lead").locator("[data-until]").fill("2020-01-01T08:00")
    page.locator("#note").fill("A note to keep")
    page.get_by_role("button", name="Publish front page").click()
    page.get_by_text("before it is on it").wait_for()
    holds(page, lead=[lead])
    expect(page.locator("#note")).to_have_value("A note to keep")
    expect(slot(page, "lead").locator("[data-until]")).to_have_value("2020-01-01T08:00")
    slot(page, "lead").locator("[data-until]").fill("")
    page.get_by_role("button", name="Publish front page").click()
    page.get_by_text("Front page published.").wait_for()


def test_the_pool_is_searched_as_one_types_and_a_found_story_can_be_placed(person, quiet):
    editor = person("editor", viewport={"width": 1366, "height": 900})
    quiet(editor)
    clear(editor)
    page = editor.page
    wanted = free(page)[11]
    page.locator("#pool-q").press_sequentially(wanted[:24])
    expect(page.locator(".pool-story")).to_have_count(1)
    page.locator("#pool-q").press("Enter")
    assert page.url.endswith(DESK)
    drag(page, in_pool(page, wanted), slot(page, "lead"))
    holds(page, lead=[wanted])


def test_what_is_arranged_outlives_the_session_and_is_not_left_by_mistake(paper, person):
    editor = person("editor", viewport={"width": 1366, "height": 900})
    clear(editor)
    page = editor.page
    lead = free(page)[5]
    in_pool(page, lead).locator("[data-add]").click()
    page.context.clear_cookies()
    page.get_by_role("button", name="Publish front page").click()
    page.get_by_text("or your session has ended").wait_for()
    holds(page, lead=[lead])
    with page.expect_event("dialog") as opened:
        page.close(run_before_unload=True)
    assert opened.value.type == "beforeunload"
    opened.value.dismiss()
    Visitor(page.context.new_page(), paper.address).log_in("editor", PASSWORD)
    page.get_by_role("button", name="Publish front page").dblclick()  # the second press does nothing
    page.get_by_text("Front page published.").wait_for()
