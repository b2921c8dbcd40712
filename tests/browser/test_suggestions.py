"""Suggested countries in a real browser: beside the text while one writes, and down the queue of the untagged."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser.browsing import wait_until
from tests.support.browser.desk import (
    ADD,
    PHONE,
    body,
    import_stories,
    sideways_scroll,
    type_into_body,
    wait_until_ready,
)
from tests.support.browser.looking import SETTINGS, broken

QUEUE = "/admin/articles/article/suggestions/untagged/"
HEADLINE = "Kabul and Islamabad agree"
TEXT = "The Afghan hosts met in Kabul. They flew to Tehran."
# What the highlights cover, which no element shows.
LIT = "() => [...(CSS.highlights.get('evidence') ?? [])].map((range) => range.toString())"


def rows(page, kind):
    return page.locator(f".suggestions-{kind} > li").evaluate_all("found => found.map(one => one.dataset.code)")


def offers(page, *codes):
    """Wait until exactly these countries are offered, in this order."""
    wait_until(page, lambda: rows(page, "open") == list(codes))


def on(page, code):
    """Wait until the focus is in a country's row."""
    expect(page.locator(f'.suggestions li[data-code="{code}"]:focus-within')).to_be_attached()


def chosen(page, role):
    return page.locator(f"#id_{role}").evaluate("field => [...field.selectedOptions].map(one => one.value)")


def button(page, code, press):
    return page.locator(f'.suggestions li[data-code="{code}"] [data-press="{press}"]')


@pytest.fixture
def writing(person):
    """An editor at a new story with a headline and a line of text, for which the countries have come."""
    editor = person("editor")
    editor.go(ADD)
    editor.page.get_by_label("Headline").fill(HEADLINE)
    type_into_body(editor.page, TEXT)
    offers(editor.page, "AF", "PK", "IR")
    yield editor
    assert (editor.complaints, editor.foreign_requests) == ([], [])


def save(editor):
    editor.page.get_by_role("button", name="Save draft").click()
    editor.page.get_by_text("Saved as version").wait_for()
    wait_until_ready(editor.page)


def test_countries_appear_while_one_writes_and_follow_the_words(writing):
    page = writing.page
    expect(page.locator(".suggestions-status")).to_have_text("Countries suggested: 3")
    body(page).press("Control+End")
    page.keyboard.type(" Then to Ulaanbaatar.")
    page.locator('.suggestions-open > li[data-code="MN"]').wait_for()
    expect(body(page)).to_be_focused()


def test_the_words_that_speak_for_a_country_are_lit_while_one_is_on_it(writing):
    page = writing.page
    assert page.evaluate(LIT) == []
    button(page, "AF", "about").focus()
    assert page.evaluate(LIT) == ["Afghan", "Kabul"]
    assert page.locator(".is-evidence label").all_inner_texts() == ["Headline"]
    button(page, "IR", "about").focus()
    assert (page.evaluate(LIT), page.locator(".is-evidence").count()) == (["Tehran"], 0)
    page.get_by_label("Headline").focus()
    assert page.evaluate(LIT) == []


def test_a_list_is_worked_down_by_keys_alone_and_a_refusal_holds(writing):
    page = writing.page
    button(page, "AF", "about").focus()
    page.keyboard.press("Enter")
    on(page, "PK")
    button(page, "PK", "no").focus()
    page.keyboard.press("Enter")
    on(page, "IR")
    page.keyboard.press("Enter")
    assert (rows(page, "open"), rows(page, "taken"), rows(page, "refused")) == ([], ["AF", "IR"], ["PK"])
    expect(page.locator(".suggestions-status")).to_have_text("No suggestions left to review.")
    wanted = "about" if chosen(page, "mentioned") == ["IR"] else "mentioned"
    button(page, "IR", wanted).focus()
    page.keyboard.press("Enter")
    on(page, "IR")
    assert chosen(page, wanted).count("IR") == 1
    save(writing)
    page.locator('.suggestions-taken > li[data-code="AF"]').wait_for()
    assert (rows(page, "open"), set(rows(page, "taken")), rows(page, "refused")) == ([], {"AF", "IR"}, ["PK"])
    page.get_by_label("Standfirst").fill("In Islamabad, Pakistan, and in Ulaanbaatar.")
    offers(page, "MN")


def test_an_answer_does_not_take_the_button_from_under_the_fingers(writing):
    page = writing.page
    held = []

    def hold(route):  # the answer waits until somebody is on a button
        held.append(route)

    page.route("**/feedback/", hold)
    page.get_by_label("Standfirst").fill("Ulaanbaatar is far.")
    wait_until(page, lambda: held)
    button(page, "PK", "mentioned").focus()
    for route in held:
        route.continue_()
    page.unroute("**/feedback/")
    page.locator('.suggestions-open > li[data-code="MN"]').wait_for()
    expect(button(page, "PK", "mentioned")).to_be_focused()


def test_a_country_that_is_taken_out_by_hand_is_offered_again(writing):
    page = writing.page
    button(page, "AF", "about").click()
    assert rows(page, "taken") == ["AF"]
    page.locator(".field-about .select2-selection__choice__remove").click()
    page.locator('.suggestions-open > li[data-code="AF"]').wait_for()
    expect(page.locator("[name=decision]")).to_have_count(0)
    assert rows(page, "taken") == []


# The queue


@pytest.fixture
def untagged(paper, tmp_path):
    """Three drafts without a country, the last one filed first in the queue."""

    files = []
    for number in (1, 2, 3):
        files.append(tmp_path / f"story-{number}.txt")
        files[-1].write_text(
            f"Nothing is said here, part {number}\nNobody is named.\n\nNobody went anywhere.\n", encoding="utf-8"
        )
    keys = [int(re.search(r"/article/(\d+)/", desk)[1]) for desk in import_stories(paper, *files, by="editor")]
    assert len(keys) == 3
    return keys


def shown(page):
    return int(page.locator(".untagged-story").get_attribute("data-key"))


def wait_for(page, key):
    page.locator(f'.untagged-story[data-key="{key}"]').wait_for()


def test_the_untagged_are_worked_down_by_keys(person, untagged):
    first, second, third = reversed(untagged)
    editor = person("editor")
    editor.go(QUEUE)
    page = editor.page
    assert shown(page) == first
    page.keyboard.press("?")
    assert page.locator(".untagged-keys").is_visible()
    page.keyboard.press("s")
    wait_for(page, second)
    page.keyboard.press("n")
    wait_for(page, third)
    page.get_by_text("has no country.").wait_for()
    page.keyboard.press("c")
    page.keyboard.type("Mongollia")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Mongolia").click()
    page.locator('.untagged-rows > li[data-code="MN"]').wait_for()
    page.keyboard.press("1")
    assert page.locator('[name="role-MN"]:checked').input_value() == "mentioned"
    page.keyboard.press("Enter")
    page.get_by_text(": Mongolia.").wait_for()
    page.keyboard.press("u")
    wait_for(page, third)
    page.get_by_text("Undone.").wait_for()
    page.keyboard.press("u")
    wait_for(page, second)
    page.reload()
    assert shown(page) == second
    assert (editor.complaints, editor.foreign_requests) == ([], [])


def test_what_somebody_else_changed_meanwhile_is_shown_again(person, untagged):
    first, second, _third = reversed(untagged)
    editor, other = person("editor"), person("admin")
    editor.go(QUEUE)
    other.go(f"/admin/articles/article/{first}/change/")
    other.page.get_by_label("Headline").fill("Kabul is said here")
    save(other)
    assert shown(editor.page) == first
    editor.page.keyboard.press("n")
    editor.page.get_by_text("Someone has changed this story. This is the new version.").wait_for()
    wait_for(editor.page, first)
    assert editor.page.locator(".untagged-headline").inner_text() == "Kabul is said here"
    editor.page.keyboard.press("a")
    wait_for(editor.page, second)
    editor.page.get_by_text("“Kabul is said here”: Afghanistan.").wait_for()


def test_the_queue_works_without_a_script(person, untagged):
    first, second, _third = reversed(untagged)
    editor = person("editor", java_script_enabled=False)
    editor.go(QUEUE)
    page = editor.page
    assert (shown(page), page.locator("kbd:visible").count(), page.get_by_role("button", name="Keys").count()) == (
        first,
        0,
        0,
    )
    page.get_by_label("Another country").fill("mn")
    page.get_by_role("button", name="Accept as shown").click()
    wait_for(page, second)
    page.get_by_role("button", name="Undo").click()
    wait_for(page, first)


@pytest.mark.parametrize("size", [{}, PHONE], ids=["wide", "phone"])
def test_the_queue_fits_its_window_and_asks_nobody_else(person, untagged, size):
    editor = person("editor", **size)
    editor.go(QUEUE)
    assert (sideways_scroll(editor.page) <= 0, editor.complaints, editor.foreign_requests) == (True, [], [])


def test_the_queue_breaks_no_rule_that_a_machine_can_check(person):
    editor = person("publisher", **SETTINGS)
    editor.go(f"{QUEUE}?undo=none-1-1")
    editor.page.keyboard.press("?")
    assert broken(editor.page) == {}


def test_what_could_not_be_kept_comes_back_though_nothing_is_left_and_a_letter_elsewhere_decides_nothing(
    person, untagged
):
    _first, _second, third = reversed(untagged)
    editor = person("editor")
    editor.go(f"{QUEUE}?after={third + 1}")
    page = editor.page
    wait_for(page, third)
    page.get_by_role("link", name="Calendar").first.focus()
    page.keyboard.press("n")
    page.route(
        re.compile("/suggestions/"),
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.locator(".untagged-headline").focus()
    page.keyboard.press("n")
    page.locator(".untagged-status.is-wrong").wait_for()
    assert shown(page) == third
    page.unroute_all()
    page.keyboard.press("n")
    page.get_by_text("has no country.").wait_for()


def test_what_could_not_be_kept_stays_on_the_screen_when_the_next_story_comes_late(person, untagged):
    first, second, _third = reversed(untagged)
    editor = person("editor")
    page, held = editor.page, []

    def hold(route):
        if route.request.method == "POST":
            route.abort()
        elif "/ahead/" in route.request.url:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile("/suggestions/"), hold)
    editor.go(QUEUE)
    wait_for(page, first)
    page.keyboard.press("n")
    page.locator(".untagged-status.is-wrong").wait_for()
    assert (shown(page), len(held)) == (first, 1)
    with page.expect_response(re.compile("/ahead/")) as answer:
        held.pop().continue_()
    answer.value.finished()
    page.unroute_all()
    page.keyboard.press("s")
    wait_for(page, second)
    assert page.locator(".untagged-story").count() == 1
    page.keyboard.press("n")
    page.get_by_text("has no country.").wait_for()
