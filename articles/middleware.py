"""Middleware: reject NUL, set the policy and the language, publish what is due, send stored pages."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from articles.lib import geo
from articles.models import Edition, EditionContents
from articles.queries import edition_cache, page_store
from articles.queries.release import release
from articles.queries.site_request import SiteRequest
from articles.services import workflow
from articles.services.edition import open_edition

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponseBase]

_SHARED = (
    "default-src 'none'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'"
)
READER_POLICY = f"{_SHARED}; img-src 'self'; connect-src 'self'; script-src 'self'"
DESK_POLICY = f"{_SHARED}; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; script-src 'self'"


@cache
def _desk() -> str:
    """Return the address of the desk, below which all of it lies."""
    return reverse("admin:index")


@cache
def _private_places() -> tuple[str, ...]:
    """Return the addresses below which pages depend on who reads them: the desk and previews."""
    return (_desk(), reverse("preview", args=["-"]).removesuffix("-/"))


@cache
def _places_without_edition() -> tuple[str, ...]:
    """Return the addresses below which nothing depends on the edition: pictures and the health check."""
    return (settings.MEDIA_URL, reverse("healthz"))


def reject_nul(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL in the address or a cookie, which PostgreSQL can't store or compare."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        """Answer 400 if the request contains a NUL."""
        if (
            "\0" in request.path
            or "%00" in request.META.get("QUERY_STRING", "")
            or any("\0" in value for value in request.COOKIES.values())  # a quoted cookie may hide one
        ):
            return HttpResponse("The address contains a character that is not allowed.", status=400)
        return get_response(request)

    return middleware


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """Send a strict content-security policy with every page.

    A page of the desk may use `request.csp_nonce`, a new nonce for each request; its policy then allows it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        """Set the response's policy, with the nonce if a page of the desk has used one."""
        if not request.path.startswith(_desk()):
            response = get_response(request)
            response.headers.setdefault("Content-Security-Policy", READER_POLICY)
            return response
        nonces: list[str] = []

        def make_nonce() -> str:
            """Make the request's nonce on its first use."""
            nonces.append(secrets.token_urlsafe(16))
            return nonces[0]

        cast("SiteRequest", request).csp_nonce = cast("str", SimpleLazyObject(make_nonce))
        response = get_response(request)
        policy = DESK_POLICY + (f" 'nonce-{nonces[0]}'" if nonces else "")
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


class _CountryNames(Mapping[str, dict[str, str]]):
    """The newsroom's own country names, read when they are first used.

    Not a lazy object of Django's: an ASGI server looks at the types of context variables, which would read those.
    """

    def __init__(self, edition: Edition) -> None:
        """Begin without reading them."""
        self._edition = edition

    def __getitem__(self, code: str) -> dict[str, str]:
        return self._names[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> Mapping[str, dict[str, str]]:
        """The names of the edition."""
        return self._edition.country_names


def answer_with_stored_page(get_response: GetResponse) -> GetResponse:
    """Answer with the stored page of the current edition, or set `request.edition` and the newsroom's country names.

    The first request after a scheduled time publishes what is due before it is answered. What is behind this middleware is
    passed by for a stored page; the headers of every answer are set in front of it.
    """
    release()  # read now, while the files on the disk are those that this process runs

    def middleware(request: HttpRequest) -> HttpResponseBase:
        """Answer a request, whose edition is unknown only for media files and the health check."""
        if request.path.startswith(_places_without_edition()):
            return get_response(request)
        number, is_due = _ensure_edition()
        # A request that writes may read what it has not committed, so only the others fill the cache. While scheduled changes
        # could not be published, the number does not stand for what the database says.
        is_cacheable = request.method in {"GET", "HEAD"} and not is_due
        if is_cacheable and not request.path.startswith(_private_places()):
            page = page_store.find(page_store.key_of(request), edition=number)
            if page is not None and page.is_for(request):
                return page_store.respond(request, page)
        edition = Edition.of(number, is_due=is_due)
        edition.cacheable = is_cacheable
        edition.contents = cast(EditionContents, SimpleLazyObject(lambda: edition_cache.contents(edition)))
        cast("SiteRequest", request).edition = edition
        with geo.override_names(_CountryNames(edition)):
            return get_response(request)

    return middleware


def _ensure_edition() -> tuple[int, bool]:
    """Publish what is due; return the number of the edition, and whether something is due that could not be published."""
    number, is_due = _read_edition()
    if is_due:
        _apply_due_schedules()
        number, is_due = _read_edition()
    return number, is_due


def _read_edition() -> tuple[int, bool]:
    """Return the number of the edition and whether it is due; open the first edition on an empty database."""
    try:
        return edition_cache.read_current()
    except Edition.DoesNotExist:
        open_edition()
        return edition_cache.read_current()


def _apply_due_schedules() -> None:
    """Apply every schedule that is due; a database error is logged, not raised."""
    try:
        workflow.apply_due_schedules()
    except DatabaseError:
        # A busy or read-only database must not cost a reader the page; the next request tries again.
        logger.exception("Scheduled changes could not be published.")


def set_language(get_response: GetResponse) -> GetResponse:
    """Set the language of the interface: the browser's at the desk, the address's everywhere else.

    A public page depends on nothing but its address, so that every cache may store it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        """Answer the request with its language active."""
        if request.path.startswith(_desk()):
            language = translation.get_language_from_request(request)
        else:
            first = request.path_info[1:].partition("/")[0]
            language = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            return get_response(request)

    return middleware


class _PrivateOnly(MiddlewareMixin):
    """Passes requests for public pages on as they are: those depend on nothing but their address."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Answer the request, with what this middleware adds if it is for the desk or a preview."""
        if request.path.startswith(_private_places()):
            return super().__call__(request)
        return self.get_response(request)


class PrivateSessions(_PrivateOnly, SessionMiddleware):
    """Sessions, for the desk."""


class PrivateAuthentication(_PrivateOnly, AuthenticationMiddleware):
    """`request.user`, for the desk."""


class PrivateMessages(_PrivateOnly, MessageMiddleware):
    """Messages to people, for the desk."""
