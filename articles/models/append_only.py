"""Database triggers that make a table append-only.

Installed by a migration; tests take them off only while they empty the database.
"""

from collections.abc import Iterator, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = ("articles_revision", "articles_correction", "articles_auditentry", "articles_sharevisit")

_FUNCTION = (
    "CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _postgresql(table: str) -> Iterator[tuple[str, str]]:
    for event, scope in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = f"{table}_no_{event.lower()}"
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {scope} EXECUTE FUNCTION articles_append_only()",
        )


def _sqlite(table: str) -> Iterator[tuple[str, str]]:
    # INSERT OR REPLACE deletes the row that stands in its way without asking the DELETE trigger.
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - our own tables
    for event, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", taken)):
        name = f"{table}_no_{'replace' if when else event.lower()}"
        yield (
            name,
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
            ),
        )


def _triggers(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    for table in tables:
        for name, statement in make(table):
            yield table, name, statement


def install(connection: BaseDatabaseWrapper, tables: Sequence[str] = APPEND_ONLY) -> None:
    """Create the triggers on SQLite or PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for _table, _name, statement in _triggers(connection, tables):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, tables: Sequence[str] = APPEND_ONLY) -> None:
    """Drop the triggers; the reverse of `install`."""
    with connection.cursor() as cursor:
        for table, name, _statement in _triggers(connection, tables):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS articles_append_only()")
