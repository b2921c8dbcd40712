"""Measures how much work something is, independently of the speed and load of the machine."""

import gc
import sys
import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
ROUNDS = 5
FACTOR = 8  # how much more of something is tried
MAX_LINEAR_GROWTH = (
    24.0  # what `growth` may be for TIMES as much; work for each pair of things would take 64 times as long
)


def count_lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python are run, the same on every machine; what is done inside an extension counts as nothing."""
    run = 0

    def trace(_frame, event, _argument):
        nonlocal run
        run += event == "line"
        return trace

    before = sys.gettrace()
    gc.disable()  # who listens to it would be counted
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
        gc.enable()
    return run


def measure_growth(work: Callable[[Given], object], short: Given, long: Given) -> float:
    """How many times as long the work on one takes as on the other: the least CPU time of some turns of both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _turn in range(ROUNDS):
        for given, seconds in zip((short, long), taken, strict=True):
            begun = time.process_time()
            work(given)
            seconds.append(time.process_time() - begun)
    return min(taken[1]) / min(taken[0])
