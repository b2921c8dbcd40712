"""First publications of the last minutes, which can still be undone."""

from django.db import models
from django.utils import timezone


class FreshPublication(models.Model):
    """When a story was published for the first time, and when a feed first carried it, if one has."""

    article = models.OneToOneField(
        "articles.Article", related_name="+", on_delete=models.CASCADE, primary_key=True, serialize=False
    )
    at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # For deleting those that are no longer fresh.
            models.Index(fields=["at"], name="fresh_publications"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} at {self.at:%H:%M}"
