"""Render a sanitised body for a page: pictures, embeds, quotations, notes, contents."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.safestring import SafeString, mark_safe

from articles.lib.html.sanitiser import FOOTNOTE, Quotation
from articles.queries.story.fragments import render_on_one_line

_VOID = frozenset({"br", "hr"})
_TAG = re.compile(r"<[^<>]*>")
_LOCAL = re.compile(r'(?P<name> (?:href|src)=")(?P<address>[^"]*)')
_NOT_IN_FEEDS = re.compile(r'^<source [^>]*>$| (?:srcset|sizes|id|fetchpriority|loading|decoding)="[^"]*"')
_BACK = re.compile(r' <a class="back"[^>]*>[^<]*</a>')
_NOTE = re.compile(r'<sup class="note"><a [^>]*>(\d+)</a></sup>')


@dataclass(frozen=True)
class Body:
    """A body as a page shows it: its HTML, its headings as (id, text), its notes as HTML."""

    html: SafeString
    contents: list[tuple[str, str]]
    notes: list[SafeString]


@dataclass
class _Quote:
    """A quotation that is being written."""

    speaker: str
    role: str
    where: str
    has_words: bool = False


@dataclass
class _Note:
    """A note that is being written, and how deep the parser is in it."""

    parts: list[str] = field(default_factory=list)
    depth: int = 1


class _Writer(HTMLParser):
    """Writes the body again, and turns on its way what a page shows in another form."""

    def __init__(self, library: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.contents: list[tuple[str, str]] = []
        self.notes: list[SafeString] = []
        self._library = library
        self._note: _Note | None = None
        self._quotes: list[_Quote] = []
        self._figure: dict[str, str] | None = None
        self._held: list[str] = []  # the caption of a figure, or the words of a heading
        self._heading = 0  # where in `out` the open heading begins, counted from 1

    def _write(self, markup: str) -> None:
        if self._note:
            self._note.parts.append(markup)
        elif self._figure is not None:
            self._held.append(markup)
        else:
            self.out.append(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if self._note:
            self._note.depth += tag == "sup"
            if tag != "sup":
                self._write(self.get_starttag_text() or "")
        elif tag == "sup" and facts.get("class") == FOOTNOTE:
            self._note = _Note()
        elif tag == "figure":
            self._figure, self._held = facts, []
        elif tag == "figcaption":
            self._held = []
        elif tag == "h2":
            self._heading, self._held = len(self.out) + 1, []
            self.out.append("<h2>")
        elif tag == "blockquote":
            speaker, role, where = (facts.get(f"data-{name}", "") for name in ("speaker", "role", "where"))
            self._quotes.append(_Quote(speaker, role, where))
            self.out.append('<figure class="quote"><blockquote>' if self._quotes[-1].speaker else "<blockquote>")
        else:
            if tag == "br" and self._heading:
                self._held.append(" ")
            self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._note:
            self._note.depth -= tag == "sup"
            if tag != "sup":
                self._write(f"</{tag}>")
            elif not self._note.depth:
                self._close_note(self._note)
        elif tag == "figure":
            self._close_figure()
        elif tag == "h2":
            self._close_heading()
            self.out.append("</h2>")
        elif tag == "blockquote" and self._quotes:
            self._close_quote(self._quotes.pop())
        elif tag not in _VOID | {"figcaption"}:
            self._write(f"</{tag}>")

    def _close_heading(self) -> None:
        """Give a heading a name to go to, unless it says nothing."""
        if text := " ".join(html.unescape("".join(self._held)).split()):
            self.contents.append((f"part-{len(self.contents) + 1}", text))
            self.out[self._heading - 1] = f'<h2 id="{self.contents[-1][0]}">'
        self._heading, self._held = 0, []

    def _close_note(self, note: _Note) -> None:
        self._note = None
        number = len(self.notes) + 1
        self.notes.append(mark_safe("".join(note.parts)))  # noqa: S308 - part of a sanitised body
        self._write(render_on_one_line("articles/_note.html", {"number": number}))

    def _close_figure(self) -> None:
        figure, caption = self._figure or {}, mark_safe("".join(self._held))  # noqa: S308 - part of a sanitised body
        self._figure, self._held = None, []
        if "data-embed" in figure:
            self.out.append(_embed(figure["data-embed"], caption) + "\n")
        elif image := self._library.get(figure.get("data-picture", "")):
            self.out.append(render_on_one_line("articles/_figure.html", {"image": image, "caption": caption}) + "\n")

    def _close_quote(self, quote: _Quote) -> None:
        self.out.append("</blockquote>")
        if quote.speaker:
            facts = {"quote": quote, "slug": Quotation("", quote.speaker).slug}
            # Nobody said what has no words, so nobody is linked to.
            speaker = render_on_one_line("articles/_speaker.html", facts) if quote.has_words else ""
            self.out.append(f"{speaker}</figure>")

    def handle_data(self, data: str) -> None:
        for quote in self._quotes if not self._note else ():
            quote.has_words = quote.has_words or bool(data.strip())
        if self._heading and not self._note:
            self._held.append(data)
            self.out.append(data)
        else:
            self._write(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def _embed(address: str, caption: str) -> str:
    parts = urlsplit(address)
    facts = {"address": address, "host": (parts.hostname or "").removeprefix("www."), "path": parts.path.strip("/")}
    return render_on_one_line("articles/_embed.html", {**facts, "caption": caption})


def as_page(body: str, images: Iterable[Mapping[str, Any]]) -> Body:
    """The body for a reader. `images` are the pictures of the public record; one that is missing is left out."""
    writer = _Writer({str(image["id"]): image for image in images})
    writer.feed(body)
    writer.close()
    return Body(mark_safe("".join(writer.out)), writer.contents, writer.notes)  # noqa: S308 - sanitised into the revision


def as_feed(body: str, images: Iterable[Mapping[str, Any]], *, address: str) -> str:
    """The body for a feed: every address whole, one size of each picture, the notes below the text.

    `address` is the story's own, which shorter ones lean on.
    """
    page = as_page(body, images)
    whole: str = page.html
    if page.notes:
        whole += render_on_one_line("articles/_notes.html", {"notes": page.notes}) + "\n"
    bare = _NOTE.sub(r"<sup>[\1]</sup>", _BACK.sub("", whole))
    return _TAG.sub(lambda tag: _for_feed(tag[0], address), bare)


def _for_feed(tag: str, base: str) -> str:
    """One tag without what only a page needs, its addresses whole."""

    def whole(match: re.Match[str]) -> str:
        try:
            return match["name"] + html.escape(urljoin(base, html.unescape(match["address"])))
        except ValueError:  # an address that is none stays as it was written
            return match[0]

    return _LOCAL.sub(whole, _NOT_IN_FEEDS.sub("", tag))
