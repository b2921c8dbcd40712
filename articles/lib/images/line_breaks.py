"""Break words into lines of even length at the largest size that fits."""

import math
import re
from collections.abc import Callable, Sequence
from typing import Final

_SHRINK_FACTOR: Final = 0.96
_MAX_BISECTIONS: Final = 12

# Spaces before what must not begin a line (a French colon, a spaced dash), and after what must not end one.
_SPACE_BEFORE_CLOSING: Final = re.compile(r" (?=[:;?!%»›–—-](?: |$))")
_SPACE_AFTER_OPENING: Final = re.compile(r"(?<=[«‹]) ")
# After a space, and after a hyphen between letters, but not in "COVID-19".
_BREAK_OPPORTUNITY: Final = re.compile(r"(?<= )|(?<=[^\W\d][-–—])(?=[^\W\d])")
_TRAILING_CHARACTERS: Final = " \u00a0,;:.–—-،؛"

Measure = Callable[[str], float]


def split_at_breaks(words: str) -> list[str]:
    """Split words (single spaces) at possible line breaks; each piece includes its trailing space."""
    joined = _SPACE_AFTER_OPENING.sub("\u00a0", _SPACE_BEFORE_CLOSING.sub("\u00a0", words))
    return [piece for piece in _BREAK_OPPORTUNITY.split(joined) if piece]


def fit_lines(
    parts: Sequence[str],
    ems: Measure,
    *,
    area: tuple[float, float],
    sizes: tuple[float, float],
    heights: tuple[float, float],
    max_lines: int,
) -> tuple[float, tuple[str, ...]]:
    """Return the largest size in pixels at which ``parts`` fit, and the lines, as even as possible.

    ``area`` is width and height, and ``sizes`` the largest and smallest em, in pixels; ``ems`` measures words in ems;
    ``heights`` are those of a single line and of every further one, in ems; there are at most ``max_lines`` lines.
    What does not fit at the smallest size is cut and ends in "…"; a word longer than a line at that size is broken.
    """
    size, smallest = sizes
    narrow = area[0] / smallest
    parts = [chunk for part in parts for chunk in _break_long_word(part, ems, narrow)]
    bare = [ems(part.rstrip(" ")) for part in parts]
    space = ems(" ")
    full = [width + space * part.endswith(" ") for width, part in zip(bare, parts, strict=True)]
    while True:
        allowed = max(1, int(min(max_lines, 1 + (area[1] / size - heights[0]) / heights[1])))
        lines = _fill_lines(bare, full, area[0] / size)
        if max(bare) <= area[0] / size and len(lines) <= allowed:
            lines = _balance_lines(bare, full, area[0] / size, len(lines))
            return size, tuple("".join(parts[begin:end]).rstrip(" ") for begin, end in lines)
        if size <= smallest:
            return size, _cut_with_ellipsis(parts, lines[:allowed], ems, narrow)
        size = max(smallest, size * _SHRINK_FACTOR)


def _break_long_word(part: str, ems: Measure, longest: float) -> list[str]:
    """Break a piece into chunks of at most about ``longest`` ems each."""
    width = ems(part.rstrip(" "))
    if width <= longest:
        return [part]
    step = max(1, math.ceil(len(part) / math.ceil(width / longest * 1.1)))
    return [part[at : at + step] for at in range(0, len(part), step)]


def _fill_lines(bare: Sequence[float], full: Sequence[float], measure: float) -> list[tuple[int, int]]:
    """Fill each line greedily; return (first piece, piece after the last) for each line."""
    lines: list[tuple[int, int]] = []
    start, used = 0, 0.0
    for index, width in enumerate(bare):
        if index > start and used + width > measure:
            lines.append((start, index))
            start, used = index, 0.0
        used += full[index]
    return [*lines, (start, len(bare))]


def _balance_lines(bare: Sequence[float], full: Sequence[float], measure: float, count: int) -> list[tuple[int, int]]:
    """Break pieces into ``count`` lines of the narrowest measure in ems that needs no more lines."""
    low, high = max(bare), measure
    for _ in range(_MAX_BISECTIONS):
        middle = (low + high) / 2
        if len(_fill_lines(bare, full, middle)) <= count:
            high = middle
        else:
            low = middle
    return _fill_lines(bare, full, high)


def _cut_with_ellipsis(
    parts: Sequence[str], lines: Sequence[tuple[int, int]], ems: Measure, measure: float
) -> tuple[str, ...]:
    """Return the lines as text, the last one shortened until an ellipsis fits."""
    whole = ["".join(parts[start:end]).rstrip(" ") for start, end in lines]
    start, end = lines[-1]
    if end == len(parts):
        return tuple(whole)
    last = ""
    while end > start:
        last = "".join(parts[start:end]).rstrip(_TRAILING_CHARACTERS) + "…"
        if ems(last) <= measure:
            break
        end -= 1
    return (*whole[:-1], last)
