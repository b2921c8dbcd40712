"""Middleware: reject NUL, set the language, the security policy and the edition, publish what is due."""

import logging
import secrets
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from articles.lib import geo
from articles.models import Edition, EditionContents
from articles.queries import edition_cache
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
        """Set the response's policy, with the nonce if the page has used one."""
        nonces: list[str] = []

        def make_nonce() -> str:
            """Make the request's nonce on its first use."""
            nonces.append(secrets.token_urlsafe(16))
            return nonces[0]

        cast("SiteRequest", request).csp_nonce = cast("str", SimpleLazyObject(make_nonce))
        response = get_response(request)
        policy = READER_POLICY
        if request.path.startswith(reverse("admin:index")):
            policy = DESK_POLICY + (f" 'nonce-{nonces[0]}'" if nonces else "")
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def set_language(get_response: GetResponse) -> GetResponse:
    """Set the language of the interface: the browser's at the desk, the address's everywhere else.

    A public page depends on nothing but its address, so that every cache may store it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        """Answer the request with its language active."""
        if request.path.startswith(reverse("admin:index")):
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            return get_response(request)

    return middleware


def set_edition(get_response: GetResponse) -> GetResponse:
    """Set `request.edition` and the newsroom's country names; their contents are read only when a page needs them.

    The first request after a scheduled time publishes what is due before it is answered.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        """Answer the request with its edition and country names, except for media files and the health check."""
        if not request.path.startswith((settings.MEDIA_URL, reverse("healthz"))):
            edition = _ensure_edition()
            if edition.due:
                _apply_due_schedules()
                edition = _ensure_edition()
            # A request that writes may read what it has not committed, so only the others fill the cache. While scheduled
            # changes could not be published, the number does not stand for what the database says.
            edition.cacheable = request.method in {"GET", "HEAD"} and not edition.due
            store = edition.cacheable
            edition.contents = cast(
                EditionContents, SimpleLazyObject(lambda: edition_cache.contents(edition, store=store))
            )
            cast("SiteRequest", request).edition = edition
            with geo.override_names(cast(dict[str, dict[str, str]], SimpleLazyObject(lambda: edition.country_names))):
                return get_response(request)
        return get_response(request)

    return middleware


def _ensure_edition() -> Edition:
    """Return the current edition; create the first one on an empty database."""
    try:
        return edition_cache.current_edition()
    except Edition.DoesNotExist:
        open_edition()
        return edition_cache.current_edition()


def _apply_due_schedules() -> None:
    """Apply every schedule that is due; a database error is logged, not raised."""
    try:
        workflow.apply_due_schedules()
    except DatabaseError:
        # A busy or read-only database must not cost a reader the page; the next request tries again.
        logger.exception("Scheduled changes could not be published.")
