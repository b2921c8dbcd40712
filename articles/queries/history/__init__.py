"""Describe the step from one version to another, by names instead of keys.

It only reads: two queries for readers, at most four for the desk, whatever was changed. Inside, from the top down:
fields, body, lines (a field in a line, as the desk shows unsaved words and a merge); names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.domain.comparison import compare
from articles.domain.document import CleanDocument
from articles.domain.field_specs import FieldSpec, field_specs
from articles.queries.history.body_changes import Stretch, stretches
from articles.queries.history.field_changes import FieldChange, field_changes
from articles.queries.history.names import Names

__all__ = ["LONGEST", "FieldChange", "Names", "Stretch", "Told", "told", "told_to_readers"]

LONGEST = 200_000  # characters of a body; a longer one is not compared word by word


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
        return [field for field in self.fields if field.above_body]

    @property
    def other_fields(self) -> list[FieldChange]:
        """What stands beside and under it."""
        return [field for field in self.fields if not field.above_body]


def told(before: CleanDocument, after: CleanDocument) -> Told:
    """Everything that was changed, for the desk."""
    return _told(before, after, Names.of(before, after), field_specs(type(before)))


def told_to_readers(before: CleanDocument, after: CleanDocument) -> Told:
    """What readers could see of the change: neither the desk's own facts, nor what a picture is called."""
    visible = {name: spec for name, spec in field_specs(type(before)).items() if spec.readers_see}
    return _told(before, after, Names.for_readers(before, after), visible)


def _told(before: CleanDocument, after: CleanDocument, names: Names, specs: Mapping[str, FieldSpec]) -> Told:
    """What became of the fields that `specs` holds; a body that would take too long to compare is left out."""
    too_long = before.body != after.body and max(len(before.body), len(after.body)) > LONGEST
    if too_long:
        before, after = replace(before, body=""), replace(after, body="")
    comparison = compare(before, after)
    fields = tuple(field_changes(comparison, names, specs))
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
