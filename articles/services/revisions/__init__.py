"""Lock stories, append revisions and merge versions.

Inside, from the top down: merging -> fields; appending. Merging asks the database nothing.
"""

from articles.domain.comparison import Comparison, compare
from articles.services.revisions.history import (
    StaleDocument,
    append,
    lock,
    lock_all,
    lock_filing,
    lock_tagging,
    require_head,
)
from articles.services.revisions.merge import Merged, NotResolved, merge
from articles.services.revisions.merge_fields import Place

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
