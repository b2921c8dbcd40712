"""The checklist: one function per check, each with a severity from the settings.

`findings` is asked as one types and again, in the transaction of the move itself, on every way to publication. A check
takes the Copy and yields what it has Seen; it neither asks the network nor writes. Inside, from the top down:
running -> essentials, wording, pictures, links -> copy.
"""

from articles.queries.checks.runner import CHECKS, Finding, findings
from articles.queries.checks.subject import Copy, Seen

__all__ = ["CHECKS", "Copy", "Finding", "Seen", "findings"]
