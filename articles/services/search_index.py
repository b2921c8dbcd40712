"""Index what the public may read for searching; the only writer of the search index.

A story stands in it under its place in the lists: publication removes it before the read model is changed, and adds it
afterwards, in the same transaction. Both databases get words that are folded already.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F

from articles.domain.document import Document
from articles.lib.html import sanitiser
from articles.lib.text.search_words import fold_words, stem
from articles.models import Article, Author, PublicStory, SearchEntry, SearchWord
from articles.models.search_index import COLUMNS, PARTS, TABLE
from articles.queries.search import STEM_MARK

_WEIGHTS = {"headline": "A", "people": "B", "standfirst": "C", "body": "D"}
# The size of a PostgreSQL tsvector, and the bytes of each word in it besides its letters.
_MAX_BYTES, _OVERHEAD_BYTES = 1_000_000, 10
_LOCK_KEY = 0x6E657773  # an arbitrary number that nothing else in the database locks
_BATCH = 200  # stories that are indexed at a time when all are

T = TypeVar("T")

Texts = dict[str, list[str]]


def add(articles: Iterable[Article]) -> None:
    """Add those stories that the read model holds and the index doesn't yet, and count their words."""
    stories = [article for article in articles if article.live]
    places = _find_places([story.pk for story in stories])
    if not places:
        return
    _lock_index()
    documents = {places[story.pk]: story.live.document for story in stories if story.live and story.pk in places}
    authors = _read_author_names(documents.values())
    rows = [(place, _fold_texts(document, authors)) for place, document in documents.items()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"INSERT INTO {TABLE} (rowid, {TABLE}, side_by_side) VALUES (%s, %s::tsvector, %s)"  # noqa: S608 - our own table
            cursor.executemany(statement, [(key, _build_tsvector(texts), _join_phrases(texts)) for key, texts in rows])
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            statement = f"INSERT INTO {TABLE} (rowid, {', '.join(COLUMNS)}) VALUES (%s, {marks})"  # noqa: S608 - our own table
            cursor.executemany(statement, [(key, *_fill_sqlite_columns(texts)) for key, texts in rows])
    _increase_word_counts(
        Counter(chain.from_iterable(set(chain.from_iterable(texts.values())) for _key, texts in rows))
    )


def remove(article_ids: Sequence[int]) -> None:
    """Remove stories from the search index and its word counts, while the read model still holds them.

    Stories that are not in it are ignored.
    """
    places = list(_find_places(article_ids).values())
    if not places:
        return
    _lock_index()
    indexed = _read_indexed_words(places)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid IN ({_placeholders(places)})", places)  # noqa: S608 - our own table
    lost = Counter(chain.from_iterable(indexed.values()))
    for count, group in _group_by_count(lost).items():
        for batch in _split_batches(group):
            SearchWord.objects.filter(pk__in=batch).update(stories=F("stories") - count)
            SearchWord.objects.filter(pk__in=batch, stories=0).delete()


def rebuild() -> Iterator[int]:
    """Empty the index and add every story of the read model, in one transaction; yield how many are added so far."""
    with transaction.atomic():
        _lock_index()
        _empty_tables()
        done, last = 0, -1
        while batch := list(PublicStory.objects.filter(place__gt=last).order_by("place")[:_BATCH]):
            add(Article.objects.filter(pk__in=[story.pk for story in batch]).select_related("live"))
            done, last = done + len(batch), batch[-1].place
            yield done


def _empty_tables() -> None:
    """Delete every row of the index and every word."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {SearchWord._meta.db_table}")  # noqa: S608, SLF001 - our own table
        if connection.vendor == "postgresql":
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - our own table
        else:
            # SQLite would take every word out of the index again, which takes as long as indexing it.
            definition = cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [TABLE]).fetchone()[0]
            cursor.execute(f"DROP TABLE {TABLE}")
            cursor.execute(definition)


def ensure_built() -> None:
    """Fill the index of a database that has public stories and was made before they were indexed by their places."""
    if not SearchEntry.objects.exists() and PublicStory.objects.exists():
        for _done in rebuild():
            pass


def _find_places(article_ids: Sequence[int]) -> dict[int, int]:
    """Return {primary key: place in the lists} of those stories that the read model holds."""
    return dict(PublicStory.objects.filter(pk__in=article_ids).values_list("pk", "place"))


def _read_author_names(documents: Iterable[Document]) -> dict[int, str]:
    """Return the names of all authors whom these Documents credit, by primary key; one query."""
    keys = {line.author for document in documents for line in document.credits}
    return dict(Author.objects.filter(pk__in=keys).values_list("pk", "name"))


def _fold_texts(document: Document, authors: Mapping[int, str]) -> Texts:
    """Return the folded words of a Document by part, up to what the index of either database can hold.

    `authors` are the names of those whom it credits, by primary key.
    """
    parts = {
        "headline": document.headline,
        "standfirst": f"{document.standfirst} {document.label} {document.dateline}",
        "people": " ".join(
            [
                *(authors[line.author] for line in document.credits if line.author in authors),
                *sanitiser.find_speakers(document.body),
            ]
        ),
        "body": " ".join(document.paragraphs),
    }
    texts = {part: fold_words(parts[part]) for part in PARTS}
    distinct = set(chain.from_iterable(texts.values()))
    if sum(map(_index_size, distinct)) <= _MAX_BYTES:
        return texts
    return _shorten_texts(texts)


def _shorten_texts(texts: Texts) -> Texts:
    """Return the texts up to the word at which the index is full."""
    bytes_left, seen = _MAX_BYTES, set()
    shortened: Texts = {part: [] for part in PARTS}
    for part in PARTS:
        for word in texts[part]:
            if word not in seen:
                seen.add(word)
                bytes_left -= _index_size(word)
            if bytes_left < 0:
                return shortened
            shortened[part].append(word)
    return shortened


def _index_size(word: str) -> int:
    """Return how many bytes of a PostgreSQL index a word takes with its stem."""
    return 2 * (len(word.encode()) + _OVERHEAD_BYTES)


def _fill_sqlite_columns(texts: Texts) -> list[str]:
    """Return the text of each SQLite column: the words of a part, or their stems."""
    return [
        " ".join(map(stem, texts[name.removesuffix("_stems")]) if name.endswith("_stems") else texts[name])
        for name in COLUMNS
    ]


def _build_tsvector(texts: Texts) -> str:
    """Return a tsvector literal of every word, and its stem if different, weighted by part."""
    weights: dict[str, set[str]] = {}
    for part, found in texts.items():
        for word in set(found):
            for lexeme in {word, STEM_MARK + stem(word)} - {STEM_MARK + word}:
                weights.setdefault(lexeme, set()).add(_WEIGHTS[part])
    return " ".join(
        f"'{lexeme}':{','.join(f'{place}{weight}' for place, weight in enumerate(sorted(weights_of), 1))}"
        for lexeme, weights_of in weights.items()
    )


def _join_phrases(texts: Texts) -> str:
    """Join all words by spaces, so that a phrase is a substring; a phrase never spans two parts."""
    return " " + " | ".join(" ".join(texts[part]) for part in PARTS) + " "


def _read_indexed_words(places: Sequence[int]) -> dict[int, set[str]]:
    """Return {place: distinct words} as indexed, for the stories at these places that are in the index."""
    columns = "tsvector_to_array(articles_search)" if connection.vendor == "postgresql" else ", ".join(PARTS)
    with connection.cursor() as cursor:
        statement = f"SELECT rowid, {columns} FROM {TABLE} WHERE rowid IN ({_placeholders(places)})"  # noqa: S608 - our own table
        cursor.execute(statement, list(places))
        rows = cursor.fetchall()
    if connection.vendor == "postgresql":
        return {key: {word for word in lexemes if not word.startswith(STEM_MARK)} for key, lexemes in rows}
    return {key: set(" ".join(parts).split()) for key, *parts in rows}


def _increase_word_counts(gained: Counter[str]) -> None:
    """Add to each word's number of stories in the table of words; `gained` is {word: number}."""
    with connection.cursor() as cursor:
        for batch in _split_batches(list(gained.items())):
            table = SearchWord._meta.db_table  # noqa: SLF001 - Django's documented interface
            cursor.execute(
                f"INSERT INTO {table} (word, stories) VALUES {', '.join(['(%s, %s)'] * len(batch))} "  # noqa: S608 - our own table
                f"ON CONFLICT (word) DO UPDATE SET stories = {table}.stories + excluded.stories",
                list(chain.from_iterable(batch)),
            )


def _split_batches(items: list[T], size: int = 500) -> Iterator[list[T]]:
    """Split items into lists short enough for any database's limit on parameters."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _lock_index() -> None:
    """Let one transaction write the search index at a time.

    Otherwise two publishers could deadlock over the same words.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])


def _group_by_count(counter: Counter[str]) -> dict[int, list[str]]:
    """Return {count: sorted words} for a counter of words."""
    groups: dict[int, list[str]] = {}
    for word, count in sorted(counter.items()):
        groups.setdefault(count, []).append(word)
    return groups


def _placeholders(places: Sequence[int]) -> str:
    """Return one SQL placeholder for each of these places, separated by commas."""
    return ", ".join(["%s"] * len(places))
