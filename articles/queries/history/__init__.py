"""Describe the step from one version to another, by names instead of keys.

Two queries for readers and at most four for the desk, however much was changed. `field_changes` describes fields,
`body_changes` the body, `change_lines` a field in one line (for unsaved text and merges); all use `names`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.domain.comparison import compare
from articles.domain.document import CleanDocument
from articles.domain.field_specs import FieldSpec, field_specs
from articles.queries.history.body_changes import Stretch, stretches
from articles.queries.history.field_changes import FieldChange, field_changes
from articles.queries.history.names import Names

__all__ = [
    "MAX_BODY_LENGTH",
    "ChangeSet",
    "FieldChange",
    "Names",
    "Stretch",
    "describe_changes",
    "describe_public_changes",
]

MAX_BODY_LENGTH = 200_000  # characters; a longer body is not compared word by word


@dataclass(frozen=True)
class ChangeSet:
    """The changes between two versions, ready for a template.

    `body` is the whole body in order; empty if it is unchanged or `too_long` to compare.
    """

    fields: tuple[FieldChange, ...]
    body: tuple[Stretch, ...] = ()
    words_added: int = 0
    words_removed: int = 0
    only_formatting: bool = False
    too_long: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the two versions have no differences."""
        return not (self.fields or self.body or self.too_long)

    @property
    def first_fields(self) -> list[FieldChange]:
        """The changed fields above the body on the writing page."""
        return [field for field in self.fields if field.above_body]

    @property
    def other_fields(self) -> list[FieldChange]:
        """The changed fields beside and below the body on the writing page."""
        return [field for field in self.fields if not field.above_body]


def describe_changes(before: CleanDocument, after: CleanDocument) -> ChangeSet:
    """Describe all changes between two Documents, for the desk."""
    return _describe_fields(before, after, Names.of(before, after), field_specs(type(before)))


def describe_public_changes(before: CleanDocument, after: CleanDocument) -> ChangeSet:
    """Describe the changes between two Documents without internal fields and picture names, for readers."""
    visible = {name: spec for name, spec in field_specs(type(before)).items() if spec.readers_see}
    return _describe_fields(before, after, Names.for_readers(before, after), visible)


def _describe_fields(
    before: CleanDocument, after: CleanDocument, names: Names, specs: Mapping[str, FieldSpec]
) -> ChangeSet:
    """Describe the changes of the fields in `specs`; a body that would take too long to compare is left out."""
    too_long = before.body != after.body and max(len(before.body), len(after.body)) > MAX_BODY_LENGTH
    if too_long:
        before, after = replace(before, body=""), replace(after, body="")
    comparison = compare(before, after)
    fields = tuple(field_changes(comparison, names, specs))
    body = comparison.body
    if body is None:
        return ChangeSet(fields, too_long=too_long)
    return ChangeSet(
        fields,
        tuple(stretches(body.blocks, names)),
        words_added=body.words_added,
        words_removed=body.words_removed,
        only_formatting=body.only_formatting,
    )
