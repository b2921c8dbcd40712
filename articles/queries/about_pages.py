"""The pages about the newsroom: one by its slug, and those to link to."""

from typing import Any

from django.conf import settings

from articles.models import Edition, InfoPage
from articles.queries.addresses import find_at


def find_about_page(slug: str) -> InfoPage | None:
    """Find the information page that has this slug, or had it before; None if there is no such page."""
    return find_at(InfoPage, slug)


def about_pages_in(language: str, *, edition: Edition) -> list[dict[str, Any]]:
    """Return the information pages to link to, in a language, else in the site's own, else in any.

    Each is {"slug", "title", "kind", "language"}.
    """
    pages: list[dict[str, Any]] = edition.contents.info_pages
    in_language = [page for page in pages if page["language"] == language]
    return in_language or [page for page in pages if page["language"] == settings.LANGUAGE_CODE] or pages
