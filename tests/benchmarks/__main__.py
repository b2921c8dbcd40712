"""What do reading and publishing cost? Run by `make bench`; prints tables in Markdown, fails above the bounds.

With BENCH_FOLDER its databases are stored there and used again; the load check runs for a minute with --long.
"""

import argparse
import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.benchmarks.reading import client, pages, publishing, table, under_load
from tests.benchmarks.reading.bounds import UNCACHED
from tests.benchmarks.reading.newsrooms import POSTGRESQL, SQLITE, Newsroom, Newsrooms, find_server

PARTS = ("pages", "load", "publishing")
FEW, MANY = 1_000, 20_000


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--stories", type=int, nargs="+", default=[FEW, MANY], help="also 100000 or 1000000")
    parser.add_argument("--engine", choices=[SQLITE, POSTGRESQL], help="measure on this kind of database only")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--pages", nargs="+", choices=sorted(UNCACHED), default=[], help="measure these only")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each page and round")
    parser.add_argument("--uncompressed", action="store_true", help="ask for plain pages instead of compressed ones")
    parser.add_argument("--long", action="store_true", help="a minute of load, and the memory over 200,000 requests")
    return parser.parse_args()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _measure_pages(asked: argparse.Namespace, found: list[Newsroom], made: Newsrooms) -> list[str]:
    coding = "identity" if asked.uncompressed else client.AS_BROWSERS
    plan = pages.Plan(asked.rounds, asked.seconds, frozenset(asked.pages), coding)
    cells, memory = pages.measure(found, made=made, plan=plan)
    figures = table.Figures(cells)
    for line in table.format_tables(figures):
        _say(line)
    _say(f"\nMemory of two workers: {'; '.join(memory)}")
    _say(f"Above their goals, in brackets: {'; '.join(table.list_missed_goals(figures)) or 'none'}")
    return list(table.list_excesses(figures))


def _measure(asked: argparse.Namespace, made: Newsrooms, engines: list[str]) -> list[str]:
    """Run the parts asked for; return what is above its bound."""
    found = [made.get(stories, engine=engine) for engine in engines for stories in sorted(asked.stories)]
    excesses = []
    if "pages" in asked.parts:
        excesses += _measure_pages(asked, found, made)
    for engine in engines:
        ours = [newsroom for newsroom in found if newsroom.engine == engine]
        if "load" in asked.parts:
            words, faults = under_load.check(
                ours[-1], made=made, seconds=60 if asked.long else 8, requests=200_000 if asked.long else 20_000
            )
            _say(f"\n{words}")
            excesses += faults
        if "publishing" in asked.parts:
            lines, faults = publishing.measure(ours, made=made, stories=300 if asked.long else 30)
            _say("\n" + "\n".join(lines))
            excesses += faults
    return excesses


def main() -> int:
    asked = _parse()
    server = find_server()
    if not client.HAS_WRK:
        _say(client.WITHOUT_WRK)
    if server is None:
        _say("PostgreSQL is missing: only SQLite is measured. TEST_DATABASE_URL names a server.")
    _say(f"Load of the machine at the beginning: {os.getloadavg()[0]:.1f}; quote ratios of one run, not times.")
    there = [SQLITE, POSTGRESQL] if server else [SQLITE]
    engines = [engine for engine in there if asked.engine in {None, engine}]
    stored = os.environ.get("BENCH_FOLDER")
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as temporary:
        folder = Path(stored or temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        with closing(Newsrooms(folder=folder, is_kept=bool(stored), server=server or "")) as made:
            excesses = _measure(asked, made, engines)
    for line in excesses:
        _say(f"Above its bound: {line}")
    _say(f"Load of the machine at the end: {os.getloadavg()[0]:.1f}.")
    return int(bool(excesses))


if __name__ == "__main__":
    sys.exit(main())
