"""What a story's page shows of stories that belong to it: its translations, and its places in series.

They change with the other stories, so a stored page leaves slots for them, which are filled when it is read.
"""

import datetime
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, CollectionItem

# Noncharacters, which no text contains; the names of queries.read_model use others.
_SLOT = "\ufde0{name}\ufde1"


@dataclass(frozen=True)
class Translation:
    """The same story in another language; `is_newer` if it is an original that was corrected since it was translated."""

    article: Article
    is_original: bool
    is_newer: bool = False


@dataclass(frozen=True)
class SeriesPlace:
    """A story's place in a series or package, with the stories before and after it."""

    part: CollectionItem
    number: int
    count: int
    before: Article | None
    after: Article | None


@dataclass(frozen=True)
class StoryLinks:
    """The other stories that a story's page links to, and the pieces of the page that show them."""

    article: Article
    translations: list[Translation] = field(default_factory=list)
    series: list[SeriesPlace] = field(default_factory=list)

    @property
    def alternates(self) -> list[Article]:
        """One version in each other language, for search engines, which discard a language that has two addresses."""
        by_language: dict[str, Article] = {}
        for translation in self.translations:
            if translation.article.language != self.article.language:
                by_language.setdefault(translation.article.language, translation.article)
        return list(by_language.values())

    @property
    def original(self) -> Article | None:
        """The story that this one is a translation of; None if readers can't see that one."""
        return next((translation.article for translation in self.translations if translation.is_original), None)

    @property
    def original_updated_at(self) -> datetime.datetime | None:
        """When the original was last updated, if after this translation was made; else None.

        A silent fix or other countries are no update.
        """
        newer = next((translation.article for translation in self.translations if translation.is_newer), None)
        return (newer.publicly_updated_at or newer.visible_at) if newer else None

    @property
    def other_versions(self) -> SafeString:
        """The links to the translations, and whether this one is out of date."""
        return self._render("articles/story/_other_versions.html") if self.translations else mark_safe("")

    @property
    def series_order(self) -> SafeString:
        """The story's place in each series, with links to the parts before and after it."""
        return self._render("articles/story/_series_order.html") if self.series else mark_safe("")

    @property
    def next_parts(self) -> SafeString:
        """The links to the next part of each series."""
        return self._render("articles/story/_next_parts.html") if self.series else mark_safe("")

    def _render(self, template: str) -> SafeString:
        """Render a piece of the page."""
        return render_to_string(template, {"links": self, "article": self.article})


class OpenLinks:
    """Stands in for `StoryLinks` in a page that is to be stored: each piece is a slot."""

    other_versions: Final = SafeString(_SLOT.format(name="other_versions"))
    series_order: Final = SafeString(_SLOT.format(name="series_order"))
    next_parts: Final = SafeString(_SLOT.format(name="next_parts"))


def fill_slots(markup: str, links: StoryLinks | None) -> str:
    """Fill the slots of a stored page with the pieces of these links; without links, empty them."""
    for name in ("other_versions", "series_order", "next_parts"):
        markup = markup.replace(_SLOT.format(name=name), getattr(links, name) if links else "")
    return markup


def find_links(article: Article) -> StoryLinks:
    """Find the translations and series of a published story; two or three queries."""
    return StoryLinks(article, _find_translations(article), _find_series_places(article))


def _find_translations(article: Article) -> list[Translation]:
    """Find the published original and the other translations of a story."""
    original, made_from = article.original_id or article.pk, article.original_number
    same = Article.objects.published().filter(Q(pk=original) | Q(original=original)).exclude(pk=article.pk)
    found = same.with_updates_since(made_from or 0).order_by("language", "pk")
    return [
        Translation(other, is_original, is_newer=is_original and bool(made_from) and other.was_updated)
        for other in found
        for is_original in [other.pk == article.original_id]
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
