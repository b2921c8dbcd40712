"""Render a sanitised body for a page: pictures, embeds, quotations, notes, contents."""

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.safestring import SafeString, mark_safe

from articles.lib.html.figures import read_figure
from articles.lib.html.sanitiser import AttributedQuotation, is_footnote, position_within
from articles.lib.html.tables import find_caption, find_cells, find_rows
from articles.lib.html.tree import Element, Node, Text, find_elements, parse, replace_attributes, serialise
from articles.lib.text.raised import raise_digits
from articles.queries.story.fragments import render_on_one_line
from articles.queries.story.picture_words import in_story

# What only a page needs of a tag; a feed shows one size of each picture.
_PAGE_ATTRIBUTES = frozenset({"srcset", "sizes", "id", "fetchpriority", "loading", "decoding"})
_PAGE_BOXES = frozenset({"table-box", "figures"})
_ADDRESS_ATTRIBUTES = frozenset({"href", "src"})


@dataclass(frozen=True)
class RenderedBody:
    """A body as a page shows it: its HTML, its headings as (id, text), its notes as HTML."""

    html: SafeString
    contents: list[tuple[str, str]]
    notes: list[SafeString]


class _PageWriter:
    """Writes the nodes of a body as a page shows them, and collects headings and notes."""

    def __init__(self, images: Mapping[str, Mapping[str, Any]]) -> None:
        """Prepare to write; `images` are the pictures of the public record by primary key as text."""
        self.contents: list[tuple[str, str]] = []
        self.notes: list[SafeString] = []
        self._images = images

    def write(self, nodes: Iterable[Node]) -> str:
        """Return the HTML of these nodes; pictures that are to stand side by side are in a row."""
        return "".join(
            self._write_row_of_figures(group) if in_row else self._write_nodes(group)
            for in_row, group in groupby(nodes, key=_is_in_row)
        )

    def _write_row_of_figures(self, figures: Iterable[Node]) -> str:
        """Return pictures side by side; "" if all are missing."""
        markup = "".join(self._render_figure(node) for node in figures if isinstance(node, Element))
        return f'<div class="figures">{markup}</div>\n' if markup else ""

    def _write_nodes(self, nodes: Iterable[Node]) -> str:
        """Return the HTML of nodes that are not pictures in a row."""
        parts: list[str] = []
        for node in nodes:
            if isinstance(node, Text):
                parts.append(node.source)
            elif is_footnote(node):
                parts.append(self._render_note(node))
            elif node.name == "figure":
                parts.append(self._render_figure(node))
            elif node.name == "table":
                parts.append(self._render_table(node))
            elif node.name == "blockquote" and node.attributes.get("data-speaker"):
                parts.append(self._render_quotation(node))
            else:
                start_tag = self._write_heading_tag(node) if node.name == "h2" else _plain_tag(node)
                parts += (start_tag, self.write(node.children), node.end_tag)
        return "".join(parts)

    def _write_heading_tag(self, heading: Element) -> str:
        """Return the start tag of a heading, with an id for the contents unless it is empty."""
        text = " ".join("".join(_heading_words(heading.children)).split())
        if not text:
            return "<h2>"
        self.contents.append((f"part-{len(self.contents) + 1}", text))
        return f'<h2 id="{self.contents[-1][0]}">'

    def _render_note(self, note: Element) -> str:
        """Collect a note's text for below the body, and return the markup of its reference."""
        self.notes.append(mark_safe(_unwrap_notes(note.children)))  # noqa: S308 - part of a sanitised body
        return render_on_one_line("articles/_note.html", {"number": len(self.notes)})

    def _render_figure(self, figure: Element) -> str:
        """Return an embed, or a picture with its caption; "" for a picture that is missing."""
        shown = read_figure(figure)
        if shown is None:
            caption = mark_safe(serialise(_caption_nodes(figure)))  # noqa: S308 - part of a sanitised body
            return _render_embed(figure.attributes.get("data-embed", ""), caption) + "\n"
        if image := self._images.get(str(shown.key)):
            context = {"image": in_story(image, shown), "width": shown.width}
            return render_on_one_line("articles/_figure.html", context) + "\n"
        return ""

    def _render_table(self, table: Element) -> str:
        """Return a table in a box that scrolls, its header cells with their scope, its first header rows as its head."""
        caption = find_caption(table)
        rows = [find_cells(row) for row in find_rows(table)]
        head = next((at for at, cells in enumerate(rows) if any(cell.name == "td" for cell in cells)), 0)
        written = [self._write_row(cells, in_head=at < head) for at, cells in enumerate(rows)]
        title = f"<caption>{self.write(caption.children)}</caption>" if caption else ""
        thead = f"<thead>{''.join(written[:head])}</thead>" if head else ""
        markup = f"<table>{title}{thead}<tbody>{''.join(written[head:])}</tbody></table>"
        label = " ".join("".join(_heading_words(caption.children)).split()) if caption else ""
        context = {"table": mark_safe(markup), "caption": label}  # noqa: S308 - part of a sanitised body
        return render_on_one_line("articles/_table.html", context) + "\n"

    def _write_row(self, cells: Iterable[Element], *, in_head: bool) -> str:
        """Return a row of a table; a header cell in the head is about its column, any other about its row."""
        parts: list[str] = []
        for cell in cells:
            scope = f' scope="{"col" if in_head else "row"}">'
            start_tag = cell.start_tag.replace(">", scope) if cell.name == "th" else cell.start_tag
            parts += (start_tag, self.write(_without_single_paragraph(cell.children)), cell.end_tag)
        return f"<tr>{''.join(parts)}</tr>"

    def _render_quotation(self, quotation: Element) -> str:
        """Return a quotation as a figure, with its speaker as the caption unless it has no words."""
        words = self.write(quotation.children)
        speaker, role, where = (quotation.attributes.get(f"data-{name}", "") for name in ("speaker", "role", "where"))
        quote = AttributedQuotation("", speaker, role, where)
        # A quotation without words has no speaker to link to.
        caption = (
            render_on_one_line("articles/_speaker.html", {"quote": quote, "slug": quote.slug})
            if any(_quoted_text(quotation.children))
            else ""
        )
        return f'<figure class="quote"><blockquote>{words}</blockquote>{caption}</figure>'


def _is_in_row(node: Node) -> bool:
    """Return whether a node is a picture that is to stand beside its neighbours."""
    return isinstance(node, Element) and node.name == "figure" and node.attributes.get("data-width") == "row"


def _without_single_paragraph(nodes: list[Node]) -> list[Node]:
    """Return what is in the only paragraph of a cell, or the nodes as they are."""
    match nodes:
        case [Element(name="p") as paragraph]:
            return paragraph.children
    return nodes


def _plain_tag(element: Element) -> str:
    """Return an element's start tag without the attributes that name a quotation's speaker."""
    return "<blockquote>" if element.name == "blockquote" else element.start_tag


def _heading_words(nodes: Iterable[Node], position: str = "") -> Iterator[str]:
    """Yield a heading's words without its notes."""
    for node in nodes:
        if isinstance(node, Text):
            yield raise_digits(node.text, position)
        elif node.name == "br":
            yield " "
        elif not is_footnote(node):
            yield from _heading_words(node.children, position_within(node, position))


def _quoted_text(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the words of a quotation without its notes."""
    for node in nodes:
        if isinstance(node, Text):
            yield node.source.strip()
        elif not is_footnote(node):
            yield from _quoted_text(node.children)


def _unwrap_notes(nodes: Iterable[Node]) -> str:
    """Return a note's markup with the words of notes in it, and no notes: nothing leads to a note within a note."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Text):
            parts.append(node.source)
        else:
            words = _unwrap_notes(node.children)
            parts.append(words if is_footnote(node) else f"{node.start_tag}{words}{node.end_tag}")
    return "".join(parts)


def _caption_nodes(figure: Element) -> list[Node]:
    """Return the contents of a figure's caption, or of the figure if it has no caption element."""
    caption = next(find_elements(figure.children, "figcaption"), figure)
    return caption.children


def _render_embed(address: str, caption: str) -> str:
    """Return the markup of an embed: a link to the address, with host, path and caption."""
    parts = urlsplit(address)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.strip("/")
    context = {"address": address, "host": host, "path": path, "caption": caption}
    return render_on_one_line("articles/_embed.html", context)


def render_body(body: str, images: Iterable[Mapping[str, Any]]) -> RenderedBody:
    """Render a body for a page with the pictures of the public record; missing pictures are left out."""
    writer = _PageWriter({str(image["id"]): image for image in images})
    markup = writer.write(parse(body))
    return RenderedBody(mark_safe(markup), writer.contents, writer.notes)  # noqa: S308 - sanitised into the revision


def render_feed_body(body: str, images: Iterable[Mapping[str, Any]], *, address: str) -> str:
    """Render a body for a feed: absolute addresses, one size of each picture, the notes below the text.

    Relative addresses are resolved against ``address``, the story's own.
    """
    page = render_body(body, images)
    markup: str = page.html
    if page.notes:
        markup += render_on_one_line("articles/_notes.html", {"notes": page.notes}) + "\n"
    return _write_for_feed(parse(markup), address)


def _write_for_feed(nodes: Iterable[Node], address: str) -> str:
    """Return the markup of a page's nodes for a feed, with absolute addresses."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Text):
            parts.append(node.source)
        elif _is_back_link(node):
            parts[-1:] = [part.removesuffix(" ") for part in parts[-1:]]
        elif node.name == "sup" and node.attributes.get("class") == "note":
            number = "".join(serialise(link.children) for link in find_elements(node.children, "a"))
            parts.append(f"<sup>[{number}]</sup>")
        elif node.name == "div" and node.attributes.get("class") in _PAGE_BOXES:
            parts.append(_write_for_feed(node.children, address))
        elif node.name != "source":
            start_tag = _write_feed_tag(node.start_tag, address)
            parts += (start_tag, _write_for_feed(node.children, address), node.end_tag)
    return "".join(parts)


def _is_back_link(element: Element) -> bool:
    """Return whether an element leads from a note back to the text, for which feeds have no ids."""
    return element.name == "a" and element.attributes.get("class") == "back"


def _write_feed_tag(start_tag: str, address: str) -> str:
    """Return a start tag without attributes that only a page needs, and with absolute addresses."""

    def replace(name: str, value: str) -> str | None:
        """Return an attribute's value for the feed; None drops the attribute."""
        if name in _PAGE_ATTRIBUTES:
            return None
        if name not in _ADDRESS_ATTRIBUTES:
            return value
        try:
            return html.escape(urljoin(address, html.unescape(value)))
        except ValueError:  # an invalid address stays as it is written
            return value

    return replace_attributes(start_tag, replace) if " " in start_tag else start_tag
