"""A passage is found again wherever its own words went, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.lib.diff.anchors import GONE, Passage, PassageTracker, TrackedPassage, find_quote
from articles.lib.html.blocks import parse_blocks

FIRST = "Engineers of both countries met on Tuesday near the old gauge."
SECOND = "They will meet again on Friday, both said."
THIRD = "The river has no say in this."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def passage(block, quote, body=BODY):
    text = parse_blocks(body)[block].text
    start = text.index(quote)
    return Passage(block, start, start + len(quote), quote)


def trail(before, after):
    return PassageTracker(parse_blocks(before), parse_blocks(after))


def found(quote, after, *, block=1, before=BODY):
    answer = trail(before, after).find(passage(block, quote, before))
    return answer.state, answer.passage and (answer.passage.block, answer.passage.quote)


@pytest.mark.parametrize(
    ("after", "block"),
    [
        (BODY, 1),
        (f"<p>{SECOND}</p>", 0),
        (f"<p>New.</p><p>{FIRST}</p><p>Newer.</p><h2>{SECOND}</h2>", 3),
        (f"<p>{THIRD}</p><p>{SECOND}</p><p>{FIRST}</p>", 1),
        (f"<p>{FIRST} Both said so on Friday.</p><p>{SECOND}</p><p>{THIRD} On Friday.</p>", 1),
        (f"<p>{FIRST}</p><p>They will <em>meet again</em> on <strong>Fri</strong>day, both said.</p>", 1),
        (f"<p>{FIRST}</p><p>In spring they will meet again on Friday, or so both said.</p><p>{THIRD}</p>", 1),
        (f"<p>{FIRST}</p><p>They will meet again</p><p>on Friday, both said.</p><p>{THIRD}</p>", 2),
        (f"<ul><li>{SECOND}</li></ul><p>{FIRST}</p>", 0),
    ],
)
def test_a_passage_is_found_where_its_words_stand_now(after, block):
    assert found("on Friday", after) == ("stands", (block, "on Friday"))


def test_a_passage_stays_the_one_of_two_equal_ones_that_it_was():
    before = "<p>They met on Friday and ate on Friday.</p>"
    second = Passage(0, 27, 36, "on Friday")
    after = "<p>By then they met on Friday and slept on Friday.</p>"
    assert trail(before, after).find(second) == TrackedPassage("stands", Passage(0, 37, 46, "on Friday"))


def test_an_equal_passage_that_was_there_before_is_not_taken_for_a_removed_one():
    before = "<p>They met on Friday, as was agreed, and ate on Friday.</p>"
    first = Passage(0, 9, 18, "on Friday")
    after = "<p>They met, as was agreed, and ate on Friday.</p>"
    assert trail(before, after).find(first).state != "stands"


@pytest.mark.parametrize(
    ("after", "now"),
    [
        (BODY.replace("on Friday", "on Saturday"), "on Saturday"),
        (BODY.replace("on Friday", "next week"), "next week"),
    ],
)
def test_a_passage_whose_words_were_changed_is_said_to_be_changed(after, now):
    state, (block, words) = found("on Friday", after)
    assert (state, block) == ("changed", 1)
    assert words in {now, now.removeprefix("on ")}


@pytest.mark.parametrize(
    "after",
    [
        "",
        f"<p>{FIRST}</p><p>{THIRD}</p>",
        f"<p>{FIRST}</p><p>{THIRD}</p><p>Nothing happens on Friday.</p>",
        f"<p>{FIRST.replace('Tuesday', 'Friday')}</p><p>{THIRD}</p>",
    ],
)
def test_a_passage_that_was_removed_is_gone_even_if_its_words_stand_elsewhere(after):
    assert found("on Friday", after) == ("gone", None)


WORDS = st.lists(
    st.sampled_from(["river", "border", "gauge", "on", "Friday", "both", "said", "the", "Kabul", "again"]),
    min_size=1,
    max_size=8,
)
PARAGRAPHS = st.lists(WORDS.map(" ".join), min_size=1, max_size=7)


@settings(max_examples=100)
@given(PARAGRAPHS, PARAGRAPHS, st.data())
def test_editing_other_paragraphs_never_moves_a_passage(paragraphs, others, data):
    """Whatever is made of the rest, in whatever order: a paragraph nobody touched keeps what hangs on it."""
    at = data.draw(st.integers(0, len(paragraphs) - 1))
    mine = paragraphs[at] = f"{paragraphs[at]} mine"  # nobody else writes this paragraph
    start = data.draw(st.integers(0, len(mine) - 1))
    end = data.draw(st.integers(start + 1, len(mine)))
    rest = data.draw(st.permutations([*paragraphs[:at], *others]))
    there = data.draw(st.integers(0, len(rest)))
    before = "".join(f"<p>{text}</p>" for text in paragraphs)
    after = "".join(f"<p>{text}</p>" for text in [*rest[:there], mine, *rest[there:]])
    answer = trail(before, after).find(Passage(at, start, end, mine[start:end]))
    assert answer == TrackedPassage("stands", Passage(there, start, end, mine[start:end]))


@settings(max_examples=100)
@given(PARAGRAPHS, PARAGRAPHS, st.data())
def test_what_stands_quotes_the_words_and_what_changed_quotes_the_text(before, after, data):
    first, second = ("".join(f"<p>{text}</p>" for text in side) for side in (before, after))
    at = data.draw(st.integers(0, len(before) - 1))
    start = data.draw(st.integers(0, len(before[at]) - 1))
    end = data.draw(st.integers(start + 1, len(before[at])))
    quote = before[at][start:end]
    answer = trail(first, second).find(Passage(at, start, end, quote))
    if answer.passage:
        said = parse_blocks(second)[answer.passage.block].text[answer.passage.start : answer.passage.end]
        assert said == answer.passage.quote
    assert (answer == GONE) == (answer.passage is None)
    assert answer.state != "stands" or answer.passage.quote == quote


@pytest.mark.parametrize(
    ("quote", "around", "places"),
    [
        ("on Friday", {}, [1]),
        ("both", {}, [0, 1]),
        ("both", {"before": "Engineers of ", "after": " countries"}, [0]),
        ("both", {"before": ", ", "after": " said."}, [1]),
        ("both", {"block": 2}, [1]),
        ("meet\n again", {}, [1]),
        ("on Sunday", {}, []),
        ("again.The", {}, []),
        ("  ", {}, []),
    ],
)
def test_quoted_words_are_looked_for_with_what_stands_around_them(quote, around, places):
    assert [spot.block for spot in find_quote(BODY, quote, **around)] == places
    for spot in find_quote(BODY, quote, **around):
        assert parse_blocks(BODY)[spot.block].text[spot.start : spot.end] == spot.quote
