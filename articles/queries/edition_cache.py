"""The current edition, and a cache of what it shows.

Every key holds the edition's number, so nothing is purged and nothing is stale. A cache that is down costs time, never a page.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.cache import cache

from articles.models import Edition, EditionContents

logger = logging.getLogger(__name__)

MAX_AGE_S = 24 * 60 * 60  # what belongs to an old edition is never read again
PAUSE_S = 5.0  # without trying a cache that has just failed


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


_breaker = _Breaker()


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


def _name_of_contents() -> str:
    """Return the name under which this site and release store an edition's contents."""
    # Two newsrooms may share a cache server. A release with other fields or languages must not read this one's entry.
    parts = [settings.SITE_URL, *EditionContents.__dataclass_fields__, *(code for code, _name in settings.LANGUAGES)]
    return f"contents:{hashlib.sha256(' '.join(parts).encode()).hexdigest()}"


def _cache_key(edition: Edition, name: str) -> str:
    """Return the cache key for a name within an edition."""
    return f"edition:{edition.number}:{name}"
