"""Objections to publishing a story, and the reasons given to override them.

Every move that publishes, the scheduler and the page check here. A further reason to hold a story back belongs in
`list_findings`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.domain.checklist import Severity
from articles.domain.document import CleanDocument
from articles.domain.errors import UserFacingError
from articles.domain.states import Move
from articles.models import Article, AuditEntry, Note
from articles.queries import checks
from articles.queries.story.translations import (
    describe_other_translation,
    find_other_translation,
    is_same_translation,
)
from articles.services.revisions import LockedArticle

if TYPE_CHECKING:
    import datetime

ANY_CHECK = "*"  # instead of a check's code: the reason counts for every finding
MAX_REASON_LENGTH = 500


class MoveRefused(UserFacingError):
    """This move is not possible now."""


class ReasonNeeded(MoveRefused):
    """The move needs a reason for each of these `findings` of advisory checks."""

    def __init__(self, findings: Sequence[checks.Finding]) -> None:
        self.findings = tuple(findings)
        sentences = " ".join(finding.message for finding in findings)
        super().__init__(f"{sentences} {_('Fix this, or give a reason to publish anyway.')}")


def list_findings(
    document: CleanDocument,
    *,
    story: Article | None,
    at: "datetime.datetime | None" = None,
) -> list[checks.Finding]:
    """List the checklist's findings for a Document, and the story's blocking notes, most severe first.

    Without a story, there are no notes. `at` is the time of publication, by default now.
    """
    from_desk = [*_list_blocking_notes(story), *_list_other_translations(story)] if story else []
    return [*from_desk, *checks.run_checks(document, at=at)]


def _list_blocking_notes(story: Article) -> list[checks.Finding]:
    """Return a finding if outside readers do not approve the story, and one if other blocking notes are open."""
    blocking = Note.objects.blocking().filter(article=story).values_list("mark", "guest")
    objectors = [guest for mark, guest in blocking if mark == Note.Mark.NOT_APPROVED]
    count = len(blocking) - len(objectors)
    sentences = []
    if objectors:
        who = ", ".join(dict.fromkeys(f"\u2068{guest}\u2069" for guest in objectors))  # in whatever direction
        sentences.append(_("Not approved by %(who)s. An editor must resolve this note first.") % {"who": who})
    if count:
        message = ngettext(
            "A blocking note is open. Resolve it first.", "%(n)s blocking notes are open. Resolve them first.", count
        )
        sentences.append(message % {"n": count})
    return [checks.Finding("notes", Severity.BLOCKING, checks.Problem("", sentence)) for sentence in sentences]


def _list_other_translations(story: Article) -> list[checks.Finding]:
    """Return one finding if publishing the head would add a second public translation into a language."""
    document = story.newest.document
    if document.original is None or is_same_translation(document, story.live.document if story.live else None):
        return []
    other = find_other_translation(document, but=story)
    if other is None or other.live_id is None:
        return []
    return [checks.Finding("translation", Severity.BLOCKING, checks.Problem("", describe_other_translation(other)))]


def require_only_translation(story: LockedArticle) -> None:
    """Raise MoveRefused if another public story has become the translation that a withdrawn one was."""
    other = find_other_translation(story.live.document, but=story) if story.live else None
    if other and other.live_id:
        raise MoveRefused(describe_other_translation(other))


def list_objections(story: Article, *, at: "datetime.datetime | None" = None) -> list[checks.Finding]:
    """List the findings against publishing a story's head at a time (None: now), blocking ones first."""
    findings = list_findings(story.newest.document, story=story, at=at)
    return [finding for finding in findings if finding.blocking or finding.advisory]


def require_publishable(
    story: LockedArticle, *, overriding: Mapping[str, str], at: "datetime.datetime | None" = None
) -> dict[str, Any]:
    """Raise MoveRefused or ReasonNeeded if a finding stops publication; return the overrides for the log.

    `overriding` maps the codes of advisory checks, or ANY_CHECK, to a reason.
    """
    objections = list_objections(story, at=at)
    if blocking := [finding.message for finding in objections if finding.blocking]:
        raise MoveRefused(" ".join(blocking))
    reasons = {finding.code: _get_reason(overriding, finding) for finding in objections}
    if lacking := [finding for finding in objections if not reasons[finding.code]]:
        raise ReasonNeeded(lacking)
    return {"overridden": reasons} if reasons else {}


def list_unresolved_when_due(story: LockedArticle) -> list[str]:
    """List, as sentences, the findings that stop a due change and were not overridden when it was scheduled."""
    known = get_overrides(story)
    return [finding.message for finding in list_objections(story) if finding.blocking or finding.code not in known]


def get_overrides(story: Article) -> dict[str, str]:
    """Return {check code: reason} of the checks that were overridden when the head was scheduled."""
    scheduled = AuditEntry.objects.filter(
        article=story, action__in=[Move.SCHEDULE, Move.RESCHEDULE], revision=story.head
    ).first()
    return dict(scheduled.details.get("overridden", {})) if scheduled else {}


def _get_reason(overriding: Mapping[str, str], finding: checks.Finding) -> str:
    """Return the reason given to override a finding, cut to MAX_REASON_LENGTH; empty without one."""
    return (overriding.get(finding.code) or overriding.get(ANY_CHECK, "")).strip()[:MAX_REASON_LENGTH]
