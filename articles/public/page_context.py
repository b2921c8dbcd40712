"""Template context of every public page: site name, navigation, languages, canonical address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString

from articles.domain.document import direction_of
from articles.models import Edition
from articles.public.feeds import FORMATS
from articles.queries.about_pages import about_pages_in
from articles.queries.edition_cache import remember

LANGUAGES: Mapping[str, str] = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Furniture:
    """What stands around the subject of every page: links in the head, the masthead, the links at the foot."""

    head: SafeString
    masthead: SafeString
    colophon: SafeString


def page_context(request: HttpRequest, *, section: str = "") -> dict[str, Any]:
    """Return the template context of every public page; `section` is the slug of the section it belongs to.

    Without an edition, as on some error pages, the sections, about pages and front pages are empty.
    """
    edition = _edition_of(request)
    language = translation.get_language() or settings.LANGUAGE_CODE
    name = f"furniture:{language}:{section}:{timezone.localdate()}"
    furniture = (
        remember(edition, name, lambda: _make_furniture(request, section=section))
        if edition
        else _make_furniture(request, section=section)
    )
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "canonical": canonical_address(request),
        "path": request.path,
        "language": language,
        "direction": direction_of(language),
        "papers": _list_front_pages(edition, language=language) if edition else [],
        "feeds": feed_addresses(reverse("front")),
        "furniture": furniture,
    }


def _make_furniture(request: HttpRequest, *, section: str) -> Furniture:
    """Render the furniture of a page in the present language, which is the same for all pages of a section."""
    edition = _edition_of(request)
    language = translation.get_language() or settings.LANGUAGE_CODE
    context = {
        "site_name": settings.SITE_NAME,
        "language": language,
        "section": section,
        "sections": edition.sections_in(language) if edition else [],
        "about_pages": about_pages(request),
        "papers": _list_front_pages(edition, language=language) if edition else [],
        "today": timezone.localdate(),
    }
    head, masthead, colophon = (
        render_to_string(f"articles/page/_{name}.html", context) for name in ("head", "masthead", "colophon_links")
    )
    return Furniture(head, masthead, colophon)


def canonical_address(request: HttpRequest) -> str:
    """Return the absolute address of a request without its query string."""
    return settings.SITE_URL + iri_to_uri(request.path)


def about_pages(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the info pages to link to, in the page's language if there are any, else in the site's default one."""
    edition = _edition_of(request)
    return about_pages_in(translation.get_language() or "", edition=edition) if edition else []


def feed_addresses(page: str, *, query: str = "") -> dict[str, str]:
    """Return {format: address} of the feeds of the list whose page has this address, narrowed by a query string."""
    narrowed = f"?{query}" if query else ""
    return {kind: f"{page}{feed_format.suffix}{narrowed}" for kind, feed_format in FORMATS.items()}


def _edition_of(request: HttpRequest) -> Edition | None:
    """Return the edition that the middleware set on a request, or None if the request has none."""
    return getattr(request, "edition", None)


def _list_front_pages(edition: Edition, *, language: str) -> list[dict[str, str]]:
    """List the default language and each with stories as {"code", "name", "address"}; empty if only one."""
    front_pages = []
    for code in LANGUAGES:
        if code in {*edition.contents.languages, settings.LANGUAGE_CODE}:
            with translation.override(code):
                front_pages.append({"code": code, "name": LANGUAGES[code], "address": reverse("front")})
    return front_pages if front_pages[1:] and language in LANGUAGES else []
