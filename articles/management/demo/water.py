"""Demo pictures of a harbour, ice and the open sea."""

import math

from PIL import Image

from articles.management.demo.ink import HEIGHT, Plate, Point, Sheet
from articles.management.demo.shapes import (
    add_flat_clouds,
    add_ripples,
    area_under,
    box_between,
    cut_along,
    print_sky,
    print_sun,
    smooth,
    trace_line,
    trace_ridge,
)


def harbour(sheet: Sheet) -> None:
    """Print cranes over a container ship, and their reflection in the water."""
    dice, inks = sheet.dice, sheet.palette
    level = dice.uniform(640, 690)
    print_sky(
        sheet,
        ink=dice.choice((inks.pale, inks.mid)),
        horizon=level,
        top=dice.choice((30, 250)),
        low=dice.choice((40, 240)),
    )
    side = dice.choice((-1, 1))
    middle = sheet.width / 2
    print_sun(sheet, x=middle - side * dice.uniform(80, 430), y=dice.uniform(230, 400), radius=dice.uniform(70, 115))
    clouds = sheet.plate()
    add_flat_clouds(sheet, clouds, top=90, bottom=330, count=4, length=420)
    sheet.print(clouds, inks.paper)
    hills = sheet.plate()
    hills.shape(area_under(trace_ridge(sheet, base=level, rise=110, rough=0.45), bottom=level + 6))
    sheet.print(hills, inks.mid)
    water = sheet.plate()
    water.box(-10, level, sheet.width + 10, HEIGHT + 10)
    sheet.print(water, inks.mid)
    sheet.print(water, inks.deep, tone=sheet.fade((level, 20), (HEIGHT, 245)))
    far, near = sheet.plate(), sheet.plate()
    for i in range(2):
        _add_crane(far, x=middle + side * (110 + i * 190), ground=level + 2, tall=340, heading=-side)
    far.box(*box_between(middle + side * 30, middle + side * 900, top=level - 8, bottom=level + 8))
    sheet.print(far, inks.deep)
    _add_crane(
        near, x=middle + side * dice.uniform(430, 520), ground=level + 22, tall=dice.uniform(540, 600), heading=-side
    )
    _add_ship(
        sheet,
        near,
        x=middle - side * dice.uniform(60, 260),
        level=level + 36,
        long=dice.uniform(560, 680),
        heading=-side,
    )
    near.box(*box_between(middle + side * 330, middle + side * 1000, top=level + 14, bottom=level + 52))
    _print_reflection(sheet, near, level=level + 46)
    sheet.print(near, inks.dark)
    lines = sheet.plate()
    add_ripples(dice, lines, left=0, right=sheet.width, top=level + 12, bottom=HEIGHT, count=90)
    lines.subtract(near)
    sheet.print(lines, inks.pale)


def _add_crane(plate: Plate, *, x: float, ground: float, tall: float, heading: int) -> None:
    """Add a ship-to-shore crane, its boom over the water on the side of `heading`."""
    thick, half = tall * 0.026, tall * 0.16
    deck = ground - tall * 0.58
    for leg in (-1, 1):
        plate.stroke([(x + leg * half, ground), (x + leg * half * 0.86, deck - tall * 0.06)], width=thick)
    plate.stroke([(x - half, ground - tall * 0.24), (x + half, ground - tall * 0.24)], width=thick)
    plate.stroke([(x - half, ground - tall * 0.24), (x + half * 0.86, deck)], width=thick * 0.6)
    tip, back = x + heading * tall * 0.86, x - heading * tall * 0.42
    plate.box(*box_between(back, tip, top=deck - thick * 0.7, bottom=deck + thick * 0.7))
    head = (x + heading * half * 0.6, ground - tall)
    for foot in (x + heading * half * 0.86, x - heading * half * 0.5):
        plate.stroke([(foot, deck), head], width=thick * 0.8)
    for end in (tip - heading * tall * 0.04, x + heading * tall * 0.5, back):
        plate.stroke([head, (end, deck)], width=thick * 0.3)
    plate.box(*box_between(back, back + heading * tall * 0.16, top=deck - tall * 0.09, bottom=deck))
    hook = x + heading * tall * 0.62
    plate.box(*box_between(hook - 6, hook + 14, top=deck, bottom=deck + tall * 0.05))
    plate.stroke([(hook, deck), (hook, deck + tall * 0.2)], width=thick * 0.25)
    plate.box(hook - tall * 0.05, deck + tall * 0.2, hook + tall * 0.05, deck + tall * 0.235)


def _add_ship(sheet: Sheet, plate: Plate, *, x: float, level: float, long: float, heading: int) -> None:
    """Add a container ship's hull and bridge to `plate` and print its stacks in several inks."""
    dice, inks = sheet.dice, sheet.palette
    tall = long * 0.1
    stern, bow = x - heading * long / 2, x + heading * long / 2
    plate.shape(
        [
            (stern, level - tall),
            (stern + heading * 12, level),
            (bow - heading * 44, level),
            (bow, level - tall * 1.25),
            (bow - heading * 70, level - tall),
        ]
    )
    bridge = stern + heading * long * 0.16
    plate.box(*box_between(bridge, bridge + heading * long * 0.07, top=level - tall * 3.5, bottom=level - tall))
    plate.box(
        *box_between(
            bridge - heading * 14,
            bridge + heading * (long * 0.07 + 14),
            top=level - tall * 3.3,
            bottom=level - tall * 3.0,
        )
    )
    plate.stroke(
        [(bridge + heading * long * 0.035, level - tall * 3.4), (bridge + heading * long * 0.035, level - tall * 4.2)],
        width=4,
    )
    stacks = {ink: sheet.plate() for ink in (inks.accent, inks.deep, inks.paper, inks.mid)}
    step, high = long * 0.066, tall * 0.44
    for column in range(10):
        left = stern + heading * (long * 0.27 + column * step)
        for row in range(dice.randrange(2, 6) if column < 9 else 1):
            top = level - tall - high * (row + 1)
            box = box_between(left, left + heading * (step - 3), top=top, bottom=top + high - 2)
            stacks[dice.choice(list(stacks))].box(*box)
    for ink, stack in stacks.items():
        sheet.print(stack, ink)


def _print_reflection(sheet: Sheet, plate: Plate, *, level: float) -> None:
    """Print what stands above `level` upside down in the water, broken by the swell."""
    dice = sheet.dice
    image = plate.mask
    cut = round(level * image.height / HEIGHT)
    depth = image.height - cut
    upright = image.crop((0, max(0, cut - depth * 2), image.width, cut))
    copy = sheet.plate()
    copy.mask.paste(upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((image.width, depth)), (0, cut))
    y = level + 8.0
    while y < HEIGHT:
        gap = 3 + (y - level) * 0.045
        copy.shape(
            [(x, y + dice.uniform(0, gap * 0.6)) for x in range(-20, int(sheet.width) + 60, 45)]
            + [(x, y + gap * dice.uniform(0.8, 1.6)) for x in range(int(sheet.width) + 60, -20, -45)],
            level=0,
        )
        y += gap * dice.uniform(2.0, 2.8)
    sheet.print(copy, sheet.palette.dark, tone=sheet.fade((level, 225), (HEIGHT, 90)))


def ice(sheet: Sheet) -> None:
    """Print a lead through broken ice, the ship that broke the ice, and bergs on the horizon."""
    dice, inks = sheet.dice, sheet.palette
    level = dice.uniform(300, 420)
    print_sky(sheet, ink=inks.mid, horizon=level, top=230, low=10)
    goal = sheet.width * dice.uniform(0.3, 0.7)
    shine = goal + math.copysign(dice.uniform(240, 420), sheet.width / 2 - goal)
    print_sun(sheet, x=shine, y=level - dice.uniform(0, 170), radius=dice.uniform(46, 80))
    _print_bergs(sheet, level=level, clear=(goal, shine))
    water = sheet.plate()
    water.box(-10, level, sheet.width + 10, HEIGHT + 10)
    sheet.print(water, inks.deep)
    sheet.print(water, inks.dark, tone=sheet.fade((level, 10), (HEIGHT, 255)))
    _print_floes(sheet, level=level, goal=goal)
    _print_icebreaker(sheet, x=goal, level=level + dice.uniform(80, 130), tall=dice.uniform(120, 190))


def _print_bergs(sheet: Sheet, *, level: float, clear: tuple[float, float]) -> None:
    """Print icebergs with a lit and a shaded side."""
    dice, inks = sheet.dice, sheet.palette
    lit, shade = sheet.plate(), sheet.plate()
    for _ in range(dice.randrange(5, 11)):
        x, wide = dice.uniform(0, sheet.width), dice.uniform(90, 340)
        if min(abs(x - spot) for spot in clear) < wide * 0.5 + 90:
            continue
        tall = wide * dice.uniform(0.25, 0.55)
        crown = [
            (x - wide / 2, level),
            (x - wide * 0.42, level - tall * 0.5),
            (x - wide * 0.2, level - tall * dice.uniform(0.7, 1.0)),
        ]
        fold = (x + wide * dice.uniform(-0.05, 0.12), level - tall * dice.uniform(0.55, 0.9))
        right = [(x + wide * 0.3, level - tall * dice.uniform(0.4, 0.7)), (x + wide * 0.5, level)]
        lit.shape([*crown, fold, *right])
        shade.shape([fold, *right, (x + wide * 0.05, level), (fold[0] - wide * 0.04, level - tall * 0.35)])
    sheet.print(lit, inks.paper)
    sheet.print(shade, inks.pale)


def _print_floes(sheet: Sheet, *, level: float, goal: float) -> None:
    """Print plates of ice in rows that widen towards the viewer, an open lane between them."""
    dice, inks = sheet.dice, sheet.palette
    top, edge = sheet.plate(), sheet.plate()
    y, step = level + 4.0, 7.0
    while y < HEIGHT + 60:
        near = (y - level) / (HEIGHT - level)
        lane = 26 + 150 * near
        middle = goal + 130 * math.sin(near * 3.0) * near
        x = -80.0 + dice.uniform(-60, 0)
        while x < sheet.width + 80:
            wide = step * dice.uniform(2.2, 5.2)
            if abs(x + wide / 2 - middle) > lane * 0.5 + wide / 2 and dice.random() < 0.93:
                floe = _shape_floe(sheet, x=x, y=y, wide=wide * 0.94, tall=step * 0.88)
                edge.shape([(px, py + 2 + step * 0.13) for px, py in floe])
                top.shape(floe)
            x += wide
        y, step = y + step, step * 1.155
    edge.subtract(top)
    sheet.print(top, inks.paper)
    sheet.print(top, inks.pale, tone=sheet.cloud(9, 14).point([v // 2 for v in range(256)]))
    sheet.print(edge, inks.mid)


def _shape_floe(sheet: Sheet, *, x: float, y: float, wide: float, tall: float) -> list[Point]:
    """Return the polygon of one irregular plate of ice."""
    dice = sheet.dice
    top = [(x + wide * t, y + tall * dice.uniform(0.0, 0.25)) for t in (0.1, 0.45, 0.86)]
    low = [(x + wide * t, y + tall * dice.uniform(0.78, 1.0)) for t in (0.9, 0.5, 0.14)]
    return [*top, (x + wide, y + tall * dice.uniform(0.3, 0.65)), *low, (x, y + tall * dice.uniform(0.35, 0.7))]


def _print_icebreaker(sheet: Sheet, *, x: float, level: float, tall: float) -> None:
    """Print a ship seen from astern, and the ship's reflection."""
    inks = sheet.palette
    hull, deckhouse, stripe = sheet.plate(), sheet.plate(), sheet.plate()
    wide = tall * 0.42
    hull.shape(
        [
            (x - wide, level - tall * 0.42),
            (x + wide, level - tall * 0.42),
            (x + wide * 0.82, level),
            (x - wide * 0.82, level),
        ]
    )
    for row, reach in enumerate((0.86, 0.72, 0.56)):
        top = level - tall * (0.62 + row * 0.2)
        deckhouse.box(x - wide * reach, top, x + wide * reach, top + tall * 0.2)
        for k in range(5):
            at = x + wide * reach * (k - 2) * 0.38
            hull.box(at - 2.6, top + tall * 0.06, at + 2.6, top + tall * 0.12)
    hull.box(x - wide * 0.24, level - tall * 1.28, x + wide * 0.24, level - tall * 1.02)
    hull.stroke([(x, level - tall * 1.2), (x, level - tall * 1.75)], width=4)
    hull.stroke([(x - wide * 0.3, level - tall * 1.5), (x + wide * 0.3, level - tall * 1.5)], width=2.5)
    stripe.box(x - wide * 0.98, level - tall * 0.42, x + wide * 0.98, level - tall * 0.3)
    sheet.print(deckhouse, inks.paper)
    sheet.print(hull, inks.dark)
    sheet.print(stripe, inks.accent)
    wake = sheet.plate()
    add_ripples(sheet.dice, wake, left=x - wide, right=x + wide, top=level + 4, bottom=level + 230, count=16)
    sheet.print(wake, inks.mid)


def sea(sheet: Sheet) -> None:
    """Print waves in flat bands, with one boat."""
    dice, inks = sheet.dice, sheet.palette
    level = dice.uniform(360, 450)
    print_sky(sheet, ink=inks.pale, horizon=level, top=30 if dice.random() < 0.5 else 250, low=200)
    spot = sheet.width * dice.uniform(0.25, 0.75)
    print_sun(sheet, x=spot, y=level - dice.uniform(20, 170), radius=dice.uniform(90, 160))
    clouds = sheet.plate()
    add_flat_clouds(sheet, clouds, top=60, bottom=level - 60, count=4, length=460)
    sheet.print(clouds, inks.paper)
    colours = [inks.mid, inks.mid, inks.deep, inks.deep, inks.dark, inks.dark]
    boat_row = dice.randrange(1, 4)
    y, tall = level, 12.0
    for row, ink in enumerate(colours):
        if row == boat_row:
            _print_rowers(sheet, x=sheet.width * dice.uniform(0.3, 0.7), level=y + tall * 0.5, long=120 + 30 * row)
        _print_wave(sheet, y=y, tall=tall, ink=ink)
        y, tall = y + 22 + tall * 1.35, tall * 1.5


def _print_wave(sheet: Sheet, *, y: float, tall: float, ink: str) -> None:
    """Print one row of waves with sharp leaning crests, foam lines following them."""
    dice, inks = sheet.dice, sheet.palette
    phase, length = dice.uniform(0, 1), tall * dice.uniform(6.5, 8.5)

    def crest(x: float) -> float:
        """Return the height of the waves at `x`."""
        u = (x / length + phase) % 1.0
        shape = math.pow(u / 0.68, 2.2) if u < 0.68 else math.pow((1 - u) / 0.32, 1.5)
        heave = math.sin(x / length * 0.9 + phase * 9)
        return y - tall * (shape * (0.8 + 0.3 * heave) - 0.5) + tall * 0.4 * heave

    line = trace_line(sheet, crest, step=4)
    body, foam = sheet.plate(), sheet.plate()
    body.shape(area_under(line))
    sheet.print(body, ink)
    for k in range(1, 5):
        drop = tall * (0.16 + 0.34 * k)
        path = [(x - drop * 0.35, py + (y - py) * min(0.85, 0.24 * k) + drop) for x, py in line]
        at = dice.randrange(0, 20)
        while at < len(path):
            long = dice.randrange(14, 60)
            part = path[at : at + long]
            thick = tall * 0.085 / k**0.5
            if len(part) > 3:
                foam.shape(cut_along(part, thick=thick))
            at += long + dice.randrange(8, 44)
    foam.intersect(body)
    sheet.print(foam, {inks.pale: inks.paper, inks.mid: inks.pale, inks.deep: inks.mid, inks.dark: inks.mid}[ink])


def _print_rowers(sheet: Sheet, *, x: float, level: float, long: float) -> None:
    """Print an open boat full of people, low in the water."""
    dice, inks = sheet.dice, sheet.palette
    hull, people = sheet.plate(), sheet.plate()
    tall = long * 0.17
    curve = smooth(
        [
            (x - long * 0.5, level - tall * 1.35),
            (x - long * 0.2, level - tall * 0.85),
            (x + long * 0.25, level - tall * 0.85),
            (x + long * 0.55, level - tall * 1.5),
        ]
    )
    hull.shape([*curve, (x + long * 0.4, level + tall), (x - long * 0.38, level + tall)])
    for k in range(dice.randrange(4, 7)):
        px = x - long * 0.3 + k * long * 0.12
        people.disc(px, level - tall * 2.0, tall * 0.27)
        people.shape(
            [
                (px - tall * 0.42, level - tall * 0.6),
                (px - tall * 0.3, level - tall * 1.7),
                (px + tall * 0.3, level - tall * 1.7),
                (px + tall * 0.42, level - tall * 0.6),
            ]
        )
    sheet.print(people, inks.dark)
    sheet.print(hull, inks.accent)
