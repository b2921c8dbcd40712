"""How one text became another is told word by word: exact to the letter, and as a person would tell it."""

import random
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.diff.subsequence import longest_common_subsequence
from articles.lib.diff.tokens import token_spans
from articles.lib.diff.word_diff import Run, diff_words
from tests.support.effort import FACTOR, count_lines_run


def told(before, after):
    """The runs as one line: [-removed-], {+added+}."""
    forms = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(forms[run.kind].format(run.text) for run in diff_words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("The dam is safe.", "The dam is unsafe.", "The dam is [-safe-]{+unsafe+}."),
        ("the red car is", "the blue car was", "the [-red-]{+blue+} car [-is-]{+was+}"),
        ("one two", "one two three", "one two{+ three+}"),
        ("two three", "one two three", "{+one +}two three"),
        ("one, two three", "one three", "one[-, two-] three"),
        ("one two three", "one three", "one [-two -]three"),
        ("well-known", "well known", "well[---]{+ +}known"),
        ("It cost 1,500.", "It cost 1,750.", "It cost [-1,500-]{+1,750+}."),
        ("one\ntwo", "one two", "one[-\n-]{+ +}two"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        (" ", "\n", "[- -]{+\n+}"),
        (
            "وزیر نے کہا کہ ڈیم محفوظ ہے۔",
            "وزیر نے آج کہا کہ بند محفوظ ہے۔",
            "وزیر نے {+آج +}کہا کہ [-ڈیم-]{+بند+} محفوظ ہے۔",
        ),
        ("كَتَبَ الوَلَدُ", "كتب الوَلَدُ", "[-كَتَبَ-]{+كتب+} الوَلَدُ"),
        ("Zoe\u0308 came", "Zoe came", "[-Zoe\u0308-]{+Zoe+} came"),
        ("flags 🇵🇰 here", "flags 🇵🇱 here", "flags [-🇵🇰-]{+🇵🇱+} here"),
        ("東京で会う", "東京に会う", "東京[-で-]{+に+}会う"),
    ],
)
def test_words_are_told_apart(before, after, line):
    assert told(before, after) == line


def test_equal_texts_have_one_run_and_empty_ones_none():
    assert (diff_words("a b", "a b"), diff_words("", "")) == ((Run("same", "a b"),), ())


def test_a_new_sentence_is_shown_whole():
    before, after = "The dam is safe. The river rose.", "The dam is safe. The lake is full. The river rose."
    assert told(before, after) == "The dam is safe. {+The lake is full. +}The river rose."
    assert told(after, before) == "The dam is safe. [-The lake is full. -]The river rose."


def test_a_new_line_is_shown_whole():
    assert told("one two\none three", "one two\none four\none three") == "one two\n{+one four\n+}one three"


def test_a_little_word_or_a_sign_does_not_part_two_changes():
    assert told("red of blue", "green of yellow") == "[-red of blue-]{+green of yellow+}"
    assert told("$5, please wait", "€6, please wait") == "[-$5-]{+€6+}, please wait"
    assert told("red, blue wait", "green, yellow wait") == "[-red, blue-]{+green, yellow+} wait"


def test_a_word_that_says_something_does():
    assert told("red water blue", "green water yellow") == "[-red-]{+green+} water [-blue-]{+yellow+}"


def test_additions_on_both_sides_of_a_little_word_leave_it_alone():
    assert told("of", "capital of Pakistan") == "{+capital +}of{+ Pakistan+}"


def test_a_text_written_anew_is_shown_as_such_whatever_words_both_have():
    before = "Engineers opened the gates of the old barrage and the water reached every field in the valley."
    after = "In the capital nobody expected the verdict; a crowd had gathered and waited for the judges in silence."
    assert diff_words(before, after) == (Run("removed", before), Run("added", after))


def test_a_short_text_is_found_in_a_long_one():
    assert (
        told("The dam is safe.", f"{'New words. ' * 9}The dam is safe.") == f"{{+{'New words. ' * 9}+}}The dam is safe."
    )


WORDS = st.lists(
    st.sampled_from(["the", "of", "water", "dam", ",", ".", "–", "\n", "کی", "Zoe\u0308", "3", " ", "🇵🇰"]), max_size=25
)
TEXT = st.builds(lambda words, blank: blank.join(words), WORDS, st.sampled_from([" ", ""])) | st.text(max_size=60)


@given(TEXT, TEXT)
@example(" a", "a ")
@example("a  b", "a b")
@example("\u0301", "a\u0301")
def test_runs_give_both_texts_back_to_the_letter(before, after):
    runs = diff_words(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after
    assert all(run.text for run in runs)
    assert all(one.kind != other.kind for one, other in pairwise(runs))
    assert all({one.kind, other.kind} != {"added", "removed"} or one.kind == "removed" for one, other in pairwise(runs))


@given(TEXT, TEXT)
def test_no_change_begins_or_ends_inside_a_word(before, after):
    inside = [{at for start, end in token_spans(text) for at in range(start + 1, end)} for text in (before, after)]
    at = to = 0
    for run in diff_words(before, after):
        at += len(run.text) if run.kind != "added" else 0
        to += len(run.text) if run.kind != "removed" else 0
        assert (at in inside[0], to in inside[1]) == (False, False)


def longest(before, after):
    """The length of a longest common subsequence, by the book."""
    row = [0] * (len(after) + 1)
    for item in before:
        above = row
        row = [0]
        for at, other in enumerate(after):
            row.append(above[at] + 1 if item == other else max(row[at], above[at + 1]))
    return row[-1]


SHORT = st.lists(st.sampled_from("abc"), max_size=12)


@given(SHORT, SHORT)
def test_as_much_as_possible_is_the_same(before, after):
    pairs = longest_common_subsequence(before, after)
    assert len(pairs) == longest(before, after)
    assert all(before[left] == after[right] for left, right in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


def test_beyond_the_bound_only_the_ends_are_compared():
    before, after = ["start", *range(0, 40_000, 2), "end"], ["start", *range(1, 40_000, 2), 4, "end"]
    assert longest_common_subsequence(before, after) == [(0, 0), (20_001, 20_002)]


@pytest.mark.parametrize("share", [0.02, 0.5, 1.0])
def test_a_paragraph_of_five_thousand_words_is_told_with_steps_in_proportion(share):
    short, long = (
        count_lines_run(lambda texts=texts: diff_words(*texts))
        for texts in (_edited(625, share), _edited(5_000, share))
    )
    assert 0 < long < 1.5 * FACTOR * short


def _edited(words, share):
    rng = random.Random(1911)  # noqa: S311 - words to measure with
    before = [
        f"w{rng.randrange(900)}" if rng.random() < 0.6 else rng.choice(["the", "of", "and", ","]) for _ in range(words)
    ]
    after = [f"x{rng.randrange(900)}" if rng.random() < share else word for word in before]
    return " ".join(before), " ".join(after)
