"""The page of one story: from its public record, or from any Document for a preview."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from articles.domain.document import Document
from articles.lib.text import measure
from articles.models import Article
from articles.queries.public_record import Record
from articles.queries.rendition_urls import as_mapping
from articles.queries.story import page_body
from articles.queries.story.links import OpenLinks, StoryLinks
from articles.queries.story.picture_words import lead_in_story

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
MIN_CONTENTS_WORDS, MIN_CONTENTS_HEADINGS = 900, 3  # a story with fewer has no table of contents


@dataclass(frozen=True)
class StoryPage:
    """A story for the template: its public record, its Document and its rendered body."""

    article: Article
    document: Document
    page: page_body.RenderedBody
    lead: dict[str, Any] | None
    corrections: list[dict[str, Any]]
    links: StoryLinks | OpenLinks

    @property
    def body(self) -> SafeString:
        """The rendered body as HTML."""
        return self.page.html

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The table of contents as (id, text); [] for a short story."""
        is_long = self.article.words >= MIN_CONTENTS_WORDS and len(self.page.contents) >= MIN_CONTENTS_HEADINGS
        return self.page.contents if is_long else []

    @property
    def minutes(self) -> int:
        """The reading time in minutes."""
        return measure.reading_minutes(self.article.words)

    @property
    def pair(self) -> list[str]:
        """The codes of the first two countries that the story is about; [] if there are fewer."""
        codes = sorted(place["code"].lower() for place in self.about[:2])
        return codes if codes[1:] else []

    @property
    def about(self) -> list[dict[str, Any]]:
        """The countries that the story is about."""
        return [place for place in self.article.places if place["role"] == "about"]

    @property
    def mentioned(self) -> list[dict[str, Any]]:
        """The countries that the story mentions."""
        return [place for place in self.article.places if place["role"] != "about"]


def from_record(article: Article) -> StoryPage:
    """Build the page of a published story that was read with `with_record()`, with slots for what links to others."""
    if article.live is None:
        raise ValueError("A story that was never live has no page.")
    return _build_page(article, article.live.document, links=OpenLinks())


def from_document(article: Article, document: Document) -> StoryPage:
    """Build the page as it would be if this Document were published.

    Changes the story in memory, which may be one that was never saved; saves nothing.
    """
    record = Record.of(document)
    for name, value in record.columns.items():
        setattr(article, name, value)
    article.section, article.lead_image, article.original = record.section, record.lead_image, record.original
    article.credited = [{"name": author.name, "slug": author.slug, "role": role} for author, role in record.credits]
    article.places = [{"code": country.code, "name": country.name, "role": role} for country, role in record.countries]
    article.topics = [{"name": name, "slug": ""} for name in record.tags]
    article.shown = [as_mapping(image) for image in record.images]
    corrections = article.corrections.order_by("created_at", "pk") if article.pk else ()
    article.changes = [
        {"kind": change.kind, "text": change.text, "at": change.created_at.isoformat(), "shown": change.shown}
        for change in corrections
    ]
    return _build_page(article, document, links=StoryLinks(article))


def _build_page(article: Article, document: Document, *, links: StoryLinks | OpenLinks) -> StoryPage:
    """Build the page of a story with this Document, the story's public pictures and its corrections."""
    lead = next((lead_in_story(image, document) for image in article.shown if image["id"] == document.lead_image), None)
    corrections = [
        {
            **change,
            "at": parse_database_time(change["at"]),
            "changes_address": correction_address(article, number) if change["shown"] else "",
        }
        for number, change in enumerate(article.changes, 1)
    ]
    body = page_body.render_body(document.body, article.shown)
    return StoryPage(article, document, body, lead, corrections, links)


def correction_address(article: Article, number: int) -> str:
    """Return the address of the change of a story's correction number `number` (from 1, oldest first)."""
    return f"{article.get_absolute_url()}corrections/{number}/"


def parse_database_time(text: str) -> datetime.datetime:
    """Parse a time from JSON that the database wrote; a time without a zone (on SQLite) is UTC."""
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def interface_language(language: str) -> str:
    """Return the page's language for a text: the text's own if the interface is translated into it."""
    return language if language in LANGUAGES else settings.LANGUAGE_CODE
