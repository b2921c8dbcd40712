"""Appends revisions, locks stories, merges versions: the one place where words enter the history.

Inside, from the top down: merging -> fields; appending. Merging asks the database nothing.
"""

from articles.comparing import Comparison, compare
from articles.revisions.appending import StaleDocument, append, lock, lock_all, lock_filing, lock_tagging, require_head
from articles.revisions.fields import Place
from articles.revisions.merging import Merged, NotResolved, merge

__all__ = [
    "Comparison",
    "Merged",
    "NotResolved",
    "Place",
    "StaleDocument",
    "append",
    "compare",
    "lock",
    "lock_all",
    "lock_filing",
    "lock_tagging",
    "merge",
    "require_head",
]
