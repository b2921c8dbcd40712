"""Lock stories and append revisions."""

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.domain.document import Document
from articles.models import Article, Revision

if TYPE_CHECKING:
    from articles.models import User


class StaleDocument(Exception):
    """The story has moved on since this text was opened. `head` is the newest revision, `yours` the refused words."""

    def __init__(self, *, head: Revision, yours: Document) -> None:
        self.head = head
        self.yours = yours
        super().__init__(f"Version {head.number} was saved since you opened the story.")


def lock(article: Article) -> Article:
    """The story read afresh and held until the transaction ends. Everything that changes a story begins here.

    SQLite has no row locks; there every transaction takes the database's one write lock when it begins.
    """
    # Locked alone and read afterwards: PostgreSQL joins a row it had to wait for with what was there before the wait.
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    return Article.objects.select_related("head", "live", "approved").get(pk=article.pk)


def lock_all(stories: QuerySet[Article]) -> None:
    """Hold several stories until the transaction ends: before any of them is changed, and before any other row is held.

    Always in one order, so that nobody who holds one of them waits for somebody who waits for it.
    """
    held = Article.objects.select_for_update().filter(pk__in=stories.order_by().values("pk")).order_by("pk")
    list(held.values_list("pk", flat=True))


def lock_filing(digest: str) -> None:
    """Let one file be filed by one process at a time, until the transaction ends."""
    _hold(f"filing {digest}")


def lock_tagging(*, alone: bool = False) -> None:
    """Let nobody make two tags one, or part them, until the transaction ends; or, `alone`, let nobody else tag anything.

    After the locks of stories: whoever tags a story holds it already.
    """
    _hold("tagging", shared=not alone)


def _hold(name: str, *, shared: bool = False) -> None:
    """Wait for the lock of this name. SQLite lets only one write anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            kind = "_shared" if shared else ""
            cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(hashtextextended(%s, 0))", [name])


def require_head(article: Article, document: Document, *, base: int) -> None:
    """Raise StaleDocument unless revision number `base`, which the text started from, is still the newest."""
    if article.newest.number != base:
        raise StaleDocument(head=article.newest, yours=document)


def append(article: Article, document: Document, *, by: "User", note: str = "") -> Revision:
    """Keep the cleaned Document as the next revision and make it the head. The story must be locked or new.

    Raises InvalidDocument.
    """
    number = article.head.number + 1 if article.head else 1
    revision = Revision.objects.create(
        article=article, number=number, content=document.cleaned().to_json(), by=by, note=note
    )
    article.head = revision
    article.last_edited_at = timezone.now()
    article.save(update_fields=["head", "last_edited_at"])
    return revision
