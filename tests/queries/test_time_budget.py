"""A time budget ends a read that takes too long, and nothing else."""

import time

import pytest
from django.db import DatabaseError, connection, transaction

from articles.models import Section
from articles.queries.time_budget import time_budget

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n"
BRIEF = {"cpu_ms": 20, "statement_ms": 60}
AMPLE = {"cpu_ms": 10_000, "statement_ms": 10_000}
NONE = {"cpu_ms": 0, "statement_ms": 0}


def run(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def read_statement_timeout() -> str:
    return run("SELECT current_setting('statement_timeout')")[0][0] if connection.vendor == "postgresql" else ""


def test_a_read_that_takes_too_long_is_stopped_and_what_was_found_before_it_stays():
    found, began = [], time.monotonic()
    with time_budget(**BRIEF) as budget:
        found += run("SELECT 1")
        found += run(ENDLESS)
        found += run("SELECT 2")
    assert (found, budget.is_spent, budget.seconds_left) == ([(1,)], True, 0.0)
    assert time.monotonic() - began < 10  # it would take minutes


def test_a_read_in_time_is_not_touched():
    with time_budget(**AMPLE) as budget:
        found = run("SELECT 1")
    assert (found, budget.is_spent) == ([(1,)], False)
    assert 0 < budget.seconds_left < 10


def test_without_time_nothing_is_begun():
    found = []
    with time_budget(**NONE) as budget:
        found += run("SELECT 1")
    assert (found, budget.is_spent) == ([], True)


def test_a_read_may_have_a_share_of_the_time():
    left = []
    for share in (1.0, 0.25):
        with time_budget(**AMPLE, share=share) as budget:
            left.append(budget.seconds_left)
    assert [round(seconds, 1) for seconds in left] == [10.0, 2.5]


def test_the_settings_say_how_long_it_may_take(settings):
    spent = []
    for limits in (NONE, AMPLE):
        settings.TIME_BUDGET = limits
        with time_budget() as budget:
            run("SELECT 1")
        spent.append(budget.is_spent)
    assert spent == [True, False]


def test_a_transaction_goes_on_with_what_it_had_written():
    with transaction.atomic():
        Section.objects.create(name="Before", slug="before")
        with time_budget(**BRIEF) as budget:
            run(ENDLESS)
        Section.objects.create(name="After", slug="after")
    assert budget.is_spent
    assert set(Section.objects.values_list("slug", flat=True)) == {"before", "after"}


def test_what_comes_after_a_budget_has_none():
    before = read_statement_timeout()
    for limits in (BRIEF, AMPLE):
        with time_budget(**limits):
            run(ENDLESS if limits is BRIEF else "SELECT 1")
    counted = run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n"
    )
    assert (counted, read_statement_timeout()) == ([(300_000,)], before)


def test_many_short_reads_share_one_budget():
    turns = 0
    with time_budget(**BRIEF) as budget:
        while turns < 1_000_000:
            run("SELECT 1")
            turns += 1
    assert budget.is_spent
    assert 0 < turns < 1_000_000


def test_inside_another_budget_the_outer_one_counts():
    reached = []
    with time_budget(**BRIEF) as outer:
        with time_budget(**AMPLE) as inner:
            run(ENDLESS)
        reached.append("after the inner one")
    assert inner is outer
    assert (outer.is_spent, reached) == (True, [])


def test_an_error_that_has_nothing_to_do_with_time_is_raised():
    with pytest.raises(DatabaseError, match="missing_table"), time_budget(**AMPLE):
        run("SELECT * FROM missing_table")
    assert run("SELECT 1") == [(1,)]


def test_an_exception_of_the_caller_passes_through():
    with pytest.raises(ZeroDivisionError), time_budget(**AMPLE):
        run("SELECT 1 AS one")
        raise ZeroDivisionError
    with time_budget(**AMPLE) as budget:  # the next one is a budget of its own
        run("SELECT 1")
    assert not budget.is_spent


def test_it_works_outside_a_transaction(shared_database):
    with time_budget(**BRIEF) as budget:
        run(ENDLESS)
    assert (budget.is_spent, connection.in_atomic_block, run("SELECT 1")) == (True, False, [(1,)])
