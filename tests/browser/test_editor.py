"""What is typed and pasted in the body editor keeps its meaning, in the story and for readers."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import ADD, body, body_html, paste, save, select_in_body, type_into_body


@pytest.fixture
def writer(person):
    """A reporter with a new story open, and its headline written."""
    reporter = person("reporter")
    reporter.go(ADD)
    reporter.page.get_by_label("Headline").fill("What the river carries")
    body(reporter.page).click()
    yield reporter
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])


def preview(writer):
    """Open the story that is saved as readers will see it."""
    writer.go(writer.page.get_by_role("link", name="Preview", exact=True).get_attribute("href"))
    return writer.page


def test_raised_lowered_and_struck_words_are_written_by_key_and_button_kept_and_shown(writer):
    page = writer.page
    type_into_body(page, "10")
    page.keyboard.press("Control+.")
    page.keyboard.type("6")
    page.keyboard.press("Control+.")
    page.keyboard.type(" t of CO")
    page.get_by_role("button", name="Subscript").click()
    page.keyboard.type("2")
    page.get_by_role("button", name="Subscript").click()
    page.keyboard.type(", not more")
    select_in_body(page, "10")
    page.keyboard.press("Control+Shift+s")
    expect(page.get_by_role("button", name="Strikethrough")).to_have_attribute("aria-pressed", "true")
    written = "<p><s>10</s><sup>6</sup> t of CO<sub>2</sub>, not more</p>"
    # Notes and checks quote the text as the desk reads it.
    read = (
        'async () => (await import("/static/desk/editor/passages.js")).textOf(document.querySelector(".ProseMirror p"))'
    )
    assert page.evaluate(read) == "10⁶ t of CO₂, not more"
    assert (body_html(page), page.get_by_text("Saved as version").count()) == (written, 0)
    save(page, version=1)
    assert body_html(page) == written
    assert preview(writer).locator(".body").inner_html().strip() == written


PASTED = [
    (
        "tags",
        "10<sup>6</sup> of CO<sub>2</sub> <s>a</s><strike>b</strike><del>c</del>",
        "10<sup>6</sup> of CO<sub>2</sub> <s>abc</s>",
    ),
    (
        "styles",
        '10<span style="vertical-align:super;text-decoration:none">6</span> '
        '<span style="font-weight:700;text-decoration:line-through">no</span>',
        "10<sup>6</sup> <strong><s>no</s></strong>",
    ),
    ("a baseline within", '<sup>a<span style="vertical-align:sub">b</span></sup>', "<sup>a</sup><sub>b</sub>"),
    ("a tracked deletion", 'It <del cite="mailto:x" datetime="2026">was</del>is', "It is"),
]


@pytest.mark.parametrize(("pasted", "clean"), [case[1:] for case in PASTED], ids=[case[0] for case in PASTED])
def test_raised_lowered_and_struck_words_are_so_when_they_are_pasted(pasted, clean, writer):
    paste(writer.page, f"<p>{pasted}</p>")
    assert body_html(writer.page) == f"<p>{clean}</p>"


def table(*rows, caption=""):
    """Write a table as it is kept; the cells of its first row are headers."""
    tags = ["th"] + ["td"] * (len(rows) - 1)
    cells = ["".join(f"<{tag}><p>{cell}</p></{tag}>" for cell in row) for tag, row in zip(tags, rows, strict=True)]
    title = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{title}<tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


def test_a_table_is_made_filled_left_and_captioned_by_keyboard_kept_and_shown(writer):
    page = writer.page
    type_into_body(page, "Before.")
    page.get_by_role("button", name="Table", exact=True).click()
    page.keyboard.type("Party")
    page.keyboard.press("Tab")
    page.keyboard.type("Seats")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Caption", exact=True)).to_be_focused()
    page.keyboard.type("Who won")
    page.keyboard.press("Enter")
    for _cell in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("PPP")
    page.get_by_role("button", name="Delete row").click()
    page.keyboard.press("Control+z")
    for _cell in range(6):  # one more than there are
        page.keyboard.press("Tab")
    page.keyboard.type("- last")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("After.")
    written = (
        "<p>Before.</p>"
        + table(("Party", "Seats", ""), ("PPP", "", ""), ("", "", ""), ("- last", "", ""), caption="Who won")
        + "<p>After.</p>"
    )
    assert body_html(page) == written
    save(page, version=1)
    assert body_html(page) == written
    shown = preview(writer).locator(".table-box")
    assert shown.locator("tr").all_inner_texts()[:2] == ["Party\tSeats\t", "PPP\t\t"]


SHEET = (
    "<style>td{mso-x:1}</style><table border=0><col width=64>"
    "<tr height=20><td class=xl65 style='vertical-align:top'>Party</td><td>2019</td></tr>"
    "<tr style='display:none'><td>x</td><td>1</td></tr>"
    "<tr><td>PPP</td><td align=right>54</td></tr><tr><td></td><td></td></tr></table>"
)
WORD_TABLE = (
    "<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Party<o:p></o:p></b></p></td>"
    "<td><p class=MsoNormal><b>Leader</b></p></td></tr>"
    "<tr><td><p class=MsoNormal>PPP</p></td><td><ul><li>A</li><li>B</li></ul></td></tr></table>"
)
WIKIPEDIA = (
    '<table class="wikitable"><caption>Seats by <b>party</b></caption>'
    '<thead><tr><th colspan="9999">All</th></tr><tr><th>Party</th><th>Seats</th></tr></thead>'
    "<tbody><tr><th>PPP</th><td><b>54</b></td></tr></tbody></table>"
)
TABLES = {
    "a sheet": (SHEET, table(("Party", "2019"), ("PPP", "54"))),
    "Word": (WORD_TABLE, table(("Party", "Leader"), ("PPP", "A</p><p>B"))),
    "Wikipedia": (
        WIKIPEDIA,
        "<table><caption>Seats by party</caption><tbody>"
        '<tr><th colspan="2"><p>All</p></th></tr><tr><th><p>Party</p></th><th><p>Seats</p></th></tr>'
        "<tr><th><p>PPP</p></th><td><p><strong>54</strong></p></td></tr></tbody></table>",
    ),
    "one column": ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "<p>a</p><p>b</p>"),
    "a table in a table": (
        "<table><tr><td>a<td>b</tr><tr><td><table><tr><td>c<td>d</tr></table></td></tr></table>",
        "<p>a</p><p>b</p><p>c</p><p>d</p>",
    ),
}


@pytest.mark.parametrize(("pasted", "clean"), TABLES.values(), ids=TABLES)
def test_a_pasted_table_is_a_table_and_one_for_layout_is_paragraphs(pasted, clean, writer):
    paste(writer.page, f"{pasted}<p>After.</p>")
    assert body_html(writer.page) == f"{clean}<p>After.</p>"


def test_a_list_that_is_pasted_into_a_cell_is_paragraphs_there(writer):
    page = writer.page
    page.get_by_role("button", name="Table", exact=True).click()
    paste(page, "<ul><li>a</li><li>b</li></ul>")
    assert body_html(page) == table(("a</p><p>b", "", ""), ("", "", ""), ("", "", "")) + "<p></p>"


def test_arrows_go_through_a_table_in_arabic_as_one_sees_it(writer):
    page = writer.page
    page.get_by_label("Language").select_option("ar")
    body(page).click()
    paste(page, f"{table(('الحزب', 'المقاعد'), ('أ', '5'))}<p>x</p>")
    page.evaluate(
        """() => {
          const cell = document.querySelector(".ProseMirror th p").firstChild
          document.querySelector(".ProseMirror").focus()
          getSelection().collapse(cell, cell.data.length)
          return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
        }"""
    )
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("2")
    assert body(page).locator("th").all_inner_texts() == ["الحزب2", "1المقاعد"]
