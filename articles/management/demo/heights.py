"""Demo pictures of a mountain pass, a volcano and a viaduct."""

import math

from articles.management.demo.ink import HEIGHT, Plate, Point, Sheet
from articles.management.demo.shapes import (
    add_ripples,
    area_under,
    band_along,
    find_peaks,
    height_at,
    print_misty_range,
    print_sky,
    print_sun,
    smooth,
    trace_line,
    trace_ridge,
    trace_swell,
)


def mountains(sheet: Sheet) -> None:
    """Print a pass: ranges one behind the other, snow on the highest, a road that winds up to the gap."""
    dice, inks = sheet.dice, sheet.palette
    gap = sheet.width * dice.uniform(0.33, 0.67)
    print_sky(sheet, ink=dice.choice((inks.pale, inks.mid)), horizon=560, top=255)
    print_sun(sheet, x=gap + dice.uniform(-320, 320), y=dice.uniform(130, 330), radius=dice.uniform(50, 110))
    for ink, base, rise, mist in ((inks.pale, 500, 230, 240), (inks.mid, 640, 480, 330)):
        line = trace_ridge(sheet, base=base, rise=rise * dice.uniform(0.8, 1.1), rough=0.52)
        print_misty_range(sheet, line, ink=ink, mist=(base - rise, base + mist))
        if ink == inks.mid:
            _print_snow(sheet, line, reach=150)
    print_misty_range(sheet, trace_ridge(sheet, base=790, rise=210, rough=0.5), ink=inks.deep, mist=(620, 1010))
    slopes = sheet.plate()
    steep = dice.uniform(0.16, 0.42)
    for side, pitch in ((-1, steep), (1, 0.54 - steep)):
        wobble = trace_ridge(sheet, base=0, rise=60, rough=0.58)
        line = [(x, _pass_height(x - gap, side=side, pitch=pitch) + y) for x, y in wobble]
        slopes.shape(area_under(line))
    sheet.print(slopes, inks.dark)
    _print_road(sheet, gap=gap, on=slopes)


def _pass_height(offset: float, *, side: int, pitch: float) -> float:
    """Return the height of one side of a pass at `offset` units from the lowest point of the pass."""
    away = offset * side
    return 800 - pitch * away + 26 * math.sin(away / 150) if away > 0 else 800 - 0.7 * away


def _print_snow(sheet: Sheet, line: list[Point], *, reach: float) -> None:
    """Print each summit's snow: light on one side and shade on the other."""
    dice = sheet.dice
    light, shade, body = sheet.plate(), sheet.plate(), sheet.plate()
    body.shape(area_under(line))
    for i in find_peaks(line, apart=6):
        x, y = line[i]
        down = reach * dice.uniform(0.55, 1.2)
        spine = [(x, y)]
        spine += [(x + dice.uniform(-14, 20) + step * 6, y + down * step / 5) for step in range(1, 10)]
        left = _trace_flank(line, i, down=down * 0.9, step=-1)
        right = _trace_flank(line, i, down=down * 1.9, step=1)
        shade.shape([*spine, *right[::-1]])
        light.shape([*left[::-1], *spine[1:6], *_trace_ragged_edge(sheet, start=spine[5], end=left[-1])])
    light.intersect(body)
    shade.intersect(body)
    sheet.print(shade, sheet.palette.deep, tone=sheet.fade((0, 150), (580, 0)))
    sheet.print(light, sheet.palette.paper)


def _trace_flank(line: list[Point], i: int, *, down: float, step: int) -> list[Point]:
    """Return the skyline from the summit `i` to one side, until `down` units lower or rising for good."""
    flank, low = [line[i]], line[i][1]
    at = i + step
    while 0 <= at < len(line) and line[at][1] - line[i][1] < down and line[at][1] > low - 22:
        flank.append(line[at])
        low = max(low, line[at][1])
        at += step
    return flank


def _trace_ragged_edge(sheet: Sheet, *, start: Point, end: Point) -> list[Point]:
    """Return the torn lower edge of a snowfield, between two points."""
    count = 7
    points = []
    for i in range(1, count):
        t = i / count
        drop = sheet.dice.uniform(6, 46) * (1 if i % 2 else -0.25)
        points.append((start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + drop * (1 - t)))
    return points


def _print_road(sheet: Sheet, *, gap: float, on: Plate) -> None:
    """Print a road winding from the foreground to the gap, with a convoy on it."""
    dice, inks = sheet.dice, sheet.palette
    turn, bends, sweep = dice.choice((-1, 1)), dice.uniform(2.4, 3.4), dice.uniform(260, 380)
    path, widths = [], []
    for i in range(181):
        t = i / 180
        swing = (1 - t) ** 1.2 * math.sin(bends * math.pi * t**0.85 + 0.9)
        path.append((gap + turn * sweep * swing, 1090 - 286 * t**0.7))
        widths.append(3 + 58 * (1 - t) ** 2.2)
    plate = sheet.plate()
    plate.shape(band_along(path, widths))
    plate.intersect(on)
    sheet.print(plate, inks.pale)
    trucks = sheet.plate()
    for i in range(48, 140, dice.randrange(12, 17)):
        (x, y), size = path[i], widths[i] * 0.5 + 1.5
        trucks.box(x - size, y - size * 0.9, x + size * 0.5, y)
        trucks.box(x + size * 0.6, y - size * 0.6, x + size, y)
    trucks.intersect(on)
    sheet.print(trucks, inks.accent)


def volcano(sheet: Sheet) -> None:
    """Print a smoking volcano on an island."""
    dice, inks = sheet.dice, sheet.palette
    level = dice.uniform(680, 740)
    print_sky(sheet, ink=inks.pale, horizon=level, top=250, low=20)
    summit = (sheet.width * dice.uniform(0.3, 0.7), dice.uniform(250, 420))
    side = dice.choice((-1, 1))
    print_sun(
        sheet, x=summit[0] - side * dice.uniform(360, 470), y=dice.uniform(260, 460), radius=dice.uniform(60, 100)
    )
    _print_plume(sheet, summit=summit, side=side)
    _print_cone(sheet, summit=summit, level=level, side=side)
    water = sheet.plate()
    water.box(-10, level, sheet.width + 10, HEIGHT + 10)
    sheet.print(water, inks.deep)
    sheet.print(water, inks.dark, tone=sheet.fade((level, 0), (HEIGHT, 235)))
    lines = sheet.plate()
    add_ripples(dice, lines, left=0, right=sheet.width, top=level + 8, bottom=HEIGHT, count=120)
    sheet.print(lines, inks.mid)
    glitter = sheet.plate()
    add_ripples(
        dice, glitter, left=summit[0] - side * 560, right=summit[0] - side * 300, top=level + 6, bottom=HEIGHT, count=40
    )
    sheet.print(glitter, inks.accent)
    _print_sail(sheet, x=summit[0] + side * dice.uniform(200, 380), level=dice.uniform(830, 880), tall=150)


def _print_plume(sheet: Sheet, *, summit: tuple[float, float], side: int) -> None:
    """Print smoke that rises and bends with the wind, lit from one side."""
    dice, inks = sheet.dice, sheet.palette
    back, middle, front = sheet.plate(), sheet.plate(), sheet.plate()
    reach, lift = dice.uniform(360, 760), dice.uniform(250, 340)
    for i in range(64):
        t = i / 63
        x = summit[0] + side * reach * t**1.8 + dice.uniform(-1, 1) * (12 + 74 * t)
        y = summit[1] + 12 - lift * t**0.7 + dice.uniform(-1, 1) * (8 + 44 * t)
        radius = (20 + 92 * t) * dice.uniform(0.55, 1.05)
        back.disc(x, y, radius, flat=0.86)
        middle.disc(x - side * radius * 0.2, y - radius * 0.2, radius * 0.84, flat=0.86)
        front.disc(x - side * radius * 0.38, y - radius * 0.36, radius * dice.uniform(0.4, 0.66), flat=0.86)
    sheet.print(back, inks.mid)
    middle.intersect(back)
    sheet.print(middle, inks.pale)
    front.intersect(back)
    sheet.print(front, inks.paper)


def _print_cone(sheet: Sheet, *, summit: tuple[float, float], level: float, side: int) -> None:
    """Print a volcano: a dark body, gullies, a lit flank, a glowing crater."""
    dice, inks = sheet.dice, sheet.palette
    x0, y0 = summit
    wide = dice.uniform(380, 600)

    def height(x: float) -> float:
        """Return the height of the mountain's outline at `x`."""
        away = abs(x - x0) / wide
        if away < 0.09:
            return y0 + 16 * math.cos(away * 35)
        return y0 + (level - y0) * min(1.06, math.pow(away - 0.09, 0.72) / 0.93)

    rough = trace_ridge(sheet, base=0, rise=26, rough=0.62)
    line = [
        (x, min(level + 4, y + height_at(rough, x) * min(1, abs(x - x0) / 80)))
        for x, y in trace_line(sheet, height, step=9)
    ]
    body, light = sheet.plate(), sheet.plate()
    body.shape(area_under(line, bottom=level + 4))
    sheet.print(body, inks.dark)
    for k in range(13):
        t = (k + dice.uniform(-0.3, 0.3)) / 12
        length = dice.uniform(0.35, 1.0)
        start, foot = x0 - side * (10 + 30 * t), x0 - side * wide * (0.04 + 1.0 * t)
        end = (start + (foot - start) * length, y0 + 24 + (level - y0) * length)
        bend = ((start + end[0]) / 2 - side * 10 * t, (y0 + end[1]) / 2 + 34)
        path = smooth([(start, y0 + dice.uniform(20, 90)), bend, end])
        light.shape(
            band_along(
                path, [0.5 + (9 + 26 * t) * math.sin(math.pi * (i / len(path)) ** 1.5) for i in range(len(path))]
            )
        )
    light.intersect(body)
    sheet.print(light, inks.deep)
    lava = sheet.plate()
    lava.disc(x0, y0 + 14, wide * 0.075, flat=0.2)
    if dice.random() < 0.6:
        lava.stroke(
            smooth(
                [
                    (x0 + side * 8, y0 + 16),
                    (x0 + side * 22, y0 + 90),
                    (x0 + side * 12, y0 + 150),
                    (x0 + side * 52, y0 + 240),
                ]
            ),
            width=7,
        )
    sheet.print(lava, inks.accent)


def _print_sail(sheet: Sheet, *, x: float, level: float, tall: float) -> None:
    """Print a small sailing boat and its mirror image in strokes."""
    inks = sheet.palette
    hull, sail, water = sheet.plate(), sheet.plate(), sheet.plate()
    hull.shape(
        [
            (x - tall * 0.4, level - tall * 0.13),
            (x + tall * 0.44, level - tall * 0.16),
            (x + tall * 0.3, level),
            (x - tall * 0.3, level),
        ]
    )
    hull.stroke([(x, level - tall * 0.1), (x, level - tall)], width=3.4)
    belly = [(x + 4, level - tall * 0.97), (x + tall * 0.3, level - tall * 0.5), (x + tall * 0.36, level - tall * 0.2)]
    sail.shape([*smooth(belly), (x + 4, level - tall * 0.2)])
    sail.shape([(x - 4, level - tall * 0.9), (x - 4, level - tall * 0.22), (x - tall * 0.28, level - tall * 0.22)])
    for k in range(7):
        half = tall * (0.34 - k * 0.035)
        y = level + 8 + k * 11
        water.shape([(x - half, y), (x, y - 3), (x + half, y), (x, y + 3)])
    sheet.print(sail, inks.paper)
    sheet.print(hull, inks.dark)
    sheet.print(water, inks.paper, tone=sheet.fade((level, 220), (level + 90, 90)))


def rail(sheet: Sheet) -> None:
    """Print a train on a viaduct across a valley."""
    dice, inks = sheet.dice, sheet.palette
    deck = dice.uniform(480, 540)
    print_sky(sheet, ink=inks.pale, horizon=600, top=245)
    print_sun(sheet, x=sheet.width * dice.uniform(0.2, 0.8), y=dice.uniform(160, 300), radius=dice.uniform(60, 110))
    for base, rise, ink, end in ((600, 250, inks.pale, 760), (720, 300, inks.mid, 930)):
        plate = sheet.plate()
        plate.shape(area_under(trace_ridge(sheet, base=base, rise=rise, rough=0.5)))
        sheet.print(plate, inks.paper)
        sheet.print(plate, ink, tone=sheet.fade((base - rise, 255), (base - rise + 90, 255), (end, 30)))
    bridge = sheet.plate()
    _add_viaduct(sheet, bridge, deck=deck)
    sheet.print(bridge, inks.deep)
    _print_train(sheet, deck=deck - 4)
    front = sheet.plate()
    hill = trace_swell(sheet, base=910, rise=50, waves=0.9)
    front.shape(area_under(hill))
    for edge in (0.0, sheet.width):
        _add_firs(sheet, front, middle=edge, on=hill)
    sheet.print(front, inks.dark)
    mist = sheet.plate()
    mist.box(-10, 700, sheet.width + 10, 930)
    mist.subtract(front)
    sheet.print(mist, inks.paper, tone=sheet.fade((720, 0), (900, 190)))


def _add_viaduct(sheet: Sheet, plate: Plate, *, deck: float) -> None:
    """Add a viaduct: a deck on tall arches."""
    span = sheet.dice.uniform(120, 165)
    plate.box(-10, deck, sheet.width + 10, HEIGHT)
    x = -span * sheet.dice.uniform(0.1, 0.9)
    pier = span * 0.17
    while x < sheet.width + span:
        half = (span - pier) / 2
        middle = x + span / 2
        spring = deck + 34 + half
        plate.disc(middle, spring, half, level=0)
        plate.shape(
            [
                (middle - half, spring),
                (middle + half, spring),
                (middle + half - 7, HEIGHT + 10),
                (middle - half + 7, HEIGHT + 10),
            ],
            level=0,
        )
        plate.box(x - pier * 0.7, spring + 2, x + pier * 0.7, spring + 10)
        x += span
    plate.box(-10, deck - 5, sheet.width + 10, deck + 8)
    plate.box(-10, deck + 14, sheet.width + 10, deck + 17, level=0)


def _print_train(sheet: Sheet, *, deck: float) -> None:
    """Print a train: rounded carriages, lit windows, a pointed end."""
    dice, inks = sheet.dice, sheet.palette
    body, panes, stripe = sheet.plate(), sheet.plate(), sheet.plate()
    heading = dice.choice((-1, 1))
    long, tall = 196.0, 52.0
    cars = dice.randrange(3, 8)
    x = sheet.width / 2 - heading * (dice.uniform(0.3, 0.7) * cars * long)
    for car in range(cars):
        left = min(x, x + heading * long)
        body.bar(left, deck - tall, left + long - 6, deck - 8) if car == cars - 1 else body.box(
            left, deck - tall, left + long - 6, deck - 8
        )
        stripe.box(left + 6, deck - 21, left + long - 12, deck - 15)
        for k in range(9):
            panes.box(left + 18 + k * 18, deck - tall + 11, left + 31 + k * 18, deck - tall + 25)
        for wheel in (26, 52, long - 58, long - 32):
            body.disc(left + wheel, deck - 7, 7)
        x += heading * long
    panes.intersect(body)
    sheet.print(body, inks.dark)
    sheet.print(stripe, inks.accent)
    sheet.print(panes, inks.paper)


def _add_firs(sheet: Sheet, plate: Plate, *, middle: float, on: list[Point]) -> None:
    """Add fir trees on both sides of `middle`, the tallest in the middle."""
    dice = sheet.dice
    for _ in range(13):
        away = dice.uniform(-330, 330)
        x, tall = middle + away, dice.uniform(140, 240) * (1.15 - abs(away) / 420)
        foot = height_at(on, x) + 14
        for tier in range(5):
            half = tall * (0.07 + 0.042 * tier)
            top = foot - tall + tall * 0.17 * tier
            plate.shape([(x, top), (x + half, top + tall * 0.3), (x - half, top + tall * 0.3)])
