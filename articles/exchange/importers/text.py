"""Parse a reporter's plain text: headline, standfirst, optional kicker and date, paragraphs.

One line is one paragraph; blank lines are ignored. Paragraphs are not changed in any other way.
"""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_lazy

from articles.domain.document import LIMITS, Document, Genre
from articles.domain.kickers import genre_of
from articles.exchange.importers.dates import InvalidDate, read_date
from articles.exchange.importers.errors import FileRefused
from articles.lib.html import sanitiser
from articles.lib.text.plain import normalise

_MAX_LABEL_WORDS = 6
_MAX_BARE_LABEL_WORDS = 3  # a longer line in capitals is a headline that happens to contain “live” or “column”
_TOO_LONG = {
    "headline": gettext_lazy("the headline has %(length)s characters; the limit is %(most)s."),
    "standfirst": gettext_lazy("the standfirst has %(length)s characters; the limit is %(most)s."),
}


@dataclass
class _Lines:
    """The file's lines that are not blank, as (number, text), read from the top."""

    remaining: list[tuple[int, str]] = field(default_factory=list)

    def peek(self, index: int = 0) -> tuple[int, str]:
        """Return the number and text of the line `index` lines ahead, or (0, "") past the end."""
        return self.remaining[index] if len(self.remaining) > index else (0, "")

    def take(self) -> tuple[int, str]:
        """Remove the next line; return its number and text."""
        return self.remaining.pop(0)


def read_text(text: str) -> Document:
    """Parse a reporter's plain text into a Document. Raises FileRefused."""
    numbered = enumerate(normalise(text).split("\n"), 1)
    lines = _Lines([(number, line) for number, line in numbered if line.strip()])
    if not lines.remaining:
        raise FileRefused(gettext("the file is empty."))
    headline = _take_headline(lines)
    standfirst = _take_standfirst(lines)
    line = lines.peek()[1]
    label = lines.take()[1].strip() if _is_label(line) and not _is_date(line) else ""
    dated = _take_date(lines)
    paragraphs = [line.strip("\t ") for _number, line in lines.remaining]
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


def _take_headline(lines: _Lines) -> str:
    """Take the first line as the headline. Raises FileRefused if the line is blank, a kicker, a date or too long."""
    number, line = lines.take()
    if number != 1:
        raise FileRefused(gettext("the headline is missing; the file’s first line must be the headline."), line=1)
    if _is_label(line) and len(line.split()) <= _MAX_BARE_LABEL_WORDS and genre_of(line) != Genre.NEWS:
        raise FileRefused(gettext("the headline is missing; the file begins with its kicker."), line=1)
    if _is_date(line):
        raise FileRefused(gettext("the headline is missing; the file begins with a date."), line=1)
    return _require_within_limit(line, "headline", number)


def _take_standfirst(lines: _Lines) -> str:
    """Take the next line as the standfirst; return "" before a date or kicker. Raises FileRefused if too long."""
    number, line = lines.peek()
    if not number or _is_date(line) or (_is_label(line) and number > 1 and _is_date(lines.peek(1)[1])):
        return ""
    lines.take()
    return _require_within_limit(line, "standfirst", number)


def _require_within_limit(line: str, name: str, number: int) -> str:
    """Return a line unchanged. Raises FileRefused if it is longer than the field `name` allows."""
    if len(line.strip()) > LIMITS[name]:
        parts = {"length": f"{len(line.strip()):,}", "most": f"{LIMITS[name]:,}"}
        raise FileRefused(_TOO_LONG[name] % parts, line=number)
    return line


def _is_label(line: str) -> bool:
    """Tell whether a line is a kicker: up to six words in capitals, without a full stop."""
    text = line.strip()
    return (
        text.isupper()
        and len(text.split()) <= _MAX_LABEL_WORDS
        and len(text) <= LIMITS["label"]
        and text[-1] not in ".!?"
    )


def _is_date(line: str) -> bool:
    """Tell whether a line is a date, be it ambiguous or impossible."""
    try:
        return read_date(line) is not None
    except InvalidDate:
        return True


def _take_date(lines: _Lines) -> datetime.date | None:
    """Take the next line if it is a date; else return None. Raises FileRefused for an ambiguous or impossible date."""
    number, line = lines.peek()
    try:
        dated = read_date(line)
    except InvalidDate as error:
        raise FileRefused(str(error), line=number) from error
    if dated is not None:
        lines.take()
    return dated
