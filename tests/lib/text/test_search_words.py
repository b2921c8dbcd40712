"""Words as a search compares them: one form for every way to write them, and a place in the text for each."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.text.search_words import MAX_WORD_LENGTH, fold, iter_words, stem
from tests.support.effort import FACTOR, MAX_LINEAR_GROWTH, measure_growth


def folded(text):
    return [word.folded for word in iter_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two ministries agree.", ["two", "ministries", "agree"]),
        ("  “Water”—and… (peace)!? ", ["water", "and", "peace"]),
        ("snake_case and 2,500.5 m³", ["snake", "case", "and", "2", "500", "5", "m3"]),
        ("10⁶ t of CO₂", ["106", "t", "of", "co2"]),
        ("river-gauge and/or dam", ["river", "gauge", "and", "or", "dam"]),
        ("U.S. and U.K.", ["u", "s", "and", "u", "k"]),
        ("東京とПариж", ["東京とпариж"]),
        ("👩🏽‍🌾 🇵🇰 ?!… — '’", []),
        ("", []),
    ],
)
def test_letters_and_digits_make_words_and_nothing_else_does(text, expected):
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pakistan's Pakistan’s PAKISTAN’S", ["pakistan"] * 3),
        ("ministers’ O'Neill rock’n’roll", ["ministers", "o", "neill", "rock", "n", "roll"]),
        ("don’t they’re we've I'll he'd I’m", ["don", "they", "we", "i", "he", "i"]),
        ("it’sy l'accord", ["it", "sy", "l", "accord"]),
    ],
)
def test_an_english_ending_after_an_apostrophe_is_left_off_and_another_word_is_not(text, expected):
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "zoe"),
        ("São", "SAO"),
        ("cafe\u0301", "caf\u00e9"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Þingvellir", "thingvellir"),
        ("İstanbul", "istanbul"),
        ("ısparta", "isparta"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("２０２６", "2026"),
        ("٢٠٢٦", "٢٠٢٦"),
        ("ﬁnance", "finance"),
    ],
)
def test_case_accents_and_widths_make_no_difference(one, other):
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إيران", "ایران"),
        ("آب", "اب"),
        ("علي", "علی"),
        ("مصطفى", "مصطفی"),
        ("كتاب", "کتاب"),
        ("غزة", "غزه"),
        ("ہے", "ھے"),
        ("کتابـــ", "کتاب"),
        ("مُحَمَّد", "محمد"),
        ("اُردو", "اردو"),
        ("ﻋﻠﻲ", "علی"),
        ("مسؤول", "مسوول"),
    ],
)
def test_arabic_and_urdu_spellings_of_one_word_are_one(one, other):
    assert folded(one) == folded(other) == [fold(other)]


@pytest.mark.parametrize(("one", "other"), [("water", "waters"), ("پانی", "پانا"), ("bat", "pat"), ("a1", "a2")])
def test_other_words_stay_others(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("family", "root"),
    [
        (["negotiate", "negotiated", "negotiations", "negotiating"], "negoti"),
        (["minister", "ministers"], "minist"),
        (["city", "cities"], "citi"),
    ],
)
def test_an_english_word_loses_its_ending(family, root):
    assert {stem(word) for word in family} == {root}


@pytest.mark.parametrize("word", ["علی", "مذاکرات", "cafétières", "2026"])
def test_a_word_that_is_not_english_keeps_its_ending(word):
    assert stem(word) == word


@given(st.text(max_size=200))
@example("a\u0640\u0301's ﷺ ½ ŉ ᾳ İ ß")
@example("e\u0301\u0301’s’s")
def test_every_word_quotes_the_text_in_order_and_is_comparable(text):
    end = 0
    for word in iter_words(text):
        assert end <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.folded
        assert word.folded.isalnum()
        assert 0 < len(word.folded) <= MAX_WORD_LENGTH
        end = word.end


@given(st.text(max_size=60))
@example("İ")
@example("ǰ̀ΐ")
def test_folding_once_is_folding_for_ever(text):
    for word in iter_words(text):
        assert fold(word.folded) == word.folded
        assert [again.folded for again in iter_words(word.folded)] == [word.folded]


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=30))
@example("ẛ̣")
def test_composed_and_decomposed_text_are_the_same_words(text):
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    "unit",
    ["a", "ـ", "a\u0301", "a’", "a's", "_"],
    ids=["one word", "one tatweel", "accents", "apostrophes", "possessives", "no word"],
)
def test_a_text_built_to_be_slow_is_read_in_proportion_to_its_length(unit):
    fold.cache_clear()
    assert measure_growth(lambda text: [*iter_words(text)], unit * 5_000, unit * 5_000 * FACTOR) < MAX_LINEAR_GROWTH
