"""The correction or silent fix that a scheduled change will be published with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.story.revisions import Correction


class PlannedChange(models.Model):
    """The kind and text that a publisher chose when scheduling a change to a live story.

    ``text`` is for readers; for a silent fix it is the reason, for staff only.
    """

    FIX = "fix"
    KINDS = [*Correction.Kind.choices, (FIX, _("Silent fix"))]

    article = models.OneToOneField("articles.Article", related_name="planned_change", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS)
    text = models.TextField(_("text"), max_length=2000)
    shown = models.BooleanField(_("readers may see what was changed"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("planned change")
        verbose_name_plural = _("planned changes")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[*Correction.Kind.values, "fix"]),
                name="planned_kind_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="planned_change_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
