"""Suggested countries in a real browser: beside the text, while one writes."""

import pytest

ADD = "/admin/articles/article/add/"
HEADLINE = "Kabul and Islamabad agree"
TEXT = "The Afghan hosts met in Kabul. They flew to Tehran."
# What the highlights cover, which no element shows.
LIT = "() => [...(CSS.highlights.get('evidence') ?? [])].map((range) => range.toString())"


def rows(page, kind):
    return page.locator(f".suggestions-{kind} > li").evaluate_all("found => found.map(one => one.dataset.code)")


def button(page, code, press):
    return page.locator(f'.suggestions li[data-code="{code}"] [data-press="{press}"]')


@pytest.fixture
def writing(person):
    """An editor at a new story with a headline and a line of text, for which the countries have come."""
    editor = person("editor")
    editor.go(ADD)
    editor.page.get_by_label("Headline").fill(HEADLINE)
    editor.page.get_by_role("textbox", name="Body").click()
    editor.page.keyboard.type(TEXT)
    editor.page.locator('.suggestions-open > li[data-code="IR"]').wait_for()
    yield editor
    assert (editor.complaints, editor.asked_elsewhere) == ([], [])


def save(editor):
    editor.page.get_by_role("button", name="Save draft").click()
    editor.page.get_by_text("Saved as version").wait_for()
    editor.page.wait_for_load_state("networkidle")


def test_countries_appear_while_one_writes_and_follow_the_words(writing):
    page = writing.page
    assert rows(page, "open") == ["AF", "PK", "IR"]
    assert page.locator(".suggestions-status").inner_text() == "Countries suggested: 3"
    page.get_by_role("textbox", name="Body").press("Control+End")
    page.keyboard.type(" Then to Ulaanbaatar.")
    page.locator('.suggestions-open > li[data-code="MN"]').wait_for()
    assert page.evaluate("document.activeElement.closest('.ProseMirror') !== null")


def test_the_words_that_speak_for_a_country_are_lit_while_one_is_on_it(writing):
    page = writing.page
    assert page.evaluate(LIT) == []
    button(page, "AF", "about").focus()
    assert page.evaluate(LIT) == ["Afghan", "Kabul"]
    assert page.locator(".is-evidence label").all_inner_texts() == ["Headline"]
    button(page, "IR", "about").focus()
    assert (page.evaluate(LIT), page.locator(".is-evidence").count()) == (["Tehran"], 0)
    page.get_by_label("Headline").focus()
    assert page.evaluate(LIT) == []


def test_a_list_is_worked_down_by_keys_alone_and_a_refusal_holds(writing):
    page = writing.page
    button(page, "AF", "about").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li').dataset.code") == "PK"
    button(page, "PK", "no").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li').dataset.code") == "IR"
    page.keyboard.press("Enter")
    assert (rows(page, "open"), rows(page, "taken"), rows(page, "refused")) == ([], ["AF", "IR"], ["PK"])
    assert page.locator(".suggestions-status").inner_text() == "All suggestions are decided."
    suggested = page.locator("#id_mentioned").evaluate("field => [...field.selectedOptions].map(one => one.value)")
    wanted = "about" if suggested == ["IR"] else "mentioned"
    button(page, "IR", wanted).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li').dataset.code") == "IR"
    assert (
        page.locator(f"#id_{wanted}").evaluate("field => [...field.selectedOptions].map(one => one.value)").count("IR")
        == 1
    )
    save(writing)
    page.locator('.suggestions-taken > li[data-code="AF"]').wait_for()
    assert (rows(page, "open"), set(rows(page, "taken")), rows(page, "refused")) == ([], {"AF", "IR"}, [])
    page.get_by_label("Standfirst").fill("In Islamabad, Pakistan, and in Ulaanbaatar.")
    page.locator('.suggestions-open > li[data-code="MN"]').wait_for()
    assert rows(page, "open") == ["MN"]


def test_an_answer_does_not_take_the_button_from_under_the_fingers(writing):
    page = writing.page
    page.get_by_label("Standfirst").fill("Ulaanbaatar is far.")
    button(page, "PK", "mentioned").focus()
    page.locator('.suggestions-open > li[data-code="MN"]').wait_for()
    assert page.evaluate(
        "[document.activeElement.dataset.press, document.activeElement.closest('li').dataset.code]"
    ) == [
        "mentioned",
        "PK",
    ]


def test_a_country_that_is_taken_out_by_hand_is_offered_again(writing):
    page = writing.page
    button(page, "AF", "about").click()
    assert rows(page, "taken") == ["AF"]
    page.locator(".field-about .select2-selection__choice__remove").click()
    page.locator('.suggestions-open > li[data-code="AF"]').wait_for()
    assert (rows(page, "taken"), page.locator("[name=decision]").count()) == ([], 0)
