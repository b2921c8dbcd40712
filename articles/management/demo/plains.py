"""Demo pictures of a desert and a frontier."""

from itertools import pairwise

from articles.management.demo.ink import HEIGHT, Plate, Point, Sheet
from articles.management.demo.shapes import (
    BEYOND,
    add_figure,
    add_flat_clouds,
    area_under,
    box_between,
    find_peaks,
    height_at,
    print_misty_range,
    print_sky,
    print_sun,
    smooth,
    trace_ridge,
    trace_swell,
)


def desert(sheet: Sheet) -> None:
    """Print dunes under a large sun, crossed by a line of pylons or of lorries."""
    dice, inks = sheet.dice, sheet.palette
    print_sky(sheet, ink=inks.pale, horizon=560, top=40, low=235)
    print_sun(sheet, x=sheet.width * dice.uniform(0.2, 0.8), y=dice.uniform(250, 400), radius=dice.uniform(90, 150))
    far = sheet.plate()
    far.shape(area_under(trace_swell(sheet, base=545, rise=26, waves=2)))
    sheet.print(far, inks.mid)
    if dice.random() < 0.5:
        _print_pylons(sheet)
    else:
        _print_caravan(sheet)
    for base, rise, ink in ((640, 44, inks.pale), (740, 70, inks.mid), (880, 90, inks.deep)):
        _print_dune(sheet, base=base + dice.uniform(-15, 15), rise=rise, ink=ink)


def _print_dune(sheet: Sheet, *, base: float, rise: float, ink: str) -> None:
    """Print one dune: a lit windward side, and a lee side behind a sharp crest that winds down from its summit."""
    dice, inks = sheet.dice, sheet.palette
    line = trace_swell(sheet, base=base, rise=rise, waves=dice.uniform(0.7, 1.3))
    body, lee = sheet.plate(), sheet.plate()
    body.shape(area_under(line))
    sheet.print(body, ink)
    summits = [i for i in find_peaks(line, apart=18) if 150 < line[i][0] < sheet.width - 150]
    x, y = line[dice.choice(summits)] if summits else line[len(line) // 2]
    side = dice.choice((-1, 1))
    bends = [(x, y), (x + side * 60, y + rise * 0.9), (x + side * dice.uniform(-60, 40), y + rise * 2.3)]
    crest = smooth([*bends, (x + side * dice.uniform(60, 240), y + rise * 4), (x + side * 200, HEIGHT + BEYOND)])
    end = sheet.width / 2 + side * (sheet.width / 2 + BEYOND)
    far = sorted((point for point in line if (point[0] - x) * side > 0), key=lambda point: -abs(point[0] - x))
    lee.shape([*crest, (end, HEIGHT + BEYOND), *far])
    lee.intersect(body)
    darker = {inks.pale: inks.mid, inks.mid: inks.deep, inks.deep: inks.dark}[ink]
    sheet.print(lee, darker, tone=sheet.fade((base - rise, 255), (base + 60, 220), (base + 260, 60)))


def _print_pylons(sheet: Sheet) -> None:
    """Print a line of pylons that shrinks into the distance, and the wires between the pylons."""
    dice, inks = sheet.dice, sheet.palette
    plate = sheet.plate()
    turn = dice.choice((-1, 1))
    middle = sheet.width / 2
    spots = []
    for i in range(6):
        t = 0.62**i
        spots.append((middle + turn * (620 * t - 300) * 1.05, 575 + 130 * t, 430 * t + 16))
    for x, ground, tall in spots:
        _add_pylon(plate, x=x, ground=ground, tall=tall)
    for (x0, g0, t0), (x1, g1, t1) in pairwise(spots):
        for arm in (-0.24, 0.24):
            start, end = (x0 + arm * t0, g0 - t0 * 0.8), (x1 + arm * t1, g1 - t1 * 0.8)
            low = ((start[0] + end[0]) / 2, max(start[1], end[1]) + t1 * 0.05)
            plate.stroke(smooth([start, low, end]), width=max(1.2, t1 * 0.008))
    sheet.print(plate, inks.dark)


def _add_pylon(plate: Plate, *, x: float, ground: float, tall: float) -> None:
    """Add a pylon: a lattice tower `tall` units high."""
    thick = max(1.3, tall * 0.014)
    foot, waist, top = tall * 0.14, tall * 0.045, ground - tall
    for side in (-1, 1):
        leg = [(x + side * foot, ground), (x + side * waist, ground - tall * 0.6), (x, top)]
        plate.stroke(leg, width=thick)
    rungs = [0.0, 0.16, 0.3, 0.42, 0.52, 0.6]
    for low, high in pairwise(rungs):
        a, b = foot + (waist - foot) * low / 0.6, foot + (waist - foot) * high / 0.6
        for side in (-1, 1):
            ends = [(x - side * a, ground - tall * low), (x + side * b, ground - tall * high)]
            plate.stroke(ends, width=thick * 0.6)
    for level, reach in ((0.64, 0.2), (0.8, 0.24), (0.93, 0.15)):
        y = ground - tall * level
        plate.shape([(x - tall * reach, y), (x, y - tall * 0.035), (x + tall * reach, y), (x, y + thick)])


def _print_caravan(sheet: Sheet) -> None:
    """Print lorries on the horizon with dust behind."""
    dice, inks = sheet.dice, sheet.palette
    heading = dice.choice((-1, 1))
    x, ground = sheet.width * (0.5 - 0.36 * heading), 600.0
    lorries, dust = sheet.plate(), sheet.plate()
    for _ in range(dice.randrange(3, 7)):
        tall = dice.uniform(44, 60)
        long = tall * dice.uniform(1.9, 2.6)
        for k in range(7):
            dust.disc(x - heading * (20 + k * 17), ground - 4 - k * 2, 15 + dice.uniform(0, 13) + k, flat=0.6)
        back, front = sorted((x, x + heading * long))
        lorries.shape([(back, ground - 9), (back, ground - tall), (front, ground - tall), (front, ground - 9)])
        cab = x + heading * long
        lorries.box(
            *box_between(cab + heading * 3, cab + heading * tall * 0.55, top=ground - tall * 0.72, bottom=ground - 6)
        )
        for wheel in (0.15, 0.35, 0.8, 1.15):
            lorries.disc(x + heading * long * wheel, ground - 5, 8)
        x += heading * (long + dice.uniform(40, 200))
    sheet.print(dust, inks.paper, tone=sheet.fade((520, 60), (600, 190)))
    sheet.print(lorries, inks.dark)


def border(sheet: Sheet) -> None:
    """Print a frontier: posts and wire that run over hills, and a watch-tower."""
    dice, inks = sheet.dice, sheet.palette
    print_sky(sheet, ink=inks.mid if dice.random() < 0.5 else inks.pale, horizon=600, top=245)
    side = dice.choice((-1, 1))
    middle = sheet.width / 2
    print_sun(sheet, x=middle - side * dice.uniform(150, 420), y=dice.uniform(330, 480), radius=dice.uniform(60, 110))
    clouds = sheet.plate()
    add_flat_clouds(sheet, clouds, top=90, bottom=380, count=5, length=420)
    sheet.print(clouds, inks.paper)
    print_misty_range(sheet, trace_ridge(sheet, base=600, rise=110, rough=0.5), ink=inks.mid, mist=(490, 700))
    print_misty_range(sheet, trace_swell(sheet, base=630, rise=40), ink=inks.deep, mist=(590, 760))
    ground = sheet.plate()
    line = trace_swell(sheet, base=720, rise=44, waves=0.8)
    ground.shape(area_under(line))
    sheet.print(ground, inks.dark)
    _print_tower(sheet, x=middle + side * dice.uniform(200, 380), line=line)
    _print_fence(sheet, line=line, side=side)


def _print_tower(sheet: Sheet, *, x: float, line: list[Point]) -> None:
    """Print a watch-tower on stilts."""
    plate, light = sheet.plate(), sheet.plate()
    foot = height_at(line, x) + 20
    top = foot - 390
    for end in (-1, 1):
        plate.stroke([(x + end * 62, foot), (x + end * 40, top)], width=8)
    for i in range(4):
        low, high = foot - i * 95, foot - (i + 1) * 95
        for end in (-1, 1):
            plate.stroke([(x - end * (62 - i * 5.4), low), (x + end * (56 - i * 5.4), high)], width=3.4)
        plate.stroke([(x - 58 + i * 5.4, high), (x + 58 - i * 5.4, high)], width=4)
    plate.box(x - 72, top - 6, x + 72, top + 8)
    plate.box(x - 56, top - 74, x + 56, top)
    plate.shape([(x - 84, top - 72), (x, top - 122), (x + 84, top - 72)])
    plate.stroke([(x, top - 115), (x, top - 175)], width=3)
    for pane in (-36, -8, 20):
        light.box(x + pane - 4, top - 58, x + pane + 18, top - 26)
    sheet.print(plate, sheet.palette.dark)
    sheet.print(light, sheet.palette.accent)


def _print_fence(sheet: Sheet, *, line: list[Point], side: int) -> None:
    """Print posts from the foreground to the horizon, wire strung between the posts, and shadows."""
    posts, wires = sheet.plate(), sheet.plate()
    middle = sheet.width / 2
    spots = []
    for i in range(13):
        t = 0.74**i
        x = middle - side * (900 * t - 190)
        spots.append((x, 700 + 330 * t, 560 * t + 10))
    for x, foot, tall in spots:
        wide = tall * 0.035
        posts.shape(
            [
                (x - wide, foot),
                (x - wide, foot - tall),
                (x + side * tall * 0.11, foot - tall * 1.16),
                (x + side * tall * 0.14, foot - tall * 1.14),
                (x + wide, foot - tall * 0.97),
                (x + wide, foot),
            ]
        )
    for (x0, f0, t0), (x1, f1, t1) in pairwise(spots):
        for height in (0.12, 0.27, 0.42, 0.57, 0.72, 0.87):
            a, b = (x0, f0 - t0 * height), (x1, f1 - t1 * height)
            wires.stroke([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + t1 * 0.02), b], width=max(1.1, t0 * 0.009))
            for k in range(1, 8):
                bx, by = a[0] + (b[0] - a[0]) * k / 8, a[1] + (b[1] - a[1]) * k / 8 + t1 * 0.015
                size = t0 * 0.014
                wires.stroke([(bx - size, by - size), (bx + size, by + size)], width=max(1, t0 * 0.006))
                wires.stroke([(bx - size, by + size), (bx + size, by - size)], width=max(1, t0 * 0.006))
    ground = sheet.plate()
    ground.shape(area_under(line))
    for plate in (posts, wires):
        above = sheet.plate()
        above.mask.paste(plate.mask)
        above.subtract(ground)
        plate.intersect(ground)
        sheet.print(above, sheet.palette.dark)
        sheet.print(plate, sheet.palette.mid)
    people = sheet.plate()
    for _ in range(sheet.dice.randrange(0, 3)):
        add_figure(people, x=middle + side * sheet.dice.uniform(20, 160), ground=760, tall=46)
    sheet.print(people, sheet.palette.pale)
