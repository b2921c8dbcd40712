"""Make a move: policy, lock, check, change, audit, in one transaction."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.roles import Duty
from articles.domain.states import MOVES, Move, Stage, Standing, is_possible
from articles.models import Article
from articles.queries import policy
from articles.services import assignments, audit, publication, revisions
from articles.services.edition import open_edition
from articles.services.workflow.effects import EFFECTS, Request
from articles.services.workflow.guards import MoveRefused
from articles.services.workflow.scheduler import settle
from articles.services.workflow.state import is_public, keep, withdraw_schedule

if TYPE_CHECKING:
    from articles.models import User


def make(move: Move, article: Article, request: Request) -> Article:
    """Make any move by name. Raises NotAllowed (policy) or MoveRefused, and then changes nothing."""
    with transaction.atomic():
        story = revisions.lock(article)
        settled = settle(story)
        policy.require(policy.why_not_move(request.by, move, story))
        require_possible(move, story)
        note = request.note.strip()
        if MOVES[move].note and not note:
            raise MoveRefused(_("%(move)s needs a reason in words.") % {"move": move.label})
        before = audit.state_of(story)
        details = EFFECTS[move](story, request) or {}
        _enter(story, move)
        audit.record(story, by=request.by, action=move.value, before=before, note=note, **details)
        if settled or MOVES[move].duty == Duty.PUBLISH:  # only a publisher's moves can be noticed by readers
            open_edition()
    return story


def hold(story: Article, *, by: "User", reason: str) -> bool:
    """Take a story off the clock, back to approved, because something now keeps it from readers. It must be locked.

    Whether readers could notice: then the caller opens an edition, after all other locks.
    """
    settled = settle(story)
    if story.stage != Stage.SCHEDULED:
        return settled
    before = audit.state_of(story)
    withdraw_schedule(story)
    story.stage = Stage.APPROVED
    keep(story)
    publication.project(story)
    audit.record(story, by=by, action=Move.UNSCHEDULE.value, before=before, note=reason)
    return True


def possible_moves(article: Article, *, by: "User") -> list[Move]:
    """The moves that this person may make on this story now, in the table's order."""
    return [move for move in MOVES if why_not(move, article, by=by) is None]


def why_not(move: Move, article: Article, *, by: "User") -> str | None:
    """Why this person can't make this move on the story as it was read: one sentence, or None."""
    objection = policy.why_not_move(by, move, article)
    if objection:
        return objection
    try:
        require_possible(move, article)
    except MoveRefused as refusal:
        return str(refusal)
    return None


def require_possible(move: Move, story: Article) -> None:
    """Raise MoveRefused unless the table knows this move from where the story is."""
    if move == Move.PUBLISH and (story.stage, story.standing) == (Stage.APPROVED, Standing.PUBLISHED):
        raise MoveRefused(_("Readers have seen this story: publish the change with a correction, or as a silent fix."))
    if not is_possible(move, stage=Stage(story.stage), standing=Standing(story.standing)):
        message = _("%(move)s is not possible: the story is %(standing)s, its newest version is %(stage)s.")
        names = {"standing": story.get_standing_display().lower(), "stage": story.get_stage_display().lower()}
        raise MoveRefused(message % {"move": move.label, **names})
    if move in {Move.RETRACT, Move.KILL} and not is_public(story):
        raise MoveRefused(_("The story is not public yet; unschedule it instead."))


def _enter(story: Article, move: Move) -> None:
    """Take the standing and stage that the table gives, and let readers see what follows from them."""
    rule, was = MOVES[move], story.stage
    story.stage = rule.to_stage or story.stage
    story.standing = rule.to_standing or story.standing
    story.last_edited_at = timezone.now()
    keep(story)
    if rule.duty == Duty.PUBLISH:
        publication.project(story)
    if story.stage == Stage.DONE != was:
        assignments.fulfil(story)
