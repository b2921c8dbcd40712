"""Working copies: autosaved words, outside the history and visible to their writer alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingCopy(models.Model):
    """The form data of one editor page as last autosaved: {name: [values as a form posts them]}.

    One row for each person, story and window (a random key of the page), so that two browser tabs never overwrite
    each other; ``article`` is empty for a story that was never saved. ``base`` is the number of the revision that
    editing started from, 0 without one; ``turn`` increases with each autosave of a window, so that late requests are
    recognised; ``merged_into`` is the number of the revision that was made from this data when some of it was left
    out.
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
