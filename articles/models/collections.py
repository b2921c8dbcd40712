"""Series and packages: stories that belong together, in an editor's order."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.slugs import SlugField


class Collection(models.Model):
    """A series (consecutive parts) or a package (stories on one subject)."""

    class Kind(models.TextChoices):
        SERIES = "series", _("Series")
        PACKAGE = "package", _("Package")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SERIES)
    title = models.CharField(_("title"), max_length=120)
    slug = SlugField(_("slug"), max_length=80, unique=True)
    about = models.CharField(_("what it is about"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("series or package")
        verbose_name_plural = _("series and packages")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["series", "package"]), name="collection_kind_known")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.slug])


class CollectionItem(models.Model):
    """One story's place in a series or package; the lowest number comes first."""

    collection = models.ForeignKey(Collection, related_name="items", on_delete=models.CASCADE)
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), related_name="collection_items", on_delete=models.PROTECT
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["collection", "article"], name="story_once_a_collection")]

    def __str__(self) -> str:
        return f"{self.article} in {self.collection}"
