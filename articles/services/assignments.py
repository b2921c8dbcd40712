"""Assign stories to people, with a due time.

Policy -> lock -> check -> change -> audit, in one transaction. `seen` is the number of the assignment that the person
saw, 0 for none: of two editors who assign a story at once, the second is told.
"""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.dates import format_moment
from articles.domain.errors import UserFacingError
from articles.models import Article, Assignment
from articles.models.authors import display_name
from articles.queries import policy
from articles.services import audit, revisions
from articles.services.revisions import LockedArticle

if TYPE_CHECKING:
    from articles.models import User


class CannotAssign(UserFacingError):
    """The story can't be assigned so."""


def of(article: Article) -> Assignment:
    """Who is on the story; without an assignment, one that was never saved and says nobody."""
    kept = Assignment.objects.select_related("to").filter(article=article).first()
    return kept or Assignment(article=article)


def assign(article: Article, *, to: "User | None", due: datetime.datetime | None, by: "User", seen: int) -> Assignment:
    """Let this person, or nobody, be on the story until a moment (aware), if one is given.

    What is so already changes nothing. Raises NotAllowed or CannotAssign.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        kept = of(story)
        policy.require(policy.why_not_assign(by, story))
        if to and (objection := policy.why_not_be_assigned(to)):
            raise CannotAssign(objection)
        if (kept.to, kept.due_at) == (to, due):
            return kept
        _require_seen(kept, seen)
        if due and due != kept.due_at and due <= timezone.now():
            raise CannotAssign(_("Choose a time in the future."))
        action = "due" if kept.to == to else "assigned" if to else "released"
        return _keep(kept, story, to=to, due=due, by=by, action=action)


def take(article: Article, *, by: "User") -> Assignment:
    """Let the person who asks be on a story that nobody is on: "I'm on it". Raises NotAllowed or CannotAssign."""
    with transaction.atomic():
        story = revisions.lock(article)
        kept = of(story)
        if kept.to == by:
            return kept
        policy.require(policy.why_not_edit(by, story))
        if kept.to:
            raise CannotAssign(_("%(who)s is on it already.") % {"who": display_name(kept.to)})
        return _keep(kept, story, to=by, due=kept.due_at, by=by, action="taken")


def release(article: Article, *, by: "User") -> Assignment:
    """Let nobody be on the story any more; when it is due stays. Raises NotAllowed."""
    with transaction.atomic():
        story = revisions.lock(article)
        kept = of(story)
        if kept.to is None:
            return kept
        policy.require(policy.why_not_release(by, story, kept))
        return _keep(kept, story, to=None, due=kept.due_at, by=by, action="released")


def fulfil(story: LockedArticle) -> None:
    """The story is published, so nobody need be on it any more. The log tells of the move."""
    done = Assignment.objects.filter(article=story).exclude(to=None, due_at=None)
    done.update(to=None, due_at=None, number=F("number") + 1)


def _require_seen(kept: Assignment, seen: int) -> None:
    if kept.number != seen:
        now = _("%(who)s is on it now.") % {"who": display_name(kept.to)} if kept.to else _("Nobody is on it now.")
        raise CannotAssign(_("Somebody has assigned it anew since you looked.") + " " + now)


def _keep(
    kept: Assignment,
    story: Article,
    *,
    to: "User | None",
    due: datetime.datetime | None,
    by: "User",
    action: str,
) -> Assignment:
    kept.to, kept.due_at, kept.by, kept.at, kept.number = to, due, by, timezone.now(), kept.number + 1
    kept.save()
    words = [display_name(to)] if to else []
    if due:
        words.append(_("due %(moment)s") % {"moment": format_moment(due)})
    details = {"to": to.pk if to else None, "due": due.isoformat() if due else None}
    audit.record(story, by=by, action=action, before=audit.state_of(story), note=", ".join(words), **details)
    return kept
