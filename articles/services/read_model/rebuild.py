"""Make the whole read model again from the public record, in constant memory."""

from collections.abc import Iterator

from django.db import connection, transaction

from articles.models import Article, ListEntry, ListMonth, PublicStory, StoryFragment, StoryList
from articles.services.read_model.entries import add, lock_lists

_BATCH = 500


def rebuild() -> Iterator[int]:
    """Empty the read model and enter every public story again, in one transaction; yield how many are entered so far.

    Lists keep their primary keys. Fragments are made when they are first read.
    """
    with transaction.atomic():
        lock_lists()
        with connection.cursor() as cursor:
            for table in (StoryFragment, ListEntry, ListMonth, PublicStory):
                cursor.execute(f"DELETE FROM {table._meta.db_table}")  # noqa: S608, SLF001 - our own tables
        StoryList.objects.update(stories=0, portrait="", portrait_made_by="")
        done = 0
        for stories in _batches():
            add(stories)
            done += len(stories)
            yield done


def ensure_built() -> None:
    """Build the read model of a database that has public stories and was made before there was one."""
    if not PublicStory.objects.exists() and Article.objects.published().exists():
        for _done in rebuild():
            pass


def _batches() -> Iterator[list[Article]]:
    """Yield all public stories by primary key, some hundred at a time."""
    last = 0
    while stories := list(Article.objects.published().filter(pk__gt=last).order_by("pk")[:_BATCH]):
        yield stories
        last = stories[-1].pk
