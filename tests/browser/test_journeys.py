"""The main job in a real browser: from a reporter's file to a reader's page, each person in a window of their own."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import (
    ADD,
    PHONE,
    SAMPLE,
    body,
    body_html,
    import_stories,
    press,
    press_move,
    save,
    sideways_scroll,
    type_into_body,
    wait_until_saved,
)


def test_a_story_goes_from_a_reporters_file_to_a_readers_page(paper, person, tmp_path):
    file = tmp_path / "river-gauges.txt"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace("\n", " at last\n", 1), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    paragraphs = [line for line in lines[4:] if line.strip()]
    (desk,) = import_stories(paper, file)

    reporter, editor, publisher, reader = person("reporter"), person("editor"), person("publisher"), person()
    reporter.go("/admin/")
    assert reporter.page.get_by_role("link", name=lines[0]).count() == 1
    press_move(reporter, desk, "Submit for review", "In review")

    # It waits for an editor, and nobody has taken it on: two questions, so it stands in two trays.
    editor.go("/admin/")
    waiting, untaken = (
        editor.page.get_by_role("region", name=name).get_by_role("link", name=lines[0])
        for name in ("Waiting for an editor", "Unassigned")
    )
    assert (waiting.count(), untaken.count()) == (1, 1)
    press(editor.page, waiting)
    editor.page.get_by_text("Send back to reporter …").click()
    editor.page.get_by_label("What should the reporter do?").fill("Which gauge is the lowest?")
    editor.page.get_by_role("button", name="Send back to reporter").click()
    editor.page.get_by_text("Draft", exact=True).first.wait_for()

    reporter.go(desk)
    assert reporter.page.get_by_text("Which gauge is the lowest?").count() >= 1
    reporter.page.get_by_label("Dateline").fill("Tashkent")
    reporter.page.get_by_role("button", name="Submit for review").first.click()
    reporter.page.get_by_text("In review", exact=True).first.wait_for()
    assert reporter.page.get_by_label("Dateline").input_value() == "Tashkent"

    press_move(editor, desk, "Approve", "Approved")
    assert editor.page.get_by_role("button", name="Publish now").count() == 0

    press_move(publisher, desk, "Publish now", "Published")
    public = publisher.page.get_by_role("link", name="View on site").get_attribute("href")

    assert reader.go(public) == 200
    page = reader.page
    assert page.locator("h1").inner_text() == lines[0]
    assert page.locator(".standfirst").inner_text() == lines[1]
    expect(page.locator(".story-head .label")).to_have_text(lines[2])
    expect(page.locator(".dates")).to_contain_text("Published 20 November 2026")
    assert page.locator(".body > p").evaluate_all("found => found.map(one => one.textContent)") == paragraphs
    for someone in (reporter, editor, publisher, reader):
        assert (someone.complaints, someone.foreign_requests) == ([], [])


def test_the_body_editor_writes_what_readers_get(person):
    editor = person("editor")
    editor.go(ADD)
    page = editor.page
    page.get_by_label("Headline").fill("A headline typed by hand")
    type_into_body(page, "First words, two  spaces.")
    page.keyboard.press("Control+b")
    page.keyboard.type(" Bold.")
    save(page, version=1)
    expect(body(page).locator("strong")).to_have_text("Bold.")
    assert body_html(page) == "<p>First words, two  spaces.<strong> Bold.</strong></p>"
    assert (editor.complaints, editor.foreign_requests) == ([], [])


def test_a_second_editors_stale_save_keeps_both_texts(paper, person):
    (desk,) = import_stories(paper, SAMPLE.with_name("night-train.txt"))
    first, second = person("reporter"), person("editor")
    for someone in (first, second):
        someone.go(desk)
    first.page.get_by_label("Headline").fill("The reporter’s headline")
    first.page.get_by_role("button", name="Save draft").click()
    wait_until_saved(first.page, 2)
    second.page.get_by_label("Headline").fill("The editor’s headline")
    press(second.page, second.page.get_by_role("button", name="Save draft"))
    second.page.get_by_text("Choose between the two texts in one place.").wait_for()
    sides = second.page.locator(".question-side .change-lines").all_inner_texts()
    assert [
        side.endswith(whose) for side, whose in zip(sides, ("editor’s headline", "reporter’s headline"), strict=True)
    ]
    second.page.locator("input[value=mine]").check()
    second.page.get_by_role("button", name="Save merged version").click()
    wait_until_saved(second.page, 3)
    assert second.page.get_by_label("Headline").input_value() == "The editor’s headline"


@pytest.mark.parametrize("size", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize(
    "path", ["/", "/countries/", "/country/pk/", "/country/af/pk/", "/section/europe/", "/archive/"]
)
def test_the_paper_fits_its_window_and_asks_nobody_else(path, size, person):
    reader = person(**size)
    assert reader.go(path) == 200
    assert (sideways_scroll(reader.page) <= 0, reader.complaints, reader.foreign_requests) == (True, [], [])


@pytest.mark.parametrize("size", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/",
        "/admin/articles/article/1/change/",
        "/admin/articles/article/file/",
        "/admin/articles/image/",
    ],
)
def test_the_desk_fits_its_window_and_keeps_its_policy(path, size, person):
    editor = person("editor", **size)
    assert editor.go(path) == 200
    assert (sideways_scroll(editor.page) <= 0, editor.complaints, editor.foreign_requests) == (True, [], [])


def test_everything_can_be_read_without_script(person):
    reader = person(java_script_enabled=False)
    assert reader.go("/") == 200
    press(reader.page, reader.page.locator("h2 a").first)
    assert reader.page.locator(".body > p").count() > 3


WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {margin:0}</style></head><body>"
    "<!--StartFragment--><p class=MsoNormal style='mso-margin-top-alt:auto'><b>Engineers</b> met<o:p></o:p></p>"
    "<p class=MsoNormal><font color=red>“Again,”</font> they said.</p><!--EndFragment--></body></html>"
)
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span>A head</span></h1>'
    '<p dir="ltr"><span style="font-weight:400">Plain, </span><span style="font-weight:700">bold</span>'
    '<span style="font-style:italic">, italic</span></p></b>'
)


@pytest.mark.parametrize(
    ("pasted", "clean"),
    [
        (WORD, "<p><strong>Engineers</strong> met</p><p>“Again,” they said.</p>"),
        (DOCS, "<h2>A head</h2><p>Plain, <strong>bold</strong><em>, italic</em></p>"),
    ],
    ids=["from Word", "from Google Docs"],
)
def test_what_is_pasted_comes_out_clean(pasted, clean, person):
    editor = person("editor")
    editor.go(ADD)
    script = 'async (html) => (await import("/static/desk/editor/paste.js")).cleanPastedHTML(html)'
    assert editor.page.evaluate(script, pasted) == clean
    assert editor.complaints == []
