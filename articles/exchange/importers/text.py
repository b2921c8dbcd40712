"""Parse a reporter's plain text: headline, standfirst, optional kicker and date, paragraphs.

One paragraph a line; blank lines may stand between them. Every character of a paragraph is kept.
"""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_lazy

from articles.domain.document import LIMITS, Document, Genre, genre_of
from articles.exchange.importers.dates import NotADate, read_date
from articles.exchange.importers.errors import FileRefused
from articles.lib.html import sanitiser
from articles.lib.text.plain import lines, normalised

MAX_BYTES = 5 * 1024 * 1024
_LABEL_WORDS = 6
_BARE_LABEL_WORDS = 3  # a longer line in capitals is a headline that happens to say “live” or “column”
_BINARY = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_TELLTALE = {
    b"%PDF": gettext_lazy("a PDF"),
    b"PK\x03\x04": gettext_lazy("a Word or ZIP file"),
    b"{\\rtf": gettext_lazy("an RTF file"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Word file"),
}
_TOO_LONG = {
    "headline": gettext_lazy("the headline is %(length)s characters long; at most %(most)s fit."),
    "standfirst": gettext_lazy("the standfirst is %(length)s characters long; at most %(most)s fit."),
}


@dataclass
class _Lines:
    """The file's lines that say something, each with its number, taken from the top."""

    waiting: list[tuple[int, str]] = field(default_factory=list)

    def next(self) -> tuple[int, str]:
        return self.waiting[0] if self.waiting else (0, "")

    def take(self) -> tuple[int, str]:
        return self.waiting.pop(0)


def read_text(data: bytes) -> Document:
    """The Document that the file's bytes hold. Raises FileRefused."""
    found = _Lines(
        [(number, line) for number, line in enumerate(normalised(_decoded(data)).split("\n"), 1) if line.strip()]
    )
    if not found.waiting:
        raise FileRefused(gettext("the file is empty."))
    headline = _headline(found)
    standfirst = _standfirst(found)
    line = found.next()[1]
    label = found.take()[1].strip() if _is_label(line) and not _is_date(line) else ""
    dated = _date(found)
    paragraphs = [line.strip("\t ") for _number, line in found.waiting]
    if not paragraphs:
        raise FileRefused(gettext("there is no text below the headline and standfirst."))
    return Document(
        headline=headline.strip(),
        standfirst=standfirst.strip(),
        label=label,
        genre=genre_of(label).value,
        dated=dated,
        body=sanitiser.from_paragraphs(paragraphs),
    )


def too_large() -> FileRefused:
    """What is said of a file of more than MAX_BYTES."""
    most = MAX_BYTES // 1024 // 1024
    return FileRefused(gettext("the file is over %(most)s MB; a story is far smaller.") % {"most": most})


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise too_large()
    for magic, kind in _TELLTALE.items():
        if data.startswith(magic):
            raise FileRefused(gettext("this is %(kind)s; save the story as plain text in UTF-8.") % {"kind": kind})
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _decode(data, "utf-16")
    if any(byte in _BINARY for byte in data):
        raise FileRefused(gettext("the file is binary; save the story as plain text in UTF-8."))
    return _decode(data, "utf-8-sig")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(lines(data[: error.start].decode(encoding, "replace")))
        name = "UTF-16" if encoding == "utf-16" else "UTF-8"
        sentence = gettext("a character is not %(name)s; save the story as plain text in UTF-8.") % {"name": name}
        raise FileRefused(sentence, line=line) from error


def _headline(found: _Lines) -> str:
    number, line = found.take()
    if number != 1:
        raise FileRefused(gettext("the headline is missing; the file’s first line must be the headline."), line=1)
    if _is_label(line) and len(line.split()) <= _BARE_LABEL_WORDS and genre_of(line) != Genre.NEWS:
        raise FileRefused(gettext("the headline is missing; the file begins with its label."), line=1)
    if _is_date(line):
        raise FileRefused(gettext("the headline is missing; the file begins with a date."), line=1)
    return _fitting(line, "headline", number)


def _standfirst(found: _Lines) -> str:
    number, line = found.next()
    if not number or _is_date(line) or (_is_label(line) and number > 1 and _is_date(_after(found))):
        return ""
    found.take()
    return _fitting(line, "standfirst", number)


def _after(found: _Lines) -> str:
    return found.waiting[1][1] if len(found.waiting) > 1 else ""


def _fitting(line: str, name: str, number: int) -> str:
    if len(line.strip()) > LIMITS[name]:
        words = {"length": f"{len(line.strip()):,}", "most": f"{LIMITS[name]:,}"}
        raise FileRefused(_TOO_LONG[name] % words, line=number)
    return line


def _is_label(line: str) -> bool:
    """Whether a line is a label: a few words, all in capitals."""
    text = line.strip()
    return (
        text.isupper() and len(text.split()) <= _LABEL_WORDS and len(text) <= LIMITS["label"] and text[-1] not in ".!?"
    )


def _is_date(line: str) -> bool:
    try:
        return read_date(line) is not None
    except NotADate:
        return True


def _date(found: _Lines) -> datetime.date | None:
    number, line = found.next()
    try:
        dated = read_date(line)
    except NotADate as error:
        raise FileRefused(str(error), line=number) from error
    if dated is not None:
        found.take()
    return dated
