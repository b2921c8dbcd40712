"""The checklist: one function per check, each with a severity from the settings.

`run_checks` runs while someone types and again, in the transaction of the move, on every way to publication. A check
takes a CheckSubject and yields Problems; it neither uses the network nor writes. `runner` runs the checks of `essentials`,
`wording`, `pictures` and `links`.
"""

from articles.queries.checks.runner import CHECKS, Finding, run_checks
from articles.queries.checks.subject import CheckSubject, Problem

__all__ = ["CHECKS", "CheckSubject", "Finding", "Problem", "run_checks"]
