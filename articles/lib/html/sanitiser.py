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

from articles.lib.html.figures import normalise_figures
from articles.lib.html.tree import Element, Node, Text, find_elements, is_blank, parse, replace_text
from articles.lib.text.plain import normalise, strip_controls
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
    "figure": frozenset({"data-picture", "data-embed"}),
    "figcaption": frozenset(),
    "sup": frozenset({"class"}),
}
SCHEMES = frozenset({"http", "https", "mailto"})
BLOCKS = frozenset({"p", "h2", "h3", "li", "figcaption"})
PULL_QUOTE, FOOTNOTE = "pull-quote", "footnote"

_EMBED_URL = re.compile(r"https://[^\s\"'<>\\]{3,2000}")
_PICTURE_ID = re.compile(r"[1-9][0-9]{0,17}")
_LIST_START = re.compile(r"[0-9]{1,4}")
_MAX_ROUNDS = 10
_TEXT_AROUND: Mapping[str, tuple[str, str]] = {"br": ("\n", ""), "sup": (" [", "]")}
_ATTRIBUTE_PATTERNS: Mapping[tuple[str, str], re.Pattern[str]] = {
    ("aside", "class"): re.compile(re.escape(PULL_QUOTE)),
    ("sup", "class"): re.compile(re.escape(FOOTNOTE)),
    **{
        ("blockquote", f"data-{name}"): re.compile(r"(?!\s)[^\n<>]{1,200}(?<!\s)")
        for name in ("speaker", "role", "where")
    },
    ("figure", "data-picture"): _PICTURE_ID,
    ("figure", "data-embed"): _EMBED_URL,
    ("ol", "start"): _LIST_START,
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
    return _strip_empty_paragraphs(normalise_figures(replace_text(cleaned, normalise)))


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

    Elements named in ``without`` are left out.
    """
    texts = [""]
    _collect_texts(texts, parse(body), without=without)
    return [text.strip("\n") for text in texts if text.strip()]


def _collect_texts(texts: list[str], nodes: Iterable[Node], *, without: frozenset[str]) -> None:
    """Append the text of nodes to the last of `texts`; begin a new one at both ends of a block."""
    for node in nodes:
        if isinstance(node, Text):
            texts[-1] += node.text
        elif node.name in BLOCKS:
            texts.append("")
            _collect_texts(texts, node.children, without=without)
            texts.append("")
        elif node.name not in without:
            before, after = _TEXT_AROUND.get(node.name, ("", ""))
            texts[-1] += before
            _collect_texts(texts, node.children, without=without)
            texts[-1] += after


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


def _quoted_words(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the words of a quotation without footnotes, which are the newsroom's words."""
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif not is_footnote(node):
            if node.name in BLOCKS or node.name == "br":
                yield " "
            yield from _quoted_words(node.children)


def is_footnote(element: Element) -> bool:
    """Return whether an element is a footnote."""
    return element.name == "sup" and element.attributes.get("class") == FOOTNOTE


def find_speakers(body: str) -> list[str]:
    """Return the names of the speakers quoted in a sanitised body, each once."""
    return list(dict.fromkeys(quotation.speaker for quotation in find_quotations(body)))


def find_picture_ids(body: str) -> list[int]:
    """Return the primary keys of the pictures in a sanitised body, in order, each once."""
    figures = find_elements(parse(body), "figure") if "<figure" in body else ()
    keys = [figure.attributes.get("data-picture") for figure in figures]
    return list(dict.fromkeys(int(key) for key in keys if key))
