"""Lines and shapes shared by the demo's pictures, in units of the sheet."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from articles.management.demo.ink import HEIGHT, Plate, Point, Sheet

BEYOND = 60.0  # how far lines run past the edge of the sheet, so that no end is ever seen


def trace_ridge(sheet: Sheet, *, base: float, rise: float, rough: float = 0.55, steps: int = 8) -> list[Point]:
    """Trace a mountain skyline by midpoint displacement, about `rise` high over `base`; `rough` is 0 to 1."""
    dice = sheet.dice
    heights = [dice.uniform(0.1, 0.9) for _ in range(4)]
    swing = 0.5
    for _ in range(steps - 2):
        filled = [heights[0]]
        for left, right in pairwise(heights):
            filled += [(left + right) / 2 + dice.uniform(-swing, swing), right]
        heights, swing = filled, swing * rough
    low, high = min(heights), max(heights)
    length = sheet.width + 2 * BEYOND
    count = len(heights) - 1
    return [(length * i / count - BEYOND, base - rise * (h - low) / (high - low)) for i, h in enumerate(heights)]


def trace_swell(sheet: Sheet, *, base: float, rise: float, waves: float = 1.5) -> list[Point]:
    """Trace a soft skyline, the sum of three sines with about `waves` waves across the sheet."""
    dice = sheet.dice
    parts = [(waves * k * dice.uniform(0.8, 1.2), dice.uniform(0, math.tau), 1 / k**1.3) for k in (1, 2, 3)]
    total = sum(size for _, _, size in parts)

    def height(x: float) -> float:
        """Return the height of the skyline at `x`."""
        return base - rise * sum(s * math.sin(math.tau * f * x / sheet.width + o) for f, o, s in parts) / total

    return trace_line(sheet, height)


def trace_line(sheet: Sheet, height: Callable[[float], float], *, step: float = 6.0) -> list[Point]:
    """Trace the line of `height(x)` across the sheet and a little beyond, with a point each `step` units."""
    count = math.ceil((sheet.width + 2 * BEYOND) / step)
    return [(x, height(x)) for x in (i * step - BEYOND for i in range(count + 1))]


def area_under(line: Sequence[Point], *, bottom: float = HEIGHT + BEYOND) -> list[Point]:
    """Return the polygon between a line that runs from left to right and `bottom`."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def height_at(line: Sequence[Point], x: float) -> float:
    """Return the height at `x` of a line that runs from left to right."""
    for (x0, y0), (x1, y1) in pairwise(line):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / max(x1 - x0, 1e-6)
    return line[-1][1]


def band_along(path: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """Return the polygon of a band that follows a path, with a width for each point of the path."""
    left, right = [], []
    for i, ((x, y), width) in enumerate(zip(path, widths, strict=True)):
        (x0, y0), (x1, y1) = path[max(0, i - 1)], path[min(len(path) - 1, i + 1)]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = (y0 - y1) / length * width / 2, (x1 - x0) / length * width / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def smooth(points: Sequence[Point], *, steps: int = 12) -> list[Point]:
    """Return a Catmull-Rom curve through points, with `steps` points for each of them."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        curve += [_spline_point(p0, p1, p2, p3, i / steps) for i in range(steps)]
    return [*curve, points[-1]]


def _spline_point(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    """Return the point at `t` (0 to 1) between `p1` and `p2` of a Catmull-Rom curve."""

    def interpolate(a: float, b: float, c: float, d: float) -> float:
        """Interpolate one coordinate."""
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

    return interpolate(p0[0], p1[0], p2[0], p3[0]), interpolate(p0[1], p1[1], p2[1], p3[1])


def print_sky(sheet: Sheet, *, ink: str, horizon: float, top: int = 235, low: int = 0) -> None:
    """Print a sky that thins out from level `top` to `low` at the horizon."""
    sheet.wash(ink, tone=sheet.stipple(sheet.fade((0, top), (horizon, low), (horizon + 1, 0))))


def print_sun(sheet: Sheet, *, x: float, y: float, radius: float) -> None:
    """Print a sun by chance: an accent disc, or one of bare paper, with a halo, or only the halo."""
    roll = sheet.dice.random()
    plate = sheet.plate()
    plate.disc(x, y, radius if roll < 0.9 else radius * 0.8)
    if roll > 0.8:
        sheet.wash(sheet.palette.paper, tone=sheet.stipple(sheet.glow(x, y, radius * 3.4, level=150)))
    if roll < 0.92:
        sheet.print(plate, sheet.palette.accent if roll < 0.62 else sheet.palette.paper)


def add_flat_clouds(sheet: Sheet, plate: Plate, *, top: float, bottom: float, count: int, length: float) -> None:
    """Add long flat clouds between two heights, about `length` units long, each of one to three layers."""
    dice = sheet.dice
    for _ in range(count):
        y, x = dice.uniform(top, bottom), dice.uniform(-0.1, 0.9) * sheet.width
        long, thick = length * dice.uniform(0.5, 1.2), dice.uniform(7, 15)
        for row in range(dice.choice((1, 2, 2, 3))):
            shift = dice.uniform(-0.3, 0.3) * long
            y0 = y + row * thick * 0.9
            plate.bar(x + shift, y0, x + shift + long * dice.uniform(0.5, 1.0), y0 + thick)


def add_ripples(
    dice: Random, plate: Plate, *, left: float, right: float, top: float, bottom: float, count: int
) -> None:
    """Add lines on water: short and close together far away, long and wide apart near by."""
    for _ in range(count):
        near = dice.random() ** 1.6
        y = top + (bottom - top) * near
        long = 18 + 150 * near * dice.uniform(0.4, 1.2)
        x = dice.uniform(left - long / 2, right - long / 2)
        thick = 1.2 + 5.5 * near
        plate.shape([(x, y), (x + long * 0.45, y - thick / 2), (x + long, y), (x + long * 0.55, y + thick / 2)])


def add_figure(plate: Plate, *, x: float, ground: float, tall: float) -> None:
    """Add a standing person, seen from far away."""
    plate.disc(x, ground - tall * 0.88, tall * 0.11)
    plate.shape(
        [
            (x - tall * 0.13, ground - tall * 0.72),
            (x + tall * 0.13, ground - tall * 0.72),
            (x + tall * 0.11, ground),
            (x + tall * 0.02, ground),
            (x, ground - tall * 0.3),
            (x - tall * 0.04, ground),
            (x - tall * 0.12, ground),
        ]
    )


def print_misty_range(sheet: Sheet, line: list[Point], *, ink: str, mist: tuple[float, float]) -> None:
    """Print a mountain range under a skyline; between the two heights of `mist` the range sinks into mist."""
    plate = sheet.plate()
    plate.shape(area_under(line))
    sheet.print(plate, sheet.palette.paper)
    sheet.print(plate, ink, tone=sheet.fade((mist[0], 255), (mist[0] + 60, 255), (mist[1], 40)))


def find_peaks(line: list[Point], *, apart: int) -> list[int]:
    """Return the indices of the points of a line above which no point within `apart` indices rises."""
    inner = range(apart, len(line) - apart)
    return [i for i in inner if line[i][1] == min(y for _, y in line[i - apart : i + apart + 1])]


def box_between(a: float, b: float, *, top: float, bottom: float) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) of a box between two sides, given in either order."""
    return min(a, b), top, max(a, b), bottom


def cut_along(path: list[tuple[float, float]], *, thick: float) -> list[tuple[float, float]]:
    """Return the polygon of a gouge's cut along a path: pointed at both ends, `thick` units to each side."""
    count = len(path) - 1
    half_widths = [thick * math.sin(math.pi * i / count) for i in range(count + 1)]
    above = [(x, y - w) for (x, y), w in zip(path, half_widths, strict=True)]
    below = [(x, y + w) for (x, y), w in zip(path, half_widths, strict=True)]
    return above + below[::-1]
