"""The moves: the only writer of a story's standing and stage.

Every move is policy -> lock -> check -> change -> audit in one transaction. The desk's buttons, bulk actions, importers
and the clock all come through here. Inside, from the top down: making -> clock, effects -> correcting -> objecting ->
keeping.
"""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from articles.domain.document import CountryLine
from articles.domain.states import Move
from articles.models import Article
from articles.services.workflow.effects import Request
from articles.services.workflow.engine import hold, make, possible_moves, require_possible, why_not
from articles.services.workflow.guards import EVERY, LONGEST_REASON, MoveRefused, ReasonNeeded, findings, objections
from articles.services.workflow.scheduler import settle, settle_due
from articles.services.workflow.state import is_public, reopen

if TYPE_CHECKING:
    from articles.models import User

__all__ = [
    "EVERY",
    "LONGEST_REASON",
    "MoveRefused",
    "ReasonNeeded",
    "Request",
    "approve",
    "findings",
    "hold",
    "is_public",
    "kill",
    "make",
    "objections",
    "possible_moves",
    "publish",
    "publish_fix",
    "publish_with_correction",
    "reinstate",
    "reopen",
    "require_possible",
    "reschedule",
    "retract",
    "schedule",
    "send_back",
    "settle",
    "settle_due",
    "spike",
    "submit",
    "tag_countries",
    "unschedule",
    "unspike",
    "why_not",
    "withdraw",
]


def submit(article: Article, *, by: "User", note: str = "") -> Article:
    """Hand the draft to the editors."""
    return make(Move.SUBMIT, article, Request(by=by, note=note))


def withdraw(article: Article, *, by: "User", note: str = "") -> Article:
    """Take the story back from review."""
    return make(Move.WITHDRAW, article, Request(by=by, note=note))


def send_back(article: Article, *, by: "User", note: str) -> Article:
    """Return the story to its reporter with a note that says what to do."""
    return make(Move.SEND_BACK, article, Request(by=by, note=note))


def approve(article: Article, *, by: "User", seen: int, note: str = "") -> Article:
    """Approve exactly revision number `seen`."""
    return make(Move.APPROVE, article, Request(by=by, seen=seen, note=note))


def publish(article: Article, *, by: "User", note: str = "", overriding: Mapping[str, str] | None = None) -> Article:
    """Show the approved head of a story that readers have not seen; one dated in the past is published as of its day.

    Raises ReasonNeeded for what advisory checks have found, unless `overriding` has a reason under the check's code.
    """
    return make(Move.PUBLISH, article, Request(by=by, note=note, overriding=overriding or {}))


def publish_with_correction(
    article: Article,
    *,
    by: "User",
    kind: str,
    text: str,
    shown: bool = True,
    overriding: Mapping[str, str] | None = None,
) -> Article:
    """Show the approved head to readers with a public Correction; `shown`: may they open the change itself."""
    asked = Request(by=by, kind=kind, note=text, shown=shown, overriding=overriding or {})
    return make(Move.PUBLISH_CORRECTION, article, asked)


def tag_countries(
    article: Article, *, by: "User", seen: int, countries: tuple[CountryLine, ...], note: str = ""
) -> Article:
    """Show readers the live revision number `seen` with other countries; the words and their dates stay as they are."""
    return make(Move.TAG_COUNTRIES, article, Request(by=by, seen=seen, countries=countries, note=note))


def publish_fix(article: Article, *, by: "User", reason: str, overriding: Mapping[str, str] | None = None) -> Article:
    """Show the approved head to readers without a notice; the reason stands in the log."""
    return make(Move.PUBLISH_FIX, article, Request(by=by, note=reason, overriding=overriding or {}))


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
    """Let the approved head become public at a moment (aware), or at the end of the embargo if that is later.

    A change to a live story is of a kind (a PlannedChange's); `note` is then its text for readers, or a fix's reason.
    What is overridden now is overridden for the clock, too.
    """
    asked = Request(by=by, at=at, note=note, kind=kind, shown=shown, overriding=overriding or {})
    return make(Move.SCHEDULE, article, asked)


def reschedule(
    article: Article, *, by: "User", at: datetime.datetime, was: datetime.datetime | None = None, note: str = ""
) -> Article:
    """Give a scheduled story another moment; `was` is the one that the person saw, and refused if it is another by now.

    What was overridden when it was scheduled stays so.
    """
    return make(Move.RESCHEDULE, article, Request(by=by, at=at, was=was, note=note))


def unschedule(article: Article, *, by: "User", note: str = "") -> Article:
    """Take the moment away again; the head stays approved."""
    return make(Move.UNSCHEDULE, article, Request(by=by, note=note))


def retract(article: Article, *, by: "User", reason: str) -> Article:
    """Put a public notice in place of the story and take it out of every list."""
    return make(Move.RETRACT, article, Request(by=by, note=reason))


def kill(article: Article, *, by: "User", reason: str) -> Article:
    """Remove the story from the public for good (410), for legal reasons."""
    return make(Move.KILL, article, Request(by=by, note=reason))


def reinstate(article: Article, *, by: "User", reason: str) -> Article:
    """Show a retracted or killed story again."""
    return make(Move.REINSTATE, article, Request(by=by, note=reason))


def spike(article: Article, *, by: "User", note: str = "") -> Article:
    """Drop an unpublished story; nothing is lost."""
    return make(Move.SPIKE, article, Request(by=by, note=note))


def unspike(article: Article, *, by: "User", note: str = "") -> Article:
    """Take a dropped story up again, as a draft."""
    return make(Move.UNSPIKE, article, Request(by=by, note=note))
