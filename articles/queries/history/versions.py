"""A story's revisions and log entries, read a page at a time."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet

from articles.domain.states import Move, Stage
from articles.models import Article, AuditEntry, Revision

MAX_ENTRIES = 400  # of one page of versions
# The actions after which the note of a story that was sent back is history.
_ANSWERS = (
    *(Move.SUBMIT, Move.APPROVE, Move.SCHEDULE),
    *(Move.PUBLISH, Move.PUBLISH_CORRECTION, Move.PUBLISH_FIX, "settled"),
)


def revisions_before(article: Article, number: int = 0) -> QuerySet[Revision]:
    """Return a story's revisions below a number (0: all), newest first, without their text."""
    revisions = Revision.objects.filter(article=article).select_related("by").defer("content")
    return (revisions.filter(number__lt=number) if number else revisions).order_by("-number")


def find_revision(article: Article | int, number: int) -> Revision | None:
    """Find a story's revision by number; None if there is no such revision."""
    return Revision.objects.filter(article=article, number=number).first()


def find_revisions(article: Article, numbers: Collection[int]) -> dict[int, Revision]:
    """Return the story's revisions with these numbers, by number; missing ones are left out; one query."""
    revisions = Revision.objects.filter(article=article, number__in=numbers).select_related("by")
    return {revision.number: revision for revision in revisions}


def base_revision(article: Article, number: int) -> Revision:
    """Return the revision that editing started from; if missing, the one before that number, else the first."""
    earlier = Revision.objects.filter(article=article, number__lte=max(number, 1)).select_related("by")
    base: Revision = earlier.order_by("-number")[0]
    return base


def entries_of(article: Article, revisions: Sequence[Revision], *, actions: Iterable[str]) -> QuerySet[AuditEntry]:
    """Return the log entries about these revisions with one of these actions, newest first."""
    entries = AuditEntry.objects.filter(article=article, revision__in=revisions, action__in=actions)
    return entries.select_related("by").order_by("-at", "-pk")[:MAX_ENTRIES]


def newest_entries(article: Article, *, without: Iterable[str]) -> QuerySet[AuditEntry]:
    """Return a story's log without the given actions, newest first."""
    return AuditEntry.objects.filter(article=article).exclude(action__in=without).select_related("by", "revision")


def unanswered_send_back(article: Article) -> AuditEntry | None:
    """Return the log entry that sent a draft back, unless it has been submitted, approved or published since.

    One query for a draft, none at other stages.
    """
    if article.stage != Stage.DRAFT:
        return None
    entries = AuditEntry.objects.filter(article=article, action__in=[Move.SEND_BACK, *_ANSWERS]).select_related("by")
    last = entries.order_by("-at", "-pk").first()
    return last if last and last.action == Move.SEND_BACK else None
