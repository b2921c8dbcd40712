"""The allow-list of a story's body and the sanitiser that enforces it.

The editor is configured from the same list (a system check compares the two), and every body passes through
``sanitise`` on its way into a Revision.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from articles.lib.html.figures import normalise_figures
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
# A figure shows a picture or an embed; one with both is treated as a picture.
_PICTURE_AND_EMBED = re.compile(r'<figure (?=.*data-embed=).*?(data-picture="[0-9]+").*>', re.DOTALL)
_MAX_ROUNDS = 10
_TAG = re.compile(r"(<[^<>]*>)")
_TEXT_AROUND: Mapping[str, tuple[str, str]] = {"br": ("\n", ""), "sup": (" [", "]")}
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>\s*")
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
    """Return the value if the attribute may have it, else None."""
    pattern = _ATTRIBUTE_PATTERNS.get((element, attribute))
    if pattern and not pattern.fullmatch(value):
        return None
    return value if attribute != "data-embed" or _has_host(value) else None


def _has_host(address: str) -> bool:
    """Tell whether an address has a host name and no user name that could disguise it."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname and "." in parts.hostname and "@" not in parts.netloc)
    except ValueError:
        return False


def sanitise(body: str) -> str:
    """Reduce a body to the allow-list; idempotent. Empty paragraphs at the ends are dropped.

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
    """Clean and normalise the body once."""
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
    return _strip_empty_paragraphs(normalise_figures("".join(map(_normalise_part, _TAG.split(cleaned)))))


def _normalise_part(part: str) -> str:
    """Normalise text between tags; leave tags unchanged, but for a figure with both picture and embed."""
    if not part.startswith("<"):
        return normalise(part)
    both = _PICTURE_AND_EMBED.fullmatch(part)
    return f"<figure {both[1]}>" if both else part


def _strip_empty_paragraphs(body: str) -> str:
    """Strip empty paragraphs at both ends, in linear time."""
    start, end = len(body) - len(body.lstrip()), len(body.rstrip())
    while match := _EMPTY_PARAGRAPH.match(body, start, end):
        start = match.end()
    while (last := body.rfind("<p>", start, end)) >= 0 and _EMPTY_PARAGRAPH.fullmatch(body, last, end):
        end = last
    return body[start:end].rstrip()


def from_paragraphs(paragraphs: list[str]) -> str:
    """Return a body of plain paragraphs, with markup characters escaped."""
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


class _ParagraphParser(HTMLParser):
    """Collects the plain text of blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's interface
        if tag in BLOCKS:
            self.blocks.append("")
        else:
            self.blocks[-1] += _TEXT_AROUND.get(tag, ("", ""))[0]

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append("")
        else:
            self.blocks[-1] += _TEXT_AROUND.get(tag, ("", ""))[1]

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data


def extract_paragraphs(body: str) -> list[str]:
    """Return the plain text of each paragraph, heading, list item and caption that has any."""
    parser = _ParagraphParser()
    parser.feed(body)
    parser.close()
    return [block.strip("\n") for block in parser.blocks if block.strip()]


@dataclass(frozen=True)
class Quotation:
    """A quotation that names its speaker: the words, who said them, in which role and where (both may be "")."""

    text: str
    speaker: str
    role: str = ""
    where: str = ""

    @property
    def slug(self) -> str:
        """The speaker's name as a slug."""
        return slugify(self.speaker) or "unnamed"


class _QuotationParser(HTMLParser):
    """Collects attributed quotations."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.quotations: list[Quotation] = []
        self._open: list[tuple[dict[str, str | None], list[str]]] = []
        self._footnote_depth = 0  # depth within a footnote, whose words are the newsroom's, not the speaker's

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "sup" and (self._footnote_depth or dict(attrs).get("class") == FOOTNOTE):
            self._footnote_depth += 1
        elif tag == "blockquote":
            self._open.append((dict(attrs), []))
        elif tag in BLOCKS | {"br"}:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup" and self._footnote_depth:
            self._footnote_depth -= 1
        if tag != "blockquote" or not self._open:
            return
        attributes, words = self._open.pop()
        text = " ".join("".join(words).split())
        if text and attributes.get("data-speaker"):
            self.quotations.append(
                Quotation(text, *(attributes.get(f"data-{name}") or "" for name in ("speaker", "role", "where")))
            )

    def handle_data(self, data: str) -> None:
        if not self._footnote_depth:
            for _attributes, words in self._open:
                words.append(data)


def find_quotations(body: str) -> list[Quotation]:
    """Return the quotations of a sanitised body that name their speakers, in order."""
    parser = _QuotationParser()
    parser.feed(body)
    parser.close()
    return parser.quotations


def find_speakers(body: str) -> list[str]:
    """Return the names of the speakers quoted in a sanitised body, each once."""
    return list(dict.fromkeys(quotation.speaker for quotation in find_quotations(body)))


def find_picture_ids(body: str) -> list[int]:
    """Return the primary keys of the pictures in a sanitised body, in order, each once."""
    return list(dict.fromkeys(int(key) for key in re.findall(r'<figure data-picture="(\d+)"', body)))
