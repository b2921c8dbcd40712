"""Public pages: GET and HEAD only, with ETag and Cache-Control, stored for an edition.

The middleware answers with a stored page before a request comes here. Without a cache, pages take longer but are still served.
"""

from collections.abc import Callable, Collection
from datetime import datetime, time, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from articles.queries import page_store
from articles.queries.page_store import StoredPage
from articles.queries.site_request import ReaderRequest

View = Callable[..., HttpResponse]

MAX_CACHED_SIZE = 2_000_000  # bytes; a larger page (a long sitemap) would push everything else out of a small cache


def public_page(view: View) -> View:
    """Decorate a view as a public page: GET and HEAD only, cached per edition, with ETag and Cache-Control.

    The query string is ignored, so nobody can fill the cache with variants.
    """
    return cached_page(frozenset())(view)


def cached_page(parameters: Collection[str], *, store: bool = True, browser_type: str = "") -> Callable[[View], View]:
    """Make a decorator for public pages that read the given query parameters; caches only pages without any.

    `store=False` is for pages whose content depends on the time. `browser_type` is the content type for clients that accept
    HTML, if it isn't the view's.
    """

    def decorate(view: View) -> View:
        """Wrap a view so that it fills the cache, and allow only safe methods."""

        @wraps(view)
        def answer(request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            """Answer with the view's response, which is stored if possible, or with a page that another request makes."""
            # While scheduled changes could not be published, the edition is not cacheable.
            is_cacheable = store and request.edition.cacheable and page_store.is_on()
            if not is_cacheable or page_store.has_parameters(request, parameters):
                return _send_once(request, view(request, *args, **kwargs), browser_type=browser_type)
            key, edition = page_store.key_of(request), request.edition.number
            with page_store.turn(key, edition=edition) as found:
                if found is not None:
                    return page_store.respond(request, found)
                until = _end_of_day()
                response = view(request, *args, **kwargs)
                if not _may_be_stored(response):
                    return _send_once(request, response, browser_type=browser_type)
                page = StoredPage(
                    **_describe(response, browser_type=browser_type),
                    edition=edition,
                    until=until,
                    parameters=tuple(sorted(parameters)),
                    bodies=page_store.compress(response.content),
                )
                page_store.put(key, page)
            return page_store.respond(request, page)

        return require_safe(answer)

    return decorate


def _may_be_stored(response: HttpResponse) -> bool:
    """Tell whether a response is a page of moderate size that is the same for everybody."""
    is_page = response.status_code == HTTPStatus.OK and not response.cookies
    return is_page and len(response.content) <= MAX_CACHED_SIZE


def _end_of_day() -> float:
    """Return the Unix time at which the day ends whose date stands in the masthead."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time())).timestamp()


def _describe(response: HttpResponse, *, browser_type: str) -> dict[str, Any]:
    """Return the fields of a StoredPage that a view's response determines."""
    return {
        "content_type": response.headers["Content-Type"],
        "browser_type": browser_type,
        "etag": page_store.build_etag(response.content),
        "size": len(response.content),
    }


def _send_once(request: HttpRequest, response: HttpResponse, *, browser_type: str) -> HttpResponse:
    """Return what sends a view's response that isn't stored: as a page, or as it is if it is an error or a redirect."""
    bodies = page_store.compress_for(request, response.content)
    if response.status_code == HTTPStatus.OK and not response.cookies:
        facts = _describe(response, browser_type=browser_type)
        return page_store.respond(request, StoredPage(**facts, edition=0, until=0.0, parameters=(), bodies=bodies))
    response.headers.setdefault("Cache-Control", "private, no-store" if response.cookies else "no-cache")
    coding, body = next(iter(bodies.items()))
    if coding:
        response.content, response.headers["Content-Encoding"] = body, coding
        patch_vary_headers(response, ["Accept-Encoding"])
    return response
