"""Template context of every public page: site name, navigation, languages, canonical address."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri

from articles.domain.document import direction_of
from articles.public.feeds import WRITERS
from articles.public.search import Finding

LANGUAGES: Mapping[str, str] = dict(settings.LANGUAGES)


def of(request: HttpRequest) -> dict[str, Any]:
    """The context that every template of the reader's site needs. One query an edition, none afterwards."""
    edition = getattr(request, "edition", None)
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "canonical": settings.SITE_URL + iri_to_uri(request.path),
        "language": language,
        "direction": direction_of(language),
        "sections": edition.sections_in(language) if edition else [],
        "house": house(request),
        "papers": _papers(edition, language),
        "feeds": feed_addresses("everything", {}, None),
        "today": timezone.localdate(),
    }


def house(request: HttpRequest) -> list[dict[str, Any]]:
    """The pages about the newsroom: those in the language of the page, or else in the paper's own."""
    edition = getattr(request, "edition", None)
    pages: list[dict[str, Any]] = edition.contents.info_pages if edition else []
    ours = [page for page in pages if page["language"] == translation.get_language()]
    return ours or [page for page in pages if page["language"] == settings.LANGUAGE_CODE] or pages


def _papers(edition: Any, language: str) -> list[dict[str, str]]:
    """The front pages in the languages that the paper has stories in, when there is more than one."""
    if edition is None:
        return []
    with_stories = [code for code in LANGUAGES if code in {*edition.contents.languages, settings.LANGUAGE_CODE}]
    papers = []
    for code in with_stories:
        with translation.override(code):
            papers.append({"code": code, "name": LANGUAGES[code], "address": reverse("front")})
    return papers if papers[1:] and language in LANGUAGES else []


def feed_addresses(name: str, parts: Mapping[str, str], finding: Finding | None) -> dict[str, str]:
    """The addresses of a list's feeds by kind, with whatever narrows the list."""
    query = f"?{finding.feed_query}" if finding and finding.feed_query else ""
    return {kind: reverse(f"{name}-{kind}", kwargs=dict(parts)) + query for kind in WRITERS}
