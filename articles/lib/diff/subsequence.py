"""Find the longest common subsequence of two sequences.

The rows of the usual table are kept as the bits of whole numbers (Allison and Dix 1986; Hyyrö 2004), so that two texts
of 5,000 words take some milliseconds where cells one by one would take seconds.
"""

from collections.abc import Hashable, Sequence

# Cells of the table, a bit each: 12.5 MB. Beyond, only the ends are compared.
MOST = 100_000_000


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Positions of equal items, both rising; as many pairs as there can be, up to MOST cells between the equal ends."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    return [
        *((at, at) for at in range(start)),
        *((start + left, start + right) for left, right in middle),
        *((len(before) - back, len(after) - back) for back in range(end, 0, -1)),
    ]


def _middle(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    if not before or not after or len(before) * len(after) > MOST:
        return []
    where: dict[Hashable, int] = {}
    for position, item in enumerate(before):
        where[item] = where.get(item, 0) | 1 << position
    everything = (1 << len(before)) - 1
    row, rows = everything, []
    for item in after:
        if places := where.get(item):
            hits = row & places
            row = (row + hits | row - hits) & everything
        rows.append(row)
    return _walked_back(rows, len(before))


def _walked_back(rows: list[int], columns: int) -> list[tuple[int, int]]:
    """The pairs that the rows stand for: a bit that is 0 says that the item before it makes the subsequence longer."""
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
