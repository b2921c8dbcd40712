"""Edit sessions: who has a story open, and who has taken it over.

The only writer of edit sessions.

The lock is soft. Who came first holds the story; everybody else is told, may read and write on, and may take over, which
the log keeps. It never stops a save: two people's words are merged.
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

# A page says every twenty seconds that it is there; one that has missed two of them is gone.
ALIVE = datetime.timedelta(seconds=55)
LONGEST_FIELD = 40


@dataclass(frozen=True)
class Company:
    """Who else has a story open, a row for each of them, the holder first. `mine` is this window's row, if it has one."""

    others: Sequence[EditSession]
    holder: EditSession | None
    mine: EditSession | None

    @property
    def held_by_other(self) -> bool:
        """Whether somebody else holds the story."""
        return bool(self.holder and self.holder in self.others)

    @property
    def taken_from_me(self) -> bool:
        """Whether the holder took the story over while this window had it open."""
        taken_at = self.holder.taken_at if self.holder else None
        return bool(self.held_by_other and self.mine and taken_at and taken_at >= self.mine.since)


def attend(article: Article, window: str, *, by: "User", field: str = "") -> None:
    """Say that this person's window is open, and in which field they write. Raises NotAllowed."""
    policy.require(policy.why_not_keep(by, article))
    now = timezone.now()
    here = EditSession.objects.filter(article=article)
    known = here.filter(person=by, window=window, seen_at__gte=now - ALIVE)
    if known.update(field=field[:LONGEST_FIELD], seen_at=now):
        return
    with transaction.atomic():
        here.filter(seen_at__lt=now - ALIVE).delete()
        newcomer = EditSession(article=article, person=by, window=window, field=field[:LONGEST_FIELD], seen_at=now)
        # A page that was saved or loaded again is the same person in the same place.
        before = here.filter(person=by).first()
        if before:
            newcomer.place, newcomer.since, newcomer.taken_at = before.place, before.since, before.taken_at
        else:
            last = here.aggregate(last=Max("place"))["last"]
            newcomer.place, newcomer.since = (last or 0) + 1, now
        EditSession.objects.bulk_create([newcomer], ignore_conflicts=True)


def leave(article: Article, window: str, *, by: "User") -> None:
    """Say that this person's window is closed; who came next holds the story now."""
    EditSession.objects.filter(article=article, person=by, window=window).delete()


def company(article: Article, *, by: "User", window: str = "") -> Company:
    """Who has the story open now; one query."""
    rows = list(_alive(article).select_related("person"))
    others: dict[int, EditSession] = {}
    for row in rows:
        if row.person_id != by.pk:
            others.setdefault(row.person_id, row)
    mine = next((row for row in rows if row.person_id == by.pk and row.window == window), None)
    return Company(tuple(others.values()), rows[0] if rows else None, mine)


def take_over(article: Article, window: str, *, by: "User") -> None:
    """Hold the story from now on, in place of who holds it; the log says whose turn ended. Raises NotAllowed."""
    with transaction.atomic():
        story = revisions.lock(article)
        policy.require(policy.why_not_edit(by, story))
        attend(story, window, by=by)
        holder = _alive(story).select_related("person").first()
        if holder is None or holder.person_id == by.pk:
            return
        first = EditSession.objects.filter(article=story).aggregate(first=Min("place"))["first"]
        mine = EditSession.objects.filter(article=story, person=by)
        mine.update(place=first - 1, taken_at=timezone.now())
        note = display_name(holder.person)
        audit.record(story, by=by, action="took_over", before=audit.state_of(story), note=note)


def _alive(article: Article) -> "QuerySet[EditSession]":
    return EditSession.objects.filter(article=article, seen_at__gte=timezone.now() - ALIVE)
