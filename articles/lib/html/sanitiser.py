"""The allow-list of a story's body and the sanitiser that enforces it.

The editor is configured from the same list (a system check compares the two), and every body passes through
``sanitise`` on its way into a Revision.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3

from articles.lib.html.figures import WIDTHS, find_pictures, normalise_figures
from articles.lib.html.tables import CELLS, find_caption, find_cells, find_rows, normalise_tables
from articles.lib.html.tree import Element, Node, Text, is_blank, parse, replace_text
from articles.lib.text.plain import normalise, strip_controls
from articles.lib.text.raised import raise_digits
from articles.lib.text.slugs import slugify

# Element -> its attributes. Nothing else survives.
ALLOWED: Mapping[str, frozenset[str]] = {
    "p": frozenset(),
    "h2": frozenset(),
    "h3": frozenset(),
    "strong": frozenset(),
    "em": frozenset(),
    "a": frozenset({"href"}),
    "ul": frozenset(),
    "ol": frozenset({"start"}),
    "li": frozenset(),
    "blockquote": frozenset({"data-speaker", "data-role", "data-where"}),
    "hr": frozenset(),
    "br": frozenset(),
    "aside": frozenset({"class"}),
    "figure": frozenset({"data-picture", "data-embed", "data-width", "data-alt", "data-credit"}),
    "figcaption": frozenset(),
    "sup": frozenset({"class"}),
    "sub": frozenset(),
    "s": frozenset(),
    "table": frozenset(),
    "caption": frozenset(),
    "tbody": frozenset(),
    "tr": frozenset(),
    "th": frozenset({"colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
}
SCHEMES = frozenset({"http", "https", "mailto"})
BLOCKS = frozenset({"p", "h2", "h3", "li", "figcaption"})
_READ_APART = BLOCKS | CELLS | {"caption", "br"}
PULL_QUOTE, FOOTNOTE = "pull-quote", "footnote"

_EMBED_URL = re.compile(r"https://[^\s\"'<>\\]{3,2000}")
_PICTURE_ID = re.compile(r"[1-9][0-9]{0,17}")
_LIST_START = re.compile(r"[0-9]{1,4}")
_SPAN = re.compile(r"[2-9]|[1-4][0-9]")
_MAX_ROUNDS = 10
_ATTRIBUTE_PATTERNS: Mapping[tuple[str, str], re.Pattern[str]] = {
    ("aside", "class"): re.compile(re.escape(PULL_QUOTE)),
    ("sup", "class"): re.compile(re.escape(FOOTNOTE)),
    **{
        ("blockquote", f"data-{name}"): re.compile(r"(?!\s)[^\n<>]{1,200}(?<!\s)")
        for name in ("speaker", "role", "where")
    },
    ("figure", "data-picture"): _PICTURE_ID,
    ("figure", "data-embed"): _EMBED_URL,
    ("figure", "data-width"): re.compile("|".join(WIDTHS)),
    **{("figure", f"data-{name}"): re.compile(r"[^\n]{1,1000}") for name in ("alt", "credit")},
    ("ol", "start"): _LIST_START,
    **{(cell, span): _SPAN for cell in CELLS for span in ("colspan", "rowspan")},
}


def _filter_attribute(element: str, attribute: str, value: str) -> str | None:
    """Return an attribute's value if it is allowed on this element, else None."""
    pattern = _ATTRIBUTE_PATTERNS.get((element, attribute))
    if pattern and not pattern.fullmatch(value):
        return None
    return value if attribute != "data-embed" or _has_host(value) else None


def _has_host(address: str) -> bool:
    """Return whether an address has a host name, and no user name that could disguise the host."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname and "." in parts.hostname and "@" not in parts.netloc)
    except ValueError:
        return False


def sanitise(body: str) -> str:
    """Reduce a body to the allowed markup and drop empty paragraphs at its ends; idempotent.

    Removing an element can change how the rest is parsed (<h2><form><h2>), so cleaning repeats until nothing changes.
    A body still changing after _MAX_ROUNDS was crafted to and is reduced to plain paragraphs.
    """
    body = strip_controls(body)
    for _round in range(_MAX_ROUNDS):
        cleaned = _clean_once(body)
        if cleaned == body:
            return cleaned
        body = cleaned
    return from_paragraphs(extract_paragraphs(body))


def _clean_once(body: str) -> str:
    """Clean and normalise a body once, which may leave markup that needs another round."""
    cleaned = nh3.clean(
        body,
        tags=set(ALLOWED),
        clean_content_tags={
            "script",
            "style",
            "template",
            "title",
            "textarea",
            "iframe",
            "object",
            "svg",
            "math",
        },
        # Without the empty set for "*" nh3 would allow title and lang on every element.
        attributes={"*": set(), **{element: set(attributes) for element, attributes in ALLOWED.items()}},
        attribute_filter=_filter_attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    # After cleaning, because a character may be written as a reference (&#x2028;), and only between tags: composing the
    # ">" of a tag with a following U+0338 would break the tag.
    return _strip_empty_paragraphs(normalise_tables(normalise_figures(replace_text(cleaned, normalise))))


def _strip_empty_paragraphs(body: str) -> str:
    """Strip white space and empty paragraphs at both ends of a body."""
    nodes = parse(body)
    first, last = 0, len(nodes)
    while first < last and _is_empty_paragraph(nodes[first]):
        first += 1
    while first < last and _is_empty_paragraph(nodes[last - 1]):
        last -= 1
    return body[nodes[first].start : nodes[last - 1].end].strip() if first < last else ""


def _is_empty_paragraph(node: Node) -> bool:
    """Return whether a node is an empty paragraph, or white space beside paragraphs."""
    if isinstance(node, Text):
        return not node.source.strip()
    return node.name == "p" and is_blank(node.children)


def from_paragraphs(paragraphs: list[str]) -> str:
    """Build a body from plain paragraphs, with markup characters escaped."""
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


def extract_paragraphs(body: str, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the plain text of each paragraph, heading, list item and caption that has text.

    Each row of a table is one, with tabs between the cells. Elements named in ``without`` are left out. Footnotes are
    in brackets, digits in superscript and subscript become the Unicode characters for them.
    """
    texts = [""]
    _collect_texts(texts, parse(body), without=without)
    return [text.strip("\n") for text in texts if text.strip()]


def _collect_texts(texts: list[str], nodes: Iterable[Node], *, without: frozenset[str], position: str = "") -> None:
    """Append the text of nodes to the last of `texts`; begin a new one at both ends of a block.

    ``position`` is sup or sub within such an element.
    """
    for node in nodes:
        if isinstance(node, Text):
            texts[-1] += raise_digits(node.text, position)
        elif node.name == "br":
            texts[-1] += "\n"
        elif node.name in BLOCKS:
            texts.append("")
            _collect_texts(texts, node.children, without=without, position=position)
            texts.append("")
        elif node.name == "table" and "table" not in without:
            texts += [*_read_table(node, without=without), ""]
        elif is_footnote(node):
            texts[-1] += " ["
            _collect_texts(texts, node.children, without=without)
            texts[-1] += "]"
        elif node.name not in without:
            _collect_texts(texts, node.children, without=without, position=position_within(node, position))


def _read_table(table: Element, *, without: frozenset[str]) -> Iterator[str]:
    """Yield a table's caption, if it has one, and its rows, with tabs between their cells."""
    if caption := find_caption(table):
        yield _read_cell(caption, without=without)
    for row in find_rows(table):
        yield "\t".join(_read_cell(cell, without=without) for cell in find_cells(row))


def _read_cell(cell: Element, *, without: frozenset[str]) -> str:
    """Return the words of a cell or caption in one line."""
    texts = [""]
    _collect_texts(texts, cell.children, without=without)
    return " ".join(" ".join(texts).split())


@dataclass(frozen=True)
class AttributedQuotation:
    """A quotation that names its speaker: the words, who said them, in which role and where (both may be "")."""

    text: str
    speaker: str
    role: str = ""
    where: str = ""

    @property
    def slug(self) -> str:
        """The speaker's name as a slug; "unnamed" for a name without letters."""
        return slugify(self.speaker) or "unnamed"


def find_quotations(body: str) -> list[AttributedQuotation]:
    """Return the quotations of a sanitised body that name their speakers, in the order in which they end."""
    return list(_read_quotations(parse(body)))


def _read_quotations(nodes: Iterable[Node]) -> Iterator[AttributedQuotation]:
    """Yield the quotations among nodes that name a speaker and have words, inner ones first."""
    for node in nodes:
        if isinstance(node, Text) or is_footnote(node):
            continue
        yield from _read_quotations(node.children)
        attributes = node.attributes if node.name == "blockquote" else {}
        if speaker := attributes.get("data-speaker"):
            text = " ".join("".join(_quoted_words(node.children)).split())
            if text:
                yield AttributedQuotation(
                    text, speaker, attributes.get("data-role", ""), attributes.get("data-where", "")
                )


def _quoted_words(nodes: Iterable[Node], position: str = "") -> Iterator[str]:
    """Yield the words of a quotation without footnotes, which are the newsroom's words."""
    for node in nodes:
        if isinstance(node, Text):
            yield raise_digits(node.text, position)
        elif not is_footnote(node):
            if node.name in _READ_APART:
                yield " "
            yield from _quoted_words(node.children, position_within(node, position))


def is_footnote(element: Element) -> bool:
    """Return whether an element is a footnote."""
    return element.name == "sup" and element.attributes.get("class") == FOOTNOTE


def position_within(element: Element, outer: str) -> str:
    """Return whether the words in an element are "sup" or "sub"; ``outer`` is what they are around it, "" for neither.

    A footnote is neither: its words are read below the text.
    """
    if is_footnote(element):
        return ""
    return element.name if element.name in {"sup", "sub"} else outer


def find_speakers(body: str) -> list[str]:
    """Return the names of the speakers quoted in a sanitised body, each once."""
    return list(dict.fromkeys(quotation.speaker for quotation in find_quotations(body)))


def find_picture_ids(body: str) -> list[int]:
    """Return the primary keys of the pictures in a sanitised body, in order, each once."""
    return list(dict.fromkeys(picture.key for picture in find_pictures(body)))
