"""Triggers that make tables append-only, on SQLite and PostgreSQL.

To rename such a table, call `remove` with the old name before the rename and `install` with the new one after it.
"""

FUNCTION = (
    "CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _postgresql(table):
    for event, scope in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = f"{table}_no_{event.lower()}"
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {scope} EXECUTE FUNCTION articles_append_only()",
        )


def _sqlite(table):
    # INSERT OR REPLACE deletes the conflicting row without firing the DELETE trigger.
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
    for event, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", taken)):
        name = f"{table}_no_{'replace' if when else event.lower()}"
        yield (
            name,
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
            ),
        )


def install(connection, tables):
    """Create the triggers of these tables, and on PostgreSQL the function that they share."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in tables:
            for _name, statement in make(table):
                cursor.execute(statement)


def remove(connection, tables):
    """Drop the triggers of these tables. The function stays: other tables may use it."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for table in tables:
            for name, _statement in make(table):
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
