"""Codes and severities of the checklist.

No Django, so that settings can be validated against it.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """The effect of a finding: blocks publication, asks for a reason, or is only shown; OFF disables the check."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"
    HINT = "hint"
    OFF = "off"


# In the order in which findings of the same severity are shown.
DEFAULTS: Mapping[str, Severity] = MappingProxyType(
    {
        "empty_body": Severity.BLOCKING,
        "placeholder": Severity.BLOCKING,
        "unknown_picture": Severity.BLOCKING,
        "alt_text": Severity.BLOCKING,
        "credit_line": Severity.BLOCKING,
        "licence_ended": Severity.ADVISORY,
        "headline_length": Severity.ADVISORY,
        "standfirst": Severity.ADVISORY,
        "about": Severity.ADVISORY,
        "dead_links": Severity.ADVISORY,
        "insecure_links": Severity.ADVISORY,
        "open_quotes": Severity.ADVISORY,
        "two_spellings": Severity.ADVISORY,
        "empty_paragraphs": Severity.ADVISORY,
        # Only hints: a reporter's plain text file cannot contain these, or a good story may well lack them.
        "section": Severity.HINT,
        "byline": Severity.HINT,
        "label": Severity.HINT,
        "lead_picture": Severity.HINT,
        "long_sentences": Severity.HINT,
    }
)
# Without these a page could not be rendered at all.
FIXED = frozenset({"empty_body", "unknown_picture"})


class InvalidSeverity(ValueError):
    """An invalid setting of severities; the message is one sentence."""


def parse_severities(pairs: list[str]) -> dict[str, Severity]:
    """Return {check code: severity}: the defaults, overridden by pairs such as "dead_links:off".

    Raises InvalidSeverity.
    """
    severities = dict(DEFAULTS)
    for pair in pairs:
        code, _separator, word = (part.strip() for part in pair.partition(":"))
        if code not in DEFAULTS:
            raise InvalidSeverity(f"there is no check called {code!r}; {_suggest_nearest(code, list(DEFAULTS))}")
        if word not in set(Severity):
            raise InvalidSeverity(
                f"{code} can’t be {word!r}; {_suggest_nearest(word, [severity.value for severity in Severity])}"
            )
        if code in FIXED and word != Severity.BLOCKING:
            raise InvalidSeverity(f"{code} is always blocking, because no page could be made without it.")
        severities[code] = Severity(word)
    return severities


def _suggest_nearest(word: str, known: list[str]) -> str:
    """Return a hint: the known word nearest to a mistyped one, or else the list of all known words."""
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"it must be one of {', '.join(known)}."
