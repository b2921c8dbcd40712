"""Run the checks, apply the configured severities and sort the findings."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from django.conf import settings

from articles.domain.checklist import DEFAULTS, Severity
from articles.domain.document import CleanDocument
from articles.queries.checks import essentials, links, pictures, wording
from articles.queries.checks.subject import Check, CheckSubject, Problem

MAX_FINDINGS_PER_CHECK = 8  # fixing some shows the rest

_MODULES = (essentials, wording, pictures, links)
# A check's code is the name of its function.
CHECKS: Mapping[str, Check] = {
    code: next(getattr(module, code) for module in _MODULES if hasattr(module, code)) for code in DEFAULTS
}
_SEVERITY_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Finding:
    """One problem, with the code of the check that found it and its severity."""

    code: str
    severity: Severity
    problem: Problem

    @property
    def message(self) -> str:
        """One sentence on what is wrong, for the editor."""
        return self.problem.message

    @property
    def field(self) -> str:
        """The name of the form field with the problem."""
        return self.problem.field

    @property
    def blocking(self) -> bool:
        """Whether the finding prevents publication."""
        return self.severity == Severity.BLOCKING

    @property
    def advisory(self) -> bool:
        """Whether publishing despite the finding needs a reason."""
        return self.severity == Severity.ADVISORY


def run_checks(document: CleanDocument, *, at: datetime.datetime | None = None) -> list[Finding]:
    """Run all checks on a Document for a time of publication (now by default); return the severest findings first."""
    subject = CheckSubject.of(document, at=at)
    severities: Mapping[str, Severity] = settings.CHECKS
    findings = [
        Finding(code, severities[code], problem)
        for code, check in CHECKS.items()
        if severities[code] != Severity.OFF
        for problem in islice(check(subject), MAX_FINDINGS_PER_CHECK)
    ]
    return sorted(findings, key=lambda finding: _SEVERITY_ORDER[finding.severity])
