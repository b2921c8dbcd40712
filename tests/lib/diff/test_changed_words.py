"""The words that another version of a body changes, as passages."""

import pytest

from articles.lib.diff.anchors import Passage
from articles.lib.diff.changed_words import find_changed_words

BODY = "<p>They met on Tuesday.</p><p>Nobody said <em>where</em> it was.</p>"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("on Tuesday", "on Monday", [(Passage(0, 12, 20, "Tuesday."), "Monday.")]),
        ("on Tuesday", "early on Friday", [(Passage(0, 9, 20, "on Tuesday."), "early on Friday.")]),
        ("They met", "They all met", [(Passage(0, 0, 4, "They"), "They all")]),
        ("They met", "Both met", [(Passage(0, 0, 4, "They"), "Both")]),
        ("on Tuesday.", "on Tuesday. In Kabul.", [(Passage(0, 12, 20, "Tuesday."), "Tuesday. In Kabul.")]),
        ("They met on", "They met", [(Passage(0, 9, 11, "on"), "")]),
        ("They met", "As they met", [(Passage(0, 0, 4, "They"), "As they")]),
        ("said", "asked", [(Passage(1, 7, 11, "said"), "asked")]),
        ("They", "They", []),
    ],
)
def test_changed_words_are_a_passage_of_whole_words(old, new, expected):
    assert find_changed_words(BODY, BODY.replace(old, new)) == expected


@pytest.mark.parametrize(
    "after",
    [
        f"{BODY}<p>One more.</p>",
        "<p>They met on Tuesday.</p>",
        BODY.replace("<em>where</em>", "where"),
        BODY.replace("<p>They met on Tuesday.</p>", "<h2>They met on Tuesday.</h2>"),
    ],
)
def test_what_is_more_than_words_is_no_passage(after):
    assert find_changed_words(BODY, after) is None
