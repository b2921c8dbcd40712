"""Texts are cut into words and signs, never inside what a reader sees as one character."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.tokens import is_stop_word, is_word, tokens


def cut(text):
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The minister’s well-known “no”.", ["The", "minister’s", "well", "-", "known", "“", "no", "”", "."]),
        ("It cost $1,500.75, twice.", ["It", "cost", "$", "1,500.75", ",", "twice", "."]),
        ("l’eau d'Espagne ¿Sí?", ["l’eau", "d'Espagne", "¿", "Sí", "?"]),
        ("وزیر نے کہا۔", ["وزیر", "نے", "کہا", "۔"]),
        ("كَتَبَ الوَلَدُ، نعم", ["كَتَبَ", "الوَلَدُ", "،", "نعم"]),
        ("می\u200cخواهم ٣٫٥ \u0600١٢", ["می\u200cخواهم", "٣٫٥", "\u0600١٢"]),
        ("Zoe\u0308 re\u0301sume\u0301", ["Zoe\u0308", "re\u0301sume\u0301"]),
        ("東京で", ["東", "京", "で"]),
        ("👨\u200d👩\u200d👧👍🏽🇵🇰🇱🇰", ["👨\u200d👩\u200d👧", "👍🏽", "🇵🇰", "🇱🇰"]),
        ("a \u0301 b", ["a", " \u0301", "b"]),
        ("snake_case", ["snake", "_", "case"]),
        (" \n\u00a0", []),
        ("", []),
    ],
)
def test_words_and_signs(text, parts):
    assert cut(text) == parts


@given(st.text(max_size=200))
@example("\u0301a\u0301\u0301 \u0301\u0301")
@example("🇵🇰🇱")
def test_nothing_but_white_space_lies_between_tokens_and_no_token_begins_with_a_mark(text):
    at = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert not text[at : token.start].strip()
        assert token.start == 0 or not unicodedata.category(token.text[0]).startswith("M")
        at = token.end
    assert not text[at:].strip()


def test_signs_are_no_words_and_little_words_say_nothing():
    assert [is_word(part) for part in ("water", "1911", "\u0600١٢", "“", "—", "👍🏽")] == [True, True, True] + [
        False
    ] * 3
    assert [is_stop_word(part) for part in ("The", "کی", "من", "water", "3")] == [True, True, True, False, False]


@pytest.mark.parametrize("text", ["a" * 1_000_000, "\u0301" * 1_000_000, " " * 1_000_000 + "\u0301", "a’" * 500_000])
def test_a_hostile_text_is_cut_in_linear_time(text):
    start = time.process_time()
    tokens(text)
    assert time.process_time() - start < 8
