"""Nothing typed is ever lost: two people at one story, the network cut, the server killed, the session ended."""

import re
import time

import pytest

from tests.support.browser.looking import SETTINGS, broken
from tests.support.browser.paper import PASSWORD, running

ADD = "/admin/articles/article/add/"
PATIENCE = 60_000  # milliseconds, on a busy machine


@pytest.fixture(scope="module")
def paper(tmp_path_factory, demo):
    """A newsroom of this module's own, which it may kill."""
    with running(tmp_path_factory.mktemp("own-paper"), demo=demo) as paper:
        yield paper


@pytest.fixture
def person(person):
    """The same people, with more patience."""

    def open_window(name, **settings):
        someone = person(name, **settings)
        someone.page.set_default_timeout(PATIENCE)
        return someone

    return open_window


def write(someone, text):
    """Type at the beginning of the body."""
    someone.page.locator(".ProseMirror").click()
    someone.page.keyboard.press("Control+Home")
    someone.page.keyboard.type(text)


def body_of(someone):
    return someone.page.locator("textarea[name=body]").input_value()


def kept(someone):
    someone.page.locator(".bar-kept", has_text=re.compile(r"kept at \d\d:\d\d")).wait_for()


def troubled(someone, words):
    someone.page.locator(".keeping-trouble", has_text=words).wait_for()


def begin(someone, headline, body="It stands. "):
    """A new story, saved; its address at the desk."""
    someone.go(ADD)
    someone.page.get_by_label("Headline").fill(headline)
    write(someone, body)
    someone.page.keyboard.press("Control+s")
    someone.page.get_by_text("Saved as version 1.").wait_for()
    someone.page.wait_for_load_state("networkidle")
    return someone.page.url.removeprefix(someone.home)


def use_offer(someone):
    someone.page.get_by_role("link", name="Use them").first.click()
    someone.page.wait_for_load_state("networkidle")


def test_words_of_a_closed_tab_are_offered_back_looked_at_and_used(person):
    editor = person("editor")
    desk = begin(editor, "A closed tab")
    write(editor, "Typed and never saved. ")
    kept(editor)
    editor.page.close()
    editor.page = editor.page.context.new_page()
    editor.page.set_default_timeout(PATIENCE)
    editor.go(desk)
    assert "Typed" not in body_of(editor)
    editor.page.get_by_role("link", name="Look").click()
    assert editor.page.locator(".change ins").inner_text().strip() == "Typed and never saved."
    editor.page.get_by_role("link", name="Use these words").click()
    editor.page.locator(".ProseMirror", has_text="Typed and never saved.").wait_for()
    editor.page.keyboard.press("Control+s")
    editor.page.get_by_text("Saved as version 2.").wait_for()
    assert "Typed and never saved. It stands." in body_of(editor)
    assert editor.page.get_by_text("that were never saved.").count() == 0


def test_words_typed_without_a_network_are_kept_in_the_browser_until_the_desk_has_them(person):
    editor = person("editor")
    desk = begin(editor, "A cut network")
    editor.page.context.set_offline(True)
    write(editor, "Typed on a train. ")
    troubled(editor, "Not saved: no connection. Your words are kept in this browser.")
    editor.page.keyboard.press("Control+s")
    time.sleep(1)
    assert editor.page.url.endswith(desk)
    write(editor, "Typed in a tunnel. ")
    time.sleep(1)
    # The tab dies before the network is back.
    context = editor.page.context
    editor.page.close()
    context.set_offline(False)
    editor.page = context.new_page()
    editor.page.set_default_timeout(PATIENCE)
    editor.go(desk)
    editor.page.get_by_text("that were never saved.").first.wait_for()
    use_offer(editor)
    assert body_of(editor).startswith("<p>Typed in a tunnel. Typed on a train. It stands.")


def test_words_go_out_by_themselves_once_the_network_is_back(person):
    editor = person("editor")
    begin(editor, "A network that comes back")
    editor.page.context.set_offline(True)
    write(editor, "Typed in between. ")
    troubled(editor, "no connection")
    editor.page.context.set_offline(False)
    kept(editor)
    assert editor.page.locator(".keeping-trouble").is_hidden()
    assert editor.page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('desk.unsaved'))") == []


def test_words_outlive_a_server_that_is_killed_in_the_middle(paper, person):
    editor = person("editor")
    desk = begin(editor, "A killed server")
    write(editor, "Before the fall. ")
    kept(editor)
    paper.kill()
    write(editor, "After the fall. ")
    troubled(editor, "no connection")
    editor.page.keyboard.press("Control+s")
    time.sleep(1)
    assert editor.page.url.endswith(desk)
    paper.start()
    kept(editor)
    editor.page.keyboard.press("Control+s")
    editor.page.get_by_text("Saved as version 2.").wait_for()
    assert body_of(editor).startswith("<p>After the fall. Before the fall. It stands.")


def test_an_ended_session_keeps_the_words_and_lets_them_be_saved_after_logging_in(person):
    editor = person("editor")
    begin(editor, "An ended session")
    context = editor.page.context
    context.clear_cookies(name="desk")
    write(editor, "Typed logged out. ")
    troubled(editor, "You were logged out.")
    editor.page.keyboard.press("Control+s")
    with context.expect_page() as opened:
        editor.page.get_by_role("link", name="log in in a new tab").click()
    tab = opened.value
    tab.fill("[name=username]", "editor")
    tab.fill("[name=password]", PASSWORD)
    tab.click("[type=submit]")
    tab.wait_for_load_state("networkidle")
    tab.close()
    editor.page.bring_to_front()
    editor.page.evaluate("window.dispatchEvent(new Event('focus'))")
    kept(editor)
    editor.page.keyboard.press("Control+s")
    editor.page.get_by_text("Saved as version 2.").wait_for()
    assert body_of(editor).startswith("<p>Typed logged out. It stands.")


def test_two_people_see_each_other_take_over_and_merge_without_losing_a_word(person):
    first, second = person("editor"), person("publisher")
    desk = begin(first, "Two at one story")
    first.page.get_by_label("Standfirst").focus()
    first.go(desk)
    first.page.get_by_label("Standfirst").focus()
    time.sleep(1)
    second.go(desk)
    second.page.locator(".company-holds", has_text=re.compile("is (writing )?here")).wait_for()
    second.page.get_by_role("button", name="Take over").click()
    second.page.locator(".company-holds", has_text="You hold it.").wait_for()
    assert second.page.evaluate("document.activeElement.closest('#story-form .field') !== null")
    first.page.locator(".company-lost", has_text="Every word of yours is kept").wait_for()

    write(second, "Second was here. ")
    second.page.get_by_label("Headline").fill("The headline of the second")
    second.page.keyboard.press("Control+s")
    second.page.get_by_text("Saved as version 2.").wait_for()
    write(first, "First was here. ")
    first.page.get_by_label("Standfirst").fill("The standfirst of the first.")
    first.page.keyboard.press("Control+s")
    first.page.get_by_text("One place needs your choice.").wait_for()
    first.page.get_by_label("Both, mine first").check()
    first.page.get_by_role("button", name="Save both as one version").click()
    first.page.get_by_text("Saved as version 3.").wait_for()
    assert first.page.get_by_label("Headline").input_value() == "The headline of the second"
    assert first.page.get_by_label("Standfirst").input_value() == "The standfirst of the first."
    assert body_of(first) == "<p>First was here. It stands. </p><p>Second was here. It stands. </p>".replace(
        ". </p>", ".</p>"
    )
    for someone in (first, second):
        assert (someone.complaints, someone.asked_elsewhere) == ([], [])


def test_merging_works_without_a_script_and_on_a_phone(person):
    first = person("editor")
    desk = begin(first, "Merged by hand")
    second = person("publisher", viewport={"width": 390, "height": 844})
    second.go(desk)
    second.page.get_by_label("Headline").fill("From a phone")
    first.page.get_by_label("Headline").fill("From a desk")
    first.page.keyboard.press("Control+s")
    first.page.get_by_text("Saved as version 2.").wait_for()
    second.page.keyboard.press("Control+s")
    second.page.get_by_text("One place needs your choice.").wait_for()
    assert second.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    plain = person("publisher", java_script_enabled=False)
    plain.go(second.page.url.removeprefix(second.home))
    plain.page.locator("input[value=theirs]").check()
    plain.page.get_by_role("button", name="Save both as one version").click()
    assert plain.page.get_by_text("Your own version of").count() == 1


def test_the_merge_screen_the_offer_and_the_unsaved_words_break_no_rule(person):
    first, second = person("editor"), person("publisher", **SETTINGS)
    desk = begin(first, "Looked at by a machine")
    second.go(desk)
    write(second, "Second was here. ")
    second.page.get_by_label("Headline").fill("The headline of the second")
    write(first, "First was here. ")
    first.page.get_by_label("Headline").fill("The headline of the first")
    first.page.keyboard.press("Control+s")
    first.page.get_by_text("Saved as version 2.").wait_for()
    second.page.keyboard.press("Control+s")
    second.page.get_by_text("2 places need your choice.").wait_for()
    merge = second.page.url.removeprefix(second.home)
    second.go(desk)
    look = second.page.get_by_role("link", name="Look").get_attribute("href")
    for path in (merge, desk, look):
        second.go(path)
        assert (path, broken(second.page, "#keeping" if path == desk else "#container", least=2)) == (path, {})


def test_a_double_click_on_save_makes_one_story(person):
    reporter = person("reporter")
    reporter.go("/admin/articles/article/add/")
    page = reporter.page
    page.get_by_label("Headline").fill("A gauge that is saved twice in one breath")
    page.get_by_role("button", name="Save draft").dblclick()
    page.get_by_text("version 1").first.wait_for()
    reporter.go("/admin/articles/article/?q=breath")
    assert page.locator("#result_list tbody tr").count() == 1
    assert reporter.complaints == []
