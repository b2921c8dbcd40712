"""Finished public pages, stored for an edition: made by one request, sent to everybody.

A page is stored with the number of the edition that was current before it was rendered, and is read under that number only. So
nothing is purged and nothing stale is served.
"""

from articles.queries.page_store.memory import PageKey
from articles.queries.page_store.store import clear, count, find, is_on, key_of, put
from articles.queries.page_store.stored_page import (
    StoredPage,
    build_etag,
    compress,
    compress_for,
    has_parameters,
    respond,
)
from articles.queries.page_store.turns import turn

__all__ = [
    "PageKey",
    "StoredPage",
    "build_etag",
    "clear",
    "compress",
    "compress_for",
    "count",
    "find",
    "has_parameters",
    "is_on",
    "key_of",
    "put",
    "respond",
    "turn",
]
