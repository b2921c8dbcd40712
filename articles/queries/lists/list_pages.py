"""A page of a list that readers see: entries of the read model, and their cards once they have been fetched."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from articles.domain.story_lists import MAX_PLACE, ListName, moment_of
from articles.queries.lists.pagination import CursorRejected
from articles.queries.read_model.story_lists import PAGE_SIZE, Entry, read_entries

_CURSOR = re.compile("[0-9]{1,19}")


@dataclass(frozen=True)
class MonthOfCards:
    """The cards of one month and its name ("March 2026")."""

    name: str
    joined_cards: SafeString


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its entries, the cursor of the next page ("" on the last), and whether it is the first.

    `markup` are the cards by the story's primary key; a story without one was withdrawn meanwhile and is left out.
    """

    entries: list[Entry]
    older: str = ""
    is_first: bool = True
    markup: Mapping[int, SafeString] = field(default_factory=dict)

    @property
    def keys(self) -> list[int]:
        """The primary keys of the page's stories, newest first."""
        return [entry.story for entry in self.entries]

    @property
    def begins_list(self) -> bool:
        """Whether this is the first page of a list that has at least one story."""
        return self.is_first and bool(self.entries)

    @property
    def joined_cards(self) -> SafeString:
        """The markup of all cards."""
        return _join_cards(self.entries, self.markup)

    @property
    def months(self) -> list[MonthOfCards]:
        """The page's cards by month of publication."""
        by_month = groupby(self.entries, key=_month_of)
        return [
            MonthOfCards(date_format(month, "F Y"), _join_cards(entries, self.markup)) for month, entries in by_month
        ]

    def with_cards(self, markup: Mapping[int, SafeString]) -> "ListPage":
        """Return the page with the cards of its stories, by primary key."""
        return replace(self, markup=markup)


def read_list_page(name: ListName, *, cursor: str = "", since: int = 0, before: int = MAX_PLACE) -> ListPage:
    """Read the page of a list that begins below `cursor`, within two places. Raises CursorRejected."""
    if cursor:
        if not _CURSOR.fullmatch(cursor) or int(cursor) > MAX_PLACE:
            raise CursorRejected(cursor)
        before = min(before, int(cursor))
    entries = read_entries(name, before=before, since=since, limit=PAGE_SIZE + 1)
    older = str(entries[PAGE_SIZE - 1].place) if len(entries) > PAGE_SIZE else ""
    return ListPage(entries[:PAGE_SIZE], older=older, is_first=not cursor)


def _join_cards(entries: Iterable[Entry], markup: Mapping[int, SafeString]) -> SafeString:
    """Join the cards of these entries, without those that have none."""
    return mark_safe("\n".join(markup[entry.story] for entry in entries if entry.story in markup))  # noqa: S308 - joined from markup


def _month_of(entry: Entry) -> datetime.date:
    """Return the first day of the month of an entry, in the newsroom's time zone."""
    return timezone.localdate(moment_of(entry.place)).replace(day=1)
