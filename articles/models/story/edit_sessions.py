"""Edit sessions: who has which story open, and where in it they are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditSession(models.Model):
    """One open writing page of one story. It counts as open as long as it was seen lately.

    ``field`` is the name of the field being edited, "" for none; ``place`` is the page's place in the queue: the lowest
    holds the story; ``taken_at`` is when it took the story over from the previous holder.
    """

    article = models.ForeignKey("articles.Article", related_name="edit_sessions", on_delete=models.CASCADE)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.CASCADE)
    window = models.CharField(max_length=40)
    field = models.CharField(max_length=40, blank=True)
    place = models.IntegerField()
    since = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("edit session")
        verbose_name_plural = _("edit sessions")
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "person", "window"], name="present_once_a_window")]

    def __str__(self) -> str:
        return f"{self.person_id} at story {self.article_id}"
