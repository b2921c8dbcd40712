"""Search public stories: full text on SQLite (FTS5) and PostgreSQL (tsvector), with the same answers.

The index holds words that are folded already (lib/text/search_words.py), under the stories' places in the lists;
services/search_index.py writes it. Readers ask a `Question`, which is answered in bounded time and says how far back it
was searched; commands select all matches with `find_matches`. Inside, from the top down: relevance -> newest ->
questions -> counted_words, syntax; matches stands beside them.
"""

from articles.queries.search.counted_words import NO_WORDS, MeasuredQuery, measure_query, suggest_spellings
from articles.queries.search.matches import compare_index, find_few_matches, find_matches, is_match_at
from articles.queries.search.newest import Allowance, Found, Match, find_newest
from articles.queries.search.questions import OnAnyOf, Question
from articles.queries.search.relevance import RankCursorRejected, RankedPage, list_newest, read_by_relevance
from articles.queries.search.syntax import STEM_MARK

__all__ = [
    "NO_WORDS",
    "STEM_MARK",
    "Allowance",
    "Found",
    "Match",
    "MeasuredQuery",
    "OnAnyOf",
    "Question",
    "RankCursorRejected",
    "RankedPage",
    "compare_index",
    "find_few_matches",
    "find_matches",
    "find_newest",
    "is_match_at",
    "list_newest",
    "measure_query",
    "read_by_relevance",
    "suggest_spellings",
]
