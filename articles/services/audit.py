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


# What the log calls a step by which readers see another version.
SEEN_BY_READERS = frozenset({Move.PUBLISH, Move.PUBLISH_CORRECTION, Move.PUBLISH_FIX, "settled"})


def state_of(article: Article) -> str:
    """A story's standing and stage as the log keeps them, such as "published/draft"."""
    return f"{article.standing}/{article.stage}"


def record(
    article: Article, *, by: "User | None", action: str, before: str, note: str = "", **details: Any
) -> AuditEntry:
    """Append an entry, and send `events.logged` once it stands.

    `before` is `state_of` the story as it was; the story is passed as it was left.
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
    # A listener that fails must not make a committed change look refused; Django logs what it says.
    transaction.on_commit(partial(signals.logged.send_robust, sender=AuditEntry, entry=entry), robust=True)
    return entry
