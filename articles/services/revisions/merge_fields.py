"""Merge strategies of a Document's fields: single value, set, paragraphs."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from articles.lib.diff.paragraph_merge import Part, Settled

Choice = Literal["mine", "theirs", "both"]
ONE_OF_TWO: tuple[Choice, ...] = ("mine", "theirs")
ANY: tuple[Choice, ...] = ("mine", "theirs", "both")


@dataclass(frozen=True)
class Place:
    """A place of a Document in three versions: settled, or a conflict that waits for a choice.

    `key` names it for a choice: "headline", "countries.PK", "credits.12", "tags.water", "tags" (the order), "body.1".
    The three versions are values of the field; for body and backstory tuples of blocks, which may be empty; for a
    member of a set its role, roles or spelling, None where it is not in the set; for an order the keys in that order.
    """

    key: str
    field: str
    base: object
    mine: object
    theirs: object
    choices: tuple[Choice, ...] = ONE_OF_TWO

    @property
    def agreed(self) -> bool:
        """Whether there is nothing to choose: at most one side changed it, or both in the same way."""
        return self.mine == self.theirs or self.base in (self.mine, self.theirs)

    def resolved(self, choices: Mapping[str, Choice]) -> Any:
        """What was changed, or chosen."""
        if self.agreed:
            return self.mine if self.theirs == self.base else self.theirs
        return self.mine if choices[self.key] == "mine" else self.theirs


class Field(Protocol):
    """A field of the merged Document: its conflicts, and its value once a choice is made for each of them."""

    @property
    def conflicts(self) -> tuple[Place, ...]:
        """What has to be chosen."""

    def resolved(self, choices: Mapping[str, Choice]) -> Any:
        """The value; `choices` holds one for the key of each conflict."""


@dataclass(frozen=True)
class Single:
    """A field that has one value at a time."""

    value: Place

    @property
    def conflicts(self) -> tuple[Place, ...]:
        """One, if both changed the value otherwise."""
        return () if self.value.agreed else (self.value,)

    def resolved(self, choices: Mapping[str, Choice]) -> Any:
        """The changed value, or the chosen one."""
        return self.value.resolved(choices)


@dataclass(frozen=True)
class Members:
    """An ordered set: {key: what is said of the member} for each version; `built` makes the field's value of such."""

    name: str
    base: Mapping[Any, object]
    mine: Mapping[Any, object]
    theirs: Mapping[Any, object]
    built: Callable[[Mapping[Any, Any]], object]

    @property
    def conflicts(self) -> tuple[Place, ...]:
        """One for each member of which both say something else, and one if both changed the order."""
        return tuple(place for place in (*self._members().values(), self._order()) if not place.agreed)

    def resolved(self, choices: Mapping[str, Choice]) -> Any:
        """The members that are left, in the order that somebody changed, each newcomer behind whom it was put."""
        said = {key: place.resolved(choices) for key, place in self._members().items()}
        sides = [list(self.mine), list(self.theirs)]
        order = self._order()
        if order.resolved(choices) != order.mine:
            sides.reverse()
        return self.built({key: said[key] for key in _woven(*sides) if said[key] is not None})

    def _members(self) -> dict[Hashable, Place]:
        return {
            key: Place(f"{self.name}.{key}", self.name, self.base.get(key), self.mine.get(key), self.theirs.get(key))
            for key in (*self.base, *self.mine, *self.theirs)
        }

    def _order(self) -> Place:
        """The order of those that are in all three versions."""
        base, mine, theirs = (
            tuple(key for key in version if key in self.base and key in self.mine and key in self.theirs)
            for version in (self.base, self.mine, self.theirs)
        )
        return Place(self.name, self.name, base, mine, theirs)


@dataclass(frozen=True)
class Paragraphs:
    """A text of many blocks; `joined` makes the field's value of them."""

    name: str
    parts: tuple[Part, ...]
    joined: Callable[[Sequence[str]], str]

    @property
    def places(self) -> tuple[Settled | Place, ...]:
        """The text from its beginning to its end; its conflicts are numbered from 1."""
        number = 0
        places: list[Settled | Place] = []
        for part in self.parts:
            if isinstance(part, Settled):
                places.append(part)
                continue
            number += 1
            key = f"{self.name}.{number}"
            places.append(Place(key, self.name, part.base, part.mine, part.theirs, ANY))
        return tuple(places)

    @property
    def conflicts(self) -> tuple[Place, ...]:
        """One for each place that both changed otherwise."""
        return tuple(place for place in self.places if isinstance(place, Place))

    def resolved(self, choices: Mapping[str, Choice]) -> str:
        """The text with what was chosen for each conflict."""
        blocks: list[str] = []
        chosen = iter(self.conflicts)
        for part in self.parts:
            if isinstance(part, Settled):
                blocks += part.blocks
            else:
                blocks += getattr(part, choices[next(chosen).key])
        return self.joined(blocks)


def _woven(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Hashable]:
    """The keys of one order, and those that only the other has, each behind the one it follows there."""
    woven, known = list(first), set(first)
    for at, key in enumerate(second):
        if key not in known:
            woven.insert(woven.index(second[at - 1]) + 1 if at else 0, key)
            known.add(key)
    return woven
