"""The moves: the only writer of a story's standing and stage.

Every move is policy -> lock -> check -> change -> audit in one transaction, and `events.moved` after it. The desk's
buttons, bulk actions, importers and the clock all come through here.
"""

import datetime
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import audit, checks, events, policy, publishing, revisions
from articles.models import Article, Correction
from articles.roles import Duty
from articles.states import MOVES, Move, Stage, Standing, is_possible

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

_STATE = (
    "standing",
    "stage",
    "live",
    "approved",
    "publish_at",
    "change_at",
    "updated_at",
    "notice",
    "changed_at",
)


class MoveRefused(Exception):
    """The story can't make this move now; the message is one sentence for the person who asked."""


@dataclass(frozen=True)
class Request:
    """What a move is asked with: who, why, which revision was judged, from when on, and the kind of correction."""

    by: "User"
    note: str = ""
    seen: int | None = None
    at: datetime.datetime | None = None
    kind: str = ""


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


def make(move: Move, article: Article, request: Request) -> Article:
    """Make any move by name. Raises NotAllowed (policy) or MoveRefused, and then changes nothing."""
    with transaction.atomic():
        story = revisions.lock(article)
        _settle(story)
        policy.require_move(request.by, move, story)
        _require_possible(move, story)
        note = request.note.strip()
        if MOVES[move].note and not note:
            raise MoveRefused(_("%(move)s needs a reason in words.") % {"move": move.label})
        before = audit.state_of(story)
        details = _EFFECTS[move](story, request) or {}
        _enter(story, move)
        audit.record(story, by=request.by, action=move.value, before=before, note=note, **details)
        _announce(story, move, by=request.by)
    return story


def possible_moves(article: Article, *, by: "User") -> list[Move]:
    """The moves that this person may make on this story now, in the table's order."""
    return [move for move in MOVES if why_not(move, article, by=by) is None]


def why_not(move: Move, article: Article, *, by: "User") -> str | None:
    """Why this person can't make this move on the story as it was read: one sentence, or None."""
    objection = policy.why_not_move(by, move, article)
    if objection:
        return objection
    try:
        _require_possible(move, article)
    except MoveRefused as refusal:
        return str(refusal)
    return None


def reopen(article: Article) -> None:
    """Put the head back to draft because its text has changed; approval and schedule end. The story must be locked."""
    if article.stage == Stage.DRAFT:
        return
    _withdraw_schedule(article)
    article.stage = Stage.DRAFT
    _keep(article)


def settle_due(*, limit: int = 500) -> list[Article]:
    """Apply every scheduled moment that has come, each story once and in its own transaction; the settled stories.

    A story that can't be settled goes back to approved with the reason in its log, and holds up no other.
    """
    settled = []
    for article in Article.objects.overdue().order_by("pk")[:limit]:
        try:
            with transaction.atomic():
                story = revisions.lock(article)
                if _settle(story):
                    settled.append(story)
        except Exception as error:
            logger.exception("Story %s could not be published when it was due.", article.pk)
            _set_aside(article, reason=str(error) or type(error).__name__)
    with transaction.atomic():
        publishing.open_edition()
    return settled


def is_due(article: Article, *, now: datetime.datetime) -> bool:
    """Whether a scheduled story's moment has come."""
    moment = article.change_at or article.visible_at
    return article.stage == Stage.SCHEDULED and moment is not None and moment <= now


def is_public(article: Article, *, now: datetime.datetime | None = None) -> bool:
    """Whether readers can see the story, its notice or its absence (410) at its address."""
    if article.standing == Standing.UNPUBLISHED or article.visible_at is None:
        return False
    return bool(article.visible_at <= (now or timezone.now()))


def _settle(story: Article) -> bool:
    """Do what the clock has already decided, so that nobody acts on a story as it was before its moment."""
    if not is_due(story, now=timezone.now()):
        return False
    before = audit.state_of(story)
    if story.change_at:
        if problems := checks.blocking(story.newest.document):
            raise MoveRefused(" ".join(problems))
        story.live, story.updated_at, story.change_at = story.head, story.change_at, None
    story.stage = Stage.DONE
    _keep(story)
    publishing.project(story)
    publishing.open_edition()
    audit.record(story, by=None, action="settled", before=before)
    _announce(story, Move.PUBLISH, by=None)
    return True


def _set_aside(article: Article, *, reason: str) -> None:
    try:
        with transaction.atomic():
            story = revisions.lock(article)
            before = audit.state_of(story)
            # A first publication is public by its moment alone; a change that could not be applied waits for a person.
            story.stage, story.change_at = (Stage.APPROVED if story.change_at else Stage.DONE), None
            _keep(story)
            audit.record(story, by=None, action="failed", before=before, note=reason)
    except DatabaseError:
        logger.exception("Story %s could not even be set aside.", article.pk)


def _require_possible(move: Move, story: Article) -> None:
    if not is_possible(move, stage=Stage(story.stage), standing=Standing(story.standing)):
        message = _("%(move)s is not possible: the story is %(standing)s, its newest version is %(stage)s.")
        names = {"standing": story.get_standing_display().lower(), "stage": story.get_stage_display().lower()}
        raise MoveRefused(message % {"move": move.label, **names})
    if move in {Move.RETRACT, Move.KILL} and not is_public(story):
        raise MoveRefused(_("The story is not public yet; unschedule it instead."))


def _enter(story: Article, move: Move) -> None:
    """Take the standing and stage that the table gives, and let readers see what follows from them."""
    rule = MOVES[move]
    story.stage = rule.to_stage or story.stage
    story.standing = rule.to_standing or story.standing
    story.changed_at = timezone.now()
    _keep(story)
    if rule.duty == Duty.PUBLISH:  # only a publisher's moves can be noticed by readers
        publishing.project(story)
        publishing.open_edition()


def _keep(story: Article) -> None:
    story.save(update_fields=list(_STATE))
    story.refresh_from_db(fields=["visible_at"])


def _announce(story: Article, move: Move, *, by: "User | None") -> None:
    transaction.on_commit(partial(events.moved.send, sender=Article, article=story, move=move, by=by))


def _withdraw_schedule(story: Article) -> None:
    """Undo a schedule: a first publication leaves the public record again, a waiting change just loses its moment."""
    if story.stage == Stage.SCHEDULED or story.change_at:
        if story.change_at is None:
            story.standing, story.live, story.publish_at = Standing.UNPUBLISHED, None, None
        story.change_at = None


# What each move does beyond standing and stage. An effect may refuse, and may return details for the log.
Effect = Callable[[Article, Request], dict[str, Any] | None]


def _nothing(_story: Article, _request: Request) -> None:
    return None


def _approve(story: Article, request: Request) -> dict[str, Any]:
    if request.seen != story.newest.number:
        message = _("You judged version %(seen)s, but version %(head)s is the newest. Read it, then approve.")
        raise MoveRefused(message % {"seen": request.seen, "head": story.newest.number})
    story.approved = story.head
    return {"seen": request.seen}


def _publish(story: Article, _request: Request) -> None:
    now = timezone.now()
    _require_publishable(story)
    if story.embargo and story.embargo > now:
        message = _("The story is under embargo until %(moment)s. Schedule it instead.")
        raise MoveRefused(message % {"moment": moment_in_words(story.embargo)})
    if story.live is None:
        story.publish_at = _first_moment(story, now=now)
    else:
        story.updated_at = now
    story.live = story.head


def _publish_correction(story: Article, request: Request) -> dict[str, Any]:
    if not is_public(story):
        raise MoveRefused(_("Only a story that readers have seen can be corrected."))
    if request.kind not in Correction.Kind.values:
        raise MoveRefused(_("Say what it is: a correction, a clarification, an update or an apology."))
    before, after = story.live, story.newest
    if before is None or before == after:
        raise MoveRefused(_("Nothing has changed since the story was published."))
    _publish(story, request)
    correction = Correction.objects.create(
        article=story,
        kind=request.kind,
        text=request.note.strip(),
        before=before,
        after=after,
        by=request.by,
    )
    return {"correction": correction.pk}


def _schedule(story: Article, request: Request) -> dict[str, Any]:
    now = timezone.now()
    _require_publishable(story)
    if request.at is None or request.at <= now:
        raise MoveRefused(_("Choose a moment that is still to come."))
    if story.live is None:
        story.publish_at, story.live = request.at, story.head
    else:
        story.change_at = request.at
    return {"at": request.at.isoformat()}


def _unschedule(story: Article, _request: Request) -> None:
    _withdraw_schedule(story)


def _retract(story: Article, request: Request) -> None:
    _stop_waiting(story)
    story.notice = request.note.strip()


def _kill(story: Article, _request: Request) -> None:
    _stop_waiting(story)


def _reinstate(story: Article, _request: Request) -> None:
    story.notice = ""


def _stop_waiting(story: Article) -> None:
    """A scheduled change must not surface while the story is withdrawn."""
    if story.stage == Stage.SCHEDULED:
        story.stage, story.change_at = Stage.APPROVED, None


_EFFECTS: Mapping[Move, Effect] = {
    **dict.fromkeys(MOVES, _nothing),
    Move.APPROVE: _approve,
    Move.PUBLISH: _publish,
    Move.PUBLISH_CORRECTION: _publish_correction,
    Move.SCHEDULE: _schedule,
    Move.UNSCHEDULE: _unschedule,
    Move.RETRACT: _retract,
    Move.KILL: _kill,
    Move.REINSTATE: _reinstate,
}


def _require_publishable(story: Article) -> None:
    if problems := checks.blocking(story.newest.document):
        raise MoveRefused(" ".join(problems))


def _first_moment(story: Article, *, now: datetime.datetime) -> datetime.datetime:
    """Now, or the beginning of the day that a story from the past is dated."""
    dated = story.newest.document.dated
    if dated is None or dated == timezone.localdate(now):
        return now
    if dated > timezone.localdate(now):
        message = _("The story is dated %(date)s. Schedule it for that day, or change its date.")
        raise MoveRefused(message % {"date": date_format(dated)})
    return timezone.make_aware(datetime.datetime.combine(dated, datetime.time.min))


def moment_in_words(moment: datetime.datetime) -> str:
    """A moment in the newsroom's time zone, the zone named: "23 November 2026, 08:00 PKT"."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j F Y, H:i')} {local:%Z}"
