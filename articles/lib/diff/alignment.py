"""Align the blocks of two versions: unchanged, edited, moved, added or removed.

Equal blocks are found first. Of what is left, those are paired that share enough of their words, longer words counting
more, in the order in which they stand; what then still resembles something far away has moved.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from articles.lib.diff.subsequence import common

Item = TypeVar("Item", bound=Hashable)

EDITED = 0.4  # likeness from which on a block is another version of the one in its place
MOVED = 0.6  # and of one far away
LEAST_MOVED = 20  # letters
INSIDE = 0.6  # likeness of a block to one that contains it whole: cut in two, or grown
LEAST_INSIDE = 20  # letters
COMMON = 8  # a word in more blocks than these points to none
CANDIDATES = 4  # blocks worth a closer look

_WORD = re.compile(r"\w+")
Pair = tuple[int, int]


@dataclass(frozen=True)
class Alignment:
    """Positions in the earlier and the later sequence that belong together.

    `pairs` rise on both sides, equal blocks and edited ones; `moved` are the pairs beside them, in no order.
    """

    pairs: list[Pair]
    moved: list[Pair] = field(default_factory=list)


@dataclass(frozen=True)
class _Bag:
    """The words of a block, how often each, how many letters they are together, and what the block shows."""

    words: Counter[str]
    size: int
    shown: str

    @classmethod
    def of(cls, text: str, shown: str) -> "_Bag":
        found = _WORD.findall(text.casefold())
        return cls(Counter(found), len("".join(found)), shown)

    @property
    def may_move(self) -> bool:
        """Whether it is recognised far away; short blocks resemble each other by chance."""
        return bool(self.shown) or self.size >= LEAST_MOVED

    def likeness(self, other: "_Bag") -> float:
        """From 0, no word in common, to 1."""
        if self.shown and self.shown == other.shown:
            return 1.0
        if not self.size or not other.size:
            return 0.0
        mine, theirs = self.words, other.words
        shared = sum([len(word) * min(mine[word], theirs[word]) for word in mine.keys() & theirs.keys()])
        smaller = min(self.size, other.size)
        inside = INSIDE * shared / smaller if smaller >= LEAST_INSIDE else 0.0
        return max(2 * shared / (self.size + other.size), inside)


def align(
    before: Sequence[Item], after: Sequence[Item], *, said: Callable[[Item], str], shown: Callable[[Item], str]
) -> Alignment:
    """Align two versions. `said` gives a block's words; blocks for which `shown` gives the same, not "", are the same."""
    equal = common(before, after)
    left = {
        at: _Bag.of(said(before[at]), shown(before[at])) for at in _missing(len(before), (pair[0] for pair in equal))
    }
    right = {at: _Bag.of(said(after[at]), shown(after[at])) for at in _missing(len(after), (pair[1] for pair in equal))}
    if not left or not right:
        return Alignment(equal)
    gaps = _gaps(equal, len(before), len(after))
    likely = {
        (here, there): left[here].likeness(right[there]) for here, there in {*_neighbours(gaps), *_sharing(left, right)}
    }
    place = _places(gaps)
    edited = _heaviest(
        (*pair, likeness)
        for pair, likeness in likely.items()
        if likeness >= EDITED and place[0][pair[0]] == place[1][pair[1]]
    )
    return Alignment(sorted([*equal, *edited]), _moved(likely, edited, left))


def _missing(length: int, found: Iterable[int]) -> list[int]:
    known = set(found)
    return [at for at in range(length) if at not in known]


def _gaps(equal: list[Pair], before: int, after: int) -> list[tuple[range, range]]:
    """What lies between the equal blocks, on both sides."""
    gaps, here, there = [], 0, 0
    for left, right in [*equal, (before, after)]:
        gaps.append((range(here, left), range(there, right)))
        here, there = left + 1, right + 1
    return gaps


def _places(gaps: list[tuple[range, range]]) -> tuple[dict[int, int], dict[int, int]]:
    """The number of the gap in which each block lies."""
    return (
        {at: number for number, gap in enumerate(gaps) for at in gap[0]},
        {at: number for number, gap in enumerate(gaps) for at in gap[1]},
    )


def _neighbours(gaps: list[tuple[range, range]]) -> Iterable[Pair]:
    """Blocks that stand at the same place of their gap, counted from either end."""
    for left, right in gaps:
        yield from zip(left, right, strict=False)
        yield from zip(reversed(left), reversed(right), strict=False)


def _sharing(left: dict[int, _Bag], right: dict[int, _Bag]) -> Iterable[Pair]:
    """For each earlier block the later ones with which it shares most of its rarer words."""
    where: dict[str, list[int]] = {}
    for at, bag in right.items():
        for word in (*bag.words, bag.shown):
            where.setdefault(word, []).append(at)
    for at, bag in left.items():
        votes: Counter[int] = Counter()
        for word in (*bag.words, bag.shown):
            holders = where.get(word, ())
            if len(holders) <= COMMON:
                for there in holders:
                    votes[there] += len(word)
        yield from ((at, there) for there, _votes in votes.most_common(CANDIDATES))


def _heaviest(candidates: Iterable[tuple[int, int, float]]) -> list[Pair]:
    """The pairs that rise on both sides and are most alike together (a heaviest increasing subsequence)."""
    ends: list[int] = []  # rising, and so do the weights of the chains that end there
    chains: list[tuple[float, Pair]] = []
    behind: dict[Pair, Pair | None] = {}
    for here, there, weight in sorted(candidates, key=lambda found: (found[0], -found[1])):
        at = bisect_left(ends, there)
        best, last = chains[at - 1] if at else (0.0, None)
        total = best + weight
        stop = at
        while stop < len(ends) and chains[stop][0] <= total:
            stop += 1
        if stop > at or at == len(ends) or ends[at] > there:
            ends[at:stop], chains[at:stop] = [there], [(total, (here, there))]
            behind[here, there] = last
    pairs = []
    link = chains[-1][1] if chains else None
    while link:
        pairs.append(link)
        link = behind[link]
    return pairs[::-1]


def _moved(likely: dict[Pair, float], edited: list[Pair], left: dict[int, _Bag]) -> list[Pair]:
    """The likest pairs among what has none yet."""
    taken_left, taken_right = {pair[0] for pair in edited}, {pair[1] for pair in edited}
    moved = []
    for (here, there), likeness in sorted(likely.items(), key=lambda found: (-found[1], found[0])):
        if likeness < MOVED:
            break
        if here in taken_left or there in taken_right or not left[here].may_move:
            continue
        taken_left.add(here)
        taken_right.add(there)
        moved.append((here, there))
    return moved
