"""Of all requests for a missing page one makes it, among the threads of a process and among the processes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from articles.queries import page_store
from articles.queries.page_store import PageKey, StoredPage, shared_cache, turns
from newsroom.environment import Environment

KEY = PageKey("testserver", "/")


def make_page(edition=7, body=b"page"):
    return StoredPage(edition, time.time() + 60, (), "text/plain", "", '"tag"', len(body), {"": body})


@pytest.fixture(params=["locmem://", "file"])
def _cache(request, settings, tmp_path):
    """The cache of one process alone, and one that several share."""
    url = f"file://{tmp_path}/pages.sqlite3" if request.param == "file" else request.param
    settings.CACHES = {"default": Environment({"CACHE_URL": url}).cache("CACHE_URL", "")}


@pytest.fixture
def file_cache(settings, tmp_path):
    settings.CACHES = {"default": Environment({"CACHE_URL": f"file://{tmp_path}/pages.sqlite3"}).cache("CACHE_URL", "")}


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
    monkeypatch.setattr(turns, "MAX_WAIT_S", 0.05)


def answer(make, *, edition=7):
    """Answer as a request does that has not found the page."""
    with page_store.turn(KEY, edition=edition) as found:
        if found is not None:
            return found
        page = make()
        page_store.put(KEY, page)
    return page


@pytest.mark.usefixtures("_cache")
def test_of_many_threads_one_makes_the_page():
    made, together = [], threading.Barrier(8)

    def make():
        time.sleep(0.02)
        made.append(threading.get_ident())
        return make_page()

    def ask(_thread):
        together.wait()
        return answer(make).bodies

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [{"": b"page"}] * 8
    assert len(made) == 1


@pytest.mark.usefixtures("_cache")
def test_after_a_page_that_could_not_be_made_the_next_request_tries():
    def fail():
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        answer(fail)
    assert answer(make_page).bodies == {"": b"page"}
    assert turns._running == {}


@pytest.mark.usefixtures("_cache")
def test_two_pages_and_two_editions_do_not_wait_for_each_other():
    started = time.monotonic()
    other_page = PageKey("testserver", "/ur/")
    with (
        page_store.turn(KEY, edition=7) as first,
        page_store.turn(KEY, edition=8) as newer,
        page_store.turn(other_page, edition=7) as other,
    ):
        assert (first, newer, other) == (None, None, None)
    assert time.monotonic() - started < turns.MAX_WAIT_S


def take_turn_of_another_process():
    turn = turns._SharedTurn(KEY, 7)
    assert turn.wait(0)
    return turn


@pytest.mark.usefixtures("file_cache")
def test_a_process_waits_for_the_page_that_another_makes():
    other = take_turn_of_another_process()

    def finish():
        time.sleep(0.02)
        shared_cache.write(turns.store.name_of(KEY), make_page(body=b"from there").to_bytes())
        other.end()

    thread = threading.Thread(target=finish)
    thread.start()
    assert answer(make_page).bodies == {"": b"from there"}
    thread.join()


@pytest.mark.usefixtures("file_cache")
def test_a_process_makes_the_page_when_the_other_gives_up():
    other = take_turn_of_another_process()
    thread = threading.Timer(0.02, other.end)
    thread.start()
    started = time.monotonic()
    assert answer(make_page).bodies == {"": b"page"}
    assert time.monotonic() - started < turns.MAX_WAIT_S
    thread.join()


@pytest.mark.usefixtures("file_cache", "impatient")
def test_nobody_waits_longer_than_a_moment_for_another_process():
    other = take_turn_of_another_process()
    assert answer(make_page).bodies == {"": b"page"}
    assert not turns._SharedTurn(KEY, 7).wait(0) or page_store.find(KEY, edition=7)
    other.end()


@pytest.mark.usefixtures("file_cache", "impatient")
def test_a_turn_that_was_never_ended_ends_by_itself(monkeypatch):
    monkeypatch.setattr(turns, "LOCK_S", 0)
    take_turn_of_another_process()
    assert turns._SharedTurn(KEY, 7).wait(0)
