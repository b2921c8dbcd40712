"""Search public stories: full text on SQLite (FTS5) and PostgreSQL (tsvector), with the same answers.

The index holds words that are folded already (lib/text/search_words.py); services/search_index.py writes it.
"""

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import F, Q, Value

from articles.lib.text.search_query import SearchQuery, Term
from articles.lib.text.search_words import stem
from articles.models import Article, SearchWord
from articles.models.search_index import COLUMNS, PARTS, TABLE, Rank

if TYPE_CHECKING:
    from articles.models.story.stories import ArticleQuerySet

STEM_MARK = "~"  # before a stem, where words and stems share one column
_MAX_CANDIDATES, _MAX_EDITS = 3_000, 2
_MAX_SUGGESTIONS = 4  # each costs a query and thousands of comparisons


def find_matches(query: SearchQuery) -> "ArticleQuerySet":
    """Find the published stories that match the query, unordered; an empty query matches no story."""
    if not query:
        return Article.objects.none()
    stories = Article.objects.published().filter(search_entry__words__matches=_write_query(query))
    return stories.filter(_phrase_condition(query))


def rank_matches(query: SearchQuery) -> "ArticleQuerySet":
    """Find the published stories that match, best first, annotated with `rank` (an integer; higher is better)."""
    rank = Rank(F("search_entry__words"), Value(_write_query(query)))
    return find_matches(query).annotate(rank=rank).order_by("-rank", "-pk")


def suggest_spellings(query: SearchQuery) -> dict[str, str]:
    """Suggest corrections of misspelt query words: {unknown word: the commonest similar word in the index}."""
    known = set(SearchWord.objects.filter(pk__in=query.words).values_list("pk", flat=True))
    corrections = {}
    unknown = [word for word in dict.fromkeys(query.words) if word not in known and len(word) > _MAX_EDITS]
    for word in unknown[:_MAX_SUGGESTIONS]:
        if better := _find_nearest_word(word):
            corrections[word] = better
    return corrections


def compare_index() -> dict[str, list[int]]:
    """Compare the search index with the published stories: ids `missing` from the index, ids `surplus` in it."""
    public = set(Article.objects.published().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {TABLE}")  # noqa: S608 - our own table
        indexed = {key for (key,) in cursor.fetchall()}
    return {"missing": sorted(public - indexed), "surplus": sorted(indexed - public)}


def _write_query(query: SearchQuery) -> str:
    """Write the query in the full-text syntax of the database in use."""
    if connection.vendor == "postgresql":
        # `_phrase_condition` excludes unwanted phrases: a story may well have each of their words.
        unwanted = [term for term in query.unwanted if len(term.folded) == 1]
        return " & ".join(
            [*map(_write_postgresql_term, query.wanted), *(f"!{_write_postgresql_term(term)}" for term in unwanted)]
        )
    wanted = " AND ".join(map(_write_sqlite_term, query.wanted))
    return wanted + "".join(f" NOT {_write_sqlite_term(term)}" for term in query.unwanted)


def _phrase_condition(query: SearchQuery) -> Q:
    """Return the condition for phrases on PostgreSQL, whose index does not know which words are adjacent."""
    condition = Q()
    if connection.vendor == "postgresql":
        for terms, wanted in ((query.wanted, True), (query.unwanted, False)):
            for term in terms:
                if len(term.folded) > 1:
                    text = " " + " ".join(term.folded) + ("" if term.beginning else " ")
                    beside = Q(search_entry__side_by_side__contains=text)
                    condition &= beside if wanted else ~beside
    return condition


def _write_sqlite_term(term: Term) -> str:
    """Write one term in the syntax of SQLite's FTS5: the words as written or, unless exact, their stem."""
    as_written = f"{{{' '.join(PARTS)}}} : "
    phrase = " + ".join(f'"{word}"' for word in term.folded)
    if term.beginning:
        phrase += " *"
    if term.exact:
        return f"({as_written} {phrase})"
    stems = " ".join(name for name in COLUMNS if name.endswith("_stems"))
    return f'({as_written} {phrase} OR {{{stems}}} : "{stem(term.folded[0])}")'


def _write_postgresql_term(term: Term) -> str:
    """Write one term in the syntax of PostgreSQL's tsquery: the words as written or, unless exact, their stem."""
    *whole, last = (f"'{word}'" for word in term.folded)
    if term.beginning:
        last += ":*"
    if term.exact:
        return f"({' & '.join([*whole, last])})"
    root = stem(term.folded[0])
    # A word that is its own stem stands in the index once.
    return f"({last} | '{STEM_MARK}{root}' | '{root}')"


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
