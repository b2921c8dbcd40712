"""Normalise the figures of a sanitised body without losing a word."""

from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser

from articles.lib.html.tree import Element, Node, Text, parse

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_UNCOUNTED = _VOID | {"p", "li"}  # a paragraph or list item ends where the next begins


class _FigureNormaliser:
    """Writes a tree so that a figure contains only its caption as plain text; its other content follows it.

    A figure ends where another begins, so what is written depends on the order of tags, not on their nesting.
    """

    def __init__(self) -> None:
        self._out: list[str] = []
        self._figure = ""  # the start tag of the open figure
        self._caption: list[str] = []
        self._following: list[str] = []
        self._in_caption = False

    def normalise(self, nodes: Iterable[Node]) -> str:
        """Return the markup of the nodes with their figures normalised."""
        self._visit(nodes)
        self._close_figure()
        return "".join(self._out)

    def _visit(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self._write_text(node.source)
                continue
            self._open(node)
            self._visit(node.children)
            self._close(node)

    def _write(self, markup: str) -> None:
        """Append markup to the output, or after the open figure."""
        (self._following if self._figure else self._out).append(markup)

    def _write_text(self, source: str) -> None:
        if self._in_caption:
            self._caption.append(source)
        else:
            self._write(source)

    def _open(self, element: Element) -> None:
        if element.name == "figure":
            self._close_figure()
            self._figure = _figure_tag(element)
        elif element.name == "figcaption":
            self._in_caption = bool(self._figure)
            if not self._figure:
                self._write("<p>")
        elif not self._in_caption:
            self._write(element.start_tag)

    def _close(self, element: Element) -> None:
        if element.name == "figure":
            self._close_figure()
        elif element.name == "figcaption":
            if not self._figure:
                self._write("</p>")
            self._in_caption = False
        elif not self._in_caption:
            self._write(element.end_tag)

    def _close_figure(self) -> None:
        """End the open figure, if there is one."""
        if self._figure:
            caption = "".join(self._caption).strip()
            self._out += [self._figure, f"<figcaption>{caption}</figcaption></figure>", *self._following]
        self._figure, self._caption, self._following, self._in_caption = "", [], [], False


def _figure_tag(figure: Element) -> str:
    """Return the start tag of a figure: one with both a picture and an embed shows the picture.

    A figure with neither is dropped, so it has none; its words stay.
    """
    attributes = figure.attributes
    if len(attributes) > 1 and "data-picture" in attributes:
        return f'<figure data-picture="{attributes["data-picture"]}">'
    return figure.start_tag if attributes else ""


def normalise_figures(body: str) -> str:
    """Return the body with every figure as `<figure data-…><figcaption>plain text</figcaption></figure>`."""
    if "<fig" not in body:
        return body
    return _FigureNormaliser().normalise(parse(body))


class _DepthCounter(HTMLParser):
    """Counts nesting in markup that nobody has sanitised yet, so it needs a general parser.

    An end tag closes only an element of its own name: a browser ignores a stray one.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.max_depth = 0
        self._depth = 0
        self._open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's interface
        if tag not in _UNCOUNTED:
            self._open[tag] += 1
            self._depth += 1
            self.max_depth = max(self.max_depth, self._depth)

    def handle_endtag(self, tag: str) -> None:
        if self._open[tag]:
            self._open[tag] -= 1
            self._depth -= 1


def measure_depth(markup: str) -> int:
    """Return the maximum nesting depth of elements, in linear time (a full parser would take quadratic time)."""
    counter = _DepthCounter()
    counter.feed(markup)
    return counter.max_depth
