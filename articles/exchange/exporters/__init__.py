"""Exporters: published stories in the formats of other systems; they only read.

Each module turns an iterable of `Copy` into an iterator of text, so memory does not grow with the archive.
"""

from articles.exchange.exporters.published_story import BATCH, Copy, Site, read_copies

__all__ = ["BATCH", "Copy", "Site", "read_copies"]
