"""The transforms ``__folded`` and ``__folded_html``: a column’s text as `fold_line` folds it, in the database itself.

``name__folded__contains=fold_line(term)`` finds Muñoz by "munoz" on SQLite and PostgreSQL alike. No index helps: it is for
tables that don't grow with the archive, and for searches that end with a time budget.
"""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, Q, TextField, Transform
from django.db.models.sql.compiler import SQLCompiler

from articles.lib.text import search_words
from articles.lib.text.search_words import fold_html, fold_line


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """A line of text, folded."""

    lookup_name = "folded"
    output_field = TextField()
    sqlite_function = "newsroom_fold_line"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any) -> tuple[str, Any]:
        """Compile to the Python function that `_add_functions` has given the connection."""
        return self.as_sql(compiler, connection, function=self.sqlite_function)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:  # noqa: ARG002 - Django's signature
        """Compile to the same steps in SQL, with the same characters; text in ASCII needs few of them."""
        sql, params = compiler.compile(self.source_expressions[0])
        text, markup = self._strip_markup(sql)
        full, steps = f"lower(regexp_replace(normalize({text}, NFKD), %s, '', 'g'))", [search_words.DROPPED]
        single = {one: other for one, other in search_words.LINE_LETTERS.items() if len(other) == 1}
        full, steps = f"translate({full}, %s, %s)", [*steps, "".join(single), "".join(single.values())]
        for one, other in search_words.LINE_LETTERS.items():
            if len(other) > 1:
                full, steps = f"replace({full}, %s, %s)", [*steps, one, other]
        plain = f"replace(lower({text}), '''', '')"
        folded = f"CASE WHEN octet_length({sql}) = length({sql}) THEN {plain} ELSE {full} END"
        parameters = [*params, *params, *params, *markup, *params, *markup, *steps, search_words.SPACED]
        return f"btrim(regexp_replace({folded}, %s, ' ', 'g'))", parameters

    def _strip_markup(self, sql: str) -> tuple[str, list[str]]:
        """Return the expression for the text without its markup, and its parameters."""
        return sql, []


@TextField.register_lookup
class FoldedHtml(Folded):
    """A story’s body, folded without its markup."""

    lookup_name = "folded_html"
    sqlite_function = "newsroom_fold_html"

    def _strip_markup(self, sql: str) -> tuple[str, list[str]]:
        """Return the expression for the text without its markup, and its parameters."""
        sql = f"regexp_replace(regexp_replace({sql}, %s, '', 'g'), %s, ' ', 'g')"
        return sql, [search_words.INLINE_MARKUP, search_words.MARKUP]


def having(word: str, *, columns: Iterable[str]) -> Q:
    """Return the condition that a word, or words in a row, is in one of some columns, whichever way both are written."""
    folded = fold_line(word)
    condition = Q()
    for column in columns:
        # What is nothing but punctuation is found as it is typed.
        condition |= Q((f"{column}__folded__contains", folded) if folded else (f"{column}__contains", word))
    return condition


def _add_functions(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Give a new connection to SQLite the functions that fold."""
    if connection.vendor == "sqlite":
        for name, function in ((Folded.sqlite_function, fold_line), (FoldedHtml.sqlite_function, fold_html)):
            connection.connection.create_function(name, 1, function, deterministic=True)


connection_created.connect(_add_functions)
