"""What happens in the read model when a tag is merged or deleted, or an author or section gets another address."""

from collections.abc import Iterator

from django.db import connection

from articles.domain.story_lists import MAX_PLACE, ListKind, ListName
from articles.models import ListEntry, PublicStory, StoryList
from articles.queries.read_model.story_lists import read_entries_of
from articles.services.read_model.entries import count_stories, ensure_lists, enter, lock_lists
from articles.services.read_model.fragments import drop_fragments
from articles.services.read_model.portraits import drop_portraits

_BATCH = 500
_DROP = (
    "DELETE FROM articles_storyfragment WHERE story_id IN ("
    "SELECT story.article_id FROM articles_storylist list JOIN articles_listentry entry ON entry.list_id = list.id "
    "JOIN articles_publicstory story ON story.place = entry.place WHERE list.kind = %s AND list.key = %s)"
)


def move_stories(kind: ListKind, *, old: object, new: object) -> None:
    """Move every story on one list of a kind to another, in every language, as when a tag was merged into another."""
    lock_lists()
    for source in StoryList.objects.filter(kind=kind, key=str(old), stories__gt=0).order_by("pk"):
        (target,) = ensure_lists([ListName(kind, str(new), source.language)]).values()
        _replace_list(source, target=target)


def empty_list(kind: ListKind, key: object) -> None:
    """Take every story off the lists of something that is deleted."""
    lock_lists()
    for source in StoryList.objects.filter(kind=kind, key=str(key), stories__gt=0).order_by("pk"):
        _replace_list(source, target=None)


def drop_fragments_on_list(kind: ListKind, key: object) -> None:
    """Delete the fragments of every story on a list, as when the address of its page changes."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [kind.value, str(key)])
    drop_portraits()


def _replace_list(source: StoryList, *, target: int | None) -> None:
    """Replace one list by another, given by primary key, or by none, on every story that is on it."""
    for rows in _batches(source):
        entered = [] if target is None else [row.place for row in rows if target not in row.lists]
        enter([(target, place) for place in entered if target])
        for row in rows:
            row.lists = sorted({*row.lists, *([] if target is None else [target])} - {source.pk})
        PublicStory.objects.bulk_update(rows, ["lists"])
        count_stories({source.pk: -len(rows), **({} if target is None else {target: len(entered)})})
        drop_fragments([row.pk for row in rows])
    ListEntry.objects.filter(list=source).delete()


def _batches(source: StoryList) -> Iterator[list[PublicStory]]:
    """Yield the stories on a list, newest first, some hundred at a time."""
    before = MAX_PLACE
    while entries := read_entries_of(source.pk, before=before, limit=_BATCH):
        yield list(PublicStory.objects.filter(pk__in=[entry.story for entry in entries]))
        before = entries[-1].place
