"""Compares two Documents field by field: what a history, or the reader of a correction, is shown of a step between two."""

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from articles.domain.document import CountryLine, CreditLine, Document, Original
from articles.lib.diff.body_diff import BlockChange, diff_bodies
from articles.lib.diff.word_diff import Run, diff_words
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


@dataclass(frozen=True)
class Comparison:
    """What was changed from one Document to another, in the order in which the desk shows it; None for what was not."""

    headline: TextChange | None = None
    standfirst: TextChange | None = None
    label: TextChange | None = None
    genre: ValueChange[str] | None = None
    credits: CreditsChange | None = None
    dateline: TextChange | None = None
    dated: ValueChange[datetime.date | None] | None = None
    lead_image: ValueChange[int | None] | None = None
    body: BodyChange | None = None
    section: ValueChange[int | None] | None = None
    countries: CountriesChange | None = None
    tags: TagsChange | None = None
    language: ValueChange[str] | None = None
    original: ValueChange[Original | None] | None = None
    slug: TextChange | None = None
    backstory: TextChange | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the fields that were changed."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) is not None)

    def __bool__(self) -> bool:
        return bool(self.changed)


TEXTS = ("headline", "standfirst", "label", "dateline", "slug", "backstory")
_VALUES = ("genre", "dated", "lead_image", "section", "language", "original")


def compare(before: Document, after: Document) -> Comparison:
    """What was changed from one cleaned Document to another; falsy when nothing was. It asks the database nothing."""
    found: dict[str, Any] = {}
    for name in TEXTS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found[name] = TextChange(old, new, diff_words(old, new))
    for name in _VALUES:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found[name] = ValueChange(old, new)
    if before.tags != after.tags:
        found["tags"] = _tags(before.tags, after.tags)
    if before.credits != after.credits:
        found["credits"] = _credits(before.credits, after.credits)
    if before.countries != after.countries:
        found["countries"] = _countries(before.countries, after.countries)
    if before.body != after.body:
        found["body"] = _body(before.body, after.body)
    return Comparison(**found)


def _body(before: str, after: str) -> BodyChange:
    changes = diff_bodies(before, after)
    # A moved block tells at its new place what was changed on the way.
    told = [change for change in changes if change.moved is None or change.kind == "added"]
    return BodyChange(changes, _words(told, "added"), _words(told, "removed"))


def _words(changes: list[BlockChange], kind: str) -> int:
    return sum(measure.count_words(run.text) for change in changes for run in change.runs if run.kind == kind)


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
