"""Align the blocks of two versions: unchanged, edited, moved, added or removed.

Equal blocks are paired first. The rest are paired, in reading order, if they share enough of their words, longer words
weighing more; what then still resembles a distant block has moved.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from articles.lib.diff.subsequence import longest_common_subsequence

Item = TypeVar("Item", bound=Hashable)

MIN_EDITED_SIMILARITY = 0.4  # similarity at which a block is a new version of the one in its place
MIN_MOVED_SIMILARITY = 0.6  # the same for a distant block
MIN_MOVED_LETTERS = 20
CONTAINED_SIMILARITY = 0.6  # similarity of a block to one that contains all of it: split in two, or extended
MIN_CONTAINED_LETTERS = 20
MAX_BLOCKS_PER_WORD = 8  # a word in more blocks than this identifies none
MAX_CANDIDATES = 4  # blocks to compare in full

_WORD = re.compile(r"\w+")
Pair = tuple[int, int]


@dataclass(frozen=True)
class Alignment:
    """Positions in the earlier and the later sequence that belong together.

    ``pairs`` increase on both sides and hold equal and edited blocks; ``moved`` are further pairs, in no order.
    """

    pairs: list[Pair]
    moved: list[Pair] = field(default_factory=list)


@dataclass(frozen=True)
class _BagOfWords:
    """The words of a block with their counts, their total length in letters, and what the block shows."""

    words: Counter[str]
    size: int
    identity: str

    @classmethod
    def of(cls, text: str, identity: str) -> "_BagOfWords":
        """Build the bag of a block from the block's text and what the block shows."""
        words = _WORD.findall(text.casefold())
        return cls(Counter(words), len("".join(words)), identity)

    @property
    def may_move(self) -> bool:
        """Whether the block is long enough to be recognised elsewhere; short blocks resemble each other by chance."""
        return bool(self.identity) or self.size >= MIN_MOVED_LETTERS

    def similarity(self, other: "_BagOfWords") -> float:
        """Return the similarity of two bags, from 0 (no common word) to 1."""
        if self.identity and self.identity == other.identity:
            return 1.0
        if not self.size or not other.size:
            return 0.0
        mine, theirs = self.words, other.words
        shared = sum([len(word) * min(mine[word], theirs[word]) for word in mine.keys() & theirs.keys()])
        smaller = min(self.size, other.size)
        inside = CONTAINED_SIMILARITY * shared / smaller if smaller >= MIN_CONTAINED_LETTERS else 0.0
        return max(2 * shared / (self.size + other.size), inside)


def align(
    before: Sequence[Item], after: Sequence[Item], *, text_of: Callable[[Item], str], identity_of: Callable[[Item], str]
) -> Alignment:
    """Align two versions of a sequence of blocks.

    ``text_of`` returns a block's text; ``identity_of`` what identifies a figure under any caption, "" for other blocks.
    """
    equal = longest_common_subsequence(before, after)
    left = {
        position: _BagOfWords.of(text_of(before[position]), identity_of(before[position]))
        for position in _unpaired_positions(len(before), (pair[0] for pair in equal))
    }
    right = {
        position: _BagOfWords.of(text_of(after[position]), identity_of(after[position]))
        for position in _unpaired_positions(len(after), (pair[1] for pair in equal))
    }
    if not left or not right:
        return Alignment(equal)
    gaps = _gaps_between(equal, len(before), len(after))
    similarities = {
        (old, new): left[old].similarity(right[new])
        for old, new in {*_neighbour_pairs(gaps), *_pairs_sharing_words(left, right)}
    }
    gap_of = _gap_numbers(gaps)
    edited = _heaviest_increasing_pairs(
        (*pair, similarity)
        for pair, similarity in similarities.items()
        if similarity >= MIN_EDITED_SIMILARITY and gap_of[0][pair[0]] == gap_of[1][pair[1]]
    )
    return Alignment(sorted([*equal, *edited]), _moved_pairs(similarities, edited, left))


def _unpaired_positions(length: int, paired_positions: Iterable[int]) -> list[int]:
    """Return the positions below ``length`` that are not in ``paired_positions``."""
    paired = set(paired_positions)
    return [position for position in range(length) if position not in paired]


def _gaps_between(equal: list[Pair], before: int, after: int) -> list[tuple[range, range]]:
    """Return the ranges of positions between equal blocks, as (earlier, later) versions of each gap."""
    gaps, left_start, right_start = [], 0, 0
    for left, right in [*equal, (before, after)]:
        gaps.append((range(left_start, left), range(right_start, right)))
        left_start, right_start = left + 1, right + 1
    return gaps


def _gap_numbers(gaps: list[tuple[range, range]]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the index of the gap that each position lies in, for both sides."""
    return (
        {position: number for number, gap in enumerate(gaps) for position in gap[0]},
        {position: number for number, gap in enumerate(gaps) for position in gap[1]},
    )


def _neighbour_pairs(gaps: list[tuple[range, range]]) -> Iterable[Pair]:
    """Yield pairs of blocks at equal offsets in a gap, counted from either end of the gap."""
    for left, right in gaps:
        yield from zip(left, right, strict=False)
        yield from zip(reversed(left), reversed(right), strict=False)


def _pairs_sharing_words(left: dict[int, _BagOfWords], right: dict[int, _BagOfWords]) -> Iterable[Pair]:
    """Yield, for each earlier block, the later blocks that share most of its rarer words."""
    blocks_by_word: dict[str, list[int]] = {}
    for old, bag in right.items():
        for word in (*bag.words, bag.identity):
            blocks_by_word.setdefault(word, []).append(old)
    for old, bag in left.items():
        votes: Counter[int] = Counter()
        for word in (*bag.words, bag.identity):
            holders = blocks_by_word.get(word, ())
            if len(holders) <= MAX_BLOCKS_PER_WORD:
                for new in holders:
                    votes[new] += len(word)
        yield from ((old, new) for new, _votes in votes.most_common(MAX_CANDIDATES))


def _heaviest_increasing_pairs(candidates: Iterable[tuple[int, int, float]]) -> list[Pair]:
    """Return the pairs that increase on both sides and have the greatest total weight.

    This is known as the heaviest increasing subsequence.
    """
    ends: list[int] = []  # increasing, as are the weights of the chains that end there
    chains: list[tuple[float, Pair]] = []
    previous: dict[Pair, Pair | None] = {}
    for old, new, weight in sorted(candidates, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(ends, new)
        best, last = chains[at - 1] if at else (0.0, None)
        total = best + weight
        stop = at
        while stop < len(ends) and chains[stop][0] <= total:
            stop += 1
        if stop > at or at == len(ends) or ends[at] > new:
            ends[at:stop], chains[at:stop] = [new], [(total, (old, new))]
            previous[old, new] = last
    pairs = []
    link = chains[-1][1] if chains else None
    while link:
        pairs.append(link)
        link = previous[link]
    return pairs[::-1]


def _moved_pairs(similarities: dict[Pair, float], edited: list[Pair], left: dict[int, _BagOfWords]) -> list[Pair]:
    """Return the most similar pairs among blocks that have no partner yet and are long enough to recognise."""
    taken_left, taken_right = {pair[0] for pair in edited}, {pair[1] for pair in edited}
    moved = []
    for (old, new), similarity in sorted(similarities.items(), key=lambda item: (-item[1], item[0])):
        if similarity < MIN_MOVED_SIMILARITY:
            break
        if old in taken_left or new in taken_right or not left[old].may_move:
            continue
        taken_left.add(old)
        taken_right.add(new)
        moved.append((old, new))
    return moved
