"""Decode the bytes of a text file: UTF-8 or UTF-16, of bounded size, anything else refused by what it is."""

from django.utils.translation import gettext, gettext_lazy

from articles.exchange.importers.errors import FileRefused
from articles.lib.text.plain import split_lines

MAX_BYTES = 5 * 1024 * 1024
_BINARY_BYTES = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_KIND_BY_SIGNATURE = {
    b"%PDF": gettext_lazy("a PDF"),
    b"PK\x03\x04": gettext_lazy("a Word or ZIP file"),
    b"{\\rtf": gettext_lazy("an RTF file"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Word file"),
}


def file_too_large() -> FileRefused:
    """Return the error for a file of more than MAX_BYTES bytes."""
    limit = MAX_BYTES // 1024 // 1024
    return FileRefused(gettext("the file is over %(most)s MB; a story is far smaller.") % {"most": limit})


def decode(data: bytes) -> str:
    """Decode a file as UTF-8, or UTF-16 with a byte order mark. Raises FileRefused if too large or not text."""
    if len(data) > MAX_BYTES:
        raise file_too_large()
    for signature, kind in _KIND_BY_SIGNATURE.items():
        if data.startswith(signature):
            raise FileRefused(gettext("this is %(kind)s; save the story as plain text in UTF-8.") % {"kind": kind})
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _decode_as(data, "utf-16")
    if any(byte in _BINARY_BYTES for byte in data):
        raise FileRefused(gettext("the file is binary; save the story as plain text in UTF-8."))
    return _decode_as(data, "utf-8-sig")


def _decode_as(data: bytes, encoding: str) -> str:
    """Decode bytes in one encoding. Raises FileRefused with the line of the first invalid character."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(split_lines(data[: error.start].decode(encoding, "replace")))
        name = "UTF-16" if encoding == "utf-16" else "UTF-8"
        sentence = gettext("a character is not %(name)s; save the story as plain text in UTF-8.") % {"name": name}
        raise FileRefused(sentence, line=line) from error
