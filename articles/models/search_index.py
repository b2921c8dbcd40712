"""The search index of public stories: SQLite FTS5 or PostgreSQL full text, one table name.

Only the tables differ between databases: ``words__matches=`` takes the database's own query.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

TABLE = "articles_search"
# SQLite has two columns for each part: the words, and their stems. PostgreSQL has one vector of both, and the words
# again as text, because a vector stores no positions beyond some thousands of words.
PARTS = ("headline", "standfirst", "people", "body")
COLUMNS = (*PARTS, *(f"{part}_stems" for part in PARTS))
WEIGHTS = {"headline": 10, "standfirst": 4, "people": 6, "body": 1}


class IndexedWords(models.TextField[str, str]):
    """The column that full-text queries run against."""


@IndexedWords.register_lookup
class Matches(Lookup[Any]):
    """The lookup ``words__matches=``, with the database's own full-text query."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Compile to an FTS5 MATCH of the column and the query."""
        return self._fill_template("%s MATCH %s", compiler, connection)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Compile to a full-text match (@@) of the column and the query, cast to tsquery."""
        return self._fill_template("%s @@ %s::tsquery", compiler, connection)

    def _fill_template(self, template: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Return (SQL, parameters): the template with the compiled column and query filled in."""
        column, column_parameters = self.process_lhs(compiler, connection)
        query, parameters = self.process_rhs(compiler, connection)
        return template % (column, query), (*column_parameters, *parameters)


class SearchEntry(models.Model):
    """One story in the index, under its place in the lists (see PublicStory), so that its order is that of the lists.

    Read through this model, written by the search_index service alone.
    """

    place = models.BigIntegerField(primary_key=True, db_column="rowid")
    words = IndexedWords(db_column=TABLE)
    side_by_side = models.TextField()  # PostgreSQL only, and queried only there

    class Meta:
        managed = False
        db_table = TABLE

    def __str__(self) -> str:
        return f"the story at {self.place}"


class SearchWord(models.Model):
    """A word of the public stories and the number of stories it occurs in, for correcting misspelt queries."""

    word = models.CharField(max_length=64, primary_key=True)
    stories = models.PositiveIntegerField()

    class Meta:
        # For words with the same prefix, the commonest first.
        indexes = [models.Index(fields=["-stories", "word"], name="common_words")]

    def __str__(self) -> str:
        return self.word
