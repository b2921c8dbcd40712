"""Wording of what each move will do and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.domain.dates import format_moment
from articles.domain.document import Document
from articles.domain.roles import Duty
from articles.domain.states import MOVES, Move, Stage, Standing
from articles.models import Article, Correction, PlannedChange, User
from articles.queries import checks, four_eyes, policy
from articles.queries.desk.stories import changed_original
from articles.services import workflow


@dataclass(frozen=True)
class Offer:
    """One legal move as the page offers it."""

    move: Move
    says: str
    question: str
    needs_moment: bool
    kinds: list[tuple[str, str]]
    serious: bool
    reasons: Sequence[checks.Finding] = ()
    primary: bool = False

    @property
    def simple(self) -> bool:
        """Whether one press makes the move: no question, time, reason or confirmation is needed."""
        return not (self.question or self.needs_moment or self.serious or self.reasons)

    @property
    def codes(self) -> list[str]:
        """The codes of the checks whose findings need a reason, each once."""
        return list(dict.fromkeys(finding.code for finding in self.reasons))


# A person who may publish a draft at once, because four eyes are off, is offered just that.
_PRIMARY = (Move.PUBLISH, Move.SUBMIT, Move.APPROVE, Move.UNSPIKE)


def list_offers(article: Article, *, by: User, reasons: Mapping[Move, Sequence[checks.Finding]]) -> list[Offer]:
    """List the moves that this person can make on the story, the likeliest one marked as primary.

    `reasons` are the findings of the checklist that a move must give a reason for.
    """
    moves = workflow.possible_moves(article, by=by)
    primary = next((move for move in _PRIMARY if move in moves), None)
    return [
        replace(_build_offer(move, article), primary=move == primary, reasons=tuple(reasons.get(move, ())))
        for move in moves
        if _is_worth_offering(move, article)
    ]


def _is_worth_offering(move: Move, article: Article) -> bool:
    """Whether to offer a possible move: not a correction without changes or readers, nor publishing under embargo."""
    if move in {Move.PUBLISH_CORRECTION, Move.PUBLISH_FIX}:
        return workflow.is_public(article) and article.has_unpublished_changes
    if move == Move.TAG_COUNTRIES:
        return False  # made where the untagged are worked through, not beside a form that has countries of its own
    return move != Move.PUBLISH or article.embargo is None or article.embargo <= timezone.now()


def _build_offer(move: Move, article: Article) -> Offer:
    """Build the offer of one move: its effect, its question, and which fields it needs."""
    rule = MOVES[move]
    return Offer(
        move=move,
        says=describe_effect(move, article),
        question=_choose_question(move, article),
        needs_moment=rule.needs_time,
        kinds=[(value, str(words)) for value, words in _list_change_types(move, article)],
        serious=rule.serious,
    )


def _choose_question(move: Move, article: Article) -> str:
    """Return the question to answer for a move; scheduling a change to a live story asks what was changed."""
    if move == Move.SCHEDULE and article.live_id:
        return _("What was changed? Readers will see this text; of a silent fix only the desk sees it.")
    return str(MOVES[move].note)


def _list_change_types(move: Move, article: Article) -> list[tuple[str, Any]]:
    """Return the types of change, as (value, label), that a move offers; [] unless it publishes or schedules a change."""
    if move == Move.PUBLISH_CORRECTION:
        return list(Correction.Kind.choices)
    return list(PlannedChange.KINDS) if move == Move.SCHEDULE and article.live_id else []


def describe_effect(move: Move, article: Article) -> str:
    """Describe in one sentence what a move will do, to which version, and in which time zone."""
    values = {
        "number": article.newest.number,
        "live": article.live.number if article.live else 0,
        "zone": timezone.localtime().strftime("%Z"),
    }
    return str(MOVES[move].effect) % values


def passing_objection(article: Article, *, by: User) -> str:
    """Return why an editor can’t approve, or a publisher can’t publish, a story that waits for it; "" if they can."""
    if article.stage == Stage.IN_REVIEW and policy.has_duty(by, Duty.EDIT):
        return policy.why_not_move(by, Move.APPROVE, article) or ""
    if article.stage == Stage.APPROVED and policy.has_duty(by, Duty.PUBLISH):
        return policy.why_not_move(by, Move.SCHEDULE, article) or ""
    return ""


def edit_warning(article: Article, *, by: User) -> str:
    """Warn that saving a change would undo the story’s approval or schedule; "" if it would undo neither."""
    if article.stage == Stage.SCHEDULED:
        return _("Saving a change unschedules the story. It must then be approved again.")
    if policy.is_editor_or_publisher(by):
        ends_approval = _("Saving a change ends the approval. The story must then be approved again.")
        return ends_approval if article.stage == Stage.APPROVED else ""
    if article.stage in {Stage.IN_REVIEW, Stage.APPROVED}:
        return _("Saving a change makes the story a draft again. It must then be submitted and approved again.")
    return ""


def describe_save(article: Article, *, before: Stage, number: int) -> str:
    """Describe what a save did; `before` and `number` are the stage and the version number before the save."""
    if article.newest.number == number:
        return _("There are no changes to save.")
    words = _("Saved as version %(number)s.") % {"number": article.newest.number}
    if before == Stage.SCHEDULED:
        return words + " " + _("It is no longer scheduled and needs approval again.")
    if before == Stage.APPROVED and article.stage == Stage.IN_REVIEW:
        return words + " " + _("It needs approval again.")
    if before in {Stage.IN_REVIEW, Stage.APPROVED} and article.stage == Stage.DRAFT:
        return words + " " + _("It is a draft again; submit it when it is ready.")
    return words


def describe_result(move: Move, article: Article) -> str:
    """Describe what a move did, with the new status of a story that has been published."""
    result = str(MOVES[move].result) % {"number": article.newest.number}
    return f"{result} {describe_situation(article)}".strip() if article.standing != Standing.UNPUBLISHED else result


_WAITS = {
    Stage.DRAFT: gettext_lazy("Not published."),
    Stage.IN_REVIEW: gettext_lazy("Not published. Waiting for an editor."),
    Stage.APPROVED: gettext_lazy("Not published. Approved, waiting for a publisher."),
    Stage.SPIKED: gettext_lazy("Not published. Spiked."),
}


def describe_situation(article: Article) -> str:
    """Summarise in a sentence or two what readers see of the story and what happens next."""
    if article.standing == Standing.UNPUBLISHED:
        return str(_WAITS[Stage(article.stage)])
    now = timezone.now()
    if article.visible_at and article.visible_at > now:
        return _("Scheduled for %(moment)s.") % {"moment": format_moment(article.visible_at)}
    if article.standing == Standing.RETRACTED:
        return _("Retracted: readers see the notice.")
    if article.standing == Standing.KILLED:
        return _("Killed: the page is gone for readers.")
    number = article.live.number if article.live else 0
    words = _("Readers see version %(number)s.") % {"number": number}
    if article.scheduled_change_at:
        words += " " + _("Version %(head)s replaces it on %(moment)s.") % {
            "head": article.newest.number,
            "moment": format_moment(article.scheduled_change_at),
        }
    elif article.has_unpublished_changes:
        words += " " + _("Later changes are not published.")
    return words


def original_warning(document: Document | None) -> str:
    """Warn that a translation’s original has changed since it was translated; "" otherwise."""
    original = changed_original(document)
    if original is None or original.live is None or document is None or document.original is None:
        return ""
    words = {"theirs": original.live.number, "ours": document.original.number}
    return (
        _("The original has changed: readers see version %(theirs)s, this was translated from version %(ours)s.")
        % words
    )


def find_unpassed(article: Article, *, by: User) -> dict[str, Any]:
    """Return the versions before and after what only its approver has passed, for a publisher; {} if there is nothing."""
    if article.stage != Stage.APPROVED or not policy.has_duty(by, Duty.PUBLISH):
        return {}
    unpassed = four_eyes.find_unpassed(article)
    return {"from": unpassed[0].number, "to": unpassed[1].number} if unpassed else {}


def public_page_label(article: Article) -> str:
    """Return the label of the link to the story’s public page; "" if it has no such page."""
    if article.standing == Standing.RETRACTED:
        return _("See the notice")
    if article.standing == Standing.PUBLISHED and workflow.is_public(article):
        return _("View on site")
    return ""
