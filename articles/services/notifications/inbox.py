"""Store notifications and how each person wants to receive them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Notification, NotificationPreference, User
from articles.models.notifications import NotificationKind

MAX_UNREAD_SHOWN = 99


def notify(kind: NotificationKind, *, to: Iterable[User], key: str, at: datetime, **facts: Any) -> int:
    """Create one notification per active person, in the ways each has chosen; return how many are new.

    `key` names the occasion: nobody gets two notifications with the same key. `facts` are other fields of Notification.
    """
    people = [person for person in to if person.is_active]
    preferences = {
        preference.user_id: preference
        for preference in NotificationPreference.objects.filter(concern=kind, user__in=people)
    }
    rows = []
    for person in people:
        preference = preferences.get(person.pk) or NotificationPreference(user=person, concern=kind)
        by_mail = preference.mail and bool(person.email)
        if preference.inbox or by_mail:
            row = Notification(to=person, key=key, concern=kind, at=at, inbox=preference.inbox, **facts)
            row.mail = Notification.Mail.WAITING if by_mail else Notification.Mail.NONE
            row.next_try_at = at if by_mail else None
            rows.append(row)
    notified = set(Notification.objects.filter(key=key, to__in=people).values_list("to", flat=True))
    new = [row for row in rows if row.to_id not in notified]
    Notification.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def unread_count(user: User) -> int:
    """Count a person's unread notifications, up to MAX_UNREAD_SHOWN + 1; one query."""
    return Notification.objects.filter(to=user, inbox=True, read_at=None).order_by()[: MAX_UNREAD_SHOWN + 1].count()


def mark_read(user: User, ids: Iterable[int] | None = None) -> int:
    """Mark a person's notifications read, all or only these ids; return how many were unread."""
    unread = Notification.objects.filter(to=user, inbox=True, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=timezone.now())


def preferences_of(user: User) -> list[NotificationPreference]:
    """List a person's preference for every kind of notification; kinds never saved have the defaults."""
    saved = {preference.concern: preference for preference in NotificationPreference.objects.filter(user=user)}
    return [saved.get(kind) or NotificationPreference(user=user, concern=kind) for kind in NotificationKind.values]


def save_preferences(user: User, *, inbox: Iterable[str], mail: Iterable[str]) -> None:
    """Save which kinds of notification a person wants in the inbox, and which by mail."""
    by_inbox, by_mail = set(inbox), set(mail)
    NotificationPreference.objects.bulk_create(
        [
            NotificationPreference(user=user, concern=kind, inbox=kind in by_inbox, mail=kind in by_mail)
            for kind in NotificationKind.values
        ],
        update_conflicts=True,
        unique_fields=["user", "concern"],
        update_fields=["inbox", "mail"],
    )
