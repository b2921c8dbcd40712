"""One story's page, from the public record or from any Document for a preview."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils.safestring import SafeString

from articles.domain.document import Document
from articles.lib.text import measure
from articles.models import Article, CollectionItem, CountryMention, Tagging
from articles.queries.public_record import Record
from articles.queries.rendition_urls import as_mapping
from articles.queries.story import page_body

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
LONG, HEADINGS = 900, 3  # words, and headings, from which on a story has a list of its contents
EARLIER = 6


@dataclass(frozen=True)
class Version:
    """The same story in another language: its address and language."""

    article: Article
    is_original: bool


@dataclass(frozen=True)
class InOrder:
    """A story's place in a series or package, with the stories before and after it."""

    part: CollectionItem
    number: int
    count: int
    before: Article | None
    after: Article | None


@dataclass(frozen=True)
class Surroundings:
    """What a story's page tells of other stories: the same in other languages, its series, what happened before, what is new."""

    versions: list[Version] = field(default_factory=list)
    orders: list[InOrder] = field(default_factory=list)
    earlier: list[Article] = field(default_factory=list)

    @property
    def original(self) -> Article | None:
        """The story that this one is a translation of, if readers can see it."""
        return next((version.article for version in self.versions if version.is_original), None)


@dataclass(frozen=True)
class StoryPage:
    """A story with its words, ready for the template."""

    article: Article
    document: Document
    page: page_body.RenderedBody
    lead: dict[str, Any] | None
    corrections: list[dict[str, Any]]
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def body(self) -> SafeString:
        """The body's HTML."""
        return self.page.html

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The headings as (id, text), when the story is long enough to need a list of them."""
        long = self.article.words >= LONG and len(self.page.contents) >= HEADINGS
        return self.page.contents if long else []

    @property
    def minutes(self) -> int:
        """Reading time in minutes."""
        return measure.reading_minutes(self.article.words)

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

    @property
    def moved_on(self) -> datetime.datetime | None:
        """When the original was changed after this translation was made; None when it wasn't, or this is none."""
        original, made_from = self.around.original, self.article.original_number
        if original is None or original.live is None or not made_from or original.live.number <= made_from:
            return None
        return original.publicly_updated_at or original.visible_at


def of_record(article: Article) -> StoryPage:
    """The page of a story read with `with_record()`; three queries for what is around it."""
    if article.live is None:
        raise ValueError("A story that was never live has no page.")
    return _page(article, article.live.document, around=surroundings(article))


def of_document(article: Article, document: Document) -> StoryPage:
    """The page that publishing this Document would make. The story in memory is dressed in it; nothing is saved.

    The story may be one that is not saved yet.
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
    return _page(article, document)


def _page(article: Article, document: Document, around: Surroundings | None = None) -> StoryPage:
    lead = next((image for image in article.shown if image["id"] == document.lead_image), None)
    corrections = [
        {
            **change,
            "at": moment_of(change["at"]),
            "opens": address_of_change(article, number) if change["shown"] else "",
        }
        for number, change in enumerate(article.changes, 1)
    ]
    body = page_body.render_body(document.body, article.shown)
    return StoryPage(article, document, body, lead, corrections, around or Surroundings())


def address_of_change(article: Article, number: int) -> str:
    """Where readers see what a story's correction changed; its corrections are numbered from 1, the oldest first."""
    return f"{article.get_absolute_url()}corrections/{number}/"


def moment_of(text: str) -> datetime.datetime:
    """A moment as a database writes it into JSON; SQLite leaves the zone out, which is UTC."""
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def surroundings(article: Article) -> Surroundings:
    """What there is around a published story: three queries, one more when it is part of a series."""
    return Surroundings(_versions(article), _orders(article), _earlier(article))


def _versions(article: Article) -> list[Version]:
    """The story's original and its other translations, as far as they are public."""
    family = article.original_id or article.pk
    same = Article.objects.published().filter(Q(pk=family) | Q(original=family)).exclude(pk=article.pk)
    return [
        Version(other, is_original=other.pk == article.original_id)
        for other in same.select_related("live").order_by("language", "pk")
    ]


def _orders(article: Article) -> list[InOrder]:
    """The story's place in each series that it is part of, counting what is public."""
    mine = list(article.collection_items.select_related("collection"))
    if not mine:
        return []
    public = Article.objects.published().filter(collection_items__collection__in=[part.collection_id for part in mine])
    listed = public.annotate(collection=F("collection_items__collection")).order_by(
        "collection_items__position", "collection_items__pk"
    )
    found = []
    for part in mine:
        stories = [story for story in listed if story.collection == part.collection_id]  # type: ignore[attr-defined]
        at = next((place for place, story in enumerate(stories) if story.pk == article.pk), None)
        if at is not None:
            before, after = stories[at - 1] if at else None, stories[at + 1] if at + 1 < len(stories) else None
            found.append(InOrder(part, at + 1, len(stories), before, after))
    return found


def _earlier(article: Article) -> list[Article]:
    """The story so far: what was published before on the same countries and topics; the newest of it first.

    A story about two countries follows on every one about both, and on those about one of them and the same topic.
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
    return list(earlier.exclude(pk=article.pk).newest_first().with_card()[:EARLIER])


def language_for(language: str) -> str:
    """The language of the site's own words around a text: the text's own, if they are written in it."""
    return language if language in LANGUAGES else settings.LANGUAGE_CODE
