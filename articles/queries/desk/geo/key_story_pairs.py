"""Pairs of countries: those often written about together, their stories and their key stories."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, F
from django.utils import translation

from articles.models import Article, Country, CountryMention, KeyStory
from articles.models.folding import having
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists import pagination

MAX_SEARCH_WORDS = 8


class PairCounts(NamedTuple):
    """Two countries by their codes, with how many stories are about both and how many of these are key stories."""

    first: str
    second: str
    stories: int
    key_stories: int


def countries_by_code() -> dict[str, Country]:
    """Return all countries by code."""
    return {country.code: country for country in Country.objects.all()}


def are_countries(codes: Sequence[str]) -> bool:
    """Return whether every code is that of a known country. The codes must be distinct."""
    return Country.objects.filter(pk__in=codes).count() == len(codes)


def frequent_pairs(*, among: int, limit: int) -> list[PairCounts]:
    """Return the pairs that most of the `among` newest published stories are about; two queries."""
    newest = Article.objects.published().newest_first().values("pk")[:among]
    together = CountryMention.objects.filter(role="about", article__in=newest).filter(
        article__country_mentions__role="about", article__country_mentions__country__gt=F("country")
    )
    pairs = together.values_list("country", "article__country_mentions__country").order_by()
    counted = pairs.annotate(stories=Count("pk")).order_by("-stories", "country", "article__country_mentions__country")
    marked = KeyStory.objects.order_by().values_list("first", "second").annotate(number=Count("pk"))
    key_stories = {(first, second): number for first, second, number in marked}
    return [
        PairCounts(first, second, stories, key_stories.get((first, second), 0))
        for first, second, stories in counted[:limit]
    ]


def stories_about_both(first: str, second: str, *, search: str = "", only_key_stories: bool = False) -> ArticleQuerySet:
    """Return published stories about both countries, in any language, with all words of `search` in the headline."""
    with translation.override(None):  # not only those in the desk's language
        stories = pagination.published_about(first, second)
    for word in search.replace("\x00", " ").split()[:MAX_SEARCH_WORDS]:
        stories = stories.filter(having(word, columns=("headline",)))
    if only_key_stories:
        stories = stories.filter(pk__in=KeyStory.objects.filter(first=first, second=second).values("article"))
    return stories


def key_stories_by_article(first: str, second: str, *, articles: Sequence[Article]) -> dict[int, KeyStory]:
    """Return those of the stories that are key stories of two countries, by the story's primary key."""
    marked = KeyStory.objects.filter(first=first, second=second, article__in=articles)
    return {key_story.article_id: key_story for key_story in marked.select_related("by")}


def pairs_of_key_story(article: Article) -> set[tuple[str, str]]:
    """Return the pairs of country codes for which a story is a key story."""
    return set(KeyStory.objects.filter(article=article).order_by().values_list("first", "second"))
