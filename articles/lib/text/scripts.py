"""Find the words in Arabic script inside a text, and say whether their letters are those of Urdu."""

import re
from collections.abc import Iterator
from typing import Final, Literal

# Letters of Urdu alone, found in every Urdu sentence; Arabic, Persian and Pashto readers expect Naskh.
URDU_LETTERS: Final = frozenset("ٹڈڑںےہۂۃ")
_ARABIC: Final = r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
# Words with what stands between them: they are one run, which is read from right to left as a whole.
_RUN: Final = re.compile(rf"{_ARABIC}+(?:[\s\u200c-\u200f\u2010-\u201f.:،-]*{_ARABIC}+)*")


def script_language(words: str) -> Literal["ur", "ar"]:
    """Return the language whose script words in Arabic letters are set in: "ur" for Nastaliq, "ar" for Naskh."""
    return "ur" if URDU_LETTERS.intersection(words) else "ar"


def split_scripts(words: str) -> Iterator[tuple[str, str]]:
    """Yield the text in order as (part, language): "ur" or "ar" for words in Arabic script, "" for all others.

    A text whose first letter is Arabic is one part: its digits and Latin names stand in words from right to left.
    """
    first = next(filter(str.isalpha, words), "")
    if re.match(_ARABIC, first):
        yield words, script_language(words)
        return
    end = 0
    for run in _RUN.finditer(words):
        if run.start() > end:
            yield words[end : run.start()], ""
        yield run[0], script_language(run[0])
        end = run.end()
    if words[end:]:
        yield words[end:], ""
