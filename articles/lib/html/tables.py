"""Normalise the tables of a sanitised body without losing a word."""

from collections.abc import Iterable, Iterator

from articles.lib.html.tree import Element, Node, Text, find_elements, parse, serialise

CELLS = frozenset({"td", "th"})
_BLOCKS = CELLS | {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside", "figure", "figcaption", "hr"),
    *("table", "caption", "tbody", "tr"),
}


def normalise_tables(body: str) -> str:
    """Rewrite every table of a body as the body editor writes it: a caption of plain text, one tbody, cells of paragraphs.

    A list, quotation or table within a cell becomes paragraphs; a figure within a cell follows the table.
    """
    return _write_nodes(parse(body)) if "<table" in body else body


def _write_nodes(nodes: Iterable[Node]) -> str:
    """Return the markup of nodes with their tables normalised."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Text):
            parts.append(node.source)
        elif node.name == "table":
            parts.append(_write_table(node))
        else:
            parts += (node.start_tag, _write_nodes(node.children), node.end_tag)
    return "".join(parts)


def _write_table(table: Element) -> str:
    """Return a table's markup, then the figures that were in it; without cells, its caption as a paragraph."""
    caption = " ".join(" ".join(_caption_words(table.children)).split())
    figures: list[Element] = []
    rows = [
        cells for row in find_rows(table) if (cells := "".join(_write_cell(cell, figures) for cell in find_cells(row)))
    ]
    if not rows:
        return f"<p>{caption}</p>" if caption else ""
    head = f"<caption>{caption}</caption>" if caption else ""
    body = "".join(f"<tr>{cells}</tr>" for cells in rows)
    return f"<table>{head}<tbody>{body}</tbody></table>{serialise(figures)}"


def find_rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table in order, but not those of tables within it."""
    for node in table.children:
        if isinstance(node, Element) and node.name == "tr":
            yield node
        elif isinstance(node, Element) and node.name not in {"table", "caption"}:
            yield from find_rows(node)


def find_cells(row: Element) -> list[Element]:
    """Return the cells of a row in order."""
    return [node for node in row.children if isinstance(node, Element) and node.name in CELLS]


def find_caption(table: Element) -> Element | None:
    """Return a table's caption, None if it has none."""
    return next((node for node in table.children if isinstance(node, Element) and node.name == "caption"), None)


def spread_cells(table: Element) -> list[list[Element | None]]:
    """Return a table as a grid of equally long rows; a cell of several columns or rows stands first, then None."""
    grid: list[list[Element | None]] = []
    taken: set[tuple[int, int]] = set()  # (row, column) that a cell of an earlier row or column extends over
    for number, row in enumerate(find_rows(table)):
        line: list[Element | None] = []
        for cell in find_cells(row):
            while (number, len(line)) in taken:
                line.append(None)
            columns, rows = (int(cell.attributes.get(name) or 1) for name in ("colspan", "rowspan"))
            taken |= {(number + down, len(line) + right) for down in range(rows) for right in range(columns)}
            line.append(cell)
        while (number, len(line)) in taken:
            line.append(None)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]


def _caption_words(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the source of the text in a table's captions, a piece for each."""
    for node in nodes:
        if isinstance(node, Element) and node.name == "caption":
            yield "".join(_text_sources(node.children))


def _text_sources(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the source of all text in nodes, with a space for each line break or block."""
    for node in nodes:
        if isinstance(node, Text):
            yield node.source
            continue
        if node.name == "br" or node.name in _BLOCKS:
            yield " "
        yield from _text_sources(node.children)


def _write_cell(cell: Element, figures: list[Element]) -> str:
    """Return a cell's markup with its contents as paragraphs; add the figures in it to ``figures``."""
    lines: list[list[str]] = [[]]
    _collect_lines(cell.children, lines, figures)
    paragraphs = [f"<p>{words}</p>" for line in lines if (words := "".join(line).strip())]
    return f"{cell.start_tag}{''.join(paragraphs) or '<p></p>'}{cell.end_tag}"


def _collect_lines(nodes: Iterable[Node], lines: list[list[str]], figures: list[Element]) -> None:
    """Add inline markup to the last of ``lines``; begin a new line at both ends of a block."""
    for node in nodes:
        if isinstance(node, Text):
            lines[-1].append(node.source)
        elif node.name == "figure":
            figures.append(node)
        elif node.name in _BLOCKS:
            lines.append([])
            _collect_lines(node.children, lines, figures)
            lines.append([])
        elif any(find_elements(node.children, *_BLOCKS)):
            _collect_lines(node.children, lines, figures)
        else:
            lines[-1].append(serialise([node]))
