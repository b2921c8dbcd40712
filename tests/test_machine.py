"""Before the first test `make test` says what it found; what is missing is named with its remedy, and stops a build."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOWHERE = "postgres://postgres@127.0.0.1:1/none"


@pytest.fixture
def ask(tmp_path):
    """Ask what the tests have on a machine with neither a browser nor PostgreSQL, unless `settings` name one."""

    def run(*arguments, **settings):
        environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "TEST_DATABASE_URL": NOWHERE, **settings}
        return subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "tests.support.machine", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_what_is_missing_is_named_at_the_end_with_its_remedy_and_fails_nothing(ask):
    done = ask("--again")
    assert done.returncode == 0
    assert [line.partition(" is missing: ")[0] for line in done.stdout.splitlines()] == [
        "Chromium",
        "Firefox",
        "PostgreSQL",
    ]
    assert "the browser tests are NOT run. To run them: apt-get install chromium" in done.stdout


def test_a_build_stops_when_something_is_missing(ask):
    done = ask(CI="true")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "Found for the tests: neither a browser nor PostgreSQL."


def test_what_is_found_is_named_and_not_missed(ask, tmp_path):
    for name in ("chromium", "firefox-esr"):
        (tmp_path / name).touch(mode=0o755)
    done = ask()
    assert done.stdout.splitlines()[0] == (
        f"Found for the tests: Chromium {tmp_path / 'chromium'}, Firefox {tmp_path / 'firefox-esr'}."
    )
    assert [line.partition(" is missing: ")[0] for line in done.stdout.splitlines()[1:]] == ["PostgreSQL"]


@pytest.mark.parametrize(("ci", "code", "outcome"), [("", 0, "1 skipped"), ("true", 1, "no tests ran")])
def test_pytest_alone_skips_what_needs_a_browser_and_a_build_stops_at_once(tmp_path, ci, code, outcome):
    environment = {**os.environ, "PATH": str(tmp_path), "HOME": str(tmp_path), "CI": ci}
    for name in ("CHROMIUM", "FIREFOX", "PYTEST_XDIST_WORKER"):
        environment.pop(name, None)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "tests/browser/test_quotations.py",
            "-k",
            "nothing or quot",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, outcome in done.stdout) == (code, True), done.stdout
    assert "Chromium is missing: the browser tests are NOT run." in done.stdout + done.stderr


@pytest.mark.parametrize(("name", "code"), [("PostgreSQL", 1), ("Chromium", 1)])
def test_the_exit_code_answers_whether_something_is_here(ask, name, code):
    assert ask("--has", name).returncode == code
