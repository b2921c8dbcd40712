"""Frames of pages: a template rendered once for an edition, with a slot for each string that differs from page to page.

Most of a page's time goes into what all pages of its kind have in common. A frame is rendered by the same template as any
page; what is left for a request is to put its strings in.
"""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.public.page_context import canonical_address, page_context
from articles.queries.edition_cache import remember
from articles.queries.site_request import ReaderRequest

Values = Mapping[str, Any]  # names to strings, flags, numbers, None, lists, or values again

# Noncharacters, which no text contains; names and links of stories have others.
_BEGIN, _END = "\ufde2", "\ufde3"
_SLOT: Final = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


def render_in_frame(request: ReaderRequest, template: str, values: Values, *, section: str = "") -> str:
    """Render a page by a template whose context are the page's context and these values.

    Of a string among the values, the template may only test whether it is empty, and show it. Flags may be tested.
    `section` is the slug of the section that the page belongs to.
    """
    name = f"{template}:{section}:{timezone.localdate()}"
    own = {"canonical": canonical_address(request), "path": request.path, **values}
    return _fill_frame(request, name, template, own, context=lambda: page_context(request, section=section))


def render_part(request: ReaderRequest, template: str, values: Values) -> SafeString:
    """Render a part that stands on many pages, or many times on one, as `render_in_frame` does but by its values alone."""
    return SafeString(_fill_frame(request, template, template, values, context=dict))


def _fill_frame(
    request: ReaderRequest, name: str, template: str, values: Values, *, context: Callable[[], dict[str, Any]]
) -> str:
    """Put the strings among the values into the frame that a template makes of the others and of a context."""
    strings: dict[str, str] = {}
    opened = {key: _open_slot(value, key, strings) for key, value in values.items()}

    def render_frame() -> list[str]:
        """Render the frame, and return it as text, the name of a slot, text, the name of a slot, …, text."""
        return _SLOT.split(render_to_string(template, {**context(), **opened}))

    pieces = remember(request.edition, f"frame:{name}:{get_language()}:{opened}", render_frame).copy()
    pieces[1::2] = [_escape(strings[slot]) for slot in pieces[1::2]]
    return "".join(pieces)


def _escape(value: str) -> str:
    """Escape a string that isn't markup, as a template does, but without looking whether it is lazy."""
    return value if isinstance(value, SafeString) else html.escape(value)


def _open_slot(value: Any, name: str, strings: dict[str, str]) -> Any:
    """Return a slot for a string that isn't empty, after adding that string to `strings` by name; of others, their parts.

    Raises TypeError for what is neither a string nor a flag, a number, a list or values.
    """
    if isinstance(value, str) and value:
        strings[name] = value
        return SafeString(f"{_BEGIN}{name}{_END}")
    if isinstance(value, Mapping):
        return {key: _open_slot(part, f"{name}.{key}", strings) for key, part in value.items()}
    if isinstance(value, list):
        return [_open_slot(part, f"{name}.{index}", strings) for index, part in enumerate(value)]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    # Its text might be another one in each request, and so would be the frame.
    raise TypeError(f"“{name}” is of the type {type(value).__name__}, which a frame can’t hold.")
