"""The cache that all processes share, which may fail: that costs time, never a page."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)
T = TypeVar("T")

MAX_AGE_S = 24 * 60 * 60  # every page shows the day
PAUSE_S = 5.0  # without trying a cache that has just failed
_OFF = "django.core.cache.backends.dummy.DummyCache"
_OF_ONE_PROCESS = "django.core.cache.backends.locmem.LocMemCache"


class _Breaker:
    """Uses the cache, and leaves it alone for a moment after it has failed."""

    def __init__(self) -> None:
        """Begin with the cache in use."""
        self._retry_at = 0.0

    def attempt(self, use: Callable[[], T]) -> T | None:
        """Return the result of `use`; None if the cache fails now or failed a moment ago."""
        if time.monotonic() < self._retry_at:
            return None
        try:
            return use()
        except Exception:
            logger.warning("The cache does not answer; pages are made without it.", exc_info=True)
            self._retry_at = time.monotonic() + PAUSE_S
            return None


_breaker = _Breaker()


def _backend() -> str:
    """Return the dotted path of the cache's class."""
    return str(settings.CACHES["default"]["BACKEND"])


def is_off() -> bool:
    """Tell whether nothing may be stored anywhere, not even in the memory of this process."""
    return _backend() == _OFF


def is_shared() -> bool:
    """Tell whether there is a cache besides the memory of this process."""
    return _backend() not in {_OFF, _OF_ONE_PROCESS}


def read(name: str) -> bytes | None:
    """Return the bytes under a name; None if nothing is stored or the cache is down."""
    value = _breaker.attempt(lambda: cache.get(name))
    return value if isinstance(value, bytes) else None


def write(name: str, value: bytes) -> None:
    """Store bytes under a name."""
    _breaker.attempt(lambda: cache.set(name, value, MAX_AGE_S))


def take(name: str, *, seconds: int) -> bool:
    """Return whether this call is the only one to take a name until it is released; True if the cache is down."""
    return _breaker.attempt(lambda: cache.add(name, 1, seconds)) is not False


def release(name: str) -> None:
    """Release a name that was taken."""
    _breaker.attempt(lambda: cache.delete(name))
