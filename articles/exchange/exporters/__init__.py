"""Exporters: published stories in the formats of other systems; they only read.

Every module takes `Copy`s one after the other and gives its text back piece by piece, so nothing grows with the paper.
"""

from articles.exchange.exporters.published_story import BATCH, Copy, Site, copies_of

__all__ = ["BATCH", "Copy", "Site", "copies_of"]
