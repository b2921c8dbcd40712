"""Describe the step from one version to another, by names instead of keys.

It only reads: two queries for readers, at most four for the desk, whatever was changed. Inside, from the top down:
fields, body, lines (a field in a line, as the desk shows unsaved words and a merge); names.
"""

from dataclasses import dataclass, replace
from typing import Any

from articles.domain.comparison import Comparison, compare
from articles.domain.document import Document
from articles.queries.history.body_changes import Stretch, stretches
from articles.queries.history.field_changes import FieldChange, field_changes, title
from articles.queries.history.names import Names

__all__ = ["LONGEST", "FieldChange", "Names", "Stretch", "Told", "title", "told", "told_to_readers"]

LONGEST = 200_000  # characters of a body; a longer one is not compared word by word
_FOR_THE_DESK = ("slug", "dated", "language", "original", "genre")


@dataclass(frozen=True)
class Told:
    """What was changed, ready for a page.

    `body` is the whole text from its beginning to its end, empty when the body stayed or is `too_long` to be compared.
    """

    fields: tuple[FieldChange, ...]
    body: tuple[Stretch, ...] = ()
    words_added: int = 0
    words_removed: int = 0
    only_formatting: bool = False
    too_long: bool = False

    @property
    def nothing(self) -> bool:
        """Whether both versions are the same."""
        return not (self.fields or self.body or self.too_long)

    @property
    def first_fields(self) -> list[FieldChange]:
        """What stands over the body."""
        return [field for field in self.fields if field.name in {"headline", "standfirst", "label", "dateline"}]

    @property
    def other_fields(self) -> list[FieldChange]:
        """What stands beside and under it."""
        return [field for field in self.fields if field not in self.first_fields]


def told(before: Document, after: Document) -> Told:
    """Everything that was changed, for the desk."""
    comparison, too_long = _compared(before, after)
    return _told(comparison, Names.of(before, after), too_long=too_long)


def told_to_readers(before: Document, after: Document) -> Told:
    """What readers could see of the change: neither the desk's own facts, nor what a picture is called."""
    comparison, too_long = _compared(before, after)
    hidden: dict[str, Any] = dict.fromkeys(_FOR_THE_DESK)
    return _told(replace(comparison, **hidden), Names.for_readers(before, after), too_long=too_long)


def _compared(before: Document, after: Document) -> tuple[Comparison, bool]:
    """The comparison, and whether a body was left out of it because it would take too long."""
    too_long = before.body != after.body and max(len(before.body), len(after.body)) > LONGEST
    if too_long:
        before, after = replace(before, body=""), replace(after, body="")
    return compare(before, after), too_long


def _told(comparison: Comparison, names: Names, *, too_long: bool) -> Told:
    fields = tuple(field_changes(comparison, names))
    body = comparison.body
    if body is None:
        return Told(fields, too_long=too_long)
    return Told(
        fields,
        tuple(stretches(body.blocks, names)),
        words_added=body.words_added,
        words_removed=body.words_removed,
        only_formatting=body.only_formatting,
    )
