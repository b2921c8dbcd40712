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
_STANDING = BLOCKS | CONTAINERS | {"figure", "hr"}
_STYLES = {"strong": "", "em": "", "a": "href", "sup": "class"}
_VOID = frozenset({"br", "hr"})
# As the sanitiser writes it: attributes in double quotes, no bare "<" outside of tags.
_TAG = re.compile(r'<(/?)(\w+)(?:[^">]|"[^"]*")*>')
Span = tuple[int, int]
_SPEAKER = ("data-speaker", "data-role", "data-where")


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set apart: strong, em, sup or a, with a link's address or a note's class as its value."""

    element: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text with its styles, the outermost first."""

    text: str
    styles: tuple[Style, ...] = ()


@dataclass(frozen=True)
class Block:
    """What is read as one: a paragraph, heading, list item, figure's caption, rule, or the line that names a speaker.

    `element` is p, h2, h3, li, figure, hr or cite; `within` the lists and quotations around it, the outermost first;
    `reference` what a figure shows ("picture 12", "embed https://…") or a speaker's facts, else "".
    """

    element: str
    pieces: tuple[Piece, ...] = ()
    within: tuple[str, ...] = ()
    reference: str = ""

    @cached_property
    def text(self) -> str:
        """The words; a line break is a line feed, a footnote stands in brackets."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def shown(self) -> str:
        """What a figure shows, by which it is recognised under any caption; "" for everything else."""
        return self.reference if self.element == "figure" else ""


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.styles: list[Style] = []
        self.pieces: list[Piece] = []

    def flush(self) -> None:
        """End the block whose words were read last, if there are any."""
        pieces, self.pieces = _trimmed(self.pieces), []
        if not pieces:
            return
        names = [name for name, _facts in self.open][-2:]
        # The desk's editor writes a paragraph into every list item.
        element = "li" if names == ["li", "p"] else names[-1] if names else "p"
        element = element if element in BLOCKS - {"figcaption"} else "p"
        self._add(element, pieces)

    def _add(self, element: str, pieces: tuple[Piece, ...] = (), reference: str = "") -> None:
        self.found.append(
            Block(element, pieces, tuple(name for name, _facts in self.open if name in CONTAINERS), reference)
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "br":
            self.handle_data("\n")
        elif tag in _STYLES:
            self.styles.append(Style(tag, facts.get(_STYLES[tag]) or ""))
            self.handle_data(" [" if tag == "sup" else "")
        elif tag in _STANDING:
            self.flush()
            if tag == "hr":
                self._add("hr")
            else:
                self.open.append((tag, facts))

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYLES:
            self.handle_data("]" if tag == "sup" else "")
            self._close_style(tag)
        elif tag in _STANDING - _VOID and any(name == tag for name, _facts in self.open):
            self._close(tag)

    def _close_style(self, tag: str) -> None:
        for at in range(len(self.styles) - 1, -1, -1):
            if self.styles[at].element == tag:
                del self.styles[at]
                return

    def _close(self, tag: str) -> None:
        facts = next(facts for name, facts in reversed(self.open) if name == tag)
        if tag == "figure":
            pieces, self.pieces = _trimmed(self.pieces), []
            self._add("figure", pieces, _shown(facts))
        elif tag != "figcaption":  # a caption is its figure's, which ends later
            self.flush()
        if tag == "blockquote" and facts.get("data-speaker"):
            said = [facts.get(name) or "" for name in _SPEAKER]
            self._add("cite", (Piece(", ".join(filter(None, said))),), "\n".join(said))
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data:
            self.pieces.append(Piece(data, tuple(self.styles)))


class _PlacedBlocks(_Blocks):
    """Reads blocks and where each of their characters stands in the markup; what only a reader sees takes no place."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.convert_charrefs = False  # each reference is told of by itself, with its place
        self.lines = [0, *accumulate(len(line) + 1 for line in body.split("\n"))]
        self.places: list[list[Span]] = []
        self.letters: list[tuple[str, Span]] = []
        self.source: Span | None = None

    def flush(self) -> None:
        super().flush()
        self.letters = []

    def _add(self, *args: object, **facts: object) -> None:
        super()._add(*args, **facts)  # type: ignore[arg-type]
        said = "".join(letter for letter, _span in self.letters)
        lead = len(said) - len(said.lstrip())
        self.places.append([span for _letter, span in self.letters[lead : lead + len(self.found[-1].text)]])
        self.letters = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._here()
        self.source = (at, at + len(self.get_starttag_text() or "")) if tag == "br" else (at, at)
        super().handle_starttag(tag, attrs)
        self.source = None

    def handle_endtag(self, tag: str) -> None:
        self.source = (self._here(), self._here())
        super().handle_endtag(tag)
        self.source = None

    def handle_entityref(self, name: str) -> None:
        self._refer(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._refer(f"&#{name};")

    def _refer(self, reference: str) -> None:
        self.source = (self._here(), self._here() + len(reference))
        self.handle_data(unescape(reference))
        self.source = None

    def handle_data(self, data: str) -> None:
        at = self._here()
        spans = [self.source] * len(data) if self.source else [(at + step, at + step + 1) for step in range(len(data))]
        self.letters += zip(data, spans, strict=True)
        super().handle_data(data)

    def _here(self) -> int:
        line, offset = self.getpos()
        return self.lines[line - 1] + offset


def _shown(facts: dict[str, str | None]) -> str:
    return next((f"{name} {facts[f'data-{name}']}" for name in ("picture", "embed") if facts.get(f"data-{name}")), "")


def _trimmed(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without white space at the ends, and with neighbours of the same styles as one."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and kept[-1].styles == piece.styles:
            kept[-1] = Piece(kept[-1].text + piece.text, piece.styles)
        else:
            kept.append(piece)
    while kept and not (first := kept[0].text.lstrip()):
        del kept[0]
    if kept:
        kept[0] = Piece(first, kept[0].styles)
    while kept and not (last := kept[-1].text.rstrip()):
        del kept[-1]
    if kept:
        kept[-1] = Piece(last, kept[-1].styles)
    return tuple(kept)


def blocks(body: str) -> list[Block]:
    """What a sanitised body is read as, in order; blocks without words are left out, figures and rules are not."""
    parser = _Blocks()
    parser.feed(body)
    parser.close()
    parser.flush()
    return parser.found


def placed_blocks(body: str) -> list[tuple[Block, list[Span]]]:
    """The blocks, and where each character of their text stands in the body; nothing for what no text is written for."""
    parser = _PlacedBlocks(body)
    parser.feed(body)
    parser.close()
    parser.flush()
    return list(zip(parser.found, parser.places, strict=True))


def cut(markup: str) -> list[str]:
    """The outermost elements of a sanitised body, or of what a list or quotation holds, as markup.

    Joined they are the body again: white space between them is dropped, and words that stand outside every element
    become a paragraph.
    """
    found: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(markup):
        closing, name = tag[1], tag[2]
        if not depth and not closing and name in _STANDING:
            found += _loose(markup[start : tag.start()])
            start = tag.start()
        if name not in _VOID:
            depth = max(0, depth - 1) if closing else depth + 1
        if not depth and name in _STANDING and (closing or name in _VOID):
            found.append(markup[start : tag.end()])
            start = tag.end()
    return [*found, *_loose(markup[start:])]


def _loose(markup: str) -> list[str]:
    """What stands between the blocks; styles may stand around whole blocks, too."""
    markup = markup.strip()
    if not markup or any(tag[2] in _STANDING for tag in _TAG.finditer(markup)):
        return [markup] if markup else []
    return [f"<p>{markup}</p>"]


def opened(piece: str) -> tuple[str, list[str], str] | None:
    """Start tag, contents and end tag of a list or quotation that `cut` gave; None for anything else."""
    tag = _TAG.match(piece)
    if tag is None or tag[2] not in CONTAINERS:
        return None
    end = f"</{tag[2]}>"
    return tag[0], cut(piece[tag.end() : -len(end)]), end


def said(piece: str) -> str:
    """The words of a piece of markup, in a form that can be compared."""
    return _TAG.sub(" ", piece)


def shown(piece: str) -> str:
    """What a piece of markup shows, if it is a figure; else ""."""
    tag = _TAG.match(piece)
    return tag[0] if tag and tag[2] == "figure" else ""
