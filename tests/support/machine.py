"""Says which browsers and databases the tests can use here, and which tests don't run without them.

`python -m tests.support.machine` begins `make test`, and ends it with `--again`; `--has PostgreSQL` only answers by its exit
code. When CI=true and something is missing it exits with 1: a build must not pass with half of its tests.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import psycopg
import pytest

from tests.support.browser.browsing import find_chromium, find_firefox

DATABASE_URL = "postgres://postgres@127.0.0.1:5432/newsroom"
INSTALL_TIMEOUT_S = 300


@dataclass(frozen=True)
class Requirement:
    """Something outside the environment that part of the suite needs; `find` returns what and where it is, if anywhere."""

    name: str
    find: Callable[[], str | None]
    tests: str
    remedy: str

    @property
    def missing_line(self) -> str:
        """One sentence: what is missing, which tests are left out, and the command that brings it."""
        return f"{self.name} is missing: {self.tests} are NOT run. To run them: {self.remedy}"


@cache
def find_postgresql() -> str | None:
    """Return the address of a PostgreSQL server that answers, if there is one; TEST_DATABASE_URL names another."""
    address = os.environ.get("TEST_DATABASE_URL") or DATABASE_URL
    try:
        with psycopg.connect(address.rpartition("/")[0] + "/postgres", connect_timeout=3) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError:
        return None
    return f"{version} at {address.rpartition('@')[2].partition('/')[0]}"


CHROMIUM = Requirement("Chromium", find_chromium, "the browser tests", "apt-get install chromium")
FIREFOX = Requirement("Firefox", find_firefox, "the tests in Firefox", "apt-get install firefox-esr")
POSTGRESQL = Requirement(
    "PostgreSQL",
    find_postgresql,
    "the tests on PostgreSQL",
    "make test TEST_DATABASE_URL=postgres://user:password@host:5432/newsroom",
)
REQUIREMENTS = (CHROMIUM, FIREFOX, POSTGRESQL)


def find_missing() -> list[Requirement]:
    """List what is not here."""
    return [requirement for requirement in REQUIREMENTS if requirement.find() is None]


def skip_or_exit(items: Sequence[pytest.Item], requirement: Requirement) -> None:
    """Skip tests that need something that isn't here; when CI=true end the run instead, before any test has begun."""
    if not items or requirement.find():
        return
    if os.environ.get("CI") == "true":
        pytest.exit(requirement.missing_line, returncode=1)
    for item in items:
        item.add_marker(pytest.mark.skip(reason=requirement.missing_line))


def describe_found() -> str:
    """Name what was found and where, in one line."""
    places = {requirement.name: requirement.find() for requirement in REQUIREMENTS}
    found = [f"{name} {place}" for name, place in places.items() if place]
    return f"Found for the tests: {', '.join(found) or 'neither a browser nor PostgreSQL'}."


def install_chromium() -> None:
    """Let Playwright fetch its own Chromium where the system has none; silent, and no error where that is impossible."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=INSTALL_TIMEOUT_S, check=False)  # noqa: S603 - fixed command


def main(arguments: list[str]) -> int:
    """Print what was found and what is missing; return an exit code."""
    if arguments[:1] == ["--has"]:
        return int(any(requirement.name == arguments[1] for requirement in find_missing()))
    in_ci = os.environ.get("CI") == "true"
    if arguments != ["--again"]:
        if find_chromium() is None and not in_ci:
            sys.stdout.write("Chromium is missing; trying Playwright's installer …\n")
            install_chromium()
            find_chromium.cache_clear()
        sys.stdout.write(f"{describe_found()}\n")
    missing = find_missing()
    sys.stdout.writelines(f"{requirement.missing_line}\n" for requirement in missing)
    return int(bool(missing) and in_ci)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
