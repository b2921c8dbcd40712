"""Print what was measured, in Markdown, and list what is above its bound."""

from collections.abc import Iterable, Sequence

from tests.benchmarks.reading.addresses import BARE_SECTION, BARE_STORY, CONSTANT
from tests.benchmarks.reading.bounds import (
    BOUNDED_BY_TIME,
    GROWTH,
    GROWTH_OF,
    MORE_ON,
    STORED,
    UNCACHED,
    WHOLE,
)
from tests.benchmarks.reading.client import Asked
from tests.benchmarks.reading.newsrooms import Newsroom
from tests.benchmarks.reading.pages import BARE, PLAIN, Cell
from tests.benchmarks.reading.pages import STORED as STORED_SITE

_HEAD = """\
| page | CPU ms | × constant | × bare | p50 · p99 ms, 2 connections | 32 | bytes | stored: ms | × constant | p50 · p99, 2 | 32 |
|---|---|---|---|---|---|---|---|---|---|---|"""


class Figures:
    """The cells, found by what they measure."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.found = {(cell.newsroom, cell.site, cell.page): cell for cell in cells}
        self.newsrooms = list(dict.fromkeys(cell.newsroom for cell in cells))
        self.pages = list(dict.fromkeys(cell.page for cell in cells if cell.site == PLAIN))
        self.constant = next(cell for cell in cells if cell.page == CONSTANT)

    def times_constant(self, cell: Cell) -> float:
        return cell.cost / self.constant.cost

    def times_bare(self, cell: Cell) -> float:
        """Over the bare page nearest to it: a story over a story, anything else over a list of twenty."""
        bare = BARE_STORY if cell.page == "story" else BARE_SECTION
        return cell.cost / self.found[cell.newsroom, BARE, bare].cost

    def growth(self, engine: str) -> dict[str, float]:
        """{page: its cost with the most stories over that with the fewest}; {} if there is one newsroom only."""
        ours = sorted((one for one in self.newsrooms if one.engine == engine), key=lambda one: one.stories)
        if len(ours) < 2:
            return {}
        few, many = ours[0], ours[-1]
        return {page: self.found[many, PLAIN, page].cost / self.found[few, PLAIN, page].cost for page in self.pages}


def format_tables(figures: Figures) -> Iterable[str]:
    """Yield the lines of a table for each newsroom, and of the growth for each kind of database."""
    cell = figures.constant
    yield f"A constant view: {cell.cost:.2f} ms CPU a request, p50 · p99 {_both(cell.few)} and {_both(cell.many)} ms."
    for newsroom in figures.newsrooms:
        bare = [figures.found[newsroom, BARE, page] for page in (BARE_STORY, BARE_SECTION)]
        words = ", ".join(f"{one.page} {one.cost:.2f} ms ({figures.times_constant(one):.1f} ×)" for one in bare)
        yield f"\n{newsroom.label} stories; beside them {words}\n"
        yield _HEAD
        yield from (_format_row(figures, newsroom, page) for page in figures.pages)
    for engine in dict.fromkeys(one.engine for one in figures.newsrooms):
        growth = figures.growth(engine)
        if growth:
            words = ", ".join(f"{page} {ratio:.2f}" for page, ratio in growth.items())
            yield f"\n{engine}, CPU with the most stories over that with the fewest: {words}"


def _format_row(figures: Figures, newsroom: Newsroom, page: str) -> str:
    plain = figures.found[newsroom, PLAIN, page]
    values = [page, f"{plain.cost:.2f}", f"{figures.times_constant(plain):.1f}", f"{figures.times_bare(plain):.2f}"]
    values += [_both(plain.few), _both(plain.many), f"{plain.few[-1].bytes:,.0f}"]
    stored = figures.found.get((newsroom, STORED_SITE, page))
    if stored:
        values += [f"{stored.cost:.2f}", f"{figures.times_constant(stored):.2f}", _both(stored.few), _both(stored.many)]
    else:
        values += [""] * 4
    return f"| {' | '.join(values)} |"


def list_excesses(figures: Figures) -> Iterable[str]:
    """Yield one line for every figure above its bound, and for every page that answered with an error."""
    for cell in figures.cells:
        name = f"{cell.page} on {cell.newsroom.label}, {cell.site}"
        if cell.errors:
            yield f"{name}: {cell.errors} errors"
        if cell.site != BARE and figures.times_constant(cell) > (bound := _bound_of(cell)):
            yield f"{name}: {figures.times_constant(cell):.2f} × a constant view, bound {bound:g}"
    for engine in dict.fromkeys(one.engine for one in figures.newsrooms):
        for page, ratio in figures.growth(engine).items():
            bound = GROWTH_OF.get(page, GROWTH)
            if page not in BOUNDED_BY_TIME | WHOLE and ratio > bound:
                yield f"{page} on {engine}: grows {ratio:.2f} times, bound {bound}"


def list_missed_goals(figures: Figures) -> Iterable[str]:
    """Yield the page, its figure and its goal for every uncached page above its goal."""
    for cell in figures.cells:
        if cell.site == PLAIN:
            goal, times = UNCACHED[cell.page].goal_on(cell.newsroom.engine), figures.times_constant(cell)
            if times > goal:
                yield f"{cell.page} on {cell.newsroom.label} {times:.1f} ({goal:g})"


def _bound_of(cell: Cell) -> float:
    """What a page of the newsroom may cost at most, as a multiple of a constant view."""
    engine = cell.newsroom.engine
    return STORED + MORE_ON[engine] if cell.site == STORED_SITE else UNCACHED[cell.page].on(engine)


def _both(asked: Sequence[Asked]) -> str:
    """The p50 and the p99 of the quickest round, which others disturbed least."""
    answered = [one for one in asked if one.requests]
    if not answered:
        return "none in time"
    best = min(answered, key=lambda one: one.p99)
    return f"{best.p50:.1f} · {best.p99:.1f}"
