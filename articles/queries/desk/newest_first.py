"""Long lists, newest first: the newest matches that can be found in time, and how far back the search got.

A search first looks whether there are few matches, in whatever order an index yields them. If there are many, or none were
found in time, it reads back from the newest row in windows, as many as the time allows.
"""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

from django.db.models import Q, QuerySet

from articles.models.expressions import among
from articles.queries.time_budget import time_budget

MAX_COUNTED: Final = 1000  # beyond it a list says "1,000+"
_FEW_SHARE: Final = 0.2  # of the time budget, to find out whether there are few matches
# Rows; small, so that the shortest time is enough for them. Of stories long bodies are folded.
_FIRST_WINDOW, _FIRST_STORIES = 50, 10
_GROWTH: Final = 8  # of the next window at most
_CAUTION: Final = 0.75  # of the time left is planned for the next window
_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND: Final = datetime.timedelta(microseconds=1)
_CURSOR: Final = re.compile("([0-9]{1,17})-([0-9]{1,18})")


class Position(NamedTuple):
    """Where a row stands in its list: the time that orders it, then its primary key."""

    moment: datetime.datetime
    key: int

    @property
    def cursor(self) -> str:
        """The position as a value for an address."""
        return f"{(self.moment - _EPOCH) // _MICROSECOND}-{self.key}"

    @classmethod
    def parse(cls, cursor: str) -> Self | None:
        """Return the position that was written as this cursor; None if it is malformed."""
        found = _CURSOR.fullmatch(cursor)
        return cls(_EPOCH + int(found[1]) * _MICROSECOND, int(found[2])) if found else None


@dataclass(frozen=True)
class Found:
    """The newest matches, newest first.

    `is_complete` says that these are all there are, `are_many` that there are more than MAX_COUNTED. If the time was too
    short for the matches that were wanted, `is_cut_short` is true and everything down to `reached` has been searched
    (None: not even the first window).
    """

    rows: list[Position]
    is_complete: bool = False
    are_many: bool = False
    is_cut_short: bool = False
    reached: Position | None = None


def find_newest(
    rows: QuerySet[Any], *, wanted: int, before: Position | None = None, known: Collection[int] = ()
) -> Found:
    """Find the newest of some rows: all if they are at most MAX_COUNTED, else as many as are `wanted`.

    With `before`, only rows that follow that position. `known` are primary keys, at most MAX_COUNTED, of rows that an index
    has found: a search that is cut short yields those that it hasn't reached as well. The model's own order must be newest
    first by a time column, then by primary key, and have an index.
    """
    few, are_many = find_few(_older_than(rows, before), share=_FEW_SHARE)
    if few is not None:
        return Found(few, is_complete=True)
    found = _search_back(rows, wanted=wanted, before=before, are_many=are_many)
    if found.is_cut_short and known:
        further = _older_than(rows.filter(among(known)), found.reached or before)
        found.rows.extend(_read_positions(_newest_first(further)[: wanted - len(found.rows)]))
    return found


def find_few(rows: QuerySet[Any], *, share: float) -> tuple[list[Position] | None, bool]:
    """Find all rows, newest first, if they are at most MAX_COUNTED: (rows or None, whether there are more than that).

    (None, False) if a share of the time budget is too short to know. One query.
    """
    found: list[Position] = []
    with time_budget(share=share) as budget:
        found = _read_positions(rows.order_by()[: MAX_COUNTED + 1])
    if budget.is_spent:
        return None, False
    if len(found) > MAX_COUNTED:
        return None, True
    return sorted(found, reverse=True), False


def _search_back(rows: QuerySet[Any], *, wanted: int, before: Position | None, are_many: bool) -> Found:
    """Read back from the newest row, or from `before`, window by window, while there is time; two queries a window."""
    found: list[Position] = []
    reached, size = before, _FIRST_STORIES
    with time_budget(share=1 - _FEW_SHARE) as budget:
        while size and len(found) < wanted:
            left = budget.seconds_left
            end = _find_window_end(rows, after=reached, size=size)
            window = _not_older_than(_older_than(rows, reached), end)
            found += _read_positions(_newest_first(window)[: wanted - len(found)])
            if end is None:
                return Found(found, is_complete=len(found) < wanted, are_many=are_many)
            reached = end
            took, left = left - budget.seconds_left, budget.seconds_left
            size = _plan_window(size, took=took, left=left, least=_FIRST_STORIES)
    return Found(found, are_many=are_many, is_cut_short=len(found) < wanted, reached=reached)


def read_back(
    rows: QuerySet[Any], *, after: int | None, wanted: int, share: float = 1.0
) -> tuple[list[int], int | None]:
    """Find the rows with the highest primary keys below `after`: (their keys, the key down to which was searched).

    The latter is only given if a share of the time budget was too short for more. One query a window of keys.
    """
    keys: list[int] = []
    newest = rows.model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0  # noqa: SLF001 - Django's documented interface
    reached = newest + 1 if after is None else min(after, newest + 1)
    size = _FIRST_WINDOW
    with time_budget(share=share) as budget:
        while reached > 0 and size and len(keys) < wanted:
            left, start = budget.seconds_left, max(reached - size, 0)
            window = rows.filter(pk__lt=reached, pk__gte=start).order_by("-pk")
            keys += list(window.values_list("pk", flat=True)[: wanted - len(keys)])
            reached = start
            took, left = left - budget.seconds_left, budget.seconds_left
            size = _plan_window(size, took=took, left=left, least=_FIRST_WINDOW)
    return keys, None if reached == 0 or len(keys) == wanted else reached


def _plan_window(size: int, *, took: float, left: float, least: int) -> int:
    """Return how many rows the next window may have after one of `size` rows; 0 if the time is too short for the least."""
    planned = min(size * _GROWTH, int(_CAUTION * left * size / max(took, 1e-6)))
    return planned if planned >= min(size, least) else 0


def _find_window_end(rows: QuerySet[Any], *, after: Position | None, size: int) -> Position | None:
    """Return the position of the last row of the window of `size` rows after a position; None if fewer are left."""
    all_rows = _older_than(rows.model._default_manager.all(), after)  # noqa: SLF001 - Django's documented interface
    return next(iter(_read_positions(_newest_first(all_rows)[size - 1 : size])), None)


def _moment_column(rows: QuerySet[Any]) -> str:
    """Return the name of the time column that the model's own order begins with."""
    return str(rows.model._meta.ordering[0]).removeprefix("-")  # noqa: SLF001 - Django's documented interface


def _newest_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Order by the model's own order."""
    return rows.order_by(f"-{_moment_column(rows)}", "-pk")


def _read_positions(rows: QuerySet[Any]) -> list[Position]:
    """Read the positions of some rows in their order; one query."""
    return [Position(*values) for values in rows.values_list(_moment_column(rows), "pk")]


def _older_than(rows: QuerySet[Any], position: Position | None) -> QuerySet[Any]:
    """Narrow to the rows that follow a position; all rows for None."""
    if position is None:
        return rows
    moment = _moment_column(rows)
    # The first condition is the one that an index can start from.
    at_most = Q(**{f"{moment}__lte": position.moment})
    return rows.filter(at_most & (Q(**{f"{moment}__lt": position.moment}) | Q(pk__lt=position.key)))


def _not_older_than(rows: QuerySet[Any], position: Position | None) -> QuerySet[Any]:
    """Narrow to the rows down to a position, its own included; all rows for None."""
    if position is None:
        return rows
    moment = _moment_column(rows)
    at_least = Q(**{f"{moment}__gte": position.moment})
    return rows.filter(at_least & (Q(**{f"{moment}__gt": position.moment}) | Q(pk__gte=position.key)))
