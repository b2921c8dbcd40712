"""Databases of synthetic stories, made by the newsroom's own commands and stored in the folder that BENCH_FOLDER names."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[3]
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
# What decides what a database holds: another one is made when any of it has changed.
_MADE_BY = (
    "articles/migrations",
    "articles/models",
    "articles/services/read_model",
    "articles/services/search_index.py",
)
_ALSO_MADE_BY = (
    "articles/services/sample_data.py",
    "articles/management/commands/make_stories.py",
    "tests/benchmarks/reading/filling.py",
)


@dataclass(frozen=True)
class Newsroom:
    """A database: how many synthetic stories it has, which kind it is, and its address."""

    stories: int
    engine: str
    url: str

    @property
    def label(self) -> str:
        return f"{self.engine} {self.stories:,}"

    def query(self, sql: str) -> list[tuple]:
        """The rows of a query."""
        if self.engine == SQLITE:
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql).fetchall()


class Newsrooms:
    """The databases that are measured; without a folder to store them in, they are removed at the end."""

    def __init__(self, *, folder: Path, is_kept: bool, server: str):
        """`server` is the address of a PostgreSQL server without a database's name."""
        self.folder, self._server, self._is_kept = folder, server, is_kept
        self._made: list[str] = []
        self._copies: list[Newsroom] = []
        self._stores: list[Path] = []
        self._digest = _digest_of_sources() + ("" if is_kept else f"_{os.getpid()}")

    def get(self, stories: int, *, engine: str) -> Newsroom:
        """The newsroom of so many stories, made if it isn't there yet."""
        found = self._sqlite(stories) if engine == SQLITE else self._postgresql(stories)
        if not self._is_complete(found):
            started = time.monotonic()
            _say(f"Making {found.label} stories …")
            self._make(found)
            _say(f" {time.monotonic() - started:.0f} s\n")
        return found

    def copy(self, newsroom: Newsroom) -> Newsroom:
        """A copy that may be written to, until `close`."""
        name = f"copy_{os.getpid()}_{len(self._copies)}"
        if newsroom.engine == SQLITE:
            target = self.folder / f"{name}.sqlite3"
            source = sqlite3.connect(newsroom.url.removeprefix("sqlite:///"))
            with closing(source), closing(sqlite3.connect(target)) as written:
                source.backup(written)  # with what is still in its log of writes
            copied = Newsroom(newsroom.stories, SQLITE, f"sqlite:///{target}")
        else:
            copied = Newsroom(newsroom.stories, POSTGRESQL, f"{self._server}/newsroom_bench_{name}")
            template = newsroom.url.rpartition("/")[2]
            self._administer(f'CREATE DATABASE "newsroom_bench_{name}" TEMPLATE "{template}"')
        self._copies.append(copied)
        return copied

    def new_page_store(self) -> str:
        """The CACHE_URL of an empty store for finished pages, which the workers of one server share."""
        self._stores.append(self.folder / f"pages_{os.getpid()}_{len(self._stores)}.sqlite3")
        return f"file://{self._stores[-1]}"

    def close(self) -> None:
        """Remove the copies and page stores, and whatever is not to be kept."""
        for store in self._stores:
            _remove_sqlite(store)
        for copied in self._copies:
            if copied.engine == SQLITE:
                _remove_sqlite(Path(copied.url.removeprefix("sqlite:///")))
            else:
                self._administer(f'DROP DATABASE IF EXISTS "{copied.url.rpartition("/")[2]}" WITH (FORCE)')
        for name in [] if self._is_kept else self._made:
            self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _sqlite(self, stories: int) -> Newsroom:
        return Newsroom(stories, SQLITE, f"sqlite:///{self.folder / f'{stories}-{self._digest}.sqlite3'}")

    def _postgresql(self, stories: int) -> Newsroom:
        return Newsroom(stories, POSTGRESQL, f"{self._server}/newsroom_bench_{stories}_{self._digest}")

    def _is_complete(self, newsroom: Newsroom) -> bool:
        try:
            if newsroom.engine == SQLITE and not Path(newsroom.url.removeprefix("sqlite:///")).exists():
                return False
            return bool(newsroom.query("SELECT 1 FROM articles_user WHERE username = 'complete'"))
        except (sqlite3.Error, psycopg.Error):
            return False

    def _make(self, newsroom: Newsroom) -> None:
        name = newsroom.url.rpartition("/")[2]
        if newsroom.engine == POSTGRESQL:
            self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            self._administer(f'CREATE DATABASE "{name}"')
            self._made.append(name)
        else:
            _remove_sqlite(Path(newsroom.url.removeprefix("sqlite:///")))
        self.collect_static()
        environment = self.environment(newsroom, cache="dummy://")
        for command in (["manage.py", "migrate", "-v0"], ["manage.py", "make_stories", str(newsroom.stories)]):
            subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        filling = [sys.executable, "-m", "tests.benchmarks.reading.filling"]
        subprocess.run(filling, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        if newsroom.engine == POSTGRESQL:
            with psycopg.connect(newsroom.url, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")  # as autovacuum would do in its own time

    def environment(self, newsroom: Newsroom, *, cache: str) -> dict[str, str]:
        """The environment of a process of this newsroom, whatever `.env` says."""
        settings = {
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.reading.settings",
            "SECRET_KEY": "only-to-measure-" + "x" * 50,
            "DEBUG": "false",
            "SITE_URL": "http://127.0.0.1",
            "SITE_NAME": "The Measured Gazette",
            "ALLOWED_HOSTS": "127.0.0.1",
            "TIME_ZONE": "UTC",
            "LANGUAGE": "en",
            "CHECKS": "standfirst:hint",
            "FOUR_EYES": "true",
            "FEED_FULL_TEXT": "true",
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "DATABASE_URL": newsroom.url,
            "CACHE_URL": cache,
            "STORAGE_URL": str(self.folder / "media"),
            "BENCH_STATIC": str(self.folder / "static"),
        }
        return {**os.environ, **settings}

    def collect_static(self) -> None:
        """Collect the static files, whose names the pages contain."""
        nothing = Newsroom(0, SQLITE, "sqlite:////dev/null")
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
        subprocess.run(command, cwd=ROOT, env=self.environment(nothing, cache="dummy://"), check=True)

    def _administer(self, sql: str) -> None:
        with psycopg.connect(f"{self._server}/postgres", autocommit=True) as connection:
            connection.execute(sql)


def find_server() -> str | None:
    """The address of a PostgreSQL server that answers, without a database's name; TEST_DATABASE_URL names another."""
    address = os.environ.get("TEST_DATABASE_URL", "")
    if not address.startswith("postgres"):
        address = "postgres://postgres@127.0.0.1:5432/newsroom"
    server = address.rpartition("/")[0]
    with suppress(psycopg.OperationalError), psycopg.connect(f"{server}/postgres", connect_timeout=3):
        return server
    return None


def _digest_of_sources() -> str:
    """A digest of all that decides what a database holds."""
    digest = hashlib.sha256()
    files = [file for folder in _MADE_BY for file in [ROOT / folder, *(ROOT / folder).rglob("*.py")] if file.is_file()]
    for file in sorted([*files, *(ROOT / name for name in _ALSO_MADE_BY)]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


def _remove_sqlite(database: Path) -> None:
    """Remove a database's file, and those beside it."""
    for end in ("", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _say(words: str) -> None:
    sys.stderr.write(words)
    sys.stderr.flush()
