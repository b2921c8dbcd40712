"""Which log entries and due times notify whom."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, Subquery
from django.utils import timezone

from articles.domain import signals
from articles.domain.roles import Duty
from articles.domain.states import Move, Stage
from articles.models import Article, Assignment, AuditEntry, Image, Note, NotifiedEntry, ShareVisit, User
from articles.models.notifications import NotificationKind
from articles.services import audit
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


def _is_author_of(article: Article | None) -> Q:
    """Return the condition on people that they created a story or are credited for it; nobody without a story."""
    if article is None:
        return Q(pk__in=[])
    credited = article.credits.filter(author__user__isnull=False).values("author__user")
    return Q(pk=article.created_by_id) | Q(pk__in=credited)


def _find_own_reporters(entry: AuditEntry) -> Iterable[User]:
    """Return the active people whose story a log entry concerns: they began it, are credited for it or are on it."""
    assigned = Q(pk__in=Assignment.objects.filter(article=entry.article, to__isnull=False).values("to"))
    return User.objects.filter(_is_author_of(entry.article) | assigned, is_active=True)


def _find_reporters(entry: AuditEntry) -> Iterable[User]:
    """Return the active people whose story a log entry concerns.

    They created the story, are credited for it or wrote the version.
    """
    wrote = Q(pk=entry.revision.by_id) if entry.revision else Q(pk__in=[])
    return User.objects.filter(_is_author_of(entry.article) | wrote, is_active=True)


def _find_reporters_and_publishers(entry: AuditEntry) -> Iterable[User]:
    """Return the people whose story a log entry concerns, then all publishers; people may appear twice."""
    return [*_find_reporters(entry), *_people_with_duty(Duty.PUBLISH)(entry)]


def _find_reporters_and_schedulers(entry: AuditEntry) -> Iterable[User]:
    """Return whose story lost its schedule by a log entry, and who had scheduled or rescheduled it."""
    earlier = AuditEntry.objects.filter(article=entry.article, pk__lt=entry.pk)
    scheduled = earlier.filter(action=Move.SCHEDULE).order_by("-pk").values("pk")[:1]
    times = earlier.filter(action__in=[Move.SCHEDULE, Move.RESCHEDULE], pk__gte=Subquery(scheduled))
    return [*_find_own_reporters(entry), *User.objects.filter(pk__in=times.values("by"), is_active=True)]


def _find_conversation(entry: AuditEntry) -> Iterable[User]:
    """Return the active people who wrote the note that a log entry's reply answers, or replied to it before."""
    reply = Note.objects.filter(pk=entry.details.get("about")).first()
    if reply is None:
        return []
    thread = Note.objects.filter(Q(pk=reply.parent_id) | Q(parent=reply.parent_id, pk__lt=reply.pk))
    return User.objects.filter(pk__in=thread.filter(by__isnull=False).values("by"), is_active=True)


def _find_reporters_and_sharers(entry: AuditEntry) -> Iterable[User]:
    """Return whose story a log entry's note is on, and who shared the preview on which an outside reader left it."""
    visits = ShareVisit.objects.filter(note=entry.details.get("about"), link__article=entry.article)
    return [*_find_own_reporters(entry), *User.objects.filter(pk__in=visits.values("link__created_by"), is_active=True)]


def _people_in_detail(detail: str) -> Recipients:
    """Return the Recipients function that gives the active people whose ids an entry has in a detail."""

    def recipients(entry: AuditEntry) -> Iterable[User]:
        """Return the active people whose id, or list of ids, the entry's detail holds."""
        ids = entry.details.get(detail) or []
        return User.objects.filter(pk__in=ids if isinstance(ids, list) else [ids], is_active=True)

    return recipients


Rule = tuple[NotificationKind, Recipients]
_MENTIONED: Rule = (NotificationKind.MENTIONED, _people_in_detail("mentions"))
_NOTED: Rule = (NotificationKind.NOTED, _find_reporters_and_sharers)
_UNSCHEDULED: Rule = (NotificationKind.UNSCHEDULED, _find_reporters_and_schedulers)

# A person whom several rules of an entry name is notified by the first of them.
RULES: Mapping[str, tuple[Rule, ...]] = {
    Move.SUBMIT.value: ((NotificationKind.SUBMITTED, _people_with_duty(Duty.EDIT)),),
    Move.SEND_BACK.value: ((NotificationKind.SENT_BACK, _find_reporters),),
    Move.APPROVE.value: ((NotificationKind.APPROVED, _find_reporters_and_publishers),),
    Move.PUBLISH.value: ((NotificationKind.PUBLISHED, _find_reporters),),
    Move.PUBLISH_CORRECTION.value: ((NotificationKind.PUBLISHED, _find_reporters),),
    Move.PUBLISH_FIX.value: ((NotificationKind.PUBLISHED, _find_reporters),),
    Move.PUBLISH_EARLY.value: ((NotificationKind.PUBLISHED, _find_reporters),),
    Move.UNDO_PUBLISH.value: ((NotificationKind.UNPUBLISHED, _find_reporters),),
    "settled": ((NotificationKind.PUBLISHED, _find_reporters),),
    "failed": ((NotificationKind.FAILED, _find_reporters_and_publishers),),
    "assigned": ((NotificationKind.ASSIGNED, _people_in_detail("to")),),
    "noted": (_MENTIONED, _NOTED),
    "not_approved": ((NotificationKind.NOT_APPROVED, _find_reporters_and_sharers),),
    "note_replied": (_MENTIONED, (NotificationKind.REPLIED, _find_conversation), _NOTED),
}
# A story leaves its schedule by these as promised, or its publishers hear of it by the entry itself.
_KEEPS_PROMISE = frozenset({*audit.PUBLISHING_ACTIONS, "failed"})
_SCHEDULED = f"/{Stage.SCHEDULED.value}"  # at the end of a state in the log
_LOST_SCHEDULE = (
    Q(before__endswith=_SCHEDULED) & ~Q(after__endswith=_SCHEDULED) & ~Q(action__in=sorted(map(str, _KEEPS_PROMISE)))
)


def _rules_of(entry: AuditEntry) -> tuple[Rule, ...]:
    """Return the rules of an entry: those of its action, and one more if the story lost its schedule by it."""
    rules = RULES.get(entry.action, ())
    lost = entry.before.endswith(_SCHEDULED) and not entry.after.endswith(_SCHEDULED)
    return (*rules, _UNSCHEDULED) if lost and entry.action not in _KEEPS_PROMISE else rules


def listen() -> None:
    """Connect to `signals.logged`, so that people are notified as soon as a log entry is committed."""
    signals.logged.connect(_on_logged, dispatch_uid="messages")


def _on_logged(*, entry: AuditEntry, **_kwargs: Any) -> None:
    """Create the notifications of an entry's story if the entry has a rule."""
    if _rules_of(entry):
        notify_from_log(entry.article)


def notify_from_log(article: Article | None = None) -> int:
    """Create the outstanding notifications for log entries, of all stories or of one; return how many."""
    concerning = Q(action__in=list(RULES)) | _LOST_SCHEDULE
    entries = AuditEntry.objects.filter(concerning, notified=None, at__gte=timezone.now() - MAX_AGE)
    if article is not None:
        entries = entries.filter(article=article)
    count = 0
    for entry in entries.select_related("article", "revision", "by").order_by("pk"):
        with transaction.atomic():
            _row, first = NotifiedEntry.objects.get_or_create(entry=entry)
            if first:
                count += _notify_of(entry)
    return count


def _notify_of(entry: AuditEntry) -> int:
    """Create the notifications of one log entry, for everyone but the person who acted; return how many."""
    facts: dict[str, Any] = {"article": entry.article, "by": entry.by, "note": _quote(entry), "at": entry.at}
    count = 0
    for kind, recipients in _rules_of(entry):
        to = {person.pk: person for person in recipients(entry) if person.pk != entry.by_id}
        count += notify(kind, to=to.values(), key=f"log:{entry.pk}", **facts)
    return count


def _quote(entry: AuditEntry) -> str:
    """Return the words of an entry, after the name of the outside reader who wrote them if there is one."""
    guest = entry.details.get("guest")
    return f"{guest}: {entry.note}" if guest else entry.note


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
