"""Pictures in a real browser: dropped, described, focused by mouse and by keys, and used as a lead."""

import base64
import re

from playwright.sync_api import expect

from tests.support import image_files as corpus
from tests.support.browser.desk import ADD, PHONE, press, save, sideways_scroll

LIST = "/admin/articles/image/"
# What a browser gives a page on which files are dropped.
DROP = """([selector, files]) => {
  const held = new DataTransfer()
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    held.items.add(new File([bytes], name, { type: "image/jpeg" }))
  }
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: held })
    document.querySelector(selector).dispatchEvent(event)
  }
}"""


def drop(page, selector, **files):
    """Drop files of these names and bytes on a place."""
    page.evaluate(DROP, [selector, [(f"{name}.jpg", base64.b64encode(data).decode()) for name, data in files.items()]])


def scene(seed, **options):
    return corpus.encoded(corpus.scene((900, 600), seed=seed), **options)


def refusals_aside(complaints):
    """A browser also says on its own that a request was refused."""
    return [words for words in complaints if "status of 400" not in words]


def upload(page):
    """Drop three files, of which one is a trick."""
    owned = corpus.exif(copyright="Sana Malik")
    drop(page, ".shelf", gauge=scene(11, exif=owned), bridge=scene(12), trick=b"<svg onload='alert(1)'/>")
    kept, refused = page.locator(".sent.is-done"), page.locator(".sent.is-refused")
    expect(kept).to_have_count(2)
    expect(refused).to_have_count(1)
    expect(refused.locator(".sent-name")).to_have_text("trick.jpg")
    expect(refused.locator(".sent-words")).to_have_text("This file is not a JPEG, PNG, WebP, AVIF or HEIC picture.")
    refused.get_by_role("button", name="Try again").click()
    expect(refused).to_have_count(1)


def describe(page):
    """Type a row a picture; the owner whom one file names is offered, and copied to the other."""
    press(page, page.get_by_role("link", name="Add captions and alt text"))
    rows = page.locator(".described")
    expect(rows).to_have_count(2)
    credits = [rows.nth(place).get_by_label("Credit line") for place in range(2)]
    named = next(place for place in range(2) if credits[place].input_value() == "© Sana Malik")
    assert credits[1 - named].input_value() == ""
    rows.nth(named).get_by_label("Alt text").fill("A gauge between two rivers")
    rows.nth(named).get_by_label("Caption").fill("The gauge that was dropped")
    rows.nth(1 - named).get_by_label("Alt text").fill("A bridge")
    rows.nth(named).get_by_role("button", name="Use this credit and licence for all").click()
    expect(credits[1 - named]).to_have_value("© Sana Malik")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.get_by_text("Saved 2 pictures.").wait_for()


def focus(page):
    """Set the focal point of the first by a click, then by keys."""
    press(page, page.get_by_role("link", name="The gauge that was dropped"))
    mark = page.locator(".focal-point")
    mark.wait_for()
    picture = page.locator(".focal img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.8})
    for side, value in (("x", "0.2"), ("y", "0.8")):
        expect(page.locator(f"#id_focal_{side}")).to_have_value(value)
    expect(mark).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    for side, value in (("x", "0.21"), ("y", "0.7")):
        expect(page.locator(f"#id_focal_{side}")).to_have_value(value)
    expect(mark).to_have_accessible_name(re.compile("21 of 100 from the left, 70 of 100 from the top"))
    # The square is cut as the cutter cuts it: 600 of 900 pixels about the 189th begin at the left edge.
    assert page.locator(".crop-square").evaluate("it => it.style.objectPosition") == "0% 50%"
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{LIST}")
    assert page.locator(".shelf img").evaluate_all("all => all.some((it) => it.src.includes('-21-70/card-320'))")


def test_pictures_are_dropped_described_focused_and_used(person):
    editor = person("editor")
    page = editor.page
    editor.go(LIST)
    upload(page)
    describe(page)
    focus(page)
    editor.go(ADD)
    page.get_by_label("Headline").fill("A story with a lead")
    page.get_by_role("button", name="Choose a picture …").click()
    page.get_by_label("Search the library").fill("was dropped")
    found = page.locator(".desk-pictures__button")
    expect(found).to_have_count(1)
    found.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lead-words")).to_have_text("The gauge that was dropped")
    save(page, version=1)
    expect(page.locator(".lead-shown img")).to_have_attribute("alt", "A gauge between two rivers")
    assert (refusals_aside(editor.complaints), editor.foreign_requests) == ([], [])


def test_a_file_dropped_on_the_leads_place_becomes_the_lead(person):
    editor = person("editor")
    page = editor.page
    editor.go(ADD)
    drop(page, ".lead-picker", trick=b"<!doctype html>")
    status = page.locator(".lead-status")
    expect(status).to_have_text("trick.jpg: This file is not a JPEG, PNG, WebP, AVIF or HEIC picture.")
    expect(page.locator("#id_lead_image")).to_have_value("")
    drop(page, ".lead-picker", lead=scene(13))
    expect(page.locator(".lead-shown img")).to_be_visible()
    expect(page.locator(".lead-missing")).to_have_text("No alt text No credit line")
    expect(page.locator("#id_lead_image")).to_have_value(re.compile(r"^\d+$"))
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator("#id_lead_image")).to_have_value("")
    expect(page.locator(".lead-none")).to_be_visible()
    assert (refusals_aside(editor.complaints), editor.foreign_requests) == ([], [])


def test_without_script_many_pictures_come_in_by_a_plain_form(person, tmp_path):
    editor = person("editor", java_script_enabled=False)
    page = editor.page
    for name, data in {"one": scene(14), "two": scene(15), "trick": b"<svg/>"}.items():
        (tmp_path / f"{name}.jpg").write_bytes(data)
    editor.go(LIST)
    page.get_by_label("Upload pictures").set_input_files([tmp_path / f"{name}.jpg" for name in ("one", "trick", "two")])
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_text("“trick.jpg”: This file is not a JPEG, PNG, WebP, AVIF or HEIC picture.").wait_for()
    expect(page.locator(".described")).to_have_count(2)


def test_a_phone_shows_the_library_without_scrolling_sideways(person):
    editor = person("editor", **PHONE)
    for path in (LIST, f"{LIST}1/change/", f"{LIST}describe/?ids=1,2"):
        editor.go(path)
        assert sideways_scroll(editor.page) <= 0
