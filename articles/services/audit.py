"""Record every move and edit in the audit log, in the transaction of the change.

The only writer of the log.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from articles.domain import signals
from articles.domain.states import Move
from articles.models import Article, AuditEntry

if TYPE_CHECKING:
    from articles.models import User


# The actions after which readers see another version.
PUBLISHING_ACTIONS = frozenset({Move.PUBLISH, Move.PUBLISH_CORRECTION, Move.PUBLISH_FIX, Move.PUBLISH_EARLY, "settled"})


def state_of(article: Article) -> str:
    """Return a story's standing and stage as the log stores them, such as "published/draft"."""
    return f"{article.standing}/{article.stage}"


def record(
    article: Article, *, by: "User | None", action: str, before: str, note: str = "", **details: Any
) -> AuditEntry:
    """Append an entry to a story's audit log, and send `signals.logged` once it is committed.

    `article` is the story after the change, `before` its `state_of` before.
    """
    entry = AuditEntry.objects.create(
        article=article,
        by=by,
        action=action,
        before=before,
        after=state_of(article),
        revision=article.head,
        note=note,
        details=details,
    )
    # A failing listener must not make a committed change look refused; Django logs its error.
    transaction.on_commit(partial(signals.logged.send_robust, sender=AuditEntry, entry=entry), robust=True)
    return entry
