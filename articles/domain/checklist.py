"""Codes and severities of the checklist.

Knows nothing of Django, so that the settings can be read against it.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """What a finding does: keeps the story back; asks for a reason; is only shown; or is not looked for at all."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"
    HINT = "hint"
    OFF = "off"


# In the order in which the desk shows findings of the same weight.
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
        # What a reporter's plain file can't hold, or what a good story may well lack, asks for no reason by itself.
        "section": Severity.HINT,
        "byline": Severity.HINT,
        "label": Severity.HINT,
        "lead_picture": Severity.HINT,
        "long_sentences": Severity.HINT,
    }
)
# Without these a page could not be made at all.
FIXED = frozenset({"empty_body", "unknown_picture"})


class UnknownWord(ValueError):
    """A list of severities has a word in it that means nothing; the message is one sentence."""


def read(pairs: list[str]) -> dict[str, Severity]:
    """The severity of every check: the defaults under what pairs such as "dead_links:off" say. Raises UnknownWord."""
    chosen = dict(DEFAULTS)
    for pair in pairs:
        code, _colon, word = (part.strip() for part in pair.partition(":"))
        if code not in DEFAULTS:
            raise UnknownWord(f"there is no check called {code!r}; {_nearest(code, list(DEFAULTS))}")
        if word not in set(Severity):
            raise UnknownWord(f"{code} can’t be {word!r}; {_nearest(word, [severity.value for severity in Severity])}")
        if code in FIXED and word != Severity.BLOCKING:
            raise UnknownWord(f"{code} is always blocking, because no page could be made without it.")
        chosen[code] = Severity(word)
    return chosen


def _nearest(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"it must be one of {', '.join(known)}."
