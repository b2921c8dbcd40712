"""The history in a real browser: an editor compares and restores, a publisher corrects, a reader opens the change."""

from playwright.sync_api import expect

from tests.support.browser.desk import begin_story, body, press_move, save


def _write(person, headline, text):
    return begin_story(person, headline, text).removesuffix("change/")


def _rewrite(person, desk, headline, *, version):
    person.go(f"{desk}change/")
    person.page.get_by_label("Headline").fill(headline)
    save(person.page, version=version)


def _approve(desk, *, reporter, editor):
    press_move(reporter, f"{desk}change/", "Submit for review", "In review")
    press_move(editor, f"{desk}change/", "Approve", "Approved")


def _places(page):
    """The words of each visible block, and its box; measured in one go, once the typefaces are there."""
    page.evaluate("() => document.fonts.ready.then(() => null)")
    return page.locator(".block-words:visible").evaluate_all(
        "blocks => blocks.map(one => ({text: one.innerText, ...one.getBoundingClientRect().toJSON()}))"
    )


def test_an_editor_compares_and_restores_and_a_reader_opens_the_correction(person):
    reporter, editor, publisher, reader = person("reporter"), person("editor"), person("publisher"), person()
    desk = _write(reporter, "One gauge on the border", "Engineers met on Tuesday.")
    _rewrite(reporter, desk, "Two gauges on the border", version=2)
    _rewrite(reporter, desk, "Nobody knows how many gauges", version=3)

    page = reporter.page
    reporter.go(f"{desk}history/")
    expect(page.locator(".history-chosen")).to_have_text("Selected: version 2 and version 3.")
    for key in ("j", "j", "ArrowDown", "x"):
        page.keyboard.press(key)
    expect(page.locator(".history-chosen")).to_have_text("Selected: version 1 and version 3.")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/**")
    page.keyboard.press("n")
    expect(page.locator(".is-current h2")).to_have_text("Headline")
    expect(page.locator(".compare-jump [role=status]")).to_have_text("1 / 1")
    page.get_by_role("button", name="Restore version 1", exact=True).click()
    page.get_by_text("Version 1 was restored as a new draft.").wait_for()
    assert page.get_by_label("Headline").input_value() == "One gauge on the border"

    _approve(desk, reporter=reporter, editor=editor)
    press_move(publisher, f"{desk}change/", "Publish now", "Published")
    public = publisher.page.get_by_role("link", name="View on site").get_attribute("href")

    _rewrite(reporter, desk, "Two gauges on the border", version=5)
    _approve(desk, reporter=reporter, editor=editor)
    publisher.go(f"{desk}change/")
    assert publisher.page.get_by_role("button", name="Publish now").count() == 0
    publisher.page.get_by_text("Publish with a correction …").click()
    publisher.page.get_by_label("Type").first.select_option("correction")
    publisher.page.get_by_label("What was corrected? Readers see this text.").fill("There are two gauges.")
    publisher.page.get_by_role("button", name="Publish with a correction", exact=True).click()
    publisher.page.get_by_text("Published version 5 with its correction.").wait_for()

    reader.go(public)
    assert "There are two gauges." in reader.page.locator(".corrections").inner_text()
    reader.page.get_by_role("link", name="See what changed").click()
    reader.page.wait_for_url("**/corrections/1/")
    marked = [reader.page.locator(f".change-headline {mark}").all_inner_texts() for mark in ("del", "ins")]
    assert [[word.split("\n")[-1] for word in words] for words in marked] != [[], []]
    assert "Two" in " ".join(marked[1])
    for someone in (reporter, editor, publisher, reader):
        assert (someone.complaints, someone.foreign_requests) == ([], [])


def test_where_two_columns_have_no_room_the_versions_stand_below_each_other(person):
    reporter = person("reporter")
    desk = _write(reporter, "A gauge in two columns", "Engineers met on Tuesday.\nNobody came.")
    page = reporter.page
    body(page).get_by_text("Nobody came.").click()  # once the editor has its words
    page.keyboard.press("Control+End")
    page.keyboard.type(" Not even the minister.")
    save(page, version=2)

    reporter.go(f"{desk}compare/?from=1&to=2&as=sides")
    boxes = _places(page)
    assert [box["y"] for box in boxes[::2]] == [box["y"] for box in boxes[1::2]]
    assert all(old["x"] + old["width"] < new["x"] for old, new in zip(boxes[::2], boxes[1::2], strict=True))
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator(".block-words:visible")).to_have_count(3)
    same, old, new = _places(page)
    assert [words["text"].split(".")[0] for words in (same, old, new)] == [
        "Engineers met on Tuesday",
        "Nobody came",
        "Nobody came",
    ]
    assert same["x"] == old["x"] == new["x"]
    assert same["y"] < old["y"] < new["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])
