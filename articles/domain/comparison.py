"""Compare two Documents field by field."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from articles.domain.document import CountryLine, CreditLine, Document
from articles.domain.field_specs import FieldKind, specs_in_desk_order
from articles.lib.diff.body_diff import BlockChange, rewritings
from articles.lib.diff.word_diff import Run, differences
from articles.lib.text import measure

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class TextChange:
    """A field of plain text in both versions, and the words that lead from one to the other."""

    before: str
    after: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class ValueChange(Generic[Value]):
    """A field that has one value at a time; None when it had or has none."""

    before: Value
    after: Value


@dataclass(frozen=True)
class TagsChange:
    """Names of tags; `respelled` are (before, after) of those that differ in case alone."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    respelled: tuple[tuple[str, str], ...]
    reordered: bool


@dataclass(frozen=True)
class RoleChange(Generic[Key]):
    """Who or what (an Author's primary key, a country's code) has other roles than before (their values)."""

    key: Key
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class CreditsChange:
    """People who came, went, or did something else; `reordered` when those who stayed stand in another order."""

    added: tuple[CreditLine, ...]
    removed: tuple[CreditLine, ...]
    roles: tuple[RoleChange[int], ...]
    reordered: bool


@dataclass(frozen=True)
class CountriesChange:
    """Countries that came, went, or have another role; `reordered` when those that stayed stand in another order."""

    added: tuple[CountryLine, ...]
    removed: tuple[CountryLine, ...]
    roles: tuple[RoleChange[str], ...]
    reordered: bool


@dataclass(frozen=True)
class BodyChange:
    """What became of every block, in reading order, and how many words that is; moved words count as neither."""

    blocks: tuple[BlockChange, ...]
    words_added: int
    words_removed: int

    @property
    def only_formatting(self) -> bool:
        """Whether every word stayed where it was; only styles, links, elements or pictures are others."""
        return all(change.kind == "same" or change.only_formatting for change in self.blocks)


Change = TextChange | ValueChange[Any] | TagsChange | CreditsChange | CountriesChange | BodyChange


@dataclass(frozen=True)
class Comparison:
    """What was changed from one Document to another, by field, in the order in which the desk shows fields."""

    changes: Mapping[str, Change]

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the fields that were changed."""
        return tuple(self.changes)

    @property
    def body(self) -> BodyChange | None:
        """What became of the body; None if it stayed."""
        change = self.changes.get("body")
        return change if isinstance(change, BodyChange) else None

    def __bool__(self) -> bool:
        return bool(self.changes)


def compare(before: Document, after: Document) -> Comparison:
    """What was changed from one cleaned Document to another; falsy when nothing was. It asks the database nothing."""
    changes: dict[str, Change] = {}
    for name, spec in specs_in_desk_order(type(before)).items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            changes[name] = _COMPARED.get(spec.kind, ValueChange)(old, new)
    return Comparison(changes)


def _text(before: str, after: str) -> TextChange:
    return TextChange(before, after, differences(before, after))


def _body(before: str, after: str) -> BodyChange:
    changes = rewritings(before, after)
    # A moved block tells at its new place what was changed on the way.
    told = [change for change in changes if change.moved is None or change.kind == "added"]
    return BodyChange(changes, _words(told, "added"), _words(told, "removed"))


def _words(changes: list[BlockChange], kind: str) -> int:
    return sum(measure.words(run.text) for change in changes for run in change.runs if run.kind == kind)


def _tags(before: tuple[str, ...], after: tuple[str, ...]) -> TagsChange:
    old, new = ({tag.casefold(): tag for tag in tags} for tags in (before, after))
    return TagsChange(
        added=tuple(tag for key, tag in new.items() if key not in old),
        removed=tuple(tag for key, tag in old.items() if key not in new),
        respelled=tuple((tag, new[key]) for key, tag in old.items() if key in new and tag != new[key]),
        reordered=_reordered(list(old), list(new)),
    )


def _credits(before: tuple[CreditLine, ...], after: tuple[CreditLine, ...]) -> CreditsChange:
    old = roles_by_key((line.author, line.role) for line in before)
    new = roles_by_key((line.author, line.role) for line in after)
    return CreditsChange(
        added=tuple(line for line in after if line.author not in old),
        removed=tuple(line for line in before if line.author not in new),
        roles=_roles(old, new),
        reordered=_reordered(before, after),
    )


def _countries(before: tuple[CountryLine, ...], after: tuple[CountryLine, ...]) -> CountriesChange:
    old = roles_by_key((line.code, line.role) for line in before)
    new = roles_by_key((line.code, line.role) for line in after)
    return CountriesChange(
        added=tuple(line for line in after if line.code not in old),
        removed=tuple(line for line in before if line.code not in new),
        roles=_roles(old, new),
        reordered=_reordered(before, after),
    )


def roles_by_key(lines: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    """The roles of each person or country, in the order in which they are first named."""
    found: dict[Key, tuple[str, ...]] = {}
    for key, role in lines:
        found[key] = (*found.get(key, ()), role)
    return found


def _roles(old: Mapping[Key, tuple[str, ...]], new: Mapping[Key, tuple[str, ...]]) -> tuple[RoleChange[Key], ...]:
    return tuple(
        RoleChange(key, roles, new[key]) for key, roles in old.items() if key in new and set(roles) != set(new[key])
    )


def _reordered(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    shared = set(old) & set(new)
    return [item for item in old if item in shared] != [item for item in new if item in shared]


# A field of any other kind has one value at a time.
_COMPARED: Mapping[FieldKind, Callable[[Any, Any], Change]] = {
    FieldKind.TEXT: _text,
    FieldKind.BODY: _body,
    FieldKind.TAGS: _tags,
    FieldKind.PEOPLE: _credits,
    FieldKind.COUNTRIES: _countries,
}
