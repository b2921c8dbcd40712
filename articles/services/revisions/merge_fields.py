"""Merge strategies of a Document's fields: single value, set, paragraphs."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from articles.lib.diff.paragraph_merge import Part, Resolved

Choice = Literal["mine", "theirs", "both"]
ONE_OF_TWO: tuple[Choice, ...] = ("mine", "theirs")
ANY: tuple[Choice, ...] = ("mine", "theirs", "both")


@dataclass(frozen=True)
class MergePlace:
    """One place of a Document in three versions; a conflict unless `agreed`.

    `key` identifies it in choices: "headline", "countries.PK", "credits.12", "tags.water", "tags" (the order), "body.1".
    The three versions are values of the field; for body and backstory, tuples of blocks, possibly empty; for a member
    of a set, its role, roles or spelling, None if it is not in the set; for an order, the keys in that order.
    """

    key: str
    field: str
    base: object
    mine: object
    theirs: object
    choices: tuple[Choice, ...] = ONE_OF_TWO

    @property
    def agreed(self) -> bool:
        """Whether there is nothing to choose: at most one side changed it, or both did in the same way."""
        return self.mine == self.theirs or self.base in (self.mine, self.theirs)

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the changed or the chosen value."""
        if self.agreed:
            return self.mine if self.theirs == self.base else self.theirs
        return self.mine if choices[self.key] == "mine" else self.theirs


class Field(Protocol):
    """A field of the merged Document."""

    @property
    def conflicts(self) -> tuple[MergePlace, ...]:
        """The places where a person must choose."""

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the value, given a choice for the key of each conflict."""


@dataclass(frozen=True)
class Single:
    """A field with a single value."""

    value: MergePlace

    @property
    def conflicts(self) -> tuple[MergePlace, ...]:
        """The field itself, if both changed it in different ways."""
        return () if self.value.agreed else (self.value,)

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the changed or the chosen value."""
        return self.value.resolve(choices)


@dataclass(frozen=True)
class Members:
    """An ordered set, as {key: value of the member} for each version; `build` makes the field's value of such a dict."""

    name: str
    base: Mapping[Any, object]
    mine: Mapping[Any, object]
    theirs: Mapping[Any, object]
    build: Callable[[Mapping[Any, Any]], object]

    @property
    def conflicts(self) -> tuple[MergePlace, ...]:
        """The members that both changed in different ways, and the order if both changed it."""
        return tuple(place for place in (*self._members().values(), self._order()) if not place.agreed)

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the merged set in the order of the side that changed it; new members follow their predecessor."""
        values = {key: place.resolve(choices) for key, place in self._members().items()}
        sides = [list(self.mine), list(self.theirs)]
        order = self._order()
        if order.resolve(choices) != order.mine:
            sides.reverse()
        return self.build({key: values[key] for key in _interleave(*sides) if values[key] is not None})

    def _members(self) -> dict[Hashable, MergePlace]:
        return {
            key: MergePlace(
                f"{self.name}.{key}", self.name, self.base.get(key), self.mine.get(key), self.theirs.get(key)
            )
            for key in (*self.base, *self.mine, *self.theirs)
        }

    def _order(self) -> MergePlace:
        """Return the order of the members that are in all three versions."""
        base, mine, theirs = (
            tuple(key for key in version if key in self.base and key in self.mine and key in self.theirs)
            for version in (self.base, self.mine, self.theirs)
        )
        return MergePlace(self.name, self.name, base, mine, theirs)


@dataclass(frozen=True)
class Paragraphs:
    """A text of several blocks; `join` makes the field's value of them."""

    name: str
    parts: tuple[Part, ...]
    join: Callable[[Sequence[str]], str]

    @property
    def places(self) -> tuple[Resolved | MergePlace, ...]:
        """The parts of the text in order; conflicts are numbered from 1."""
        number = 0
        places: list[Resolved | MergePlace] = []
        for part in self.parts:
            if isinstance(part, Resolved):
                places.append(part)
                continue
            number += 1
            key = f"{self.name}.{number}"
            places.append(MergePlace(key, self.name, part.base, part.mine, part.theirs, ANY))
        return tuple(places)

    @property
    def conflicts(self) -> tuple[MergePlace, ...]:
        """The places that both changed in different ways."""
        return tuple(place for place in self.places if isinstance(place, MergePlace))

    def resolve(self, choices: Mapping[str, Choice]) -> str:
        """Return the text with the chosen version of each conflict."""
        blocks: list[str] = []
        chosen = iter(self.conflicts)
        for part in self.parts:
            if isinstance(part, Resolved):
                blocks += part.blocks
            else:
                blocks += getattr(part, choices[next(chosen).key])
        return self.join(blocks)


def _interleave(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Hashable]:
    """Return the keys of the first order, with those only in the second inserted after their predecessor there."""
    keys, known = list(first), set(first)
    for index, key in enumerate(second):
        if key not in known:
            keys.insert(keys.index(second[index - 1]) + 1 if index else 0, key)
            known.add(key)
    return keys
