"""The load check finds what it looks for: stale pages, killed stories, errors, growing memory."""

import pytest

from tests.benchmarks.reading.client import Asked
from tests.benchmarks.reading.under_load import Answer, Load, list_faults

EVENTS = [{"published": 1, "at": 10.0}, {"published": 2, "at": 11.0}, {"killed": 2, "at": 12.5}]


def answer(sent_at, *bulletins, status=200):
    return Answer("/", sent_at, status, frozenset(bulletins))


@pytest.mark.parametrize(
    "right",
    [
        pytest.param(answer(9.0), id="before anything was published"),
        pytest.param(answer(10.9), id="the edition before, within a second"),
        pytest.param(answer(11.5, 1), id="one edition before, within a second of the next"),
        pytest.param(answer(12.4, 1, 2), id="the newest"),
        pytest.param(answer(12.6, 1), id="without the killed one"),
    ],
)
def test_a_page_of_its_edition_or_for_a_second_of_the_one_before_is_not_stale(right):
    assert list(list_faults(Load(events=EVENTS, answers=[right]))) == []


@pytest.mark.parametrize(
    ("wrong", "seconds"),
    [
        pytest.param(answer(11.9), "0.9", id="two editions before"),
        pytest.param(answer(12.3), "1.3", id="more than a second late"),
        pytest.param(answer(12.6, 1, 2), "0.1", id="shows a killed story at once"),
    ],
)
def test_an_older_page_and_a_killed_story_are_stale(wrong, seconds):
    faults = list(list_faults(Load(events=EVENTS, answers=[wrong, answer(12.6, 1)])))

    assert faults == [f"1 of 2 watched pages were stale, up to {seconds} s after"]


def test_errors_of_readers_and_watchers_are_counted():
    load = Load(asked=[Asked(100, 2, 0, 1, 1, 1)], events=EVENTS, answers=[answer(9.0, status=500), answer(9.0)])

    assert list(list_faults(load)) == ["3 errors"]


def test_memory_may_rise_while_caches_fill_but_not_for_ever():
    filling = [(1_000 * at, 100.0 + min(at, 3)) for at in range(20)]
    leaking = [(1_000 * at, 100.0 + at) for at in range(20)]

    assert list(list_faults(Load(events=EVENTS, memory_mb=filling))) == []
    assert list(list_faults(Load(events=EVENTS, memory_mb=leaking))) == [
        "memory grows by 100.0 MB in 100,000 requests, bound 5.0"
    ]
