"""Pictures are put into the text where one writes: pasted, dropped or chosen, described there, and undone in one step."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.support import image_files
from tests.support.browser.browsing import wait_until
from tests.support.browser.desk import ADD, body, body_html, press, save, type_into_body
from tests.support.browser.scripts import PUT_FILES

FIGURE = re.compile(r'<figure data-picture="(\d+)"([^>]*)><figcaption>([^<]*)</figcaption></figure>')


def put(page, kind, *files, html=""):
    """Paste or drop files, each (name, type, bytes), with markup beside them."""
    encoded = [(name, type_, base64.b64encode(data).decode()) for name, type_, data in files]
    page.evaluate(PUT_FILES, [kind, html, encoded])


def jpeg(seed, **options):
    return image_files.encoded(image_files.scene((600, 400), seed=seed), **options)


def figures(page):
    return FIGURE.findall(body_html(page))


@pytest.fixture
def page(person):
    reporter = person("reporter")
    reporter.go(ADD)
    reporter.page.get_by_label("Headline").fill("A picture in the text")
    body(reporter.page).click()
    yield reporter.page
    assert reporter.foreign_requests == []


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_picture_arrives_in_place_and_is_described_there(page, kind):
    type_into_body(page, "Before it.")
    owned = image_files.exif(copyright="Sana Malik")
    put(page, kind, ("gauge.jpg", "image/jpeg", jpeg(31, exif=owned)))
    figure = page.locator(".desk-figure")
    expect(figure).to_have_count(1)
    expect(figure.get_by_label("Credit line")).to_have_value("© Sana Malik")
    figure.get_by_label("Alt text").fill("A gauge in a river")
    figure.get_by_label("Caption").fill("The gauge at noon.")
    figure.get_by_label("Width").select_option(label="Wide")
    ((_key, own, caption),) = figures(page)
    assert own == ' data-width="wide" data-alt="A gauge in a river" data-credit="© Sana Malik"'
    assert (caption, body_html(page).startswith("<p>Before it.</p><figure")) == ("The gauge at noon.", True)
    save(page, version=1)
    assert [found[1:] for found in figures(page)] == [(own, caption)]


def test_several_come_in_their_order_and_each_is_one_step_to_undo(page):
    type_into_body(page, "Words.")
    owners = ["First", "Second"]
    files = [(f"{owner}.jpg", "image/jpeg", jpeg(41, exif=image_files.exif(copyright=owner))) for owner in owners]
    put(page, "paste", *files)
    expect(page.locator(".desk-figure")).to_have_count(2)
    assert [own for _key, own, _caption in figures(page)] == [' data-credit="© First"', ' data-credit="© Second"']
    body(page).locator("p").first.click()
    page.keyboard.press("Control+z")
    expect(page.locator(".desk-figure")).to_have_count(1)
    assert [own for _key, own, _caption in figures(page)] == [' data-credit="© First"']


def test_a_file_that_is_no_picture_says_why_where_it_is_and_goes_away(page):
    type_into_body(page, "Words.")
    put(page, "paste", ("trick.jpg", "image/jpeg", b"<svg onload='alert(1)'/>"))
    refused = page.locator(".desk-upload.is-refused")
    expect(refused).to_contain_text("trick.jpg: This file is not a JPEG, PNG, WebP, AVIF or HEIC picture.")
    assert "trick" not in body_html(page)
    refused.get_by_role("button", name="Remove").click()
    expect(page.locator(".desk-upload")).to_have_count(0)
    put(page, "drop", ("notes.txt", "text/plain", b"words"))
    expect(page.locator(".desk-hint")).to_have_text("Only pictures can be dropped here.")


def test_a_picture_copied_from_a_page_is_its_file_but_words_from_a_word_processor_are_words(page):
    png = ("image.png", "image/png", jpeg(51))
    put(page, "paste", png, html='<meta charset="utf-8"><img src="https://elsewhere.example/a.png" alt="">')
    expect(page.locator(".desk-figure")).to_have_count(1)
    body(page).locator("p").last.click()
    put(page, "paste", png, html="<p>Only the <b>words</b></p>")
    wait_until(page, lambda: "<p>Only the <strong>words</strong></p>" in body_html(page))
    expect(page.locator(".desk-figure, .desk-upload")).to_have_count(1)


def test_a_file_is_chosen_in_the_dialog_of_the_library(page):
    type_into_body(page, "Words.")
    page.get_by_role("button", name="Picture", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Upload …").click()
    chooser.value.set_files([{"name": "gauge.jpg", "mimeType": "image/jpeg", "buffer": jpeg(61)}])
    expect(page.locator(".desk-figure")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_lead_takes_its_words_from_the_library_and_the_story_may_say_others(page):
    page.locator(".lead-file").set_input_files(
        [{"name": "lead.jpg", "mimeType": "image/jpeg", "buffer": jpeg(71, exif=image_files.exif(copyright="Mina"))}]
    )
    credit = page.locator("#id_lead_credit")
    expect(credit).to_have_value("© Mina")
    expect(page.locator(".lead-missing")).to_have_text("No alt text")
    page.locator("#id_lead_alt").fill("A gauge")
    expect(page.locator(".lead-missing")).to_be_hidden()
    save(page, version=1)
    page.locator(".lead-picker").get_by_role("button", name="Remove").click()
    assert (credit.input_value(), page.locator("#id_lead_alt").is_visible()) == ("", False)


def test_a_picture_is_cropped_by_a_frame_and_turned_and_the_original_comes_back(person):
    publisher = person("publisher")
    publisher.go("/admin/articles/image/add/")
    page = publisher.page
    page.locator("#id_upload").set_input_files([{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg(81)}])
    page.locator("#id_caption").fill("To be cropped")
    press(page, page.get_by_role("button", name="Save and continue editing"))
    frame = page.locator(".shape-frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.25)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.5)
    page.mouse.move(box["x"] + box["width"], box["y"] + box["height"])
    page.mouse.up()
    assert [page.locator(f"#shape_{side}").input_value() for side in ("left", "top", "right", "bottom")] == [
        *("50", "25", "0", "0")
    ]
    press(page, page.get_by_role("button", name="Crop and turn"))
    page.get_by_text("The picture is shown like this from now on. The original is unchanged.").wait_for()
    page.get_by_text("300 × 300").wait_for()
    page.get_by_role("button", name="Whole picture").click()
    press(page, page.get_by_role("button", name="Crop and turn"))
    page.get_by_text("600 × 400").wait_for()
    assert (publisher.complaints, publisher.foreign_requests) == ([], [])
