"""Find the longest common subsequence of two sequences.

The rows of the usual table are stored as the bits of integers (Allison and Dix 1986; Hyyrö 2004), so two texts of 5,000
words take milliseconds instead of seconds.
"""

from collections.abc import Hashable, Sequence

# Cells of the table, one bit each: 12.5 MB. For more, only common prefix and suffix are matched.
MAX_CELLS = 100_000_000


def longest_common_subsequence(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the longest common subsequence as pairs of positions, both increasing.

    Beyond MAX_CELLS between the equal ends, only the ends are matched.
    """
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    middle = _match_middle(before[start : len(before) - end], after[start : len(after) - end])
    return [
        *((at, at) for at in range(start)),
        *((start + left, start + right) for left, right in middle),
        *((len(before) - back, len(after) - back) for back in range(end, 0, -1)),
    ]


def _match_middle(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Match two sequences that differ at both ends; return pairs of positions."""
    if not before or not after or len(before) * len(after) > MAX_CELLS:
        return []
    positions_of: dict[Hashable, int] = {}
    for position, item in enumerate(before):
        positions_of[item] = positions_of.get(item, 0) | 1 << position
    all_ones = (1 << len(before)) - 1
    row, rows = all_ones, []
    for item in after:
        if item_positions := positions_of.get(item):
            hits = row & item_positions
            row = (row + hits | row - hits) & all_ones
        rows.append(row)
    return _trace_back(rows, len(before))


def _trace_back(rows: list[int], columns: int) -> list[tuple[int, int]]:
    """Return the matched positions from rows of bits, in which 0 means that the item before extends the match."""
    pairs = []
    left, right = columns, len(rows)
    while left and right:
        if rows[right - 1] >> (left - 1) & 1:
            left -= 1
            continue
        right -= 1
        if not right or rows[right - 1] >> (left - 1) & 1:
            left -= 1
            pairs.append((left, right))
    return pairs[::-1]
