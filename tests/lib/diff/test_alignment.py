"""Blocks of two versions belong together by their words, in the order that makes them most alike."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from articles.lib.diff.alignment import MIN_EDITED_SIMILARITY, Alignment, _heaviest_increasing_pairs, align

ONE = "The dam is safe, the minister of water said."
TWO = "Engineers of both countries met in Lima on Monday."
THREE = "A gauge has stood there since 1911."


def aligned(before, after, shown=lambda _text: ""):
    return align(before, after, text_of=lambda text: text, identity_of=shown)


def test_equal_and_edited_blocks_are_paired_in_their_order():
    assert aligned([ONE, TWO, THREE], [TWO + " Yes.", THREE]) == Alignment([(1, 0), (2, 1)])


def test_long_words_count_more_than_little_ones():
    before, after = "the of and in to a is it treaty", "the of and in to a is it parliament"
    assert aligned([before, "Treaty negotiations"], [after, "Negotiations: treaty"]).pairs == [(0, 0), (1, 1)]
    assert aligned(["the of and in Venezuelan"], ["the of and in Argentinians"]).pairs == [(0, 0)]
    assert aligned(["the of Venezuelan negotiators"], ["the of Argentinian journalists"]).pairs == []


def test_what_stands_far_away_has_moved_if_it_is_long_enough():
    assert aligned([ONE, TWO, THREE], [TWO, THREE, ONE]) == Alignment([(1, 0), (2, 1)], [(0, 2)])
    assert aligned(["Yes.", TWO, THREE], [TWO, THREE, "Yes."]) == Alignment([(1, 0), (2, 1)])


def test_what_shows_the_same_is_the_same_whatever_is_said_of_it():
    assert aligned([ONE], [TWO]).pairs == []
    assert aligned([ONE], [TWO], shown=lambda _text: "picture 1").pairs == [(0, 0)]


def test_many_blocks_alike_stay_in_their_places():
    before = [f"At {hour} nothing had happened yet in the whole of the valley." for hour in range(30)]
    after = [text.replace("nothing", "something") for text in before]
    assert aligned(before, after).pairs == [(at, at) for at in range(30)]


CANDIDATES = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)),
    st.sampled_from([MIN_EDITED_SIMILARITY, 0.5, 0.75, 1.0]),
    max_size=9,
)


@given(CANDIDATES)
def test_the_pairs_are_the_heaviest_that_rise(candidates):
    def weight(pairs):
        return sum(candidates[pair] for pair in pairs)

    found = _heaviest_increasing_pairs((*pair, likeness) for pair, likeness in candidates.items())
    rising = [
        chosen
        for size in range(len(candidates) + 1)
        for chosen in combinations(sorted(candidates), size)
        if all(one[0] < other[0] and one[1] < other[1] for one, other in combinations(chosen, 2))
    ]
    assert tuple(found) in rising
    assert abs(weight(found) - max(map(weight, rising))) < 1e-9
