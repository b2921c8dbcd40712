"""A cache in a SQLite file of its own, for the processes of one host.

It holds bytes, text and integers, and nothing that would have to be unpickled. Reading never waits; what can't be stored at once
isn't stored. A damaged file is thrown away.
"""

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

logger = logging.getLogger(__name__)
T = TypeVar("T")

MAX_BYTES = 256_000_000
TRIM_EVERY = 100  # values that a process stores between two looks at the size of the file
BUSY_MS = 50  # how long a value waits to be stored while another process writes
SETUP_S = 1.0  # how long the first use waits while another process makes the file
_NEVER = 1e12  # as the time at which a value expires

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

_SETUP = f"""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, expires REAL NOT NULL, value NOT NULL
);
PRAGMA busy_timeout = {BUSY_MS};
"""
_GET = "SELECT value FROM entry WHERE name = ? AND expires > ?"
_SET = "INSERT OR REPLACE INTO entry (name, expires, value) VALUES (?, ?, ?)"
_ADD = """
INSERT INTO entry (name, expires, value) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET expires = excluded.expires, value = excluded.value WHERE expires <= ?
"""
# A value that is stored gets the highest number, so the lowest ones were stored first.
_TRIM = "DELETE FROM entry WHERE expires <= ? OR number <= (SELECT min(number) + (max(number) - min(number)) / 5 FROM entry)"


class SQLiteCache(BaseCache):
    """A Django cache; each thread has its own instance and connection. LOCATION is the path of the file."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        """Begin without a connection."""
        super().__init__(params)
        options: Mapping[str, Any] = params.get("OPTIONS") or {}
        self._path = Path(location)
        self._max_bytes = int(options.get("MAX_BYTES", MAX_BYTES))
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._stored = 0

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value under a key, or the default."""
        name = self.make_key(key, version=version)
        row = self._use(lambda connection: connection.execute(_GET, (name, time.time())).fetchone())
        return default if row is None else row[0]

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Store a value, unless another process is writing for long. Raises TypeError for a type that can't be stored."""
        row = (self.make_key(key, version=version), self._expiry(timeout), require_plain(value))
        self._write(lambda connection: connection.execute(_SET, row))
        self._stored += 1
        if self._stored % TRIM_EVERY == 0:
            self._trim()

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store a value if there isn't one under the key, and tell so; True too if another process is writing for long."""
        row = (
            self.make_key(key, version=version),
            self._expiry(timeout),
            require_plain(value),
            time.time(),
        )
        cursor = self._write(lambda connection: connection.execute(_ADD, row))
        return cursor is None or cursor.rowcount == 1

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Give the value under a key a new time to expire; tell whether there is one."""
        row = (self._expiry(timeout), self.make_key(key, version=version), time.time())
        sql = "UPDATE entry SET expires = ? WHERE name = ? AND expires > ?"
        cursor = self._write(lambda connection: connection.execute(sql, row))
        return cursor is not None and cursor.rowcount == 1

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Delete the value under a key; tell whether there was one."""
        name = self.make_key(key, version=version)
        cursor = self._write(lambda connection: connection.execute("DELETE FROM entry WHERE name = ?", (name,)))
        return cursor is not None and cursor.rowcount == 1

    def clear(self) -> None:
        """Delete every value."""
        self._use(lambda connection: connection.execute("DELETE FROM entry"))

    def _expiry(self, timeout: Any) -> float:
        """Return the Unix time at which a value expires that is stored now."""
        moment = self.get_backend_timeout(timeout)
        return _NEVER if moment is None else float(moment)

    def _write(self, use: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return the result of a write; None if the file was busy for too long."""
        try:
            return self._use(use)
        except sqlite3.OperationalError as error:
            if _code_of(error) != sqlite3.SQLITE_BUSY:
                raise
            return None

    def _use(self, use: Callable[[sqlite3.Connection], T]) -> T:
        """Return the result of `use` with the connection; a file that is damaged is replaced by an empty one first."""
        try:
            return use(self._connect())
        except sqlite3.DatabaseError as error:
            if _code_of(error) not in _DAMAGED:
                raise
            logger.warning("The cache %s is damaged and starts again empty.", self._path, exc_info=True)
            self._disconnect()
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)
            return use(self._connect())

    def _connect(self) -> sqlite3.Connection:
        """Return this thread's connection; a process that was forked makes its own."""
        if self._connection is None or self._process != os.getpid():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))  # readable by this user alone
            self._process = os.getpid()
            # Django gives each thread an instance; one that is no longer used may be finalised by another thread.
            self._connection = sqlite3.connect(
                self._path, timeout=SETUP_S, isolation_level=None, check_same_thread=False
            )
            self._connection.executescript(_SETUP)
        return self._connection

    def _disconnect(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        self._disconnect()

    def _trim(self) -> None:
        """Delete what has expired and the values stored first, if the file has grown too large."""

        def trim(connection: sqlite3.Connection) -> None:
            """Trim the table; the pages that become free are used again."""
            pragma = ("page_count", "freelist_count", "page_size")
            pages, free, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragma)
            if (pages - free) * size > self._max_bytes:
                connection.execute(_TRIM, (time.time(),))

        self._write(trim)


def _code_of(error: sqlite3.Error) -> int:
    """Return the primary result code of an error; 0 if it doesn't come from SQLite itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def require_plain(value: Any) -> bytes | str | int:
    """Return a value that needs no pickling. Raises TypeError for any other."""
    if isinstance(value, bytes | str | int) and not isinstance(value, bool):
        return value
    raise TypeError(f"This cache stores bytes, text and integers, not {type(value).__name__}.")
