"""Working copies: autosaved words, outside the history and visible to their writer alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingCopy(models.Model):
    """The fields of one open writing page as they were last typed: {name: [values as a form posts them]}.

    A row for each person, story and window (a page's random key), so that two windows never write over one another;
    a story that nobody has saved yet has none. `base` is the revision that the words started from, 0 without one;
    `turn` grows with each keeping of a window, so that a late one is known; `merged_into` is the revision that was made of these
    words when some of them were left out.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    article = models.ForeignKey("articles.Article", related_name="working_copies", null=True, on_delete=models.PROTECT)
    window = models.CharField(max_length=40)
    fields = models.JSONField()
    base = models.PositiveIntegerField(default=0)
    turn = models.PositiveBigIntegerField()
    merged_into = models.PositiveIntegerField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "window"], name="copy_once_a_window"),
            models.CheckConstraint(condition=~models.Q(window=""), name="copy_of_a_window"),
        ]
        indexes = [models.Index(fields=["person", "article", "-saved_at"], name="copies_of_person")]

    def __str__(self) -> str:
        return f"what {self.person_id} typed for story {self.article_id}"
