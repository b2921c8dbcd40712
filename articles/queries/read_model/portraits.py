"""The portrait of a country: months, topics, authors and neighbours of the newest stories about it, as markup with tokens."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.template.loader import render_to_string

from articles.domain.story_lists import ListKind
from articles.lib import geo
from articles.models import Author, Country, PublicStory, StoryList, Tag
from articles.queries.read_model.charts import Chart, count_by_month
from articles.queries.read_model.names import author_token, country_tokens, tag_token
from articles.queries.read_model.story_lists import read_entries_of

MAX_PROFILED: Final = 200  # newest stories that a portrait reads, so that its cost does not grow with the archive
MAX_TOPICS, MAX_AUTHORS, MAX_NEIGHBOURS = 8, 6, 8


@dataclass(frozen=True)
class Counted:
    """A topic, an author or a country with its number of stories, and the address of its page."""

    name: str
    address: str
    stories: int
    code: str = ""  # a country's


def draw_portrait(country_list: StoryList) -> str:
    """Draw the portrait of a country from the list of stories about it, in the language of the page."""
    keys = _count_lists(country_list)
    months = count_by_month(country_list.pk)
    context = {
        "code": country_list.key,
        "chart": Chart(months) if months else None,
        "topics": [
            Counted(tag_token(tag.pk), tag.get_absolute_url(), stories)
            for tag, stories in _rank(Tag.objects.filter(into=None), keys[ListKind.TAG], MAX_TOPICS)
        ],
        "authors": [
            Counted(author_token(author.pk), author.get_absolute_url(), stories)
            for author, stories in _rank(Author.objects.all(), keys[ListKind.AUTHOR], MAX_AUTHORS)
        ],
        "neighbours": [
            Counted(next(iter(country_tokens()[country.pk].values())), country.get_absolute_url(), stories, country.pk)
            for country, stories in _rank(Country.objects.all(), keys[ListKind.ABOUT], MAX_NEIGHBOURS)
            if country.pk in geo.COUNTRIES
        ],
    }
    return render_to_string("articles/country/_portrait.html", {"portrait": context})


def _count_lists(country_list: StoryList) -> dict[str, Counter[str]]:
    """Count the other lists that the newest stories of a list are on, by kind and key."""
    newest = [entry.story for entry in read_entries_of(country_list.pk, limit=MAX_PROFILED)]
    counts = Counter(
        list_id
        for lists in PublicStory.objects.filter(pk__in=newest).values_list("lists", flat=True)
        for list_id in lists
        if list_id != country_list.pk
    )
    kinds = [ListKind.TAG, ListKind.AUTHOR, ListKind.ABOUT]
    keys: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for found in StoryList.objects.filter(pk__in=counts, kind__in=kinds):
        keys[found.kind][found.key] = counts[found.pk]
    return keys


def _rank(rows: QuerySet[Any], counts: Counter[str], size: int) -> list[tuple[Any, int]]:
    """Return the rows that are counted most often with their numbers; equal ones by name."""
    found = {str(row.pk): row for row in rows.filter(pk__in=list(counts))}
    ranked = sorted(found.items(), key=lambda item: (-counts[item[0]], item[1].name))
    return [(row, counts[key]) for key, row in ranked[:size]]
