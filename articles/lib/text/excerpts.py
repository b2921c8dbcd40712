"""Cut the passage around a search's first hits, split into hits and text between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from articles.lib.text.search_query import SearchQuery, Term
from articles.lib.text.search_words import Word, fold_text, iter_words, stem

CONTEXT_WORDS = 14  # before and after a match
MAX_EXCERPTS = 2  # of one story
_MIN_ROOT = 2  # letters; the stems of shorter words are irregular


@dataclass(frozen=True)
class ExcerptPiece:
    """A stretch of text; ``hit`` is true if it matches the query."""

    text: str
    hit: bool = False


def highlight(text: str, question: SearchQuery) -> list[ExcerptPiece]:
    """Split a whole text into pieces that match the query and pieces that don't."""
    if not _rough_test(question).may_match(text):
        return [ExcerptPiece(text)] if text else []
    text_words = list(iter_words(text))
    return _split_pieces(text, _find_matches(text_words, question), 0, len(text))


def find_excerpts(
    paragraphs: Iterable[str], question: SearchQuery, *, limit: int = MAX_EXCERPTS
) -> list[list[ExcerptPiece]]:
    """Return the words around each paragraph's first match, at most ``limit`` excerpts; [] without a match."""
    excerpts: list[list[ExcerptPiece]] = []
    rough = _rough_test(question)
    for paragraph in paragraphs:
        if not rough.may_match(paragraph):
            continue
        text_words = list(iter_words(paragraph))
        hits = _find_matches(text_words, question)
        if not hits:
            continue
        first = next(position for position, word in enumerate(text_words) if word.start == hits[0][0])
        last = min(len(text_words) - 1, first + 2 * CONTEXT_WORDS)
        first = max(0, min(first - CONTEXT_WORDS, last - 2 * CONTEXT_WORDS))
        start = text_words[first].start if first else 0
        end = max(hits[0][1], text_words[last].end) if last < len(text_words) - 1 else len(paragraph)
        pieces = _split_pieces(paragraph, hits, start, end)
        excerpts.append([ExcerptPiece("… "), *pieces] if start else pieces)
        if end < len(paragraph):
            excerpts[-1].append(ExcerptPiece(" …"))
        if len(excerpts) == limit:
            break
    return excerpts


def _find_matches(text_words: list[Word], question: SearchQuery) -> list[tuple[int, int]]:
    """Return the matches as (start, end) in characters, in order, without overlaps."""
    index = _term_index(question)
    folded = [word.folded for word in text_words]
    spans = []
    position = 0
    while position < len(text_words):
        longest = index.match_length(folded, position)
        if longest:
            spans.append((text_words[position].start, text_words[position + longest - 1].end))
        position += longest or 1
    return spans


@lru_cache(maxsize=16)  # the texts of one page are looked at one after another
def _rough_test(question: SearchQuery) -> "_RoughTest":
    """Return the rough test of a query."""
    return _RoughTest(question)


@lru_cache(maxsize=16)  # as above
def _term_index(question: SearchQuery) -> "_TermIndex":
    """Return the index of a query's terms."""
    return _TermIndex(question)


class _RoughTest:
    """Tells quickly that a text matches no term, without looking at each of its words."""

    def __init__(self, question: SearchQuery) -> None:
        """Choose for each wanted term letters that every match of it has."""
        self._parts = [[_letters_of(term, word) for word in term.folded] for term in question.wanted]

    def may_match(self, text: str) -> bool:
        """Return whether a text has the letters of any term."""
        folded = fold_text(text)
        return any(all(part in folded for part in parts) for parts in self._parts)


def _letters_of(term: Term, word: str) -> str:
    """Return the letters that a word of a term begins with in every text that matches it, whatever its ending is."""
    if term.exact or not word.isascii():
        return word
    root = stem(word)[:-1]
    return root if len(root) > _MIN_ROOT else word[:1]


class _TermIndex:
    """The wanted terms, indexed so that each word of the text needs few comparisons.

    Phrases are indexed by their words but the last, which may be a prefix or a stem.
    """

    def __init__(self, question: SearchQuery) -> None:
        """Index the wanted terms of a query by their first words."""
        self._words = [term for term in question.wanted if len(term.folded) == 1]
        self._phrases: dict[str, dict[tuple[str, ...], list[Term]]] = {}
        for term in question.wanted:
            if head := term.folded[:-1]:
                self._phrases.setdefault(head[0], {}).setdefault(head, []).append(term)
        self._length_by_word: dict[str, int] = {}

    def match_length(self, folded: list[str], position: int) -> int:
        """Return how many words from ``position`` on match a term; 0 if they match no term."""
        word = folded[position]
        longest = self._length_by_word.get(word, -1)
        if longest < 0:
            longest = self._length_by_word[word] = int(_matches_last_word(word, self._words))
        for head, terms in self._phrases.get(word, {}).items():
            last = position + len(head)
            if last < len(folded) and tuple(folded[position:last]) == head and _matches_last_word(folded[last], terms):
                longest = max(longest, len(head) + 1)
        return longest


def _matches_last_word(word: str, terms: list[Term]) -> bool:
    """Return whether a word matches the last word of one of the terms."""
    return any(
        word == (last := term.folded[-1])
        or (term.beginning and word.startswith(last))
        or (not term.exact and stem(word) == stem(last))
        for term in terms
    )


def _split_pieces(text: str, hits: list[tuple[int, int]], start: int, end: int) -> list[ExcerptPiece]:
    """Split characters ``start`` to ``end`` of a text at the matches."""
    pieces, position = [], start
    for first, last in hits:
        if first >= end:
            break
        if first < position or last > end:
            continue
        pieces += [ExcerptPiece(text[position:first]), ExcerptPiece(text[first:last], hit=True)]
        position = last
    return [piece for piece in [*pieces, ExcerptPiece(text[position:end])] if piece.text]
