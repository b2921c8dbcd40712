"""Describe the change of one field as a line of kept, added and removed words."""

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
    """A stretch of a line: words that stayed ("same"), came ("added") or went ("removed"), or the desk's own ("note")."""

    kind: str
    text: str


Line = Sequence[Words]


@dataclass(frozen=True)
class InLines:
    """What became of one field; an empty line stands for paragraphs that stayed as they were."""

    label: str
    lines: Sequence[Line]


def told_in_lines(before: CleanDocument, after: CleanDocument) -> list[InLines]:
    """What was changed from one Document to another, in the order in which the desk shows it."""
    names, comparison = Names.of(before, after), compare(before, after)
    specs = field_specs(type(before))
    return [
        InLines(
            str(specs[name].label),
            blocks(change.blocks)
            if isinstance(change, BodyChange)
            else [field(specs[name], getattr(before, name), getattr(after, name), names)],
        )
        for name, change in comparison.changes.items()
    ]


def field(spec: FieldSpec, before: Any, after: Any, names: Names) -> Line:
    """What became of a field beside the body."""
    if spec.merge is MergeBy.MEMBERS:
        return members(names.members(spec.kind, before), names.members(spec.kind, after))
    old, new = names.value(spec, before), names.value(spec, after)
    return rewritten(old, new) if spec.kind is FieldKind.TEXT else swapped(old, new)


def rewritten(old: str, new: str) -> Line:
    """A plain text, word by word."""
    return [Words(run.kind, run.text) for run in diff_words(old, new)]


def swapped(old: str, new: str) -> Line:
    """One value in place of another."""
    return [one for one in (Words("removed", old), Words("same", " "), Words("added", new)) if one.text]


def members(before: Sequence[str], after: Sequence[str]) -> Line:
    """Members that came and went; when only their order was changed, both orders."""
    if set(before) == set(after):
        return swapped(in_a_row(before), in_a_row(after))
    line: list[Words] = []
    for one in dict.fromkeys([*after, *before]):
        kind = "same" if one in before and one in after else "added" if one in after else "removed"
        line += [Words("same", in_a_row(["", ""]))] * bool(line) + [Words(kind, one)]
    return line


def in_a_row(said: Sequence[str]) -> str:
    """The members of a field, one after the other."""
    return pgettext("between the members of a field", ", ").join(said)


def blocks(changes: Sequence[BlockChange]) -> list[Line]:
    """The blocks of a body that were changed; an empty line stands for those that were not."""
    lines: list[Line] = []
    for change in changes:
        if change.kind != "same":
            lines.append(block(change))
        elif not lines or lines[-1]:
            lines.append([])
    return lines


def block(change: BlockChange) -> Line:
    """What became of one block of a body."""
    line = [Words(run.kind, run.text) for run in change.runs] or [Words("note", gettext("A picture or a line"))]
    return [*line, Words("note", gettext("only the formatting"))] if change.only_formatting else line
