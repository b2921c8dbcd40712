"""The depth of a body is measured before it is sanitised, because deep nesting makes sanitising slow."""

import pytest

from articles.lib.html.figures import measure_depth
from tests.support.effort import FACTOR, MAX_LINEAR_GROWTH, measure_growth


@pytest.mark.parametrize(
    ("markup", "depth"),
    [
        ("", 0),
        ("words", 0),
        ("<div><em>a</em></div><div>b</div>", 2),
        ("<ul><li>a<ul><li>b</ul></ul>", 2),
        ("<p>a<p>b<p>c", 0),
        ("<img src=a><input><br><hr><wbr>" * 10, 0),
        ("<em></x>" * 10, 10),
        ("<em></p></li></br>" * 10, 10),
        ("<div><em></div>" * 10, 11),
        ("</em></em><em>a</em>", 1),
        ("<EM>a</em><em>b</EM>", 1),
    ],
)
def test_depth_counts_elements_that_are_open_at_once(markup, depth):
    assert measure_depth(markup) == depth


def test_measuring_takes_time_in_proportion_to_the_length():
    short = "<em></x>" * 2_000
    assert measure_growth(measure_depth, short, short * FACTOR) < MAX_LINEAR_GROWTH
