"""README and CONTRIBUTING say what is there: the map, every path, every setting, every command."""

import re
import shutil
from pathlib import Path

import pytest

from articles.domain.states import Move
from tests import readme_map

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
# In code spans and blocks: a path below one of these folders, or a file at the top level by its ending.
PATH = re.compile(
    r"(?<![\w/.:-])((?:articles|newsroom|static|templates|tests|\.ci|\.readme)/[\w./*-]*[\w/*]"
    r"|[\w-]+\.(?:py|toml|md|txt)|Makefile)(?![\w/-])"
)
# The map's names are relative to their layer; a test of its own compares them with the sources.
MAP = re.compile(f"{re.escape(readme_map.BEGIN)}.*{re.escape(readme_map.END)}", re.DOTALL)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def missing_paths(text: str) -> list[str]:
    """The paths named in a text that match no file or folder of this checkout."""
    return [path for path in PATH.findall(MAP.sub("", text)) if not list(ROOT.glob(path.rstrip("/")))]


def test_the_map_is_that_of_the_sources():
    readme = text_of("README.md")
    assert readme_map.replaced(readme, readme_map.generate()) == readme, "Run `python -m tests.readme_map --write`."


def test_a_changed_docstring_changes_the_map(tmp_path):
    shutil.copytree(ROOT / "articles", tmp_path / "articles", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert readme_map.generate(tmp_path) == readme_map.generate()
    module = tmp_path / "articles/services/audit.py"
    module.write_text(module.read_text(encoding="utf-8").replace('"""', '"""Planted: ', 1), encoding="utf-8")
    assert "      audit               Planted: " in readme_map.generate(tmp_path)
    (tmp_path / "articles/services/planted.py").write_text('"""A new module."""\n', encoding="utf-8")
    assert "      planted             A new module.\n" in readme_map.generate(tmp_path)


@pytest.mark.parametrize("docstring", ["", f'"""{"a" * 101}"""'])
def test_a_module_needs_a_first_line_that_fits_the_map(tmp_path, docstring):
    module = tmp_path / "module.py"
    module.write_text(f"{docstring}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="1 to 100 fit the map"):
        readme_map.summary(module)


def test_every_move_is_in_the_table_of_moves():
    rows = re.findall(r"^\| ([^|]+) \| [^|]*(?:→|↔)[^|]* \| [^|]+ \|$", text_of("README.md"), re.MULTILINE)
    named = {
        move for move in Move if any(re.search(rf"\b{move.label.split()[0]}\b", row, re.IGNORECASE) for row in rows)
    }
    assert (len(rows) > 5, set(Move) - named) == (True, set())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_exists(name):
    text = text_of(name)
    assert len(PATH.findall(text)) > 20
    assert missing_paths(text) == []


def test_a_path_that_is_gone_is_found():
    text = "Edit `articles/queries/policy.py`, not `articles/policy.py`; see `tests/nowhere/` and [setup](SETUP.md)."
    assert missing_paths(text) == ["articles/policy.py", "tests/nowhere/", "SETUP.md"]


def test_every_setting_is_in_the_readme():
    names = set(re.findall(r'env\.\w+\(\s*"(\w+)"', text_of("newsroom/settings.py")))
    names = names - {"HSTS"} | {"HSTS_SECONDS", "HSTS_SUBDOMAINS", "HSTS_PRELOAD"}
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text_of("README.md"), re.MULTILINE)) == names


def test_every_command_is_in_the_readme():
    commands = {path.stem for path in (ROOT / "articles/management/commands").glob("*.py")} - {"__init__"}
    table = text_of("README.md").partition("## Commands")[2].partition("## Settings")[0]
    assert set(re.findall(r"^\| `(?!manage)(\w+)", table, re.MULTILINE)) == commands
