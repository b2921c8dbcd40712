"""Make a move: policy, lock, check, change, audit, in one transaction."""

import copy
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.roles import Duty
from articles.domain.states import MOVES, Move, Stage, Standing, is_possible
from articles.models import Article
from articles.queries import four_eyes, policy
from articles.services import assignments, audit, fresh_publications, publication, revisions
from articles.services.edition import open_edition
from articles.services.revisions import LockedArticle
from articles.services.workflow.effects import EFFECTS, MoveRequest
from articles.services.workflow.guards import MoveRefused
from articles.services.workflow.scheduler import apply_schedule
from articles.services.workflow.state import is_public, save_state, withdraw_schedule

if TYPE_CHECKING:
    from articles.models import User

_NOT_APPROVED = frozenset({Stage.DRAFT, Stage.IN_REVIEW, Stage.SPIKED})


def make_move(move: Move, article: Article, request: MoveRequest) -> Article:
    """Make a move on a story and log it. Raises PermissionRefused or MoveRefused, and then changes nothing."""
    with transaction.atomic():
        story = revisions.lock(article)
        was_due = apply_schedule(story)
        for step in _steps_of_one_person(move, story, by=request.by):
            story = revisions.lock(make_move(step, story, MoveRequest(by=request.by, seen=story.newest.number)))
        policy.require(policy.why_not_move(request.by, move, story))
        require_possible(move, story)
        note = request.note.strip()
        if MOVES[move].note and not note:
            raise MoveRefused(str(MOVES[move].note_missing))
        before = audit.state_of(story)
        details = EFFECTS[move](story, request) or {}
        _change_state(story, move)
        audit.record(story, by=request.by, action=move.value, before=before, note=note, **details)
        if was_due or MOVES[move].duty == Duty.PUBLISH:  # readers can only notice publishers' moves
            open_edition(withdraws=was_due or move != Move.PUBLISH)  # a new story only adds to pages
    return story


def cancel_schedule(story: LockedArticle, *, by: "User | None", reason: str) -> bool:
    """Return a scheduled story to approved and log the reason; a no-op unless the story is scheduled.

    An outside reader has no `by`.

    Returns whether readers could notice: then the caller opens an edition, after all other locks.
    """
    was_due = apply_schedule(story)
    if story.stage != Stage.SCHEDULED:
        return was_due
    before = audit.state_of(story)
    withdraw_schedule(story)
    story.stage = Stage.APPROVED
    save_state(story)
    publication.project(story)
    audit.record(story, by=by, action=Move.UNSCHEDULE.value, before=before, note=reason)
    return True


def possible_moves(article: Article, *, by: "User") -> list[Move]:
    """List the moves that a person can make on a story now, in the order of the table of moves."""
    return [move for move in MOVES if why_not(move, article, by=by) is None]


def why_not(move: Move, article: Article, *, by: "User") -> str | None:
    """Return in one sentence why a person cannot make a move on a story, as loaded; None if they can."""
    objection = policy.why_not_move(by, move, article)
    if objection:
        return objection
    if _steps_of_one_person(move, article, by=by):
        article = copy.copy(article)
        article.stage = Stage.APPROVED
    try:
        require_possible(move, article)
    except MoveRefused as refusal:
        return str(refusal)
    return None


def _steps_of_one_person(move: Move, article: Article, *, by: "User") -> tuple[Move, ...]:
    """Return the moves that come before publishing, if this person makes them all at once: four eyes are off."""
    if settings.FOUR_EYES != "off" or move not in four_eyes.PUBLISHING_MOVES:
        return ()
    steps = {Stage.DRAFT: (Move.SUBMIT, Move.APPROVE), Stage.IN_REVIEW: (Move.APPROVE,)}.get(Stage(article.stage), ())
    return () if any(policy.why_not_move(by, step, article) for step in steps) else steps


def require_possible(move: Move, story: Article) -> None:
    """Raise MoveRefused unless the table of moves allows this move in the story's stage and standing."""
    if move == Move.PUBLISH and (story.stage, story.standing) == (Stage.APPROVED, Standing.PUBLISHED):
        raise MoveRefused(_("Readers have seen this story: publish the change with a correction, or as a silent fix."))
    if not is_possible(move, stage=Stage(story.stage), standing=Standing(story.standing)):
        message = _("%(move)s is not possible: the story is %(standing)s, its newest version is %(stage)s.")
        names = {"standing": story.get_standing_display().lower(), "stage": story.get_stage_display().lower()}
        raise MoveRefused(message % {"move": move.label, **names})
    if move == Move.UNDO_PUBLISH and (objection := fresh_publications.why_not_undo(story)):
        raise MoveRefused(objection)
    if move in {Move.RETRACT, Move.KILL} and not is_public(story):
        raise MoveRefused(_("The story is not public yet. Unschedule it instead."))


def _change_state(story: LockedArticle, move: Move) -> None:
    """Save the stage and standing that a move leads to, and update the public record.

    A publication also completes the story's assignment.
    """
    rule, stage_before = MOVES[move], story.stage
    if Stage.APPROVED in rule.stages and rule.to_stage in _NOT_APPROVED:
        story.approved = story.live  # only what readers see stays approved
    story.stage = rule.to_stage or story.stage
    story.standing = rule.to_standing or story.standing
    story.last_edited_at = timezone.now()
    save_state(story)
    if rule.duty == Duty.PUBLISH:
        publication.project(story)
    if story.stage == Stage.DONE != stage_before:
        assignments.complete(story)
