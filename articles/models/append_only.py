"""Database triggers that make a table append-only.

Installed by a migration; tests remove them only while they empty the database.
"""

from collections.abc import Iterator, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = ("articles_revision", "articles_correction", "articles_auditentry", "articles_sharevisit")

_FUNCTION = (
    "CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _postgresql_triggers(table: str) -> Iterator[tuple[str, str]]:
    """Yield (name, CREATE statement) of the PostgreSQL triggers that make one table append-only."""
    for event, scope in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = f"{table}_no_{event.lower()}"
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {scope} EXECUTE FUNCTION articles_append_only()",
        )


def _sqlite_triggers(table: str) -> Iterator[tuple[str, str]]:
    """Yield (name, CREATE statement) of the SQLite triggers that make one table append-only."""
    # INSERT OR REPLACE deletes the conflicting row without firing the DELETE trigger.
    row_exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - our own tables
    for event, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", row_exists)):
        name = f"{table}_no_{'replace' if when else event.lower()}"
        yield (
            name,
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
            ),
        )


def _list_triggers(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (table, name, CREATE statement) of the append-only triggers, for the connection's database."""
    make = _postgresql_triggers if connection.vendor == "postgresql" else _sqlite_triggers
    for table in tables:
        for name, statement in make(table):
            yield table, name, statement


def install_triggers(connection: BaseDatabaseWrapper, tables: Sequence[str] = APPEND_ONLY) -> None:
    """Create the triggers that make these tables append-only, on SQLite or PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for _table, _name, statement in _list_triggers(connection, tables):
            cursor.execute(statement)


def remove_triggers(connection: BaseDatabaseWrapper, tables: Sequence[str] = APPEND_ONLY) -> None:
    """Drop the triggers that ``install_triggers`` created on these tables."""
    with connection.cursor() as cursor:
        for table, name, _statement in _list_triggers(connection, tables):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS articles_append_only()")
