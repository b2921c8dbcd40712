"""The lint of the scripts in static/: it finds what it is there for, and its lock file names no host."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "tests" / "scripts"
ESLINT = SCRIPTS / "node_modules" / ".bin" / "eslint"
IMPORT = re.compile(r'^(?:import|export)\s[^"]*\sfrom "(\.[^"]+)"', re.MULTILINE)
FAULTS = {
    "unused.js": ("const unused = 1\n", "no-unused-vars"),
    "loose.js": ("export const isSame = (one, other) => one == other\n", "eqeqeq"),
    "old.js": ("export function count() {\n  var number = 1\n  return number\n}\n", "no-var"),
    "changing.js": ("let number = 1\nexport const double = () => number * 2\n", "prefer-const"),
    "shadow.js": ("const word = 1\nexport const same = (word) => word\nsame(word)\n", "no-shadow"),
    "unknown.js": ("export const shown = () => nothingOfThisName\n", "no-undef"),
    "long.js": (f"export const words = [{', '.join(['1'] * 50)}]\n", "max-len"),
    "endless.js": ("window.stop()\n" * 301, "max-lines"),
    "request.js": ("export const answer = () => fetch(location.href)\n", None),
    "fetching.js": ("export const answer = () => fetch(location.href)\n", "no-restricted-globals"),
}

needs_eslint = pytest.mark.skipif(
    not ESLINT.exists() and os.environ.get("CI") != "true",
    reason="ESLint is not installed: `make check-scripts` installs it where there is Node.",
)


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What ESLint says of one planted script per fault, by the script's name; and its exit status."""
    place = tmp_path_factory.mktemp("planted")
    desk = place / "static" / "desk"
    desk.mkdir(parents=True)
    for name, (source, _rule) in FAULTS.items():
        (desk / name).write_text(source, encoding="utf-8")
    command = [ESLINT, "--config", SCRIPTS / "eslint.config.js", "--format", "json", "static"]
    run = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.stderr == ""
    found = {
        Path(one["filePath"]).name: {message["ruleId"] for message in one["messages"]} for one in json.loads(run.stdout)
    }
    return found, run.returncode


@needs_eslint
@pytest.mark.parametrize("name", FAULTS)
def test_the_lint_finds_a_planted_fault_and_nothing_else(complaints, name):
    found, status = complaints
    rule = FAULTS[name][1]
    assert (found[name], status) == ({rule} if rule else set(), 1)


def test_what_the_lint_needs_is_pinned_and_its_lock_names_no_host():
    package = json.loads((SCRIPTS / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((SCRIPTS / "package-lock.json").read_text(encoding="utf-8"))
    assert package["private"] is True
    assert [
        version for version in package["devDependencies"].values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    installed = {name: facts for name, facts in lock["packages"].items() if name}
    assert [name for name, facts in installed.items() if "resolved" in facts or "integrity" not in facts] == []


@pytest.mark.parametrize(("automated", "status"), [("", 0), ("true", 2)])
def test_where_node_is_missing_one_line_says_what_was_not_checked(tmp_path, automated, status):
    make = shutil.which("make")
    if make is None:
        pytest.skip("There is no make.")
    without_node = {"PATH": str(tmp_path), "CI": automated}
    command = [make, "--silent", "check-scripts"]
    run = subprocess.run(command, cwd=ROOT, env=without_node, capture_output=True, text=True, check=False)  # noqa: S603
    assert run.returncode == status
    [line] = run.stdout.splitlines()
    assert line.startswith("Not checked: the scripts in static/.")


def test_every_module_that_a_script_imports_is_there():
    imported = {
        (path.relative_to(ROOT), name): (path.parent / name).resolve()
        for path in (ROOT / "static").rglob("*.js")
        for name in IMPORT.findall(path.read_text(encoding="utf-8"))
    }
    assert len(imported) > 50
    assert [place for place, module in imported.items() if not module.is_file()] == []
