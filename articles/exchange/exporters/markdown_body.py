"""Convert a sanitised body to CommonMark with footnotes, escaping what would be read as markup."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from urllib.parse import urljoin

from articles.lib.html.figures import read_figure
from articles.lib.html.sanitiser import is_footnote
from articles.lib.html.tables import find_caption, spread_cells
from articles.lib.html.tree import Element, Node, Text, find_elements, parse

_EMPHASIS: Mapping[str, str] = {"em": "*", "strong": "**"}
_INLINE = frozenset({"strong", "em", "a", "sup", "sub", "s", "br"})
_AS_HTML = frozenset({"sup", "sub", "s"})  # Markdown has no mark for these
_SPACES = re.compile(r"[ \t\n]+")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|]")
_NOTE = re.compile(r"\[\^\d+\]")
_LINE_BREAK = "\\\n"
_ANGLE_BRACKETS = re.compile("[<>]")
_NEEDS_ANGLE_BRACKETS = re.compile(r"[\s()<>]")
_BACKSLASHED = r"\\\g<0>"
# Markup only at the beginning of a line.
_SPECIAL_AT_START = re.compile(r"^(?:(#{1,6}|[-+=]+)(?=\s|$|-|=)|(\d{1,9})([.)])(?=\s|$))")


@dataclass
class _MarkdownWriter:
    """Writes nodes as Markdown; notes are collected for the end of the text."""

    pictures: Mapping[str, Mapping[str, str]]
    address: str
    notes: list[str] = field(default_factory=list)

    def write_blocks(self, nodes: Iterable[Node]) -> list[str]:
        """Return the Markdown of each block; text between blocks becomes a paragraph of its own."""
        blocks: list[str] = []
        loose: list[Node] = []
        for node in nodes:
            if isinstance(node, Text) or node.name in _INLINE:
                loose.append(node)
                continue
            blocks += [self._write_paragraph(loose), *self._write_block(node)]
            loose = []
        return [block for block in [*blocks, self._write_paragraph(loose)] if block]

    def _write_block(self, element: Element) -> list[str]:
        """Write one block element as Markdown; of an element without a counterpart, write the blocks inside."""
        if element.name in {"h2", "h3"}:
            words = self._write_paragraph(element.children).replace(_LINE_BREAK, " ")
            return [f"{'#' * int(element.name[1])} {words}"] if words else []
        if element.name in {"ul", "ol"}:
            return [self._write_list(element)]
        if element.name in {"blockquote", "aside"}:
            return [self._write_quotation(element)]
        if element.name in {"figure", "table"}:
            write = self._write_figure if element.name == "figure" else self._write_table
            return list(write(element))
        if element.name == "hr":
            return ["***"]
        return self.write_blocks(element.children)

    def _write_paragraph(self, nodes: Iterable[Node]) -> str:
        """Write inline nodes as one paragraph, escaping what would be markup at the start of a line."""
        text, _before, _after = _split_edges(self._write_inline(nodes))
        return "\n".join(_SPECIAL_AT_START.sub(_escape_line_start, line.strip(" ")) for line in text.split("\n"))

    def _write_inline(self, nodes: Iterable[Node]) -> str:
        """Write text and inline elements as Markdown, with spaces and breaks at the ends."""
        siblings = list(nodes)
        markdown = ""
        for node, following in zip_longest(siblings, siblings[1:]):
            if isinstance(node, Text):
                # "!" before a link would make it a picture.
                markdown += re.sub("!$", r"\!", _escape_markup(_SPACES.sub(" ", node.text)))
            elif node.name in _EMPHASIS:
                markdown += self._write_emphasis(node, before=markdown[-1:], after=_first_character(following))
            else:
                markdown += self._write_inline_element(node)
        return markdown

    def _write_inline_element(self, element: Element) -> str:
        """Write a line break, footnote, link, superscript, subscript or struck words; of any other element only the text."""
        if element.name == "br":
            return _LINE_BREAK
        if is_footnote(element):
            number = len(self.notes) + 1
            self.notes.append("")  # reserves the number before notes within this one get theirs
            self.notes[number - 1] = f"[^{number}]: {self._write_paragraph(element.children)}"
            return f"[^{number}]"
        words, before, after = _split_edges(self._write_inline(element.children))
        if words and element.name == "a":
            # A note is a link, and links don't nest.
            notes = "".join(_NOTE.findall(words))
            words = f"[{_NOTE.sub('', words)}]({self._format_link_target(element.attributes.get('href', ''))}){notes}"
        elif words and element.name in _AS_HTML:
            words = f"<{element.name}>{words}</{element.name}>"
        return before + words + after

    def _write_emphasis(self, element: Element, *, before: str, after: str) -> str:
        """Write emphasis with asterisks, or as an HTML element where asterisks would not be read as emphasis."""
        words, leading, trailing = _split_edges(self._write_inline(element.children))
        if not words:
            return leading + words + trailing
        before, after = "" if leading else before, "" if trailing else after
        unambiguous = "*" not in {words[0], words[-1], before, after} and not (
            (_is_letter(before) and not _is_letter(words[0])) or (_is_letter(after) and not _is_letter(words[-1]))
        )
        mark = _EMPHASIS[element.name]
        emphasis = f"{mark}{words}{mark}" if unambiguous else f"<{element.name}>{words}</{element.name}>"
        return leading + emphasis + trailing

    def _format_link_target(self, address: str) -> str:
        """Return an address made absolute, in angle brackets if Markdown needs them."""
        try:
            absolute = urljoin(self.address, address)
        except ValueError:  # an invalid address stays as it is written
            absolute = address
        if _NEEDS_ANGLE_BRACKETS.search(absolute):
            return f"<{_ANGLE_BRACKETS.sub(_BACKSLASHED, absolute)}>"
        return absolute

    def _write_list(self, element: Element) -> str:
        """Write a list as Markdown, with each item's lines indented below the bullet or number."""
        number = int(element.attributes.get("start") or 1)
        items = []
        for node in element.children:
            if isinstance(node, Text):
                continue
            marker = f"{number}. " if element.name == "ol" else "- "
            number += 1
            indent = " " * len(marker)
            item = "\n\n".join(self.write_blocks(node.children)).replace("\n", f"\n{indent}")
            items.append(marker + item.replace(f"{indent}\n", "\n"))
        return "\n".join(items)

    def _write_quotation(self, element: Element) -> str:
        """Write a quotation or aside as a block quote, with the speaker's name, role and place below."""
        attributes = element.attributes
        details = [attributes[name] for name in ("data-speaker", "data-role", "data-where") if attributes.get(name)]
        speaker = [f"— {_escape_markup(', '.join(details))}"] if attributes.get("data-speaker") else []
        text = "\n\n".join([*self.write_blocks(element.children), *speaker])
        return "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n"))

    def _write_table(self, table: Element) -> Iterator[str]:
        """Yield a table's caption as a paragraph, then its rows; Markdown has no cells of several columns or rows."""
        if caption := find_caption(table):
            yield self._write_paragraph(caption.children)
        grid = spread_cells(table)
        rows = [[self._write_cell(cell) if cell else "" for cell in cells] for cells in grid]
        if not all(cell is None or cell.name == "th" for cell in grid[0]):
            rows.insert(0, [""] * len(rows[0]))  # the first row is always read as a head
        rows.insert(1, ["---"] * len(rows[0]))
        yield "\n".join(f"| {' | '.join(cells)} |" for cells in rows)

    def _write_cell(self, cell: Element) -> str:
        """Write a cell in one line, with its paragraphs and line breaks as HTML."""
        paragraphs = [_split_edges(self._write_inline(node.children))[0] for node in find_elements(cell.children, "p")]
        return "<br>".join(paragraphs).replace(_LINE_BREAK, "<br>")

    def _write_figure(self, element: Element) -> Iterator[str]:
        """Yield the picture or the embed's address, then caption and credit; a missing picture is left out."""
        shown = read_figure(element)
        picture = self.pictures.get(str(shown.key)) if shown else None
        if shown is None:
            yield f"<{element.attributes.get('data-embed', '')}>"
        elif picture:
            yield f"![{_escape_markup(shown.alt or picture['alt'])}]({self._format_link_target(picture['address'])})"
        yield from self.write_blocks(element.children)
        if shown and picture and (credit := shown.credit or picture["credit"]):
            yield _escape_markup(credit)


def _escape_markup(words: str) -> str:
    """Escape the characters that Markdown would read as markup anywhere in a line."""
    return _SPECIAL.sub(_BACKSLASHED, words)


def _split_edges(text: str) -> tuple[str, str, str]:
    """Return a text without spaces and breaks at its ends, then those before and those after the text.

    Marks of emphasis and links must touch words.
    """
    start, end = 0, len(text)
    while text.startswith((" ", _LINE_BREAK), start):
        start += 1 if text[start] == " " else len(_LINE_BREAK)
    while end > start and (text[end - 1] == " " or text.endswith(_LINE_BREAK, start, end)):
        end -= 1 if text[end - 1] == " " else len(_LINE_BREAK)
    return text[start:end], text[:start], text[end:]


def _first_character(node: Node | None) -> str:
    """Return a node's first character in Markdown, as far as emphasis before the node depends on that character."""
    if node is None:
        return ""
    if isinstance(node, Element):
        return "*" if node.name in _EMPHASIS else "["
    return node.text[:1]


def _is_letter(character: str) -> bool:
    """Tell whether a character is neither white space nor punctuation, as CommonMark defines them."""
    return bool(character.strip()) and unicodedata.category(character)[0] not in "PS"


def _escape_line_start(match: re.Match[str]) -> str:
    """Escape a match of `_SPECIAL_AT_START`: a mark at its beginning, a number at its full stop or bracket."""
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def convert_to_markdown(body: str, pictures: Mapping[str, Mapping[str, str]], *, address: str) -> str:
    """Convert a sanitised body to Markdown, footnotes at the end.

    ``pictures`` are {primary key: address, alt, credit}; relative addresses are resolved against ``address``.
    """
    writer = _MarkdownWriter(pictures, address)
    blocks = writer.write_blocks(parse(body))
    return "\n\n".join([*blocks, *writer.notes]) + "\n"
