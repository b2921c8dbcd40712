"""The order of the rooms, and the house rules that a machine can check."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for path in (ROOT / "articles").rglob("*.py") if "migrations" not in path.parts)
FUNCTION_LINES, FILE_LINES = 50, 400
# Structured data is no script: browsers don't run it, and the policy says nothing of it.
INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*(?:\bsrc=|\stype=\"application/ld\+json\"))|\son\w+=", re.IGNORECASE
)


def test_a_room_imports_only_rooms_below_it():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_fit_a_screen(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_no_model_overrides_save_and_nothing_listens_to_saves():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in SOURCES
        for match in re.finditer(r"def save\(self|post_save|pre_save(?!\()", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nobody_filters_standing_by_hand_on_the_readers_site():
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "public" in path.parts and re.search(r"standing(__\w+)?=", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_templates_hold_no_inline_style_or_script():
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if INLINE.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("markup", "allowed"),
    [
        ('<script type="application/ld+json">{}</script>', True),
        ('<script type="module" src="/static/reader/story.js"></script>', True),
        ('<script src="/static/desk/desk.js"></script>', True),
        ("<script>alert(1)</script>", False),
        ('<script type="module">alert(1)</script>', False),
        ('<script type="text/javascript">alert(1)</script>', False),
        ('<script type="application/ld+json" nonce="x"></script><script>alert(1)</script>', False),
        ('<p style="color: red">', False),
        ("<style>p {}</style>", False),
        ('<p onclick="x()">', False),
    ],
)
def test_data_and_files_are_no_inline_scripts_and_everything_else_is(markup, allowed):
    assert (INLINE.search(markup) is None) == allowed


def parser_classes(source):
    """Names of the classes that extend HTMLParser, by whatever name it was imported."""
    tree = ast.parse(source)
    names = {"HTMLParser"} | {
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "HTMLParser" and alias.asname
    }
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).rpartition(".")[2] in names for base in node.bases)
    ]


def test_only_unsanitised_bodies_are_read_by_a_general_parser():
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in parser_classes(path.read_text(encoding="utf-8"))
    ]
    # What is sanitised is read by lib/html/tree.py; the depth is measured before sanitising.
    assert found == ["articles/lib/html/figures.py: _DepthCounter"]


@pytest.mark.parametrize(
    ("source", "classes"),
    [
        ("from html.parser import HTMLParser\nclass Reader(HTMLParser): pass", ["Reader"]),
        ("from html.parser import HTMLParser as Base\nclass Reader(Base): pass", ["Reader"]),
        ("import html.parser\ndef f():\n    class Reader(Mixin, html.parser.HTMLParser): pass", ["Reader"]),
        ("from html import parser\nclass Reader(parser.HTMLParser): pass", ["Reader"]),
        ("class Reader(Base): pass", []),
    ],
)
def test_a_class_that_extends_the_parser_is_found(source, classes):
    assert parser_classes(source) == classes
