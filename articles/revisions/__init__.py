"""Appends revisions, locks stories, compares versions: the one place where words enter the history."""

from articles.revisions.appending import StaleDocument, append, lock, lock_filing, require_head
from articles.revisions.comparing import Comparison, compare

__all__ = [
    "Comparison",
    "StaleDocument",
    "append",
    "compare",
    "lock",
    "lock_filing",
    "require_head",
]
