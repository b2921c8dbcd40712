"""Whole-page caching keyed by the edition.

Nothing is ever purged and nothing stale is ever served. A cache that is gone costs time, never a page.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]

KEEP = 24 * 60 * 60  # seconds; a page of an old edition is never asked for again
BIGGEST = 2_000_000  # bytes; what is larger (a sitemap of thousands) would push everything else out of a small cache
PAUSE = 5.0  # seconds without trying a cache that has just failed


class _Breaker:
    """Reads and writes the cache, and leaves it alone for a moment after it has failed."""

    def __init__(self) -> None:
        self._again_at = 0.0

    def attempt(self, use: Callable[[], Any]) -> Any:
        if time.monotonic() < self._again_at:
            return None
        try:
            return use()
        except Exception:
            logger.warning("The cache does not answer; pages are made without it.", exc_info=True)
            self._again_at = time.monotonic() + PAUSE
            return None


_breaker = _Breaker()


def _key(request: HttpRequest) -> str:
    # The masthead carries the day, so a page is also another page tomorrow. A port makes no other page.
    host, _port = split_domain_port(request.get_host())
    whole = f"{timezone.localdate()} {host} {request.path}"
    number = request.edition.number  # type: ignore[attr-defined]
    return f"page:{number}:{hashlib.sha256(whole.encode()).hexdigest()}"


def public_page(view: View) -> View:
    """Make a view's answer a public page: safe methods only, kept an edition long, with ETag and Cache-Control.

    What a query string says makes no other page, so nobody can fill the cache with it.
    """
    return public(frozenset())(view)


def public(asks: Collection[str], *, keep: bool = True) -> Callable[[View], View]:
    """The same for a view that reads these names of the query string: only the page without any of them is kept.

    `keep=False` is for what changes with the clock alone.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # While what is due could not be applied, what was kept may be stale.
            kept_long = keep and not request.edition.due and not any(any(request.GET.getlist(name)) for name in asks)  # type: ignore[attr-defined]
            key = _key(request)
            kept = _breaker.attempt(lambda: cache.get(key)) if kept_long else None
            if kept is None:
                response = view(request, *args, **kwargs)
                if response.status_code != HTTPStatus.OK:
                    response.headers.setdefault("Cache-Control", "no-cache")
                    return response
                kept = response.content, response.headers["Content-Type"]
                if kept_long and len(kept[0]) <= BIGGEST:
                    _breaker.attempt(lambda: cache.set(key, kept, KEEP))
            return _answer(request, *kept)

        # A reader's page holds no secret that its compressed length could betray; the desk's are never compressed.
        return gzip_page(require_safe(answer))

    return decorate


def _answer(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["ETag"] = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
