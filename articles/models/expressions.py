"""Query expressions: related rows as one JSON array, and rows by many primary keys in one parameter."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, JSONField, Lookup, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler


def decode_nested_json(value: Any) -> Any:
    """Return the Python value of a JSON column selected inside ``Rows``.

    SQLite returns JSON within JSON as text.
    """
    return json.loads(value) if isinstance(value, str) else value


class Rows(Subquery):
    """Select related rows as a list of {"name": value} in the queryset's order; [] if there are none.

    Use as ``Rows(queryset, name="path__to", …)``. The queryset must refer to the outer query with OuterRef. Works on
    SQLite (JSON1) and PostgreSQL.
    """

    output_field = JSONField()

    def __init__(self, queryset: QuerySet[Any], **fields: str) -> None:
        super().__init__(queryset.values(item=JSONObject(**fields)))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Compile to a JSON array of the subquery's rows with SQLite's JSON_GROUP_ARRAY."""
        template = "(SELECT JSON_GROUP_ARRAY(JSON(listed.item)) FROM (%(subquery)s) listed)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Compile to a JSON array of the subquery's rows with PostgreSQL's JSONB_AGG."""
        template = "(SELECT COALESCE(JSONB_AGG(listed.item), '[]'::jsonb) FROM (%(subquery)s) listed)"
        return self.as_sql(compiler, connection, template=template)


def among(keys: Iterable[int]) -> Q:
    """Return the condition that a row has one of these primary keys.

    Like ``pk__in``, but all keys are one parameter: a thousand of them are compiled as quickly as one.
    """
    return Q(("pk__among", list(keys)))


@BigAutoField.register_lookup
class _Among(Lookup[Any]):
    """The lookup that `among` uses."""

    lookup_name = "among"
    prepare_rhs = False
    rhs: list[int]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Compile to a subquery over a JSON array."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM JSON_EACH(%s))", [*params, json.dumps(self.rhs)]  # noqa: S608 - a column's name

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Compile to a comparison with an array."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, self.rhs]
