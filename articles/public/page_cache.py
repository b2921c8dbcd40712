"""Cache whole public pages under the number of the edition.

Nothing is purged and nothing stale is served. Without a cache, pages take longer but are still served.
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
from articles.queries.site_request import ReaderRequest

View = Callable[..., HttpResponse]

MAX_CACHED_SIZE = 2_000_000  # bytes; a larger page (a long sitemap) would push everything else out of a small cache
MIN_GZIP_SIZE = 200  # bytes
_ACCEPTS_GZIP = re.compile(r"\bgzip\b")


@dataclass(frozen=True, slots=True)
class _Page:
    """A finished page: `etag` is the strong one, `gzipped` is empty if compressing was not worth it."""

    content: bytes
    content_type: str
    etag: str
    gzipped: bytes


def _build_cache_key(request: HttpRequest) -> str:
    """Build the cache key of a page from its host, its path and today's date."""
    # The masthead carries the date, so a page changes with the day. It does not depend on the port.
    host, _port = split_domain_port(request.get_host())
    parts = f"{timezone.localdate()} {host} {request.path}"
    return f"page:{hashlib.sha256(parts.encode()).hexdigest()}"


def public_page(view: View) -> View:
    """Decorate a view as a public page: GET and HEAD only, cached per edition, with ETag and Cache-Control.

    The query string is ignored, so nobody can fill the cache with variants.
    """
    return cached_page(frozenset())(view)


def cached_page(parameters: Collection[str], *, store: bool = True) -> Callable[[View], View]:
    """Make a decorator for public pages that read the given query parameters; caches only pages without any.

    `store=False` is for pages whose content depends on the time.
    """

    def decorate(view: View) -> View:
        """Wrap a view so that it reads and fills the cache, and allow only safe methods."""

        @wraps(view)
        def answer(request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            """Answer with the cached page, or with the view's response, which is cached if possible."""
            edition = request.edition
            # While scheduled changes could not be published, the cached page may be stale.
            cacheable = store and not edition.due and not any(any(request.GET.getlist(name)) for name in parameters)
            stored = edition_cache.read(edition, _build_cache_key(request)) if cacheable else None
            if stored is not None:
                return _build_response(request, _Page(*stored))
            response = view(request, *args, **kwargs)
            if response.status_code != HTTPStatus.OK:
                response.headers.setdefault("Cache-Control", "no-cache")
                return response
            cacheable = cacheable and len(response.content) <= MAX_CACHED_SIZE
            page = _build_page(response, compress=cacheable or _accepts_gzip(request))
            if cacheable:
                edition_cache.write(edition, _build_cache_key(request), astuple(page))
            return _build_response(request, page)

        # Compresses the responses that `answer` has not: those other than 200.
        return gzip_page(require_safe(answer))

    return decorate


def _build_page(response: HttpResponse, *, compress: bool) -> _Page:
    """Build the page to cache from a response: content, type, ETag and, if worthwhile, gzipped content."""
    content = response.content
    # The bytes are the same for everybody: a public page holds no secret that its compressed length could betray.
    # The desk's pages are never compressed.
    gzipped = gzip.compress(content, compresslevel=6, mtime=0) if compress and len(content) >= MIN_GZIP_SIZE else b""
    return _Page(
        content=content,
        content_type=response.headers["Content-Type"],
        etag=quote_etag(hashlib.sha256(content).hexdigest()[:32]),
        gzipped=gzipped if len(gzipped) < len(content) else b"",
    )


def _accepts_gzip(request: HttpRequest) -> bool:
    """Tell whether the browser accepts gzip."""
    return bool(_ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")))


def _build_response(request: HttpRequest, page: _Page) -> HttpResponse:
    """Build the response that sends a page: 304 if the browser has it, gzipped if the browser accepts that."""
    response = HttpResponse(page.content, content_type=page.content_type)
    response.headers["ETag"] = page.etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    conditional: HttpResponse = get_conditional_response(request, etag=page.etag, response=response) or response
    if conditional is not response:
        return conditional
    if len(page.content) >= MIN_GZIP_SIZE:
        patch_vary_headers(response, ["Accept-Encoding"])
    if page.gzipped and _accepts_gzip(request):
        response.content = page.gzipped
        response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = f"W/{page.etag}"  # weak: the same page in other bytes
    return response
