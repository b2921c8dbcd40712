"""Assign stories to people, with a due time.

Policy -> lock -> check -> change -> audit, in one transaction. `seen` is the number of the assignment that the
person saw, 0 for none: of two editors who assign a story at once, the second is refused.
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


class AssignmentRejected(UserFacingError):
    """The story cannot be assigned like this."""


def current_assignment(article: Article) -> Assignment:
    """Return the story's assignment, or an unsaved assignment to nobody if the story has none."""
    assignment = Assignment.objects.select_related("to").filter(article=article).first()
    return assignment or Assignment(article=article)


def assign(article: Article, *, to: "User | None", due: datetime.datetime | None, by: "User", seen: int) -> Assignment:
    """Assign a story to a person or to nobody, with an optional due time (aware); a no-op if nothing changes.

    Raises PermissionRefused or AssignmentRejected.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        assignment = current_assignment(story)
        policy.require(policy.why_not_assign(by, story))
        if to and (objection := policy.why_not_be_assigned(to)):
            raise AssignmentRejected(objection)
        if (assignment.to, assignment.due_at) == (to, due):
            return assignment
        _require_seen_number(assignment, seen)
        if due and due != assignment.due_at and due <= timezone.now():
            raise AssignmentRejected(_("Choose a time in the future."))
        action = "due" if assignment.to == to else "assigned" if to else "released"
        return _save_assignment(assignment, story, to=to, due=due, by=by, action=action)


def take(article: Article, *, by: "User") -> Assignment:
    """Assign a story to oneself. Raises PermissionRefused, or AssignmentRejected if someone else has it."""
    with transaction.atomic():
        story = revisions.lock(article)
        assignment = current_assignment(story)
        if assignment.to == by:
            return assignment
        policy.require(policy.why_not_edit(by, story))
        if assignment.to:
            raise AssignmentRejected(
                _("This story is already assigned to %(who)s.") % {"who": display_name(assignment.to)}
            )
        return _save_assignment(assignment, story, to=by, due=assignment.due_at, by=by, action="taken")


def release(article: Article, *, by: "User") -> Assignment:
    """Unassign a story without changing its due time; a no-op if unassigned. Raises PermissionRefused."""
    with transaction.atomic():
        story = revisions.lock(article)
        assignment = current_assignment(story)
        if assignment.to is None:
            return assignment
        policy.require(policy.why_not_unassign(by, story, assignment))
        return _save_assignment(assignment, story, to=None, due=assignment.due_at, by=by, action="released")


def complete(story: LockedArticle) -> None:
    """Clear assignee and due time of a story that has been published; the log has the publication itself."""
    assigned = Assignment.objects.filter(article=story).exclude(to=None, due_at=None)
    assigned.update(to=None, due_at=None, number=F("number") + 1)


def _require_seen_number(assignment: Assignment, seen: int) -> None:
    """Raise AssignmentRejected unless `seen` is still the assignment's number."""
    if assignment.number != seen:
        if assignment.to:
            now = _("The story is now assigned to %(who)s.") % {"who": display_name(assignment.to)}
        else:
            now = _("The story is now unassigned.")
        raise AssignmentRejected(_("This assignment has changed.") + " " + now)


def _save_assignment(
    assignment: Assignment,
    story: Article,
    *,
    to: "User | None",
    due: datetime.datetime | None,
    by: "User",
    action: str,
) -> Assignment:
    """Save a new assignee and due time, and log them as this action on the story."""
    assignment.to, assignment.due_at, assignment.by, assignment.at = to, due, by, timezone.now()
    assignment.number += 1
    assignment.save()
    words = [display_name(to)] if to else []
    if due:
        words.append(_("due %(moment)s") % {"moment": format_moment(due)})
    details = {"to": to.pk if to else None, "due": due.isoformat() if due else None}
    audit.record(story, by=by, action=action, before=audit.state_of(story), note=", ".join(words), **details)
    return assignment
