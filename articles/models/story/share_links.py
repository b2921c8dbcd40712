"""Preview links for people without an account, and their visits."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.domain.states import Stage, Standing
from articles.models.story.notes import Note
from articles.models.story.revisions import AppendOnly, Revision


class ShareQuerySet(models.QuerySet["ShareLink"]):
    """Queries on preview links."""

    def open(self) -> Self:
        """Links that show their story now: valid ones to stories that are not retracted."""
        return self.valid().exclude(article__standing=Standing.RETRACTED)

    def valid(self) -> Self:
        """Links that are answered now: not revoked, not expired, and the story neither killed nor spiked."""
        return (
            self.filter(revoked_at=None, expires_at__gt=Now())
            .exclude(article__standing=Standing.KILLED)
            .exclude(article__stage=Stage.SPIKED)
        )


class ShareLink(models.Model):
    """One preview link to one story, for anyone who has its token, of which only a keyed digest is stored.

    It shows one revision, or the newest one if ``revision`` is empty. Links are never deleted; they expire or are
    revoked.
    """

    article = models.ForeignKey("articles.Article", related_name="shares", on_delete=models.PROTECT)
    revision = models.ForeignKey(Revision, related_name="+", null=True, on_delete=models.PROTECT)
    label = models.CharField(_("for whom"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    may_comment = models.BooleanField(_("may comment"), default=True)
    expires_at = models.DateTimeField(_("expires"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", null=True, on_delete=models.PROTECT)
    revoked_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="share_revoked_by_somebody",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="share_expires_later"),
            models.CheckConstraint(condition=~Q(label=""), name="share_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: story {self.article_id}"

    @property
    def shown(self) -> Revision:
        """The revision that the link shows now: the link's own, or else the story's newest."""
        return self.revision or self.article.newest

    @property
    def is_closed(self) -> bool:
        """Whether the link shows nothing because its story is retracted."""
        return bool(self.article.standing == Standing.RETRACTED)

    @property
    def is_overtaken(self) -> bool:
        """Whether the story has been published in the version that the link shows, or in a newer one."""
        live = self.article.live
        return live is not None and self.shown.number <= live.number


class ShareVisit(AppendOnly):
    """A preview was opened or commented on: when, from which network, with which browser, which revision."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        COMMENTED = "commented", _("commented")

    link = models.ForeignKey(ShareLink, related_name="visits", on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    revision = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    network = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=120, blank=True)
    note = models.ForeignKey(Note, related_name="+", null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-at", "-pk"]
        # For a link's visits, newest first, and to detect repeated visits.
        indexes = [models.Index(fields=["link", "-at"], name="visits_of_share")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="opened", note=None) | Q(kind="commented", note__isnull=False), name="visit_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: link {self.link_id}"
