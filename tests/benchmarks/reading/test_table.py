"""What is above its bound is listed, and nothing else."""

import pytest

from tests.benchmarks.reading import pages
from tests.benchmarks.reading.addresses import BARE_SECTION, BARE_STORY, CONSTANT
from tests.benchmarks.reading.bounds import GROWTH, STORED, UNCACHED
from tests.benchmarks.reading.client import Asked
from tests.benchmarks.reading.newsrooms import SQLITE, Newsroom
from tests.benchmarks.reading.pages import BARE, PLAIN, Cell
from tests.benchmarks.reading.table import Figures, format_tables, list_excesses, list_missed_goals

FEW, MANY = (Newsroom(stories, SQLITE, f"sqlite:///{stories}") for stories in (1_000, 20_000))
BOUND = UNCACHED["story"].sqlite
UNIT = 0.5  # CPU ms of a constant view


def cell(page, site, newsroom, *, times, errors=0):
    asked = Asked(100, errors, 5_000.0, 1.0, 2.0, 1.0)
    return Cell(page, site, newsroom, None, [], [], [times * UNIT], [asked], [asked])


@pytest.fixture
def measured():
    """A newsroom that is everywhere just below its bounds."""
    bare = [(CONSTANT, 1), (BARE_STORY, 5), (BARE_SECTION, 10)]
    return [
        *(cell(page, BARE, newsroom, times=times) for page, times in bare for newsroom in (FEW, MANY)),
        cell("story", PLAIN, FEW, times=BOUND / GROWTH),
        cell("story", PLAIN, MANY, times=BOUND),
        cell("story", pages.STORED, MANY, times=STORED),
    ]


def test_nothing_is_listed_at_the_bounds(measured):
    assert list(list_excesses(Figures(measured))) == []


def test_costs_errors_and_growth_above_the_bounds_are_listed(measured):
    measured[-2:] = [
        cell("story", PLAIN, MANY, times=2 * BOUND),
        cell("story", pages.STORED, MANY, times=2 * STORED, errors=3),
    ]

    assert list(list_excesses(Figures(measured))) == [
        f"story on SQLite 20,000, uncached: {2 * BOUND:.2f} × a constant view, bound {BOUND:g}",
        "story on SQLite 20,000, stored: 6 errors",
        f"story on SQLite 20,000, stored: {2 * STORED:.2f} × a constant view, bound {STORED:g}",
        f"story on SQLite: grows {2 * GROWTH:.2f} times, bound {GROWTH}",
    ]


def test_a_page_above_its_goal_is_named_with_the_goal(measured):
    measured[-3:-1] = [cell("story", PLAIN, FEW, times=3), cell("story", PLAIN, MANY, times=4.5)]

    assert list(list_missed_goals(Figures(measured))) == ["story on SQLite 20,000 4.5 (3)"]


def test_a_row_has_a_page_as_multiples_of_both_floors(measured):
    rows = [line for line in format_tables(Figures(measured)) if line.startswith("| story")]
    times = BOUND

    assert rows[-1] == (
        f"| story | {times * UNIT:.2f} | {times:.1f} | {times / 5:.2f} | 1.0 · 2.0 | 1.0 · 2.0 | 5,000 "
        f"| {STORED * UNIT:.2f} | {STORED:.2f} | 1.0 · 2.0 | 1.0 · 2.0 |"
    )
