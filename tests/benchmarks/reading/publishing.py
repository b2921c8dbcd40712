"""What publishing, correcting and killing a story cost in the newsroom with the fewest stories, and with the most."""

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence

from tests.benchmarks.reading.bounds import PUBLISHING_GROWTH
from tests.benchmarks.reading.newsrooms import ROOT, Newsroom, Newsrooms

MOVES = ("publish", "correct", "kill")
Costs = dict[str, list[tuple[float, float]]]


def measure(newsrooms: Sequence[Newsroom], *, made: Newsrooms, stories: int) -> tuple[list[str], list[str]]:
    """Return a table of CPU ms, median and worst, in Markdown, and what is above its bound."""
    copies = {newsroom: made.copy(newsroom) for newsroom in newsrooms}
    costs: dict[Newsroom, Costs] = {newsroom: {move: [] for move in MOVES} for newsroom in newsrooms}
    for _turn in range(2):
        for newsroom, copied in copies.items():
            for move, found in _run(copied, made=made, stories=max(1, stories // 2)).items():
                costs[newsroom][move] += found
    lines = ["| newsroom | publish: CPU ms, median · worst; time | correct | kill |", "|---|---|---|---|"]
    lines += [
        f"| {newsroom.label} | {' | '.join(_format(found[move]) for move in MOVES)} |"
        for newsroom, found in costs.items()
    ]
    few, many = newsrooms[0], newsrooms[-1]
    growth = {move: _median(costs[many][move]) / _median(costs[few][move]) for move in MOVES}
    return lines, [
        f"{move} on {many.label} costs {ratio:.2f} times as much as on {few.label}, bound {PUBLISHING_GROWTH}"
        for move, ratio in growth.items()
        if ratio > PUBLISHING_GROWTH
    ]


def _run(newsroom: Newsroom, *, made: Newsrooms, stories: int) -> Costs:
    command = [sys.executable, "-m", "tests.benchmarks.reading.publisher", "costs", str(stories)]
    environment = made.environment(newsroom, cache="locmem://")
    output = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in output.splitlines()]
    return {move: [tuple(row[move]) for row in rows] for move in MOVES}


def _median(costs: Sequence[tuple[float, float]]) -> float:
    return statistics.median(cpu for cpu, _time in costs)


def _format(costs: Sequence[tuple[float, float]]) -> str:
    """Median and worst CPU ms, and the median and worst time."""
    times = [time for _cpu, time in costs]
    worst = max(cpu for cpu, _time in costs)
    return f"{_median(costs):.0f} · {worst:.0f}; {statistics.median(times):.0f} · {max(times):.0f}"
