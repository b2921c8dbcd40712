"""Normalise plain text without losing a meaningful character."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls, lone surrogates, the byte order mark and noncharacters carry no meaning and break databases or markup.
_MEANINGLESS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_GAPS = re.compile(r"\n{3,}")


def lines(text: str) -> list[str]:
    """The text's lines, whatever ended them: LF, CRLF, CR, VT, FF, NEL, U+2028 or U+2029."""
    return LINE_ENDS.split(text)


def bare(text: str) -> str:
    """Line ends as LF, controls dropped; nothing composed, so that markup stays markup (">" and U+0338 would become one)."""
    return _MEANINGLESS.sub("", LINE_ENDS.sub("\n", text))


def without_controls(text: str) -> str:
    """Without what XML 1.0 can't carry; text from the database has been normalised, names typed at the desk may not."""
    return _MEANINGLESS.sub("", text).replace("\x0b", " ").replace("\x0c", " ")


def normalised(text: str) -> str:
    """NFC, line ends as LF, controls dropped; every printing character, no-break spaces included, is kept."""
    return unicodedata.normalize("NFC", bare(text))


def one_line(text: str) -> str:
    """Normalised text on one line, without white space at its ends."""
    return " ".join(part.strip() for part in normalised(text).split("\n") if part.strip()).strip()


def block(text: str) -> str:
    """Normalised text of several lines: blanks at the ends of lines dropped, at most one empty line between paragraphs."""
    return _GAPS.sub("\n\n", "\n".join(line.strip() for line in normalised(text).split("\n"))).strip()
