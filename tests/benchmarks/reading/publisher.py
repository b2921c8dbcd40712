"""Publish in a process of its own and print a line of JSON about each publication; run with a newsroom's environment.

`each-second N` publishes N stories, one a second, and kills the last; `costs N` measures N stories published, corrected and
killed, each in CPU ms of the process and in ms of time.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.benchmarks.reading.press import Press

HEADLINE = "Bulletin {} from the river"  # readers find the number in a page


def _print(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _publish_each_second(press: "Press", number: int) -> None:
    approved = [press.approve(HEADLINE.format(at)) for at in range(1, number + 1)]
    _print(ready=True)
    started = time.time()
    for at, story in enumerate(approved, 1):
        time.sleep(max(0.0, started + at - time.time()))
        last = press.publish_approved(story)
        _print(published=at, at=time.time())
    time.sleep(1.5)  # beyond the time that the page of the edition before may stand in
    press.kill(last)
    _print(killed=number, at=time.time())
    time.sleep(1.5)


def _measure(press: "Press", number: int) -> None:
    for at in range(number + 2):  # the first two warm up
        story = press.approve(HEADLINE.format(at))
        story, published = _timed(lambda: press.publish_approved(story))  # noqa: B023 - called at once
        story = press.edit(story, f"{HEADLINE.format(at)}, corrected")
        story, corrected = _timed(lambda: press.correct(story))  # noqa: B023
        _story, killed = _timed(lambda: press.kill(story))  # noqa: B023
        if at >= 2:
            _print(publish=published, correct=corrected, kill=killed)


def _timed(work: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    """What the work returns, its CPU ms and its ms."""
    cpu, clock = time.process_time(), time.perf_counter()
    result = work()
    return result, (1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock))


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.reading.settings")
    import django

    django.setup()
    from tests.benchmarks.reading.press import Press

    work = {"each-second": _publish_each_second, "costs": _measure}[arguments[0]]
    work(Press(), int(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
