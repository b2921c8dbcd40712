"""Break words into lines of even length at the largest size that fits."""

import math
import re
from collections.abc import Callable, Sequence
from typing import Final

_STEP: Final = 0.96
_HALVINGS: Final = 12

# What must not begin a line (a French colon, a spaced dash), or end one.
_LEANS_BACK: Final = re.compile(r" (?=[:;?!%»›–—-](?: |$))")
_LEANS_ON: Final = re.compile(r"(?<=[«‹]) ")
# After a space, and after a hyphen between letters; never in "COVID-19".
_BREAK: Final = re.compile(r"(?<= )|(?<=[^\W\d][-–—])(?=[^\W\d])")
_TRAILING: Final = " \u00a0,;:.–—-،؛"

Measure = Callable[[str], float]


def pieces(words: str) -> list[str]:
    """Return `words` (single spaces) as pieces that stay whole, each with the space that follows it."""
    tied = _LEANS_ON.sub("\u00a0", _LEANS_BACK.sub("\u00a0", words))
    return [piece for piece in _BREAK.split(tied) if piece]


def fitted(
    parts: Sequence[str],
    ems: Measure,
    *,
    room: tuple[float, float],
    sizes: tuple[float, float],
    heights: tuple[float, float],
    most: int,
) -> tuple[float, tuple[str, ...]]:
    """Return the largest size at which `parts` fit into `room`, and their lines, as even as they can be.

    `room` is width and height and `sizes` the largest and the smallest em, in pixels; `ems` measures words in ems;
    `heights` are those of one line alone and of every further one, in ems; there are at most `most` lines. What does
    not fit at the smallest size is cut and ends in "…"; a word longer than a line at that size is broken.
    """
    size, smallest = sizes
    narrow = room[0] / smallest
    parts = [chunk for part in parts for chunk in _chunks(part, ems, narrow)]
    bare = [ems(part.rstrip(" ")) for part in parts]
    space = ems(" ")
    full = [width + space * part.endswith(" ") for width, part in zip(bare, parts, strict=True)]
    while True:
        allowed = max(1, int(min(most, 1 + (room[1] / size - heights[0]) / heights[1])))
        lines = _filled(bare, full, room[0] / size)
        if max(bare) <= room[0] / size and len(lines) <= allowed:
            lines = _balanced(bare, full, room[0] / size, len(lines))
            return size, tuple("".join(parts[begin:end]).rstrip(" ") for begin, end in lines)
        if size <= smallest:
            return size, _cut(parts, lines[:allowed], ems, narrow)
        size = max(smallest, size * _STEP)


def _chunks(part: str, ems: Measure, longest: float) -> list[str]:
    """Return `part` broken so that every chunk is about `longest` or less."""
    width = ems(part.rstrip(" "))
    if width <= longest:
        return [part]
    step = max(1, math.ceil(len(part) / math.ceil(width / longest * 1.1)))
    return [part[at : at + step] for at in range(0, len(part), step)]


def _filled(bare: Sequence[float], full: Sequence[float], measure: float) -> list[tuple[int, int]]:
    """Return the lines, as the first piece and the one after the last, when each line takes all it can hold."""
    lines: list[tuple[int, int]] = []
    begin, used = 0, 0.0
    for at, width in enumerate(bare):
        if at > begin and used + width > measure:
            lines.append((begin, at))
            begin, used = at, 0.0
        used += full[at]
    return [*lines, (begin, len(bare))]


def _balanced(bare: Sequence[float], full: Sequence[float], measure: float, count: int) -> list[tuple[int, int]]:
    """Return `count` lines within the narrowest measure that still makes no more of them."""
    low, high = max(bare), measure
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if len(_filled(bare, full, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(bare, full, high)


def _cut(parts: Sequence[str], lines: Sequence[tuple[int, int]], ems: Measure, measure: float) -> tuple[str, ...]:
    """Return `lines` as words, the last one shortened until an ellipsis fits behind it."""
    whole = ["".join(parts[begin:end]).rstrip(" ") for begin, end in lines]
    begin, end = lines[-1]
    if end == len(parts):
        return tuple(whole)
    last = ""
    while end > begin:
        last = "".join(parts[begin:end]).rstrip(_TRAILING) + "…"
        if ems(last) <= measure:
            break
        end -= 1
    return (*whole[:-1], last)
