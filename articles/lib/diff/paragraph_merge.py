"""Three-way merge of a text by paragraph that never drops anybody's words.

What only one side changed is taken from that side; where both changed the same place differently, both versions
become a Conflict for a person to resolve.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from articles.lib.diff.alignment import align
from articles.lib.html.blocks import figure_identity, split_blocks, split_container
from articles.lib.html.tree import strip_tags

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Blocks on which all versions agree, or that only one side changed."""

    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same place in three versions; a version with nothing there has no blocks."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def both(self) -> tuple[str, ...]:
        """All blocks of ``mine``, then those of ``theirs`` that ``mine`` lacks."""
        return (*self.mine, *(block for block in self.theirs if block not in self.mine))


Part = Resolved | Conflict


@dataclass(frozen=True, slots=True)
class _Hunk:
    """One side's replacement of the base's blocks from ``start`` to ``end``; an insertion if they are equal."""

    side: Side
    start: int
    end: int
    blocks: tuple[str, ...]

    @property
    def grows(self) -> bool:
        """Whether the hunk has more blocks than it replaces, so that new ones may stand at its edges."""
        return len(self.blocks) > self.end - self.start

    def meets(self, other: "_Hunk") -> bool:
        """Return whether two hunks, one of each side, change the same place and must be merged together."""
        if self.side == other.side:
            return False
        start, end = max(self.start, other.start), min(self.end, other.end)
        if start < end or (start == end and self._is_inside(other, start)):
            return True
        # Adjacent hunks have a clear order unless both insert between the same two blocks.
        return start == end and self.grows and other.grows

    def _is_inside(self, other: "_Hunk", position: int) -> bool:
        """Return whether a position between blocks lies inside either of two hunks."""
        return self.start < position < self.end or other.start < position < other.end


def merge_blocks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Part]:
    """Merge blocks (markup or plain paragraphs) three ways; return parts in order, no two Resolved parts adjacent.

    A paragraph edited by one side keeps its identity, so edits of neighbouring paragraphs do not conflict.
    """
    parts: list[Part] = []
    position = 0
    for cluster in _cluster_hunks([*_find_hunks(base, mine, "mine"), *_find_hunks(base, theirs, "theirs")]):
        start, end = min(hunk.start for hunk in cluster), max(hunk.end for hunk in cluster)
        parts.append(Resolved(tuple(base[position:start])))
        parts += _merge_place(
            tuple(base[start:end]), _side_version(base, cluster, "mine"), _side_version(base, cluster, "theirs")
        )
        position = end
    return _join_resolved([*parts, Resolved(tuple(base[position:]))])


def merge_bodies(base: str, mine: str, theirs: str) -> list[Part]:
    """Merge sanitised bodies three ways, also within a list or quotation that both sides changed."""
    parts = merge_blocks(split_blocks(base), split_blocks(mine), split_blocks(theirs))
    return _join_resolved(_merge_within_container(part) if isinstance(part, Conflict) else part for part in parts)


def _find_hunks(base: Sequence[str], side: Sequence[str], name: Side) -> Iterable[_Hunk]:
    """Yield the hunks in which one side differs from the base."""
    base_start = side_start = 0
    for base_position, side_position in [
        *align(base, side, text_of=strip_tags, identity_of=figure_identity).pairs,
        (len(base), len(side)),
    ]:
        if base_position > base_start or side_position > side_start:
            yield _Hunk(name, base_start, base_position, tuple(side[side_start:side_position]))
        if base_position < len(base) and base[base_position] != side[side_position]:
            yield _Hunk(name, base_position, base_position + 1, (side[side_position],))
        base_start, side_start = base_position + 1, side_position + 1


def _cluster_hunks(hunks: list[_Hunk]) -> list[list[_Hunk]]:
    """Group hunks that meet, directly or through others, in order of position."""
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


def _side_version(base: Sequence[str], cluster: list[_Hunk], side: Side) -> tuple[str, ...]:
    """Return the blocks that one side has in place of a cluster of hunks."""
    position, end = min(hunk.start for hunk in cluster), max(hunk.end for hunk in cluster)
    blocks: list[str] = []
    for hunk in cluster:
        if hunk.side == side:
            blocks += [*base[position : hunk.start], *hunk.blocks]
            position = hunk.end
    return (*blocks, *base[position:end])


def _merge_place(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[Part]:
    """Merge one place of three versions: take the side that changed; if both did, return a conflict."""
    if mine in {base, theirs}:
        return [Resolved(theirs)]
    if theirs == base:
        return [Resolved(mine)]
    if base:
        return [Conflict(base, mine, theirs)]
    return _merge_insertions(mine, theirs)


def _merge_insertions(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[Part]:
    """Merge two insertions at one place; equal blocks at both starts or ends were inserted by both sides."""
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
        middle = Resolved(only_mine or only_theirs)
    return [Resolved(mine[:start]), middle, Resolved(mine[len(mine) - end :])]


def _merge_within_container(conflict: Conflict) -> Part:
    """Merge a conflict within one list or quotation; return it unchanged if its contents conflict."""
    if not len(conflict.base) == len(conflict.mine) == len(conflict.theirs) == 1:
        return conflict
    versions = [split_container(piece) for (piece,) in (conflict.base, conflict.mine, conflict.theirs)]
    base, mine, theirs = versions
    if base is None or mine is None or theirs is None or not base[2] == mine[2] == theirs[2]:
        return conflict
    tag = _merge_place((base[0],), (mine[0],), (theirs[0],))
    inner = merge_bodies("".join(base[1]), "".join(mine[1]), "".join(theirs[1]))
    parts = [*tag, *inner]
    if any(isinstance(part, Conflict) for part in parts):
        return conflict
    return Resolved(
        ("".join(block for part in parts if isinstance(part, Resolved) for block in part.blocks) + base[2],)
    )


def _join_resolved(parts: Iterable[Part]) -> list[Part]:
    """Join adjacent Resolved parts and drop empty ones."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, Resolved) and joined and isinstance(joined[-1], Resolved):
            joined[-1] = Resolved(joined[-1].blocks + part.blocks)
        elif isinstance(part, Conflict) or part.blocks:
            joined.append(part)
    return joined
