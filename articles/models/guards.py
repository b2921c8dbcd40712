"""Database triggers that keep append-only tables append-only, whatever asks for the change.

Installed by a migration; tests take them off only while they empty the database.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = ("articles_revision", "articles_correction", "articles_auditentry")
_EVENTS = ("update", "delete")


def _triggers() -> Iterator[tuple[str, str, str]]:
    for table in APPEND_ONLY:
        for event in _EVENTS:
            yield f"{table}_no_{event}", table, event


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers on SQLite or PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for name, table, event in _triggers():
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION articles_append_only()"
                )
            else:
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
                )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; the reverse of `install`."""
    with connection.cursor() as cursor:
        for name, table, _event in _triggers():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
