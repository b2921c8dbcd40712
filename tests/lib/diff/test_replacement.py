"""Words take the place of others, and nothing else of the body changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.lib.diff.anchors import Passage
from articles.lib.diff.replacement import replace_passage
from articles.lib.html.blocks import parse_blocks
from articles.lib.html.sanitiser import sanitise


def put(body, quote, words, block=0):
    text = parse_blocks(body)[block].text
    start = text.index(quote)
    return replace_passage(body, Passage(block, start, start + len(quote), quote), words)


@pytest.mark.parametrize(
    ("body", "quote", "words", "after"),
    [
        ("<p>They met on Tuesday.</p>", "on Tuesday", "on Monday", "<p>They met on Monday.</p>"),
        ("<p>They met.</p>", "They met", "They met & <ate>", "<p>They met &amp; &lt;ate&gt;.</p>"),
        ("<p>A &amp; B met. C too.</p>", "B met", "B ate", "<p>A &amp; B ate. C too.</p>"),
        ("<p>A &amp; B</p>", "A & B", "A and B", "<p>A and B</p>"),
        (
            '<p>The <a href="https://un.example/x">report of May</a> says so.</p>',
            "report of May says so",
            "report of June says so",
            '<p>The <a href="https://un.example/x">report of June</a> says so.</p>',
        ),
        (
            '<p>The <a href="https://un.example/x">report</a> says.</p>',
            "report says",
            "report rightly says",
            '<p>The <a href="https://un.example/x">report</a> rightly says.</p>',
        ),
        ("<p>They <strong>all</strong> met.</p>", "They all met", "They met", "<p>They met.</p>"),
        ("<p>They met <em>Friday</em>.</p>", "met Friday", "met on Friday", "<p>They met on <em>Friday</em>.</p>"),
        ("<p>One<br>two three.</p>", "One\ntwo", "One two", "<p>One two three.</p>"),
        ("<p>They met on Tuesday.</p>", "on Tuesday", "", "<p>They met.</p>"),
        ("<p>They met on Tuesday and ate.</p>", "on Tuesday", "", "<p>They met and ate.</p>"),
        ("<p>One.</p><p>Two.</p><p>Three.</p>", "Two.", "", "<p>One.</p><p>Three.</p>"),
        ("<p>  So it is.  </p>", "So", "Thus", "<p>  Thus it is.  </p>"),
        ("<p>اتفق الوزيران على موعد.</p>", "الوزيران", "الوزراء", "<p>اتفق الوزراء على موعد.</p>"),
    ],
)
def test_words_take_the_place_of_others_and_the_rest_stays_set_as_it_was(body, quote, words, after):
    at = next(number for number, block in enumerate(parse_blocks(body)) if quote in block.text)
    assert put(body, quote, words, at) == after


def test_a_footnote_that_is_dropped_leaves_nothing_behind():
    body = '<p>They met<sup class="footnote">In Quetta.</sup> today.</p>'
    assert put(body, " [In Quetta.]", "") == "<p>They met today.</p>"


def test_what_is_not_written_in_the_text_is_not_replaced():
    body = '<blockquote data-speaker="Ada"><p>So.</p></blockquote>'
    assert put(body, "Ada", "Eve", block=1) is None
    assert put(body, "So", "Thus") == '<blockquote data-speaker="Ada"><p>Thus.</p></blockquote>'


PIECES = st.sampled_from(
    [
        "One &amp; two. ",
        "<strong>three</strong> ",
        '<a href="https://a.example/">four five</a>',
        "<em>six <strong>seven</strong></em>",
        "<br>",
        '<sup class="footnote">eight</sup>',
        " nine ",
        "é\u0301x ",
        "\n",
    ]
)
BODIES = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=4)
LAYOUTS = st.sampled_from(["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>"])


@settings(max_examples=200)
@given(BODIES, LAYOUTS, st.sampled_from(["", "word", "One & two", "three <four", "six seven nine"]), st.data())
def test_only_the_passage_changes(bodies, layout, words, data):
    body = sanitise("".join(layout.format(one) for one in bodies))
    read = parse_blocks(body)
    at = data.draw(st.integers(0, len(read) - 1)) if read else None
    if at is None or not read[at].text:
        return
    text = read[at].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    after = replace_passage(body, Passage(at, start, end, text[start:end]), words)
    assert sanitise(after) == sanitise(sanitise(after))
    others = [block.text for block in read[:at] + read[at + 1 :]]
    now = [block.text for block in parse_blocks(after)]
    if words and "[" not in text:
        assert now == [*others[:at], (text[:start] + words + text[end:]).strip(), *others[at:]]
    else:
        assert now[:at] == others[:at]
        assert now[len(now) - len(others[at:]) :] == others[at:]
