"""The search index of public stories: SQLite FTS5 or PostgreSQL full text, one table name.

The two differ in their tables, and in nothing that search.py has to know: `words__matches=` takes the database's own
query, and Rank makes a whole number of how well a story answers it.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Func, Lookup
from django.db.models.sql.compiler import SQLCompiler

TABLE = "articles_search"
# SQLite has two columns of each part: its words as they are, and without their endings. PostgreSQL has one vector of both,
# and the words once more as they stand side by side: its vector forgets places after some thousands of words.
PARTS = ("headline", "standfirst", "people", "body")
COLUMNS = (*PARTS, *(f"{part}_stems" for part in PARTS))
_WEIGHTS = {"headline": 10, "standfirst": 4, "people": 6, "body": 1}
_TABLES = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5({', '.join(COLUMNS)}, tokenize = 'unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        f"CREATE TABLE {TABLE} (rowid bigint PRIMARY KEY, {TABLE} tsvector NOT NULL, side_by_side text NOT NULL)",
        f"CREATE INDEX articles_search_words ON {TABLE} USING gin ({TABLE})",
    ),
}


def make_table(connection: BaseDatabaseWrapper) -> None:
    """Create the index's table; migrations alone call this."""
    with connection.cursor() as cursor:
        for statement in _TABLES[connection.vendor]:
            cursor.execute(statement)


def drop_table(connection: BaseDatabaseWrapper) -> None:
    """The reverse of `make_table`."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


class IndexedWords(models.TextField[str, str]):
    """The column that a full-text query is put to."""


@IndexedWords.register_lookup
class Matches(Lookup[Any]):
    """`words__matches=` the database's own full-text query."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        return self._write("%s MATCH %s", compiler, connection)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        return self._write("%s @@ %s::tsquery", compiler, connection)

    def _write(self, template: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        column, column_parameters = self.process_lhs(compiler, connection)
        query, parameters = self.process_rhs(compiler, connection)
        return template % (column, query), (*column_parameters, *parameters)


class SearchEntry(models.Model):
    """One story in the index. Read through this model, written by search.py alone."""

    article = models.OneToOneField(
        "articles.Article",
        primary_key=True,
        db_column="rowid",
        related_name="search_entry",
        on_delete=models.DO_NOTHING,
    )
    words = IndexedWords(db_column=TABLE)
    side_by_side = models.TextField()  # PostgreSQL's alone; search.py asks for it there alone

    class Meta:
        managed = False
        db_table = TABLE

    def __str__(self) -> str:
        return f"story {self.article_id}"


class Rank(Func):
    """How well a story answers a query, as a whole number: the higher the better. Exact, so that pages can go on from it."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any) -> Any:  # noqa: ARG002 - Django's signature
        column, parameters = compiler.compile(self.source_expressions[0])
        weights = ", ".join(str(_WEIGHTS[name.removesuffix("_stems")]) for name in COLUMNS)
        return f"CAST(ROUND(-1000000000 * bm25({column}, {weights})) AS INTEGER)", parameters

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any) -> Any:  # noqa: ARG002 - Django's signature
        column, parameters = compiler.compile(self.source_expressions[0])
        query, more = compiler.compile(self.source_expressions[1])
        weights = "{0.1, 0.4, 0.6, 1.0}"
        return (
            f"CAST(ROUND((1000000 * ts_rank('{weights}', {column}, {query}::tsquery, 1))::numeric) AS bigint)",
            (*parameters, *more),
        )


class SearchWord(models.Model):
    """A word of the public stories, and in how many of them it stands: what a misspelt question is compared with."""

    word = models.CharField(max_length=64, primary_key=True)
    stories = models.PositiveIntegerField()

    class Meta:
        # For the words with the same beginning, the commonest first.
        indexes = [models.Index(fields=["-stories", "word"], name="common_words")]

    def __str__(self) -> str:
        return self.word
