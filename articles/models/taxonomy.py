"""Sections and tags, and each story's tags."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.lib.text.slugs import slugify
from articles.models.slugs import SlugField


class Section(models.Model):
    """A section of the site; a story is in one section at most."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = SlugField(_("slug"), max_length=60, unique=True)
    names = models.JSONField(_("name in other languages"), default=dict, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Sections with a lower number come first.")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name_in(get_language() or "")

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])

    def name_in(self, language: str) -> str:
        """Return the section's name in a language, or the default name if no other is stored."""
        return str(self.names.get(language) or self.name)


class Tag(TagBase):  # type: ignore[misc] # the library has no types
    """A free keyword; names are compared ignoring case (TAGGIT_CASE_INSENSITIVE).

    A tag that was merged into another stays as its synonym: revisions keep the names they were saved with, and old
    addresses redirect permanently.
    """

    slug = SlugField(_("slug"), max_length=100, unique=True)
    into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        related_name="synonyms",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.slug])

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return a tag name's slug in any script, with ``_i`` appended if the library gives a number.

        The library's own slug may exceed the column.
        """
        slug = slugify(tag) or "tag"
        return f"{slug}_{i}" if i else slug


class TagMerge(models.Model):
    """One tag was made a synonym of another: who did it, when, and how many stories had it.

    The row stays after the merge has been undone.
    """

    tag = models.ForeignKey(Tag, related_name="merges", on_delete=models.PROTECT)
    into = models.ForeignKey(Tag, related_name="+", on_delete=models.PROTECT)
    stories = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", null=True, on_delete=models.PROTECT)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tag merge")
        verbose_name_plural = _("tag merges")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tag"], condition=models.Q(undone_at=None), name="a_tag_is_merged_into_one_at_a_time"
            ),
            models.CheckConstraint(condition=~models.Q(tag=models.F("into")), name="no_tag_is_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.tag} → {self.into}"


class Tagging(ItemBase):  # type: ignore[misc] # the library has no types
    """One tag on one story, as part of the public record."""

    tag = models.ForeignKey(Tag, related_name="taggings", on_delete=models.CASCADE)
    content_object = models.ForeignKey("articles.Article", related_name="taggings", on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_a_story")]
        # For the tag page: the stories of one tag.
        indexes = [models.Index(fields=["tag", "content_object"], name="stories_of_tag")]

    def __str__(self) -> str:
        return f"{self.tag} on {self.content_object_id}"
