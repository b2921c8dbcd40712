"""Compare two Documents field by field."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from articles.domain.document import CleanDocument, CountryLine, CreditLine
from articles.domain.field_specs import FieldKind, specs_in_desk_order
from articles.lib.diff.body_diff import BlockChange, diff_bodies
from articles.lib.diff.word_diff import Run, diff_words
from articles.lib.text import measure

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class TextChange:
    """A plain text field in both versions, and the word runs that lead from one to the other."""

    before: str
    after: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class ValueChange(Generic[Value]):
    """A field with a single value; None if it had or has none."""

    before: Value
    after: Value


@dataclass(frozen=True)
class TagsChange:
    """Tag names; ``respelled`` holds (before, after) of those that differ only in case."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    respelled: tuple[tuple[str, str], ...]
    reordered: bool


@dataclass(frozen=True)
class RoleChange(Generic[Key]):
    """A person or country whose roles changed.

    ``key`` is an Author's primary key or a country's code; ``before`` and ``after`` are role values.
    """

    key: Key
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class CreditsChange:
    """Credits added, removed or changed in role; ``reordered`` if the order of the remaining ones changed."""

    added: tuple[CreditLine, ...]
    removed: tuple[CreditLine, ...]
    roles: tuple[RoleChange[int], ...]
    reordered: bool


@dataclass(frozen=True)
class CountriesChange:
    """Countries added, removed or changed in role; ``reordered`` if the order of the remaining ones changed."""

    added: tuple[CountryLine, ...]
    removed: tuple[CountryLine, ...]
    roles: tuple[RoleChange[str], ...]
    reordered: bool


@dataclass(frozen=True)
class BodyChange:
    """The change of every block, in reading order, and how many words were added and removed.

    Moved words are not counted.
    """

    blocks: tuple[BlockChange, ...]
    words_added: int
    words_removed: int

    @property
    def only_formatting(self) -> bool:
        """Whether every word stayed and only styles, links, elements or pictures changed."""
        return all(change.kind == "same" or change.only_formatting for change in self.blocks)


Change = TextChange | ValueChange[Any] | TagsChange | CreditsChange | CountriesChange | BodyChange


@dataclass(frozen=True)
class Comparison:
    """The changes from one Document to another by field, in the order in which the desk shows fields."""

    changes: Mapping[str, Change]

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the changed fields, in the order in which the desk shows fields."""
        return tuple(self.changes)

    @property
    def body(self) -> BodyChange | None:
        """The change of the body; None if the body is unchanged."""
        change = self.changes.get("body")
        return change if isinstance(change, BodyChange) else None

    def __bool__(self) -> bool:
        return bool(self.changes)


def compare(before: CleanDocument, after: CleanDocument) -> Comparison:
    """Return the changes from one Document to another, field by field; falsy if they are equal. No queries."""
    changes: dict[str, Change] = {}
    for name, spec in specs_in_desk_order(type(before)).items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            changes[name] = _COMPARE_BY_KIND.get(spec.kind, ValueChange)(old, new)
    return Comparison(changes)


def _compare_text(before: str, after: str) -> TextChange:
    """Return two versions of a plain text, with the runs of words that stayed, were added or were removed."""
    return TextChange(before, after, diff_words(before, after))


def _compare_body(before: str, after: str) -> BodyChange:
    """Return the changes between two HTML bodies block by block, with the numbers of words added and removed."""
    changes = diff_bodies(before, after)
    # A moved block has its changes at its new place.
    counted = [change for change in changes if change.moved is None or change.kind == "added"]
    return BodyChange(changes, _count_run_words(counted, "added"), _count_run_words(counted, "removed"))


def _count_run_words(changes: list[BlockChange], kind: str) -> int:
    """Count the words in all runs of one kind ("added" or "removed") of these block changes."""
    return sum(measure.count_words(run.text) for change in changes for run in change.runs if run.kind == kind)


def _compare_tags(before: tuple[str, ...], after: tuple[str, ...]) -> TagsChange:
    """Return which tag names were added, removed, spelt in other case or reordered between two lists."""
    old, new = ({tag.casefold(): tag for tag in tags} for tags in (before, after))
    return TagsChange(
        added=tuple(tag for key, tag in new.items() if key not in old),
        removed=tuple(tag for key, tag in old.items() if key not in new),
        respelled=tuple((tag, new[key]) for key, tag in old.items() if key in new and tag != new[key]),
        reordered=_is_reordered(list(old), list(new)),
    )


def _compare_credits(before: tuple[CreditLine, ...], after: tuple[CreditLine, ...]) -> CreditsChange:
    """Return which credits were added, removed, changed in role or reordered between two lists."""
    old = roles_by_key((line.author, line.role) for line in before)
    new = roles_by_key((line.author, line.role) for line in after)
    return CreditsChange(
        added=tuple(line for line in after if line.author not in old),
        removed=tuple(line for line in before if line.author not in new),
        roles=_compare_roles(old, new),
        reordered=_is_reordered(before, after),
    )


def _compare_countries(before: tuple[CountryLine, ...], after: tuple[CountryLine, ...]) -> CountriesChange:
    """Return which countries were added, removed, changed in role or reordered between two lists."""
    old = roles_by_key((line.code, line.role) for line in before)
    new = roles_by_key((line.code, line.role) for line in after)
    return CountriesChange(
        added=tuple(line for line in after if line.code not in old),
        removed=tuple(line for line in before if line.code not in new),
        roles=_compare_roles(old, new),
        reordered=_is_reordered(before, after),
    )


def roles_by_key(pairs: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    """Group (person or country, role) pairs as {person or country: roles}, in the order of first mention."""
    roles: dict[Key, tuple[str, ...]] = {}
    for key, role in pairs:
        roles[key] = (*roles.get(key, ()), role)
    return roles


def _compare_roles(
    old: Mapping[Key, tuple[str, ...]], new: Mapping[Key, tuple[str, ...]]
) -> tuple[RoleChange[Key], ...]:
    """Return a RoleChange for each person or country that both versions have, in different roles."""
    return tuple(
        RoleChange(key, roles, new[key]) for key, roles in old.items() if key in new and set(roles) != set(new[key])
    )


def _is_reordered(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Tell whether the items that two versions share are in a different order."""
    shared = set(old) & set(new)
    return [item for item in old if item in shared] != [item for item in new if item in shared]


# A field of any other kind has one value at a time.
_COMPARE_BY_KIND: Mapping[FieldKind, Callable[[Any, Any], Change]] = {
    FieldKind.TEXT: _compare_text,
    FieldKind.BODY: _compare_body,
    FieldKind.TAGS: _compare_tags,
    FieldKind.PEOPLE: _compare_credits,
    FieldKind.COUNTRIES: _compare_countries,
}
