"""Publish a story every second while thirty-two connections read: no error, nothing stale, and no growth of memory."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.benchmarks.reading import addresses
from tests.benchmarks.reading.bounds import MEMORY_SLOPE_MB, STALE_AFTER_S
from tests.benchmarks.reading.client import Asked, ask, fetch
from tests.benchmarks.reading.newsrooms import ROOT, Newsroom, Newsrooms
from tests.benchmarks.reading.pages import MANY, NEVER_STORED
from tests.benchmarks.reading.servers import Server, running

WATCHED = ("/", "/section/synthetic-0/", "/feed/")  # each begins with the newest story
_BULLETIN = re.compile(rb"Bulletin (\d+)")
_EACH_PAGE = 20  # addresses
_FEW_READINGS = 8  # say nothing of the slope
_STEP_S = 2  # between two readings of the memory


@dataclass(frozen=True)
class Answer:
    """What a reader saw of a watched page: when the request was sent, and the bulletins on the page."""

    address: str
    sent_at: float
    status: int
    bulletins: frozenset[int]


@dataclass
class Load:
    """What happened under load."""

    asked: list[Asked] = field(default_factory=list)
    events: list[dict[str, float]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    memory_mb: list[tuple[int, float]] = field(default_factory=list)  # requests before, and the memory then


def check(newsroom: Newsroom, *, made: Newsrooms, seconds: int, requests: int) -> tuple[str, list[str]]:
    """Return what was measured, as a sentence, and what is above its bound.

    `seconds` is how long stories are published, `requests` over how many the memory is measured afterwards.
    """
    copied = made.copy(newsroom)
    environment = made.environment(copied, cache=made.new_page_store())
    load = Load()
    with running("newsroom.wsgi:application", environment=environment, probe="/") as server:
        mixed = _mix(copied)
        ask(server.port, mixed, connections=MANY, seconds=2)  # fills the page store
        _publish_while_reading(server, mixed, environment=environment, seconds=seconds, load=load)
        while sum(asked.requests for asked in load.asked) < requests:
            load.asked.append(ask(server.port, mixed, connections=MANY, seconds=_STEP_S))
            load.memory_mb.append((sum(asked.requests for asked in load.asked), server.memory_mb()))
    return _describe(newsroom, load), [f"{newsroom.label} under load: {words}" for words in list_faults(load)]


def _mix(newsroom: Newsroom) -> list[str]:
    """Some addresses of every page that is stored, one page after another."""
    pages = [found[:_EACH_PAGE] for name, found in addresses.list_pages(newsroom).items() if name not in NEVER_STORED]
    return [page[at % len(page)] for at in range(_EACH_PAGE) for page in pages]


def _publish_while_reading(
    server: Server, mixed: Sequence[str], *, environment: dict[str, str], seconds: int, load: Load
) -> None:
    """Read on all connections, and watch, until the last story has been published and killed."""
    command = [sys.executable, "-m", "tests.benchmarks.reading.publisher", "each-second", str(seconds)]
    publisher = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    events = map(json.loads, publisher.stdout or [])
    next(events)  # it is ready
    done = threading.Event()
    watchers = [threading.Thread(target=_watch, args=[server, address, load, done]) for address in WATCHED]
    reader = threading.Thread(target=lambda: load.asked.append(_read_for(server, mixed, seconds=seconds + 3)))
    for thread in [reader, *watchers]:
        thread.start()
    load.events.extend(events)
    done.set()
    for thread in [reader, *watchers]:
        thread.join()
    if publisher.wait() or not load.events:
        raise RuntimeError("The publisher failed.")


def _read_for(server: Server, mixed: Sequence[str], *, seconds: int) -> Asked:
    return ask(server.port, mixed, connections=MANY, seconds=seconds)


def _watch(server: Server, address: str, load: Load, done: threading.Event) -> None:
    """Read a page again and again, and note the bulletins on it."""
    while not done.is_set():
        sent_at, status, body = time.time(), 0, b""
        with suppress(OSError):
            status, body = fetch(server.port, address)
        load.answers.append(Answer(address, sent_at, status, frozenset(map(int, _BULLETIN.findall(body)))))
        time.sleep(0.02)


def list_faults(load: Load) -> Iterator[str]:
    errors = sum(asked.errors for asked in load.asked) + sum(answer.status != 200 for answer in load.answers)
    if errors:
        yield f"{errors} errors"
    stale = [answer for answer in load.answers if answer.status == 200 and is_stale(answer, load.events)]
    if stale:
        late = max(answer.sent_at - _last_event(answer, load.events)["at"] for answer in stale)
        yield f"{len(stale)} of {len(load.answers)} watched pages were stale, up to {late:.1f} s after"
    slope = memory_slope(load)
    if len(load.memory_mb) > _FEW_READINGS and slope > MEMORY_SLOPE_MB:
        yield f"memory grows by {slope:.1f} MB in 100,000 requests, bound {MEMORY_SLOPE_MB}"


def _last_event(answer: Answer, events: Sequence[dict[str, float]]) -> dict[str, float]:
    return max((event for event in events if event["at"] <= answer.sent_at), key=lambda event: event["at"])


def is_stale(answer: Answer, events: Sequence[dict[str, float]]) -> bool:
    """Whether the page lacks a story of the edition before last, or of the last after a second; or shows a killed one."""
    before = [event for event in events if event["at"] <= answer.sent_at]
    if any(event.get("killed") in answer.bulletins for event in before):
        return True
    due = [
        event["published"]
        for at, event in enumerate(before)
        if "published" in event and (at < len(before) - 1 or answer.sent_at > event["at"] + STALE_AFTER_S)
    ]
    killed = {event["killed"] for event in events if "killed" in event}
    return max(set(due) - killed, default=0) > max(answer.bulletins, default=0)


def memory_slope(load: Load) -> float:
    """MB of both workers in 100,000 requests, by the least squares, without the first quarter of the readings."""
    points = load.memory_mb[len(load.memory_mb) // 4 :]
    if len(points) < 2:
        return 0.0
    middle, mean = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((requests - middle) ** 2 for requests, _memory in points)
    return 100_000 * sum((requests - middle) * (memory - mean) for requests, memory in points) / (spread or 1)


def _describe(newsroom: Newsroom, load: Load) -> str:
    first = load.asked[0]
    published = sum("published" in event for event in load.events)
    words = [
        f"{newsroom.label}, {MANY} connections, {published} stories published in {first.seconds:.0f} s:",
        f"{first.requests:,} requests, {first.requests / first.seconds:,.0f} a second,",
        f"p50 · p99 {first.p50:.1f} · {first.p99:.1f} ms ({first.p99 / max(first.p50, 0.001):.1f} ×);",
        f"{len(load.answers)} watched pages",
    ]
    if load.memory_mb:
        requests, memory = load.memory_mb[-1]
        words += [f"; memory {memory:.0f} MB after {requests:,} requests"]
    if len(load.memory_mb) > _FEW_READINGS:
        words += [f", {memory_slope(load):+.1f} MB in 100,000"]
    return " ".join(words).replace(" ;", ";").replace(" ,", ",")
