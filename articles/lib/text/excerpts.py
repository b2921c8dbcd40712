"""Cut the passage around a search's first hits, split into hits and text between them."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.lib.text.search_query import Question, Term
from articles.lib.text.search_words import Word, stem, words

AROUND = 14  # words before and after a hit
LONGEST = 2  # passages of one story


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `hit` when it is what was asked for."""

    text: str
    hit: bool = False


def marked(text: str, question: Question) -> list[Piece]:
    """The whole text in pieces."""
    found = list(words(text))
    return _pieces(text, _hits(found, question), 0, len(text))


def passages(paragraphs: Iterable[str], question: Question, *, limit: int = LONGEST) -> list[list[Piece]]:
    """The words around the first hits, at most one passage a paragraph; none where nothing was found."""
    chosen: list[list[Piece]] = []
    for paragraph in paragraphs:
        found = list(words(paragraph))
        hits = _hits(found, question)
        if not hits:
            continue
        first = next(position for position, word in enumerate(found) if word.start == hits[0][0])
        last = min(len(found) - 1, first + 2 * AROUND)
        first = max(0, min(first - AROUND, last - 2 * AROUND))
        start = found[first].start if first else 0
        end = max(hits[0][1], found[last].end) if last < len(found) - 1 else len(paragraph)
        pieces = _pieces(paragraph, hits, start, end)
        chosen.append([Piece("… "), *pieces] if start else pieces)
        if end < len(paragraph):
            chosen[-1].append(Piece(" …"))
        if len(chosen) == limit:
            break
    return chosen


def _hits(found: list[Word], question: Question) -> list[tuple[int, int]]:
    """Where the text has what was asked for, as (start, end) in characters, in order, none inside another."""
    sought = _Sought(question)
    folded = [word.folded for word in found]
    spans = []
    position = 0
    while position < len(found):
        longest = sought.length(folded, position)
        if longest:
            spans.append((found[position].start, found[position + longest - 1].end))
        position += longest or 1
    return spans


class _Sought:
    """What is asked for, laid out so that a word of the text is compared with little: phrases lie by how they begin."""

    def __init__(self, question: Question) -> None:
        self._words = [term for term in question.wanted if len(term.folded) == 1]
        self._phrases: dict[str, dict[tuple[str, ...], list[Term]]] = {}
        for term in question.wanted:
            if head := term.folded[:-1]:
                self._phrases.setdefault(head[0], {}).setdefault(head, []).append(term)
        self._known: dict[str, int] = {}

    def length(self, folded: list[str], position: int) -> int:
        """How many words from here on are what was asked for; 0 when they are not."""
        said = folded[position]
        longest = self._known.get(said, -1)
        if longest < 0:
            longest = self._known[said] = int(_ends(said, self._words))
        for head, terms in self._phrases.get(said, {}).items():
            last = position + len(head)
            if last < len(folded) and tuple(folded[position:last]) == head and _ends(folded[last], terms):
                longest = max(longest, len(head) + 1)
        return longest


def _ends(said: str, terms: list[Term]) -> bool:
    """Whether this word is the last of one of the terms."""
    return any(
        said == (last := term.folded[-1])
        or (term.beginning and said.startswith(last))
        or (not term.exact and stem(said) == stem(last))
        for term in terms
    )


def _pieces(text: str, hits: list[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    for first, last in hits:
        if first >= end:
            break
        if first < at or last > end:
            continue
        pieces += [Piece(text[at:first]), Piece(text[first:last], hit=True)]
        at = last
    return [piece for piece in [*pieces, Piece(text[at:end])] if piece.text]
