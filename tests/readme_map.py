"""The map in README.md, generated from the first docstring line of each package and module.

`python -m tests.readme_map` prints it, `--write` puts it into README.md between its two markers. Layers come from the
import contract in pyproject.toml, highest first. In the layers of LISTED every module and package has a line, in those of
GROUPED every package.
"""

import argparse
import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTED = frozenset({"services", "queries", "domain", "lib"})
GROUPED = frozenset({"admin", "public"})
BEGIN, END = "<!-- map: written by `python -m tests.readme_map --write` -->", "<!-- end of map -->"
MAX_LINE = 100  # characters of a docstring's first line
WIDTH = 21  # of the column of names


def layers(root: Path) -> list[str]:
    """The layers of the app from the import contract, highest first."""
    with (root / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract.get("containers") == ["articles"])
    return [name.strip() for row in rows for name in row.split("|")]


def summary(path: Path) -> str:
    """The first line of a module's docstring. Raises ValueError if there is none, or if it is too long for the map."""
    line = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    if not 0 < len(line) <= MAX_LINE:
        raise ValueError(f"{path}: the first docstring line has {len(line)} characters; 1 to {MAX_LINE} fit the map.")
    return line


def generate(root: Path = ROOT) -> str:
    """The map as an indented block, one line for each package or module."""
    return "".join(f"    {line}\n" for layer in layers(root) for line in _lines(root / "articles" / layer, depth=0))


def replaced(readme: str, generated: str) -> str:
    """The README with this map between its markers. Raises ValueError if the markers are missing."""
    before, begin, rest = readme.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"README.md lacks the markers {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n\n{generated}\n{END}{after}"


def _lines(place: Path, *, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if not place.is_dir():
        module = place.with_suffix(".py")
        name = module.name if depth == 0 else module.stem
        yield f"{indent + name:<{WIDTH}} {summary(module)}"
        return
    yield f"{indent + place.name + '/':<{WIDTH}} {summary(place / '__init__.py')}"
    packages = sorted(child.parent for child in place.glob("*/__init__.py"))
    modules = sorted(child for child in place.glob("*.py") if child.stem != "__init__")
    if depth == 0 and place.name in LISTED:
        for child in sorted([*packages, *(module.with_suffix("") for module in modules)]):
            yield from _lines(child, depth=1)
    elif depth == 0 and place.name in GROUPED:
        for package in packages:
            yield from _lines(package, depth=1)


def main() -> None:
    """Print the map, or write it into the README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the map into README.md")
    generated = generate()
    if not parser.parse_args().write:
        sys.stdout.write(generated)
        return
    readme = ROOT / "README.md"
    readme.write_text(replaced(readme.read_text(encoding="utf-8"), generated), encoding="utf-8")


if __name__ == "__main__":
    main()
