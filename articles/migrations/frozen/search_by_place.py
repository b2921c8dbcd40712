"""The full-text index as 0008 makes it: keyed by a story's place in the lists, newest last, and empty."""

COLUMNS = "headline, standfirst, people, body, headline_stems, standfirst_stems, people_stems, body_stems"
STATEMENTS = {
    "sqlite": (
        "DROP TABLE articles_search",
        f"CREATE VIRTUAL TABLE articles_search USING fts5({COLUMNS}, tokenize = 'unicode61 remove_diacritics 0')",
        # Small merges with every publication; the default setting lets one publication in a thousand merge everything.
        "INSERT INTO articles_search (articles_search, rank) VALUES ('automerge', 8)",
        "INSERT INTO articles_search (articles_search, rank) VALUES ('crisismerge', 1000)",
    ),
    "postgresql": ("TRUNCATE articles_search",),
}


def remake(connection):
    """Make the table again, without a story; what it held is made again from the public stories."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)
        cursor.execute("DELETE FROM articles_searchword")
