"""The page of one story: from its public record, or from any Document for a preview."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.safestring import SafeString

from articles.domain.document import Document
from articles.lib.text import measure
from articles.models import Article, CollectionItem, CountryMention, Tagging
from articles.queries.public_record import Record
from articles.queries.rendition_urls import as_mapping
from articles.queries.story import page_body

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
MIN_CONTENTS_WORDS, MIN_CONTENTS_HEADINGS = 900, 3  # a story with fewer has no table of contents
MAX_EARLIER = 6


@dataclass(frozen=True)
class Translation:
    """The same story in another language."""

    article: Article
    is_original: bool


@dataclass(frozen=True)
class SeriesPlace:
    """A story's place in a series or package, with the stories before and after it."""

    part: CollectionItem
    number: int
    count: int
    before: Article | None
    after: Article | None


@dataclass(frozen=True)
class RelatedStories:
    """The other stories on a story's page: its translations, its places in series, and earlier stories on the subject."""

    translations: list[Translation] = field(default_factory=list)
    series: list[SeriesPlace] = field(default_factory=list)
    earlier: list[Article] = field(default_factory=list)

    @property
    def original(self) -> Article | None:
        """The story that this one is a translation of; None if readers can't see that one."""
        return next((translation.article for translation in self.translations if translation.is_original), None)


@dataclass(frozen=True)
class StoryPage:
    """A story for the template: its public record, its Document and its rendered body."""

    article: Article
    document: Document
    page: page_body.RenderedBody
    lead: dict[str, Any] | None
    corrections: list[dict[str, Any]]
    related: RelatedStories = field(default_factory=RelatedStories)

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

    @property
    def original_updated_at(self) -> datetime.datetime | None:
        """When the original was last changed, if after this translation was made; else None."""
        original, made_from = self.related.original, self.article.original_number
        if original is None or original.live is None or not made_from or original.live.number <= made_from:
            return None
        return original.publicly_updated_at or original.visible_at


def from_record(article: Article) -> StoryPage:
    """Build the page of a published story that was read with `with_record()`; three or four more queries."""
    if article.live is None:
        raise ValueError("A story that was never live has no page.")
    return _build_page(article, article.live.document, related=find_related_stories(article))


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
    return _build_page(article, document)


def _build_page(article: Article, document: Document, *, related: RelatedStories | None = None) -> StoryPage:
    """Build the page of a story with this Document, the story's public pictures and its corrections."""
    lead = next((image for image in article.shown if image["id"] == document.lead_image), None)
    corrections = [
        {
            **change,
            "at": parse_database_time(change["at"]),
            "changes_address": correction_address(article, number) if change["shown"] else "",
        }
        for number, change in enumerate(article.changes, 1)
    ]
    body = page_body.render_body(document.body, article.shown)
    return StoryPage(article, document, body, lead, corrections, related or RelatedStories())


def correction_address(article: Article, number: int) -> str:
    """Return the address of the change of a story's correction number `number` (from 1, oldest first)."""
    return f"{article.get_absolute_url()}corrections/{number}/"


def parse_database_time(text: str) -> datetime.datetime:
    """Parse a time from JSON that the database wrote; a time without a zone (on SQLite) is UTC."""
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def find_related_stories(article: Article) -> RelatedStories:
    """Find the translations, series and earlier stories of a published story; three or four queries."""
    return RelatedStories(_find_translations(article), _find_series_places(article), _find_earlier_stories(article))


def _find_translations(article: Article) -> list[Translation]:
    """Find the published original and the other translations of a story."""
    original = article.original_id or article.pk
    same = Article.objects.published().filter(Q(pk=original) | Q(original=original)).exclude(pk=article.pk)
    return [
        Translation(other, is_original=other.pk == article.original_id)
        for other in same.select_related("live").order_by("language", "pk")
    ]


def _find_series_places(article: Article) -> list[SeriesPlace]:
    """Find a story's place among the published parts of each series it belongs to."""
    parts = list(article.collection_items.select_related("collection"))
    if not parts:
        return []
    items = CollectionItem.objects.filter(
        collection__in=[part.collection_id for part in parts], article__in=Article.objects.published().values("pk")
    )
    listed = list(items.select_related("article").order_by("position", "pk"))
    places = []
    for part in parts:
        stories = [item.article for item in listed if item.collection_id == part.collection_id]
        at = next((index for index, story in enumerate(stories) if story.pk == article.pk), None)
        if at is not None:
            before, after = stories[at - 1] if at else None, stories[at + 1] if at + 1 < len(stories) else None
            places.append(SeriesPlace(part, at + 1, len(stories), before, after))
    return places


def _find_earlier_stories(article: Article) -> list[Article]:
    """Find the newest earlier stories on the same subject as a story.

    They are about a country of this story and share a topic, or are about both of its first two countries.
    """
    codes = [place["code"] for place in article.places if place["role"] == "about"]
    slugs = [topic["slug"] for topic in article.topics]
    same = Q(pk__in=Tagging.objects.filter(tag__slug__in=slugs).values("content_object"))
    if codes:
        about = CountryMention.objects.filter(role="about")
        same &= Q(pk__in=about.filter(country__in=codes).values("article"))
        both = [Q(pk__in=about.filter(country=code).values("article")) for code in codes[:2]]
        same |= both[0] & both[-1]
    earlier = Article.objects.published().filter(same, language=article.language, visible_at__lt=article.visible_at)
    return list(earlier.exclude(pk=article.pk).newest_first().with_card()[:MAX_EARLIER])


def interface_language(language: str) -> str:
    """Return the page's language for a text: the text's own if the interface is translated into it."""
    return language if language in LANGUAGES else settings.LANGUAGE_CODE
