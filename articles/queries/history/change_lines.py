"""How a change of one field is told in a line: the words that stayed, came and went, and the desk's own between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext, pgettext

from articles.domain.comparison import TEXTS, compare
from articles.domain.document import Document
from articles.lib.diff.body_diff import BlockChange
from articles.lib.diff.word_diff import diff_words
from articles.queries.history.field_changes import title
from articles.queries.history.names import Names

SETS = frozenset({"credits", "countries", "tags"})


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


def told_in_lines(before: Document, after: Document) -> list[InLines]:
    """What was changed from one cleaned Document to another, in the order in which the desk shows it."""
    names, comparison = Names.of(before, after), compare(before, after)
    return [
        InLines(
            title(name),
            blocks(comparison.body.blocks)
            if name == "body" and comparison.body
            else [field(name, getattr(before, name), getattr(after, name), names)],
        )
        for name in comparison.changed
    ]


def field(name: str, before: Any, after: Any, names: Names) -> Line:
    """What became of a field beside the body."""
    if name in SETS:
        return members(names.members(name, before), names.members(name, after))
    old, new = names.value(name, before), names.value(name, after)
    return rewritten(old, new) if name in TEXTS else swapped(old, new)


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
