"""Appends revisions and locks stories: the one place where words enter the history."""

from articles.revisions.appending import StaleDocument, append, lock, lock_filing, require_head

__all__ = [
    "StaleDocument",
    "append",
    "lock",
    "lock_filing",
    "require_head",
]
