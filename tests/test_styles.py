"""The style sheets: small as they are sent, in one dialect, right in every script and every window."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest

STATIC = Path(__file__).parent.parent / "static"
SHEETS = sorted(STATIC.rglob("*.css"))

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
SIDES = r"(left|right|top|bottom)"
PHYSICAL = re.compile(
    rf"((margin|padding|border|scroll-margin|scroll-padding)-)?{SIDES}(-(width|style|color))?"
    r"|border-(top|bottom)-(left|right)-radius"
)
BOX = re.compile(r"margin|padding|inset|scroll-margin|scroll-padding|border-(width|style|color)")
ARABIC = ["Noto Sans Arabic", "Geeza Pro", "Tahoma"]


class Declaration(NamedTuple):
    """One property and its value, under the rules that it stands in."""

    rules: tuple[str, ...]
    name: str
    value: str


def declarations(sheet: str) -> list[Declaration]:
    """Every declaration of a sheet, in order, however it is laid out."""
    found: list[Declaration] = []
    rules: list[str] = []
    for text, end in re.findall(r"((?:\"[^\"]*\"|[^\"{};])*)([{};])", COMMENT.sub("", sheet)):
        words = " ".join(text.split())
        if end == "{":
            rules.append(words)
            continue
        name, colon, value = words.partition(":")
        if colon and rules:
            found.append(Declaration(tuple(rules), name.strip(), value.strip()))
        if end == "}":
            rules.pop()
    return found


def shown(found: Declaration) -> str:
    return f"{found.name}: {found.value}"


def crowded_lines(sheet: str) -> list[str]:
    """Lines that hold more than one declaration, or a declaration beside a brace."""
    bare = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), TEXT.sub('""', sheet))
    return [line.strip() for line in bare.splitlines() if re.search(r"[{};]\s*\S|[^\s{};]\s*\}", line)]


def badly_indented_lines(sheet: str) -> list[str]:
    """Lines not indented by two spaces for each rule around them; a long value or selector may be indented further."""
    faults, depth, whole = [], 0, True
    for line in COMMENT.sub(lambda match: "\n" * match[0].count("\n"), sheet).splitlines():
        words = line.strip()
        if not words:
            continue
        depth -= words.startswith("}")
        indent = len(line) - len(line.lstrip())
        if (indent != 2 * depth if whole else indent % 2 or indent < 2 * depth) or "\t" in line:
            faults.append(words)
        depth += words.endswith("{")
        whole = words.endswith(("{", "}", ";"))
    return faults


def long_lines(sheet: str) -> list[str]:
    """Lines over 120 characters."""
    return [line for line in sheet.splitlines() if len(line) > 120]


def physical_sides(sheet: str) -> list[str]:
    """Declarations that name left, right, top or bottom, where one by the direction of the text exists."""

    def is_physical(found: Declaration) -> bool:
        if found.name in {"text-align", "float", "clear"}:
            return found.value in {"left", "right"}
        values = re.findall(r"(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", found.value.removesuffix("!important"))
        lopsided = BOX.fullmatch(found.name) and len(values) == 4 and values[1] != values[3]
        return bool(lopsided or PHYSICAL.fullmatch(found.name))

    return [shown(found) for found in declarations(sheet) if is_physical(found)]


def second_palettes(sheet: str) -> list[str]:
    """Colours set once more for the dark, instead of both at once by light-dark()."""
    return [
        shown(found)
        for found in declarations(sheet)
        if found.name != "color-scheme"
        and any("prefers-color-scheme" in rule or re.search(r"data-theme=\W?dark", rule) for rule in found.rules)
    ]


def widths_of_the_window(sheet: str) -> list[str]:
    """Widths and margins by the window's width, which counts the scrollbar: the page would scroll sideways by it."""
    return [
        shown(found)
        for found in declarations(sheet)
        if re.search(r"width|inline-size|margin", found.name) and re.search(r"\b(100|50)vw", found.value)
    ]


RULES: list[Callable[[str], list[str]]] = [
    crowded_lines,
    badly_indented_lines,
    long_lines,
    physical_sides,
    second_palettes,
    widths_of_the_window,
]
FAULTS = [
    (crowded_lines, "a { color: red; }", ["a { color: red; }"]),
    (crowded_lines, "a {\n  color: red; margin: 0;\n}", ["color: red; margin: 0;"]),
    (crowded_lines, "a {\n  color: red }", ["color: red }"]),
    (crowded_lines, "@media print {\n  a {\n    color: red;\n} }", ["} }"]),
    (badly_indented_lines, "a {\n    color: red;\n}", ["color: red;"]),
    (badly_indented_lines, "@media print {\na {\n    color: red;\n  }\n}", ["a {"]),
    (badly_indented_lines, "a {\n\tcolor: red;\n}", ["color: red;"]),
    (long_lines, f"/* {'x' * 120} */", [f"/* {'x' * 120} */"]),
    (physical_sides, "a {\n  margin-left: 1rem;\n}", ["margin-left: 1rem"]),
    (physical_sides, "a {\n  padding: 0 0 0 var(--gap);\n}", ["padding: 0 0 0 var(--gap)"]),
    (physical_sides, "a {\n  border-bottom-color: red;\n}", ["border-bottom-color: red"]),
    (physical_sides, "@media print {\n  a {\n    right: 0;\n  }\n}", ["right: 0"]),
    (physical_sides, "a {\n  text-align: right;\n}", ["text-align: right"]),
    (second_palettes, "@media (prefers-color-scheme: dark) {\n  a {\n    --ink: #fff;\n  }\n}", ["--ink: #fff"]),
    (second_palettes, 'html[data-theme="dark"] {\n  --ink: #fff;\n  color-scheme: dark;\n}', ["--ink: #fff"]),
    (widths_of_the_window, "img {\n  width: 100vw;\n}", ["width: 100vw"]),
    (widths_of_the_window, "img {\n  margin-inline: calc(50% - 50vw);\n}", ["margin-inline: calc(50% - 50vw)"]),
]
FINE = """/* A comment; it may say { anything }. */
@media print {
  a,
  b:not(.c, .d) > i::before {
    --ink: light-dark(#000, #fff);
    margin: 0 1rem 2rem 1rem;
    padding: 0 calc(1rem + var(--gap, 2px)) !important;
    content: "{;}";
    font-family:
      "One", "Two",
      serif;
    text-align: start;
    border-radius: 0 0 3px 3px;
  }
}
"""


def sans(sheet: str, name: str, language: str) -> list[str]:
    """The typefaces of a sheet's sans under a language; the last declaration counts."""
    stacks = [
        [face.strip('" ') for face in found.value.split(",")]
        for found in declarations(sheet)
        if found.name == name and any(f":lang({language})" in rule for rule in found.rules)
    ]
    return stacks[-1] if stacks else []


def joins_arabic_letters(stack: list[str]) -> bool:
    """Whether a typeface with the whole script comes before DejaVu, by name or as what Debian calls sans-serif."""
    places = [stack.index(face) for face in ARABIC if face in stack]
    others = [stack.index(face) for face in ("DejaVu Sans", "sans-serif") if face in stack]
    return bool(places and others) and min(places) < min(others)


def test_the_readers_stylesheet_is_small_as_it_is_sent():
    assert len(brotli.compress((STATIC / "reader/reader.css").read_bytes())) < 7_500


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.relative_to(STATIC)))
def test_every_sheet_speaks_one_dialect(sheet, rule):
    assert rule(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("rule", "sheet", "faults"), FAULTS)
def test_each_rule_of_the_dialect_finds_its_fault(rule, sheet, faults):
    assert rule(sheet) == faults


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_of_the_dialect_finds_fault_with_a_good_sheet(rule):
    assert rule(FINE) == []


@pytest.mark.parametrize("side", ["reader", "desk"])
def test_each_side_hides_words_from_sight_in_one_rule(side):
    found = [
        declaration
        for sheet in SHEETS
        if sheet.is_relative_to(STATIC / side)
        for declaration in declarations(sheet.read_text(encoding="utf-8"))
        if shown(declaration) == "clip-path: inset(50%)"
    ]
    assert len(found) == 1


@pytest.mark.parametrize("language", ["ur", "ar"])
@pytest.mark.parametrize(
    ("sheet", "name"), [("reader/reader.css", "--sans"), ("desk/desk.css", "--font-family-primary")]
)
def test_the_sans_of_urdu_and_arabic_has_every_letter(sheet, name, language):
    assert joins_arabic_letters(sans((STATIC / sheet).read_text(encoding="utf-8"), name, language))


@pytest.mark.parametrize(
    ("stack", "joins"),
    [
        ('"Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif', True),
        ('"Noto Sans", "DejaVu Sans", "Noto Sans Arabic", sans-serif', False),
        ('"Noto Sans", "DejaVu Sans", sans-serif', False),
    ],
)
def test_a_sans_with_dejavu_first_would_be_found(stack, joins):
    sheet = f":root:lang(ur),\n:lang(ur) {{\n  --sans: {stack};\n}}"
    assert (joins_arabic_letters(sans(sheet, "--sans", "ur")), sans(sheet, "--sans", "ar")) == (joins, [])
