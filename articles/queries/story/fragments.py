"""Render small templates as one line of HTML, for bodies and feeds.

Bodies and feeds carry them inside text, where indentation would show.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_BLOCKS = "blockquote|figcaption|figure|h2|li|ol|p|picture|section"
_ENDS_WITHOUT_SPACE = re.compile(rf"<[a-z][^>]*>$|</(?:{_BLOCKS})>$")
_BEGINS_WITHOUT_SPACE = re.compile(rf"</|>|<(?:{_BLOCKS})\b")


def render_on_one_line(template: str, context: Mapping[str, Any]) -> SafeString:
    """Render a template without line breaks and indentation.

    A line break between two inline elements is a space; next to a block, or just inside any element, it is nothing.
    Line breaks within a text stay.
    """
    rendered = render_to_string(template, dict(context))
    parts: list[str] = []
    for line in filter(None, (line.strip() for line in rendered.split("\n"))):
        if parts:
            parts.append(_separator_between(parts[-1], line))
        parts.append(line)
    return mark_safe("".join(parts))  # noqa: S308 - rendered by a template


def _separator_between(line: str, following: str) -> str:
    """Return what replaces the line break between two lines of markup: nothing, a space or, in text, a line feed."""
    if _ENDS_WITHOUT_SPACE.search(line) or _BEGINS_WITHOUT_SPACE.match(following):
        return ""
    in_text = not line.endswith(">") and not line.startswith("<") and not following.startswith("<")
    return "\n" if in_text else " "
