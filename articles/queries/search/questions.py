"""A question to the archive: words, the lists that a story must be on, and a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db import connection

from articles.domain.story_lists import MAX_PLACE
from articles.models.search_index import PARTS
from articles.queries.search.counted_words import NO_WORDS, MeasuredQuery
from articles.queries.search.syntax import HEADLINE, Condition, match_index, match_stored_text

_LOOKUP_COST: Final = 20  # of comparing the stored text of a story, in steps through the index to the next match
_MAX_BY_GIN: Final = 20_000  # rows that PostgreSQL fetches before it can put any of them in order


@dataclass(frozen=True)
class OnAnyOf:
    """The condition that a story is on at least one of these lists; `stories` is the sum of their numbers of stories."""

    lists: tuple[int, ...]
    stories: int


@dataclass(frozen=True)
class Question:
    """What stories are looked for: those that meet every condition, from the place `since` to below `before`.

    `on` has at least one condition. `measured` are the words. `parts` are where they must stand, and
    `not_in_headline` leaves out the stories that have all of them in the headline.
    """

    on: tuple[OnAnyOf, ...]
    measured: MeasuredQuery = NO_WORDS
    since: int = 0
    before: int = MAX_PLACE
    parts: Sequence[str] = PARTS
    not_in_headline: bool = False

    @property
    def has_words(self) -> bool:
        """Whether a story must have any words."""
        return bool(self.measured.query)

    @cached_property
    def smallest(self) -> OnAnyOf:
        """The condition that the fewest stories meet."""
        return min(self.on, key=lambda condition: condition.stories)

    @property
    def is_one_list(self) -> bool:
        """Whether the answer is a whole list, of which the number of stories is known."""
        lists = [condition.lists for condition in self.on]
        return (
            len(lists) == 1
            and len(lists[0]) == 1
            and not self.has_words
            and (self.since, self.before) == (0, MAX_PLACE)
        )

    @property
    def is_read_through_index(self) -> bool:
        """Whether the index of words finds the stories faster than the smallest list."""
        if not self.has_words or self.smallest.stories * _LOOKUP_COST < self.measured.rarest:
            return False
        return connection.vendor != "postgresql" or self.measured.rarest <= _MAX_BY_GIN

    def match_index(self) -> Condition:
        """Return the condition of the words for a search through the index."""
        query, endings = self.measured.query, self.measured.endings
        found = match_index(query, endings, parts=self.parts)
        if not self.not_in_headline:
            return found
        headline = match_index(query, endings, parts=HEADLINE)
        if connection.vendor == "postgresql":
            return Condition(f"{found.sql} AND NOT ({headline.sql})", [*found.parameters, *headline.parameters])
        return Condition(found.sql, [f"({found.parameters[0]}) NOT ({headline.parameters[0]})"])

    def match_stored_text(self) -> Condition:
        """Return the condition of the words on a row of the index that has been found by its place."""
        query, endings = self.measured.query, self.measured.endings
        found = match_stored_text(query, endings, parts=self.parts)
        if not self.not_in_headline:
            return found
        headline = match_stored_text(query, endings, parts=HEADLINE)
        return Condition(f"{found.sql} AND NOT ({headline.sql})", [*found.parameters, *headline.parameters])
