"""A body is cut into what is read one after the other, and into markup that can be put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.html.blocks import Block, Piece, Style, parse_blocks, split_blocks, split_container
from articles.lib.html.sanitiser import extract_paragraphs, sanitise
from tests.support.pages import Page

RICH = (
    '<h2>Water</h2><p>One <strong>gauge, <em>two</em></strong> <a href="https://a.example/?x=1&amp;y=2">ministries</a>.<br>Next</p>'
    "<ul><li>a</li><li><p>b</p></li></ul><blockquote><p>“Yes.”</p></blockquote><hr>"
    '<blockquote data-speaker="Ana Ruiz" data-where="Lima"><p>No.</p></blockquote>'
    '<p>A gauge<sup class="footnote">Made in 1911.</sup> stood.</p>'
    '<aside class="pull-quote"><p>It is read.</p></aside>'
    '<figure data-picture="12"><figcaption>The gauge</figcaption></figure>'
    '<figure data-embed="https://video.example/1"><figcaption></figcaption></figure>'
)
STRONG, EM = Style("strong"), Style("em")


def test_a_body_is_read_as_its_blocks():
    note = Style("sup", "footnote")
    link = Style("a", "https://a.example/?x=1&y=2")
    assert parse_blocks(RICH) == [
        Block("h2", (Piece("Water"),)),
        Block(
            "p",
            (
                Piece("One "),
                Piece("gauge, ", (STRONG,)),
                Piece("two", (STRONG, EM)),
                Piece(" "),
                Piece("ministries", (link,)),
                Piece(".\nNext"),
            ),
        ),
        Block("li", (Piece("a"),), ("ul",)),
        Block("li", (Piece("b"),), ("ul",)),
        Block("p", (Piece("“Yes.”"),), ("blockquote",)),
        Block("hr"),
        Block("p", (Piece("No."),), ("blockquote",)),
        Block("cite", (Piece("Ana Ruiz, Lima"),), ("blockquote",), "Ana Ruiz\n\nLima"),
        Block("p", (Piece("A gauge"), Piece(" [Made in 1911.]", (note,)), Piece(" stood."))),
        Block("p", (Piece("It is read."),), ("aside",)),
        Block("figure", (Piece("The gauge"),), (), "picture 12"),
        Block("figure", (), (), "embed https://video.example/1"),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("", []),
        ("<p> </p><p><br></p>", []),
        ("words <strong>outside</strong>", [("p", "words outside")]),
        ("<p>a</p>between<p>b</p>", [("p", "a"), ("p", "between"), ("p", "b")]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", [("li", "a"), ("li", "b")]),
        ("<blockquote>bare</blockquote>", [("p", "bare")]),
        ("<strong><p>a</p></strong>", [("p", "a")]),
        ("<p>a &lt;b&gt; &amp; c</p>", [("p", "a <b> & c")]),
    ],
)
def test_odd_bodies_lose_no_word(body, found):
    assert [(block.element, block.text) for block in parse_blocks(body)] == found


def test_a_body_is_cut_into_its_outermost_elements():
    pieces = split_blocks(RICH)
    assert "".join(pieces) == RICH
    assert [Page(piece).select("body > *")[0].tag for piece in pieces] == [
        *("h2", "p", "ul", "blockquote", "hr", "blockquote", "p", "aside", "figure", "figure"),
    ]


def test_words_between_elements_become_a_paragraph_and_white_space_goes():
    assert split_blocks("<p>a</p>\n b <em>c</em> <hr> ") == ["<p>a</p>", "<p>b <em>c</em></p>", "<hr>"]


def test_a_list_is_opened_and_a_paragraph_is_not():
    assert split_container('<ol start="3"><li>a</li><li>b</li></ol>') == (
        '<ol start="3">',
        ["<li>a</li>", "<li>b</li>"],
        "</ol>",
    )
    assert split_container("<p>a</p>") is None


def test_raised_and_struck_words_have_their_style_and_a_footnote_its_own():
    (block,) = parse_blocks(
        '<p>10<sup>6</sup> t of CO<sub>2</sub>, <s>no</s><sup class="footnote">or 10<sup>7</sup></sup></p>'
    )
    raised, note = Style("sup"), Style("sup", "footnote")
    assert block.pieces == (
        *(Piece("10"), Piece("⁶", (raised,)), Piece(" t of CO"), Piece("₂", (Style("sub"),)), Piece(", ")),
        *(Piece("no", (Style("s"),)), Piece(" [or 10", (note,)), Piece("⁷", (note, raised)), Piece("]", (note,))),
    )


ELEMENTS = ["p", "ul", "li", "blockquote", "em", "a", "figure", "figcaption", "h2", "sup", "sub", "s", "aside"]
BODY = st.lists(
    st.sampled_from(
        [
            *(f"<{name}>" for name in ELEMENTS),
            *(f"</{name}>" for name in ELEMENTS),
            *("a", "b &lt;", "<hr>", "<br>", " ", '<a href="https://a.example/?a>b">', "<figure data-picture='1'>"),
            "<blockquote data-speaker='Ana'>",
        ]
    ),
    max_size=20,
).map(lambda pieces: sanitise("".join(pieces)))


@given(BODY)
def test_whatever_the_sanitiser_lets_through_is_cut_without_losing_a_word(body):
    def words(texts):
        return "".join("".join(texts).split())

    assert words(block.text for block in parse_blocks(body) if block.element != "cite") == words(
        extract_paragraphs(body)
    )
    assert words(extract_paragraphs("".join(split_blocks(body)))) == words(extract_paragraphs(body))
    assert words(extract_paragraphs(sanitise("".join(split_blocks(body))))) == words(extract_paragraphs(body))
    for piece in split_blocks(body):
        if whole := split_container(piece):
            assert words(extract_paragraphs("".join([whole[0], *whole[1], whole[2]]))) == words(
                extract_paragraphs(piece)
            )


@given(BODY)
def test_a_body_reads_like_its_outermost_elements_one_after_the_other(body):
    parts = [block for piece in split_blocks(body) for block in parse_blocks(piece)]
    assert [(block.element, block.text, block.within) for block in parts] == [
        (block.element, block.text, block.within) for block in parse_blocks(body)
    ]
