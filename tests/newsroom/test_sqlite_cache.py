"""The cache in a file: what one process stores others read, within bounds, and nothing that goes wrong with it costs a page."""

import multiprocessing
import sqlite3
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsroom import sqlite_cache
from newsroom.sqlite_cache import SQLiteCache


@pytest.fixture
def path(tmp_path):
    return tmp_path / "newsroom" / "pages.sqlite3"


@pytest.fixture
def open_cache(path):
    """Open the file once more, as another thread or process does."""
    return lambda **options: SQLiteCache(str(path), {"OPTIONS": options})


@pytest.fixture
def cache(open_cache):
    return open_cache()


def store_in_another_process(path):
    SQLiteCache(str(path), {}).set("page", b"from there")


@pytest.mark.parametrize("value", [b"", b"\x00page", "words", "", 0, 7, -1])
def test_what_is_stored_is_read_by_others(cache, open_cache, value):
    cache.set("page", value)
    assert open_cache().get("page") == value


def test_another_process_reads_and_stores_too(cache, path):
    cache.set("page", b"from here")
    process = multiprocessing.get_context("spawn").Process(target=store_in_another_process, args=(path,))
    process.start()
    process.join()
    assert (process.exitcode, cache.get("page")) == (0, b"from there")


@pytest.mark.parametrize("value", [None, True, 1.5, ["a"], {"a": 1}, object()])
def test_only_plain_values_are_stored(cache, value):
    with pytest.raises(TypeError, match="This cache stores bytes, text and integers"):
        cache.set("page", value)
    assert cache.get("page", "nothing") == "nothing"


def test_a_value_expires(cache):
    for name, timeout in {"past": -1, "now": 0, "soon": 60, "never": None}.items():
        cache.set(name, 1, timeout)
    assert [cache.get(name) for name in ("past", "now", "soon", "never", "unknown")] == [None, None, 1, 1, None]


def test_adding_succeeds_once_until_the_value_expires_or_is_deleted(cache, open_cache):
    found = [cache.add("turn", 1, 60), open_cache().add("turn", 1, 60)]
    found += [cache.delete("turn"), cache.delete("turn"), open_cache().add("turn", 1, -1), cache.add("turn", 1, 60)]
    assert found == [True, False, True, False, True, True]


def test_of_many_threads_one_adds(open_cache):
    together = threading.Barrier(8)

    def add(_thread):
        cache = open_cache()
        cache.get("turn")
        together.wait()
        return cache.add("turn", 1, 60)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(8))) == 1


def test_a_value_lives_as_long_as_its_last_touch_says(cache):
    cache.set("page", 1, 60)
    assert (cache.touch("page", -1), cache.get("page"), cache.touch("page", 60)) == (True, None, False)


def test_clearing_leaves_nothing(cache, open_cache):
    cache.set("page", 1)
    open_cache().clear()
    assert cache.get("page") is None


def test_versions_and_prefixes_keep_values_apart(path):
    caches = [SQLiteCache(str(path), {"KEY_PREFIX": prefix}) for prefix in ("a", "b")]
    for number, cache in enumerate(caches):
        cache.set("page", number)
    assert [cache.get("page") for cache in caches] == [0, 1]
    assert caches[0].get("page", version=2) is None


def test_the_file_is_readable_by_its_owner_alone(cache, path):
    cache.set("page", 1)
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (path.parent, *sorted(path.parent.iterdir()))]
    assert modes == [0o700, 0o600, 0o600, 0o600]


def test_what_was_stored_first_is_dropped_when_the_file_grows_too_large(open_cache, path, monkeypatch):
    monkeypatch.setattr(sqlite_cache, "TRIM_EVERY", 10)
    cache = open_cache(MAX_BYTES=1_000_000)
    for number in range(1_000):
        cache.set(f"page {number}", bytes(10_000))
    assert (cache.get("page 0"), cache.get("page 999")) == (None, bytes(10_000))
    assert path.stat().st_size < 2_000_000


def test_a_page_that_is_stored_again_and_again_takes_up_its_size_once(open_cache, path):
    cache = open_cache()
    for _time in range(500):
        cache.set("page", bytes(10_000))
    assert path.stat().st_size < 100_000


@pytest.fixture
def busy(cache, path):
    """Another process that has begun to write and doesn't come to an end."""
    cache.set("page", b"before")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


def test_while_another_process_writes_nothing_is_stored_and_nobody_waits_long(cache, busy):
    started = time.monotonic()
    cache.set("page", b"after")
    assert (cache.get("page"), cache.add("turn", 1, 60), cache.delete("page")) == (b"before", True, False)
    assert time.monotonic() - started < 5 * sqlite_cache.BUSY_MS / 1000


def test_a_damaged_file_starts_again_empty(open_cache, path):
    open_cache().set("page", 1)
    for part in path.parent.iterdir():
        part.write_bytes(b"This is not a database. " * 1_000)
    cache = open_cache()
    assert cache.get("page") is None
    cache.set("page", 2)
    assert open_cache().get("page") == 2


def test_a_folder_that_may_not_be_made_is_an_error_for_the_caller(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FileExistsError):
        SQLiteCache(str(tmp_path / "file" / "pages.sqlite3"), {}).get("page")
