"""The checklist on the writing page: findings while typing, and reasons that a move requires.

Nothing is stored here: the moves run the checks again, on the saved version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest
from articles.domain.checklist import Severity
from articles.domain.document import CleanDocument
from articles.domain.states import Move
from articles.models import Article
from articles.queries import checks
from articles.services import workflow

PUBLISHING: Final = frozenset({Move.PUBLISH, Move.PUBLISH_CORRECTION, Move.SCHEDULE})


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one severity; `name` is for people, `weight` for the style sheet."""

    weight: str
    name: str
    findings: list[dict[str, Any]]


def panel_context(findings: Sequence[checks.Finding], *, begun: bool) -> dict[str, Any]:
    """Build the checklist’s context; the summary is empty for a new story (`begun` is False)."""
    return {"checklist": _group_by_severity(findings), "checklist_says": _summarise_findings(findings) if begun else ""}


def _summarise_findings(findings: Sequence[checks.Finding]) -> str:
    """Summarise in one sentence whether findings stop a story from being published."""
    if any(finding.blocking for finding in findings):
        return _("This can’t be published yet.")
    if any(finding.advisory for finding in findings):
        return _("This needs a reason to be published.")
    return _("Ready to publish") if findings else _("No problems")


def findings_needing_reason(
    findings: Sequence[checks.Finding], move_input: Mapping[str, Any] | None
) -> dict[Move, list[checks.Finding]]:
    """Map each publishing move to the findings it needs a reason for, including those it was refused for."""
    advisory = [finding for finding in findings if finding.advisory]
    needed = dict.fromkeys([*advisory, *(move_input["needed"] if move_input else ())])
    return {move: list(needed) if move_input and move_input["move"] == move else advisory for move in PUBLISHING}


def _group_by_severity(findings: Sequence[checks.Finding]) -> list[FindingGroup]:
    """Group the findings by severity, blocking ones first; every severity has a group."""
    names = {
        Severity.BLOCKING: _("Must fix"),
        Severity.ADVISORY: _("Fix, or explain"),
        Severity.HINT: _("Suggestions"),
    }
    return [
        FindingGroup(severity.value, name, [to_dict(one) for one in findings if one.severity == severity])
        for severity, name in names.items()
    ]


def to_dict(finding: checks.Finding) -> dict[str, Any]:
    """Convert a finding to JSON data: code, severity, message, and the field, block and words concerned."""
    problem = finding.problem
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "field": problem.field,
        "anchor": "id_credits-0-author" if problem.field == "credits" else f"id_{problem.field}",
        "block": problem.block,
        "start": problem.spot.start if problem.spot else None,
        "end": problem.spot.end if problem.spot else None,
        "quote": problem.spot.quote if problem.spot else "",
    }


def list_findings(document: CleanDocument, story: Article | None) -> list[dict[str, Any]]:
    """Check a Document as the words of a story (None: a new one) and return the findings as JSON data."""
    return [to_dict(finding) for finding in workflow.list_findings(document, story=story)]


def parse_overrides(request: DeskRequest, move: Move, *, reason: str) -> dict[str, str]:
    """Map the codes of the findings shown beside a move to the typed reason; empty if no reason was typed."""
    codes = request.POST.getlist(f"{move.value}-overriding")
    return {code: reason for code in codes if code in checks.CHECKS} if reason.strip() else {}
