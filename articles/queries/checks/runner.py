"""Run the checks, apply the configured severities and sort the findings."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from django.conf import settings

from articles.domain.checklist import DEFAULTS, Severity
from articles.domain.document import CleanDocument
from articles.queries.checks import essentials, links, pictures, wording
from articles.queries.checks.subject import Check, Copy, Seen

MOST_OF_ONE = 8  # findings of one check that are shown; mending some shows the rest

_ROOMS = (essentials, wording, pictures, links)
# A check's code is the name of its function.
CHECKS: Mapping[str, Check] = {
    code: next(getattr(room, code) for room in _ROOMS if hasattr(room, code)) for code in DEFAULTS
}
_WEIGHTS = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Finding:
    """One thing that a check found, and what it does to the story. The code is the check's."""

    code: str
    severity: Severity
    seen: Seen

    @property
    def message(self) -> str:
        """What is wrong, in one sentence for whoever can mend it."""
        return self.seen.message

    @property
    def field(self) -> str:
        """The field of the writing page that it is about."""
        return self.seen.field

    @property
    def blocking(self) -> bool:
        """Whether it keeps the story from being published."""
        return self.severity == Severity.BLOCKING

    @property
    def advisory(self) -> bool:
        """Whether it asks for a reason to publish all the same."""
        return self.severity == Severity.ADVISORY


def findings(document: CleanDocument, *, at: datetime.datetime | None = None) -> list[Finding]:
    """Everything that the checks have to say of a Document for a moment (now), the heaviest findings first."""
    copy = Copy.of(document, at=at)
    weights: Mapping[str, Severity] = settings.CHECKS
    found = [
        Finding(code, weights[code], seen)
        for code, check in CHECKS.items()
        if weights[code] != Severity.OFF
        for seen in islice(check(copy), MOST_OF_ONE)
    ]
    return sorted(found, key=lambda finding: _WEIGHTS[finding.severity])
