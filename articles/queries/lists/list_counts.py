"""The stored numbers of stories of lists in the language of the page, read by SQL of its own as story_lists does."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db import connection

from articles.domain.story_lists import ListKind
from articles.queries.lists.filters import ListKey
from articles.queries.read_model.story_lists import current_list_language

_LARGEST: Final = (
    "SELECT key, stories FROM articles_storylist WHERE kind = %s AND language = %s AND stories > 0 "
    "ORDER BY stories DESC LIMIT %s"
)


def find_lists(keys: Collection[ListKey]) -> dict[ListKey, tuple[int, int]]:
    """Return {(kind, key): (primary key, number of stories)} of those of these lists that exist."""
    if not keys:
        return {}
    conditions = " OR ".join(["(kind = %s AND key = %s AND language = %s)"] * len(keys))
    language = current_list_language()
    rows = _fetch(
        f"SELECT kind, key, id, stories FROM articles_storylist WHERE {conditions}",  # noqa: S608 - our own table
        [one for kind, key in keys for one in (kind.value, key, language)],
    )
    return {(ListKind(kind), key): (pk, stories) for kind, key, pk, stories in rows}


def find_largest(kind: ListKind, *, limit: int) -> dict[ListKey, int]:
    """Return {(kind, key): number of stories} of the largest lists of a kind."""
    rows = _fetch(_LARGEST, [kind.value, current_list_language(), limit])
    return {(kind, key): stories for key, stories in rows}


def name_lists(ids: Iterable[int], *, language: str, kinds: Iterable[ListKind]) -> dict[int, ListKey]:
    """Return {primary key: (kind, key)} of those of these lists that are in a language and of one of these kinds."""
    wanted, by_name = list(ids), {kind.value: kind for kind in kinds}
    marks, kind_marks = (", ".join(["%s"] * len(values)) for values in (wanted, by_name))
    rows = _fetch(
        f"SELECT id, kind, key FROM articles_storylist WHERE id IN ({marks}) AND language = %s AND kind IN ({kind_marks})",  # noqa: S608
        [*wanted, language, *by_name],
    )
    return {pk: (by_name[kind], key) for pk, kind, key in rows}


def name_tags(keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return {key of a list: (slug, name)} of tags."""
    return _name_rows("articles_tag", keys)


def name_authors(keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return {key of a list: (slug, name)} of authors."""
    return _name_rows("articles_author", keys)


def _name_rows(table: str, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return {key of a list: (slug, name)} of the rows of a table with these primary keys."""
    if not keys:
        return {}
    statement = f"SELECT id, slug, name FROM {table} WHERE id IN ({', '.join(['%s'] * len(keys))})"  # noqa: S608
    return {str(pk): (slug, name) for pk, slug, name in _fetch(statement, [int(key) for key in keys])}


def _fetch(statement: str, parameters: list[Any]) -> list[Any]:
    """Return the rows that a statement selects."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
