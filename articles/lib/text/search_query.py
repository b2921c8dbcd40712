"""Parse a search query: words, “phrases”, -exclusions and prefixes*."""

import re
from dataclasses import dataclass

from articles.lib.text.search_words import fold, iter_words

MAX_TERMS = 12
MAX_QUERY_LENGTH = 200  # characters
_TERM_PATTERN = re.compile(r'(?P<no>-)?(?:["“”«](?P<phrase>[^"“”»]*)["“”»]?|(?P<word>[^\s"“”«]+))')


@dataclass(frozen=True)
class Term:
    """One condition: a folded word, the words of a phrase, or (``beginning``) a prefix of a word."""

    folded: tuple[str, ...]
    exact: bool = False
    beginning: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """A parsed query; falsy when there is nothing to search for."""

    text: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def words(self) -> list[str]:
        """The folded words that the query wants, in order."""
        return [word for term in self.wanted for word in term.folded]


def parse_query(text: str, *, typing: bool = False) -> SearchQuery:
    """Parse a search query; what cannot be parsed is ignored.

    With ``typing``, the last word counts as a prefix. Words joined by hyphens or slashes are searched for as a phrase.
    """
    text = text[:MAX_QUERY_LENGTH]
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for match in _TERM_PATTERN.finditer(text):
        phrase = match["phrase"] if match["word"] is None else match["word"]
        folded = tuple(word.folded for word in iter_words(phrase))
        if not folded:
            continue
        is_being_typed = typing and match.end() == len(text) and match["word"] is not None
        term = Term(
            folded, exact=len(folded) > 1 or match["word"] is None, beginning=phrase.endswith("*") or is_being_typed
        )
        (unwanted if match["no"] else wanted).append(term)
    return SearchQuery(" ".join(text.split()), tuple(wanted[:MAX_TERMS]), tuple(unwanted[:MAX_TERMS]))


def replace_words(text: str, better: dict[str, str]) -> str:
    """Replace words of a query by ``better`` (folded word: replacement); the rest stays as typed."""
    parts, end = [], 0
    for word in iter_words(text):
        replacement = better.get(fold(text[word.start : word.end]))
        parts += [text[end : word.start], replacement or text[word.start : word.end]]
        end = word.end
    return "".join([*parts, text[end:]])
