"""Middleware: refuse NUL, set the language and security policy, publish what is due."""

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
from articles.services import workflow
from articles.services.edition import open_edition

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]

_SHARED = (
    "default-src 'none'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'"
)
READER_POLICY = f"{_SHARED}; img-src 'self'; connect-src 'self'; script-src 'self'"
DESK_POLICY = f"{_SHARED}; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; script-src 'self'"


def refuse_nul(get_response: Answer) -> Answer:
    """Answer 400 to a NUL in an address, which PostgreSQL can't store or compare."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        cookies = request.COOKIES.values()  # a quoted cookie may hide one
        if (
            "\0" in request.path
            or "%00" in request.META.get("QUERY_STRING", "")
            or any("\0" in kept for kept in cookies)
        ):
            return HttpResponse("The address has a character in it that no address may have.", status=400)
        return get_response(request)

    return middleware


def content_security_policy(get_response: Answer) -> Answer:
    """Send a strict policy with every page. The desk's may name one nonce, `request.csp_nonce`, new for each request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked: list[str] = []

        def nonce() -> str:
            asked.append(secrets.token_urlsafe(16))
            return asked[0]

        request.csp_nonce = SimpleLazyObject(nonce)  # type: ignore[attr-defined]
        response = get_response(request)
        policy = READER_POLICY
        if request.path.startswith(reverse("admin:index")):
            policy = DESK_POLICY + (f" 'nonce-{asked[0]}'" if asked else "")
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def speak_a_language(get_response: Answer) -> Answer:
    """Choose the language of the site's own words: at the desk the person's, everywhere else what the address says.

    A reader's page never asks who reads it, so that every cache may keep it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(reverse("admin:index")):
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            return get_response(request)

    return middleware


def apply_what_is_due(get_response: Answer) -> Answer:
    """Give the request its edition, and countries the newsroom's own names; both read no contents until a page needs them.

    The first request after a scheduled moment settles it before it is answered.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith((settings.MEDIA_URL, reverse("healthz"))):
            edition = _edition()
            if edition.due:  # type: ignore[attr-defined]
                _settle()
                edition = _edition()
            # A request that writes may read what it has not committed, so only the others fill the cache.
            store = request.method in {"GET", "HEAD"}
            edition.contents = cast(
                EditionContents, SimpleLazyObject(lambda: edition_cache.contents(edition, store=store))
            )
            request.edition = edition  # type: ignore[attr-defined]
            with geo.override_names(cast(dict[str, dict[str, str]], SimpleLazyObject(lambda: edition.country_names))):
                return get_response(request)
        return get_response(request)

    return middleware


def _edition() -> Edition:
    try:
        return Edition.objects.current()
    except Edition.DoesNotExist:
        open_edition()
        return Edition.objects.current()


def _settle() -> None:
    try:
        workflow.apply_due_schedules()
    except DatabaseError:
        # A busy or read-only database must not cost a reader the page; the next request tries again.
        logger.exception("What is due could not be applied.")
