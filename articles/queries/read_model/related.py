"""Earlier stories on the subject of a story, from its lists."""

from collections.abc import Iterable

from articles.domain.story_lists import ListKind, pair_key
from articles.models import Article, StoryList
from articles.queries.read_model.story_lists import keys_after, read_entries_of

MAX_EARLIER = 6
_DEPTH = 500  # newest entries of each list that are compared, so that the work does not grow with the archive
_CANDIDATES = 40
_LATER = 100  # stories of each list after one that is published under an old date


def find_earlier(story: Article) -> list[int]:
    """Return the primary keys of the newest earlier stories on a public story's subject, newest first.

    They are about a country of this story and share a topic, or are about both of its first two countries. Of each list, the
    newest 500 stories before this one are looked at.
    """
    row = story.public_story
    lists: dict[str, list[StoryList]] = {}
    for found in StoryList.objects.filter(pk__in=row.lists):
        lists.setdefault(found.kind, []).append(found)
    related = _read_all(lists.get(ListKind.TAG, []), before=row.place)
    if about := row.about.split():
        in_countries = _read_all(lists[ListKind.ABOUT], before=row.place)
        related = {place: key for place, key in related.items() if place in in_countries}
        kind, key = (ListKind.PAIR, pair_key(*about[:2])) if about[1:] else (ListKind.ABOUT, about[0])
        both = [one for one in lists[kind] if one.key == key]
        related |= _read_all(both, before=row.place, depth=_CANDIDATES)
    newest = [related[place] for place in sorted(related, reverse=True)][:_CANDIDATES]
    same_language = set(Article.objects.filter(pk__in=newest, language=story.language).values_list("pk", flat=True))
    return [key for key in newest if key in same_language][:MAX_EARLIER]


def find_later(story: Article) -> set[int]:
    """Return the primary keys of the public stories whose earlier stories may include this one, those next to it in time."""
    row = story.public_story
    lists = StoryList.objects.filter(pk__in=row.lists, kind__in=[ListKind.TAG, ListKind.ABOUT, ListKind.PAIR])
    return {key for one in lists for key in keys_after(one.pk, place=row.place, limit=_LATER)}


def _read_all(lists: Iterable[StoryList], *, before: int, depth: int = _DEPTH) -> dict[int, int]:
    """Return {place: primary key} of the newest stories before a place on any of these lists."""
    return {entry.place: entry.story for one in lists for entry in read_entries_of(one.pk, before=before, limit=depth)}
