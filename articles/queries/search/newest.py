"""Find the newest stories that answer a question, within a budget, and say how far back was searched.

Stories are read in windows, newest first: from the index of words, or from the smallest of the lists while the other
conditions are checked on each story. So a rare answer costs no more than the budget, and none is missed unsaid.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db import connection

from articles.domain.story_lists import MAX_PLACE
from articles.models.search_index import TABLE
from articles.queries.search.questions import OnAnyOf, Question
from articles.queries.search.syntax import Condition
from articles.queries.time_budget import TimeBudget, time_budget

MAX_SCANNED: Final = 20_000  # entries of a list or of the index that one reading looks at
MAX_WINDOW: Final = 5_000
_INDEX_SHARE: Final = 0.6  # of the time of a reading; the rest is for the list, if the index has found nothing
_ENTRIES = "SELECT place FROM articles_listentry WHERE list_id = %s AND place < %s AND place >= %s ORDER BY place DESC LIMIT %s"


class Match(NamedTuple):
    """A story that answers a question: its place, its primary key, and its lists as a JSON array of primary keys."""

    place: int
    story: int
    lists: str


@dataclass
class Found:
    """The newest matches, down to the place `searched_to`; `is_complete` if no other is below it."""

    searched_to: int
    matches: list[Match] = field(default_factory=list)
    is_complete: bool = False


class Allowance:
    """The part of the time budget that is left for the readings of one page."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self._left = 1.0

    @contextmanager
    def spend(self, most: float) -> Iterator[TimeBudget]:
        """Run the block in a time budget of at most this part, as `time_budget` does, and take off what it has used."""
        share = min(most, self._left)
        with time_budget(share=share) as budget:
            begun_with = budget.seconds_left
            yield budget
        used = 1.0 if budget.is_spent or begun_with <= 0 else 1 - budget.seconds_left / begun_with
        self._left -= share * used


def find_newest(
    question: Question,
    *,
    limit: int,
    before: int = MAX_PLACE,
    allowance: Allowance | None = None,
    most: float = 1.0,
) -> Found:
    """Find at most `limit` matches below a place, newest first, in at most this part of the time budget."""
    start = min(before, question.before)
    found = Found(start)
    if not question.smallest.stories:
        found.is_complete = True
        return found
    allowance = allowance or Allowance()
    ways = [(True, _INDEX_SHARE), (False, 1 - _INDEX_SHARE)] if question.is_read_through_index else [(False, 1.0)]
    for through_index, part in ways:
        with allowance.spend(most * part):
            _read_windows(question, found, limit=limit, through_index=through_index)
        if found.is_complete or found.searched_to < start:
            break
    return found


def _read_windows(question: Question, found: Found, *, limit: int, through_index: bool) -> None:
    """Add matches to what was found until there are `limit`, none is left, or too much was scanned."""
    scanned, size = 0, min(limit, MAX_WINDOW)
    if through_index:
        avoid_sequential_scans()
    while scanned < MAX_SCANNED and len(found.matches) < limit:
        statement = _select_window(question, before=found.searched_to, size=size, through_index=through_index)
        rows: list[Any] = []
        try:
            with closing(connection.cursor()) as cursor:
                cursor.execute(statement.sql, statement.parameters)
                with connection.wrap_database_errors:
                    rows.extend(cursor.cursor)  # past Django's wrapper, which takes longer than the database
        finally:
            _add_rows(found, rows, limit=limit)  # also those before the time was up
        if len(rows) < size and len(found.matches) < limit:
            found.is_complete = True
            return
        scanned, size = scanned + len(rows), min(4 * size, MAX_WINDOW)


def avoid_sequential_scans() -> None:
    """Let PostgreSQL use its index of words until the savepoint of the time budget is left.

    Its planner doesn't count what it costs to unpack the words of every story that it would read instead.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.cursor.execute("SET LOCAL enable_seqscan = off")  # past Django's wrapper, as in time_budget


def _add_rows(found: Found, rows: list[Any], *, limit: int) -> None:
    """Add the matches among the rows of a window, up to `limit` altogether."""
    matches = [Match._make(row) for row in rows if row[1] is not None]
    left = limit - len(found.matches)
    found.matches += matches[:left]
    if len(matches) >= left:
        found.searched_to = found.matches[-1].place
    elif rows:
        found.searched_to = rows[-1][0]


def _select_window(question: Question, *, before: int, size: int, through_index: bool) -> Condition:
    """Return the statement for (place, story, lists) of the next entries, newest first.

    Of an entry that does not match, the last two are NULL.
    """
    if through_index:
        source, checks = _select_from_index(question, before=before, size=size), check_lists(question.on)
    else:
        source = _select_from_lists(question, before=before, size=size)
        checks = check_lists([condition for condition in question.on if condition is not question.smallest])
        if question.has_words:
            text = question.match_stored_text()
            row = f"(SELECT {text.sql} FROM {TABLE} WHERE rowid = w.place)"  # noqa: S608 - our own table
            checks.append(Condition(row, text.parameters))
    met = " AND ".join(check.sql for check in checks)
    if connection.vendor == "postgresql":
        join, order = f"story.place = w.place{f' AND {met}' if met else ''}", " ORDER BY w.place DESC"
    else:
        # The row is looked up for matches only. Entries stay in their order, and each is yielded as it is found.
        join, order = f"story.place = CASE WHEN {met or 'TRUE'} THEN w.place END", ""
    statement = (
        f"SELECT w.place, story.article_id, story.lists FROM ({source.sql}) w "  # noqa: S608 - our own tables
        f"LEFT JOIN articles_publicstory story ON {join}{order}"
    )
    return Condition(statement, [*source.parameters, *(one for check in checks for one in check.parameters)])


def _select_from_index(question: Question, *, before: int, size: int) -> Condition:
    """Return the statement for the places of the newest stories with the words of the question."""
    text = question.match_index()
    if connection.vendor == "postgresql":
        sql = (
            f"WITH matching AS MATERIALIZED (SELECT rowid FROM {TABLE} WHERE {text.sql}) "  # noqa: S608 - our own table
            "SELECT rowid AS place FROM matching WHERE rowid < %s AND rowid >= %s ORDER BY rowid DESC LIMIT %s"
        )
    else:
        sql = (
            f"SELECT rowid AS place FROM {TABLE} WHERE {text.sql} AND rowid < %s AND rowid >= %s "  # noqa: S608 - our own table
            "ORDER BY rowid DESC LIMIT %s"
        )
    return Condition(sql, [*text.parameters, before, question.since, size])


def _select_from_lists(question: Question, *, before: int, size: int) -> Condition:
    """Return the statement for the newest places on the lists of the smallest condition, each once."""
    lists = question.smallest.lists
    window = [before, question.since, size]
    if len(lists) == 1:
        return Condition(_ENTRIES, [lists[0], *window])
    union = " UNION ".join(f"SELECT place FROM ({_ENTRIES}) list_{number}" for number, _list in enumerate(lists))  # noqa: S608
    parameters = [one for list_id in lists for one in [list_id, *window]]
    return Condition(f"SELECT place FROM ({union}) lists ORDER BY place DESC LIMIT %s", [*parameters, size])  # noqa: S608


def check_lists(conditions: "list[OnAnyOf] | tuple[OnAnyOf, ...]") -> list[Condition]:
    """Return the conditions that the story of a row is on these lists."""
    if connection.vendor == "postgresql":
        # In the row itself: for a subquery the planner may choose to read a whole list first.
        return [
            Condition(f"({' OR '.join(['story.lists @> %s::jsonb'] * len(one.lists))})", list(map(str, one.lists)))
            for one in conditions
        ]
    return [
        Condition(
            f"EXISTS (SELECT 1 FROM articles_listentry entry WHERE entry.list_id IN ({', '.join(['%s'] * len(one.lists))}) "  # noqa: S608
            "AND entry.place = w.place)",
            list(one.lists),
        )
        for one in conditions
    ]
