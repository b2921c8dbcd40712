"""Each script in its own font and with room for its ink, wherever words of a story stand at the desk."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import ADD, STORIES, WIDE, body, save, type_into_body
from tests.support.browser.lettering import collisions, spare_room, typefaces

URDU_STORY = f"{STORIES}46/"
ARABIC_STORY = f"{STORIES}40/"
NASTALIQ, NASKH, LATIN = "Noto Nastaliq Urdu with Newsreader", "Noto Naskh Arabic with Newsreader", "Newsreader 16pt"
LONG_URDU = "کوئٹہ سے زاہدان: مال گاڑی کے پیچھے ایک مسافر ڈبہ، ہفتے میں دو بار، تفتان کے راستے"
ROWS = {
    "list": (STORIES, ".row-label, .row-headline, .state, #result_list .field-in_section, .field-writers"),
    "board": (f"{STORIES}board/", ".column h2, .card-story, .card-facts, .card-work, .card-missing, .card-moves"),
    "calendar": (f"{STORIES}calendar/", ".column h2, .entry-when, .card-story, .card-facts, .card-moves"),
    "library": ("/admin/articles/image/", ".shelved-name, .shelved-facts, .shelved-missing"),
    "start": ("/admin/", ".tray h2, .row-label, .row-headline, .tray-facts"),
    "front page": ("/admin/front/", ".slot h2, .place-name, .pool-headline, .pool-facts"),
}
BOXES = [f".field-{name} textarea" for name in ("headline", "standfirst", "backstory")]


@pytest.mark.parametrize(("story", "face"), [(URDU_STORY, NASTALIQ), (ARABIC_STORY, NASKH)], ids=["Urdu", "Arabic"])
def test_words_are_written_in_the_font_of_their_language_with_nothing_cut_off(person, story, face):
    editor = person("editor", **WIDE)
    editor.go(f"{story}change/")
    page = editor.page
    body(page).wait_for()
    page.locator(BOXES[2]).fill(page.locator(BOXES[0]).input_value())
    for box in BOXES:
        assert {face} <= typefaces(page, box) <= {face, LATIN}  # Arabic ends its sentences with a Latin full stop
        assert min(spare_room(page, box)) >= 0
    assert {face} <= typefaces(page, ".ProseMirror p:first-child") <= {face, LATIN}


def test_letters_that_are_cut_off_would_be_found(person):
    editor = person("editor", **WIDE)
    editor.go(f"{URDU_STORY}change/")
    page = editor.page
    page.locator(BOXES[0]).evaluate("(box) => box.style.setProperty('line-height', '1.12', 'important')")
    assert min(spare_room(page, BOXES[0])) < 0


def test_the_boxes_follow_the_storys_language_at_once(person):
    reporter = person("reporter", **WIDE)
    reporter.go(ADD)
    page = reporter.page
    headline = page.locator(BOXES[0])
    headline.fill(LONG_URDU)
    shown = {}
    for language in ("en", "ur", "ar"):
        page.get_by_label("Language", exact=True).select_option(language)
        expect(headline).to_have_attribute("lang", language)
        expect(body(page)).to_have_attribute("lang", language)
        shown[language] = (
            headline.get_attribute("dir"),
            typefaces(page, BOXES[0]),
            min(spare_room(page, BOXES[0])) >= 0,
        )
    assert shown == {
        "en": ("ltr", {NASTALIQ, LATIN}, True),
        "ur": ("rtl", {NASTALIQ, LATIN}, True),
        "ar": ("rtl", {NASKH, LATIN}, True),
    }


@pytest.mark.parametrize(("name", "face"), [("فیض کے", NASTALIQ), ("محمود", NASKH)], ids=["Urdu", "Arabic"])
def test_a_name_in_an_english_story_has_the_font_of_its_script_and_room(person, name, face):
    reporter = person("reporter", **WIDE)
    reporter.go(ADD)
    page = reporter.page
    page.locator(BOXES[0]).fill(f"What {name} wrote")
    type_into_body(page, f"What {name} wrote was read.")
    assert typefaces(page, BOXES[0]) == typefaces(page, ".ProseMirror p") == {LATIN, face}
    assert min(spare_room(page, BOXES[0])) >= 0
    save(page, version=1)
    reporter.go(f"{STORIES}?q={name}")
    assert typefaces(page, ".row-headline:has(bdi)") == {LATIN, face}


@pytest.mark.parametrize("where", ROWS)
def test_words_among_others_have_their_own_font_and_are_not_printed_over_others(person, where):
    path, texts = ROWS[where]
    publisher = person("publisher", **WIDE)
    publisher.go(path)
    page = publisher.page
    assert page.locator(texts).count() > 5
    assert collisions(page, texts) == []
    for language, face in (("ur", NASTALIQ), ("ar", NASKH)):
        if page.locator(f"#content [lang={language}]:visible").count():
            assert typefaces(page, f"#content [lang={language}]") <= {face, LATIN}


def test_words_printed_over_others_would_be_found(person):
    publisher = person("publisher", **WIDE)
    publisher.go(ROWS["board"][0])
    page = publisher.page
    page.locator(".card-story").first.evaluate("(story) => { story.style.marginBlockEnd = '-1.2rem' }")
    assert len(collisions(page, ROWS["board"][1])) > 0


def test_the_history_a_comparison_notes_and_notifications_show_urdu_in_its_font(person):
    reporter = person("reporter", **WIDE)
    reporter.go(ADD)
    page = reporter.page
    page.get_by_label("Language", exact=True).select_option("ur")
    page.locator(BOXES[0]).fill("دریا کے پار ایک نیا پُل")
    type_into_body(page, "یہ پُل پچھلے سال بنا تھا۔")
    save(page, version=1)
    page.locator(BOXES[0]).fill("دریا کے پار دو نئے پُل")
    save(page, version=2)
    desk = page.url.removeprefix(reporter.home).partition("change/")[0]
    page.get_by_role("button", name="Submit").first.click()
    page.get_by_text("In review", exact=True).first.wait_for()
    for path, words in (("history/", ".history-story"), ("compare/?from=1&to=2", ".change-headline .change-text")):
        reporter.go(f"{desk}{path}")
        assert typefaces(page, words) == {NASTALIQ}
    editor = person("editor", **WIDE)
    editor.go("/admin/inbox/")
    assert typefaces(editor.page, ".inbox-rows li:first-child bdi bdi") == {NASTALIQ}
    assert collisions(editor.page, ".inbox-rows a, .inbox-rows .tray-facts, .inbox-note") == []


@pytest.mark.parametrize("language", ["ur", "ar"])
def test_the_desk_itself_is_set_in_the_script_of_its_language(person, language):
    editor = person("editor", locale=language, **WIDE)
    editor.go(STORIES)
    face = {"ur": NASTALIQ, "ar": NASKH}[language]
    assert face in typefaces(editor.page, ".desk-nav a:first-child")
    assert collisions(editor.page, ROWS["list"][1]) == []
