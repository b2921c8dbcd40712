"""Search the whole desk at once: a few each of stories, people, tags and pictures, within the time budget."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from articles.models import Article, Author, Image, Tag
from articles.models.folding import having
from articles.queries.desk.newest_first import MAX_COUNTED, find_newest
from articles.queries.desk.stories import find_indexed, matching
from articles.queries.time_budget import time_budget

MAX_WORDS: Final = 12
FEW: Final = 5  # of each kind that are shown
_SHARE: Final = 0.2  # of the time budget, for each kind but stories


@dataclass(frozen=True)
class Finds:
    """The first finds of one kind; `count` is how many there are, None if they couldn't be counted."""

    rows: list[Any]
    count: int | None


def search_stories(words: list[str]) -> Finds:
    """Find the stories with all words that were edited last."""
    return _search_stories(Article.objects.all(), words)


def search_published(words: list[str]) -> list[Article]:
    """Find a few published stories with all words, those that were edited last."""
    return _search_stories(Article.objects.published(), words).rows


def _search_stories(stories: QuerySet[Article], words: list[str]) -> Finds:
    """Find those of some stories with all words that were edited last."""
    found = find_newest(matching(stories, words), wanted=FEW, known=find_indexed(words) or [])
    rows = stories.select_related("section").in_bulk([row.key for row in found.rows[:FEW]])
    listed = [rows[row.key] for row in found.rows[:FEW] if row.key in rows]
    return Finds(listed, len(found.rows) if found.is_complete else None)


def search_authors(words: list[str]) -> Finds:
    """Find the authors with all words in their names."""
    return _search(Author.objects.order_by("name"), words, columns=("name",))


def search_tags(words: list[str]) -> Finds:
    """Find the tags with all words in their names; synonyms as well, which say what they were merged into."""
    return _search(Tag.objects.order_by("name").select_related("into"), words, columns=("name",))


def search_pictures(words: list[str]) -> Finds:
    """Find the pictures with all words in caption, alt text or credit line, the newest first."""
    return _search(Image.objects.order_by("-pk"), words, columns=("caption", "alt", "credit_line"))


def _search(rows: QuerySet[Any], words: list[str], *, columns: tuple[str, ...]) -> Finds:
    """Find the first rows that have each word in one of some columns; two queries."""
    for word in words:
        rows = rows.filter(having(word, columns=columns))
    keys: list[int] = []
    with time_budget(share=_SHARE) as budget:
        keys = list(rows.values_list("pk", flat=True)[: MAX_COUNTED + 1])
    found = rows.model._default_manager.in_bulk(keys[:FEW])  # noqa: SLF001 - Django's documented interface
    is_counted = not budget.is_spent and len(keys) <= MAX_COUNTED
    return Finds([found[key] for key in keys[:FEW] if key in found], len(keys) if is_counted else None)
