"""Measure each page in one interleaved run: in every round each page of each server once, in another order."""

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from tests.benchmarks.reading import addresses
from tests.benchmarks.reading.bounds import UNCACHED
from tests.benchmarks.reading.client import HAS_WRK, Asked, ask, fetch
from tests.benchmarks.reading.newsrooms import Newsroom, Newsrooms
from tests.benchmarks.reading.servers import WORKERS, Server, running

BARE, PLAIN, STORED = "bare", "uncached", "stored"
FEW, MANY = 2, 32  # connections
_ENOUGH, _PATIENCE = 40, 4  # with fewer requests in a second a page is slow, and is asked for so many times as long
# What parameters ask for is not stored.
NEVER_STORED = frozenset(name for name in UNCACHED if name.startswith("search")) | {"/stories/ filtered"}


@dataclass(frozen=True)
class Cell:
    """A page of one server, and what was measured of it: CPU ms a request of each round, and how the asking went."""

    page: str
    site: str
    newsroom: Newsroom
    server: Server
    addresses: Sequence[str]
    patience: list[int] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    few: list[Asked] = field(default_factory=list)
    many: list[Asked] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """The least of the rounds, CPU ms a request: whatever disturbs a round, such as both connections reaching one
        worker, only adds to it.
        """
        return min(self.cpu_ms)

    @property
    def errors(self) -> int:
        return sum(asked.errors for asked in [*self.few, *self.many])

    def warm_up(self) -> None:
        """Ask for every address, so that what is made at the first reading is there. Raises RuntimeError."""
        for address in self.addresses:
            status, _body = fetch(self.server.port, address)
            if status != 200:
                raise RuntimeError(f"{address} answers {status} on {self.newsroom.label}, {self.site}.")
        asked = ask(
            self.server.port, self.addresses, connections=2 * WORKERS, seconds=1
        )  # for what each worker remembers
        self.server.wait_until_idle()
        self.patience.append(1 if asked.requests >= _ENOUGH else _PATIENCE)

    def measure(self, *, connections: int, seconds: float, start: int, coding: str) -> None:
        """Ask for so long, a slow page for longer, and note what it cost."""
        seconds *= self.patience[-1]
        before = self.server.cpu_ms()
        asked = ask(
            self.server.port, self.addresses, connections=connections, seconds=seconds, start=start, coding=coding
        )
        self.server.wait_until_idle()
        taken = self.server.cpu_ms() - before
        if connections == FEW:
            # When the time is over there is one more request on each connection, which the server still answers.
            self.cpu_ms.append(taken / (asked.requests + connections * HAS_WRK))
            self.few.append(asked)
        else:
            self.many.append(asked)


@dataclass(frozen=True)
class Plan:
    """What to measure, and how long: `pages` are names, none for all."""

    rounds: int
    seconds: float
    pages: frozenset[str]
    coding: str


def measure(newsrooms: Sequence[Newsroom], *, made: Newsrooms, plan: Plan) -> tuple[list[Cell], list[str]]:
    """Measure all pages; return the cells, and one line on the memory of each server."""
    with ExitStack() as stack:
        cells = [cell for cell in _cells(newsrooms, made=made, stack=stack) if _is_asked_for(cell, plan)]
        for cell in cells:
            cell.warm_up()
        for turn in range(plan.rounds):
            _run_round(cells, turn=turn, connections=FEW, plan=plan)
        _run_round(cells, turn=plan.rounds, connections=MANY, plan=plan)
        return cells, _describe_memory(cells)


def _run_round(cells: Sequence[Cell], *, turn: int, connections: int, plan: Plan) -> None:
    # Everything is a multiple of the constant view, so that one is measured three times as often.
    units = [cell for cell in cells if cell.page == addresses.CONSTANT]
    due = [*cells, *units, *units]
    shuffled = random.Random(turn).sample(due, len(due))  # noqa: S311 - the order in which to measure
    for cell in shuffled:
        cell.measure(connections=connections, seconds=plan.seconds, start=37 * turn, coding=plan.coding)


def _cells(newsrooms: Sequence[Newsroom], *, made: Newsrooms, stack: ExitStack) -> Iterator[Cell]:
    """Start the servers; of stored pages only those of the largest newsroom of each kind are measured."""
    largest = {newsroom.engine: newsroom for newsroom in sorted(newsrooms, key=lambda one: one.stories)}.values()
    for newsroom in newsrooms:
        pages = addresses.list_pages(newsroom)
        plain = _start(newsroom, made=made, stack=stack, cache="dummy://")
        yield from (Cell(name, PLAIN, newsroom, plain, asked) for name, asked in pages.items())
        if newsroom in largest:
            stored = _start(newsroom, made=made, stack=stack, cache=made.new_page_store())
            yield from (
                Cell(name, STORED, newsroom, stored, asked) for name, asked in pages.items() if name not in NEVER_STORED
            )
        bare = stack.enter_context(
            running(
                "tests.benchmarks.floor.wsgi:application",
                environment={
                    **made.environment(newsroom, cache="dummy://"),
                    "DJANGO_SETTINGS_MODULE": "tests.benchmarks.floor.settings",
                },
                probe="/constant/",
            )
        )
        if newsroom == newsrooms[0]:
            yield Cell(addresses.CONSTANT, BARE, newsroom, bare, ["/constant/"])
        yield from (
            Cell(name, BARE, newsroom, bare, asked) for name, asked in addresses.list_bare_pages(newsroom).items()
        )


def _start(newsroom: Newsroom, *, made: Newsrooms, stack: ExitStack, cache: str) -> Server:
    environment = made.environment(newsroom, cache=cache)
    return stack.enter_context(running("newsroom.wsgi:application", environment=environment, probe="/"))


def _is_asked_for(cell: Cell, plan: Plan) -> bool:
    return cell.site == BARE or not plan.pages or cell.page in plan.pages


def _describe_memory(cells: Sequence[Cell]) -> list[str]:
    servers = {f"{cell.newsroom.label}, {cell.site}": cell.server for cell in cells}
    return [f"{label}: {server.memory_mb():.0f} MB" for label, server in servers.items()]
