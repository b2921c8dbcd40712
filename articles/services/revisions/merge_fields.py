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
        """Whether there is nothing to choose: at most one side changed the place, or both in the same way."""
        return self.mine == self.theirs or self.base in (self.mine, self.theirs)

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the merged value: the changed one if the sides agree, otherwise the one chosen for `key`."""
        if self.agreed:
            return self.mine if self.theirs == self.base else self.theirs
        return self.mine if choices[self.key] == "mine" else self.theirs


class Field(Protocol):
    """A field of the merged Document."""

    @property
    def conflicts(self) -> tuple[MergePlace, ...]:
        """The places of this field where a person must choose."""

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the field's merged value, given a choice for the key of each conflict."""


@dataclass(frozen=True)
class Single:
    """A field with a single value."""

    value: MergePlace

    @property
    def conflicts(self) -> tuple[MergePlace, ...]:
        """The field as one place, if both people changed it in different ways; else empty."""
        return () if self.value.agreed else (self.value,)

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the merged value: the changed one, or the one chosen for this field."""
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
        """The members that both people changed in different ways, and the order if both changed the order."""
        return tuple(place for place in (*self._member_places().values(), self._order_place()) if not place.agreed)

    def resolve(self, choices: Mapping[str, Choice]) -> Any:
        """Return the merged set, ordered as by the side that changed the order; new members follow their predecessor."""
        values = {key: place.resolve(choices) for key, place in self._member_places().items()}
        sides = [list(self.mine), list(self.theirs)]
        order = self._order_place()
        if order.resolve(choices) != order.mine:
            sides.reverse()
        return self.build({key: values[key] for key in _interleave(*sides) if values[key] is not None})

    def _member_places(self) -> dict[Hashable, MergePlace]:
        """Return {member's key: MergePlace} for every member of any of the three versions."""
        return {
            key: MergePlace(
                f"{self.name}.{key}", self.name, self.base.get(key), self.mine.get(key), self.theirs.get(key)
            )
            for key in (*self.base, *self.mine, *self.theirs)
        }

    def _order_place(self) -> MergePlace:
        """Return the MergePlace for the order of the members that all three versions have."""
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
        """The places of the text that both people changed in different ways."""
        return tuple(place for place in self.places if isinstance(place, MergePlace))

    def resolve(self, choices: Mapping[str, Choice]) -> str:
        """Return the merged text with the chosen version of each conflict."""
        blocks: list[str] = []
        chosen = iter(self.conflicts)
        for part in self.parts:
            if isinstance(part, Resolved):
                blocks += part.blocks
            else:
                blocks += getattr(part, choices[next(chosen).key])
        return self.join(blocks)


def _interleave(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Hashable]:
    """Return the first order of keys, with keys only in the second inserted after their predecessor there."""
    keys, known = list(first), set(first)
    for index, key in enumerate(second):
        if key not in known:
            keys.insert(keys.index(second[index - 1]) + 1 if index else 0, key)
            known.add(key)
    return keys
