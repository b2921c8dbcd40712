"""The allow-list of a story's body and the sanitiser that enforces it.

The desk's editor is configured from the same list (a system check compares the two), and every body passes
`sanitise` on its way into a Revision, whichever way it came.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from articles.lib.html.figures import in_shape
from articles.lib.text.plain import bare, normalised
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

_EMBED = re.compile(r"https://[^\s\"'<>\\]{3,2000}")
_PICTURE = re.compile(r"[1-9][0-9]{0,17}")
_START = re.compile(r"[0-9]{1,4}")
# A figure shows a picture or an embed; one that claims both is a picture.
_BOTH = re.compile(r'<figure (?=.*data-embed=).*?(data-picture="[0-9]+").*>', re.DOTALL)
_ROUNDS = 10
_TAG = re.compile(r"(<[^<>]*>)")
_AS_TEXT: Mapping[str, tuple[str, str]] = {"br": ("\n", ""), "sup": (" [", "]")}
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>\s*")
_ATTRIBUTE_FORMS: Mapping[tuple[str, str], re.Pattern[str]] = {
    ("aside", "class"): re.compile(re.escape(PULL_QUOTE)),
    ("sup", "class"): re.compile(re.escape(FOOTNOTE)),
    **{
        ("blockquote", f"data-{name}"): re.compile(r"(?!\s)[^\n<>]{1,200}(?<!\s)")
        for name in ("speaker", "role", "where")
    },
    ("figure", "data-picture"): _PICTURE,
    ("figure", "data-embed"): _EMBED,
    ("ol", "start"): _START,
}


def _keep_attribute(element: str, attribute: str, value: str) -> str | None:
    form = _ATTRIBUTE_FORMS.get((element, attribute))
    if form and not form.fullmatch(value):
        return None
    return value if attribute != "data-embed" or _has_host(value) else None


def _has_host(address: str) -> bool:
    """Whether an address names a host without hiding it behind a user's name."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname and "." in parts.hostname and "@" not in parts.netloc)
    except ValueError:
        return False


def sanitise(body: str) -> str:
    """The body with nothing but the allow-list left; idempotent. Empty paragraphs at the ends are dropped.

    Taking an element away can change how the rest is read (<h2><form><h2>), so it is cleaned until nothing changes;
    what still changes after so many rounds was built to, and keeps only its words.
    """
    body = bare(body)
    for _round in range(_ROUNDS):
        cleaned = _cleaned(body)
        if cleaned == body:
            return cleaned
        body = cleaned
    return from_paragraphs(paragraphs(body))


def _cleaned(body: str) -> str:
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
        # Without the empty set for "*" the library would let title and lang through on every element.
        attributes={"*": set(), **{element: set(attributes) for element, attributes in ALLOWED.items()}},
        attribute_filter=_keep_attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    # After the cleaning, because a character may come as a number (&#x2028;), and between the tags only: composing the
    # ">" of a tag with a following U+0338 would break the tag.
    return _without_empty_edges(in_shape("".join(map(_normalised_part, _TAG.split(cleaned)))))


def _normalised_part(part: str) -> str:
    if not part.startswith("<"):
        return normalised(part)
    both = _BOTH.fullmatch(part)
    return f"<figure {both[1]}>" if both else part


def _without_empty_edges(body: str) -> str:
    """Without empty paragraphs at its ends; linear, whatever stands between."""
    start, end = len(body) - len(body.lstrip()), len(body.rstrip())
    while match := _EMPTY.match(body, start, end):
        start = match.end()
    while (last := body.rfind("<p>", start, end)) >= 0 and _EMPTY.fullmatch(body, last, end):
        end = last
    return body[start:end].rstrip()


def from_paragraphs(paragraphs: list[str]) -> str:
    """A body of plain paragraphs, every character kept."""
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's interface
        if tag in BLOCKS:
            self.found.append("")
        else:
            self.found[-1] += _AS_TEXT.get(tag, ("", ""))[0]

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append("")
        else:
            self.found[-1] += _AS_TEXT.get(tag, ("", ""))[1]

    def handle_data(self, data: str) -> None:
        self.found[-1] += data


def paragraphs(body: str) -> list[str]:
    """The plain text of each block (paragraph, heading, list item, caption) of a sanitised body, empty ones left out."""
    parser = _Blocks()
    parser.feed(body)
    parser.close()
    return [block.strip("\n") for block in parser.found if block.strip()]


@dataclass(frozen=True)
class Said:
    """A quotation that names its speaker: the words, who said them, in which role and where (both may be "")."""

    text: str
    speaker: str
    role: str = ""
    where: str = ""

    @property
    def slug(self) -> str:
        """The speaker's name as an address."""
        return slugify(self.speaker) or "unnamed"


class _Quotes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Said] = []
        self._open: list[tuple[dict[str, str | None], list[str]]] = []
        self._note = 0  # how deep in a footnote: its words are the newsroom's, not the speaker's

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "sup" and (self._note or dict(attrs).get("class") == FOOTNOTE):
            self._note += 1
        elif tag == "blockquote":
            self._open.append((dict(attrs), []))
        elif tag in BLOCKS | {"br"}:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup" and self._note:
            self._note -= 1
        if tag != "blockquote" or not self._open:
            return
        facts, words = self._open.pop()
        text = " ".join("".join(words).split())
        if text and facts.get("data-speaker"):
            self.found.append(Said(text, *(facts.get(f"data-{name}") or "" for name in ("speaker", "role", "where"))))

    def handle_data(self, data: str) -> None:
        if not self._note:
            for _facts, words in self._open:
                words.append(data)


def quotes(body: str) -> list[Said]:
    """The quotations of a sanitised body that name their speakers, in order."""
    parser = _Quotes()
    parser.feed(body)
    parser.close()
    return parser.found


def speakers(body: str) -> list[str]:
    """Who is quoted by name in a sanitised body, each once."""
    return list(dict.fromkeys(said.speaker for said in quotes(body)))


def pictures(body: str) -> list[int]:
    """Primary keys of the pictures that a sanitised body shows, in order, each once."""
    return list(dict.fromkeys(int(key) for key in re.findall(r'<figure data-picture="(\d+)"', body)))
