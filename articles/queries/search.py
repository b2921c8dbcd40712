"""Search: the index of what the public may read, its only writer and its only reader.

Both databases are handed words that are folded already (text/words.py) and asked in their own language, so both find the
same stories. publishing brings a story in and takes it out in the transaction that changes its standing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from django.db import connection
from django.db.models import F, Q, Value

from articles.domain.document import Document
from articles.domain.states import Standing
from articles.lib.html import sanitiser
from articles.lib.text.search_query import SearchQuery, Term
from articles.lib.text.search_words import iter_words, stem
from articles.models import Article, Author, SearchWord
from articles.models.search_index import COLUMNS, PARTS, TABLE, Rank

if TYPE_CHECKING:
    from articles.models.stories import ArticleQuerySet

_STEM = "~"  # before what has lost its ending, where words and stems stand in one column
_HEAVINESS = {"headline": "A", "people": "B", "standfirst": "C", "body": "D"}
_LARGEST, _OVERHEAD = (
    1_000_000,
    10,
)  # bytes of one story in PostgreSQL's index, and of one word in it beside its letters
_COMMON, _NEARBY = 3_000, 2
_MENDED = 4  # unknown words of a question: each costs a query and thousands of comparisons
_LOCK = 0x6E657773  # an arbitrary number that nothing else in the database locks

T = TypeVar("T")

Texts = dict[str, list[str]]


def follow(article: Article) -> None:
    """Bring the index in line with what the public may read of a story now. Call it wherever its standing or words change."""
    if article.standing == Standing.UNPUBLISHED:
        return  # it has never been in the index: what was public stays known as retracted or killed
    forget([article.pk])
    if Article.objects.published().filter(pk=article.pk).exists():
        take_in([article])


def take_in(articles: Iterable[Article]) -> None:
    """Index stories that the public may read and that are not in the index."""
    _alone()
    read = [(article.pk, _texts(article.live.document)) for article in articles if article.live]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"INSERT INTO {TABLE} (rowid, {TABLE}, side_by_side) VALUES (%s, %s::tsvector, %s)"  # noqa: S608 - our own table
            cursor.executemany(statement, [(key, _vector(texts), _side_by_side(texts)) for key, texts in read])
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            statement = f"INSERT INTO {TABLE} (rowid, {', '.join(COLUMNS)}) VALUES (%s, {marks})"  # noqa: S608 - our own table
            cursor.executemany(statement, [(key, *_columns(texts)) for key, texts in read])
    _count(Counter(chain.from_iterable(set(chain.from_iterable(texts.values())) for _key, texts in read)))


def forget(keys: Sequence[int]) -> None:
    """Take stories out of the index, those that are in it."""
    _alone()
    known = _indexed_words(keys)
    if not known:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid IN ({_marks(keys)})", list(keys))  # noqa: S608 - our own table
    lost = Counter(chain.from_iterable(known.values()))
    for times, group in _by_times(lost).items():
        for some in _portions(group):
            SearchWord.objects.filter(pk__in=some).update(stories=F("stories") - times)
    SearchWord.objects.filter(pk__in=list(lost), stories=0).delete()


def answers(question: SearchQuery) -> "ArticleQuerySet":
    """The public stories that answer the question, in no order; none for an empty question."""
    if not question:
        return Article.objects.none()
    found = Article.objects.published().filter(search_entry__words__matches=_query(question))
    return found.filter(_phrases(question))


def ranked(question: SearchQuery) -> "ArticleQuerySet":
    """The same with `rank`, a whole number: the higher, the better a story answers."""
    rank = Rank(F("search_entry__words"), Value(_query(question)))
    return answers(question).annotate(rank=rank).order_by("-rank", "-pk")


def did_you_mean(question: SearchQuery) -> dict[str, str]:
    """For the first wanted words that no public story has, the commonest word of the paper that looks like each, if any does."""
    known = set(SearchWord.objects.filter(pk__in=question.words).values_list("pk", flat=True))
    found = {}
    unknown = [word for word in dict.fromkeys(question.words) if word not in known and len(word) > _NEARBY]
    for word in unknown[:_MENDED]:
        if better := _nearest(word):
            found[word] = better
    return found


def missing() -> dict[str, list[int]]:
    """Stories that are public and not in the index, and the other way round; both empty when all is well."""
    public = set(Article.objects.published().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {TABLE}")  # noqa: S608 - our own table
        indexed = {key for (key,) in cursor.fetchall()}
    return {"missing": sorted(public - indexed), "surplus": sorted(indexed - public)}


def _texts(document: Document) -> Texts:
    """The folded words of each part of a story, as many as the index of either database takes."""
    authors = Author.objects.in_bulk([line.author for line in document.credits])
    parts = {
        "headline": document.headline,
        "standfirst": f"{document.standfirst} {document.label} {document.dateline}",
        "people": " ".join([*(author.name for author in authors.values()), *sanitiser.find_speakers(document.body)]),
        "body": " ".join(document.paragraphs),
    }
    room, known = _LARGEST, set()
    texts: Texts = {part: [] for part in PARTS}
    for part in PARTS:
        for word in iter_words(parts[part]):
            if word.folded not in known:
                known.add(word.folded)
                room -= 2 * (len(word.folded.encode()) + _OVERHEAD)  # the word and its stem
            if room < 0:
                return texts
            texts[part].append(word.folded)
    return texts


def _columns(texts: Texts) -> list[str]:
    return [
        " ".join(map(stem, texts[name.removesuffix("_stems")]) if name.endswith("_stems") else texts[name])
        for name in COLUMNS
    ]


def _vector(texts: Texts) -> str:
    """A tsvector's literal: every word, and its stem where it is another, weighted by the parts in which they stand."""
    weights: dict[str, set[str]] = {}
    for part, found in texts.items():
        for word in found:
            for lexeme in {word, _STEM + stem(word)} - {_STEM + word}:
                weights.setdefault(lexeme, set()).add(_HEAVINESS[part])
    return " ".join(
        f"'{lexeme}':{','.join(f'{place}{weight}' for place, weight in enumerate(sorted(heavy), 1))}"
        for lexeme, heavy in weights.items()
    )


def _side_by_side(texts: Texts) -> str:
    """All words between blanks, so that a phrase is a part of it; no phrase reaches from one part into the next."""
    return " " + " | ".join(" ".join(texts[part]) for part in PARTS) + " "


def _query(question: SearchQuery) -> str:
    """The question in the database's own words."""
    if connection.vendor == "postgresql":
        # A phrase that is not wanted is seen to by `_phrases`: its words may well stand in a story that is.
        unwanted = [term for term in question.unwanted if len(term.folded) == 1]
        return " & ".join([*map(_for_postgresql, question.wanted), *(f"!{_for_postgresql(term)}" for term in unwanted)])
    wanted = " AND ".join(map(_for_sqlite, question.wanted))
    return wanted + "".join(f" NOT {_for_sqlite(term)}" for term in question.unwanted)


def _phrases(question: SearchQuery) -> Q:
    """What PostgreSQL's index doesn't know: which words stand side by side."""
    condition = Q()
    if connection.vendor == "postgresql":
        for terms, wanted in ((question.wanted, True), (question.unwanted, False)):
            for term in terms:
                if len(term.folded) > 1:
                    words_ = " " + " ".join(term.folded) + ("" if term.beginning else " ")
                    beside = Q(search_entry__side_by_side__contains=words_)
                    condition &= beside if wanted else ~beside
    return condition


def _for_sqlite(term: Term) -> str:
    as_written = f"{{{' '.join(PARTS)}}} : "
    phrase = " + ".join(f'"{word}"' for word in term.folded)
    if term.beginning:
        phrase += " *"
    if term.exact:
        return f"({as_written} {phrase})"
    stems = " ".join(name for name in COLUMNS if name.endswith("_stems"))
    return f'({as_written} {phrase} OR {{{stems}}} : "{stem(term.folded[0])}")'


def _for_postgresql(term: Term) -> str:
    *whole, last = (f"'{word}'" for word in term.folded)
    if term.beginning:
        last += ":*"
    if term.exact:
        return f"({' & '.join([*whole, last])})"
    root = stem(term.folded[0])
    # A word that is its own stem stands in the index once.
    return f"({last} | '{_STEM}{root}' | '{root}')"


def _indexed_words(keys: Sequence[int]) -> dict[int, set[str]]:
    """The distinct words, by story, of the stories that are in the index."""
    held = "tsvector_to_array(articles_search)" if connection.vendor == "postgresql" else ", ".join(PARTS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, {held} FROM {TABLE} WHERE rowid IN ({_marks(keys)})", list(keys))  # noqa: S608 - our own table
        rows = cursor.fetchall()
    if connection.vendor == "postgresql":
        return {key: {word for word in lexemes if not word.startswith(_STEM)} for key, lexemes in rows}
    return {key: set(" ".join(parts).split()) for key, *parts in rows}


def _count(gained: Counter[str]) -> None:
    """Add to how many stories have each word."""
    with connection.cursor() as cursor:
        for some in _portions(list(gained.items())):
            table = SearchWord._meta.db_table  # noqa: SLF001 - Django's documented interface
            cursor.execute(
                f"INSERT INTO {table} (word, stories) VALUES {', '.join(['(%s, %s)'] * len(some))} "  # noqa: S608 - our own table
                f"ON CONFLICT (word) DO UPDATE SET stories = {table}.stories + excluded.stories",
                list(chain.from_iterable(some)),
            )


def _portions(items: list[T], size: int = 500) -> Iterator[list[T]]:
    """The items in lists short enough for any database's parameters."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _alone() -> None:
    """Wait until nobody else writes the index, so that two publishers never wait for each other's words."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _by_times(counted: Counter[str]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for word, times in sorted(counted.items()):
        groups.setdefault(times, []).append(word)
    return groups


def _nearest(word: str) -> str | None:
    """The commonest of the words that are nearest to this one: one or two letters changed, missing, added or swapped."""
    lengths = range(len(word) - _NEARBY, len(word) + _NEARBY + 1)
    same_start = Q(word__startswith=word[0]) | Q(word__startswith=word[1])
    candidates = SearchWord.objects.filter(same_start).order_by("-stories", "word").values_list("word", flat=True)
    allowed = 1 if len(word) < 6 else _NEARBY  # noqa: PLR2004 - a short word with two changes is another word
    best: tuple[int, str] | None = None
    for candidate in candidates[:_COMMON]:
        if len(candidate) not in lengths:
            continue
        apart = _distance(word, candidate, at_most=allowed)
        if apart <= allowed and (best is None or apart < best[0]):
            best = apart, candidate
    return best[1] if best else None


def _distance(one: str, other: str, *, at_most: int) -> int:
    """How many letters must be changed, added, dropped or swapped with their neighbour (optimal string alignment)."""
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


def _marks(keys: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(keys)) or "NULL"
