"""Write a search query as conditions on the index, in the SQL of the database in use."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db import connection

from articles.lib.text.search_query import SearchQuery, Term
from articles.lib.text.search_words import stem
from articles.models.search_index import PARTS, TABLE

STEM_MARK: Final = "~"  # before a stem, where words and stems share one column
HEADLINE: Final = ("headline",)
Endings = Mapping[Term, Sequence[str]]  # the words that a term's last word may be, if that is a beginning


class Condition(NamedTuple):
    """A condition in SQL, with its parameters."""

    sql: str
    parameters: list[Any]


def write_query(query: SearchQuery, endings: Endings, *, parts: Sequence[str] = PARTS) -> str:
    """Write the query in the full-text syntax of the database in use; what it wants must stand in these parts."""
    if connection.vendor == "postgresql":
        # Unwanted phrases are excluded by `_compare_phrases`: a story may well have each of their words.
        unwanted = [term for term in query.unwanted if len(term.folded) == 1]
        weight = "A" if parts == HEADLINE else ""
        return " & ".join(
            [
                *(_write_postgresql_term(term, endings, weight) for term in query.wanted),
                *(f"!{_write_postgresql_term(term, endings, '')}" for term in unwanted),
            ]
        )
    wanted = " AND ".join(_write_sqlite_term(term, endings, parts) for term in query.wanted)
    return wanted + "".join(f" NOT {_write_sqlite_term(term, endings, PARTS)}" for term in query.unwanted)


def match_index(query: SearchQuery, endings: Endings, *, parts: Sequence[str] = PARTS) -> Condition:
    """Return the condition that a row of the index matches the query, for a search through the index."""
    text = write_query(query, endings, parts=parts)
    if connection.vendor != "postgresql":
        return Condition(f"{TABLE} MATCH %s", [text])
    phrases = _compare_phrases(query, parts)
    return Condition(f"{TABLE} @@ %s::tsquery{phrases.sql}", [text, *phrases.parameters])


def match_stored_text(query: SearchQuery, endings: Endings, *, parts: Sequence[str] = PARTS) -> Condition:
    """Return the same condition on one row that has been found by its place, at a cost that the archive can't raise.

    On SQLite the index itself would search on from that place to the next match, however far it is.
    """
    if connection.vendor == "postgresql":
        return match_index(query, endings, parts=parts)
    tests = [_look_for(term, parts) for term in query.wanted]
    tests += [Condition(f"NOT {test.sql}", test.parameters) for test in (_look_for(x, PARTS) for x in query.unwanted)]
    return Condition(" AND ".join(test.sql for test in tests), [one for test in tests for one in test.parameters])


def _write_sqlite_term(term: Term, endings: Endings, parts: Sequence[str]) -> str:
    """Write one term in the syntax of SQLite's FTS5: the words as written or, unless exact, their stem."""
    *first, last = term.folded
    found = endings.get(term)
    phrases = [" + ".join(f'"{word}"' for word in [*first, ending]) for ending in found or [last]]
    written = " OR ".join(phrases) + (" *" if term.beginning and found is None else "")
    as_written = f"{{{' '.join(parts)}}} : ({written})"
    if term.exact:
        return f"({as_written})"
    return f'({as_written} OR {{{" ".join(_stems_of(parts))}}} : "{stem(last)}")'


def _write_postgresql_term(term: Term, endings: Endings, weight: str) -> str:
    """Write one term in the syntax of PostgreSQL's tsquery: the words as written or, unless exact, their stem."""
    *first, last = term.folded
    mark = f":{weight}" if weight else ""
    found = endings.get(term)
    if found is None:
        endings_of = [f"'{last}':*{weight}" if term.beginning else f"'{last}'{mark}"]
    else:
        endings_of = [f"'{ending}'{mark}" for ending in found or [last]]
    if not term.exact:
        root = stem(last)
        # A word that is its own stem stands in the index once.
        endings_of += [f"'{STEM_MARK}{root}'{mark}", f"'{root}'{mark}"]
    words = [f"'{word}'{mark}" for word in first]
    return f"({' & '.join([*words, '(' + ' | '.join(endings_of) + ')'])})"


def _compare_phrases(query: SearchQuery, parts: Sequence[str]) -> Condition:
    """Return the condition for phrases on PostgreSQL, whose index does not know which words are adjacent."""
    text = "split_part(side_by_side, '|', 1)" if parts == HEADLINE else "side_by_side"
    wanted = [term for term in query.wanted if len(term.folded) > 1]
    unwanted = [term for term in query.unwanted if len(term.folded) > 1]
    sql = f" AND strpos({text}, %s) > 0" * len(wanted) + " AND strpos(side_by_side, %s) = 0" * len(unwanted)
    return Condition(sql, [_as_substring(term) for term in [*wanted, *unwanted]])


def _look_for(term: Term, parts: Sequence[str]) -> Condition:
    """Return the condition that a term stands in the stored text of these parts, on SQLite."""
    written = Condition(f"instr({_join_columns(parts)}, %s) > 0", [_as_substring(term)])
    if term.exact:
        return written
    stems = f"instr({_join_columns(_stems_of(parts))}, %s) > 0"
    return Condition(f"({written.sql} OR {stems})", [*written.parameters, f" {stem(term.folded[-1])} "])


def _as_substring(term: Term) -> str:
    """Return a term as it stands in a text of folded words with one space around each."""
    return " " + " ".join(term.folded) + ("" if term.beginning else " ")


def _join_columns(names: Sequence[str]) -> str:
    """Return the expression for the texts of these columns with a space around every word, none across two columns."""
    return "(' ' || " + " || ' | ' || ".join(names) + " || ' ')"


def _stems_of(parts: Sequence[str]) -> list[str]:
    """Return the columns with the stems of these parts on SQLite."""
    return [f"{part}_stems" for part in parts]
