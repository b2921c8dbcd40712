"""The current edition, and what a process remembers of it.

Everything is remembered under the edition's number, so nothing is purged and nothing is stale.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from articles.models import Edition, EditionContents

T = TypeVar("T")

EDITIONS_REMEMBERED = 2  # a request that began before the newest edition opened still asks for the one before
MAX_REMEMBERED = 2_000  # values an edition


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


_memory = _Memory()


def read_current() -> tuple[int, bool]:
    """Read the current edition's number, and whether a change is due. Raises Edition.DoesNotExist before the first one."""
    return Edition.objects.read_current()


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


def contents(edition: Edition) -> EditionContents:
    """Return what every page of the edition shows; read once by each process."""
    slot = _memory.slot(edition.number, "contents")
    if slot.is_built and not edition.due:  # even for a request that writes: what it writes opens another edition
        return cast(EditionContents, slot.value)
    return remember(edition, "contents", EditionContents.read)


def clear() -> None:
    """Drop every value of `remember`, for tests, which roll editions back and open them again."""
    _memory.clear()
