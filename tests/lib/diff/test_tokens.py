"""Texts are cut into words and signs, never inside what a reader sees as one character."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.diff.tokens import is_stop_word, is_word, token_spans
from tests.support.effort import FACTOR, MAX_LINEAR_GROWTH, measure_growth


def cut(text):
    return [text[start:end] for start, end in token_spans(text)]


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
    for start, end in token_spans(text):
        assert start < end
        assert not text[at:start].strip()
        assert start == 0 or not unicodedata.category(text[start]).startswith("M")
        at = end
    assert not text[at:].strip()


IDEOGRAPH = " 日"  # a text that holds one is looked through for marks, too


def test_a_text_is_cut_in_the_same_way_whatever_stands_behind_it():
    for code in range(0x3000):
        text = f"a{chr(code)}b 1{chr(code)}2 {chr(code)}{chr(code)}"
        assert token_spans(text) == token_spans(text + IDEOGRAPH)[:-1], hex(code)


@given(st.text(st.sampled_from("aé1,.'’ʼ -_“…کہ٣٫۔\u0600\u064b\u0301\u00ad\u200d🇵\n"), max_size=40))
def test_so_is_any_text_of_letters_signs_and_marks(text):
    assert token_spans(text) == token_spans(text + IDEOGRAPH)[:-1]


def test_signs_are_no_words_and_little_words_say_nothing():
    assert [is_word(part) for part in ("water", "1911", "\u0600١٢", "“", "—", "👍🏽")] == [True, True, True] + [
        False
    ] * 3
    assert [is_stop_word(part) for part in ("The", "کی", "من", "water", "3")] == [True, True, True, False, False]


@pytest.mark.parametrize("unit", ["a", "\u0301", " ", "a’", "a\u0301 "], ids=ascii)
def test_a_hostile_text_is_cut_in_proportion_to_its_length(unit):
    short, long = (f"{unit * length}\u0301" for length in (10_000, 10_000 * FACTOR))
    assert measure_growth(token_spans, short, long) < MAX_LINEAR_GROWTH
