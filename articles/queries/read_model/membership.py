"""The lists that a public story belongs on, by its public record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final
from urllib.parse import unquote

from articles.domain.story_lists import ListKind, ListName, pair_key
from articles.lib.geo import COUNTRIES, REGIONS
from articles.models import Article, CountryMention, Credit, Quotation, Tagging
from articles.queries.story.story_page import interface_language

MONTHLY: Final = frozenset({ListKind.ALL, ListKind.ABOUT, ListKind.MENTIONED})  # the kinds of which pages show months
_REGIONS_AROUND: Final = {
    code: [region.slug for region in REGIONS.values() if code in region.codes] for code in COUNTRIES
}
_MAX_PAIRED = 12  # countries of one story: more would put it on hundreds of lists of pairs

Keys = set[tuple[ListKind, str]]


def lists_of_stories(stories: Iterable[Article]) -> dict[int, set[ListName]]:
    """Return {primary key: the lists it belongs on} for these stories, were they public; four queries."""
    found: Mapping[int, Keys] = defaultdict(set)
    by_key = {story.pk: story for story in stories}
    for story in by_key.values():
        found[story.pk].update({(ListKind.ALL, ""), (ListKind.GENRE, story.genre)})
        if story.section_id:
            found[story.pk].add((ListKind.SECTION, str(story.section_id)))
    for pk, author in Credit.objects.filter(article__in=by_key).values_list("article", "author"):
        found[pk].add((ListKind.AUTHOR, str(author)))
    for pk, tag in Tagging.objects.filter(content_object__in=by_key).values_list("content_object", "tag"):
        found[pk].add((ListKind.TAG, str(tag)))
    for pk, slug in Quotation.objects.filter(article__in=by_key).values_list("article", "slug"):
        found[pk].add((ListKind.SPEAKER, slug))
    for pk, countries in countries_of_stories(by_key).items():
        found[pk].update(_lists_of_countries(countries))
    return {pk: _name_lists(story, found[pk]) for pk, story in by_key.items()}


def countries_of_stories(keys: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Return {primary key: [(country code, role)] in order} of the stories with these primary keys."""
    countries = defaultdict(list)
    mentions = CountryMention.objects.filter(article__in=list(keys)).order_by("position")
    for pk, code, role in mentions.values_list("article", "country", "role"):
        countries[pk].append((code, role))
    return countries


def describe_row(story: Article, countries: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return the columns of a story's row in the read model that follow from its public record, but for its lists."""
    return {
        "address": unquote(story.get_absolute_url()),
        "language": story.language,
        "list_language": interface_language(story.language),
        "has_picture": story.lead_image_id is not None,
        "about": " ".join(code for code, role in countries if role == "about"),
    }


def _lists_of_countries(countries: Iterable[tuple[str, str]]) -> Keys:
    """Return the lists of these countries with their roles: countries, the regions around them, and pairs."""
    about = [code for code, role in countries if role == "about"]
    lists: Keys = {(ListKind.ABOUT if role == "about" else ListKind.MENTIONED, code) for code, role in countries}
    lists.update((ListKind.REGION, slug) for code in about for slug in _REGIONS_AROUND.get(code, ()))
    lists.update((ListKind.PAIR, pair_key(*pair)) for pair in combinations(about[:_MAX_PAIRED], 2))
    return lists


def _name_lists(story: Article, keys: Keys) -> set[ListName]:
    """Return the names of a story's lists in its language, and that of all stories in every language."""
    language = interface_language(story.language)
    in_every_language = {(ListKind.ALL, ""), *((kind, key) for kind, key in keys if kind == ListKind.SPEAKER)}
    return {
        *(ListName(kind, key, language) for kind, key in keys if kind != ListKind.SPEAKER),
        *(ListName(kind, key, "") for kind, key in in_every_language),
    }
