"""Split a sanitised body into blocks of text, and into markup that can be joined again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from articles.lib.html.sanitiser import BLOCKS, FOOTNOTE, is_footnote, position_within
from articles.lib.html.tables import find_caption, find_cells, find_rows
from articles.lib.html.tree import CharacterRange, Element, Node, Text, find_elements, is_blank, parse, walk
from articles.lib.text.raised import raise_digits

CONTAINERS = frozenset({"ul", "ol", "blockquote", "aside"})
_BLOCK_ELEMENTS = BLOCKS | CONTAINERS | {"figure", "hr", "table"}
_STYLE_ATTRIBUTES = {"strong": "", "em": "", "a": "href", "sup": "class", "sub": "", "s": ""}
_CAN_BE_EMPTY = ("p", "h2", "h3", "li")
_SPEAKER_ATTRIBUTES = ("data-speaker", "data-role", "data-where")


@dataclass(frozen=True, slots=True)
class Style:
    """A style of words: strong, em, sup, sub, s or a, with a link's address or a note's class as its value."""

    element: str
    value: str = ""


FOOTNOTE_STYLE = Style("sup", FOOTNOTE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text with its styles, outermost first."""

    text: str
    styles: tuple[Style, ...] = ()


@dataclass(frozen=True)
class Block:
    """A unit of reading: a paragraph, heading, list item, figure caption, table, rule, or the line that names a speaker.

    ``element`` is p, h2, h3, li, figure, table, hr or cite; ``within`` the lists and quotations around it, outermost
    first; ``reference`` what a figure shows ("picture 12", "embed https://…"), a speaker's details, or the tags of a
    table's cells, else ""; ``own_words`` the alt text and the credit line that a picture has in this story, both "" if
    none. The text of a table has a line for its caption and each row, with tabs between cells.
    """

    element: str
    pieces: tuple[Piece, ...] = ()
    within: tuple[str, ...] = ()
    reference: str = ""
    own_words: tuple[str, str] = ("", "")

    @cached_property
    def text(self) -> str:
        """The plain text; a line break becomes a line feed, a footnote is in brackets, 10<sup>6</sup> is 10⁶."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def shown(self) -> str:
        """What a figure shows, which identifies the figure whatever its caption; "" for other blocks."""
        return self.reference if self.element == "figure" else ""


@dataclass(slots=True)
class _Run:
    """A piece of text that is being collected, and where it is written: a text, or the tag that it stands for."""

    piece: Piece
    written: Text | CharacterRange

    @property
    def character_spans(self) -> list[CharacterRange]:
        """The position in the markup of each character; generated text has an empty range beside its tag."""
        if isinstance(self.written, Text):
            return self.written.character_spans
        return [self.written] * len(self.piece.text)


@dataclass
class _BlockCollector:
    """Collects the blocks of a tree, and the runs of text of each."""

    blocks: list[Block] = field(default_factory=list)
    runs_by_block: list[list[_Run]] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _styles: tuple[Style, ...] = ()
    _position: str = ""  # sup or sub within such an element
    _runs: list[_Run] = field(default_factory=list)

    def visit(self, nodes: Iterable[Node]) -> None:
        """Collect the blocks of these nodes."""
        for node in nodes:
            if isinstance(node, Text):
                self._add_text(node.text, node)
            elif node.name in _STYLE_ATTRIBUTES:
                self._visit_styled(node)
            elif node.name == "br":
                self._add_text(" " if "table" in self._open else "\n", (node.start, node.end))
            elif node.name == "table":
                self._visit_table(node)
            elif node.name in _BLOCK_ELEMENTS:
                self._visit_block(node)
            else:
                self.visit(node.children)

    def _add_text(self, text: str, written: Text | CharacterRange) -> None:
        """Add text in the current styles to the current block."""
        self._runs.append(_Run(Piece(raise_digits(text, self._position), self._styles), written))

    def _visit_styled(self, element: Element) -> None:
        """Collect an element's text with one more style; a note's brackets have the note's style."""
        outer_styles, outer_position = self._styles, self._position
        value = element.attributes.get(_STYLE_ATTRIBUTES[element.name], "")
        self._styles = (*outer_styles, Style(element.name, value))
        self._position = position_within(element, outer_position)
        if is_footnote(element):
            self._add_text(" [", (element.start, element.start))
        self.visit(element.children)
        if is_footnote(element) and element.end_tag:
            self._add_text("]", (element.inner_end, element.inner_end))
        self._styles, self._position = outer_styles, outer_position

    def _visit_block(self, element: Element) -> None:
        """Collect an element's blocks: end the current block, then add the element's own and those within it."""
        self.end_block()
        if element.name == "hr":
            self._append_block("hr")
            return
        self._open.append(element.name)
        self.visit(element.children)
        if element.name == "figure":
            runs, self._runs = self._runs, []
            own_words = (element.attributes.get("data-alt", ""), element.attributes.get("data-credit", ""))
            self._append_block("figure", runs, figure_reference(element), own_words=own_words)
        elif element.name != "figcaption":  # a caption belongs to its figure, which ends later
            self.end_block()
        if element.name == "blockquote" and element.attributes.get("data-speaker"):
            speaker = [element.attributes.get(name, "") for name in _SPEAKER_ATTRIBUTES]
            self._append_block("cite", (), "\n".join(speaker), [Piece(", ".join(filter(None, speaker)))])
        self._open.pop()

    def _visit_table(self, table: Element) -> None:
        """Collect a table as one block."""
        self.end_block()
        self._open.append("table")
        caption = find_caption(table)
        lines = [[caption]] if caption else []
        lines += [find_cells(row) for row in find_rows(table)]
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                if row or column:
                    self._add_text("\t" if column else "\n", (cell.start, cell.start))
                self._visit_cell(cell)
        runs, self._runs = self._runs, []
        self._append_block("table", runs, "".join(cell.start_tag for cells in lines for cell in cells))
        self._open.pop()

    def _visit_cell(self, cell: Element) -> None:
        """Collect the text of a cell or caption, with a space between paragraphs."""
        for number, node in enumerate(cell.children):
            if number:
                self._add_text(" ", (node.start, node.start))
            self.visit(node.children if isinstance(node, Element) and node.name == "p" else [node])

    def end_block(self) -> None:
        """End the current block, if it has text."""
        runs, self._runs = self._runs, []
        if any(run.piece.text.strip() for run in runs):
            # The editor puts a paragraph into every list item.
            element = "li" if self._open[-2:] == ["li", "p"] else self._open[-1] if self._open else "p"
            self._append_block(element if element in BLOCKS - {"figcaption"} else "p", runs)

    def _append_block(
        self,
        element: str,
        runs: Sequence[_Run] = (),
        reference: str = "",
        generated: Sequence[Piece] = (),
        own_words: tuple[str, str] = ("", ""),
    ) -> None:
        """Append a block with the text of these runs, or with text that is not written in the markup."""
        pieces = _trim_pieces([*generated, *(run.piece for run in runs)])
        within = tuple(name for name in self._open if name in CONTAINERS)
        self.blocks.append(Block(element, pieces, within, reference, own_words))
        self.runs_by_block.append([*runs])


def figure_reference(figure: Element) -> str:
    """Return what a figure shows as "picture 12" or "embed https://…"; "" if nothing."""
    attributes = figure.attributes
    return next((f"{name} {value}" for name in ("picture", "embed") if (value := attributes.get(f"data-{name}"))), "")


def _trim_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Strip white space at both ends and join adjacent pieces with equal styles."""
    trimmed: list[Piece] = []
    for piece in pieces:
        if trimmed and trimmed[-1].styles == piece.styles:
            trimmed[-1] = Piece(trimmed[-1].text + piece.text, piece.styles)
        else:
            trimmed.append(piece)
    while trimmed and not (first := trimmed[0].text.lstrip()):
        del trimmed[0]
    if trimmed:
        trimmed[0] = Piece(first, trimmed[0].styles)
    while trimmed and not (last := trimmed[-1].text.rstrip()):
        del trimmed[-1]
    if trimmed:
        trimmed[-1] = Piece(last, trimmed[-1].styles)
    return tuple(trimmed)


def _collect_blocks(body: str) -> _BlockCollector:
    """Collect the blocks of a sanitised body and the runs of each block."""
    collector = _BlockCollector()
    collector.visit(parse(body))
    collector.end_block()
    return collector


def parse_blocks(body: str) -> list[Block]:
    """Return the blocks of a sanitised body in order, figures and rules included, other blocks only with text."""
    return _collect_blocks(body).blocks


def parse_blocks_with_spans(body: str) -> list[tuple[Block, list[CharacterRange]]]:
    """Return the blocks of a sanitised body, each with (start, end) in the body of each character of its text.

    Text that is not written in the body, such as a speaker's line, has no positions.
    """
    collector = _collect_blocks(body)
    return [
        (block, _block_spans(block, runs))
        for block, runs in zip(collector.blocks, collector.runs_by_block, strict=True)
    ]


def _block_spans(block: Block, runs: list[_Run]) -> list[CharacterRange]:
    """Return the positions of a block's characters, without the white space that was trimmed."""
    text = "".join(run.piece.text for run in runs)
    spans = [span for run in runs for span in run.character_spans]
    start = len(text) - len(text.lstrip())
    return spans[start : start + len(block.text)]


def find_empty_elements(body: str) -> list[Element]:
    """Return the paragraphs, headings and list items of a sanitised body that contain nothing but white space.

    Cells of tables may be empty.
    """
    nodes = parse(body)
    in_tables = {id(node) for table in find_elements(nodes, "table") for node in walk(table.children)}
    found = (element for element in find_elements(nodes, *_CAN_BE_EMPTY) if id(element) not in in_tables)
    return [element for element in found if is_blank(element.children)]


def split_blocks(markup: str) -> list[str]:
    """Split a sanitised body, or the contents of a list or quotation, into its outermost elements as markup.

    Joining them gives the body again, except that white space between them is dropped and loose words become a
    paragraph.
    """
    return _split_nodes(markup, parse(markup))


def _split_nodes(markup: str, nodes: list[Node]) -> list[str]:
    """Split sibling nodes, parsed from this markup, into blocks as markup."""
    pieces: list[str] = []
    loose: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.name in _BLOCK_ELEMENTS:
            pieces += _wrap_loose_nodes(markup, loose)
            pieces.append(markup[node.start : node.end])
            loose = []
        else:
            loose.append(node)
    return [*pieces, *_wrap_loose_nodes(markup, loose)]


def _wrap_loose_nodes(markup: str, nodes: list[Node]) -> list[str]:
    """Wrap text and inline elements between blocks in a paragraph; inline elements around blocks stay unchanged."""
    words = markup[nodes[0].start : nodes[-1].end].strip() if nodes else ""
    if not words or any(find_elements(nodes, *_BLOCK_ELEMENTS)):
        return [words] if words else []
    return [f"<p>{words}</p>"]


def split_container(piece: str) -> tuple[str, list[str], str] | None:
    """Return start tag, contents and end tag of a list or quotation; None for anything else."""
    match parse(piece):
        case [Element(name=name) as element] if name in CONTAINERS:
            return element.start_tag, _split_nodes(piece, element.children), element.end_tag
    return None


def figure_identity(piece: str) -> str:
    """Return what the figure shows that a piece of markup is, which identifies it; "" for other markup."""
    figure = parse(piece)[0] if piece.startswith("<figure") else None
    return figure_reference(figure) if isinstance(figure, Element) else ""
