"""Describe the change of one field as a line of unchanged, added and removed words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext, pgettext

from articles.domain.comparison import BodyChange, compare
from articles.domain.document import CleanDocument
from articles.domain.field_specs import FieldKind, FieldSpec, MergeBy, field_specs
from articles.lib.diff.body_diff import BlockChange
from articles.lib.diff.word_diff import diff_words
from articles.queries.history.names import Names


class Words(NamedTuple):
    """A part of a line: "same", "added" or "removed" words, or a "note" by the desk."""

    kind: str
    text: str


Line = Sequence[Words]


@dataclass(frozen=True)
class FieldLines:
    """The changes of one field in lines; an empty line stands for unchanged paragraphs."""

    label: str
    lines: Sequence[Line]


def describe_in_lines(before: CleanDocument, after: CleanDocument) -> list[FieldLines]:
    """Describe all changes between two Documents as lines, in the desk's order of fields."""
    names, comparison = Names.of(before, after), compare(before, after)
    specs = field_specs(type(before))
    return [
        FieldLines(
            str(specs[name].label),
            body_lines(change.blocks)
            if isinstance(change, BodyChange)
            else [field_line(specs[name], getattr(before, name), getattr(after, name), names)],
        )
        for name, change in comparison.changes.items()
    ]


def field_line(spec: FieldSpec, before: Any, after: Any, names: Names) -> Line:
    """Describe the change of one field other than the body."""
    if spec.merge is MergeBy.MEMBERS:
        return members_line(names.members(spec.kind, before), names.members(spec.kind, after))
    old, new = names.value(spec, before), names.value(spec, after)
    return text_line(old, new) if spec.kind is FieldKind.TEXT else value_line(old, new)


def text_line(old: str, new: str) -> Line:
    """Compare two plain texts word by word."""
    return [Words(run.kind, run.text) for run in diff_words(old, new)]


def value_line(old: str, new: str) -> Line:
    """Show one value replacing another."""
    return [words for words in (Words("removed", old), Words("same", " "), Words("added", new)) if words.text]


def members_line(before: Sequence[str], after: Sequence[str]) -> Line:
    """Show the added and removed members; if only the order changed, both orders."""
    if set(before) == set(after):
        return value_line(join_members(before), join_members(after))
    line: list[Words] = []
    for member in dict.fromkeys([*after, *before]):
        kind = "same" if member in before and member in after else "added" if member in after else "removed"
        line += [Words("same", join_members(["", ""]))] * bool(line) + [Words(kind, member)]
    return line


def join_members(members: Sequence[str]) -> str:
    """Join the members of a field with the comma of the page's language."""
    return pgettext("between the members of a field", ", ").join(members)


def body_lines(changes: Sequence[BlockChange]) -> list[Line]:
    """Describe the changed blocks of a body; an empty line stands for unchanged ones."""
    lines: list[Line] = []
    for change in changes:
        if change.kind != "same":
            lines.append(block_line(change))
        elif not lines or lines[-1]:
            lines.append([])
    return lines


def block_line(change: BlockChange) -> Line:
    """Describe the change of one block of a body as a line."""
    line = [Words(run.kind, run.text) for run in change.runs] or [Words("note", gettext("A picture or a line"))]
    return [*line, Words("note", gettext("only the formatting"))] if change.only_formatting else line
