"""Plain text made regular, no character that means something lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.text.plain import normalise, normalise_line, normalise_text, split_lines

LINE_ENDS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_every_line_end_ends_one_line(end):
    assert split_lines(f"one{end}{end}three{end}") == ["one", "", "three", ""]


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_every_line_end_becomes_one_line_feed(end):
    assert normalise(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize(
    "text",
    [
        "“curly” ‘quotes’",
        "– — … ‑",
        "no\u00a0break\u202fspace",
        "a\tb",
        "zero\u200bwidth\u200cjoin\u200d",
        "👩🏽‍🌾 🇵🇰",
        "اُردو",
    ],
)
def test_what_prints_or_shapes_the_text_is_kept(text):
    assert normalise(text) == text


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufeff", "\ufffe", "\uffff", "\ud800"], ids=ascii
)
def test_what_carries_no_meaning_is_dropped(character):
    assert normalise(f"a{character}b") == "ab"


def test_accents_are_composed():
    assert normalise("cafe\u0301") == "caf\u00e9"


def test_one_line_joins_lines_and_trims_ends_but_keeps_what_is_between():
    assert (
        normalise_line("  Two\u00a0ministries  agree \r\n\r\n on one gauge\u00a0 ")
        == "Two\u00a0ministries  agree on one gauge"
    )


def test_a_block_keeps_its_paragraphs_and_loses_what_only_takes_room():
    assert normalise_text("  One \r\n\n\n\n two\x00 \n three  ") == "One\n\ntwo\nthree"


@given(st.text())
def test_normalising_again_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_one_line_is_one_line(text):
    once = normalise_line(text)
    assert normalise_line(once) == once
    assert split_lines(once) == [once]
