"""Names that look like one thing are found, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.text.similar_names import are_similar, find_similar_pairs
from tests.support.effort import FACTOR, count_lines_run

ONE_THING = [
    ("Afganistan", "Afghanistan"),
    ("afghanistan", "Afghanistan"),
    ("Afghanistan war", "war in Afghanistan"),
    ("The Taliban", "Taliban"),
    ("Elections", "Election"),
    ("São Paulo", "Sao Paulo"),
    ("Human rights", "human-rights"),
    ("Zelensky", "Zelenskyy"),
    ("Refguees", "Refugees"),
    ("سندھ طاس معاہدہ", "معاہدہ سندھ طاس"),
]
TWO_THINGS = [
    ("Iran", "Iraq"),
    ("Mali", "Malta"),
    ("Euro 2024", "Euro 2025"),
    ("G7 summit", "G8 summit"),
    ("Water", "Waste"),
    ("North Korea", "South Korea"),
    ("Guinea", "Guinea-Bissau"),
    ("Trade", "Trade unions"),
]


@pytest.mark.parametrize(("one", "other"), ONE_THING)
def test_two_spellings_of_one_thing_are_alike(one, other):
    assert (are_similar(one, other), are_similar(other, one), find_similar_pairs([one, "Something else", other])) == (
        True,
        True,
        [(one, other)],
    )


@pytest.mark.parametrize(("one", "other"), TWO_THINGS)
def test_two_things_are_not_alike(one, other):
    assert (are_similar(one, other), are_similar(other, one), find_similar_pairs([one, other])) == (False, False, [])


def test_every_pair_is_found_once_in_the_order_of_the_names():
    names = ["Ukraine war", "Kabul", "War in Ukraine", "kabul", "Ukraine War"]
    assert find_similar_pairs(names) == [
        ("Ukraine war", "War in Ukraine"),
        ("Ukraine war", "Ukraine War"),
        ("Kabul", "kabul"),
        ("War in Ukraine", "Ukraine War"),
    ]


@given(st.lists(st.text(st.sampled_from("aAábcde و1-"), max_size=9), max_size=12))
def test_looking_in_drawers_finds_what_comparing_every_pair_would(names):
    listed = list(dict.fromkeys(names))
    every = [(a, b) for place, a in enumerate(listed) for b in listed[place + 1 :] if are_similar(a, b)]
    assert find_similar_pairs(names) == every


@given(st.text(max_size=100), st.text(max_size=100))
def test_being_alike_has_no_direction(one, other):
    assert are_similar(one, other) == are_similar(other, one)


def test_thousands_of_names_are_compared_with_steps_in_proportion():
    names = [f"Topic {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)} and more" for n in range(2000)]
    few = names[::FACTOR]
    assert (
        0
        < count_lines_run(lambda: find_similar_pairs(names))
        < 3 * FACTOR * count_lines_run(lambda: find_similar_pairs(few))
    )
