"""What the newest stories of a list say of its subject: their topics, authors and countries, by number of stories."""

from collections import Counter
from typing import Any, Final

from articles.domain.story_lists import ListKind
from articles.lib import geo
from articles.models import Author, PublicStory, StoryList, Tag
from articles.queries.read_model.story_lists import read_entries_of

MAX_PROFILED: Final = 200  # newest stories that a profile reads, so that its cost does not grow with the archive
MAX_TOPICS, MAX_AUTHORS, MAX_NEIGHBOURS = 8, 6, 8
Profile = dict[str, list[list[Any]]]  # [key, number of stories] by kind of list, most stories first


def make_profile(country_list: StoryList) -> Profile:
    """Count the lists that the newest stories about a country are on, beside this one."""
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
    tags = dict(Tag.objects.filter(pk__in=keys[ListKind.TAG]).values_list("pk", "name"))
    authors = dict(Author.objects.filter(pk__in=keys[ListKind.AUTHOR]).values_list("pk", "name"))
    countries = {code: geo.COUNTRIES[code].name for code in keys[ListKind.ABOUT] if code in geo.COUNTRIES}
    return {
        ListKind.TAG: _rank(keys[ListKind.TAG], {str(key): name for key, name in tags.items()}, MAX_TOPICS),
        ListKind.AUTHOR: _rank(keys[ListKind.AUTHOR], {str(key): name for key, name in authors.items()}, MAX_AUTHORS),
        ListKind.ABOUT: _rank(keys[ListKind.ABOUT], countries, MAX_NEIGHBOURS),
    }


def _rank(counts: Counter[str], names: dict[str, str], size: int) -> list[list[Any]]:
    """Return [key, number] of the most frequent of these that have a name; equal ones by name."""
    named = [key for key in counts if key in names]
    return [[key, counts[key]] for key in sorted(named, key=lambda key: (-counts[key], names[key]))[:size]]
