"""Select published stories for exports, with everything that exporters need."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import QueryDict

from articles.lib.text.search_query import SearchQuery
from articles.models import (
    Article,
    Correction,
    CountryMention,
    CountrySuggestion,
    Credit,
    Edition,
    PictureUse,
    Section,
    Tagging,
)
from articles.queries import search
from articles.queries.lists import filters, listings


def select_stories(
    criteria: QueryDict, *, languages: Sequence[str] = (), query: SearchQuery | None = None
) -> QuerySet[Article]:
    """Return the published stories that match the criteria of the public list and a search query, newest first.

    `criteria` are the parameters of the public list's filter; `languages` and `query` narrow the selection further.
    """
    stories = Article.objects.published()
    if languages:
        stories = stories.filter(language__in=languages)
    if query is not None:
        stories = stories.filter(pk__in=search.find_matches(query).values("pk"))
    selected: QuerySet[Article] = filters.StoryFilter(criteria, queryset=stories.newest_first()).qs
    return selected


def find_slug(kind: str, term: str) -> str | None:
    """Find the slug of a "section", "tag" or "author" by the slug or by the name, in any case; None if unknown."""
    found = _select_public_rows(kind).filter(Q(slug=term) | Q(name__iexact=term)).first()
    return None if found is None else str(found.slug)


def list_slugs(kind: str) -> list[str]:
    """List the slugs of every "section", "tag" or "author" that readers can open."""
    return [str(slug) for slug in _select_public_rows(kind).values_list("slug", flat=True)]


def read_country_names() -> dict[str, dict[str, str]]:
    """Read the newsroom's own names of countries: {code: {language: name}}."""
    return Edition.objects.current().country_names


def with_export_relations(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Load with the stories everything that an exporter writes: one query for all, and seven more per batch."""
    # The original of a translation only where it is public itself.
    related = [
        Prefetch("original", Article.objects.published()),
        Prefetch("credits", Credit.objects.select_related("author").order_by("position")),
        Prefetch("country_mentions", CountryMention.objects.order_by("position")),
        Prefetch("country_suggestions", CountrySuggestion.objects.order_by("country")),
        Prefetch("taggings", Tagging.objects.select_related("tag").order_by("tag__name")),
        Prefetch("corrections", Correction.objects.order_by("created_at", "pk")),
        Prefetch("picture_uses", PictureUse.objects.select_related("image").order_by("pk")),
    ]
    return stories.select_related("live", "section", "lead_image").prefetch_related(*related)


def _select_public_rows(kind: str) -> QuerySet[Any]:
    """Return the rows of a kind ("section", "tag" or "author") that have a public page."""
    if kind == "section":
        return Section.objects.all()
    return listings.published_tags() if kind == "tag" else listings.published_authors()
