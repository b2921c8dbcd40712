"""A table is kept as the body editor writes it, and no word or picture in it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.html.blocks import Block, Piece, Style, find_empty_elements, parse_blocks, split_blocks
from articles.lib.html.sanitiser import extract_paragraphs, find_quotations, sanitise
from articles.lib.html.tables import spread_cells
from articles.lib.html.tree import parse
from tests.support.pages import Page

TABLE = (
    "<table><caption>Seats &amp; votes</caption><tbody>"
    "<tr><th><p>Party</p></th><th><p>Seats</p></th></tr>"
    '<tr><td rowspan="2"><p>PPP</p><p>(south)</p></td><td><p><strong>5</strong>4</p></td></tr>'
    "<tr><td><p></p></td></tr></tbody></table>"
)
LOOSE = "<table><thead><tr><th>a</thead><tbody><tr><td>b</table>"


def cells(*contents):
    return f"<table><tbody><tr>{''.join(f'<td>{content}</td>' for content in contents)}</tr></tbody></table>"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        (TABLE, TABLE),
        (LOOSE, "<table><tbody><tr><th><p>a</p></th></tr><tr><td><p>b</p></td></tr></tbody></table>"),
        ('<table class="x" border=1><tr><td style="width:9px" align=left>a</table>', cells("<p>a</p>")),
        ('<table><tr><td colspan="9999" rowspan="0">a<td colspan="1">b</table>', cells("<p>a</p>", "<p>b</p>")),
        ("<table><caption>c</caption></table><table></table><p>d</p>", "<p>c</p><p>d</p>"),
        ("<p>a<table><tr><td>b</table>c</p>", f"<p>a</p>{cells('<p>b</p>')}c"),
        (
            f"<table><tr><td><ul><li>a<li>b</ul>c<td>{LOOSE}</table>",
            cells("<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>b</p>"),
        ),
        (
            "<table><tr><td><h2>a</h2><hr><strong><p>b</p></strong> <em>c</em></table>",
            cells("<p>a</p><p>b</p><p><em>c</em></p>"),
        ),
        (
            '<table><tr><td>a<figure data-picture="3"><figcaption>b</figcaption></figure></table><p>c</p>',
            f'{cells("<p>a</p>")}<figure data-picture="3"><figcaption>b</figcaption></figure><p>c</p>',
        ),
        (
            "<table><caption><p>a<br><b>b</b></p></caption><tr><td>c</table>",
            cells("<p>c</p>").replace("<tbody>", "<caption>a b</caption><tbody>"),
        ),
    ],
)
def test_a_table_is_kept_in_the_one_form_that_the_editor_writes(dirty, clean):
    assert sanitise(dirty) == clean
    assert sanitise(clean) == clean


def test_a_table_is_one_block_with_a_line_a_row_and_tabs_between_the_cells():
    assert parse_blocks(f"<p>a</p>{TABLE}") == [
        Block("p", (Piece("a"),)),
        Block(
            "table",
            (
                Piece("Seats & votes\nParty\tSeats\nPPP (south)\t"),
                Piece("5", (Style("strong"),)),
                Piece("4"),
            ),
            (),
            '<caption><th><th><td rowspan="2"><td><td>',
        ),
    ]
    assert split_blocks(f"<p>a</p>{TABLE}{TABLE}") == ["<p>a</p>", TABLE, TABLE]


def test_plain_text_has_a_line_a_row_with_tabs_between_the_cells():
    assert extract_paragraphs(f"<p>a</p>{TABLE}") == ["a", "Seats & votes", "Party\tSeats", "PPP (south)\t54"]
    assert extract_paragraphs(cells("<p></p>", "<p>a<br>10<sup>6</sup></p>")) == ["\ta 10⁶"]
    quotation = f'<blockquote data-speaker="Ana">{cells("<p>a</p>", "<p>b</p>")}</blockquote>'
    assert [found.text for found in find_quotations(quotation)] == ["a b"]


def test_an_empty_cell_is_no_empty_paragraph():
    assert find_empty_elements(TABLE) == []
    assert [found.start_tag for found in find_empty_elements(f"{TABLE}<p></p>")] == ["<p>"]


def test_cells_of_several_rows_and_columns_are_spread_over_a_grid():
    (table,) = parse(
        '<table><tbody><tr><th colspan="2">a</th><th rowspan="2">b</th></tr>'
        "<tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></tbody></table>"
    )
    words = [[cell and cell.children[0].text for cell in row] for row in spread_cells(table)]
    assert words == [["a", None, "b"], ["c", "d", None], ["e", None, None]]


NAMES = ["table", "caption", "thead", "tbody", "tr", "th", "td", "p", "ul", "li", "strong", "figcaption", "blockquote"]
MARKUP = st.lists(
    st.sampled_from(
        [
            *(f"<{name}>" for name in NAMES),
            *(f"</{name}>" for name in NAMES),
            *("a", "b &lt;", "<br>", "<hr>", " ", "<figure data-picture='1'>", "</figure>", "<td colspan=2>"),
        ]
    ),
    max_size=25,
).map("".join)


@given(MARKUP)
def test_whatever_is_around_and_in_a_table_keeps_its_words_and_settles(markup):
    def words(texts):
        return sorted("".join("".join(texts).split()))

    body = sanitise(markup)
    assert sanitise(body) == body
    assert words(extract_paragraphs(body)) == words(Page(markup).text)
    assert words(block.text for block in parse_blocks(body)) == words(extract_paragraphs(body))
