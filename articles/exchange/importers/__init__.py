"""Importers: a file's bytes in, a Document out, or FileRefused with the line that is wrong. They write nothing."""

from articles.exchange.importers.errors import FileRefused
from articles.exchange.importers.text import read_text

__all__ = ["FileRefused", "read_text"]
