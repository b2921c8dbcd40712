"""Make and store fragments of stories' pages; those of another version are made again when they are first read."""

import logging
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from django.db import DatabaseError, connection, transaction

from articles.models import PublicStory, StoryFragment
from articles.queries.read_model import story_fragments
from articles.queries.read_model.story_fragments import Maker
from articles.queries.release import release

logger = logging.getLogger(__name__)

_READ = (
    "SELECT story_id, name, content FROM articles_storyfragment "
    "WHERE story_id IN ({}) AND name IN ({}) AND made_by = %s"
)
_WRITE = (
    "INSERT INTO articles_storyfragment (story_id, name, made_by, content) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (story_id, name) DO UPDATE SET made_by = excluded.made_by, content = excluded.content"
)
_MIN_COMPRESSED: Final = 2_000  # bytes; shorter ones are read many at a time
_ZLIB = b"x\x9c"


def fetch_fragments(keys: Sequence[int], name: str, make: Maker | None = None) -> dict[int, str]:
    """Return {primary key of a public story: its fragment}; those that are missing are made, and stored.

    `make` makes one whose name is not in `story_fragments.MAKERS`. Names of others are still tokens. A story that
    isn't public has no fragment.
    """
    return fetch_page_of_fragments({name: keys}, {name: make} if make else {})[name]


def fetch_page_of_fragments(
    wanted: Mapping[str, Sequence[int]], makers: Mapping[str, Maker] = story_fragments.MAKERS
) -> dict[str, dict[int, str]]:
    """Return {name: {primary key: fragment}} of all fragments that one page shows, as `fetch_fragments` does; one query."""
    found = _read(wanted)
    for name, keys in wanted.items():
        missing = [key for key in keys if key not in found[name]]
        if missing:
            found[name] |= _make_and_store(missing, name, makers.get(name) or story_fragments.MAKERS[name])
    return found


def make_fragments(key: int) -> None:
    """Make what the page and the lists show of a story that is just being published."""
    story = story_fragments.stories_to_show([key])[0]
    for name in story_fragments.MADE_AT_PUBLICATION:
        _store(name, {key: story_fragments.MAKERS[name](story)})


def drop_fragments(keys: Iterable[int], *, name: str = "") -> None:
    """Delete the fragments of stories, or those of one name; they are made again when they are first read."""
    stories = list(keys)
    _lock_stories(stories)
    fragments = StoryFragment.objects.filter(story__in=stories)
    (fragments.filter(name=name) if name else fragments).delete()


def _read(wanted: Mapping[str, Sequence[int]]) -> dict[str, dict[int, str]]:
    """Return {name: {primary key: fragment}} of the stored fragments of this version; one query."""
    found: dict[str, dict[int, str]] = {name: {} for name in wanted}
    stories = sorted({key for keys in wanted.values() for key in keys})
    if not stories:
        return found
    statement = _READ.format(_marks(stories), _marks(wanted))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*stories, *wanted, release()])
        for key, name, content in cursor.fetchall():
            found[name][key] = _unpack(bytes(content))
    return found


def _marks(values: Collection[object]) -> str:
    """Return a placeholder for each of these values."""
    return ", ".join(["%s"] * len(values))


def _make_and_store(keys: Sequence[int], name: str, make: Maker) -> dict[int, str]:
    """Make fragments and store them. A database that can't be written to costs time, never a page."""
    try:
        with transaction.atomic():
            # A publication that changes one of these stories waits, so nothing that it replaces is stored after it.
            entered = _lock_stories(keys)
            made = {story.pk: make(story) for story in story_fragments.stories_to_show(keys)}
            _store(name, {key: markup for key, markup in made.items() if key in entered})
    except DatabaseError:
        logger.exception("Fragments of %s stories could not be stored.", len(keys))
        made = {story.pk: make(story) for story in story_fragments.stories_to_show(keys)}
    return made


def _lock_stories(keys: Sequence[int]) -> set[int]:
    """Lock the read model's rows of these stories, in one order, until the transaction ends; return those that are there."""
    rows = PublicStory.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return set(rows.values_list("pk", flat=True))


def _store(name: str, made: Mapping[int, str]) -> None:
    """Store fragments as made by this version."""
    version = release()
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, [(key, name, version, _pack(text)) for key, text in made.items()])


def _pack(text: str) -> bytes:
    """Encode a fragment, compressed if it is long."""
    content = text.encode()
    return zlib.compress(content) if len(content) >= _MIN_COMPRESSED else content


def _unpack(content: bytes) -> str:
    """Decode a fragment. No UTF-8 text begins as compressed content does."""
    return (zlib.decompress(content) if content.startswith(_ZLIB) else content).decode()
