"""Normalise the figures of a sanitised body without losing a word."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from articles.lib.html.tree import Element, Node, Text, find_elements, parse, walk, write_attribute
from articles.lib.text.plain import normalise_line

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
WIDTHS: Final = ("wide", "row")  # of a picture in the text: wider than it, or side by side with its neighbours
# What the figure of a picture says, in the order in which it is written: the picture, its width on the page, and the
# story's own alt text and credit line for it.
_OF_PICTURE = ("data-picture", "data-width", "data-alt", "data-credit")
_UNCOUNTED = _VOID | {"p", "li"}  # a paragraph or list item ends where the next begins


class _FigureNormaliser:
    """Writes a tree so that a figure contains only its caption as plain text; its other content follows it.

    A figure ends where another begins, so what is written depends on the order of tags, not on their nesting.
    """

    def __init__(self) -> None:
        """Begin with empty output and no open figure."""
        self._out: list[str] = []
        self._figure = ""  # the start tag of the open figure
        self._caption: list[str] = []
        self._following: list[str] = []
        self._in_caption = False

    def normalise(self, nodes: Iterable[Node]) -> str:
        """Return the markup of the nodes with their figures normalised."""
        self._write_nodes(nodes)
        self._close_figure()
        return "".join(self._out)

    def _write_nodes(self, nodes: Iterable[Node]) -> None:
        """Write nodes and everything in them, in the order of the markup."""
        for node in nodes:
            if isinstance(node, Text):
                self._write_text(node.source)
                continue
            self._open_element(node)
            self._write_nodes(node.children)
            self._close_element(node)

    def _write_markup(self, markup: str) -> None:
        """Append markup to the output, or after the open figure."""
        (self._following if self._figure else self._out).append(markup)

    def _write_text(self, source: str) -> None:
        """Write text to the caption if one is open, else to the output."""
        if self._in_caption:
            self._caption.append(source)
        else:
            self._write_markup(source)

    def _open_element(self, element: Element) -> None:
        """Write an element's start tag, or begin a figure or caption."""
        if element.name == "figure":
            self._close_figure()
            self._figure = _figure_tag(element)
        elif element.name == "figcaption":
            self._in_caption = bool(self._figure)
            if not self._figure:
                self._write_markup("<p>")
        elif not self._in_caption:
            self._write_markup(element.start_tag)

    def _close_element(self, element: Element) -> None:
        """Write an element's end tag, or end a figure or caption."""
        if element.name == "figure":
            self._close_figure()
        elif element.name == "figcaption":
            if not self._figure:
                self._write_markup("</p>")
            self._in_caption = False
        elif not self._in_caption:
            self._write_markup(element.end_tag)

    def _close_figure(self) -> None:
        """Write the open figure and what follows it, if a figure is open."""
        if self._figure:
            caption = "".join(self._caption).strip()
            self._out += [self._figure, f"<figcaption>{caption}</figcaption></figure>", *self._following]
        self._figure, self._caption, self._following, self._in_caption = "", [], [], False


def _figure_tag(figure: Element) -> str:
    """Return the start tag of a figure: one with both a picture and an embed shows the picture.

    The result is "" for a figure with neither, which is dropped; its words stay.
    """
    attributes = figure.attributes
    names = _OF_PICTURE if "data-picture" in attributes else ("data-embed",)
    if not attributes.get(names[0]):
        return ""
    written = {name: normalise_line(attributes.get(name, "")) for name in names}
    return f"<figure{''.join(write_attribute(name, value) for name, value in written.items() if value)}>"


def normalise_figures(body: str) -> str:
    """Rewrite every figure of a body as `<figure data-…><figcaption>plain text</figcaption></figure>`."""
    if "<fig" not in body:
        return body
    return _FigureNormaliser().normalise(parse(body))


@dataclass(frozen=True)
class ShownPicture:
    """A picture as a story shows it: its primary key in the library, and the story's own words for it, "" for none.

    ``width`` is one of WIDTHS, or "" for the width of the text.
    """

    key: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: str = ""


def read_figure(figure: Element) -> ShownPicture | None:
    """Return the picture of a figure with the story's words for it; None for an embed."""
    attributes = figure.attributes
    key = attributes.get("data-picture")
    if not key:
        return None
    caption = next(find_elements(figure.children, "figcaption"), figure)
    words = " ".join("".join(node.text for node in walk(caption.children) if isinstance(node, Text)).split())
    alt, credit, width = (attributes.get(f"data-{name}", "") for name in ("alt", "credit", "width"))
    return ShownPicture(int(key), alt, words, credit, width)


def find_pictures(body: str) -> list[ShownPicture]:
    """Return the pictures in a sanitised body with the story's words for them, in order."""
    figures = find_elements(parse(body), "figure") if "<figure" in body else ()
    return [picture for picture in map(read_figure, figures) if picture]


class _DepthCounter(HTMLParser):
    """Counts nesting in markup that nobody has sanitised yet, so it needs a general parser.

    An end tag closes only an element of its own name: a browser ignores a stray one.
    """

    def __init__(self) -> None:
        """Begin at depth 0."""
        super().__init__(convert_charrefs=True)
        self.max_depth = 0
        self._depth = 0
        self._open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's interface
        """Count one level deeper, unless the element may have no end tag."""
        if tag not in _UNCOUNTED:
            self._open[tag] += 1
            self._depth += 1
            self.max_depth = max(self.max_depth, self._depth)

    def handle_endtag(self, tag: str) -> None:
        """Count one level up, if such an element is open."""
        if self._open[tag]:
            self._open[tag] -= 1
            self._depth -= 1


def measure_depth(markup: str) -> int:
    """Return the maximum nesting depth of elements, in linear time (a full parser would take quadratic time)."""
    counter = _DepthCounter()
    counter.feed(markup)
    return counter.max_depth
