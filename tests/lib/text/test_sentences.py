"""Sentences are cut where a reader stops, and long ones are told with their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.text.sentences import MAX_WORDS, find_long_sentences, iter_sentences

LONG = " ".join(["word"] * (MAX_WORDS + 1)) + "."


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("“One.” Two …", ["“One.”", "Two …"]),
        ("It cost 3.5 million.", ["It cost 3.5 million."]),
        ("ایک ہے۔ دو؟ تین", ["ایک ہے۔", "دو؟", "تین"]),
        ("  ", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_sentences(text, cut):
    assert [spot.quote for spot in iter_sentences(text)] == cut


def test_a_run_of_marks_is_read_once_and_not_from_each_of_them():
    marks = "?" * 300_000  # read from each of them, it would take hours
    assert [spot.quote for spot in iter_sentences(f"{marks}a")] == [f"{marks}a"]


def test_a_sentence_is_long_from_one_word_over_the_measure():
    assert [(spot.quote, words) for spot, words in find_long_sentences(f"Short. {LONG} Short.")] == [
        (LONG, MAX_WORDS + 1)
    ]
    assert list(find_long_sentences(LONG.removeprefix("word "))) == []


def test_two_sentences_are_not_counted_as_one():
    half = " ".join(["word"] * (MAX_WORDS // 2 + 1))
    assert list(find_long_sentences(f"{half}. {half}.")) == []
    assert len(list(find_long_sentences(f"{half}, {half}."))) == 1


@given(st.text(alphabet=st.sampled_from("ab .!?۔”)\n\u00a0é")))
def test_every_sentence_quotes_the_text_and_no_word_is_left_out(text):
    found = list(iter_sentences(text))
    assert [text[spot.start : spot.end] for spot in found] == [spot.quote for spot in found]
    assert "".join("".join(spot.quote for spot in found).split()) == "".join(text.split())
