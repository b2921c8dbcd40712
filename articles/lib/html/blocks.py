"""Split a sanitised body into blocks of text, and into markup that can be joined again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

from articles.lib.html.sanitiser import BLOCKS

CONTAINERS = frozenset({"ul", "ol", "blockquote", "aside"})
_BLOCK_ELEMENTS = BLOCKS | CONTAINERS | {"figure", "hr"}
_STYLE_ATTRIBUTES = {"strong": "", "em": "", "a": "href", "sup": "class"}
_VOID = frozenset({"br", "hr"})
# Relies on the sanitiser's output: attributes in double quotes, no bare "<" outside tags.
_TAG = re.compile(r'<(/?)(\w+)(?:[^">]|"[^"]*")*>')
CharacterRange = tuple[int, int]
_SPEAKER_ATTRIBUTES = ("data-speaker", "data-role", "data-where")


@dataclass(frozen=True, slots=True)
class Style:
    """A style of words: strong, em, sup or a, with a link's address or a note's class as its value."""

    element: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text with its styles, outermost first."""

    text: str
    styles: tuple[Style, ...] = ()


@dataclass(frozen=True)
class Block:
    """A unit of reading: a paragraph, heading, list item, figure caption, rule, or the line that names a speaker.

    ``element`` is p, h2, h3, li, figure, hr or cite; ``within`` the lists and quotations around it, outermost first;
    ``reference`` what a figure shows ("picture 12", "embed https://…") or a speaker's details, else "".
    """

    element: str
    pieces: tuple[Piece, ...] = ()
    within: tuple[str, ...] = ()
    reference: str = ""

    @cached_property
    def text(self) -> str:
        """The plain text; a line break becomes a line feed, a footnote is in brackets."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def shown(self) -> str:
        """What a figure shows, which identifies it under any caption; "" for other blocks."""
        return self.reference if self.element == "figure" else ""


class _Blocks(HTMLParser):
    """Collects the blocks of a sanitised body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.styles: list[Style] = []
        self.pieces: list[Piece] = []

    def flush(self) -> None:
        """End the current block, if it has text."""
        pieces, self.pieces = _trim_pieces(self.pieces), []
        if not pieces:
            return
        names = [name for name, _facts in self.open][-2:]
        # The editor puts a paragraph into every list item.
        element = "li" if names == ["li", "p"] else names[-1] if names else "p"
        element = element if element in BLOCKS - {"figcaption"} else "p"
        self._add(element, pieces)

    def _add(self, element: str, pieces: tuple[Piece, ...] = (), reference: str = "") -> None:
        """Append a block."""
        self.blocks.append(
            Block(element, pieces, tuple(name for name, _facts in self.open if name in CONTAINERS), reference)
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "br":
            self.handle_data("\n")
        elif tag in _STYLE_ATTRIBUTES:
            self.styles.append(Style(tag, facts.get(_STYLE_ATTRIBUTES[tag]) or ""))
            self.handle_data(" [" if tag == "sup" else "")
        elif tag in _BLOCK_ELEMENTS:
            self.flush()
            if tag == "hr":
                self._add("hr")
            else:
                self.open.append((tag, facts))

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYLE_ATTRIBUTES:
            self.handle_data("]" if tag == "sup" else "")
            self._close_style(tag)
        elif tag in _BLOCK_ELEMENTS - _VOID and any(name == tag for name, _facts in self.open):
            self._close_block(tag)

    def _close_style(self, tag: str) -> None:
        """Remove the innermost open style of this element."""
        for index in range(len(self.styles) - 1, -1, -1):
            if self.styles[index].element == tag:
                del self.styles[index]
                return

    def _close_block(self, tag: str) -> None:
        """End the innermost open element of this name, and its block."""
        attributes = next(attributes for name, attributes in reversed(self.open) if name == tag)
        if tag == "figure":
            pieces, self.pieces = _trim_pieces(self.pieces), []
            self._add("figure", pieces, _figure_reference(attributes))
        elif tag != "figcaption":  # a caption belongs to its figure, which ends later
            self.flush()
        if tag == "blockquote" and attributes.get("data-speaker"):
            speaker = [attributes.get(name) or "" for name in _SPEAKER_ATTRIBUTES]
            self._add("cite", (Piece(", ".join(filter(None, speaker))),), "\n".join(speaker))
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data:
            self.pieces.append(Piece(data, tuple(self.styles)))


class _PlacedBlocks(_Blocks):
    """Collects blocks and the position in the markup of each of their characters; generated text has none."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.convert_charrefs = False  # so that each reference is reported by itself, with its position
        self.lines = [0, *accumulate(len(line) + 1 for line in body.split("\n"))]
        self.spans_by_block: list[list[CharacterRange]] = []
        self.letters: list[tuple[str, CharacterRange]] = []
        self.source: CharacterRange | None = None

    def flush(self) -> None:
        """End the block and start collecting the next one's positions."""
        super().flush()
        self.letters = []

    def _add(self, *args: object, **facts: object) -> None:
        """Append a block with the positions of its text."""
        super()._add(*args, **facts)  # type: ignore[arg-type]
        text = "".join(letter for letter, _span in self.letters)
        lead = len(text) - len(text.lstrip())
        self.spans_by_block.append([span for _letter, span in self.letters[lead : lead + len(self.blocks[-1].text)]])
        self.letters = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._position()
        self.source = (at, at + len(self.get_starttag_text() or "")) if tag == "br" else (at, at)
        super().handle_starttag(tag, attrs)
        self.source = None

    def handle_endtag(self, tag: str) -> None:
        self.source = (self._position(), self._position())
        super().handle_endtag(tag)
        self.source = None

    def handle_entityref(self, name: str) -> None:
        self._handle_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._handle_reference(f"&#{name};")

    def _handle_reference(self, reference: str) -> None:
        """Read a character reference as text, at its position."""
        self.source = (self._position(), self._position() + len(reference))
        self.handle_data(unescape(reference))
        self.source = None

    def handle_data(self, data: str) -> None:
        at = self._position()
        spans = [self.source] * len(data) if self.source else [(at + step, at + step + 1) for step in range(len(data))]
        self.letters += zip(data, spans, strict=True)
        super().handle_data(data)

    def _position(self) -> int:
        """Return the parser's position as an offset into the body."""
        line, offset = self.getpos()
        return self.lines[line - 1] + offset


def _figure_reference(facts: dict[str, str | None]) -> str:
    """Return what a figure shows: "picture 12" or "embed https://…", "" for none."""
    return next((f"{name} {facts[f'data-{name}']}" for name in ("picture", "embed") if facts.get(f"data-{name}")), "")


def _trim_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Strip white space at the ends and join neighbours with the same styles."""
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


def parse_blocks(body: str) -> list[Block]:
    """Return the blocks of a sanitised body in order; figures and rules are included, other blocks without text not."""
    parser = _Blocks()
    parser.feed(body)
    parser.close()
    parser.flush()
    return parser.blocks


def parse_blocks_with_spans(body: str) -> list[tuple[Block, list[CharacterRange]]]:
    """Return the blocks, each with the (start, end) in the body of each character of its text.

    Text that is not written in the body, such as a speaker's line, has no positions.
    """
    parser = _PlacedBlocks(body)
    parser.feed(body)
    parser.close()
    parser.flush()
    return list(zip(parser.blocks, parser.spans_by_block, strict=True))


def split_blocks(markup: str) -> list[str]:
    """Split a sanitised body, or the contents of a list or quotation, into its outermost elements as markup.

    Joining them gives the body again, except that white space between them is dropped and loose words become a
    paragraph.
    """
    pieces: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(markup):
        closing, name = tag[1], tag[2]
        if not depth and not closing and name in _BLOCK_ELEMENTS:
            pieces += _wrap_loose(markup[start : tag.start()])
            start = tag.start()
        if name not in _VOID:
            depth = max(0, depth - 1) if closing else depth + 1
        if not depth and name in _BLOCK_ELEMENTS and (closing or name in _VOID):
            pieces.append(markup[start : tag.end()])
            start = tag.end()
    return [*pieces, *_wrap_loose(markup[start:])]


def _wrap_loose(markup: str) -> list[str]:
    """Wrap what stands between blocks in a paragraph; inline elements around whole blocks stay as they are."""
    markup = markup.strip()
    if not markup or any(tag[2] in _BLOCK_ELEMENTS for tag in _TAG.finditer(markup)):
        return [markup] if markup else []
    return [f"<p>{markup}</p>"]


def split_container(piece: str) -> tuple[str, list[str], str] | None:
    """Return start tag, contents and end tag of a list or quotation; None for anything else."""
    tag = _TAG.match(piece)
    if tag is None or tag[2] not in CONTAINERS:
        return None
    end = f"</{tag[2]}>"
    return tag[0], split_blocks(piece[tag.end() : -len(end)]), end


def strip_tags(piece: str) -> str:
    """Return the words of a piece of markup, for comparison."""
    return _TAG.sub(" ", piece)


def figure_tag(piece: str) -> str:
    """Return the start tag of a figure, which identifies it; "" for other markup."""
    tag = _TAG.match(piece)
    return tag[0] if tag and tag[2] == "figure" else ""
