"""Notify people of log entries and due times, in the inbox and by mail.

The audit log is the outbox: an entry is written in the transaction of the change itself, and the people it concerns are
notified afterwards, once. A process that dies in between loses no notification, and nothing that was rolled back causes one.

Inside, from the top down: rules, delivery -> wording; rules -> inbox.
"""

from articles.services.notifications.delivery import deliver
from articles.services.notifications.inbox import (
    MAX_UNREAD_SHOWN,
    mark_read,
    notify,
    preferences_of,
    save_preferences,
    unread_count,
)
from articles.services.notifications.rules import listen, notify_from_log, remind
from articles.services.notifications.wording import desk_path, sentence, subject

__all__ = [
    "MAX_UNREAD_SHOWN",
    "deliver",
    "desk_path",
    "listen",
    "mark_read",
    "notify",
    "notify_from_log",
    "preferences_of",
    "remind",
    "save_preferences",
    "sentence",
    "subject",
    "unread_count",
]
