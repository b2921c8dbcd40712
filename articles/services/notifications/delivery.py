"""Send notifications by mail, with retries; several processes may do so at once."""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Notification
from articles.services.notifications.wording import desk_path, sentence, subject

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # how long one process may take to send one mail
MAX_TRIES = 12  # the last one two days after the first
MAX_WAIT = timedelta(hours=6)
MAX_PER_RUN = 500
# The server's answers about one mail; any other error is about the server itself.
MAIL_REJECTED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


def deliver() -> tuple[int, int]:
    """Send the mail that is due, at most MAX_PER_RUN; return how many were sent and how many were rejected.

    While the mail server does not answer, everything waits and no try is counted, except for the mail during which it
    stopped answering.
    """
    sent = rejected = 0
    mail = get_connection()
    try:
        if _query_due_mail().exists():
            mail.open()
        while sent + rejected < MAX_PER_RUN and (notification := _claim_next()) is not None:
            try:
                _build_email(notification, mail).send()
            except MAIL_REJECTED as error:
                rejected += 1
                _retry_later(notification, error)
            except OSError as error:
                _retry_later(notification, error)
                raise
            else:
                sent += 1
                _update_columns(notification, mail=Notification.Mail.SENT, next_try_at=None)
    except OSError as error:
        logger.warning("The mail server does not answer; mail waits: %s", error)
    finally:
        mail.close()
    return sent, rejected


def _query_due_mail() -> QuerySet[Notification]:
    """Return the notifications whose mail waits and is due for a try now."""
    return Notification.objects.filter(mail=Notification.Mail.WAITING, next_try_at__lte=timezone.now())


def _claim_next() -> Notification | None:
    """Claim the mail that has been due longest, for LEASE; return its notification, or None without due mail.

    No other process gets it until the lease ends.
    """
    with transaction.atomic():
        skips = connection.features.has_select_for_update_skip_locked
        notification = _query_due_mail().select_for_update(skip_locked=skips).order_by("next_try_at", "pk").first()
        if notification is None:
            return None
        _update_columns(notification, tries=notification.tries + 1, next_try_at=timezone.now() + LEASE)
    return Notification.objects.select_related("to", "by", "article", "image").get(pk=notification.pk)


def _retry_later(notification: Notification, error: Exception) -> None:
    """Schedule the next try of a mail that failed, or give up after MAX_TRIES; log the error."""
    logger.warning("Mail of notification %s was not accepted: %s", notification.pk, error)
    if notification.tries >= MAX_TRIES:
        _update_columns(notification, mail=Notification.Mail.GIVEN_UP, next_try_at=None)
        return
    wait = min(timedelta(minutes=2**notification.tries), MAX_WAIT)
    _update_columns(notification, next_try_at=timezone.now() + wait)


def _update_columns(notification: Notification, **columns: object) -> None:
    """Write these columns to a notification's row; the object in memory stays as it is."""
    Notification.objects.filter(pk=notification.pk).update(**columns)


def _build_email(notification: Notification, mail: "BaseEmailBackend") -> EmailMessage:
    """Build the email of a notification, to be sent over an open mail connection."""
    host = urlsplit(settings.SITE_URL).hostname
    parts = (
        sentence(notification),
        notification.note,
        settings.SITE_URL + desk_path(notification),
        _("Notification settings: %(address)s")
        % {"address": settings.SITE_URL + reverse("admin:notification-settings")},
    )
    return EmailMessage(
        subject=f"[{settings.SITE_NAME}] {subject(notification)}",
        body="\n\n".join(part for part in parts if part),
        to=[notification.to.email],
        # The same for every try, so that a mail that arrived twice is shown once.
        headers={"Message-ID": f"<message-{notification.pk}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=mail,
    )
