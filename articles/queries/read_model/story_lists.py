"""Read the lists of public stories: a page by range, the number of stories, the number in each month.

By SQL of its own, since every public page runs it and Django's compiler would take longer than the database.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.utils.translation import get_language

from articles.domain.story_lists import MAX_PLACE, ListKind, ListName
from articles.models import ListMonth

PAGE_SIZE: Final = 20
_LIST = "(SELECT id FROM articles_storylist WHERE kind = %s AND key = %s AND language = %s)"
_ENTRIES = (
    "SELECT story.article_id, entry.place, story.language, story.has_picture, story.about "
    "FROM articles_listentry entry JOIN articles_publicstory story ON story.place = entry.place "
    "WHERE entry.list_id = {of} AND entry.place < %s AND entry.place >= %s ORDER BY entry.place DESC LIMIT %s"
)
_AFTER = (
    "SELECT story.article_id FROM articles_listentry entry JOIN articles_publicstory story ON story.place = entry.place "
    "WHERE entry.list_id = %s AND entry.place > %s ORDER BY entry.place LIMIT %s"
)
_COUNTS = "SELECT key, stories FROM articles_storylist WHERE kind = %s AND language = %s AND stories > 0"
_HAS_STORIES = "SELECT 1 FROM articles_storylist WHERE kind = %s AND key = %s AND stories > 0 LIMIT 1"


class Entry(NamedTuple):
    """A story in a list: its primary key, its place and language, whether it has a picture, the countries it is about.

    `about` are the countries' codes in order, joined by spaces.
    """

    story: int
    place: int
    language: str = ""
    has_picture: bool = False
    about: str = ""


def current_list_language() -> str:
    """Return the language whose lists the page shows: that of the address."""
    language = get_language()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def name_list(kind: ListKind, key: object = "") -> ListName:
    """Name a list in the language of the page."""
    return ListName(kind, str(key), current_list_language())


def find_list_id(name: ListName) -> int | None:
    """Return the primary key of a list; None if no story was ever on it."""
    row = _read_list("id", name)
    return row[0] if row else None


def read_entries(name: ListName, *, before: int = MAX_PLACE, since: int = 0, limit: int = PAGE_SIZE) -> list[Entry]:
    """Return at most `limit` entries of a list from below one place down to another, newest first."""
    return _fetch_entries(_ENTRIES.format(of=_LIST), [*name, before, since, limit])


def read_first_entries(names: Sequence[ListName], *, before: int, limit: int) -> dict[ListName, list[Entry]]:
    """Return at most `limit` entries of each of these lists below a place, newest first; one query for all."""
    entries = _ENTRIES.format(of=_LIST)
    parts = [f"SELECT {number}, part_{number}.* FROM ({entries}) part_{number}" for number in range(len(names))]  # noqa: S608
    found: dict[ListName, list[Entry]] = {name: [] for name in names}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [one for name in names for one in (*name, before, 0, limit)])
        for number, *values in cursor.fetchall():
            found[names[number]].append(Entry._make(values))
    return {name: sorted(rows, key=lambda entry: -entry.place) for name, rows in found.items()}


def read_entries_of(list_id: int, *, before: int = MAX_PLACE, since: int = 0, limit: int = PAGE_SIZE) -> list[Entry]:
    """Return entries as `read_entries` does, of the list with this primary key."""
    return _fetch_entries(_ENTRIES.format(of="%s"), [list_id, before, since, limit])


def keys_after(list_id: int, *, place: int, limit: int) -> list[int]:
    """Return the primary keys of at most `limit` stories of a list from above one place up, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [list_id, place, limit])
        return [key for (key,) in cursor.fetchall()]


def _fetch_entries(statement: str, parameters: list[Any]) -> list[Entry]:
    """Return the entries that a statement selects."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(map(Entry._make, cursor.fetchall()))


def count_stories(name: ListName) -> int:
    """Return how many stories are on a list."""
    row = _read_list("stories", name)
    return row[0] if row else 0


def _read_list(columns: str, name: ListName) -> Any:
    """Return the columns of the list with this name as a tuple; None if there is no such list."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM articles_storylist WHERE kind = %s AND key = %s AND language = %s",  # noqa: S608 - our own columns
            list(name),
        )
        return cursor.fetchone()


def has_stories(kind: ListKind, key: object) -> bool:
    """Tell whether a list has a story in any language."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_STORIES, [kind, str(key)])
        return cursor.fetchone() is not None


def count_by_key(kind: ListKind) -> dict[str, int]:
    """Return {key: number of stories} of every list of one kind in the language of the page that has a story."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [kind, current_list_language()])
        return dict(cursor.fetchall())


def count_by_key_since(kind: ListKind, *, month: int) -> dict[str, int]:
    """Return {key: number of stories since a month} of every list of one kind in the language of the page."""
    months = ListMonth.objects.filter(list__kind=kind, list__language=current_list_language(), month__gte=month)
    counted = months.values_list("list__key").annotate(total=Sum("stories")).filter(total__gt=0)
    return dict(counted.order_by())
