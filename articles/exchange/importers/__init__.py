"""Importers: bytes in, a Document out; they never write.

An importer takes the file's text and raises FileRefused, naming the line that is wrong.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from articles.domain.document import Document
from articles.exchange.importers.errors import FileRefused
from articles.exchange.importers.text import read_text
from articles.exchange.importers.text_files import MAX_BYTES, decode, file_too_large

__all__ = ["AUTO", "FORMATS", "MAX_BYTES", "FileRefused", "file_too_large", "read_document"]

AUTO = "auto"
# By the name of the format, which is also the suffix of its files; a file with any other suffix is read as text.
FORMATS: Mapping[str, Callable[[str], Document]] = {"text": read_text}


def read_document(data: bytes, *, name: str = "", format: str = AUTO) -> Document:
    """Parse a file's bytes into a Document, in this format or in the one that its name says. Raises FileRefused."""
    suffix = PurePath(name).suffix.removeprefix(".").casefold()
    read = FORMATS.get(suffix if format == AUTO else format, read_text)
    return read(decode(data))
