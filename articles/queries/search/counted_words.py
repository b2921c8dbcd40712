"""What the counted words say about a query: how rare its words are, what its beginnings may end in, misspelt words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from articles.lib.text.search_query import SearchQuery, Term
from articles.lib.text.search_words import stem
from articles.models import SearchWord

MAX_ENDINGS: Final = 50  # words that a beginning stands for, the commonest ones
_MIN_FAMILY = 4  # letters that the words of one stem must share, to be counted together
_COMMONEST = 20_000  # words that are looked through for those with one letter
_LAST = "\U0010ffff"
_MAX_CANDIDATES, _MAX_EDITS = 3_000, 2
_MAX_SUGGESTIONS = 4  # each costs a query and thousands of comparisons
_AMONG_COMMONEST = (
    "SELECT word, stories FROM "
    "(SELECT word, stories FROM articles_searchword ORDER BY stories DESC, word LIMIT %s) commonest "
    "WHERE substr(word, 1, 1) = %s ORDER BY stories DESC, word LIMIT %s"
)
_SELECT = "SELECT word, stories FROM articles_searchword WHERE {} ORDER BY stories DESC, word LIMIT %s"


@dataclass(frozen=True)
class MeasuredQuery:
    """A query, and what is known of its words.

    endings: the words that each beginning stands for. rarest: an estimate of how many stories have its rarest term. total:
    the sum of that for all its terms. shortened: the beginnings with more endings than are searched for.
    """

    query: SearchQuery
    endings: Mapping[Term, tuple[str, ...]] = field(default_factory=dict)
    rarest: int = 0
    total: int = 0
    shortened: tuple[str, ...] = ()


NO_WORDS: Final = MeasuredQuery(SearchQuery("", ()))


def measure_query(query: SearchQuery) -> MeasuredQuery:
    """Look up the words of a query: one query for each term."""
    endings: dict[Term, tuple[str, ...]] = {}
    shortened = []
    for term in dict.fromkeys([*query.wanted, *query.unwanted]):
        if term.beginning:
            found = _find_words(term.folded[-1], limit=MAX_ENDINGS + 1)
            endings[term] = tuple(list(found)[:MAX_ENDINGS])
            if len(found) > MAX_ENDINGS:
                shortened.append(term.folded[-1])
    counts = [_estimate_stories(term, endings.get(term, ())) for term in query.wanted]
    return MeasuredQuery(query, endings, min(counts, default=0), sum(counts), tuple(shortened))


def suggest_spellings(query: SearchQuery) -> dict[str, str]:
    """Suggest corrections of misspelt query words: {unknown word: the commonest similar word in the index}."""
    known = set(SearchWord.objects.filter(pk__in=query.words).values_list("pk", flat=True))
    corrections = {}
    unknown = [word for word in dict.fromkeys(query.words) if word not in known and len(word) > _MAX_EDITS]
    for word in unknown[:_MAX_SUGGESTIONS]:
        if better := _find_nearest_word(word):
            corrections[word] = better
    return corrections


def _estimate_stories(term: Term, endings: tuple[str, ...]) -> int:
    """Estimate how many stories a term is in: those of its rarest word, or all those of the words that it stands for."""
    *first, last = term.folded
    words = {*first, *(endings if term.beginning else [last])}
    counts = _count_words(words)
    of_last = sum(counts.get(word, 0) for word in (endings if term.beginning else [last]))
    if not term.exact and len(prefix := _common_beginning(last, stem(last))) >= _MIN_FAMILY:
        family = _find_words(prefix, limit=MAX_ENDINGS)
        of_last = max(of_last, sum(stories for word, stories in family.items() if stem(word) == stem(last)))
    return min([of_last, *(counts.get(word, 0) for word in first)])


def _count_words(words: Collection[str]) -> dict[str, int]:
    """Return {word: number of stories} of those of these words that are counted."""
    if not words:
        return {}
    marks = ", ".join(["%s"] * len(words))
    return _fetch_words(f"SELECT word, stories FROM articles_searchword WHERE word IN ({marks})", list(words))  # noqa: S608


def _common_beginning(one: str, other: str) -> str:
    """Return the letters that two words begin with."""
    return "".join(
        letter for letter, _other in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )


def _find_words(beginning: str, *, limit: int) -> dict[str, int]:
    """Return {word: number of stories} of the commonest counted words that begin with these letters, commonest first."""
    if len(beginning) == 1:
        # So many words begin with most letters that it is quicker to look through the commonest of all.
        found = _fetch_words(_AMONG_COMMONEST, [_COMMONEST, beginning, limit])
        if len(found) == limit:
            return found
    if connection.vendor == "postgresql":
        return _fetch_words(_SELECT.format("word LIKE %s"), [f"{beginning}%", limit])
    return _fetch_words(_SELECT.format("word >= %s AND word < %s"), [beginning, beginning + _LAST, limit])


def _fetch_words(statement: str, parameters: list[Any]) -> dict[str, int]:
    """Return {word: number of stories} of the words that a statement selects."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return dict(cursor.fetchall())


def _find_nearest_word(word: str) -> str | None:
    """Find the commonest indexed word one or two edits (change, omission, addition, swap) away from a word."""
    lengths = range(len(word) - _MAX_EDITS, len(word) + _MAX_EDITS + 1)
    same_start = Q(word__startswith=word[0]) | Q(word__startswith=word[1])
    candidates = SearchWord.objects.filter(same_start).order_by("-stories", "word").values_list("word", flat=True)
    allowed = 1 if len(word) < 6 else _MAX_EDITS  # noqa: PLR2004 - a short word with two changes is another word
    best: tuple[int, str] | None = None
    for candidate in candidates[:_MAX_CANDIDATES]:
        if len(candidate) not in lengths:
            continue
        apart = _edit_distance(word, candidate, at_most=allowed)
        if apart <= allowed and (best is None or apart < best[0]):
            best = apart, candidate
    return best[1] if best else None


def _edit_distance(one: str, other: str, *, at_most: int) -> int:
    """Count the edits between two words (optimal string alignment distance), giving up beyond `at_most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > at_most:
            return at_most + 1
    return row[-1]
