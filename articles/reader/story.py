"""One story as its page shows it, from the public record or, for a preview at the desk, from any Document."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from articles.document import Document
from articles.models import Article
from articles.reader import bodies
from articles.record import Record
from articles.renditions import as_mapping
from articles.text import measure


@dataclass(frozen=True)
class StoryPage:
    """A story with its words, ready for the template."""

    article: Article
    document: Document
    body: SafeString
    lead: dict[str, Any] | None
    corrections: list[dict[str, Any]]

    @property
    def minutes(self) -> int:
        """Reading time in minutes."""
        return measure.minutes(self.article.words)

    @property
    def pair(self) -> list[str]:
        """The address of the first two countries that the story is about; empty when there are fewer."""
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


def of_record(article: Article) -> StoryPage:
    """The page of a story read with `with_record()`; no query."""
    if article.live is None:
        raise ValueError("A story that was never live has no page.")
    return _page(article, article.live.document)


def of_document(article: Article, document: Document) -> StoryPage:
    """The page that publishing this Document would make. The story in memory is dressed in it; nothing is saved."""
    record = Record.of(document)
    for name, value in record.columns.items():
        setattr(article, name, value)
    article.section, article.lead_image = record.section, record.lead_image
    article.credited = [{"name": author.name, "slug": author.slug, "role": role} for author, role in record.credits]
    article.places = [{"code": country.code, "name": country.name, "role": role} for country, role in record.countries]
    article.topics = [{"name": name, "slug": ""} for name in record.tags]
    article.shown = [as_mapping(image) for image in record.images]
    article.changes = [
        {"kind": change.kind, "text": change.text, "at": change.created_at.isoformat()}
        for change in article.corrections.order_by("created_at")
    ]
    return _page(article, document)


def _page(article: Article, document: Document) -> StoryPage:
    lead = next((image for image in article.shown if image["id"] == document.lead_image), None)
    corrections = [{**change, "at": _moment(change["at"])} for change in article.changes]
    return StoryPage(article, document, bodies.as_page(document.body, article.shown), lead, corrections)


def _moment(text: str) -> datetime.datetime:
    """A moment as a database writes it into JSON; SQLite leaves the zone out, which is UTC."""
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
