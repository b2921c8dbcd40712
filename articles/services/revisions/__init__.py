"""Lock stories, append revisions and merge versions.

Inside, from the top down: merge -> merge_fields; history. Merging needs no queries.
"""

from articles.domain.comparison import Comparison, compare
from articles.services.revisions.history import (
    LockedArticle,
    StaleDocument,
    append,
    lock,
    lock_all,
    lock_filing,
    lock_tagging,
    lock_translations,
    require_head,
)
from articles.services.revisions.merge import MergeResult, UnresolvedConflicts, merge
from articles.services.revisions.merge_fields import MergePlace

__all__ = [
    "Comparison",
    "LockedArticle",
    "MergePlace",
    "MergeResult",
    "StaleDocument",
    "UnresolvedConflicts",
    "append",
    "compare",
    "lock",
    "lock_all",
    "lock_filing",
    "lock_tagging",
    "lock_translations",
    "merge",
    "require_head",
]
