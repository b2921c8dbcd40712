"""Quotations with a named speaker, part of the public record."""

from django.db import models
from django.urls import reverse


class Quotation(models.Model):
    """One quotation of one story. People are known by their names, so `slug` is the speaker's name as an address."""

    article = models.ForeignKey("articles.Article", related_name="quotations", on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField()
    speaker = models.CharField(max_length=200)
    slug = models.CharField(max_length=100)
    role = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "position"], name="quote_position_once")]
        # For a person's page: what one speaker said.
        indexes = [models.Index(fields=["slug", "article"], name="quotes_of_speaker")]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])
