"""Objections to publishing a story, and the reasons given to override them.

The one place that is asked, by every move that publishes, by the clock and by the page: whoever knows a further reason to
keep a story back adds it to `findings`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.domain.checklist import Severity
from articles.domain.document import Document
from articles.domain.errors import UserFacingError
from articles.domain.states import Move
from articles.models import Article, AuditEntry, Note
from articles.queries import checks

if TYPE_CHECKING:
    import datetime

EVERY = "*"  # in place of a check's code: the reason holds for whatever is found
LONGEST_REASON = 500


class MoveRefused(UserFacingError):
    """The story can't make this move now."""


class ReasonNeeded(MoveRefused):
    """Advisory checks have found something; with a reason for each of them the move can be made. `findings` are these."""

    def __init__(self, found: Sequence[checks.Finding]) -> None:
        self.findings = tuple(found)
        sentences = " ".join(finding.message for finding in found)
        super().__init__(f"{sentences} {_('Mend it, or say why it is published all the same.')}")


def findings(
    document: Document,
    *,
    story: Article | None,
    at: "datetime.datetime | None" = None,
) -> list[checks.Finding]:
    """Everything that there is to say of a cleaned Document as words of this story (None: a new one), the heaviest first."""
    held = _held_by_notes(story) if story else []
    return [*held, *checks.findings(document, at=at)]


def _held_by_notes(story: Article) -> list[checks.Finding]:
    """What keeps a story from being published while blocking notes on it are open."""
    held = Note.objects.blocking().filter(article=story).count()
    message = ngettext(
        "A blocking note is open. Resolve it first.", "%(n)s blocking notes are open. Resolve them first.", held
    )
    return [checks.Finding("notes", Severity.BLOCKING, checks.Seen("", message % {"n": held}))] if held else []


def objections(story: Article, *, at: "datetime.datetime | None" = None) -> list[checks.Finding]:
    """What speaks against showing the head to readers at a moment (now): blocking findings first, then advisory ones."""
    found = findings(story.newest.document, story=story, at=at)
    return [finding for finding in found if finding.blocking or finding.advisory]


def require_publishable(
    story: Article, *, overriding: Mapping[str, str], at: "datetime.datetime | None" = None
) -> dict[str, Any]:
    """Raise MoveRefused or ReasonNeeded, unless nothing is left that speaks against it; what was overridden, for the log.

    `overriding` maps the codes of advisory checks, or EVERY, to the reason that is given.
    """
    found = objections(story, at=at)
    if blocking := [finding.message for finding in found if finding.blocking]:
        raise MoveRefused(" ".join(blocking))
    reasons = {finding.code: _reason(overriding, finding) for finding in found}
    if lacking := [finding for finding in found if not reasons[finding.code]]:
        raise ReasonNeeded(lacking)
    return {"overridden": reasons} if reasons else {}


def left_when_due(story: Article) -> list[str]:
    """The sentences that keep a scheduled change back when it is due: what nobody has overridden when scheduling it."""
    known = overridden(story)
    return [finding.message for finding in objections(story) if finding.blocking or finding.code not in known]


def overridden(story: Article) -> dict[str, str]:
    """What was overridden when the head was scheduled, with the reasons."""
    scheduled = AuditEntry.objects.filter(
        article=story, action__in=[Move.SCHEDULE, Move.RESCHEDULE], revision=story.head
    ).first()
    return dict(scheduled.details.get("overridden", {})) if scheduled else {}


def _reason(overriding: Mapping[str, str], finding: checks.Finding) -> str:
    return (overriding.get(finding.code) or overriding.get(EVERY, "")).strip()[:LONGEST_REASON]
