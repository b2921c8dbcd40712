"""Measures how readable the source is, as one table.

`python -m tests.quality` measures this checkout, `--root PATH` another one, such as an older commit's, to compare them.
Needs the standard library only and imports nothing of what it measures.
"""

import argparse
import ast
import re
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOORS = "admin,public,exchange,management,middleware.py"
LONG = 120  # characters
DOZEN = 12
# Nouns that end like a participle: what the module holds, not what it does.
NOUNS = frozenset({"wording"})
# Django finds every command by a class of this name.
CONVENTIONAL = frozenset({"Command"})
REGEX_CALLS = frozenset({"compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"})
IGNORE = re.compile(r"#\s*type:\s*ignore(?:\[([^\]]*)\])?")
GROUP = re.compile(r"\(\?P?<[=!\w]+>?")  # named groups and look-behinds have an angle bracket that is no markup
MARKUP = re.compile(r"<[/\w!\\(\[]")


@dataclass(frozen=True)
class Measure:
    """One row of the table: what is measured, the figure, and the names behind it."""

    label: str
    figure: str
    names: tuple[str, ...] = ()


class Checkout:
    """The files of one checkout, each parsed once."""

    def __init__(self, root: Path, *, doors: Iterable[str]) -> None:
        self.root = root
        self.app = root / "articles"
        self.doors = tuple(doors)
        self.modules = {
            path: ast.parse(path.read_text(encoding="utf-8"))
            for folder in ("articles", "newsroom")
            for path in sorted((root / folder).rglob("*.py"))
            if "migrations" not in path.parts
        }
        self.tests = {
            path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((root / "tests").rglob("*.py"))
        }

    def named(self, path: Path) -> str:
        """A path as seen from the root."""
        return path.relative_to(self.root).as_posix()

    def app_modules(self) -> list[Path]:
        """The app's modules; a package's `__init__` is not counted as one."""
        return [path for path in self.modules if path.is_relative_to(self.app) and path.stem != "__init__"]

    def door_modules(self) -> Iterator[Path]:
        """Every module of the doors."""
        for path in self.modules:
            if any(path == self.app / door or (self.app / door) in path.parents for door in self.doors):
                yield path


def templates(checkout: Checkout) -> list[Measure]:
    """How long the lines of the templates are."""
    longest, where, lines, long_lines, characters, long_characters = 0, "", 0, 0, 0, 0
    for path in sorted((checkout.root / "templates").rglob("*")):
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            lines, characters = lines + 1, characters + len(line)
            if len(line) > LONG:
                long_lines, long_characters = long_lines + 1, long_characters + len(line)
            if len(line) > longest:
                longest, where = len(line), f"{checkout.named(path)}:{number}"
    return [
        Measure("longest template line, characters", str(longest), (where,)),
        Measure(f"template lines over {LONG} characters", _share(long_lines, lines)),
        Measure("characters of markup in such lines", _share(long_characters, characters)),
    ]


def folders(checkout: Checkout) -> list[Measure]:
    """How many modules stand side by side."""
    sizes = Counter(checkout.named(path.parent) for path in checkout.app_modules())
    over = [f"{folder} {count}" for folder, count in sizes.most_common() if count > DOZEN]
    folder, most = sizes.most_common(1)[0] if sizes else ("", 0)
    return [
        Measure("most modules in one folder", str(most), (folder,)),
        Measure("folders with over a dozen modules", str(len(over)), tuple(over)),
    ]


def duplicates(checkout: Checkout) -> list[Measure]:
    """Names of modules and of top-level classes that have several meanings."""
    modules = Counter(path.stem for path in checkout.app_modules())
    in_layers = Counter((path.relative_to(checkout.app).parts[0], path.stem) for path in checkout.app_modules())
    classes = Counter(
        node.name
        for tree in checkout.modules.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name not in CONVENTIONAL
    )
    return [
        _repeated("duplicate module names", modules),
        _repeated("duplicate module names in one layer", Counter({f"{a}: {b}": n for (a, b), n in in_layers.items()})),
        _repeated("duplicate class names", classes),
    ]


def participles(checkout: Checkout) -> list[Measure]:
    """Modules that are named by what they do instead of what they hold."""
    found = [
        checkout.named(path)
        for path in checkout.app_modules()
        if path.stem.endswith("ing") and path.stem.rpartition("_")[2] not in NOUNS
    ]
    packages = [
        checkout.named(path.parent)
        for path in checkout.modules
        if path.stem == "__init__" and path.parent.name.endswith("ing")
    ]
    names = sorted([*found, *packages])
    return [Measure("modules and packages named by participles", str(len(names)), tuple(names))]


def orm_calls(checkout: Checkout) -> list[Measure]:
    """Queries that doors make themselves: uses of a manager, and aggregate or annotate."""
    calls = {checkout.named(path): _orm_calls(checkout.modules[path]) for path in checkout.door_modules()}
    found = sorted(((name, count) for name, count in calls.items() if count), key=lambda pair: (-pair[1], pair[0]))
    total = f"{sum(calls.values())} in {len(found)} of {len(calls)} modules"
    return [Measure("ORM calls in doors", total, tuple(f"{name} {count}" for name, count in found))]


def ignores(checkout: Checkout) -> list[Measure]:
    """What the type checker is told to overlook."""
    rules = [
        match[1] or ""
        for path in checkout.modules
        for line in path.read_text(encoding="utf-8").splitlines()
        for match in IGNORE.finditer(line)
    ]
    return [
        Measure("`attr-defined` ignores", str(sum("attr-defined" in rule for rule in rules))),
        Measure("`type: ignore` in all", str(len(rules))),
    ]


def test_imports(checkout: Checkout) -> list[Measure]:
    """Imports of one test module by another."""
    found = {checkout.named(path): _test_imports(tree) for path, tree in checkout.tests.items()}
    users = tuple(name for name, count in found.items() if count)
    return [Measure("imports of one test module by another", f"{sum(found.values())} in {len(users)} files", users)]


def html_regexes(checkout: Checkout) -> list[Measure]:
    """Regular expressions over HTML in the tests; this module's own are over source."""
    found = {
        checkout.named(path): _html_regexes(tree) for path, tree in checkout.tests.items() if path.name != "quality.py"
    }
    users = tuple(f"{name} {count}" for name, count in found.items() if count)
    return [Measure("regular expressions over HTML in tests", f"{sum(found.values())} in {len(users)} files", users)]


MEASURES: tuple[Callable[[Checkout], list[Measure]], ...] = (
    templates,
    folders,
    duplicates,
    participles,
    orm_calls,
    ignores,
    test_imports,
    html_regexes,
)


def table(checkout: Checkout, *, names: bool) -> str:
    """All measures as text, with the names behind each figure if wanted."""
    lines = []
    for measure in (measure for measured in MEASURES for measure in measured(checkout)):
        lines.append(f"{measure.label:<44} {measure.figure}")
        if names and measure.names:
            lines.extend(textwrap.wrap(", ".join(measure.names), 116, initial_indent="    ", subsequent_indent="    "))
    return "\n".join(lines) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole if whole else 0:.1f} %)"


def _repeated(label: str, counts: Counter[str]) -> Measure:
    found = [(name, count) for name, count in counts.most_common() if count > 1]
    return Measure(label, str(len(found)), tuple(f"{name} ×{count}" for name, count in found))


def _orm_calls(tree: ast.Module) -> int:
    return sum(
        (isinstance(node, ast.Attribute) and node.attr == "objects")
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"aggregate", "annotate"}
        )
        for node in ast.walk(tree)
    )


def _test_imports(tree: ast.Module) -> int:
    def is_test(dotted: str) -> bool:
        parts = dotted.split(".")
        return parts[0] == "tests" and any(part.startswith("test_") for part in parts)

    found: defaultdict[int, bool] = defaultdict(bool)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found[node.lineno] |= any(is_test(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = f"tests.{node.module or ''}" if node.level else node.module or ""
            found[node.lineno] |= any(is_test(f"{start}.{alias.name}") for alias in node.names)
    return sum(found.values())


def _html_regexes(tree: ast.Module) -> int:
    return sum(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in REGEX_CALLS
        and bool(node.args)
        and bool(MARKUP.search(GROUP.sub("", _literal(node.args[0]))))
        for node in ast.walk(tree)
    )


def _literal(node: ast.expr) -> str:
    """The text of a string literal, formatted or joined strings included; "" for anything else."""
    parts = (part for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return "".join(str(part.value) for part in parts)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to measure (default: this one)")
    parser.add_argument(
        "--doors", default=DOORS, help="the doors inside articles/, between commas (default: %(default)s)"
    )
    parser.add_argument("--names", action="store_true", help="print the names behind each figure")
    options = parser.parse_args()
    checkout = Checkout(options.root.resolve(), doors=options.doors.split(","))
    sys.stdout.write(table(checkout, names=options.names))


if __name__ == "__main__":
    main()
