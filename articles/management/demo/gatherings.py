"""Demo pictures of a market and an empty podium."""

import math

from articles.management.demo.ink import HEIGHT, Plate, Point, Sheet
from articles.management.demo.shapes import smooth


def market(sheet: Sheet) -> None:
    """Print a market from above: awnings and people between them."""
    dice, inks = sheet.dice, sheet.palette
    sheet.wash(inks.pale, tone=sheet.stipple(sheet.cloud(4, 3).point([v // 3 for v in range(256)])))
    tilt = dice.uniform(0.12, 0.4) * dice.choice((-1, 1))
    plates = {ink: sheet.plate() for ink in (inks.accent, inks.mid, inks.deep, inks.paper, inks.pale)}
    shade, people, lanes = sheet.plate(), sheet.plate(), []
    row = -900.0
    while row < 900:
        deep = dice.uniform(130, 180)
        at = -1150.0 + dice.uniform(0, 120)
        while at < 1150:
            wide = dice.uniform(120, 230)
            _add_awning(sheet, plates, shade, box=(at, row, wide, deep), tilt=tilt)
            at += wide + dice.choice((10.0, 14.0, 60.0))
        lanes.append(row + deep)
        row += deep + dice.uniform(70, 105)
    for lane in lanes:
        _add_crowd(sheet, people, shade, lane=lane, tilt=tilt)
    sheet.print(shade, inks.dark)
    for ink, plate in plates.items():
        sheet.print(plate, ink)
    sheet.print(people, inks.dark)


def _place_on_sheet(sheet: Sheet, x: float, y: float, *, tilt: float) -> Point:
    """Return the point of the sheet where a point of the tilted plan lies."""
    return sheet.width / 2 + x * math.cos(tilt) - y * math.sin(tilt), 500 + x * math.sin(tilt) + y * math.cos(tilt)


def _add_awning(
    sheet: Sheet, plates: dict[str, Plate], shade: Plate, *, box: tuple[float, float, float, float], tilt: float
) -> None:
    """Add one stall: a striped roof, a plain one, or an umbrella, and its shadow."""
    dice, inks = sheet.dice, sheet.palette
    x, y, wide, deep = box
    if dice.random() < 0.16:
        _add_umbrella(sheet, plates, shade, x=x + wide / 2, y=y + deep / 2, radius=deep * 0.5, tilt=tilt)
        return
    corners = [(x, y), (x + wide, y), (x + wide, y + deep), (x, y + deep)]
    shade.shape([_place_on_sheet(sheet, cx + 20, cy + 24, tilt=tilt) for cx, cy in corners])
    base, stripe = dice.choice(
        (
            (inks.paper, inks.accent),
            (inks.paper, inks.deep),
            (inks.mid, inks.paper),
            (inks.deep, inks.mid),
            (inks.accent, inks.paper),
            (inks.mid, inks.deep),
            (inks.pale, inks.mid),
        )
    )
    shade.shape([_place_on_sheet(sheet, cx, cy, tilt=tilt) for cx, cy in corners], level=0)
    for plate in plates.values():
        plate.shape([_place_on_sheet(sheet, cx, cy, tilt=tilt) for cx, cy in corners], level=0)
    plates[base].shape([_place_on_sheet(sheet, cx, cy, tilt=tilt) for cx, cy in corners])
    if base == inks.paper or dice.random() < 0.6:
        count = dice.choice((4, 5, 6, 7))
        for k in range(count):
            left = x + wide * (k + 0.25) / count
            right = left + wide * 0.5 / count
            band = [
                _place_on_sheet(sheet, cx, cy, tilt=tilt)
                for cx, cy in ((left, y), (right, y), (right, y + deep), (left, y + deep))
            ]
            plates[base].shape(band, level=0)
            plates[stripe].shape(band)
    seam = [
        _place_on_sheet(sheet, x, y + deep * 0.5, tilt=tilt),
        _place_on_sheet(sheet, x + wide, y + deep * 0.5, tilt=tilt),
    ]
    for plate in plates.values():
        plate.stroke(seam, width=2.2, level=0)


def _add_umbrella(
    sheet: Sheet, plates: dict[str, Plate], shade: Plate, *, x: float, y: float, radius: float, tilt: float
) -> None:
    """Add a round umbrella of alternating wedges, and its shadow."""
    dice, inks = sheet.dice, sheet.palette
    cx, cy = _place_on_sheet(sheet, x, y, tilt=tilt)
    sx, sy = _place_on_sheet(sheet, x + 20, y + 24, tilt=tilt)
    shade.disc(sx, sy, radius)
    pair = dice.choice(((inks.accent, inks.paper), (inks.deep, inks.paper), (inks.mid, inks.paper)))
    for k in range(12):
        a, b = (math.tau * (k + end) / 12 + tilt for end in (0, 1))
        wedge = [
            (cx, cy),
            (cx + radius * math.cos(a), cy + radius * math.sin(a)),
            (cx + radius * math.cos(b), cy + radius * math.sin(b)),
        ]
        plates[pair[k % 2]].shape(wedge)


def _add_crowd(sheet: Sheet, people: Plate, shade: Plate, *, lane: float, tilt: float) -> None:
    """Add people seen from above along a lane: shoulders, a head, a shadow."""
    dice = sheet.dice
    for _ in range(26):
        x, y = _place_on_sheet(sheet, dice.uniform(-1050, 1050), lane + dice.uniform(26, 72), tilt=tilt)
        shade.shape([(x - 9, y + 2), (x + 9, y - 2), (x + 28, y + 22), (x + 14, y + 30)])
        people.disc(x, y, 14, flat=0.62)
        people.disc(x, y - 1, 8)


def podium(sheet: Sheet) -> None:
    """Print an empty lectern, its microphones, and chairs nobody sits on."""
    dice, inks = sheet.dice, sheet.palette
    floor = dice.uniform(700, 740)
    middle = sheet.width * dice.choice((0.36, 0.5, 0.64))
    cloth, fold = dice.choice(((inks.deep, inks.dark), (inks.mid, inks.deep), (inks.dark, inks.deep)))
    _print_curtain(sheet, floor=floor, cloth=cloth, fold=fold)
    beam = sheet.plate()
    beam.shape([(middle - 40, -10), (middle + 40, -10), (middle + 330, floor + 90), (middle - 330, floor + 90)])
    sheet.print(beam, inks.pale, tone=sheet.fade((0, 60), (floor, 190)))
    stage = sheet.plate()
    stage.box(-10, floor, sheet.width + 10, HEIGHT + 10)
    sheet.print(stage, inks.mid)
    pool = sheet.plate()
    pool.disc(middle, floor + 66, 330, flat=0.17)
    sheet.print(pool, inks.paper)
    _print_lectern(sheet, x=middle, foot=floor + 80)
    _print_audience(sheet, top=HEIGHT - 150)


def _print_curtain(sheet: Sheet, *, floor: float, cloth: str, fold: str) -> None:
    """Print heavy folds from the ceiling to the floor."""
    dice = sheet.dice
    back, folds, deeper = sheet.plate(), sheet.plate(), sheet.plate()
    back.box(-10, -10, sheet.width + 10, floor)
    sheet.print(back, cloth)
    x = -40.0
    while x < sheet.width + 40:
        wide = dice.uniform(44, 92)
        sway = dice.uniform(-14, 14)
        left = smooth([(x, -10), (x + sway, floor * 0.5), (x + sway * 0.4, floor)])
        folds.shape([*left, (x + wide * 0.62, floor), (x + wide * 0.48 + sway, floor * 0.5), (x + wide * 0.42, -10)])
        deeper.shape([*left, (x + wide * 0.2, floor), (x + wide * 0.14 + sway, floor * 0.5), (x + wide * 0.1, -10)])
        x += wide
    sheet.print(folds, fold, tone=sheet.fade((0, 215), (floor, 110)))
    sheet.print(deeper, fold)


def _print_lectern(sheet: Sheet, *, x: float, foot: float) -> None:
    """Print a lectern with a bunch of microphones."""
    dice, inks = sheet.dice, sheet.palette
    wood, edge, stems = sheet.plate(), sheet.plate(), sheet.plate()
    top = foot - 330
    wood.shape([(x - 118, top), (x + 118, top), (x + 92, foot - 26), (x - 92, foot - 26)])
    wood.box(x - 118, foot - 28, x + 118, foot)
    wood.shape([(x - 150, top + 4), (x - 128, top - 36), (x + 128, top - 36), (x + 150, top + 4)])
    edge.box(x - 150, top + 4, x + 150, top + 14)
    edge.shape([(x - 78, top + 50), (x + 78, top + 50), (x + 64, foot - 60), (x - 64, foot - 60)])
    edge.shape([(x - 72, top + 56), (x + 72, top + 56), (x + 59, foot - 66), (x - 59, foot - 66)], level=0)
    for k in range(dice.randrange(5, 8)):
        base = x - 84 + k * dice.uniform(22, 30)
        lean, tall = (base - x) * -0.25 + dice.uniform(-26, 26), dice.uniform(100, 165)
        tip = (base + lean, top - 30 - tall)
        path = smooth([(base, top - 30), (base + lean * 0.1, top - 30 - tall * 0.6), tip])
        stems.stroke(path, width=4.5)
        stems.disc(tip[0], tip[1], 15, flat=1.35)
        stems.box(tip[0] - 11, tip[1] + 12, tip[0] + 11, tip[1] + 30)
    sheet.print(stems, inks.dark)
    sheet.print(wood, inks.dark)
    sheet.print(edge, inks.accent)


def _print_audience(sheet: Sheet, *, top: float) -> None:
    """Print two rows of empty chairs, backs to the viewer."""
    dice, inks = sheet.dice, sheet.palette
    for row, ink in enumerate((inks.deep, inks.dark)):
        plate = sheet.plate()
        wide = 120 + row * 52
        y = top - 20 + row * 76
        x = -wide * dice.uniform(0.1, 0.9)
        while x < sheet.width + wide:
            back = smooth(
                [
                    (x + 8, y + 170),
                    (x + 5, y + 18),
                    (x + wide * 0.2, y),
                    (x + wide * 0.6, y),
                    (x + wide * 0.78, y + 18),
                    (x + wide * 0.76, y + 170),
                ],
                steps=6,
            )
            plate.shape(back)
            plate.box(x + wide * 0.14, y + 40 + row * 12, x + wide * 0.66, y + 48 + row * 13, level=0)
            x += wide
        sheet.print(plate, ink)
