"""The current edition, and a cache of what it shows.

Every key holds the edition's number, so nothing is purged and nothing is stale. A cache that is down costs time, never a page.
"""

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import cache

from articles.models import Edition, EditionContents

logger = logging.getLogger(__name__)
T = TypeVar("T")

MAX_AGE_S = 24 * 60 * 60  # what belongs to an old edition is never read again
PAUSE_S = 5.0  # without trying a cache that has just failed
EDITIONS_REMEMBERED = 2  # a request that began before the newest edition opened still asks for the one before
MAX_REMEMBERED = 2_000  # values an edition


class _Breaker:
    """Uses the cache, and leaves it alone for a moment after it has failed."""

    def __init__(self) -> None:
        """Begin with the cache in use."""
        self._retry_at = 0.0

    def attempt(self, use: Callable[[], Any]) -> Any:
        """Return the result of `use`; None if the cache fails now or failed a moment ago."""
        if time.monotonic() < self._retry_at:
            return None
        try:
            return use()
        except Exception:
            logger.warning("The cache does not answer; pages are made without it.", exc_info=True)
            self._retry_at = time.monotonic() + PAUSE_S
            return None


@dataclass(slots=True)
class _Slot:
    """The place of one value; the thread that builds it holds the lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    is_built: bool = False
    value: Any = None


class _Memory:
    """Values of this process by edition and name, for the newest editions only."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = threading.Lock()
        self._editions: OrderedDict[int, OrderedDict[str, _Slot]] = OrderedDict()

    def slot(self, number: int, name: str) -> _Slot:
        """Return the slot of a value, added if missing; the oldest slots are dropped."""
        with self._lock:
            slots = self._editions.setdefault(number, OrderedDict())
            if len(self._editions) > EDITIONS_REMEMBERED:
                self._editions.popitem(last=False)
            slot = slots.setdefault(name, _Slot())
            if len(slots) > MAX_REMEMBERED:
                slots.popitem(last=False)
            return slot

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._editions.clear()


_breaker = _Breaker()
_memory = _Memory()


def current_edition() -> Edition:
    """Read the current edition, with `due`. Raises Edition.DoesNotExist before the first edition is opened."""
    return Edition.objects.current()


def read(edition: Edition, name: str) -> Any:
    """Return the value stored under a name for this edition; None if nothing is stored or the cache is down."""
    return _breaker.attempt(lambda: cache.get(_cache_key(edition, name)))


def write(edition: Edition, name: str, value: Any) -> None:
    """Store a value under a name for this edition. Only built-in types: another release may read the value."""
    _breaker.attempt(lambda: cache.set(_cache_key(edition, name), value, MAX_AGE_S))


def contents(edition: Edition, *, store: bool) -> EditionContents:
    """Return what every page of the edition shows, from the cache if stored there, else from the database.

    `store`: whether the cache may be filled; never while uncommitted changes could be read.
    """
    if edition.due:
        # Scheduled changes could not be published, so the number does not stand for what the database says now.
        return EditionContents.read()
    stored = read(edition, _name_of_contents())
    if stored is not None:
        return EditionContents(**stored)
    found = EditionContents.read()
    if store:
        write(edition, _name_of_contents(), asdict(found))
    return found


def remember(edition: Edition, name: str, build: Callable[[], T]) -> T:
    """Return this process's value under a name for an edition, built once; it must not be changed.

    Unless the edition is `cacheable`, it is built each time: a request that writes may read what it has not committed.
    """
    if not edition.cacheable:
        return build()
    slot = _memory.slot(edition.number, name)
    if not slot.is_built:
        with slot.lock:
            if not slot.is_built:
                slot.value, slot.is_built = build(), True
    return cast(T, slot.value)


def clear() -> None:
    """Drop every value of `remember`, for tests, which roll editions back and open them again."""
    _memory.clear()


def _name_of_contents() -> str:
    """Return the name under which this site and release store an edition's contents."""
    # Two newsrooms may share a cache server. A release with other fields or languages must not read this one's entry.
    parts = [settings.SITE_URL, *EditionContents.__dataclass_fields__, *(code for code, _name in settings.LANGUAGES)]
    return f"contents:{hashlib.sha256(' '.join(parts).encode()).hexdigest()}"


def _cache_key(edition: Edition, name: str) -> str:
    """Return the cache key for a name within an edition."""
    return f"edition:{edition.number}:{name}"
