"""Standing, Stage and the table of moves.

The table is data: workflow obeys it, the desk draws its buttons from it, the tests walk through it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.domain.roles import Duty


class Standing(TextChoices):
    """What the public sees of a story."""

    UNPUBLISHED = "unpublished", _("Unpublished")
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")
    KILLED = "killed", _("Killed")


class Stage(TextChoices):
    """How far the newest revision is on its way to the public."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    DONE = "done", _("Done")
    SPIKED = "spiked", _("Spiked")


class Move(TextChoices):
    """Every way in which a story changes its standing or stage."""

    SUBMIT = "submit", _("Submit for review")
    WITHDRAW = "withdraw", _("Withdraw from review")
    SEND_BACK = "send_back", _("Send back to reporter")
    APPROVE = "approve", _("Approve")
    PUBLISH = "publish", _("Publish now")
    PUBLISH_CORRECTION = "publish_correction", _("Publish with a correction")
    TAG_COUNTRIES = "tag_countries", _("Change the countries")
    PUBLISH_FIX = "publish_fix", _("Publish as a silent fix")
    SCHEDULE = "schedule", _("Schedule")
    RESCHEDULE = "reschedule", _("Reschedule")
    UNSCHEDULE = "unschedule", _("Unschedule")
    RETRACT = "retract", _("Retract")
    KILL = "kill", _("Kill")
    REINSTATE = "reinstate", _("Reinstate")
    SPIKE = "spike", _("Spike")
    UNSPIKE = "unspike", _("Take off the spike")


@dataclass(frozen=True)
class Rule:
    """One row of the table of moves.

    `stages` and `standings` say from where; `to_stage` and `to_standing` say where to, None meaning unchanged.
    `own` restricts a move to the story's reporter. `note` is the question that must be answered in words, if any.
    `serious` moves are asked twice and never offered in bulk.
    """

    duty: Duty
    stages: frozenset[Stage]
    standings: frozenset[Standing]
    to_stage: Stage | None = None
    to_standing: Standing | None = None
    own: bool = False
    note: str | Promise = ""
    serious: bool = False


def _stages(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


def _standings(*standings: Standing) -> frozenset[Standing]:
    return frozenset(standings)


ANY_STANDING = frozenset(Standing)
LIVE_STAGES = _stages(Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED, Stage.DONE)
PUBLISHABLE = _standings(Standing.UNPUBLISHED, Standing.PUBLISHED)

MOVES: Mapping[Move, Rule] = {
    Move.SUBMIT: Rule(Duty.WRITE, _stages(Stage.DRAFT), ANY_STANDING, Stage.IN_REVIEW, own=True),
    Move.WITHDRAW: Rule(Duty.WRITE, _stages(Stage.IN_REVIEW), ANY_STANDING, Stage.DRAFT, own=True),
    Move.SEND_BACK: Rule(
        Duty.EDIT,
        _stages(Stage.IN_REVIEW, Stage.APPROVED),
        ANY_STANDING,
        Stage.DRAFT,
        note=_("What should the reporter do?"),
    ),
    Move.APPROVE: Rule(Duty.EDIT, _stages(Stage.IN_REVIEW), ANY_STANDING, Stage.APPROVED),
    Move.PUBLISH: Rule(
        Duty.PUBLISH, _stages(Stage.APPROVED), _standings(Standing.UNPUBLISHED), Stage.DONE, Standing.PUBLISHED
    ),
    Move.PUBLISH_CORRECTION: Rule(
        Duty.PUBLISH,
        _stages(Stage.APPROVED),
        _standings(Standing.PUBLISHED),
        Stage.DONE,
        note=_("What was corrected? Readers see this text."),
    ),
    # Four eyes guard the words. An archive's countries are none, so whoever may publish may change them, and it is logged.
    Move.TAG_COUNTRIES: Rule(Duty.PUBLISH, _stages(Stage.DONE), _standings(Standing.PUBLISHED), Stage.DONE),
    Move.PUBLISH_FIX: Rule(
        Duty.PUBLISH,
        _stages(Stage.APPROVED),
        _standings(Standing.PUBLISHED),
        Stage.DONE,
        note=_("What was fixed? Only the desk sees this."),
    ),
    Move.SCHEDULE: Rule(Duty.PUBLISH, _stages(Stage.APPROVED), PUBLISHABLE, Stage.SCHEDULED, Standing.PUBLISHED),
    Move.RESCHEDULE: Rule(Duty.PUBLISH, _stages(Stage.SCHEDULED), _standings(Standing.PUBLISHED), Stage.SCHEDULED),
    Move.UNSCHEDULE: Rule(Duty.PUBLISH, _stages(Stage.SCHEDULED), _standings(Standing.PUBLISHED), Stage.APPROVED),
    Move.RETRACT: Rule(
        Duty.PUBLISH,
        LIVE_STAGES,
        _standings(Standing.PUBLISHED),
        to_standing=Standing.RETRACTED,
        note=_("Why is it retracted? Readers see this text in place of the story."),
        serious=True,
    ),
    Move.KILL: Rule(
        Duty.PUBLISH,
        LIVE_STAGES,
        _standings(Standing.PUBLISHED, Standing.RETRACTED),
        to_standing=Standing.KILLED,
        note=_("Why is it killed? Only the desk sees this."),
        serious=True,
    ),
    Move.REINSTATE: Rule(
        Duty.PUBLISH,
        LIVE_STAGES,
        _standings(Standing.RETRACTED, Standing.KILLED),
        to_standing=Standing.PUBLISHED,
        note=_("Why is it reinstated? Only the desk sees this."),
        serious=True,
    ),
    Move.SPIKE: Rule(
        Duty.EDIT,
        _stages(Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED),
        _standings(Standing.UNPUBLISHED),
        Stage.SPIKED,
    ),
    Move.UNSPIKE: Rule(Duty.EDIT, _stages(Stage.SPIKED), _standings(Standing.UNPUBLISHED), Stage.DRAFT),
}


def is_possible(move: Move, *, stage: Stage, standing: Standing) -> bool:
    """Whether the table knows this move from here; who may make it is policy's business."""
    rule = MOVES[move]
    return stage in rule.stages and standing in rule.standings
