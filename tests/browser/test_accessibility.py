"""No page of the reader's, nor of the desk, breaks a rule that a machine can check: axe-core finds nothing.

Each page is looked at in two widths and in two lights.
"""

import pytest

from tests.browser.looking import SETTINGS, broken

PAPER = {
    "front": "/",
    "section": "/section/europe/",
    "country": "/country/pk/",
    "pair": "/country/af/pk/",
    "countries": "/countries/",
    "only mentioned": "/country/cn/mentioned/",
    "region": "/region/southern-asia/",
    "stories": "/stories/",
    "found": "/search/?q=river",
    "nothing found": "/search/?q=zzzzzz",
    "archive": "/archive/",
    "series": "/series/",
    "corrections": "/corrections/",
    "not there": "/nowhere/",
    "in Urdu": "/ur/",
}
LIST = "/admin/articles/article/"


@pytest.fixture
def look(person):
    """Open a page in a window that lets axe in."""

    def open_page(path, *, who=""):
        someone = person(who, **SETTINGS)
        someone.go(path)
        return someone

    return open_page


@pytest.mark.parametrize("name", PAPER)
def test_a_page_of_the_paper_breaks_no_rule(look, name):
    assert broken(look(PAPER[name]).page) == {}


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4])
def test_a_story_breaks_no_rule(look, number):
    reader = look("/")
    addresses = reader.page.locator("main h2 a[href^='/20'], main h3 a[href^='/20']").evaluate_all(
        "found => found.map(one => one.getAttribute('href'))"
    )
    assert reader.go(addresses[number * 3]) == 200
    assert broken(reader.page) == {}


def test_the_desks_front_page_breaks_no_rule(look):
    editor = look("/admin/front/", who="editor")
    assert editor.page.locator(".pool-story").count() > 5
    editor.page.locator("[data-add]").nth(5).click()
    editor.page.locator("#pool-country").select_option("TV")
    assert broken(editor.page) == {}


def test_the_comparison_of_coverage_breaks_no_rule(look):
    editor = look(f"{LIST}coverage/", who="editor")
    assert editor.page.locator(".coverage-table tbody tr").count() > 5
    assert broken(editor.page) == {}


def test_a_storys_history_and_a_comparison_break_no_rule(look):
    editor = look(f"{LIST}?q=widths", who="editor")
    desk = editor.page.locator("#result_list .field-story a").first.get_attribute("href").partition("change/")[0]
    editor.go(f"{desk}history/")
    assert editor.page.locator(".version").count() == 2
    assert broken(editor.page) == {}
    for shown in ("inline", "sides"):
        assert editor.go(f"{desk}compare/?from=1&to=2&as={shown}") == 200
        assert broken(editor.page) == {}


def test_what_a_correction_changed_breaks_no_rule(look):
    reader = look("/corrections/")
    assert reader.go(reader.page.locator(".correction-opens a").first.get_attribute("href")) == 200
    assert broken(reader.page) == {}


def test_a_preview_of_the_front_page_breaks_no_rule(look):
    assert broken(look("/admin/front/preview/", who="editor").page) == {}


@pytest.mark.parametrize("path", ["", "1/change/", "describe/?ids=1,2", "?show=alt"])
def test_the_desks_pictures_break_no_rule(look, path):
    editor = look(f"/admin/articles/image/{path}", who="editor")
    assert editor.page.url.endswith(path)
    assert broken(editor.page) == {}


@pytest.mark.parametrize("path", ["", "af/pk/", "af/tv/"])
def test_the_desks_key_stories_break_no_rule(look, path):
    editor = look(f"/admin/articles/country/pair/{path}", who="editor")
    assert editor.page.url.endswith(f"/pair/{path}")
    assert broken(editor.page) == {}


@pytest.mark.parametrize("path", ["", "articles/article/board/", "articles/article/calendar/"])
def test_the_desks_work_breaks_no_rule(look, path):
    publisher = look(f"/admin/{path}", who="publisher")
    assert publisher.page.locator(".tray-story, .card-story").count() > 1
    assert broken(publisher.page) == {}
    if path:
        publisher.page.locator(".card-moves").last.click()
        publisher.page.locator("dialog[open]").wait_for()
        assert broken(publisher.page) == {}
