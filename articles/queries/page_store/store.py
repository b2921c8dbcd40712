"""Find and store pages: in the memory of the process first, then in the cache that processes share."""

import hashlib
import time

from django.http import HttpRequest
from django.http.request import split_domain_port

from articles.models import Edition
from articles.queries.page_store import shared_cache
from articles.queries.page_store.memory import MAX_BYTES, PageKey, PageMemory
from articles.queries.page_store.stored_page import StoredPage
from articles.queries.release import release

_memory = PageMemory(MAX_BYTES)


def key_of(request: HttpRequest) -> PageKey:
    """Return what the page of a request is found by. Raises DisallowedHost for a host that isn't this site's."""
    host, _port = split_domain_port(request.get_host())
    return PageKey(host, request.path)


def is_on() -> bool:
    """Tell whether pages may be stored; they are not while the dummy cache is configured, so that rendering can be measured."""
    return not shared_cache.is_off()


def find(key: PageKey, *, edition: int) -> StoredPage | None:
    """Return the page under a key that is right in the edition of this number; None if none is stored."""
    if not is_on():
        return None
    page = _memory.get(key)
    if page is None or not _is_current(page, edition=edition):
        page = _read_shared(key)
        if page is None or not _is_current(page, edition=edition):
            return None
        _memory.put(key, page)
    return page


def find_previous(key: PageKey, *, edition: int) -> StoredPage | None:
    """Return the page of the edition before, if it may be shown for a moment while the new one is being made."""
    found = [page for page in (_memory.get(key), _read_shared(key)) if page and _is_current(page, edition=edition - 1)]
    return found[0] if found and Edition.objects.may_show_previous(edition) else None


def put(key: PageKey, page: StoredPage) -> None:
    """Store a page for this process and for the others."""
    if is_on():
        _memory.put(key, page)
    if shared_cache.is_shared():
        shared_cache.write(name_of(key), page.to_bytes())


def name_of(key: PageKey) -> str:
    """Return the name of a page in the shared cache, where another release or newsroom may have one under the same key."""
    parts = f"{release()} {key.host} {key.path}"
    return f"page:{hashlib.sha256(parts.encode()).hexdigest()[:40]}"


def clear() -> None:
    """Drop the pages of this process, for tests, which roll editions back and open them again."""
    _memory.clear()


def count() -> int:
    """Return how many pages this process has in its memory."""
    return len(_memory)


def _is_current(page: StoredPage, *, edition: int) -> bool:
    """Tell whether a page is of this edition and of today."""
    return page.edition == edition and time.time() < page.until


def _read_shared(key: PageKey) -> StoredPage | None:
    """Return the page under a key in the shared cache; None if there isn't one or it can't be read."""
    if not shared_cache.is_shared():
        return None
    value = shared_cache.read(name_of(key))
    if value is None:
        return None
    try:
        return StoredPage.from_bytes(value)
    except (ValueError, TypeError, AttributeError):
        return None
