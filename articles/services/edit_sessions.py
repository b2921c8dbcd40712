"""Edit sessions: who has a story open, and who has taken it over.

The only writer of edit sessions.

The lock is soft: the first person who opens a story holds it; everyone else sees that, can still edit, and can take over,
which is logged. It never stops a save: two people's words are merged.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from articles.models import Article, EditSession
from articles.models.authors import display_name
from articles.queries import policy
from articles.services import audit, revisions

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from articles.models import User

# A page reports every twenty seconds; after two missing reports it counts as closed.
TIMEOUT = datetime.timedelta(seconds=55)
# Reports within this time change nothing unless the field does: a writer posts at every pause.
FRESH = datetime.timedelta(seconds=15)
MAX_FIELD_LENGTH = 40


@dataclass(frozen=True)
class OpenSessions:
    """The open sessions of a story: one per other person, the holder's first; `mine` is this tab's, if it has one."""

    others: Sequence[EditSession]
    holder: EditSession | None
    mine: EditSession | None

    @property
    def held_by_other(self) -> bool:
        """Whether someone else holds the story."""
        return bool(self.holder and self.holder in self.others)

    @property
    def taken_from_me(self) -> bool:
        """Whether someone else took the story over while this tab had it open."""
        taken_at = self.holder.taken_at if self.holder else None
        return bool(self.held_by_other and self.mine and taken_at and taken_at >= self.mine.since)


def report_session(article: Article, tab_key: str, *, by: "User", field: str = "") -> OpenSessions:
    """Record that a person's tab has the story open and which field has the focus; return the open sessions.

    Raises PermissionRefused.
    """
    policy.require(policy.why_not_autosave(by, article))
    field, now = field[:MAX_FIELD_LENGTH], timezone.now()
    sessions = list_sessions(article, by=by, tab_key=tab_key)
    if sessions.mine is None:
        _create_session(article, tab_key, by=by, field=field)
        return list_sessions(article, by=by, tab_key=tab_key)
    if sessions.mine.field != field or sessions.mine.seen_at < now - FRESH:
        EditSession.objects.filter(pk=sessions.mine.pk).update(field=field, seen_at=now)
    return sessions


def _create_session(article: Article, tab_key: str, *, by: "User", field: str) -> None:
    """Save an edit session for a tab, at the person's place in the queue or at its end; delete expired ones."""
    now = timezone.now()
    sessions = EditSession.objects.filter(article=article)
    with transaction.atomic():
        sessions.filter(seen_at__lt=now - TIMEOUT).delete()
        session = EditSession(article=article, person=by, window=tab_key, field=field, seen_at=now)
        # After a reload or in a second tab, a person keeps their place in the queue.
        earlier = sessions.filter(person=by).first()
        if earlier:
            session.place, session.since, session.taken_at = earlier.place, earlier.since, earlier.taken_at
        else:
            last = sessions.aggregate(last=Max("place"))["last"]
            session.place, session.since = (last or 0) + 1, now
        EditSession.objects.bulk_create([session], ignore_conflicts=True)


def close_session(article: Article, tab_key: str, *, by: "User") -> None:
    """Delete the edit session of a person's tab; the next in the queue then holds the story."""
    EditSession.objects.filter(article=article, person=by, window=tab_key).delete()


def list_sessions(article: Article, *, by: "User", tab_key: str = "") -> OpenSessions:
    """Return a story's open sessions as one person's tab sees them: of others, the holder's and its own.

    One query.
    """
    sessions = list(_query_open_sessions(article).select_related("person"))
    others: dict[int, EditSession] = {}
    for session in sessions:
        if session.person_id != by.pk:
            others.setdefault(session.person_id, session)
    own = (session for session in sessions if session.person_id == by.pk and session.window == tab_key)
    return OpenSessions(tuple(others.values()), sessions[0] if sessions else None, next(own, None))


def take_over(article: Article, tab_key: str, *, by: "User") -> None:
    """Make this person the holder of the story, and log whom they replace. Raises PermissionRefused.

    A no-op if nobody else holds it.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        policy.require(policy.why_not_edit(by, story))
        report_session(story, tab_key, by=by)
        holder = _query_open_sessions(story).select_related("person").first()
        if holder is None or holder.person_id == by.pk:
            return
        first = EditSession.objects.filter(article=story).aggregate(first=Min("place"))["first"]
        mine = EditSession.objects.filter(article=story, person=by)
        mine.update(place=first - 1, taken_at=timezone.now())
        note = display_name(holder.person)
        audit.record(story, by=by, action="took_over", before=audit.state_of(story), note=note)


def _query_open_sessions(article: Article) -> "QuerySet[EditSession]":
    """Return the edit sessions of a story that were reported within TIMEOUT, the holder's first."""
    return EditSession.objects.filter(article=article, seen_at__gte=timezone.now() - TIMEOUT)
