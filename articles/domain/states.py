"""Standing, Stage and the table of moves.

The table is data: the workflow enforces it, the desk makes buttons, bulk actions and sentences of it, the log reads its
words, and tests iterate over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    """How far the newest revision is on its way to publication."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    DONE = "done", _("Published")
    SPIKED = "spiked", _("Spiked")


class Move(TextChoices):
    """Every way in which a story changes its standing or stage."""

    SUBMIT = "submit", _("Submit for review")
    WITHDRAW = "withdraw", _("Withdraw from review")
    SEND_BACK = "send_back", _("Send back to reporter")
    APPROVE = "approve", _("Approve")
    PUBLISH = "publish", _("Publish now")
    UNDO_PUBLISH = "undo_publish", _("Undo publication")
    PUBLISH_CORRECTION = "publish_correction", _("Publish with a correction")
    TAG_COUNTRIES = "tag_countries", _("Change the countries")
    PUBLISH_FIX = "publish_fix", _("Publish as a silent fix")
    SCHEDULE = "schedule", _("Schedule")
    RESCHEDULE = "reschedule", _("Reschedule")
    UNSCHEDULE = "unschedule", _("Unschedule")
    PUBLISH_EARLY = "publish_early", _("Publish now")
    DISCARD = "discard", _("Discard changes")
    RETRACT = "retract", _("Retract")
    KILL = "kill", _("Kill")
    REINSTATE = "reinstate", _("Reinstate")
    SPIKE = "spike", _("Spike")
    UNSPIKE = "unspike", _("Unspike")


Text = str | Promise
GIVE_A_REASON = _("Give a reason.")


@dataclass(frozen=True)
class Rule:
    """One row of the table of moves.

    ``stages`` and ``standings`` are the states from which it is possible; ``to_stage`` and ``to_standing`` the states
    it leads to, None meaning unchanged. ``own`` restricts a move to the story's reporter. ``note`` is the question to
    answer in words, if any, ``note_missing`` what to say without an answer. ``needs_revision`` and ``needs_time`` moves
    must know which revision was read, and when to publish. ``serious`` moves need confirmation.

    ``past`` is what the log calls it. ``effect`` says beforehand what it will do, ``result`` afterwards what it has done,
    with %(number)s for the head, %(live)s for the live revision, %(zone)s for the time zone; "" if it is not offered as
    a button, or if the story's new status says it all.
    """

    duty: Duty
    stages: frozenset[Stage]
    standings: frozenset[Standing]
    to_stage: Stage | None = None
    to_standing: Standing | None = None
    own: bool = False
    note: Text = ""
    note_missing: Text = GIVE_A_REASON
    needs_revision: bool = False
    needs_time: bool = False
    serious: bool = False
    past: Text = field(kw_only=True)
    effect: Text = ""
    result: Text = ""

    @property
    def needs_nothing(self) -> bool:
        """Whether the move needs neither input nor confirmation, so that it can be made on many stories at once."""
        return not (self.note or self.needs_revision or self.needs_time or self.serious)


def _stages(*stages: Stage) -> frozenset[Stage]:
    """Return stages as the frozenset that a Rule takes."""
    return frozenset(stages)


def _standings(*standings: Standing) -> frozenset[Standing]:
    """Return standings as the frozenset that a Rule takes."""
    return frozenset(standings)


ANY_STANDING = frozenset(Standing)
LIVE_STAGES = _stages(Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED, Stage.DONE)
PUBLISHABLE = _standings(Standing.UNPUBLISHED, Standing.PUBLISHED)

MOVES: Mapping[Move, Rule] = {
    Move.SUBMIT: Rule(
        Duty.WRITE,
        _stages(Stage.DRAFT),
        ANY_STANDING,
        Stage.IN_REVIEW,
        own=True,
        past=_("submitted"),
        effect=_("The editors see version %(number)s on their list."),
        result=_("Submitted. The editors see version %(number)s on their list."),
    ),
    Move.WITHDRAW: Rule(
        Duty.WRITE,
        _stages(Stage.IN_REVIEW),
        ANY_STANDING,
        Stage.DRAFT,
        own=True,
        past=_("withdrew"),
        effect=_("The story leaves the editors’ list and is your draft again."),
        result=_("Withdrawn. The story is your draft again."),
    ),
    Move.SEND_BACK: Rule(
        Duty.EDIT,
        _stages(Stage.IN_REVIEW, Stage.APPROVED),
        ANY_STANDING,
        Stage.DRAFT,
        note=_("What should the reporter do?"),
        note_missing=_("Add a note for the reporter."),
        past=_("sent back"),
        effect=_("The story is a draft again and your note goes with it."),
        result=_("Sent back with your note."),
    ),
    Move.APPROVE: Rule(
        Duty.EDIT,
        _stages(Stage.IN_REVIEW),
        ANY_STANDING,
        Stage.APPROVED,
        needs_revision=True,
        past=_("approved"),
        effect=_("You have read version %(number)s and it may be published. Any later change needs a new approval."),
        result=_("Approved version %(number)s. A publisher can publish it now."),
    ),
    Move.PUBLISH: Rule(
        Duty.PUBLISH,
        _stages(Stage.APPROVED),
        _standings(Standing.UNPUBLISHED),
        Stage.DONE,
        Standing.PUBLISHED,
        past=_("published"),
        effect=_("Readers see version %(number)s at once."),
        result=_("Published version %(number)s."),
    ),
    # Only within minutes of a first publication, and only until a feed has carried it: see fresh_publications.
    Move.UNDO_PUBLISH: Rule(
        Duty.PUBLISH,
        _stages(Stage.DONE),
        _standings(Standing.PUBLISHED),
        Stage.APPROVED,
        Standing.UNPUBLISHED,
        serious=True,
        past=_("undid the publication"),
        effect=_("The story leaves the site at once, without a notice. Version %(number)s stays approved."),
        result=_("Publication undone. Version %(number)s stays approved."),
    ),
    Move.PUBLISH_CORRECTION: Rule(
        Duty.PUBLISH,
        _stages(Stage.APPROVED),
        _standings(Standing.PUBLISHED),
        Stage.DONE,
        note=_("What was corrected? Readers see this text."),
        note_missing=_("Describe what was changed."),
        past=_("published with a correction"),
        effect=_("Readers see version %(number)s at once, with a dated notice of what was corrected."),
        result=_("Published version %(number)s with its correction."),
    ),
    # Four eyes protect the words. Countries are metadata, so anyone who may publish may change them; it is logged.
    Move.TAG_COUNTRIES: Rule(
        Duty.PUBLISH,
        _stages(Stage.DONE),
        _standings(Standing.PUBLISHED),
        Stage.DONE,
        needs_revision=True,
        past=_("changed the countries"),
    ),
    Move.PUBLISH_FIX: Rule(
        Duty.PUBLISH,
        _stages(Stage.APPROVED),
        _standings(Standing.PUBLISHED),
        Stage.DONE,
        note=_("What was fixed? Only the desk sees this."),
        note_missing=_("Describe what was changed."),
        past=_("published as a silent fix"),
        effect=_(
            "Readers see version %(number)s at once, without a notice. For typing errors only; the log keeps your reason."
        ),
        result=_("Published version %(number)s without a notice."),
    ),
    Move.SCHEDULE: Rule(
        Duty.PUBLISH,
        _stages(Stage.APPROVED),
        PUBLISHABLE,
        Stage.SCHEDULED,
        Standing.PUBLISHED,
        needs_time=True,
        past=_("scheduled"),
        effect=_("Readers see version %(number)s from the time you choose, to the second (%(zone)s)."),
        result=_("Scheduled version %(number)s."),
    ),
    Move.RESCHEDULE: Rule(
        Duty.PUBLISH,
        _stages(Stage.SCHEDULED),
        _standings(Standing.PUBLISHED),
        Stage.SCHEDULED,
        needs_time=True,
        past=_("rescheduled"),
        effect=_("Readers see version %(number)s from the new time you choose (%(zone)s)."),
        result=_("Rescheduled version %(number)s."),
    ),
    Move.UNSCHEDULE: Rule(
        Duty.PUBLISH,
        _stages(Stage.SCHEDULED),
        _standings(Standing.PUBLISHED),
        Stage.APPROVED,
        past=_("unscheduled"),
        effect=_("The schedule is removed. Version %(number)s stays approved."),
        result=_("Schedule removed. Version %(number)s stays approved."),
    ),
    Move.PUBLISH_EARLY: Rule(
        Duty.PUBLISH,
        _stages(Stage.SCHEDULED),
        _standings(Standing.PUBLISHED),
        Stage.DONE,
        Standing.PUBLISHED,
        serious=True,
        past=_("published ahead of schedule"),
        effect=_("Readers see version %(number)s at once, not only at the scheduled time."),
        result=_("Published version %(number)s ahead of its schedule."),
    ),
    Move.DISCARD: Rule(
        Duty.WRITE,
        _stages(Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED),
        _standings(Standing.PUBLISHED, Standing.RETRACTED),
        Stage.DONE,
        serious=True,
        past=_("discarded the changes"),
        effect=_("The story is again as readers see it in version %(live)s. What is discarded stays in the history."),
        result=_("Changes discarded. The story is as readers see it."),
    ),
    Move.RETRACT: Rule(
        Duty.PUBLISH,
        LIVE_STAGES,
        _standings(Standing.PUBLISHED),
        to_standing=Standing.RETRACTED,
        note=_("Why is it retracted? Readers see this text in place of the story."),
        serious=True,
        past=_("retracted"),
        effect=_("Readers find your notice in place of the story at once. It leaves every list."),
    ),
    Move.KILL: Rule(
        Duty.PUBLISH,
        LIVE_STAGES,
        _standings(Standing.PUBLISHED, Standing.RETRACTED),
        to_standing=Standing.KILLED,
        note=_("Why is it killed? Only the desk sees this."),
        serious=True,
        past=_("killed"),
        effect=_("The page is gone for readers (410) at once, without a notice. For legal reasons only."),
    ),
    Move.REINSTATE: Rule(
        Duty.PUBLISH,
        LIVE_STAGES,
        _standings(Standing.RETRACTED, Standing.KILLED),
        to_standing=Standing.PUBLISHED,
        note=_("Why is it reinstated? Only the desk sees this."),
        serious=True,
        past=_("reinstated"),
        effect=_("Readers see version %(live)s again at once."),
        result=_("Reinstated."),
    ),
    Move.SPIKE: Rule(
        Duty.EDIT,
        _stages(Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED),
        _standings(Standing.UNPUBLISHED),
        Stage.SPIKED,
        past=_("spiked"),
        effect=_("The story is dropped. It can be taken off the spike again."),
        result=_("Spiked. It can be taken off the spike again."),
    ),
    Move.UNSPIKE: Rule(
        Duty.EDIT,
        _stages(Stage.SPIKED),
        _standings(Standing.UNPUBLISHED),
        Stage.DRAFT,
        past=_("unspiked"),
        effect=_("The story is a draft again."),
        result=_("Unspiked. The story is a draft again."),
    ),
}


def is_possible(move: Move, *, stage: Stage, standing: Standing) -> bool:
    """Tell whether the table of moves allows a move from this stage and standing.

    The policy decides who may make it.
    """
    rule = MOVES[move]
    return stage in rule.stages and standing in rule.standings
