"""Two names for one thing: an editor is offered them, sees what merging will do, merges, and takes it back."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import WIDE, import_sample, press_move, sideways_scroll

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def publish_with(paper, person):
    """`publish_with("Railway")`: a reporter types a tag that nobody knew yet, and the story is published; its headline."""

    def take_the_whole_way(tag):
        desk = import_sample(paper)
        reporter = person("reporter")
        reporter.go(desk)
        reporter.page.get_by_role("searchbox", name="Tags").press_sequentially(f"{tag},")
        reporter.page.locator(".field-tags .select2-selection__choice", has_text=tag).wait_for()
        reporter.page.get_by_role("button", name="Submit for review").first.click()
        reporter.page.get_by_text("In review", exact=True).first.wait_for()
        press_move(person("editor"), desk, "Approve", "Approved")
        publisher = person("publisher")
        press_move(publisher, desk, "Publish now", "Published")
        return publisher.page.get_by_role("link", name="View on site").get_attribute("href")

    return take_the_whole_way


def numbers(row):
    """The numbers of a row, in their order."""
    return [int(words) for words in row.locator("td").all_inner_texts() if words.strip().isdecimal()]


def tagged(reader, slug, site=""):
    """Where the address of a tag leads, and the stories there."""
    assert reader.go(f"{site}/tag/{slug}/") == 200
    links = reader.page.locator("main a[href^='/20']").evaluate_all(
        "found => found.map(one => one.getAttribute('href'))"
    )
    return reader.page.url.removeprefix(reader.home), set(links)


def by_keyboard(wanted):
    wanted.press("Enter")


def by_thumb(wanted):
    wanted.tap()


@pytest.mark.parametrize(
    ("size", "choose", "wrong", "right"),
    [(WIDE, by_keyboard, "Railway", "Railways"), (PHONE, by_thumb, "Border", "Borders")],
    ids=["wide, by keyboard", "phone, by thumb"],
)
def test_an_editor_merges_two_tags_that_look_alike_and_takes_it_back(publish_with, person, size, choose, wrong, right):
    story = publish_with(wrong)
    old, kept = f"/tag/{wrong.lower()}/", f"/tag/{right.lower()}/"
    reader, editor = person(**size), person("editor", **size)
    page = editor.page
    before = tagged(reader, right.lower())[1]
    assert tagged(reader, wrong.lower()) == (old, {story})
    assert story not in before

    editor.go("/admin/articles/tag/")
    choose(page.get_by_role("link", name="Similar tags"))
    page.wait_for_url("**/alike/")
    offered = page.get_by_role("row").filter(has=page.get_by_role("link", name=wrong, exact=True))
    assert sorted(numbers(offered)) == sorted([1, max(numbers(offered))])
    assert sideways_scroll(page) <= 0
    choose(offered.get_by_role("link", name="Merge …"))

    page.wait_for_url("**/merge/?**")
    keep = page.get_by_role("radio", name=right, exact=True)
    rows = {
        name: page.get_by_role("row").filter(has=page.get_by_role("radio", name=name, exact=True))
        for name in (wrong, right)
    }
    assert numbers(rows[wrong]) == [1, 1]
    stories, public = numbers(rows[right])
    in_other_languages = [tagged(reader, right.lower(), site)[1] for site in ("/ur", "/ar")]
    assert (public, keep.is_checked()) == (len(before) + sum(map(len, in_other_languages)), True)
    expect(page.get_by_text(f"{stories + 1} stories will have the tag you keep.")).to_have_count(1)
    assert sideways_scroll(page) <= 0
    assert tagged(reader, wrong.lower()) == (old, {story})  # looking changes nothing
    choose(page.get_by_role("button", name="Merge", exact=True))

    page.get_by_text(f"Merged into “{right}”. Stories moved: 1.").wait_for()
    page.wait_for_load_state("load")
    assert tagged(reader, wrong.lower()) == (kept, {*before, story})
    expect(page.get_by_text("Synonyms:").get_by_role("link")).to_have_text([wrong])
    record = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=wrong, exact=True))
    assert "Editor," in record.inner_text()
    assert numbers(record) == [1]
    assert sideways_scroll(page) <= 0
    choose(record.get_by_role("button", name="Undo"))

    page.get_by_text(f"“{wrong}” is a separate tag again, on 1 story that still has its name.").wait_for()
    page.wait_for_load_state("load")
    assert tagged(reader, wrong.lower()) == (old, {story})
    assert tagged(reader, right.lower()) == (kept, before)
    assert "Editor: undone" in record.inner_text()
    for someone in (editor, reader):
        assert (someone.complaints, someone.foreign_requests) == ([], [])
