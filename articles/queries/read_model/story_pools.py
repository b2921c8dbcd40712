"""The newest stories of lists at any time: those that are public, and those that are scheduled to be public by then."""

import datetime
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from django.conf import settings
from django.utils import timezone

from articles.domain.story_lists import MAX_PLACE, TIES, ListKind, ListName, first_place
from articles.models import Article, PublicStory
from articles.queries.read_model.membership import countries_of_stories, lists_of_stories
from articles.queries.read_model.story_lists import (
    Entry,
    current_list_language,
    name_list,
    read_entries,
    read_first_entries,
)

POOL_SIZE: Final = 40  # newest stories of a list that may fill a slot
_FIRST_PART: Final = 20
_SAMPLE_SIZE: Final = 60  # newest stories that decide which countries are in the news


class StoryPools:
    """The newest stories that readers see at a time, from which the slots of the front page are filled.

    In the language of the page; on the pages in the site's own language, in all languages if there are none in that one.
    """

    def __init__(self, moment: datetime.datetime | None, *, extra: int = 0) -> None:
        """Prepare the pools for a time, now if None; each holds `extra` stories more than may be needed."""
        self._moment = moment
        self._size, self._first_part = POOL_SIZE + extra, _FIRST_PART + extra
        self._first_parts: dict[ListName, list[Entry]] = {}
        self._language = current_list_language()
        self._before = first_place(moment) + TIES if moment and moment <= timezone.now() else MAX_PLACE

    @cached_property
    def newest(self) -> list[Entry]:
        """The newest stories, at least as many as decide which countries are in the news."""
        return self._newest_in_every_language if self._shows_every_language else self._newest_in_language

    def read_ahead(self, lists: Iterable[tuple[ListKind, object]]) -> None:
        """Read what most slots need of these lists, by one query for all."""
        names = list(dict.fromkeys(name_list(kind, key) for kind, key in lists))
        self._first_parts |= read_first_entries(names, before=self._before, limit=self._first_part)

    def keys(self, kind: ListKind, key: object) -> Iterator[int]:
        """Yield the primary keys of the newest stories of a list in the language of the page."""
        for entry in self._read_by_parts(name_list(kind, key)):
            if entry.language == self._language or self._shows_every_language:
                yield entry.story

    def public_among(self, keys: list[int]) -> list[int]:
        """Return those of these stories that readers see at the time and the page may show."""
        if not keys:
            return []
        public = PublicStory.objects.filter(pk__in=keys, place__lt=self._before)
        scheduled = {entry.story: names for entry, names in self._scheduled}
        if self._shows_every_language:
            return [*public.values_list("pk", flat=True), *(key for key in keys if key in scheduled)]
        shown = public.filter(list_language=self._language).values_list("pk", flat=True)
        here = name_list(ListKind.ALL)
        return [*shown, *(key for key in keys if here in scheduled.get(key, set()))]

    @cached_property
    def _newest_in_language(self) -> list[Entry]:
        """The newest stories in the language of the page."""
        entries = self._read(name_list(ListKind.ALL), size=max(self._size, _SAMPLE_SIZE))
        return [entry for entry in entries if entry.language == self._language]

    @cached_property
    def _newest_in_every_language(self) -> list[Entry]:
        """The newest stories in any language."""
        return self._read(ListName(ListKind.ALL, "", ""))

    @cached_property
    def _shows_every_language(self) -> bool:
        """Whether the page shows stories in all languages, since there are none in its own, which is the site's."""
        return self._language == settings.LANGUAGE_CODE and not self._newest_in_language

    def _read(self, name: ListName, *, size: int = 0) -> list[Entry]:
        """Return the newest entries of a list at the time."""
        return [*self._foresee(name), *read_entries(name, before=self._before, limit=size or self._size)]

    def _read_by_parts(self, name: ListName) -> Iterator[Entry]:
        """Yield the newest entries of a list at the time, of which most slots need only a few."""
        yield from self._foresee(name)
        if name not in self._first_parts:
            self._first_parts[name] = read_entries(name, before=self._before, limit=self._first_part)
        first = self._first_parts[name]
        yield from first
        if len(first) == self._first_part:
            yield from read_entries(name, before=first[-1].place, limit=self._size - self._first_part)

    def _foresee(self, name: ListName) -> list[Entry]:
        """Return the entries that a list will have by the time."""
        return [entry for entry, names in self._scheduled if name in names]

    @cached_property
    def _scheduled(self) -> list[tuple[Entry, set[ListName]]]:
        """The stories that will be public by the time and have not entered their lists yet, each with its lists."""
        if self._moment is None:
            return []
        stories = list(Article.objects.published(self._moment).filter(public_story=None).newest_first())
        lists, countries = lists_of_stories(stories), countries_of_stories([story.pk for story in stories])
        return [(_foresee_entry(story, countries.get(story.pk, [])), lists[story.pk]) for story in stories]


def _foresee_entry(story: Article, countries: list[tuple[str, str]]) -> Entry:
    """Return the entry that a scheduled story will have in its lists."""
    about = " ".join(code for code, role in countries if role == "about")
    return Entry(story.pk, MAX_PLACE, story.language, story.lead_image_id is not None, about)
