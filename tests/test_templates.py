"""Templates are laid out to be read: short lines, two-space steps, one block element a line."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
LONGEST = 120
BLOCKS = (
    "address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "head header html legend li main nav ol option p section select summary table tbody td template tfoot th thead tr ul"
)
_START = re.compile(rf"<(?:{'|'.join(BLOCKS.split())})(?=[\s>]|$)")


def faults(text: str) -> list[str]:
    """What is wrong with a template's layout, each with the number of its line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if len(line) > LONGEST:
            found.append(f"{number}: {len(line)} characters")
        if "\t" in line:
            found.append(f"{number}: a tab")
        elif len(indent) % 2:
            found.append(f"{number}: indented by {len(indent)} spaces")
        if len(_START.findall(line)) > 1:
            found.append(f"{number}: more than one block element")
    return found


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=str(path.relative_to(FOLDER))) for path in sorted(FOLDER.rglob("*.html"))]
)
def test_a_template_is_laid_out_to_be_read(path: Path) -> None:
    assert faults(path.read_text()) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"<p>{'a' * 117}</p>", "1: 124 characters"),
        ("<div>\n\t<p>Words</p>\n</div>", "2: a tab"),
        ("<div>\n   <p>Words</p>\n</div>", "2: indented by 3 spaces"),
        ("<ul><li>Words</li></ul>", "1: more than one block element"),
        ('<ul class="log">{% for one in log %}<li>{{ one }}</li>{% endfor %}</ul>', "1: more than one block element"),
    ],
)
def test_each_fault_is_found(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_a_tidy_template_has_no_fault() -> None:
    assert faults('{% if rows %}\n  <p>\n    <a href="#">Words</a> and <span>more</span>\n  </p>\n{% endif %}\n') == []
