"""Notify people of log entries and due times, in the inbox and by mail.

The audit log is the outbox: an entry is written in the transaction of the change itself, and whoever it concerns is told
afterwards, once. So a process that dies in between loses no message, and nothing that was rolled back is ever told.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain import signals
from articles.domain.roles import Duty
from articles.domain.states import Move
from articles.models import (
    Article,
    Assignment,
    AuditEntry,
    Image,
    Notification,
    NotificationPreference,
    NotifiedEntry,
    User,
)
from articles.models.authors import name_of
from articles.models.notifications import NotificationKind

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

LOOKS_BACK = timedelta(days=2)  # what is older is no news any more
LEASE = timedelta(minutes=10)  # how long one process may be at sending one mail
MOST_TRIES = 12  # the last one two days after the first
LONGEST_WAIT = timedelta(hours=6)
# What a mail server says of one mail; anything else it says of itself.
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
BACKEND = "django.contrib.auth.backends.ModelBackend"
AHEAD = timedelta(hours=1)  # how long before it is due a story's person is reminded
LICENCE_DAYS = 7
MOST_SHOWN = 99
A_RUN = 500  # messages sent by one run
Recipients = Callable[[AuditEntry], "Iterable[User]"]


def _trusted(duty: Duty) -> Recipients:
    return lambda _entry: User.objects.with_perm(duty.permission, backend=BACKEND)


def _reporters(entry: AuditEntry) -> Iterable[User]:
    """Whose story it is: who began it, who is credited, who wrote the version."""
    began = Q(pk=entry.article.created_by_id)
    credited = Q(pk__in=entry.article.credits.filter(author__user__isnull=False).values("author__user"))
    wrote = Q(pk=entry.revision.by_id) if entry.revision else Q(pk__in=[])
    return User.objects.filter(began | credited | wrote, is_active=True)


def _reporters_and_publishers(entry: AuditEntry) -> Iterable[User]:
    return [*_reporters(entry), *_trusted(Duty.PUBLISH)(entry)]


def _named(detail: str) -> Recipients:
    """The people whose keys, or whose key, the entry keeps under this name."""

    def recipients(entry: AuditEntry) -> Iterable[User]:
        kept = entry.details.get(detail) or []
        return User.objects.filter(pk__in=kept if isinstance(kept, list) else [kept], is_active=True)

    return recipients


# Which entries of the log are told to whom.
TOLD: Mapping[str, tuple[NotificationKind, Recipients]] = {
    Move.SUBMIT.value: (NotificationKind.SUBMITTED, _trusted(Duty.EDIT)),
    Move.SEND_BACK.value: (NotificationKind.SENT_BACK, _reporters),
    Move.APPROVE.value: (NotificationKind.APPROVED, _reporters_and_publishers),
    Move.PUBLISH.value: (NotificationKind.PUBLISHED, _reporters),
    Move.PUBLISH_CORRECTION.value: (NotificationKind.PUBLISHED, _reporters),
    Move.PUBLISH_FIX.value: (NotificationKind.PUBLISHED, _reporters),
    "settled": (NotificationKind.PUBLISHED, _reporters),
    "failed": (NotificationKind.FAILED, _trusted(Duty.PUBLISH)),
    "assigned": (NotificationKind.ASSIGNED, _named("to")),
    "noted": (NotificationKind.MENTIONED, _named("mentions")),
    "note_replied": (NotificationKind.MENTIONED, _named("mentions")),
}


def listen() -> None:
    """Hear of every entry in the log once it has been committed."""
    signals.logged.connect(_on_logged, dispatch_uid="messages")


def _on_logged(*, entry: AuditEntry, **_kwargs: Any) -> None:
    if entry.action in TOLD:
        collect(entry.article)


def collect(article: Article | None = None) -> int:
    """Tell whoever is concerned by what the log says and nobody has been told yet; how many messages that makes."""
    untold = AuditEntry.objects.filter(action__in=TOLD, notified=None, at__gte=timezone.now() - LOOKS_BACK)
    if article is not None:
        untold = untold.filter(article=article)
    made = 0
    for entry in untold.select_related("article", "revision", "by").order_by("pk"):
        concern, recipients = TOLD[entry.action]
        with transaction.atomic():
            _new, first = NotifiedEntry.objects.get_or_create(entry=entry)
            if first:
                to = {person.pk: person for person in recipients(entry) if person.pk != entry.by_id}
                facts = {"article": entry.article, "by": entry.by, "note": entry.note, "at": entry.at}
                made += tell(concern, to=to.values(), key=f"log:{entry.pk}", **facts)
    return made


def remind() -> int:
    """Tell people once of what is due within the hour, and publishers of licences that run out; how many messages."""
    now = timezone.now()
    due = Assignment.objects.filter(to__isnull=False, due_at__lte=now + AHEAD, due_at__gte=now - LOOKS_BACK)
    made = 0
    for one in due.filter(article__in=Article.objects.on_desks()).select_related("to", "article")[:A_RUN]:
        if one.to and one.due_at:
            key = f"due:{one.article_id}:{one.due_at:%Y%m%d%H%M%S}"
            made += tell(NotificationKind.DUE, to=[one.to], key=key, at=now, article=one.article)
    publishers = list(User.objects.with_perm(Duty.PUBLISH.permission, backend=BACKEND))
    # Those that ended earlier have been told of, or are no news; else they would stand before all that comes.
    ending = Image.objects.running_out(within=LICENCE_DAYS).filter(licence_until__gte=timezone.localdate() - LOOKS_BACK)
    for image in ending[:A_RUN]:
        key = f"licence:{image.pk}:{image.licence_until}"
        made += tell(NotificationKind.LICENCE, to=publishers, key=key, at=now, image=image)
    return made


def tell(concern: NotificationKind, *, to: Iterable[User], key: str, at: datetime, **facts: Any) -> int:
    """Make one message for each person, by the ways that each has chosen; how many. Whoever has it already gets no second."""
    people = [person for person in to if person.is_active]
    chosen = {
        choice.user_id: choice for choice in NotificationPreference.objects.filter(concern=concern, user__in=people)
    }
    rows = []
    for person in people:
        choice = chosen.get(person.pk) or NotificationPreference(user=person, concern=concern)
        mail = choice.mail and bool(person.email)
        if choice.inbox or mail:
            way = Notification.Mail.WAITING if mail else Notification.Mail.NONE
            rows.append(
                Notification(
                    to=person, key=key, concern=concern, at=at, inbox=choice.inbox, mail=way,
                    next_try_at=at if mail else None, **facts,
                )
            )  # fmt: skip
    told = set(Notification.objects.filter(key=key, to__in=people).values_list("to", flat=True))
    new = [row for row in rows if row.to_id not in told]
    Notification.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def deliver() -> tuple[int, int]:
    """Send the mail that waits; how many were sent, and how many were not taken. By as many processes as there are.

    While the mail server does not answer, everything waits and no try is counted; of a mail that it goes away over, one is.
    """
    sent = failed = 0
    mail = get_connection()
    try:
        if _waiting().exists():
            mail.open()
        while sent + failed < A_RUN and (message := _claimed()) is not None:
            try:
                _email(message, mail).send()
            except REFUSED as error:
                failed += 1
                _try_later(message, error)
            except OSError as error:
                _try_later(message, error)
                raise
            else:
                sent += 1
                Notification.objects.filter(pk=message.pk).update(mail=Notification.Mail.SENT, next_try_at=None)
    except OSError as error:
        logger.warning("The mail server does not answer; mail waits: %s", error)
    finally:
        mail.close()
    return sent, failed


def _waiting() -> QuerySet[Notification]:
    return Notification.objects.filter(mail=Notification.Mail.WAITING, next_try_at__lte=timezone.now())


def _claimed() -> Notification | None:
    """The message that has waited longest, put out of other processes' reach for the time of a lease."""
    with transaction.atomic():
        skips = connection.features.has_select_for_update_skip_locked
        message = _waiting().select_for_update(skip_locked=skips).order_by("next_try_at", "pk").first()
        if message is None:
            return None
        Notification.objects.filter(pk=message.pk).update(tries=message.tries + 1, next_try_at=timezone.now() + LEASE)
    return Notification.objects.select_related("to", "by", "article", "image").get(pk=message.pk)


def _try_later(message: Notification, error: Exception) -> None:
    logger.warning("Mail of message %s was not taken: %s", message.pk, error)
    if message.tries >= MOST_TRIES:
        Notification.objects.filter(pk=message.pk).update(mail=Notification.Mail.GIVEN_UP, next_try_at=None)
        return
    wait = min(timedelta(minutes=2**message.tries), LONGEST_WAIT)
    Notification.objects.filter(pk=message.pk).update(next_try_at=timezone.now() + wait)


def _email(message: Notification, mail: "BaseEmailBackend") -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname
    parts = (sentence(message), message.note, settings.SITE_URL + path_of(message), _reason())
    return EmailMessage(
        subject=f"[{settings.SITE_NAME}] {subject(message)}",
        body="\n\n".join(part for part in parts if part),
        to=[message.to.email],
        # The same for every try, so that a mail that arrived twice is shown once.
        headers={"Message-ID": f"<message-{message.pk}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=mail,
    )


def _reason() -> str:
    return _("Choose what you hear of: %(address)s") % {"address": settings.SITE_URL + reverse("admin:message-choices")}


def subject(message: Notification) -> str:
    """What a message is about, on one line."""
    about = message.article.headline if message.article else str(message.image or "")
    return " ".join(f"{NotificationKind(message.concern).label}: {about}".split())


def sentence(message: Notification) -> str:
    """What happened, in one sentence."""
    # Isolated: a headline may run the other way than the sentence around it.
    about = f"\u2068{message.article.headline if message.article else message.image}\u2069"
    words = {"who": name_of(message.by) if message.by else "", "what": about}
    said = {
        NotificationKind.SUBMITTED: _("%(who)s handed in “%(what)s” for review."),
        NotificationKind.SENT_BACK: _("%(who)s sent “%(what)s” back."),
        NotificationKind.APPROVED: _("%(who)s approved “%(what)s”."),
        NotificationKind.PUBLISHED: _("%(who)s published “%(what)s”.")
        if message.by
        else _("“%(what)s” was published as planned."),
        NotificationKind.FAILED: _("“%(what)s” was due and could not be published."),
        NotificationKind.MENTIONED: _("%(who)s mentions you in a note on “%(what)s”."),
        NotificationKind.ASSIGNED: _("%(who)s assigned “%(what)s” to you."),
        NotificationKind.DUE: _("“%(what)s” is due."),
        NotificationKind.LICENCE: _("The licence of the picture “%(what)s” runs out, and readers see it."),
    }
    return said[NotificationKind(message.concern)] % words


def path_of(message: Notification) -> str:
    """Where at the desk the matter stands."""
    if message.article_id:
        return reverse("admin:articles_article_change", args=[message.article_id])
    return reverse("admin:articles_image_change", args=[message.image_id])


def unread(user: User) -> int:
    """How many messages this person has not read, up to one more than is ever shown; one query."""
    return Notification.objects.filter(to=user, inbox=True, read_at=None).order_by()[: MOST_SHOWN + 1].count()


def mark_read(user: User, keys: Iterable[int] | None = None) -> int:
    """Mark this person's messages as read: all, or those with these keys; how many there were."""
    unread = Notification.objects.filter(to=user, inbox=True, read_at=None)
    if keys is not None:
        unread = unread.filter(pk__in=list(keys))
    return unread.update(read_at=timezone.now())


def choices_of(user: User) -> list[NotificationPreference]:
    """How this person wants to hear of every concern."""
    kept = {choice.concern: choice for choice in NotificationPreference.objects.filter(user=user)}
    return [
        kept.get(concern) or NotificationPreference(user=user, concern=concern) for concern in NotificationKind.values
    ]


def choose(user: User, *, inbox: Iterable[str], mail: Iterable[str]) -> None:
    """Keep of which concerns this person wants to hear in the inbox, and of which by mail."""
    by_inbox, by_mail = set(inbox), set(mail)
    NotificationPreference.objects.bulk_create(
        [
            NotificationPreference(user=user, concern=concern, inbox=concern in by_inbox, mail=concern in by_mail)
            for concern in NotificationKind.values
        ],
        update_conflicts=True,
        unique_fields=["user", "concern"],
        update_fields=["inbox", "mail"],
    )
