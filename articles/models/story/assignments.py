"""Assignments: who is on a story, and until when.

The audit log records who was on it before.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """Who is responsible for one story. Nobody, with no due time, once it is returned or published.

    ``number`` counts changes, so that nobody overwrites a change they have not seen.
    """

    article = models.OneToOneField("articles.Article", related_name="assignment", on_delete=models.CASCADE)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assigned to"), related_name="+", on_delete=models.PROTECT, null=True
    )
    due_at = models.DateTimeField(_("due"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes = [
            # For the start page, the board and the list: one person's assignments, next due first.
            models.Index(fields=["to", "due_at"], condition=Q(to__isnull=False), name="assigned_by_due"),
            # For the calendar and overdue stories: due between two times.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="assignments_due"),
        ]

    def __str__(self) -> str:
        return f"story {self.article_id}: {self.to or 'nobody'}"
