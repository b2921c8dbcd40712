"""The most relevant stories first: exactly for rare words, and for common ones in two tiers, newest first within.

To rank a common word the database would read every story that has it. So those with all words in the headline come first,
then the others.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from django.db import connection

from articles.domain.story_lists import MAX_PLACE
from articles.models.search_index import COLUMNS, TABLE, WEIGHTS
from articles.queries.search.newest import Allowance, Found, Match, avoid_sequential_scans, check_lists, find_newest
from articles.queries.search.questions import Question
from articles.queries.search.syntax import HEADLINE, Condition, write_query

MAX_RANKED: Final = 5_000  # sum of the stories that have each word
_CURSOR = re.compile(r"(?P<order>[rhtn])(?:(?P<rank>-?[0-9]{1,18})\.)?(?P<place>[0-9]{1,19})")
_RANKED, _HEADLINES, _OTHERS, _NEWEST = "r", "h", "t", "n"
_MOST = 0.35  # of the time budget, for each attempt


class RankCursorRejected(ValueError):
    """The cursor is not one that a list by relevance could have written."""


@dataclass
class RankedPage:
    """A page by relevance, and the cursor of the next one; "" on the last.

    `searched_to` is how far was searched if the search was stopped, and `has_progressed` whether that is any further.
    """

    matches: list[Match] = field(default_factory=list)
    next_cursor: str = ""
    searched_to: int | None = None
    has_progressed: bool = True


def read_by_relevance(
    question: Question, *, size: int, cursor: str = "", allowance: Allowance | None = None
) -> RankedPage:
    """Read the page after a cursor, the most relevant first. Raises RankCursorRejected."""
    allowance = allowance or Allowance()
    if not cursor:
        if question.measured.total <= MAX_RANKED:
            return _read_ranked(question, allowance, size=size) or _read_newest(question, allowance, size=size)
        page = _read_headlines(question, allowance, size=size)
        return page if page.searched_to is None else _read_newest(question, allowance, size=size)
    parsed = _CURSOR.fullmatch(cursor)
    if parsed is None or int(parsed["place"]) > MAX_PLACE or bool(parsed["rank"]) != (parsed["order"] == _RANKED):
        raise RankCursorRejected(cursor)
    place = int(parsed["place"])
    if parsed["order"] == _RANKED:
        return _read_ranked(question, allowance, size=size, after=(int(parsed["rank"]), place)) or _stop_at(
            cursor, place
        )
    if parsed["order"] == _HEADLINES:
        return _read_headlines(question, allowance, size=size, before=place)
    return _read_tier(question, allowance, size=size, before=place, order=parsed["order"])


def list_newest(found: Found, *, size: int) -> RankedPage:
    """Return what was found as the first page, newest first: for a question that can't be ranked in time."""
    if len(found.matches) > size:
        page = found.matches[:size]
        return RankedPage(page, f"{_NEWEST}{page[-1].place}")
    return RankedPage(found.matches) if found.is_complete else _stopped_page(found, order=_NEWEST, before=MAX_PLACE)


def _read_ranked(
    question: Question, allowance: Allowance, *, size: int, after: tuple[int, int] | None = None
) -> RankedPage | None:
    """Read a page by rank after a rank and a place; None if that takes too long."""
    statement = _rank_stories(question, size=size + 1, after=after)
    ranked: list[tuple[int, int, str, int]] = []
    with allowance.spend(_MOST) as budget, connection.cursor() as cursor:
        avoid_sequential_scans()
        cursor.execute(statement.sql, statement.parameters)
        ranked += cursor.fetchall()
    if budget.is_spent:
        return None
    page = [Match(place, story, lists) for place, story, lists, _rank in ranked[:size]]
    return RankedPage(page, f"{_RANKED}{ranked[size - 1][3]}.{ranked[size - 1][0]}" if len(ranked) > size else "")


def _read_headlines(question: Question, allowance: Allowance, *, size: int, before: int = MAX_PLACE) -> RankedPage:
    """Read a page of the stories with all words in the headline, filled up with others after the last of them."""
    in_headline = replace(question, parts=HEADLINE)
    found = find_newest(in_headline, limit=size + 1, before=before, allowance=allowance, most=_MOST)
    if len(found.matches) > size:
        page = found.matches[:size]
        return RankedPage(page, f"{_HEADLINES}{page[-1].place}")
    if not found.is_complete:
        return _stopped_page(found, order=_HEADLINES, before=before)
    others = _read_tier(question, allowance, size=size - len(found.matches), order=_OTHERS)
    return RankedPage([*found.matches, *others.matches], others.next_cursor, others.searched_to)


def _read_newest(question: Question, allowance: Allowance, *, size: int) -> RankedPage:
    """Read the first page newest first, because ranking takes too long."""
    return _read_tier(question, allowance, size=size, order=_NEWEST)


def _read_tier(
    question: Question, allowance: Allowance, *, size: int, order: str, before: int = MAX_PLACE
) -> RankedPage:
    """Read a page of a tier newest first: of the stories without all words in the headline, or of all."""
    tier = replace(question, not_in_headline=order == _OTHERS)
    found = find_newest(tier, limit=size + 1, before=before, allowance=allowance, most=_MOST)
    page = found.matches[:size]
    if len(found.matches) > size:
        return RankedPage(page, f"{order}{page[-1].place if page else before}")
    if found.is_complete:
        return RankedPage(page)
    return _stopped_page(found, order=order, before=before)


def _stopped_page(found: Found, *, order: str, before: int) -> RankedPage:
    """Return the page of what was found before the search was stopped, and the cursor from which it goes on."""
    return RankedPage(found.matches, f"{order}{found.searched_to}", found.searched_to, found.searched_to < before)


def _stop_at(cursor: str, place: int) -> RankedPage:
    """Return the empty page of a search that could not go on from its cursor."""
    return RankedPage([], cursor, place, has_progressed=False)


def _rank_stories(question: Question, *, size: int, after: tuple[int, int] | None) -> Condition:
    """Return the statement for (place, story, lists, rank) of the matches, best first; a rank is a whole number."""
    text = question.match_index()
    rank = _rank_expression(write_query(question.measured.query, question.measured.endings))
    checks = check_lists(question.on)
    if connection.vendor == "postgresql":
        matching = (
            f"WITH w AS MATERIALIZED (SELECT rowid AS place, {rank.sql} AS relevance FROM {TABLE} WHERE {text.sql}) "  # noqa: S608 - our own table
        )
        source, join = "w", "JOIN"
    else:
        matching, source, join = "", "", "CROSS JOIN"
        source = f"(SELECT rowid AS place, {rank.sql} AS relevance FROM {TABLE} WHERE {text.sql}) w"  # noqa: S608 - our own table
    where = " AND (w.relevance < %s OR (w.relevance = %s AND w.place < %s))" if after else ""
    sql = (
        f"{matching}SELECT w.place, story.article_id, story.lists, w.relevance FROM {source} "  # noqa: S608 - our own tables
        f"{join} articles_publicstory story ON story.place = w.place{''.join(f' AND {check.sql}' for check in checks)} "
        f"WHERE w.place < %s AND w.place >= %s{where} ORDER BY w.relevance DESC, w.place DESC LIMIT %s"
    )
    parameters = [
        *rank.parameters,
        *text.parameters,
        *(one for check in checks for one in check.parameters),
        *(question.before, question.since),
        *((after[0], *after) if after else ()),
        size,
    ]
    return Condition(sql, parameters)


def _rank_expression(query: str) -> Condition:
    """Return the relevance of a row of the index as a whole number, higher is better, so that a page can continue from it."""
    if connection.vendor == "postgresql":
        weights = "{0.1, 0.4, 0.6, 1.0}"
        return Condition(
            f"CAST(ROUND((1000000 * ts_rank('{weights}', {TABLE}, %s::tsquery, 1))::numeric) AS bigint)", [query]
        )
    weights = ", ".join(str(WEIGHTS[name.removesuffix("_stems")]) for name in COLUMNS)
    return Condition(f"CAST(ROUND(-1000000000 * bm25({TABLE}, {weights})) AS INTEGER)", [])
