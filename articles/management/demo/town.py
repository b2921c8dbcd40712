"""Demo pictures of a skyline, a parliament and roofs in the rain."""

import math

from articles.management.demo.ink import HEIGHT, Plate, Sheet
from articles.management.demo.shapes import add_flat_clouds, add_ripples, print_sun


def city(sheet: Sheet) -> None:
    """Print a city skyline at night, with lit windows and lights in the water."""
    dice, inks = sheet.dice, sheet.palette
    level = dice.uniform(790, 840)
    sheet.wash(inks.mid, tone=sheet.stipple(sheet.fade((0, 255), (level * 0.6, 255), (level, 90))))
    sheet.wash(inks.deep, tone=sheet.stipple(sheet.fade((0, 250), (level * 0.62, 0))))
    moon = sheet.plate()
    moon.disc(sheet.width * dice.uniform(0.12, 0.88), dice.uniform(120, 240), dice.uniform(40, 76))
    sheet.print(moon, inks.paper)
    peak = sheet.width * dice.uniform(0.3, 0.7)
    for ink, high, wide, lit in ((inks.mid, 560, 74, 0.0), (inks.deep, 500, 88, 0.24), (inks.dark, 380, 112, 0.34)):
        _print_blocks(sheet, ink=ink, level=level, high=high, wide=wide, lit=lit, peak=peak)
    if dice.random() < 0.5:
        _print_bridge(sheet, level=level)
    water = sheet.plate()
    water.box(-10, level, sheet.width + 10, HEIGHT + 10)
    sheet.print(water, inks.dark)
    sheet.print(water, inks.deep, tone=sheet.fade((level, 200), (HEIGHT, 0)))
    for ink, count in ((inks.accent, 60), (inks.paper, 30), (inks.mid, 50)):
        lines = sheet.plate()
        for _ in range(9):
            x = dice.uniform(0, sheet.width)
            add_ripples(dice, lines, left=x - 26, right=x + 26, top=level + 6, bottom=HEIGHT, count=count // 9)
        sheet.print(lines, ink)


def _print_bridge(sheet: Sheet, *, level: float) -> None:
    """Print a suspension bridge in front of the city."""
    dice, inks = sheet.dice, sheet.palette
    plate, lamps = sheet.plate(), sheet.plate()
    deck, tall, span = level - 44, dice.uniform(230, 290), dice.uniform(620, 760)
    first = dice.uniform(-0.1, 0.35) * sheet.width
    for tower in (first - span, first, first + span, first + 2 * span):
        for leg in (-9, 9):
            plate.box(tower + leg - 4.5, level - tall, tower + leg + 4.5, level + 10)
        for rung in (0.3, 0.62, 0.96):
            plate.box(tower - 9, level - tall * rung - 4, tower + 9, level - tall * rung + 4)
        cable = []
        for i in range(41):
            u = i / 20 - 1
            y = deck - 12 - (tall - 62) * u * u
            cable.append((tower + span * (i / 40), y))
            if i % 2 == 0:
                plate.stroke([cable[-1], (cable[-1][0], deck)], width=1.5)
            if i % 4 == 2:
                lamps.disc(cable[-1][0], deck - 10, 3.4)
        plate.stroke(cable, width=4)
    plate.box(-10, deck - 4, sheet.width + 10, deck + 10)
    sheet.print(plate, inks.mid)
    sheet.print(lamps, inks.accent)


def _print_blocks(sheet: Sheet, *, ink: str, level: float, high: float, wide: float, lit: float, peak: float) -> None:
    """Print one row of buildings, the tallest near `peak`, with lit windows in the share `lit`."""
    dice, inks = sheet.dice, sheet.palette
    walls, warm, cool = sheet.plate(), sheet.plate(), sheet.plate()
    x = -30.0
    while x < sheet.width + 30:
        across = wide * dice.uniform(0.55, 1.3)
        rise = math.exp(-(((x - peak) / 430) ** 2))
        tall = high * (0.3 + 0.5 * rise + dice.uniform(0, 0.55) * (0.35 + 0.65 * rise))
        top = level - tall
        walls.box(x, top, x + across, level + 4)
        _add_roof_top(sheet, walls, left=x, right=x + across, top=top)
        _add_windows(
            sheet, warm if dice.random() < 0.7 else cool, left=x, right=x + across, top=top, bottom=level - 12, lit=lit
        )
        x += across + dice.choice((0.0, 0.0, 5.0, 12.0))
    sheet.print(walls, ink)
    sheet.print(warm, inks.accent)
    sheet.print(cool, inks.pale)


def _add_roof_top(sheet: Sheet, plate: Plate, *, left: float, right: float, top: float) -> None:
    """Add what stands on a roof: steps, a mast, a dome, a tank, a slope, or nothing."""
    dice = sheet.dice
    wide, middle = right - left, (left + right) / 2
    match dice.randrange(7):
        case 0:
            plate.box(left + wide * 0.18, top - wide * 0.3, right - wide * 0.18, top)
            plate.box(left + wide * 0.34, top - wide * 0.55, right - wide * 0.34, top)
        case 1:
            plate.box(left + wide * 0.25, top - wide * 0.2, right - wide * 0.25, top)
            plate.stroke([(middle, top), (middle, top - wide * dice.uniform(0.7, 1.3))], width=3.2)
        case 2:
            plate.disc(middle, top + 2, wide * 0.36, flat=0.9)
            plate.stroke([(middle, top), (middle, top - wide * 0.55)], width=2.6)
        case 3:
            plate.shape([(left, top), (right, top), (right, top - wide * 0.35)])
        case 4:
            plate.box(left + wide * 0.2, top - wide * 0.28, left + wide * 0.5, top - wide * 0.08)
            plate.shape(
                [
                    (left + wide * 0.17, top - wide * 0.28),
                    (left + wide * 0.35, top - wide * 0.4),
                    (left + wide * 0.53, top - wide * 0.28),
                ]
            )
            plate.stroke([(left + wide * 0.24, top), (left + wide * 0.24, top - wide * 0.1)], width=2)
            plate.stroke([(left + wide * 0.46, top), (left + wide * 0.46, top - wide * 0.1)], width=2)
        case _:
            plate.box(left + wide * 0.1, top - 6, left + wide * 0.4, top)


def _add_windows(
    sheet: Sheet, plate: Plate, *, left: float, right: float, top: float, bottom: float, lit: float
) -> None:
    """Add lit windows in floors and columns; by chance whole floors are dark or alight."""
    dice = sheet.dice
    if not lit:
        return
    columns = max(2, round((right - left) / 15))
    step = (right - left - 14) / columns
    y = top + 14
    while y < bottom:
        busy = dice.choice((0.2, 1.0, 1.0, 1.7)) * lit
        for column in range(columns):
            if dice.random() < busy:
                x = left + 7 + column * step
                plate.box(x + step * 0.2, y, x + step * 0.8, y + 9)
        y += 19


def parliament(sheet: Sheet) -> None:
    """Print a columned building under a dome, at dusk."""
    dice, inks = sheet.dice, sheet.palette
    ground = dice.uniform(740, 780)
    middle = sheet.width * dice.choice((0.38, 0.5, 0.5, 0.62))
    sheet.wash(inks.mid, tone=sheet.stipple(sheet.fade((0, 250), (ground, 10))))
    sheet.wash(inks.deep, tone=sheet.stipple(sheet.fade((0, 235), (360, 0))))
    print_sun(
        sheet,
        x=middle + dice.choice((-1, 1)) * dice.uniform(0, 300),
        y=ground - dice.uniform(230, 330),
        radius=dice.uniform(120, 190),
    )
    clouds = sheet.plate()
    add_flat_clouds(sheet, clouds, top=110, bottom=430, count=6, length=480)
    sheet.print(clouds, inks.pale)
    building, light = sheet.plate(), sheet.plate()
    wing = dice.uniform(330, 420)
    _add_wings(sheet, building, light, x=middle, ground=ground, wing=wing)
    _add_portico(building, light, x=middle, ground=ground, half=dice.uniform(120, 150), columns=dice.choice((6, 8)))
    kind = dice.randrange(4)
    if kind:
        _add_dome(sheet, building, light, x=middle, base=ground - 228, scale=1.0)
    if kind != 1:
        for end in (-1, 1):
            _add_dome(sheet, building, light, x=middle + end * wing, base=ground - 168, scale=0.42 if kind else 0.6)
    sheet.print(building, inks.dark)
    light.intersect(building)
    sheet.print(light, inks.accent)
    _print_forecourt(sheet, x=middle, ground=ground, building=building)


def _add_wings(sheet: Sheet, building: Plate, light: Plate, *, x: float, ground: float, wing: float) -> None:
    """Add a parliament's two long wings with their windows and end pavilions."""
    building.box(x - wing, ground - 140, x + wing, ground + 4)
    building.box(x - wing - 12, ground - 150, x + wing + 12, ground - 138)
    for end in (-1, 1):
        edge = x + end * wing
        building.box(edge - 58, ground - 172, edge + 58, ground + 4)
        building.shape([(edge - 68, ground - 170), (edge, ground - 206), (edge + 68, ground - 170)])
        for k in range(-1, 2):
            light.box(edge + k * 32 - 6, ground - 130, edge + k * 32 + 6, ground - 92)
        count = int((wing - 230) / 30) + 1
        for k in range(count):
            at = x + end * (190 + k * 34)
            if abs(at - edge) < 76:
                continue
            if sheet.dice.random() < 0.75:
                light.box(at - 6, ground - 118, at + 6, ground - 82)
            if sheet.dice.random() < 0.6:
                light.box(at - 6, ground - 60, at + 6, ground - 26)


def _add_portico(building: Plate, light: Plate, *, x: float, ground: float, half: float, columns: int) -> None:
    """Add the middle of a parliament: steps, columns with light between them, a pediment."""
    building.box(x - half - 14, ground - 196, x + half + 14, ground + 4)
    building.shape([(x - half - 26, ground - 194), (x, ground - 262), (x + half + 26, ground - 194)])
    light.shape([(x - half * 0.7, ground - 204), (x, ground - 242), (x + half * 0.7, ground - 204)])
    inner = 2 * half / columns
    light.box(x - half, ground - 176, x + half, ground - 22)
    for k in range(columns + 1):
        at = x - half + k * inner
        light.box(at - inner * 0.22, ground - 180, at + inner * 0.22, ground - 18, level=0)
        light.box(at - inner * 0.32, ground - 178, at + inner * 0.32, ground - 168, level=0)
        light.box(at - inner * 0.32, ground - 30, at + inner * 0.32, ground - 18, level=0)
    for k in range(5):
        building.box(x - half - 20 - k * 16, ground - 8 + k * 9, x + half + 20 + k * 16, ground + 4 + k * 9)


def _add_dome(sheet: Sheet, building: Plate, light: Plate, *, x: float, base: float, scale: float) -> None:
    """Add a parliament's dome: a drum with openings, a ribbed dome and a lantern."""
    dice = sheet.dice
    radius, drum = dice.uniform(92, 124) * scale, dice.uniform(56, 84) * scale
    pointed = dice.choice((1.0, 1.12, 1.28))
    building.box(x - radius * 1.12, base - 12, x + radius * 1.12, base + 40)
    building.box(x - radius, base - drum, x + radius, base + 10)
    building.box(x - radius * 1.08, base - drum - 8, x + radius * 1.08, base - drum + 4)
    for k in range(7):
        at = x + radius * 0.92 * math.sin((k - 3) / 3 * 1.15)
        slim = 7 * scale * math.cos((k - 3) / 3 * 1.15) + 1.5
        light.box(at - slim, base - drum + 16 * scale, at + slim, base - 16 * scale)
    top = base - drum - 4
    curve = [
        (x + radius * math.cos(a), top - radius * pointed * math.sin(a)) for a in (math.pi * i / 40 for i in range(41))
    ]
    building.shape(curve)
    for k in (-2, -1, 0, 1, 2):
        rib = [
            (x + radius * 0.96 * k / 2.6 * math.cos(a), top - radius * pointed * 0.97 * math.sin(a))
            for a in (math.pi / 2 * i / 20 for i in range(20))
        ]
        light.stroke(rib, width=2.4)
    crown = top - radius * pointed
    building.box(x - 19 * scale, crown - 40 * scale, x + 19 * scale, crown + 8)
    light.box(x - 9 * scale, crown - 30 * scale, x + 9 * scale, crown - 4)
    building.disc(x, crown - 40 * scale, 21 * scale, flat=0.9)
    building.stroke([(x, crown - 50 * scale), (x, crown - 112 * scale)], width=4 * scale)


def _print_forecourt(sheet: Sheet, *, x: float, ground: float, building: Plate) -> None:
    """Print the square in front of a parliament, trees and lamps, and the way up to the steps."""
    dice, inks = sheet.dice, sheet.palette
    square, way, trees = sheet.plate(), sheet.plate(), sheet.plate()
    square.box(-10, ground + 2, sheet.width + 10, HEIGHT + 10)
    square.subtract(building)
    sheet.print(square, inks.deep)
    way.shape([(x - 170, ground + 44), (x + 170, ground + 44), (x + 560, HEIGHT + 10), (x - 560, HEIGHT + 10)])
    sheet.print(way, inks.mid, tone=sheet.fade((ground, 235), (HEIGHT, 90)))
    lamps = sheet.plate()
    for side in (-1, 1):
        at = x + side * 560
        while -60 < at < sheet.width + 60:
            tall = dice.uniform(90, 230)
            flat = dice.uniform(1.0, 1.9)
            trees.disc(at, ground - tall * 0.55, tall * 0.45 / flat, flat=flat)
            trees.box(at - 4, ground - tall * 0.4, at + 4, ground + 6)
            at += side * dice.uniform(24, 96)
        for k in range(3):
            near = 1.5**k
            post, foot = x + side * (200 + 78 * (near - 1) * 2.0), ground + 46 + 70 * (near - 1)
            trees.stroke([(post, foot), (post, foot - 60 * near)], width=2.2 * near)
            lamps.disc(post, foot - 62 * near, 5 * near)
    sheet.print(lamps, inks.accent)
    sheet.print(trees, inks.dark)


def storm(sheet: Sheet) -> None:
    """Print a storm over a town: clouds, rain, at times lightning, and roofs."""
    dice, inks = sheet.dice, sheet.palette
    sheet.wash(inks.mid, tone=sheet.fade((0, 255), (HEIGHT, 255)))
    sheet.wash(inks.pale, tone=sheet.stipple(sheet.fade((250, 0), (620, 230))))
    _print_clouds(sheet)
    if dice.random() < 0.4:
        _print_lightning(sheet)
    slant = dice.uniform(0.16, 0.38) * dice.choice((-1, 1))
    rows = ((inks.mid, 590, 92), (inks.deep, 700, 142), (inks.dark, 850, 218))
    for order, (ink, level, wide) in enumerate(rows):
        _print_roofs(sheet, ink=ink, level=level, wide=wide, lit=order > 0)
        _print_rain(sheet, slant=slant, ink=inks.paper if order % 2 else inks.pale, count=130)


def _print_clouds(sheet: Sheet) -> None:
    """Print heavy cloud in two layers, dark above."""
    dice, inks = sheet.dice, sheet.palette
    for ink, low, count in ((inks.deep, 300, 26), (inks.dark, 170, 24)):
        plate = sheet.plate()
        plate.box(-10, -10, sheet.width + 10, low - 90)
        for k in range(count):
            x = sheet.width * (k + dice.uniform(0, 1)) / count
            plate.disc(x, low - 90 + dice.uniform(-20, 60), dice.uniform(60, 120), flat=0.62)
        sheet.print(plate, ink, tone=sheet.fade((low - 60, 255), (low + 90, 120)))


def _print_lightning(sheet: Sheet) -> None:
    """Print one bolt of lightning that forks."""
    dice = sheet.dice
    plate = sheet.plate()
    bolts = [(sheet.width * dice.uniform(0.2, 0.8), 180.0, 15.0, 0.0)]
    while bolts:
        x, y, width, drift = bolts.pop()
        while y < 640 and width > 2.5:
            x2, y2 = x + dice.uniform(-56, 56) + drift, y + dice.uniform(26, 62)
            plate.shape([(x - width / 2, y), (x + width / 2, y), (x2 + width * 0.38, y2), (x2 - width * 0.38, y2)])
            x, y, width = x2, y2, width * 0.9
            if dice.random() < 0.2:
                bolts.append((x, y, width * 0.55, dice.choice((-44.0, 44.0))))
    sheet.print(plate, sheet.palette.accent if dice.random() < 0.5 else sheet.palette.paper)


def _print_roofs(sheet: Sheet, *, ink: str, level: float, wide: float, lit: bool) -> None:
    """Print a row of gabled houses: walls, roofs with courses of tiles, chimneys, windows."""
    dice, inks = sheet.dice, sheet.palette
    walls, tiles, light = sheet.plate(), sheet.plate(), sheet.plate()
    x = -wide * dice.uniform(0.2, 0.9)
    while x < sheet.width + wide:
        across, top = wide * dice.uniform(0.8, 1.25), level + dice.uniform(-0.14, 0.14) * wide
        peak = top - across * dice.uniform(0.36, 0.52)
        crest = x + across * dice.choice((0.5, 0.5, 0.32, 0.68))
        walls.box(x, top, x + across, HEIGHT + 10)
        walls.shape([(x - wide * 0.07, top + 5), (crest, peak), (x + across + wide * 0.07, top + 5)])
        stack = x + across * dice.choice((0.24, 0.72))
        walls.box(stack, peak + 2, stack + wide * 0.12, top)
        for k in range(1, 7):
            t = k / 7
            left, right = crest + (x - crest) * t, crest + (x + across - crest) * t
            y = peak + (top - peak) * t
            tiles.stroke(
                [(left + dice.uniform(2, 12), y), (left + (right - left) * dice.uniform(0.25, 0.8), y)],
                width=max(1.4, wide * 0.012),
            )
        if lit and dice.random() < 0.72:
            pane = wide * 0.1
            for k in range(dice.choice((1, 2))):
                at = x + across * (0.3 + 0.36 * k)
                light.box(at, top + wide * 0.16, at + pane, top + wide * 0.32)
        x += across + dice.choice((0.0, 0.0, wide * 0.12))
    sheet.print(walls, ink)
    sheet.print(tiles, {inks.mid: inks.deep, inks.deep: inks.mid, inks.dark: inks.deep}[ink])
    sheet.print(light, inks.accent)


def _print_rain(sheet: Sheet, *, slant: float, ink: str, count: int) -> None:
    """Print rain as slanting strokes, thin at both ends."""
    dice = sheet.dice
    plate = sheet.plate()
    for _ in range(count):
        x, y, long = dice.uniform(-100, sheet.width + 100), dice.uniform(180, 1000), dice.uniform(36, 120)
        width = dice.uniform(0.8, 1.8)
        plate.shape(
            [
                (x, y),
                (x + slant * long * 0.5 + width, y + long * 0.5),
                (x + slant * long, y + long),
                (x + slant * long * 0.5 - width, y + long * 0.5),
            ]
        )
    sheet.print(plate, ink)
