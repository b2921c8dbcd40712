"""Makes scratch databases beside the test database, loads dumps into them and describes their schemas."""

import os
import re
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

HERE = Path(__file__).parent
# A condition comes out of a dump with its casts, and so its brackets, in other places.
CASTS = re.compile(r"::(text|character varying)(\[\])?|[()]")
# Schemas are compared as sets of statements. The order of columns is left out: it depends on a table's history.
POSTGRESQL_SCHEMA = """
    SELECT format('column %s.%s %s%s%s %s', relname, attname, format_type(atttypid, atttypmod),
                  CASE WHEN attnotnull THEN ' not null' END, ' identity ' || nullif(attidentity::text, ''),
                  CASE WHEN attgenerated <> '' THEN 'generated ' END || pg_get_expr(adbin, adrelid))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT format('function %s: %s', proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('sequence %s %s of %s.%s', pg_class.relname, seqtypid::regtype, refobjid::regclass, refobjsubid)
    FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid
    LEFT JOIN pg_depend ON objid = seqrelid AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
"""


@contextmanager
def scratch_database(folder: Path, name: str, dump: str = "") -> Iterator[str]:
    """Create an empty database of the kind that the tests run on, or one filled from a dump; yield its DATABASE_URL."""
    server = os.environ.get("TEST_DATABASE_URL", "").rpartition("/")[0]
    if not server:
        path = folder / f"{name}.sqlite3"
        if dump:
            with closing(sqlite3.connect(path)) as connection:
                connection.executescript((HERE / f"{dump}.sqlite.sql").read_text(encoding="utf-8"))
        yield f"sqlite:///{path}"
        return
    unique = f"newsroom_{name}_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {unique}")
    try:
        if dump:
            with psycopg.connect(f"{server}/{unique}") as connection:
                connection.execute((HERE / f"{dump}.postgresql.sql").read_text(encoding="utf-8"))
        yield f"{server}/{unique}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {unique} WITH (FORCE)")


def schema(address: str) -> set[str]:
    """Describe every column, constraint, index, trigger, function and sequence, with its name."""
    if not address.startswith("sqlite"):
        with psycopg.connect(address) as connection:
            return {CASTS.sub("", " ".join(row[0].split())) for row in connection.execute(POSTGRESQL_SCHEMA)}
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
        listed = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    described = set()
    for kind, name, sql in listed:
        if kind != "table":
            described.add(" ".join(sql.split()))
            continue
        described |= {f"{name}: {part}" for part in _parts(sql)}
    return described


def _parts(sql: str) -> list[str]:
    """Split a CREATE TABLE statement into its columns and constraints."""
    parts, depth, part = [], 0, ""
    for character in re.sub(r"\s+", " ", sql.partition("(")[2].rpartition(")")[0]):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += character
    return [*parts, part.strip()]
