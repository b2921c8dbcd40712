"""The table of the full-text index as 0.1 made it: FTS5 on SQLite, a tsvector on PostgreSQL."""

COLUMNS = "headline, standfirst, people, body, headline_stems, standfirst_stems, people_stems, body_stems"
STATEMENTS = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE articles_search USING fts5({COLUMNS}, tokenize = 'unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE articles_search "
        "(rowid bigint PRIMARY KEY, articles_search tsvector NOT NULL, side_by_side text NOT NULL)",
        "CREATE INDEX articles_search_words ON articles_search USING gin (articles_search)",
    ),
}


def create(connection):
    """Create the table and its index."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)


def drop(connection):
    """Drop the table, and its index with it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE articles_search")
