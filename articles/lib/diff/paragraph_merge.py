"""Three-way merge of a text by paragraph that never drops anybody's words.

What only one of them touched is taken from them; where both did something else with the same place, both versions are
kept for a person to choose from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from articles.lib.diff.alignment import align
from articles.lib.html.blocks import cut, opened, said, shown

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Settled:
    """Blocks on which all agree."""

    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same place in three versions; no blocks where one has nothing there."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def both(self) -> tuple[str, ...]:
        """Everything of mine, then what theirs has beside it."""
        return (*self.mine, *(block for block in self.theirs if block not in self.mine))


Part = Settled | Conflict


@dataclass(frozen=True, slots=True)
class _Hunk:
    """A side puts these blocks in place of the base's blocks from `start` to `end`; none of them, if they are equal."""

    side: Side
    start: int
    end: int
    blocks: tuple[str, ...]

    @property
    def grows(self) -> bool:
        """Whether something new may stand at its edges."""
        return len(self.blocks) > self.end - self.start

    def meets(self, other: "_Hunk") -> bool:
        """Whether both sides do something at the same place, so that one must know what the other did."""
        if self.side == other.side:
            return False
        start, end = max(self.start, other.start), min(self.end, other.end)
        if start < end or (start == end and self._inside(other, start)):
            return True
        # Side by side: the order is plain unless both put something new between the same two blocks.
        return start == end and self.grows and other.grows

    def _inside(self, other: "_Hunk", at: int) -> bool:
        return self.start < at < self.end or other.start < at < other.end


def merge_blocks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Part]:
    """The three-way merge of blocks (markup or plain paragraphs), in order; settled parts never touch.

    A paragraph that one side edited is still the same paragraph, so that neighbours edited by two people don't clash.
    """
    parts: list[Part] = []
    at = 0
    for cluster in _clusters([*_hunks(base, mine, "mine"), *_hunks(base, theirs, "theirs")]):
        start, end = min(hunk.start for hunk in cluster), max(hunk.end for hunk in cluster)
        parts.append(Settled(tuple(base[at:start])))
        parts += _decided(tuple(base[start:end]), _version(base, cluster, "mine"), _version(base, cluster, "theirs"))
        at = end
    return _joined([*parts, Settled(tuple(base[at:]))])


def merge_bodies(base: str, mine: str, theirs: str) -> list[Part]:
    """The three-way merge of sanitised bodies. Two people may also change one list or quotation in different places."""
    parts = merge_blocks(cut(base), cut(mine), cut(theirs))
    return _joined(_inside(part) if isinstance(part, Conflict) else part for part in parts)


def _hunks(base: Sequence[str], side: Sequence[str], name: Side) -> Iterable[_Hunk]:
    at = to = 0
    for here, there in [*align(base, side, said=said, shown=shown).pairs, (len(base), len(side))]:
        if here > at or there > to:
            yield _Hunk(name, at, here, tuple(side[to:there]))
        if here < len(base) and base[here] != side[there]:
            yield _Hunk(name, here, here + 1, (side[there],))
        at, to = here + 1, there + 1


def _clusters(hunks: list[_Hunk]) -> list[list[_Hunk]]:
    """Hunks that meet, directly or through others, in the order of their places."""
    clusters: list[list[_Hunk]] = []
    for hunk in sorted(hunks, key=attrgetter("start", "end")):
        first = at = len(clusters)
        while at and max(other.end for other in clusters[at - 1]) >= hunk.start:
            at -= 1
            if any(hunk.meets(other) for other in clusters[at]):
                first = at
        met = [other for cluster in clusters[first:] for other in cluster]
        clusters[first:] = [[*met, hunk]]
    return clusters


def _version(base: Sequence[str], cluster: list[_Hunk], side: Side) -> tuple[str, ...]:
    """What a side has in the place of a cluster."""
    at, end = min(hunk.start for hunk in cluster), max(hunk.end for hunk in cluster)
    blocks: list[str] = []
    for hunk in cluster:
        if hunk.side == side:
            blocks += [*base[at : hunk.start], *hunk.blocks]
            at = hunk.end
    return (*blocks, *base[at:end])


def _decided(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[Part]:
    if mine in {base, theirs}:
        return [Settled(theirs)]
    if theirs == base:
        return [Settled(mine)]
    if base:
        return [Conflict(base, mine, theirs)]
    return _both_inserted(mine, theirs)


def _both_inserted(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[Part]:
    """Two insertions at one place: what is equal at their ends was inserted by both."""
    shorter = min(len(mine), len(theirs))
    start = 0
    while start < shorter and mine[start] == theirs[start]:
        start += 1
    end = 0
    while end < shorter - start and mine[-1 - end] == theirs[-1 - end]:
        end += 1
    only_mine, only_theirs = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    middle: Part = Conflict((), only_mine, only_theirs)
    if not only_mine or not only_theirs:
        middle = Settled(only_mine or only_theirs)
    return [Settled(mine[:start]), middle, Settled(mine[len(mine) - end :])]


def _inside(conflict: Conflict) -> Part:
    """The conflict about one list or quotation settled, if what its three versions hold can be merged."""
    if not len(conflict.base) == len(conflict.mine) == len(conflict.theirs) == 1:
        return conflict
    versions = [opened(piece) for (piece,) in (conflict.base, conflict.mine, conflict.theirs)]
    base, mine, theirs = versions
    if base is None or mine is None or theirs is None or not base[2] == mine[2] == theirs[2]:
        return conflict
    tag = _decided((base[0],), (mine[0],), (theirs[0],))
    inner = merge_bodies("".join(base[1]), "".join(mine[1]), "".join(theirs[1]))
    parts = [*tag, *inner]
    if any(isinstance(part, Conflict) for part in parts):
        return conflict
    return Settled(("".join(block for part in parts if isinstance(part, Settled) for block in part.blocks) + base[2],))


def _joined(parts: Iterable[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, Settled) and joined and isinstance(joined[-1], Settled):
            joined[-1] = Settled(joined[-1].blocks + part.blocks)
        elif isinstance(part, Conflict) or part.blocks:
            joined.append(part)
    return joined
