"""Passages quote the text to the letter, and mark what was asked for and nothing else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.text.excerpts import CONTEXT_WORDS, MAX_EXCERPTS, find_excerpts, highlight
from articles.lib.text.search_query import parse_query
from articles.lib.text.search_words import iter_words
from tests.support.effort import FACTOR, count_lines_run

LONG = " ".join(f"w{number}" for number in range(100))


def hits(text, question):
    return [piece.text for piece in highlight(text, parse_query(question)) if piece.hit]


def whole(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("The water treaty; WATER again", "water", ["water", "WATER"]),
        ("Negation negotiated", "negotiations", ["negotiated"]),
        ("Negation negotiated Negotiators", "negotiat*", ["negotiated", "Negotiators"]),
        ("waters and water", '"water"', ["water"]),
        ("the river, gauge and the gauge", '"river gauge"', ["river, gauge"]),
        ("a cease-fire, a cease fire, a fire", "cease-fire", ["cease-fire", "cease fire"]),
        ("Café Zoë", "cafe ZOE", ["Café", "Zoë"]),
        ("Pakistan’s and Pakistan", "pakistan", ["Pakistan’s", "Pakistan"]),
        ("أحمد و احمد", "احمد", ["أحمد", "احمد"]),
        ("the water and the dam", "water -dam", ["water"]),
        ("river gauges and river", 'river "river gauges"', ["river gauges", "river"]),
        ("nothing of it", "water", []),
        ("water", "", []),
        ("water", "-water", []),
        ("", "water", []),
    ],
)
def test_what_was_asked_for_is_marked_as_it_is_written(text, question, found):
    assert hits(text, question) == found


def test_a_marked_text_is_the_text():
    text = "  “The water” <b>&amp; the WATER</b>!  "
    assert whole(highlight(text, parse_query("water"))) == text


def test_a_passage_has_some_words_around_the_first_hit_and_says_where_words_are_left_out():
    (passage,) = find_excerpts([LONG], parse_query("w50"))
    text = whole(passage)
    assert (text.startswith("… "), text.endswith(" …")) == (True, True)
    found = [word.folded for word in iter_words(text)]
    assert found == [f"w{number}" for number in range(50 - CONTEXT_WORDS, 50 + 2 * CONTEXT_WORDS + 1)]
    assert [piece.text for piece in passage if piece.hit] == ["w50"]


@pytest.mark.parametrize(("asked", "start", "end"), [("w0", False, True), ("w99", True, False)])
def test_a_passage_at_the_edge_of_its_paragraph_leaves_nothing_out_there(asked, start, end):
    (passage,) = find_excerpts([LONG], parse_query(asked))
    assert (passage[0].text == "… ", passage[-1].text == " …") == (start, end)


def test_a_short_paragraph_is_its_own_passage():
    (passage,) = find_excerpts(["“The water rose.”"], parse_query("water"))
    assert [(piece.text, piece.hit) for piece in passage] == [("“The ", False), ("water", True), (" rose.”", False)]


def test_each_paragraph_gives_one_passage_and_a_story_two():
    paragraphs = ["no", "water water", "no", "water two", "water three"]
    assert list(map(whole, find_excerpts(paragraphs, parse_query("water")))) == ["water water", "water two"]
    assert len(find_excerpts(paragraphs, parse_query("water"), limit=9)) == 3
    assert MAX_EXCERPTS == 2


def test_where_nothing_is_found_there_is_no_passage():
    assert find_excerpts(["no", "", "nothing"], parse_query("water")) == []


def test_a_paragraph_after_enough_passages_is_not_even_read():
    def paragraphs():
        yield from ("water", "water")
        raise AssertionError

    assert len(find_excerpts(paragraphs(), parse_query("water"))) == 2


def test_a_phrase_longer_than_a_passage_is_marked_in_it():
    phrase = " ".join("abcdefghij"[number % 10] for number in range(60))
    (passage,) = find_excerpts([f"{LONG} {phrase} {LONG}"], parse_query(f'"{phrase}"'))
    assert [piece.text for piece in passage if piece.hit] == [phrase]


# Texts and questions of few words, so that they meet.
SOME = st.lists(
    st.sampled_from(
        ["water", "Waters", "river", "gauge’s", "Zoë", "—", "<b>", "&", '"', "-", "-dam", "dam", "*", "أحمد"]
    ),
    max_size=60,
).map(" ".join)


@given(SOME | st.text(max_size=300), SOME | st.text(max_size=60), st.booleans())
@example("a" * 10, "a* a", True)
@example("water " * 80, "water", False)
def test_pieces_quote_the_text_and_every_passage_shows_what_was_found(text, asked, typing):
    question = parse_query(asked, typing=typing)
    assert whole(highlight(text, question)) == text
    found = find_excerpts([text], question)
    assert bool(found) == any(piece.hit for piece in highlight(text, question))
    for passage in found:
        assert any(piece.hit for piece in passage)
        quoted = [piece for piece in passage if piece.text not in {"… ", " …"} or piece.hit]
        assert whole(quoted) in text
        assert all(piece.text for piece in passage)


ALMOST = [f'"a a a a a b{number}"' for number in range(12)]
ALL_LETTERS = "a " * 5_000 + " ".join(f"x b{number}" for number in range(12))  # what a rough look can't rule out


@pytest.mark.parametrize(
    ("unit", "asked"),
    [("a ", '"' + "a " * 98 + 'b"'), ("a ", " ".join(ALMOST)), ("water ", "water")],
    ids=["a phrase that almost matches", "many of them", "everything matches"],
)
def test_a_long_text_is_marked_with_steps_in_proportion(unit, asked):
    short, long = (
        count_lines_run(lambda length=length: find_excerpts([unit * length], parse_query(asked)))
        for length in (1_000, 1_000 * FACTOR)
    )
    assert 0 < long < 1.5 * FACTOR * short


def test_phrases_that_begin_alike_are_compared_with_a_text_together():
    one, many = (
        count_lines_run(lambda asked=asked: find_excerpts([ALL_LETTERS], parse_query(asked)))
        for asked in (ALMOST[0], " ".join(ALMOST))
    )
    assert 0 < many < 6 * one  # twelve times as many, if each were looked for by itself


def test_a_long_phrase_is_compared_with_a_text_in_as_many_steps_as_a_short_one():
    short, long = (
        count_lines_run(lambda asked=asked: find_excerpts([ALL_LETTERS], parse_query(f'"{asked} b"')))
        for asked in ("a a", "a " * 90)
    )
    assert 0 < long < 2 * short


@given(
    st.lists(
        st.sampled_from([*"aeioubdst", "ies", "y", "ing", "ed", "É", "’s", " ", " ", "-", "ي", "\u064e"]), max_size=40
    ),
    st.lists(st.sampled_from([*"aeioubdst", "ies", "y", "ing", "é", "*", '"', " ", "ی"]), min_size=1, max_size=8),
)
@example(["d", "ying"], ["die"])
@example(["We cri", "ed"], ["cry"])
def test_a_passage_is_found_wherever_its_paragraph_would_be_marked(letters, asked):
    """Paragraphs are first tried roughly, which must not pass over one."""
    text, question = "".join(letters), parse_query("".join(asked))
    is_marked = any(piece.hit for piece in highlight(text, question))
    assert bool(find_excerpts([text], question)) == is_marked
