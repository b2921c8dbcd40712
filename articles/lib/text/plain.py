"""Normalise plain text without losing a meaningful character."""

import re
import unicodedata

LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# Controls (C0, C1), lone surrogates, the byte order mark and noncharacters: meaningless, and they break databases or XML.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def split_lines(text: str) -> list[str]:
    """Split a text at any line ending: LF, CRLF, CR, VT, FF, NEL, U+2028 or U+2029."""
    return LINE_END.split(text)


def strip_controls(text: str) -> str:
    """Convert line endings to LF and remove control characters.

    Does not compose characters, so it is safe on markup: composing would merge ">" with a following U+0338.
    """
    return _CONTROLS.sub("", LINE_END.sub("\n", text))


def strip_xml_invalid(text: str) -> str:
    """Remove characters that XML 1.0 cannot contain.

    For text that was not normalised on its way into the database, such as names typed in the admin.
    """
    return _CONTROLS.sub("", text).replace("\x0b", " ").replace("\x0c", " ")


def normalise(text: str) -> str:
    """Compose to NFC, convert line endings to LF, remove controls; keep every printing character and no-break space."""
    return unicodedata.normalize("NFC", strip_controls(text))


def normalise_line(text: str) -> str:
    """Normalise a text and join its lines into one, without white space at the ends."""
    return " ".join(part.strip() for part in normalise(text).split("\n") if part.strip()).strip()


def normalise_text(text: str) -> str:
    """Normalise a multi-line text: strip every line, keep at most one empty line between paragraphs."""
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in normalise(text).split("\n"))).strip()
