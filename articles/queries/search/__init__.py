"""Search public stories: full text on SQLite (FTS5) and PostgreSQL (tsvector), with the same answers."""

from articles.queries.search.matches import STEM_MARK, compare_index, find_matches, rank_matches, suggest_spellings

__all__ = ["STEM_MARK", "compare_index", "find_matches", "rank_matches", "suggest_spellings"]
