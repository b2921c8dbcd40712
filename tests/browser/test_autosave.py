"""Nothing typed is ever lost: two people at one story, the network cut, the server killed, the session ended."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser.browsing import wait_until
from tests.support.browser.desk import (
    ADD,
    begin_story,
    body,
    body_html,
    press,
    save,
    sideways_scroll,
    type_into_body,
    wait_until_ready,
    wait_until_saved,
)
from tests.support.browser.looking import SETTINGS, broken
from tests.support.browser.paper import PASSWORD, running


@pytest.fixture
def own_paper(tmp_path, demo):
    """A newsroom of one test's own, which it may kill."""
    with running(tmp_path / "own-paper", demo=demo) as paper:
        yield paper


def write(someone, text):
    type_into_body(someone.page, text)


def body_of(someone):
    return body_html(someone.page)


def write_and_autosave(someone, text):
    """Type, and wait until the desk has answered that it holds these words."""

    def holds_them(response):
        posted = response.request.post_data or ""
        return response.url.endswith("/feedback/") and text.strip() in posted and response.ok

    with someone.page.expect_response(holds_them):
        write(someone, text)
    autosaved(someone)


def autosaved(someone):
    expect(someone.page.locator("#story-form")).to_have_attribute("data-autosaved", "yes")
    expect(someone.page.locator(".bar-autosaved")).to_have_text(re.compile(r"Autosaved \d\d:\d\d"))


def try_to_save(someone):
    """Press the keys that save, and wait until the page has given up: the desk can't be reached."""
    someone.page.keyboard.press("Control+s")
    expect(someone.page.locator("#story-form:not([data-saving])")).to_be_attached()


def stored_here(someone):
    """What this browser holds for the desk by itself."""
    return someone.page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('desk.unsaved')).map(([, words]) => words)"
    )


def reopen(someone, desk):
    """Open the story in another tab of the same browser, since the first one is gone."""
    someone.page = someone.page.context.new_page()
    someone.go(desk)


def troubled(someone, words):
    someone.page.locator(".autosave-trouble", has_text=words).wait_for()


def use_offer(someone):
    press(someone.page, someone.page.get_by_role("link", name="Restore", exact=True).first)
    wait_until_ready(someone.page)


def test_words_of_a_closed_tab_are_offered_back_looked_at_and_used(person):
    editor = person("editor")
    desk = begin_story(editor, "A closed tab")
    write_and_autosave(editor, "Typed and never saved. ")
    editor.page.close()
    reopen(editor, desk)
    assert "Typed" not in body_of(editor)
    press(editor.page, editor.page.get_by_role("link", name="View", exact=True))
    expect(editor.page.locator(".change ins")).to_have_text("Typed and never saved.")
    press(editor.page, editor.page.get_by_role("link", name="Restore this draft"))
    expect(body(editor.page)).to_contain_text("Typed and never saved.")
    save(editor.page, version=2)
    assert "Typed and never saved. It stands." in body_of(editor)
    expect(editor.page.get_by_text("Unsaved draft from")).to_have_count(0)


def test_words_typed_without_a_network_are_kept_in_the_browser_until_the_desk_has_them(person):
    editor = person("editor")
    desk = begin_story(editor, "A cut network")
    editor.page.context.set_offline(True)
    write(editor, "Typed on a train. ")
    troubled(editor, "Not saved: no connection. Your text is stored in this browser.")
    try_to_save(editor)
    assert editor.page.url.endswith(desk)
    write(editor, "Typed in a tunnel. ")
    wait_until(editor.page, lambda: any("Typed in a tunnel." in words for words in stored_here(editor)))
    # The tab dies before the network is back.
    context = editor.page.context
    editor.page.close()
    context.set_offline(False)
    reopen(editor, desk)
    editor.page.get_by_text("Unsaved draft from").first.wait_for()
    use_offer(editor)
    assert body_of(editor).startswith("<p>Typed in a tunnel. Typed on a train. It stands.")


def test_words_go_out_by_themselves_once_the_network_is_back(person):
    editor = person("editor")
    begin_story(editor, "A network that comes back")
    editor.page.context.set_offline(True)
    write(editor, "Typed in between. ")
    troubled(editor, "no connection")
    editor.page.context.set_offline(False)
    autosaved(editor)
    expect(editor.page.locator(".autosave-trouble")).to_be_hidden()
    wait_until(editor.page, lambda: stored_here(editor) == [])


def test_words_outlive_a_server_that_is_killed_in_the_middle(own_paper, contexts):
    editor = contexts.open_page(own_paper.address, "editor")
    desk = begin_story(editor, "A killed server")
    write_and_autosave(editor, "Before the fall. ")
    own_paper.kill()
    write(editor, "After the fall. ")
    troubled(editor, "no connection")
    try_to_save(editor)
    assert editor.page.url.endswith(desk)
    own_paper.start()
    autosaved(editor)
    save(editor.page, version=2)
    assert body_of(editor).startswith("<p>After the fall. Before the fall. It stands.")
    contexts.take_back()


def test_an_ended_session_keeps_the_words_and_lets_them_be_saved_after_logging_in(person):
    editor = person("editor")
    begin_story(editor, "An ended session")
    context = editor.page.context
    context.clear_cookies(name="desk")
    write(editor, "Typed logged out. ")
    troubled(editor, "You have been logged out.")
    try_to_save(editor)
    with context.expect_page() as opened:
        editor.page.locator("#autosave").get_by_role("link", name="log in in a new tab").click()
    tab = opened.value
    tab.fill("[name=username]", "editor")
    tab.fill("[name=password]", PASSWORD)
    press(tab, tab.get_by_role("button", name="Log in"))
    tab.close()
    editor.page.bring_to_front()
    editor.page.evaluate("window.dispatchEvent(new Event('focus'))")
    autosaved(editor)
    save(editor.page, version=2)
    assert body_of(editor).startswith("<p>Typed logged out. It stands.")


def test_two_people_see_each_other_take_over_and_merge_without_losing_a_word(person):
    first, second = person("editor"), person("publisher")
    desk = begin_story(first, "Two at one story")
    with first.page.expect_response("**/presence/"):
        first.go(desk)
    second.go(desk)
    second.page.locator(".company-holds", has_text=re.compile("has this open|is editing")).wait_for()
    second.page.get_by_role("button", name="Take over").click()
    second.page.locator(".company-holds", has_text="You are editing.").wait_for()
    expect(second.page.locator("#story-form .field:focus-within")).to_be_attached()
    first.page.locator(".company-lost", has_text="Nothing you typed is lost").wait_for()

    write(second, "Second was here. ")
    second.page.get_by_label("Headline").fill("The headline of the second")
    save(second.page, version=2)
    write(first, "First was here. ")
    first.page.get_by_label("Standfirst").fill("The standfirst of the first.")
    first.page.keyboard.press("Control+s")
    first.page.get_by_text("Choose between the two texts in one place.").wait_for()
    first.page.get_by_label("Both, mine first").check()
    first.page.get_by_role("button", name="Save merged version").click()
    wait_until_saved(first.page, 3)
    assert first.page.get_by_label("Headline").input_value() == "The headline of the second"
    assert first.page.get_by_label("Standfirst").input_value() == "The standfirst of the first."
    assert body_of(first) == "<p>First was here. It stands.</p><p>Second was here. It stands.</p>"
    for someone in (first, second):
        assert (someone.complaints, someone.foreign_requests) == ([], [])


def test_merging_works_without_a_script_and_on_a_phone(person):
    first = person("editor")
    desk = begin_story(first, "Merged by hand")
    second = person("publisher", viewport={"width": 390, "height": 844})
    second.go(desk)
    second.page.get_by_label("Headline").fill("From a phone")
    first.page.get_by_label("Headline").fill("From a desk")
    save(first.page, version=2)
    second.page.keyboard.press("Control+s")
    second.page.get_by_text("Choose between the two texts in one place.").wait_for()
    assert sideways_scroll(second.page) <= 0
    plain = person("publisher", java_script_enabled=False)
    plain.go(second.page.url.removeprefix(second.home))
    plain.page.locator("input[value=theirs]").check()
    plain.page.get_by_role("button", name="Save merged version").click()
    expect(plain.page.get_by_text("Your text from")).to_have_count(1)


def test_the_merge_screen_the_offer_and_the_unsaved_words_break_no_rule(person):
    first, second = person("editor"), person("publisher", **SETTINGS)
    desk = begin_story(first, "Looked at by a machine")
    second.go(desk)
    write(second, "Second was here. ")
    second.page.get_by_label("Headline").fill("The headline of the second")
    write(first, "First was here. ")
    first.page.get_by_label("Headline").fill("The headline of the first")
    save(first.page, version=2)
    second.page.keyboard.press("Control+s")
    second.page.get_by_text("Choose between the two texts in 2 places.").wait_for()
    merge = second.page.url.removeprefix(second.home)
    second.go(desk)
    look = second.page.get_by_role("link", name="View", exact=True).get_attribute("href")
    for path in (merge, desk, look):
        second.go(path)
        assert (path, broken(second.page, "#autosave" if path == desk else "#container", least=2)) == (path, {})


def test_a_double_click_on_save_makes_one_story(person):
    reporter = person("reporter")
    reporter.go(ADD)
    page = reporter.page
    page.get_by_label("Headline").fill("A gauge that is saved twice in one breath")
    page.get_by_role("button", name="Save draft").dblclick()
    wait_until_saved(page, 1)
    reporter.go("/admin/articles/article/?q=%22saved+twice+in+one+breath%22")
    assert page.locator("#result_list tbody tr").count() == 1
    assert reporter.complaints == []
