"""The moves: the only writer of a story's standing and stage.

Every move is policy -> lock -> check -> change -> audit in one transaction. The desk's buttons, bulk actions, importers
and the scheduler all call this. Inside, from the top down: engine -> scheduler, effects -> corrections -> guards ->
state.
"""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from articles.domain.document import CountryLine
from articles.domain.states import Move
from articles.models import Article
from articles.services.workflow.effects import MoveRequest
from articles.services.workflow.engine import cancel_schedule, make_move, possible_moves, require_possible, why_not
from articles.services.workflow.guards import ANY_CHECK, MAX_REASON_LENGTH, MoveRefused, ReasonNeeded, list_findings
from articles.services.workflow.scheduler import apply_due_schedules, apply_schedule
from articles.services.workflow.state import is_public, reopen

if TYPE_CHECKING:
    from articles.models import User

__all__ = [
    "ANY_CHECK",
    "MAX_REASON_LENGTH",
    "MoveRefused",
    "MoveRequest",
    "ReasonNeeded",
    "apply_due_schedules",
    "apply_schedule",
    "approve",
    "cancel_schedule",
    "discard",
    "is_public",
    "kill",
    "list_findings",
    "make_move",
    "possible_moves",
    "publish",
    "publish_early",
    "publish_fix",
    "publish_with_correction",
    "reinstate",
    "reopen",
    "require_possible",
    "reschedule",
    "retract",
    "schedule",
    "send_back",
    "spike",
    "submit",
    "tag_countries",
    "undo_publish",
    "unschedule",
    "unspike",
    "why_not",
    "withdraw",
]


def submit(article: Article, *, by: "User", note: str = "") -> Article:
    """Submit the draft for review. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.SUBMIT, article, MoveRequest(by=by, note=note))


def withdraw(article: Article, *, by: "User", note: str = "") -> Article:
    """Withdraw the story from review, back to draft. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.WITHDRAW, article, MoveRequest(by=by, note=note))


def send_back(article: Article, *, by: "User", note: str) -> Article:
    """Return the story to its reporter as a draft, with a note. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.SEND_BACK, article, MoveRequest(by=by, note=note))


def approve(article: Article, *, by: "User", seen: int, note: str = "") -> Article:
    """Approve revision number `seen`, which must be the newest. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.APPROVE, article, MoveRequest(by=by, seen=seen, note=note))


def publish(article: Article, *, by: "User", note: str = "", overriding: Mapping[str, str] | None = None) -> Article:
    """Publish the approved head of an unpublished story; one dated in the past is published under that day.

    Raises ReasonNeeded for findings of advisory checks, unless `overriding` has a reason for the check's code.
    """
    return make_move(Move.PUBLISH, article, MoveRequest(by=by, note=note, overriding=overriding or {}))


def undo_publish(article: Article, *, by: "User") -> Article:
    """Take a first publication back within minutes, unless a feed has carried it. Raises MoveRefused."""
    return make_move(Move.UNDO_PUBLISH, article, MoveRequest(by=by))


def publish_with_correction(
    article: Article,
    *,
    by: "User",
    kind: str,
    text: str,
    shown: bool = True,
    overriding: Mapping[str, str] | None = None,
) -> Article:
    """Publish the approved head with a public Correction; `shown` lets readers see before and after."""
    request = MoveRequest(by=by, kind=kind, note=text, shown=shown, overriding=overriding or {})
    return make_move(Move.PUBLISH_CORRECTION, article, request)


def tag_countries(
    article: Article, *, by: "User", seen: int, countries: tuple[CountryLine, ...], note: str = ""
) -> Article:
    """Publish the live revision number `seen` with other countries; text and dates stay unchanged."""
    return make_move(Move.TAG_COUNTRIES, article, MoveRequest(by=by, seen=seen, countries=countries, note=note))


def publish_fix(article: Article, *, by: "User", reason: str, overriding: Mapping[str, str] | None = None) -> Article:
    """Publish the approved head of a live story without a notice; the reason is in the log."""
    return make_move(Move.PUBLISH_FIX, article, MoveRequest(by=by, note=reason, overriding=overriding or {}))


def schedule(
    article: Article,
    *,
    by: "User",
    at: datetime.datetime,
    note: str = "",
    kind: str = "",
    shown: bool = True,
    overriding: Mapping[str, str] | None = None,
) -> Article:
    """Schedule the approved head for a time (aware), or for the end of the embargo if that is later.

    A change to a live story needs a `kind` (a PlannedChange's); `note` is then its text for readers, or a fix's reason.
    Checks that are overridden now stay overridden when the time comes.
    """
    request = MoveRequest(by=by, at=at, note=note, kind=kind, shown=shown, overriding=overriding or {})
    return make_move(Move.SCHEDULE, article, request)


def reschedule(
    article: Article, *, by: "User", at: datetime.datetime, was: datetime.datetime | None = None, note: str = ""
) -> Article:
    """Change the time of a scheduled story; raises MoveRefused if the time is no longer `was`, which the person saw.

    Checks that were overridden when it was scheduled stay overridden.
    """
    return make_move(Move.RESCHEDULE, article, MoveRequest(by=by, at=at, was=was, note=note))


def unschedule(article: Article, *, by: "User", note: str = "") -> Article:
    """Cancel the schedule of a story; its head stays approved. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.UNSCHEDULE, article, MoveRequest(by=by, note=note))


def publish_early(article: Article, *, by: "User", overriding: Mapping[str, str] | None = None) -> Article:
    """Publish a scheduled story, or the change scheduled for a live one, now instead of at its time."""
    return make_move(Move.PUBLISH_EARLY, article, MoveRequest(by=by, overriding=overriding or {}))


def discard(article: Article, *, by: "User") -> Article:
    """Drop the changes to a story that readers can see: its newest version is again what they see."""
    return make_move(Move.DISCARD, article, MoveRequest(by=by))


def retract(article: Article, *, by: "User", reason: str) -> Article:
    """Replace a public story by a public notice with this reason, and remove it from every list."""
    return make_move(Move.RETRACT, article, MoveRequest(by=by, note=reason))


def kill(article: Article, *, by: "User", reason: str) -> Article:
    """Remove a story (410) and pictures that no other public story shows from the public, for legal reasons."""
    return make_move(Move.KILL, article, MoveRequest(by=by, note=reason))


def reinstate(article: Article, *, by: "User", reason: str) -> Article:
    """Show a retracted or killed story to readers again. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.REINSTATE, article, MoveRequest(by=by, note=reason))


def spike(article: Article, *, by: "User", note: str = "") -> Article:
    """Drop an unpublished story without deleting anything. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.SPIKE, article, MoveRequest(by=by, note=note))


def unspike(article: Article, *, by: "User", note: str = "") -> Article:
    """Make a spiked story a draft again. Raises PermissionRefused or MoveRefused."""
    return make_move(Move.UNSPIKE, article, MoveRequest(by=by, note=note))
