"""Lock stories and append revisions."""

from typing import TYPE_CHECKING, NewType

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.domain.document import CleanDocument
from articles.models import Article, Revision

if TYPE_CHECKING:
    from articles.models import User

LockedArticle = NewType("LockedArticle", Article)
"""A story whose row this transaction has locked, read after the lock, or has created.

Made by `lock` and by the creation of a story alone. It is locked until the transaction ends, so never return it from
one.
"""


class StaleDocument(Exception):
    """The story has a newer revision, `head`, than the rejected text, `yours`, started from."""

    def __init__(self, *, head: Revision, yours: CleanDocument) -> None:
        self.head = head
        self.yours = yours
        super().__init__(f"Version {head.number} was saved since you opened the story.")


def lock(article: Article) -> LockedArticle:
    """Lock a story's row until the transaction ends, and return the story read again.

    Every change of a story starts here. SQLite has no row locks; there every transaction takes the database's only write lock
    when it begins.
    """
    # Two queries: after waiting for a row, PostgreSQL would join it with rows as they were before the wait.
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    return LockedArticle(Article.objects.select_related("head", "live", "approved").get(pk=article.pk))


def lock_all(stories: QuerySet[Article]) -> None:
    """Lock several stories until the transaction ends, before any of them is changed and before any other lock.

    Always in the same order, so that two transactions never wait for each other.
    """
    rows = Article.objects.select_for_update().filter(pk__in=stories.order_by().values("pk")).order_by("pk")
    list(rows.values_list("pk", flat=True))


def lock_filing(digest: str) -> None:
    """Lock the digest of a file until the transaction ends, so that only one process files that file."""
    _acquire_lock(f"filing {digest}")


def lock_translations(original: int) -> None:
    """Lock the translations of a story, given by its key, until the transaction ends: nobody else may add one.

    Take it after the locks of stories.
    """
    _acquire_lock(f"translations of {original}")


def lock_tagging(*, alone: bool = False) -> None:
    """Prevent tag merges until the transaction ends; with `alone`, prevent all tagging.

    Take it after the locks of stories: a process that tags a story has locked the story first.
    """
    _acquire_lock("tagging", shared=not alone)


def _acquire_lock(name: str, *, shared: bool = False) -> None:
    """Wait for the advisory lock of this name, exclusive or shared, until the transaction ends.

    SQLite needs none: it allows one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            kind = "_shared" if shared else ""
            cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(hashtextextended(%s, 0))", [name])


def require_head(story: LockedArticle, document: CleanDocument, *, base: int) -> None:
    """Raise StaleDocument unless revision number `base`, which the Document started from, is the newest."""
    if story.newest.number != base:
        raise StaleDocument(head=story.newest, yours=document)


def append(story: LockedArticle, document: CleanDocument, *, by: "User", note: str = "") -> Revision:
    """Save a Document as the story's next revision and head."""
    number = story.head.number + 1 if story.head else 1
    revision = Revision.objects.create(article=story, number=number, content=document.to_json(), by=by, note=note)
    story.head = revision
    story.last_edited_at = timezone.now()
    story.save(update_fields=["head", "last_edited_at"])
    return revision
