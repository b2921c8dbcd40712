"""Exporters: published stories out, in the formats of others. They read and write nothing; whoever calls them keeps the text.

Every module takes `Copy`s one after the other and gives its text back piece by piece, so nothing grows with the paper.
"""

from articles.exchange.exporters.published_story import BATCH, Copy, Site, copies_of

__all__ = ["BATCH", "Copy", "Site", "copies_of"]
