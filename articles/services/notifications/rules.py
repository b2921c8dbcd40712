"""Which log entries and due times notify whom."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.domain import signals
from articles.domain.roles import Duty
from articles.domain.states import Move
from articles.models import Article, Assignment, AuditEntry, Image, NotifiedEntry, User
from articles.models.notifications import NotificationKind
from articles.services.notifications.inbox import notify

MAX_AGE = timedelta(days=2)  # of what anyone is still notified of
DUE_WITHIN = timedelta(hours=1)  # how long before an assignment is due its person is reminded
LICENCE_DAYS = 7
MAX_PER_RUN = 500
BACKEND = "django.contrib.auth.backends.ModelBackend"
Recipients = Callable[[AuditEntry], "Iterable[User]"]


def _people_with_duty(duty: Duty) -> Recipients:
    """Return the Recipients function that gives everyone with a duty's permission for any entry."""
    return lambda _entry: User.objects.with_perm(duty.permission, backend=BACKEND)


def _find_reporters(entry: AuditEntry) -> Iterable[User]:
    """Return the active people whose story a log entry concerns.

    They created the story, are credited for it or wrote the version.
    """
    created = Q(pk=entry.article.created_by_id)
    credited = Q(pk__in=entry.article.credits.filter(author__user__isnull=False).values("author__user"))
    wrote = Q(pk=entry.revision.by_id) if entry.revision else Q(pk__in=[])
    return User.objects.filter(created | credited | wrote, is_active=True)


def _find_reporters_and_publishers(entry: AuditEntry) -> Iterable[User]:
    """Return the people whose story a log entry concerns, then all publishers; people may appear twice."""
    return [*_find_reporters(entry), *_people_with_duty(Duty.PUBLISH)(entry)]


def _people_in_detail(detail: str) -> Recipients:
    """Return the Recipients function that gives the active people whose ids an entry has in a detail."""

    def recipients(entry: AuditEntry) -> Iterable[User]:
        """Return the active people whose id, or list of ids, the entry's detail holds."""
        ids = entry.details.get(detail) or []
        return User.objects.filter(pk__in=ids if isinstance(ids, list) else [ids], is_active=True)

    return recipients


RULES: Mapping[str, tuple[NotificationKind, Recipients]] = {
    Move.SUBMIT.value: (NotificationKind.SUBMITTED, _people_with_duty(Duty.EDIT)),
    Move.SEND_BACK.value: (NotificationKind.SENT_BACK, _find_reporters),
    Move.APPROVE.value: (NotificationKind.APPROVED, _find_reporters_and_publishers),
    Move.PUBLISH.value: (NotificationKind.PUBLISHED, _find_reporters),
    Move.PUBLISH_CORRECTION.value: (NotificationKind.PUBLISHED, _find_reporters),
    Move.PUBLISH_FIX.value: (NotificationKind.PUBLISHED, _find_reporters),
    "settled": (NotificationKind.PUBLISHED, _find_reporters),
    "failed": (NotificationKind.FAILED, _people_with_duty(Duty.PUBLISH)),
    "assigned": (NotificationKind.ASSIGNED, _people_in_detail("to")),
    "noted": (NotificationKind.MENTIONED, _people_in_detail("mentions")),
    "note_replied": (NotificationKind.MENTIONED, _people_in_detail("mentions")),
}


def listen() -> None:
    """Connect to `signals.logged`, so that people are notified as soon as a log entry is committed."""
    signals.logged.connect(_on_logged, dispatch_uid="messages")


def _on_logged(*, entry: AuditEntry, **_kwargs: Any) -> None:
    """Create the notifications of an entry's story if the entry's action has a rule."""
    if entry.action in RULES:
        notify_from_log(entry.article)


def notify_from_log(article: Article | None = None) -> int:
    """Create the outstanding notifications for log entries, of all stories or of one; return how many."""
    entries = AuditEntry.objects.filter(action__in=RULES, notified=None, at__gte=timezone.now() - MAX_AGE)
    if article is not None:
        entries = entries.filter(article=article)
    count = 0
    for entry in entries.select_related("article", "revision", "by").order_by("pk"):
        kind, recipients = RULES[entry.action]
        with transaction.atomic():
            _row, first = NotifiedEntry.objects.get_or_create(entry=entry)
            if first:
                to = {person.pk: person for person in recipients(entry) if person.pk != entry.by_id}
                facts = {"article": entry.article, "by": entry.by, "note": entry.note, "at": entry.at}
                count += notify(kind, to=to.values(), key=f"log:{entry.pk}", **facts)
    return count


def remind() -> int:
    """Remind people of assignments due soon and publishers of expiring licences, once each; return how many."""
    now = timezone.now()
    due = Assignment.objects.filter(to__isnull=False, due_at__lte=now + DUE_WITHIN, due_at__gte=now - MAX_AGE)
    count = 0
    in_progress = due.filter(article__in=Article.objects.in_progress())
    for assignment in in_progress.select_related("to", "article")[:MAX_PER_RUN]:
        if assignment.to and assignment.due_at:
            key = f"due:{assignment.article_id}:{assignment.due_at:%Y%m%d%H%M%S}"
            count += notify(NotificationKind.DUE, to=[assignment.to], key=key, at=now, article=assignment.article)
    publishers = list(User.objects.with_perm(Duty.PUBLISH.permission, backend=BACKEND))
    # Licences that expired earlier were notified of then; with them, the oldest would fill every run.
    expiring = Image.objects.with_expiring_licence(within=LICENCE_DAYS).filter(
        licence_until__gte=timezone.localdate() - MAX_AGE
    )
    for image in expiring[:MAX_PER_RUN]:
        key = f"licence:{image.pk}:{image.licence_until}"
        count += notify(NotificationKind.LICENCE, to=publishers, key=key, at=now, image=image)
    return count
