"""Whole-page caching keyed by the edition.

Nothing is ever purged and nothing stale is ever served. A cache that is gone costs time, never a page.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import astuple, dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from articles.queries import edition_cache

View = Callable[..., HttpResponse]

BIGGEST = 2_000_000  # bytes; what is larger (a sitemap of thousands) would push everything else out of a small cache
MIN_GZIP = 200  # bytes; compressing less than this is not worth it
_ACCEPTS_GZIP = re.compile(r"\bgzip\b")


@dataclass(frozen=True, slots=True)
class _Page:
    """A finished page. etag is the strong one; gzipped is empty where it has not been compressed or is no smaller."""

    content: bytes
    content_type: str
    etag: str
    gzipped: bytes


def _name(request: HttpRequest) -> str:
    # The masthead carries the day, so a page is also another page tomorrow. A port makes no other page.
    host, _port = split_domain_port(request.get_host())
    whole = f"{timezone.localdate()} {host} {request.path}"
    return f"page:{hashlib.sha256(whole.encode()).hexdigest()}"


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
            edition = request.edition  # type: ignore[attr-defined]
            # While what is due could not be applied, what was kept may be stale.
            cacheable = keep and not edition.due and not any(any(request.GET.getlist(name)) for name in asks)
            stored = edition_cache.read(edition, _name(request)) if cacheable else None
            if stored is not None:
                return _answer(request, _Page(*stored))
            response = view(request, *args, **kwargs)
            if response.status_code != HTTPStatus.OK:
                response.headers.setdefault("Cache-Control", "no-cache")
                return response
            cacheable = cacheable and len(response.content) <= BIGGEST
            page = _finish(response, compress=cacheable or _accepts_gzip(request))
            if cacheable:
                edition_cache.write(edition, _name(request), astuple(page))
            return _answer(request, page)

        # Compresses what `answer` has not: answers other than 200.
        return gzip_page(require_safe(answer))

    return decorate


def _finish(response: HttpResponse, *, compress: bool) -> _Page:
    """Compute everything that answering with a page needs, so that a hit computes nothing."""
    content = response.content
    # The bytes are the same for everybody: a reader's page holds no secret that its compressed length could betray.
    # The desk's pages are never compressed.
    gzipped = gzip.compress(content, compresslevel=6, mtime=0) if compress and len(content) >= MIN_GZIP else b""
    return _Page(
        content=content,
        content_type=response.headers["Content-Type"],
        etag=quote_etag(hashlib.sha256(content).hexdigest()[:32]),
        gzipped=gzipped if len(gzipped) < len(content) else b"",
    )


def _accepts_gzip(request: HttpRequest) -> bool:
    return bool(_ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")))


def _answer(request: HttpRequest, page: _Page) -> HttpResponse:
    response = HttpResponse(page.content, content_type=page.content_type)
    response.headers["ETag"] = page.etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    conditional: HttpResponse = get_conditional_response(request, etag=page.etag, response=response) or response
    if conditional is not response:
        return conditional
    if len(page.content) >= MIN_GZIP:
        patch_vary_headers(response, ["Accept-Encoding"])
    if page.gzipped and _accepts_gzip(request):
        response.content = page.gzipped
        response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = f"W/{page.etag}"  # weak: the same page in other bytes
    return response
