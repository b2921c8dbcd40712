"""A time budget for reads that could take too long; what was found by then is shown and said to be."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.db import OperationalError, connection, transaction

_STEPS: Final = 1000  # of SQLite's virtual machine between two looks at the clock; 20,000 overran by a second
_LEAST_MS: Final = 10  # for one statement on PostgreSQL; going back to the savepoint needs some of it
_CANCELLED: Final = "57014"  # PostgreSQL's code for a statement that took too long


class _BudgetSpentError(Exception):
    """The time was spent before the next statement was begun."""


class TimeBudget:
    """How much time the reads inside a `time_budget` have, all together; `is_spent` says that it wasn't enough."""

    def __init__(self, clock: Callable[[], float], *, seconds: float) -> None:
        self._clock = clock
        self._deadline = clock() + seconds
        self.is_spent = False

    @property
    def seconds_left(self) -> float:
        """How many seconds are left; not more than 0 once the budget is spent."""
        return 0.0 if self.is_spent else self._deadline - self._clock()

    def look_at_clock(self) -> bool:
        """Return whether the time has run out, and remember it if so."""
        self.is_spent = self.is_spent or self.seconds_left <= 0
        return self.is_spent


_current: ContextVar[TimeBudget | None] = ContextVar("current_time_budget", default=None)


@contextmanager
def time_budget(
    *, cpu_ms: float | None = None, statement_ms: float | None = None, share: float = 1.0
) -> Iterator[TimeBudget]:
    """Stop the reads of the block once they have taken too long, and leave the block without an exception.

    On SQLite after `cpu_ms` of this thread's CPU time, on PostgreSQL after `statement_ms`; by default those in the
    settings. `share` is the part of it that the block gets. The statement then running is cancelled and the budget
    `is_spent`: collect rows in a list made outside the block, and write nothing inside it. The connection can be used
    afterwards, also inside a transaction. Inside another budget, that one counts.

        found = []
        with time_budget() as budget:
            for window in windows:
                found += window
        if budget.is_spent: ...
    """
    if outer := _current.get():
        yield outer
        return
    open_budget = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    limit = statement_ms if connection.vendor == "postgresql" else cpu_ms
    default = settings.TIME_BUDGET["statement_ms" if connection.vendor == "postgresql" else "cpu_ms"]
    with open_budget(share * (default if limit is None else limit) / 1000) as budget:
        token = _current.set(budget)
        try:
            yield budget
        finally:
            _current.reset(token)


@contextmanager
def _on_sqlite(seconds: float) -> Iterator[TimeBudget]:
    """Interrupt SQLite's statements when the thread's CPU time is up; reading needs no savepoint there."""
    connection.ensure_connection()
    budget = TimeBudget(time.thread_time, seconds=seconds)
    connection.connection.set_progress_handler(budget.look_at_clock, _STEPS)
    try:
        with connection.execute_wrapper(_refuse_when_spent(budget)):
            yield budget
    except _BudgetSpentError:
        pass
    except OperationalError:
        if not budget.is_spent:
            raise
    finally:
        connection.connection.set_progress_handler(None, _STEPS)


@contextmanager
def _on_postgresql(seconds: float) -> Iterator[TimeBudget]:
    """Let PostgreSQL cancel the statement that is running when the time is up, inside a savepoint of its own."""
    budget = TimeBudget(time.monotonic, seconds=seconds)
    try:
        with transaction.atomic():
            with connection.execute_wrapper(_limit_statement(budget)):
                yield budget
            transaction.set_rollback(True)  # brings the former limit back; nothing was written
    except _BudgetSpentError:
        pass
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != _CANCELLED:
            raise
        budget.is_spent = True


def _limit_statement(budget: TimeBudget) -> Callable[..., Any]:
    """Build the wrapper that gives each statement the time that is left."""

    def limit(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        """Set the time that is left, then run the statement. Raises _BudgetSpentError without any left."""
        if budget.look_at_clock():
            raise _BudgetSpentError
        milliseconds = max(_LEAST_MS, int(budget.seconds_left * 1000))
        # Past Django's wrapper: the page didn’t send this query.
        # The former limit holds for this statement too; on a busy machine it may end it.
        with connection.wrap_database_errors:
            context["cursor"].cursor.execute(f"SET LOCAL statement_timeout = {milliseconds}")
        return execute(sql, params, many, context)

    return limit


def _refuse_when_spent(budget: TimeBudget) -> Callable[..., Any]:
    """Build the wrapper that begins no statement once the time has run out."""

    def refuse(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        """Run the statement. Raises _BudgetSpentError without time left."""
        if budget.look_at_clock():
            raise _BudgetSpentError
        return execute(sql, params, many, context)

    return refuse
