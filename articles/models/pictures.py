"""The picture library, and which stories use which pictures."""

import datetime
import secrets
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.folding import having


def new_token() -> str:
    """Return a random name for a picture's files, so that their addresses reveal nothing and cannot be guessed."""
    return secrets.token_urlsafe(12)


def master_path(image: "Image", filename: str) -> str:  # noqa: ARG001 - the uploader's file name is not used
    """Return the storage path of a picture's master file, by its token; the upload's file name is not used."""
    return f"pictures/{image.token}.jpg"


def original_path(image: "Image", filename: str) -> str:  # noqa: ARG001 - Django's signature
    """Return the storage path of a picture's file before cropping, which no public address leads to."""
    return f"originals/{new_token()}.jpg"


_FRACTION = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class ImageQuerySet(models.QuerySet["Image"]):
    """Queries on pictures."""

    def matching(self, term: str) -> Self:
        """Pictures that contain every word of a search term in caption, alt text or credit line."""
        matches = self
        for word in term.split():
            matches = matches.filter(having(word, columns=("caption", "alt", "credit_line")))
        return matches

    def unused(self) -> Self:
        """Pictures used by no story, neither in its public record nor in its newest revision."""
        return self.filter(~Exists(PictureUse.objects.filter(image=OuterRef("pk"))))

    def with_expiring_licence(self, *, within: int) -> Self:
        """Published pictures with a licence that has expired or will within some days, most urgent first."""
        stories = apps.get_model("articles", "Article").objects.published()
        last = timezone.localdate() + datetime.timedelta(days=within)
        seen = Exists(stories.filter(picture_uses__image=OuterRef("pk")))
        return self.filter(seen, licence_until__lte=last).order_by("licence_until", "pk")

    def with_uses(self) -> Self:
        """Annotate ``times_used``: the number of stories that use each picture."""
        uses = PictureUse.objects.filter(image=OuterRef("pk")).order_by().values("image")
        return self.annotate(times_used=Coalesce(Subquery(uses.annotate(number=Count("pk")).values("number")), 0))


class Image(models.Model):
    """A picture in the library: the re-encoded file, what it shows, who made it, and its licence."""

    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)
    file = models.FileField(_("file"), upload_to=master_path, max_length=120)
    original = models.FileField(upload_to=original_path, max_length=120, blank=True, editable=False)
    turns = models.PositiveSmallIntegerField(default=0, editable=False)  # quarter turns of the original, clockwise
    crop = models.JSONField(default=list, editable=False)  # what is cut off: see lib.images.Crop; [] for nothing
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    fingerprint = models.CharField(max_length=16, editable=False, blank=True)
    alt = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for people who can’t see it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit_line = models.CharField(
        _("credit line"), max_length=200, blank=True, help_text=_("Who made it: name / agency.")
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    licence_until = models.DateField(
        _("licence until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it may be shown, if any."),
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5, validators=_FRACTION)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5, validators=_FRACTION)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    if TYPE_CHECKING:
        times_used: int

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0.0, 1.0), focal_y__range=(0.0, 1.0)),
                name="focal_point_inside",
            ),
        ]
        indexes = [
            # For the library: newest first.
            models.Index(fields=["-created_at", "-id"], name="newest_pictures"),
            # For licence warnings: the next to expire.
            models.Index(fields=["licence_until"], condition=Q(licence_until__isnull=False), name="licences_ending"),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or gettext("Picture %(number)s") % {"number": self.pk}


class ImageHashBand(models.Model):
    """One of the six parts of a picture's fingerprint, for searching: similar pictures share at least one."""

    image = models.ForeignKey(Image, related_name="hash_bands", on_delete=models.CASCADE)
    code = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "image"], name="picture_band_once")]

    def __str__(self) -> str:
        return f"{self.code} of {self.image_id}"


class PictureUse(models.Model):
    """One story's use of one picture, as part of the public record."""

    article = models.ForeignKey("articles.Article", related_name="picture_uses", on_delete=models.CASCADE)
    image = models.ForeignKey(Image, related_name="uses", on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "image"], name="picture_once_a_story")]

    def __str__(self) -> str:
        return f"{self.image_id} in {self.article_id}"
