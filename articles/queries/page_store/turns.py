"""Let one request make a missing page while the others wait for it a moment."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from articles.queries.page_store import shared_cache, store
from articles.queries.page_store.memory import PageKey
from articles.queries.page_store.stored_page import StoredPage

MAX_WAIT_S = 1.0  # then a request makes the page itself
PATIENCE_S = 0.05  # before a request accepts the page of the edition before
POLL_S = 0.005
LOCK_S = 2  # longer than anybody waits

_lock = threading.Lock()
_running: dict[tuple[PageKey, int], threading.Event] = {}


@contextmanager
def turn(key: PageKey, *, edition: int) -> Iterator[StoredPage | None]:
    """Enter with None to make the page that is missing, or with the page if another request has made it meanwhile.

    Of all requests for a page, one makes it: first among the threads of a process, then among the processes. The others wait,
    and after a while enter with the page of the edition before, if that may be shown, or else with None.
    """
    done = threading.Event()
    with _lock:
        first = _running.setdefault((key, edition), done)
    if first is not done:
        yield _wait(first.wait, key, edition=edition)
        return
    shared = _SharedTurn(key, edition)
    try:
        yield _wait(shared.wait, key, edition=edition)
    finally:
        shared.end()
        with _lock:
            del _running[key, edition]
        done.set()


def _wait(wait: Callable[[float], bool], key: PageKey, *, edition: int) -> StoredPage | None:
    """Wait for the end of another turn; return the page that it made, or the one before if it takes long."""
    if not wait(PATIENCE_S):
        previous = store.find_previous(key, edition=edition)
        if previous is not None:
            return previous
        wait(MAX_WAIT_S - PATIENCE_S)
    return store.find(key, edition=edition)


class _SharedTurn:
    """The turn of one process among all that share a cache."""

    def __init__(self, key: PageKey, edition: int) -> None:
        """Begin without the turn."""
        self._key, self._edition = key, edition
        self._is_mine = False

    def wait(self, seconds: float) -> bool:
        """Take the turn, or wait for the page that another process is making; False if neither came about in time."""
        deadline = time.monotonic() + seconds
        while True:
            self._is_mine = not shared_cache.is_shared() or shared_cache.take(self._name(), seconds=LOCK_S)
            if self._is_mine or store.find(self._key, edition=self._edition):
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL_S)

    def end(self) -> None:
        """Give the turn to the next, if this process has it."""
        if self._is_mine and shared_cache.is_shared():
            shared_cache.release(self._name())

    def _name(self) -> str:
        """Return the name of the turn in the shared cache."""
        return f"{store.name_of(self._key)}:{self._edition}:turn"
