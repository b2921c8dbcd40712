"""Enter public stories in their lists, take them out again, and keep up the lists' counts."""

import datetime
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from articles.domain.story_lists import TIES, ListKind, ListName, first_place, moment_of
from articles.models import Article, ListEntry, PublicStory, StoryList
from articles.queries.read_model.membership import (
    MONTHLY,
    countries_of_stories,
    describe_row,
    lists_of_stories,
)
from articles.queries.read_model.months import month_number
from articles.queries.read_model.related import find_later
from articles.services.bulk_insert import insert_rows
from articles.services.read_model.fragments import drop_fragments, make_fragments

_LOCK_KEY = 0x6C697374  # an arbitrary number that nothing else in the database locks
_COUNT = "UPDATE articles_storylist SET stories = stories + %s, changes = changes + 1 WHERE id = %s"
_COUNT_MONTH = (
    "INSERT INTO articles_listmonth (list_id, month, stories) VALUES (%s, %s, %s) "
    "ON CONFLICT (list_id, month) DO UPDATE SET stories = articles_listmonth.stories + excluded.stories"
)
_UNCOUNT_MONTH = "UPDATE articles_listmonth SET stories = stories - 1 WHERE list_id = %s AND month = %s"
_BATCH = 500


def update(article: Article) -> None:
    """Bring the read model in line with one story, whose standing or live words may have changed; make its fragments."""
    lock_lists()
    story = Article.objects.published().filter(pk=article.pk).first()
    if story is None:
        remove([article.pk])
        return
    known = PublicStory.objects.filter(pk=story.pk).first()
    if known is None or moment_of(known.place) != moment_of(first_place(_public_since(story))):
        remove([story.pk])
        add([story])
        drop_fragments(find_later(story), name="earlier")
    else:
        _change(story, known)
    make_fragments(story.pk)


def add(stories: Sequence[Article]) -> None:
    """Enter public stories that are on no list yet. Their fragments are made when they are first read."""
    if not stories:
        return
    lock_lists()
    names = lists_of_stories(stories)
    ids = ensure_lists({name for found in names.values() for name in found})
    places = _choose_places(stories)
    countries = countries_of_stories(names)
    lists = {story.pk: sorted(ids[name] for name in names[story.pk]) for story in stories}
    described = [
        {
            "article_id": story.pk,
            "place": places[story.pk],
            "lists": json.dumps(lists[story.pk]),
            **describe_row(story, countries.get(story.pk, [])),
        }
        for story in stories
    ]
    insert_rows(PublicStory, list(described[0]), [list(row.values()) for row in described])
    entries = [(list_id, places[key]) for key in lists for list_id in lists[key]]
    enter(entries)
    count_stories(Counter(list_id for list_id, _place in entries))
    _count_months(stories, {pk: [ids[name] for name in found if name.kind in MONTHLY] for pk, found in names.items()})


def remove(keys: Sequence[int]) -> None:
    """Take stories off every list, and delete their fragments; stories that are on none are ignored."""
    lock_lists()
    rows = list(PublicStory.objects.filter(pk__in=keys))
    for row in rows:
        _leave(row, row.lists)
    PublicStory.objects.filter(pk__in=[row.pk for row in rows]).delete()


def enter(entries: Sequence[tuple[int, int]]) -> None:
    """Insert entries, given as (primary key of the list, place)."""
    insert_rows(ListEntry, ["list_id", "place"], entries)


def lock_lists() -> None:
    """Let one transaction change the lists at a time: two that count in a different order would deadlock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])


def _change(story: Article, row: PublicStory) -> None:
    """Change the row and the entries of a story that is on lists already; its place stays."""
    names = lists_of_stories([story])[story.pk]
    ids = ensure_lists(names)
    wanted, before = {ids[name] for name in names}, set(row.lists)
    _leave(row, sorted(before - wanted))
    entered = sorted(wanted - before)
    enter([(list_id, row.place) for list_id in entered])
    # What the other lists show beside their stories, such as topics, may change as well.
    count_stories({list_id: int(list_id in entered) for list_id in wanted})
    _count_months([story], {story.pk: [ids[name] for name in names if name.kind in MONTHLY and ids[name] in entered]})
    countries = countries_of_stories([story.pk]).get(story.pk, [])
    for name, value in describe_row(story, countries).items():
        setattr(row, name, value)
    row.lists = sorted(wanted)
    row.save(force_update=True)
    drop_fragments([story.pk])


def _leave(row: PublicStory, lists: Iterable[int]) -> None:
    """Delete a story's entries in these lists, given by primary key, and count it out."""
    left = list(lists)
    ListEntry.objects.filter(list__in=left, place=row.place).delete()
    count_stories(dict.fromkeys(left, -1))
    month = month_number(moment_of(row.place))
    with connection.cursor() as cursor:
        cursor.executemany(_UNCOUNT_MONTH, [(list_id, month) for list_id in left])


def _choose_places(stories: Iterable[Article]) -> dict[int, int]:
    """Return a free place for each story: that of its time, stories of the same time in the order of primary keys."""
    wanted = {story.pk: first_place(_public_since(story)) + story.pk % TIES for story in stories}
    taken = set(PublicStory.objects.filter(place__in=wanted.values()).values_list("place", flat=True))
    chosen = {}
    for key, place in wanted.items():
        chosen[key] = _find_free_place(place, taken) if place in taken else place
        taken.add(chosen[key])
    return chosen


def _find_free_place(place: int, taken: set[int]) -> int:
    """Return the first place from this one on that no story has."""
    while place in taken or PublicStory.objects.filter(place=place).exists():
        place += 1
    return place


def _public_since(story: Article) -> datetime.datetime:
    """Return when a public story became public. Raises ValueError for any other story."""
    moment: datetime.datetime | None = story.visible_at
    if moment is None:
        raise ValueError("An unpublished story has no place in a list.")
    return moment


def ensure_lists(names: Collection[ListName]) -> dict[ListName, int]:
    """Return the primary keys of lists by name; creates those that are missing."""
    ids = _find_lists(names)
    missing = sorted(name for name in names if name not in ids)
    if missing:
        rows = [StoryList(kind=name.kind.value, key=name.key, language=name.language) for name in missing]
        StoryList.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)
        ids |= _find_lists(missing)
    return {name: ids[name] for name in names}


def _find_lists(names: Collection[ListName]) -> dict[ListName, int]:
    """Return the primary keys of these and some other lists by name, without those that don't exist."""
    found = StoryList.objects.filter(
        kind__in={name.kind.value for name in names}, key__in={name.key for name in names}
    ).values_list("kind", "key", "language", "pk")
    return {ListName(ListKind(kind), key, language): pk for kind, key, language, pk in found}


def count_stories(gained: Mapping[int, int]) -> None:
    """Add to the number of stories on lists, by primary key, and mark them as changed."""
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT, [(number, list_id) for list_id, number in sorted(gained.items())])


def _count_months(stories: Iterable[Article], lists: Mapping[int, Iterable[int]]) -> None:
    """Count stories in their months on lists, given as {story: lists}, both by primary key."""
    gained = Counter((list_id, month_number(_public_since(story))) for story in stories for list_id in lists[story.pk])
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT_MONTH, [(*key, number) for key, number in sorted(gained.items())])
