"""Parse a search query: words, “phrases”, -exclusions and prefixes*."""

import re
from dataclasses import dataclass

from articles.lib.text.search_words import fold, words

MOST_TERMS = 12
LONGEST = 200  # characters of a question
_TERM = re.compile(r'(?P<no>-)?(?:["“”«](?P<phrase>[^"“”»]*)["“”»]?|(?P<word>[^\s"“”«]+))')


@dataclass(frozen=True)
class Term:
    """One condition: a folded word, the words of a phrase, or the beginning of a word."""

    folded: tuple[str, ...]
    exact: bool = False
    beginning: bool = False


@dataclass(frozen=True)
class Question:
    """A reader's question in its terms. Empty when there is nothing to look for."""

    text: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def words(self) -> list[str]:
        """The folded words that are wanted, in their order."""
        return [word for term in self.wanted for word in term.folded]


def read(text: str, *, typing: bool = False) -> Question:
    """Read a question; what can't be understood is left out. While it is being typed, its last word is a beginning.

    Several words joined by hyphens or slashes are looked for side by side, as they stand.
    """
    text = text[:LONGEST]
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for match in _TERM.finditer(text):
        said = match["phrase"] if match["word"] is None else match["word"]
        folded = tuple(word.folded for word in words(said))
        if not folded:
            continue
        last = typing and match.end() == len(text) and match["word"] is not None
        term = Term(folded, exact=len(folded) > 1 or match["word"] is None, beginning=said.endswith("*") or last)
        (unwanted if match["no"] else wanted).append(term)
    return Question(" ".join(text.split()), tuple(wanted[:MOST_TERMS]), tuple(unwanted[:MOST_TERMS]))


def instead(text: str, better: dict[str, str]) -> str:
    """The question with some of its words replaced: `better` maps folded words to others. The rest stays as typed."""
    parts, end = [], 0
    for word in words(text):
        replacement = better.get(fold(text[word.start : word.end]))
        parts += [text[end : word.start], replacement or text[word.start : word.end]]
        end = word.end
    return "".join([*parts, text[end:]])
