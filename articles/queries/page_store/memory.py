"""The pages that a process has at hand, bounded in bytes."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from articles.queries.page_store.stored_page import StoredPage

MAX_BYTES = 32_000_000  # some 4,000 pages; every worker process has its own


class PageKey(NamedTuple):
    """What a page is found by: the host without its port, and the path."""

    host: str
    path: str


class PageMemory:
    """The pages that were used last. A page replaces the one of an earlier edition; threads may share the memory."""

    def __init__(self, max_bytes: int) -> None:
        """Begin empty."""
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._pages: OrderedDict[PageKey, StoredPage] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: PageKey) -> StoredPage | None:
        """Return the page under a key, of whichever edition; None if there isn't one."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: PageKey, page: StoredPage) -> None:
        """Store a page, and drop those that were not used for longest until all fit."""
        with self._lock:
            former = self._pages.pop(key, None)
            self._pages[key] = page
            self._bytes += page.weight - (former.weight if former else 0)
            while self._bytes > self._max_bytes:
                _key, dropped = self._pages.popitem(last=False)
                self._bytes -= dropped.weight

    def clear(self) -> None:
        """Drop every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0
