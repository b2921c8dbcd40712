"""The moves: the only writer of a story's standing and stage.

Every move is policy -> lock -> check -> change -> audit in one transaction, and `events.moved` after it. The desk's
buttons, bulk actions, importers and the clock all come through here. Inside, from the top down: making -> clock,
effects -> keeping.
"""

import datetime
from typing import TYPE_CHECKING

from articles.models import Article
from articles.states import Move
from articles.workflow.clock import settle, settle_due
from articles.workflow.effects import MoveRefused, Request
from articles.workflow.keeping import is_public, reopen
from articles.workflow.making import hold, make, possible_moves, why_not

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = [
    "MoveRefused",
    "Request",
    "approve",
    "hold",
    "is_public",
    "kill",
    "make",
    "possible_moves",
    "publish",
    "publish_with_correction",
    "reinstate",
    "reopen",
    "retract",
    "schedule",
    "send_back",
    "settle",
    "settle_due",
    "spike",
    "submit",
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


def publish(article: Article, *, by: "User", note: str = "") -> Article:
    """Show the approved head to readers now; a story dated in the past is published as of its day."""
    return make(Move.PUBLISH, article, Request(by=by, note=note))


def publish_with_correction(article: Article, *, by: "User", kind: str, text: str) -> Article:
    """Show the approved head to readers, with a public Correction of this kind and text."""
    return make(Move.PUBLISH_CORRECTION, article, Request(by=by, kind=kind, note=text))


def schedule(article: Article, *, by: "User", at: datetime.datetime, note: str = "") -> Article:
    """Let the approved head become public at a moment (aware), or at the end of the embargo if that is later."""
    return make(Move.SCHEDULE, article, Request(by=by, at=at, note=note))


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
