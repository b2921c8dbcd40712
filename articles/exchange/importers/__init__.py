"""Importers: bytes in, a Document out; they never write.

An importer raises FileRefused, naming the line that is wrong.
"""

from articles.exchange.importers.errors import FileRefused
from articles.exchange.importers.text import read_text

__all__ = ["FileRefused", "read_text"]
