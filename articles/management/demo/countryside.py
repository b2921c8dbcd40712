"""Demo pictures of fields, a forest and a river."""

import math
from collections.abc import Sequence

from articles.management.demo.ink import HEIGHT, Plate, Point, Sheet
from articles.management.demo.shapes import (
    area_under,
    band_along,
    height_at,
    print_misty_range,
    print_sky,
    print_sun,
    smooth,
    trace_line,
    trace_ridge,
    trace_swell,
)


def fields(sheet: Sheet) -> None:
    """Print rice terraces: steps of water on a hillside, each holding a strip of sky."""
    dice, inks = sheet.dice, sheet.palette
    print_sky(sheet, ink=inks.pale, horizon=380, top=230)
    print_sun(sheet, x=sheet.width * dice.uniform(0.15, 0.85), y=dice.uniform(110, 190), radius=dice.uniform(42, 70))
    for base, rise, ink in ((330, 150, inks.pale), (390, 120, inks.mid)):
        print_misty_range(
            sheet, trace_ridge(sheet, base=base, rise=rise, rough=0.45), ink=ink, mist=(base - rise, base + 190)
        )
    shift, bend = dice.uniform(0, math.tau), dice.uniform(0.7, 1.2)
    y, step, order = 392.0, 18.0, 0
    while y < HEIGHT + 130:
        _print_terrace(sheet, y=y, step=step, phase=shift + order * 0.21, bend=bend, order=order)
        y, step, order = y + step * dice.uniform(0.85, 1.2), step * 1.21, order + 1
    _print_palms(sheet)


def _print_terrace(sheet: Sheet, *, y: float, step: float, phase: float, bend: float, order: int) -> None:
    """Print one step of a terrace: a bank, and the water on the step."""
    dice, inks = sheet.dice, sheet.palette
    near = (y - 380) / 620

    def edge(x: float) -> float:
        """Return the height of the step's upper edge at `x`."""
        u = x / sheet.width
        wide = math.sin(u * 5.0 * bend + phase) + 0.5 * math.sin(u * 11.0 * bend - phase * 1.7)
        return y + (9 + 46 * near) * wide + 130 * (1 - near) * (u - 0.5) ** 2

    line = trace_line(sheet, edge, step=10)
    bank, water = sheet.plate(), sheet.plate()
    bank.shape(area_under(line, bottom=y + 190))
    sheet.print(bank, (inks.deep, inks.dark, inks.deep)[order % 3])
    water.shape(area_under([(px, py + 2 + step * 0.2) for px, py in line], bottom=HEIGHT + 400))
    inner = [(px, py + step * 0.86) for px, py in line]
    water.shape(area_under(inner, bottom=HEIGHT + 400), level=0)
    for _ in range(dice.randrange(2, 5)):
        x = dice.uniform(0, sheet.width)
        width = 3 + 9 * near
        water.shape(
            [(x, y - 150), (x + width, y - 150), (x + width - 30 * near, y + 220), (x - 30 * near, y + 220)], level=0
        )
    sheet.print(water, (inks.paper, inks.pale, inks.mid, inks.paper, inks.pale)[(order * 3 + dice.randrange(2)) % 5])


def _print_palms(sheet: Sheet) -> None:
    """Print palms on a bank, large and to one side."""
    dice, inks = sheet.dice, sheet.palette
    plate = sheet.plate()
    left = dice.choice((dice.uniform(0.05, 0.2), dice.uniform(0.68, 0.85))) * sheet.width
    for k in range(dice.randrange(2, 5)):
        ground, tall = dice.uniform(640, 760), dice.uniform(250, 390)
        _add_palm(sheet, plate, x=left + k * 62 + dice.uniform(-18, 18), ground=ground, tall=tall)
    sheet.print(plate, inks.dark)


def _add_palm(sheet: Sheet, plate: Plate, *, x: float, ground: float, tall: float) -> None:
    """Add one palm: a curved stem, fronds that hang in arcs."""
    dice = sheet.dice
    lean = dice.uniform(-60, 60)
    crown = (x + lean, ground - tall)
    stem = smooth([(x, ground), (x + lean * 0.15, ground - tall * 0.5), crown])
    plate.shape(band_along(stem, [11 - 6 * i / len(stem) for i in range(len(stem))]))
    for k in range(13):
        angle = math.pi * (1.02 + 0.96 * k / 12) + dice.uniform(-0.1, 0.1)
        reach = tall * dice.uniform(0.25, 0.36)
        out, up = math.cos(angle) * reach, math.sin(angle) * reach
        arch = (crown[0] + out * 0.62, crown[1] + up * 0.62 - reach * 0.04)
        tip = (crown[0] + out * 1.05, crown[1] + up * 0.35 + reach * 0.42)
        frond = smooth([crown, arch, tip])
        plate.shape(band_along(frond, [0.8 + 8.5 * math.sin(math.pi * i / len(frond)) for i in range(len(frond))]))


def forest(sheet: Sheet) -> None:
    """Print rows of tree trunks, and light falling between the trunks."""
    dice, inks = sheet.dice, sheet.palette
    source = sheet.width * dice.uniform(0.25, 0.75)
    sheet.wash(inks.pale, tone=sheet.stipple(sheet.fade((0, 250), (560, 130), (760, 20))))
    print_sun(sheet, x=source, y=dice.uniform(330, 450), radius=dice.uniform(55, 85))
    rows = ((inks.pale, 640, 15, 34), (inks.mid, 700, 26, 17), (inks.deep, 790, 46, 9), (inks.dark, 930, 84, 5))
    for ink, ground, thick, count in rows:
        _print_grove(sheet, ink=ink, ground=ground, thick=thick, count=count, clear=source)
        if ink == inks.mid:
            _print_beams(sheet, x=source)


def _print_grove(sheet: Sheet, *, ink: str, ground: float, thick: float, count: int, clear: float) -> None:
    """Print one row of trunks and the ground below, leaving a clearing about the position `clear`."""
    dice = sheet.dice
    plate, marks = sheet.plate(), sheet.plate()
    line = trace_swell(sheet, base=ground, rise=thick * 0.5, waves=1.2)
    plate.shape(area_under(line))
    for i in range(count):
        x = (i + dice.uniform(0.1, 0.9)) / count * (sheet.width + 80) - 40
        if abs(x - clear) < thick * 1.9:
            continue
        half, lean = thick * dice.uniform(0.3, 0.62), dice.uniform(-16, 16)
        foot = height_at(line, x) + 4
        plate.shape(
            [
                (x - half * 1.9, foot),
                (x - half, foot - 70),
                (x + lean - half * 0.8, -20),
                (x + lean + half * 0.8, -20),
                (x + half, foot - 70),
                (x + half * 1.9, foot),
            ]
        )
        for _ in range(dice.randrange(1, 4)):
            _add_branch(
                sheet,
                plate,
                x=x + lean * 0.5,
                y=dice.uniform(40, foot * 0.6),
                reach=thick * dice.uniform(2, 4.5),
                thick=half * 0.4,
            )
        for _ in range(int(thick / 7)):
            y = dice.uniform(0, foot - 60)
            side = dice.choice((-1, 1))
            at = x + lean * (1 - y / foot) + side * half * 0.9
            marks.shape([(at, y), (at - side * half * dice.uniform(0.5, 1.2), y + 3), (at, y + thick * 0.12)])
    sheet.print(plate, ink)
    sheet.print(
        marks,
        sheet.palette.pale if ink == sheet.palette.dark else sheet.palette.paper,
        tone=sheet.fade((0, 220), (900, 220)),
    )


def _add_branch(sheet: Sheet, plate: Plate, *, x: float, y: float, reach: float, thick: float) -> None:
    """Add a bare branch of a trunk at (x, y), to the left or the right by chance."""
    side = sheet.dice.choice((-1, 1))
    path = smooth(
        [
            (x, y),
            (x + side * reach * 0.5, y - reach * 0.3),
            (x + side * reach, y - reach * sheet.dice.uniform(0.6, 1.0)),
        ],
        steps=6,
    )
    plate.shape(band_along(path, [thick * (1 - i / len(path)) + 0.8 for i in range(len(path))]))


def _print_beams(sheet: Sheet, *, x: float) -> None:
    """Print light that fans out from behind the trees."""
    dice = sheet.dice
    plate = sheet.plate()
    for k in range(7):
        angle = -1.05 + 0.35 * k + dice.uniform(-0.1, 0.1)
        wide = dice.uniform(0.03, 0.08)
        ends = [(x + 1100 * math.sin(angle + turn), 330 + 1100 * math.cos(angle + turn)) for turn in (-wide, wide)]
        plate.shape([(x, 330), *ends])
    plate.disc(x, 390, 120, level=0)
    sheet.print(plate, sheet.palette.paper, tone=sheet.fade((430, 130), (900, 25)))


def river(sheet: Sheet) -> None:
    """Print a river seen from the air, in bends through fields or in the arms of a delta."""
    dice, inks = sheet.dice, sheet.palette
    delta = dice.random() < 0.5
    ground = sheet.plate()
    ground.box(-10, -10, sheet.width + 10, HEIGHT + 10)
    sheet.print(ground, inks.deep if delta else inks.pale)
    _print_parcels(sheet, tints=(inks.mid, inks.dark, inks.mid) if delta else (inks.mid, inks.deep, inks.paper))
    if delta:
        _print_delta(sheet)
    else:
        _print_meander(sheet)


def _print_parcels(sheet: Sheet, *, tints: Sequence[str]) -> None:
    """Print a patchwork of ploughed and planted fields, each with its own furrows."""
    dice = sheet.dice
    plates = {ink: sheet.plate() for ink in tints}
    lines = sheet.plate()
    tilt = dice.uniform(-0.35, 0.35)
    cos, sin = math.cos(tilt), math.sin(tilt)

    def place(x: float, y: float) -> Point:
        """Return the point of the sheet where a point of the turned plan lies."""
        return sheet.width / 2 + x * cos - y * sin, 500 + x * sin + y * cos

    y = -1000.0
    while y < 1000:
        tall = dice.uniform(70, 130)
        x = -1100.0 + dice.uniform(-80, 0)
        while x < 1100:
            wide = dice.uniform(60, 190)
            corners = [
                place(x + 3, y + 3),
                place(x + wide - 3, y + 3),
                place(x + wide - 3, y + tall - 3),
                place(x + 3, y + tall - 3),
            ]
            roll = dice.random()
            if roll < 0.62:
                plates[dice.choice(list(plates))].shape(corners)
            if roll < 0.75:
                for k in range(1, int(tall / 9)):
                    lines.stroke([place(x + 5, y + k * 9), place(x + wide - 5, y + k * 9)], width=1.6)
            x += wide
        y += tall
    for ink, plate in plates.items():
        sheet.print(plate, ink, tone=sheet.fade((0, 190), (1000, 190)))
    sheet.print(lines, tints[1], tone=sheet.cloud(5, 4))


def _print_meander(sheet: Sheet) -> None:
    """Print a river in bends: woods along it, sand on the inside of each bend, the stream cutting the outside."""
    dice, inks = sheet.dice, sheet.palette
    path = _trace_bends(sheet)
    woods, sand, stream, glint = sheet.plate(), sheet.plate(), sheet.plate(), sheet.plate()
    for x, y in path[::2]:
        for _ in range(3):
            woods.disc(x + dice.gauss(0, 62), y + dice.gauss(0, 62), dice.uniform(10, 34))
    inside = [_shift_point(path, i, by=46) for i in range(len(path))]
    widths = [60 + 13 * math.sin(i / 13) + 9 * math.sin(i / 5.3) for i in range(len(path))]
    for (x, y), (sx, sy), width in zip(path, inside, widths, strict=True):
        sand.disc(sx, sy, width * 0.56)
        stream.disc(x, y, width * 0.5)
    for lane in (-0.22, 0.05, 0.28):
        at = dice.randrange(0, 40)
        while at < len(path) - 12:
            long = dice.randrange(16, 44)
            part = [_shift_point(path, i, by=lane * 60, fixed=True) for i in range(at, min(len(path), at + long))]
            glint.shape(band_along(part, [0.6 + 2.6 * math.sin(math.pi * i / len(part)) for i in range(len(part))]))
            at += long + dice.randrange(20, 80)
    sheet.print(woods, inks.deep, tone=sheet.fade((0, 225), (1000, 225)))
    sheet.print(sand, inks.paper)
    sheet.print(stream, inks.dark)
    sheet.print(glint, inks.mid)


def _trace_bends(sheet: Sheet) -> list[Point]:
    """Return the course of a river from edge to edge: a sine-generated curve, uneven, on a slant."""
    dice = sheet.dice
    phase, drift = dice.uniform(0, math.tau), dice.uniform(0, math.tau)
    x, y, path = 0.0, 0.0, []
    for i in range(520):
        t = i / 520 * math.tau
        heading = (1.35 + 0.45 * math.sin(t * 1.3 + drift)) * math.sin(
            t * 2.7 + 0.9 * math.sin(t * 1.1 + drift) + phase
        )
        x, y = x + math.cos(heading), y + math.sin(heading)
        path.append((x, y))
    scale = (sheet.width + 360) / path[-1][0]
    fall = (path[-1][1] - dice.uniform(-0.3, 0.3) * path[-1][0]) / len(path)
    path = [(px * scale - 180, (py - fall * i) * scale) for i, (px, py) in enumerate(path)]
    middle = (min(py for _, py in path) + max(py for _, py in path)) / 2
    return [(px, py - middle + 500) for px, py in path]


def _shift_point(path: list[Point], i: int, *, by: float, fixed: bool = False) -> Point:
    """Return the point `by` units beside `path[i]`: inside the bend, or always to the same bank if `fixed`."""
    (x0, y0), (x1, y1) = path[max(0, i - 9)], path[min(len(path) - 1, i + 9)]
    x, y = path[i]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    nx, ny = (y0 - y1) / length, (x1 - x0) / length
    if not fixed:
        by *= max(-1.0, min(1.0, ((x0 + x1 - 2 * x) * nx + (y0 + y1 - 2 * y) * ny) / 14))
    return x + nx * by, y + ny * by


def _print_delta(sheet: Sheet) -> None:
    """Print a river that divides again and again on its way to the sea."""
    dice, inks = sheet.dice, sheet.palette
    sea, arms, banks, shoals = (sheet.plate() for _ in range(4))
    apex = sheet.width * dice.uniform(0.35, 0.65)
    lobes = trace_swell(sheet, base=0, rise=36, waves=4.5)
    coast = [(x, 790 + y - 120 * math.exp(-(((x - apex) / 420) ** 2)) * -1) for x, y in lobes]
    sea.shape(area_under(coast))
    starts = [(apex, -40.0, math.pi / 2 + dice.uniform(-0.3, 0.3), 62.0)]
    while starts:
        x, y, heading, width = starts.pop()
        bend, swing = dice.uniform(0, math.tau), dice.uniform(0.35, 0.75)
        for i in range(dice.randrange(80, 170) if width > 13 else 500):
            turn = heading + swing * math.sin(i / (12 + width * 0.4) + bend)
            x, y = x + 2.2 * math.cos(turn), y + 2.2 * math.sin(turn)
            banks.disc(x, y, width / 2 + 5)
            arms.disc(x, y, width / 2)
        if y < HEIGHT and width > 13:
            spread = dice.uniform(0.32, 0.62)
            share = dice.uniform(0.4, 0.6)
            centre = math.pi / 2 + (heading - math.pi / 2) * 0.7
            starts.append((x, y, centre - spread, width * math.sqrt(share) * 0.94))
            starts.append((x, y, centre + spread, width * math.sqrt(1 - share) * 0.94))
    sheet.print(banks, inks.dark)
    sheet.print(arms, inks.pale)
    sheet.print(sea, inks.pale)
    sheet.print(sea, inks.mid, tone=sheet.fade((820, 0), (HEIGHT, 200)))
    for i in range(4):
        shoals.stroke([(x, y + 20 + i * 24) for x, y in coast], width=5 - i)
    sheet.print(shoals, inks.paper, tone=sheet.cloud(9, 7))
