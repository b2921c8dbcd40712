"""Key stories: the turning points between two countries that editors mark."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class KeyStory(models.Model):
    """One story as a key story of two countries, the alphabetically lower code first, with an optional line of context.

    It stays if the story is retracted or is no longer about these countries; readers then don't see it.
    """

    article = models.ForeignKey("articles.Article", related_name="key_marks", on_delete=models.CASCADE)
    first = models.ForeignKey("articles.Country", related_name="+", on_delete=models.PROTECT)
    second = models.ForeignKey("articles.Country", related_name="+", on_delete=models.PROTECT)
    context = models.CharField(_("line of context"), max_length=140, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    marked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("key story")
        verbose_name_plural = _("key stories")
        ordering = ["first", "second", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "article"], name="key_once_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="key_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"story {self.article_id}: {self.first_id} and {self.second_id}"
