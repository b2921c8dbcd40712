"""Two people's versions are put together by paragraph, and nothing of either is ever dropped."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.diff.paragraph_merge import Conflict, Resolved, merge_blocks, merge_bodies
from articles.lib.html.sanitiser import sanitise
from tests.support.effort import FACTOR, count_lines_run

ONE = "The dam is safe, the minister of water said."
TWO = "Engineers of both countries met in Lima on Monday."
THREE = "A gauge has stood there since 1911."
NEW, OTHER = "Nobody had read it for years.", "Its keeper retired last spring."


def one(parts):
    """The blocks of a merge without conflicts."""
    (part,) = parts
    assert isinstance(part, Resolved)
    return list(part.blocks)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ([ONE + " Yes.", TWO, THREE], [ONE, TWO, THREE + " Yes."], [ONE + " Yes.", TWO, THREE + " Yes."]),
        ([ONE + " Yes.", TWO, THREE], [ONE, TWO + " No.", THREE], [ONE + " Yes.", TWO + " No.", THREE]),
        ([NEW, ONE, TWO, THREE], [ONE, TWO, THREE, OTHER], [NEW, ONE, TWO, THREE, OTHER]),
        ([ONE, NEW, TWO, THREE], [ONE + " Yes.", TWO + " No.", THREE], [ONE + " Yes.", NEW, TWO + " No.", THREE]),
        ([TWO, THREE], [ONE, TWO, OTHER, THREE], [TWO, OTHER, THREE]),
        ([TWO, THREE], [TWO, THREE], [TWO, THREE]),
        ([ONE, NEW, TWO, THREE], [ONE, NEW, TWO, THREE], [ONE, NEW, TWO, THREE]),
        ([ONE, NEW, OTHER, TWO, THREE], [ONE, NEW, TWO, THREE], [ONE, NEW, OTHER, TWO, THREE]),
        ([TWO, THREE, ONE], [ONE, TWO, THREE + " Yes."], [TWO, THREE + " Yes.", ONE]),
    ],
    ids=[
        "far apart",
        "neighbours",
        "at both ends",
        "an insertion between edited ones",
        "a deletion and an insertion",
        "the same deletion",
        "the same insertion",
        "the same insertion and more",
        "moved and edited elsewhere",
    ],
)
def test_what_does_not_overlap_is_merged_by_itself(mine, theirs, merged):
    base = [ONE, TWO, THREE]
    assert one(merge_blocks(base, mine, theirs)) == merged
    assert one(merge_blocks(base, theirs, mine)) == merged


@pytest.mark.parametrize(
    ("mine", "theirs", "conflict"),
    [
        ([ONE, TWO + " Yes.", THREE], [ONE, TWO + " No.", THREE], Conflict((TWO,), (TWO + " Yes.",), (TWO + " No.",))),
        ([ONE, THREE], [ONE, TWO + " No.", THREE], Conflict((TWO,), (), (TWO + " No.",))),
        ([ONE, TWO + " Yes.", THREE], [ONE, THREE], Conflict((TWO,), (TWO + " Yes.",), ())),
    ],
    ids=["edited twice", "deleted and edited", "edited and deleted"],
)
def test_what_both_changed_otherwise_is_for_a_person_to_choose(mine, theirs, conflict):
    assert merge_blocks([ONE, TWO, THREE], mine, theirs) == [Resolved((ONE,)), conflict, Resolved((THREE,))]


def test_insertions_at_one_place_keep_both():
    assert merge_blocks([ONE, TWO], [ONE, NEW, TWO], [ONE, OTHER, TWO]) == [
        Resolved((ONE,)),
        Conflict((), (NEW,), (OTHER,)),
        Resolved((TWO,)),
    ]


def test_both_is_mine_and_then_what_theirs_has_beside_it():
    assert Conflict((), ("a", "b"), ("b", "c")).both == ("a", "b", "c")


def test_an_insertion_into_what_the_other_took_away_is_kept_for_choosing():
    assert merge_blocks([ONE, TWO], [], [ONE, NEW, TWO]) == [Conflict((ONE, TWO), (), (ONE, NEW, TWO))]


def test_one_list_changed_in_two_places_is_merged_inside():
    base = f"<p>x</p><ul><li>{ONE}</li><li>{TWO}</li></ul>"
    mine = base.replace(ONE, ONE + " Yes.")
    theirs = base.replace("</ul>", f"<li>{NEW}</li></ul>")
    assert one(merge_bodies(base, mine, theirs)) == [
        "<p>x</p>",
        f"<ul><li>{ONE} Yes.</li><li>{TWO}</li><li>{NEW}</li></ul>",
    ]


def test_a_speaker_named_by_one_and_a_quotation_edited_by_the_other_are_both_kept():
    base = f"<blockquote><p>{ONE}</p></blockquote>"
    mine = base.replace("<blockquote>", '<blockquote data-speaker="Ana Ruiz">')
    theirs = base.replace(ONE, ONE + " Yes.")
    assert one(merge_bodies(base, mine, theirs)) == [mine.replace(ONE, ONE + " Yes.")]


def test_a_list_item_changed_by_both_leaves_the_list_to_choose_from():
    base, mine, theirs = (f"<ul><li>{ONE}{more}</li></ul>" for more in ("", " Yes.", " No."))
    assert merge_bodies(base, mine, theirs) == [Conflict((base,), (mine,), (theirs,))]


# Few blocks, so that they meet; alike ones, so that edits do.
BLOCKS = st.lists(
    st.sampled_from([ONE, ONE + " Yes.", ONE + " No.", TWO, TWO + " Yes.", THREE, NEW, OTHER, "<hr>", "a", ""]),
    max_size=7,
)


def everything(parts):
    for part in parts:
        yield from part.blocks if isinstance(part, Resolved) else (*part.mine, *part.theirs)


def swapped(parts):
    return [part if isinstance(part, Resolved) else Conflict(part.base, part.theirs, part.mine) for part in parts]


def chosen(parts, side):
    return [block for part in parts for block in (part.blocks if isinstance(part, Resolved) else getattr(part, side))]


@given(BLOCKS, BLOCKS)
@example([], [])
def test_a_side_that_did_nothing_changes_nothing(base, edited):
    for mine, theirs in ((base, edited), (edited, base), (edited, edited)):
        assert merge_blocks(base, mine, theirs) == ([Resolved(tuple(edited))] if edited else [])


@given(BLOCKS, BLOCKS, BLOCKS)
def test_nothing_that_either_wrote_is_lost_and_no_side_is_favoured(base, mine, theirs):
    parts = merge_blocks(base, mine, theirs)
    assert {*mine, *theirs} - {*base} <= {*everything(parts)} <= {*base, *mine, *theirs}
    assert merge_blocks(base, theirs, mine) == swapped(parts)


@given(BLOCKS, BLOCKS, BLOCKS)
def test_a_block_that_nobody_took_away_is_there(base, mine, theirs):
    kept = {*everything(merge_blocks(base, mine, theirs))}
    assert {block for block in base if base.count(block) == mine.count(block) == theirs.count(block) == 1} <= kept


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<strong>", "</strong>", "a", "b c", "<hr>", " "]
    ),
    max_size=14,
).map(lambda pieces: sanitise("".join(pieces)))


def solid(body):
    """Without white space and empty paragraphs, which mean nothing."""
    return "".join(body.split()).replace("<p></p>", "")


@given(MARKUP, MARKUP, MARKUP)
def test_a_merged_body_is_one_that_the_sanitiser_leaves_alone(base, mine, theirs):
    parts = merge_bodies(base, mine, theirs)
    for side in ("mine", "theirs"):
        body = "".join(chosen(parts, side))
        assert sanitise(sanitise(body)) == sanitise(body)
        assert solid(sanitise(body)) == solid(body)


def test_a_long_text_is_merged_with_steps_in_proportion():
    def merge(length):
        base = [f"Paragraph {number} says {number * 7919 % 977} and {number * 31 % 499}." for number in range(length)]
        mine = [block + " Mine." if at % 2 else block for at, block in enumerate(base)]
        theirs = [block if at % 2 else block + " Theirs." for at, block in enumerate(base)]
        assert one(merge_blocks(base, mine, theirs)) == [mine[at] if at % 2 else theirs[at] for at in range(length)]

    assert 0 < count_lines_run(lambda: merge(2_000)) < 2 * FACTOR * count_lines_run(lambda: merge(250))


def table(*rows):
    cells = ("".join(f"<td><p>{cell}</p></td>" for cell in row) for row in rows)
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


def test_a_table_is_one_piece_that_one_side_may_change_and_both_may_not():
    base, mine = table(("PPP", "54"), ("PML", "75")), table(("PPP", "55"), ("PML", "75"))
    theirs, other = table(("PPP", "54"), ("PML", "76")), table(("a", "b"))
    assert one(merge_bodies(base + other, mine + other, base + other + "<p>c</p>")) == [mine, other, "<p>c</p>"]
    assert merge_bodies(base + other, mine + other, theirs + other) == [
        Conflict((base,), (mine,), (theirs,)),
        Resolved((other,)),
    ]
