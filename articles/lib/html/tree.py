"""The parsed tree of a sanitised body, with source positions; it is written back byte for byte.

The sanitiser writes one canonical form: lower-case names, attributes in double quotes, ``<`` and ``>`` nowhere but in
tags. So one pattern finds every tag, several times faster than a general parser. Our templates write the same form. Never
use this on other HTML: it would be read without error, but not as browsers read it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

CharacterRange = tuple[int, int]

VOID = frozenset({"br", "hr", "img", "source"})
# Visitors call themselves for each level, up to three calls deep, and Python allows 1,000. A Document has at most 100
# levels, or 201 with list items and a paragraph, which do not count there. In markup that never was one, elements below
# this depth are read as empty, with their contents behind them.
MAX_DEPTH = 210
# Older releases of nh3 left ">" in attributes, hence the quoted part.
_TAG = re.compile(r'(<(/?)([a-z][a-z0-9]*)[^"<>]*(?:"[^"]*"[^"<>]*)*>)')
_ATTRIBUTE = re.compile(r'\s([a-z-]+)(?:="([^"]*)")?')
_CHARACTER = re.compile(r"&#?\w+;|.", re.DOTALL)


@dataclass(slots=True)
class Text:
    """The text between two tags as it is written, and its position in the markup."""

    source: str
    start: int

    @property
    def text(self) -> str:
        """The text with its character references resolved."""
        return unescape(self.source) if "&" in self.source else self.source

    @property
    def end(self) -> int:
        """The position in the markup after the text."""
        return self.start + len(self.source)

    @property
    def character_spans(self) -> list[CharacterRange]:
        """The (start, end) in the markup of each character of ``text``."""
        if "&" not in self.source:
            return [(position, position + 1) for position in range(self.start, self.end)]
        return [
            (self.start + match.start(), self.start + match.end())
            for match in _CHARACTER.finditer(self.source)
            for _character in unescape(match[0])
        ]


@dataclass(slots=True)
class Element:
    """An element with its tags as they are written; ``start`` and ``end`` are its positions in the markup.

    A tag that is missing in the markup is "": an unclosed element lacks its end tag, a stray end tag its start tag.
    """

    name: str
    start: int
    start_tag: str
    children: list["Element | Text"]
    end_tag: str = ""
    end: int = 0

    @property
    def inner_start(self) -> int:
        """The position in the markup after the start tag."""
        return self.start + len(self.start_tag)

    @property
    def inner_end(self) -> int:
        """The position in the markup of the end tag."""
        return self.end - len(self.end_tag)

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes with their character references resolved; "" for one without a value."""
        return {match[1]: unescape(match[2] or "") for match in _ATTRIBUTE.finditer(self.start_tag)}


Node = Element | Text


def parse(markup: str) -> list[Node]:
    """Parse a sanitised body, or a part of one, into nodes in order."""
    root = Element("", 0, "", [])
    ancestors = [root]
    start = 0
    # The text before each tag, the tag, its slash and its name; at last the text after all tags.
    parts = [*_TAG.split(markup), "", "", ""]
    for text, tag, slash, name in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True):
        if text:
            ancestors[-1].children.append(Text(text, start))
            start += len(text)
        end = start + len(tag)
        if slash:
            _close_element(ancestors, name, tag=tag, end=end)
        elif tag:
            element = Element(name, start, tag, [], "", end)
            ancestors[-1].children.append(element)
            if name not in VOID and len(ancestors) <= MAX_DEPTH:
                ancestors.append(element)
        start = end
    for element in ancestors:
        element.end = start
    return root.children


def _close_element(ancestors: list[Element], name: str, *, tag: str, end: int) -> None:
    """Close the innermost open element of this name and all within it; a stray end tag becomes an element."""
    start = end - len(tag)
    if ancestors[-1].name != name and all(element.name != name for element in ancestors):
        ancestors[-1].children.append(Element(name, start, "", [], tag, end))
        return
    while (element := ancestors.pop()).name != name:
        element.end = start
    element.end_tag, element.end = tag, end


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and all their descendants in the order of the markup."""
    remaining = [*nodes][::-1]
    while remaining:
        node = remaining.pop()
        yield node
        if isinstance(node, Element):
            remaining += reversed(node.children)


def find_elements(nodes: Iterable[Node], *names: str) -> Iterator[Element]:
    """Yield the elements with one of these names in the order of the markup."""
    return (node for node in walk(nodes) if isinstance(node, Element) and node.name in names)


def is_blank(nodes: Iterable[Node]) -> bool:
    """Return whether nodes are nothing but white space and line breaks."""
    return all(not node.text.strip() if isinstance(node, Text) else node.name == "br" for node in nodes)


def serialise(nodes: Iterable[Node]) -> str:
    """Return the markup of nodes exactly as it was written."""
    return "".join(
        node.source if isinstance(node, Text) else f"{node.start_tag}{serialise(node.children)}{node.end_tag}"
        for node in nodes
    )


def replace_text(markup: str, replace: Callable[[str], str]) -> str:
    """Return the markup with ``replace`` applied to the source of each text between tags."""
    parts: list[str] = []
    position = 0
    for tag in _TAG.finditer(markup):
        parts += (replace(markup[position : tag.start()]), tag[0])
        position = tag.end()
    return "".join([*parts, replace(markup[position:])])


def replace_attributes(start_tag: str, replace: Callable[[str, str], str | None]) -> str:
    """Return a start tag with ``replace(name, value)`` for each attribute's value; None drops the attribute.

    Values are passed and returned as they are written, with character references.
    """

    def rewrite(match: re.Match[str]) -> str:
        """Return an attribute with its new value, "" to drop it."""
        value = replace(match[1], match[2] or "")
        if value is None:
            return ""
        return match[0] if value == (match[2] or "") else f'{match[0][0]}{match[1]}="{value}"'

    return _ATTRIBUTE.sub(rewrite, start_tag)


def write_attribute(name: str, value: str) -> str:
    """Return an attribute as it is written in a tag, with the space before it."""
    escaped = escape(value, quote=False).replace('"', "&quot;")
    return f' {name}="{escaped}"'


def strip_tags(markup: str) -> str:
    """Return markup with a space for each tag, for comparison; character references stay unresolved."""
    return _TAG.sub(" ", markup)
