"""No page of the reader's, nor the desk's front page, breaks a rule that a machine can check: axe-core finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

SIZES = {"phone": {"width": 390, "height": 844}, "wide": {"width": 1366, "height": 900}}
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
    """Open a page in a window of some size and light; bypassing the policy lets axe's own script in, and nothing else."""

    def open_page(path, *, size, scheme, who=""):
        someone = person(who, viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
        someone.go(path)
        return someone

    return open_page


def broken(page):
    """What axe objects to: {rule: the elements}."""
    found = Axe().run(page).response
    assert len(found["passes"]) > 5  # it did look at the page
    return {rule["id"]: [node["target"] for node in rule["nodes"]] for rule in found["violations"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAPER)
def test_a_page_of_the_paper_breaks_no_rule(look, name, size, scheme):
    assert broken(look(PAPER[name], size=size, scheme=scheme).page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [0, 1, 2, 3, 4])
def test_a_story_breaks_no_rule(look, number, size, scheme):
    reader = look("/", size=size, scheme=scheme)
    addresses = reader.page.locator("main h2 a[href^='/20'], main h3 a[href^='/20']").evaluate_all(
        "found => found.map(one => one.getAttribute('href'))"
    )
    assert reader.go(addresses[number * 3]) == 200
    assert broken(reader.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_desks_front_page_breaks_no_rule(look, size, scheme):
    editor = look("/admin/front/", size=size, scheme=scheme, who="editor")
    assert editor.page.locator(".pool-story").count() > 5
    editor.page.locator("[data-add]").nth(5).click()
    editor.page.locator("#pool-country").select_option("TV")
    assert broken(editor.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_comparison_of_coverage_breaks_no_rule(look, size, scheme):
    editor = look("/admin/articles/article/coverage/", size=size, scheme=scheme, who="editor")
    assert editor.page.locator(".coverage-table tbody tr").count() > 5
    assert broken(editor.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_a_storys_history_and_a_comparison_break_no_rule(look, size, scheme):
    editor = look("/admin/articles/article/?q=widths", size=size, scheme=scheme, who="editor")
    desk = editor.page.locator("#result_list .field-story a").first.get_attribute("href").partition("change/")[0]
    editor.go(f"{desk}history/")
    assert editor.page.locator(".version").count() == 2
    assert broken(editor.page) == {}
    for shown in ("inline", "sides"):
        assert editor.go(f"{desk}compare/?from=1&to=2&as={shown}") == 200
        assert broken(editor.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_what_a_correction_changed_breaks_no_rule(look, size, scheme):
    reader = look("/corrections/", size=size, scheme=scheme)
    assert reader.go(reader.page.locator(".correction-opens a").first.get_attribute("href")) == 200
    assert broken(reader.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_a_preview_of_the_front_page_breaks_no_rule(look, size, scheme):
    assert broken(look("/admin/front/preview/", size=size, scheme=scheme, who="editor").page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["", "1/change/", "describe/?ids=1,2", "?show=alt"])
def test_the_desks_pictures_break_no_rule(look, path, size, scheme):
    editor = look(f"/admin/articles/image/{path}", size=size, scheme=scheme, who="editor")
    assert editor.page.url.endswith(path)
    assert broken(editor.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["", "af/pk/", "af/tv/"])
def test_the_desks_key_stories_break_no_rule(look, path, size, scheme):
    editor = look(f"/admin/articles/country/pair/{path}", size=size, scheme=scheme, who="editor")
    assert editor.page.url.endswith(f"/pair/{path}")
    assert broken(editor.page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["", "articles/article/board/", "articles/article/calendar/"])
def test_the_desks_work_breaks_no_rule(look, path, size, scheme):
    publisher = look(f"/admin/{path}", size=size, scheme=scheme, who="publisher")
    assert publisher.page.locator(".tray-story, .card-story").count() > 1
    assert broken(publisher.page) == {}
    if path:
        publisher.page.locator(".card-moves").last.click()
        publisher.page.locator("dialog[open]").wait_for()
        assert broken(publisher.page) == {}
