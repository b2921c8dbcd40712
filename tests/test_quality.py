"""The figures about the source count what they say: a small checkout with one planted fault of each kind."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import quality

CLEAN = {
    "templates/page.html": "<p>\n  Words\n</p>\n",
    "articles/__init__.py": "",
    "articles/admin/__init__.py": "",
    "articles/admin/schedule/board.py": "class Board: ...\nclass Command: ...\n",
    "articles/services/tags.py": "class Merge: ...\nclass Command: ...\nSynonym.objects.all()\n",
    "articles/migrations/0001_initial.py": "x = 1  # type: ignore[attr-defined]\n",
    "newsroom/wording.py": "",
    "tests/conftest.py": "",
    "tests/test_tags.py": 'from tests import conftest\nre.search(r"(?P<year>[0-9]+)", text)\n',
}
FAULTS = {
    "longest template line, characters": ("templates/long.html", f"<p>{'a' * 118}</p>\n"),
    "template lines over 120 characters": ("templates/long.html", f"<p>{'a' * 118}</p>\n"),
    "folders with over a dozen modules": ("articles/lib/{}.py", ""),
    "duplicate module names": ("articles/queries/tags.py", ""),
    "duplicate module names in one layer": ("articles/services/old/tags.py", ""),
    "duplicate class names": ("articles/queries/boards.py", "class Board: ...\n"),
    "modules and packages named by participles": ("articles/services/merging.py", ""),
    "ORM calls in doors": ("articles/admin/tags.py", "Tag.objects.all().annotate(n=Count('stories'))\n"),
    "`attr-defined` ignores": ("articles/queries/x.py", "y.z  # type: ignore[attr-defined]\n"),
    "`type: ignore` in all": ("articles/queries/x.py", "y.z  # type: ignore\n"),
    "imports of one test module by another": ("tests/test_more.py", "from tests.test_tags import helper\n"),
    "regular expressions over HTML in tests": ("tests/test_more.py", 're.findall(rf"<li>{name}</li>", page)\n'),
}
FIGURES = {
    "longest template line, characters": ("7", "125"),
    "template lines over 120 characters": ("0 of 3 (0.0 %)", "1 of 4 (25.0 %)"),
    "folders with over a dozen modules": ("0", "1"),
    "ORM calls in doors": ("0 in 0 of 2 modules", "2 in 1 of 3 modules"),
    "imports of one test module by another": ("0 in 0 files", "1 in 1 files"),
    "regular expressions over HTML in tests": ("0 in 0 files", "1 in 1 files"),
}


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def figures(root: Path) -> dict[str, str]:
    checkout = quality.Checkout(root, doors=quality.DOORS.split(","))
    return {measure.label: measure.figure for measured in quality.MEASURES for measure in measured(checkout)}


@pytest.fixture
def clean(tmp_path) -> Path:
    for name, text in CLEAN.items():
        write(tmp_path, name, text)
    return tmp_path


@pytest.mark.parametrize("label", FAULTS)
def test_each_planted_fault_is_counted(clean, label):
    before = figures(clean)[label]
    name, text = FAULTS[label]
    for number in range(13 if "{}" in name else 1):
        write(clean, name.format(number), text)
    assert (before, figures(clean)[label]) == FIGURES.get(label, ("0", "1"))


def test_it_runs_on_the_standard_library_alone_and_says_where():
    done = subprocess.run(
        [sys.executable, "-S", "tests/quality.py", "--names"],  # -S: nothing but the standard library
        cwd=Path(quality.__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "longest template line, characters" in done.stdout
    assert "    templates/" in done.stdout
