"""Front page layouts, each valid from a start time on, and their slots."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FrontQuerySet(models.QuerySet["FrontPageLayout"]):
    """Queries on layouts."""

    def not_withdrawn(self) -> Self:
        """Layouts that have not been cancelled, latest start first, then latest created."""
        return self.filter(withdrawn_at=None).order_by("-begins_at", "-pk")


class FrontPageLayout(models.Model):
    """One layout, valid from its start until that of the next. Who saved it and when stays on record."""

    begins_at = models.DateTimeField(_("from"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), related_name="+", on_delete=models.PROTECT)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = FrontQuerySet.as_manager()

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")
        ordering = ["-begins_at", "-pk"]
        permissions = [("arrange_front", _("Can arrange the front page"))]
        # For the front page: the current layout and the next one.
        indexes = [models.Index(fields=["-begins_at", "-id"], condition=Q(withdrawn_at=None), name="front_by_moment")]

    def __str__(self) -> str:
        return f"front page from {self.begins_at:%Y-%m-%d %H:%M}"


class FrontPageSlot(models.Model):
    """A story in a slot, until a time if one is given; or a country in the country strip."""

    class Slot(models.TextChoices):
        LEAD = "lead", _("Lead")
        SECONDARY = "secondary", _("Beside the lead")
        SECTION = "section", _("Section strip")
        COUNTRY = "country", _("Country strip")
        OPINION = "opinion", _("Opinion")

    arrangement = models.ForeignKey(FrontPageLayout, related_name="slots", on_delete=models.CASCADE)
    slot = models.CharField(max_length=10, choices=Slot.choices)
    section = models.ForeignKey("articles.Section", null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey("articles.Article", null=True, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey("articles.Country", null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["slot", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slot__in=["lead", "secondary", "section", "country", "opinion"]), name="slot_known"
            ),
            models.CheckConstraint(
                condition=Q(slot="country", country__isnull=False, article=None, section=None)
                | Q(slot="section", section__isnull=False, article__isnull=False, country=None)
                | Q(slot__in=["lead", "secondary", "opinion"], section=None, article__isnull=False, country=None),
                name="place_holds_what_its_slot_shows",
            ),
        ]
        # For the edition: when the next pin expires.
        indexes = [models.Index(fields=["until"], condition=Q(until__isnull=False), name="pins_by_end")]

    def __str__(self) -> str:
        return f"{self.slot} {self.position}"
