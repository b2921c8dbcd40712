"""Finds private words in names, docstrings, comments and strings: one concept has one name, in plain English.

`python -m tests.word_list` reads the app, the project, the templates, the style sheets and the scripts, prints every
place and exits with 1 if there is any; given paths, it reads only those.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("articles", "newsroom", "templates", "static")
SUFFIXES = frozenset({".py", ".html", ".txt", ".xml", ".js", ".css"})
# Applied migrations are never edited; vendored scripts are not ours.
SKIPPED = frozenset({"migrations", "vendor", "locale", "fonts"})

# In running text, with the better word where there is one.
IN_TEXT = {
    r"\banew\b": "again",
    r"\b(whoever|whomever)\b": "the person who, everyone who",
    r"\b(told|telling)\b": "shown, notified, described",
    r"\b(asked|asking)\b": "requested, checked, queried",
    r"\b(kept|keeping)\b": "saved, stored, preserved",
    r"\b(noting|visiting|curating|arranging|attending|judging|forgetting)\b": "the noun of the topic",
    r"\bis\s+none\b": "is not a …, is invalid",
    r"(?<!there )(?<!there’s )(?<!which )\bis\s+no\s+(?!longer\b|more\b|need\b)": "is not a",
    r"\bput\s+right\b": "corrected",
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\bthe\s+house\b(?! style)(?!’s style)": "the newsroom",
    r"\bof\s+the\s+house\b": "of the newsroom",
    r"\b(take|takes|took|taken|taking)\s+in\b": "read, import, add",
    r"\bhanded\s+in\b": "submitted",
    r"\brooms?\b(?! for\b)": "module, page, capacity",
}
# As a part of a name: counted_words, _told.
IN_NAMES = frozenset(
    {
        *(
            "told",
            "telling",
            "said",
            "kept",
            "keeping",
            "asked",
            "asking",
            "noting",
            "visiting",
            "curating",
            "arranging",
        ),
        *(
            "attending",
            "judging",
            "forget",
            "forgetting",
            "anew",
            "whoever",
            "mend",
            "mended",
            "house",
            "room",
            "rooms",
        ),
    }
)
LIMITS = re.compile(r"_?(MOST|LONGEST)_[A-Z_]+")  # say MAX_…
NAME_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# In markup, styles and scripts names stand in the text itself, joined by hyphens or humps.
MARKUP_NAME = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)+|[a-z]+(?:[A-Z][a-z]+)+")
# English that only looks like a private word.
ALLOWED = frozenset({"keep-all"})
TEXT = [(re.compile(pattern, re.IGNORECASE), better) for pattern, better in IN_TEXT.items()]
ANY_TEXT = re.compile("|".join(pattern.pattern for pattern, _better in TEXT), re.IGNORECASE)


def check(path: Path) -> Iterator[str]:
    """Yield one line per private word in a file: path, line number, word, better word."""
    source = path.read_text(encoding="utf-8")
    named = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    places = [*_python_names(source), *_python_text(source)] if path.suffix == ".py" else list(_markup(source))
    for line, word, better in sorted(set(places)):
        yield f"{named}:{line}: “{word}” ({better})"


def _python_names(source: str) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _name(node.lineno, node.name)
        elif isinstance(node, ast.arg):
            yield from _name(node.lineno, node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield from _name(node.lineno, node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield from _name(node.lineno, node.attr)


def _name(line: int, name: str) -> Iterator[tuple[int, str, str]]:
    if LIMITS.fullmatch(name) or any(part.lower() in IN_NAMES for part in NAME_PARTS.findall(name)):
        yield line, name, "name it by what it holds or does"


def _python_text(source: str) -> Iterator[tuple[int, str, str]]:
    """Docstrings and other strings, f-strings among them, and comments."""
    kinds = {tokenize.STRING, tokenize.COMMENT, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in kinds:
            yield from _text(token.start[0], token.string)


def _text(line: int, text: str) -> Iterator[tuple[int, str, str]]:
    if not ANY_TEXT.search(text):
        return
    for pattern, better in TEXT:
        for match in pattern.finditer(text):
            yield line + text[: match.start()].count("\n"), match[0], better


def _markup(source: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(source.splitlines(), 1):
        yield from _text(number, line)
        for name in MARKUP_NAME.findall(line):
            if name.lower() not in ALLOWED:
                yield from _name(number, name)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to check under these paths."""
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and file.suffix in SUFFIXES and not SKIPPED & set(file.parts):
                yield file


def main(arguments: list[str]) -> int:
    """Print what is found, and return how the process should exit."""
    paths = [Path(argument).resolve() for argument in arguments] or [ROOT / place for place in PLACES]
    found = [line for file in files(paths) for line in check(file)]
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
