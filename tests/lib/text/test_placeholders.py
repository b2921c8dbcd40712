"""What still waits for words is found; what only looks like it is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.text.placeholders import find_placeholders


def found(text):
    return [spot.quote for spot in find_placeholders(text)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Figures TK.", ["TK"]),
        ("tktk and TKTK and TKTKTK", ["tktk", "TKTK", "TKTKTK"]),
        ("TK people in TK% of homes", ["TK", "TK"]),
        ("He is xxx years old, or XXXX", ["xxx", "XXXX"]),
        ("Lorem  ipsum dolor sit amet", ["Lorem  ipsum", "dolor sit amet"]),
        ("یہاں TK لکھیں", ["TK"]),
    ],
)
def test_a_placeholder_is_found(text, quotes):
    assert found(text) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "Fares rose by Tk 500.",
        "TK 500 crore",
        "Tk. 20",
        "ATK and TKO",
        "Tk",
        "xx",
        "Foxxxy",
        "lorem",
        "ipsum lorem",
        "",
    ],
)
def test_takas_and_other_words_are_no_placeholders(text):
    assert found(text) == []


@given(st.text())
def test_every_spot_quotes_the_text(text):
    for spot in find_placeholders(text):
        assert text[spot.start : spot.end] == spot.quote != ""
