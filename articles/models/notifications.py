"""Notifications and each person's preferences; never public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NotificationKind(models.TextChoices):
    """The occasion of a notification."""

    SUBMITTED = "submitted", _("A story is submitted for review")
    SENT_BACK = "sent_back", _("A story of mine is sent back")
    APPROVED = "approved", _("A story is approved")
    PUBLISHED = "published", _("A story of mine is published")
    UNPUBLISHED = "unpublished", _("The publication of a story of mine is undone")
    FAILED = "failed", _("A story could not be published when it was due")
    UNSCHEDULED = "unscheduled", _("A story that I wrote or scheduled loses its schedule")
    MENTIONED = "mentioned", _("Someone mentions me in a note")
    REPLIED = "replied", _("Someone replies to a note of mine")
    NOTED = "noted", _("A note on a story of mine, or a comment on a preview that I shared")
    NOT_APPROVED = "not_approved", _("An outside reader does not approve a story that I wrote or shared")
    ASSIGNED = "assigned", _("A story is assigned to me")
    DUE = "due", _("A story of mine is due")
    LICENCE = "licence", _("The licence of a published picture is about to expire")


class Notification(models.Model):
    """One notification to one person, in the inbox, by mail, or both; `key` names the occasion, so that nobody gets two."""

    class Mail(models.TextChoices):
        """The state of the email."""

        NONE = "none", _("not wanted")
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")

    to = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="notifications", on_delete=models.CASCADE)
    key = models.CharField(max_length=80)
    concern = models.CharField(max_length=12, choices=NotificationKind.choices)
    article = models.ForeignKey("articles.Article", related_name="+", on_delete=models.CASCADE, null=True)
    image = models.ForeignKey("articles.Image", related_name="+", on_delete=models.CASCADE, null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    inbox = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.NONE)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["to", "key"], name="message_once"),
            models.CheckConstraint(condition=Q(concern__in=NotificationKind.values), name="message_concern_known"),
            models.CheckConstraint(
                condition=Q(mail="waiting", next_try_at__isnull=False) | ~Q(mail="waiting") & Q(next_try_at=None),
                name="only_waiting_mail_is_tried",
            ),
        ]
        indexes = [
            # For the inbox, newest first, and for the unread count in the header.
            models.Index(fields=["to", "-at", "-id"], condition=Q(inbox=True), name="inbox"),
            models.Index(fields=["to"], condition=Q(inbox=True, read_at=None), name="unread"),
            # For sending waiting mail.
            models.Index(fields=["next_try_at"], condition=Q(mail="waiting"), name="waiting_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.concern} to {self.to_id}"


class NotificationPreference(models.Model):
    """How one person wants to receive one kind of notification; without a row, in both ways."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.CASCADE)
    concern = models.CharField(max_length=12, choices=NotificationKind.choices)
    inbox = models.BooleanField(default=True)
    mail = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "concern"], name="choice_once_a_concern")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.concern}"


class NotifiedEntry(models.Model):
    """A log entry whose notifications have been created."""

    entry = models.OneToOneField(
        "articles.AuditEntry", related_name="notified", primary_key=True, on_delete=models.PROTECT
    )

    def __str__(self) -> str:
        return f"entry {self.entry_id}"
