"""No page of the reader's, nor of the desk, breaks a rule that a machine can check: axe-core finds nothing.

Each page is looked at in two opposite corners: on a phone in the dark, and on a wide screen in the light.
"""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import (
    ADD,
    STORIES,
    body,
    import_sample,
    note_by_keyboard,
    paste,
    save,
    suggest,
    type_into_body,
)
from tests.support.browser.looking import CORNERS, SETTINGS, broken

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
    editor = look(f"{STORIES}coverage/", who="editor")
    assert editor.page.locator(".coverage-table tbody tr").count() > 5
    assert broken(editor.page) == {}


def test_a_storys_history_and_a_comparison_break_no_rule(look):
    editor = look(f"{STORIES}?q=%22widths+of+track%22", who="editor")
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


# Of all stories one corner, since the few that are found are laid out and coloured alike, and are looked at in both.
@pytest.mark.parametrize(
    ("query", "sizes"),
    [("?p=1", ["wide"]), ("?q=river", ["phone", "wide"]), ("?q=zzzzzz", ["phone", "wide"])],
    ids=["all", "found", "nothing found"],
)
def test_the_desks_list_of_stories_breaks_no_rule(look, query, sizes):
    editor = look(f"{STORIES}{query}", who="editor")
    assert (editor.page.locator("#result_list tbody tr").count() > 0) == (query != "?q=zzzzzz")
    assert broken(editor.page, sizes=sizes) == {}


@pytest.mark.parametrize("path", ["articles/article/file/", "inbox/", "articles/tag/", "articles/tag/alike/"])
def test_other_pages_of_the_desk_break_no_rule(look, path):
    editor = look(f"/admin/{path}", who="editor")
    assert editor.page.url.endswith(path)
    assert broken(editor.page) == {}


# The writing page


def test_a_new_story_breaks_no_rule_neither_empty_nor_with_what_opens_under_its_boxes(look):
    page = look(ADD, who="editor").page
    assert broken(page) == {}
    page.get_by_label("Headline").fill("Kabul and Islamabad agree")
    type_into_body(page, "The Afghan hosts met in Kabul. They flew to Tehran.")
    page.locator('.suggestions-open > li[data-code="IR"]').wait_for()
    page.get_by_role("button", name="Add credit").click()
    for name in ("About", "Mentioned", "Tags", "Translation of", "Author"):
        expect(page.get_by_role("combobox", name=name, exact=True)).to_have_count(2 if name == "Author" else 1)
    page.get_by_role("combobox", name="Author", exact=True).last.press("Enter")
    page.get_by_role("listbox", name="Author").get_by_role("option").nth(3).wait_for()
    assert broken(page) == {}
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Tags").press_sequentially("Zzyzx")
    page.get_by_role("option", name="New tag: “Zzyzx”").wait_for()
    # The rest of the page is as it was a moment ago.
    assert broken(page, ".field-tags, .select2-container--open", least=2) == {}


def test_a_story_with_notes_suggestions_credits_and_a_picture_breaks_no_rule(look, paper):
    page = look(import_sample(paper), who="editor").page
    words = body(page).locator("p").nth(1).inner_text().split()
    note_by_keyboard(page, " ".join(words[:3]))
    suggest(page, " ".join(words[3:6]), "or so we hear")
    page.get_by_role("combobox", name="Author", exact=True).last.press("Enter")
    page.get_by_role("listbox", name="Author").get_by_role("option").nth(2).click()
    page.get_by_role("button", name="Choose a picture …").click()
    picture = page.locator(".desk-pictures__button").first
    picture.wait_for()
    assert broken(page) == {}
    picture.click()
    page.locator(".lead-shown img").wait_for()
    page.locator(".suggestions li").first.wait_for(state="attached")  # nothing is put in while the panels are opened
    for summary in page.locator("#content-main details:not([open]) > summary:visible").element_handles():
        summary.click()
    assert (page.locator(".note").count(), page.locator("h1").count()) == (2, 1)
    page.locator(".suggestions li").first.wait_for()
    assert broken(page) == {}


def test_a_story_that_may_only_be_read_breaks_no_rule(look):
    editor = look(f"{STORIES}?stage__exact=spiked", who="editor")
    editor.go(editor.page.locator("#result_list .field-story a").first.get_attribute("href"))
    page = editor.page
    assert (page.get_by_role("button", name="Save").count(), page.locator("h1").count()) == (0, 1)
    assert broken(page) == {}


def test_a_table_and_the_panel_that_finds_words_break_no_rule_at_the_desk_and_for_readers(look):
    editor = look(ADD, who="editor")
    page = editor.page
    page.get_by_label("Headline").fill("Kabul and Islamabad agree")
    type_into_body(page, "They met. ")
    columns = "".join(f"<th>Province {number}</th>" for number in range(12))
    cells = "<td>1</td>" * 12
    paste(
        page,
        f"<table><caption>Seats</caption><tr>{columns}</tr><tr>{cells}</tr></table><p>10<sup>6</sup> <s>no</s></p>",
    )
    page.keyboard.press("Control+f")
    page.keyboard.type("they")
    page.get_by_text("1 match", exact=True).wait_for()
    # The caret scrolls the box: a stop of its own within editable text would take the focus from it.
    box = {"scrollable-region-focusable": [[".desk-table__box"]]}
    assert broken(page, ".prose-editor") == dict.fromkeys(CORNERS, box)
    page.keyboard.press("Escape")
    save(page, version=1)
    editor.go(page.get_by_role("link", name="Preview", exact=True).get_attribute("href"))
    assert editor.page.locator(".table-box th").count() == 12
    assert broken(editor.page) == {}
