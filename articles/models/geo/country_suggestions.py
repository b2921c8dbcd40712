"""Country suggestions and what editors decided on them; never public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.domain.document import CountryRole


class CountrySuggestion(models.Model):
    """One country that was suggested for a story, or that an editor decided on.

    ``role`` and ``score`` (0 to 1) are empty if the text saved with the decision no longer named the country.
    """

    class Decision(models.TextChoices):
        """The editor's decision on a suggestion."""

        NONE = "none", _("undecided")
        ABOUT = "accepted_about", _("accepted as about")
        MENTIONED = "accepted_mentioned", _("accepted as mentioned")
        REFUSED = "refused", _("refused")

    article = models.ForeignKey("articles.Article", related_name="country_suggestions", on_delete=models.CASCADE)
    country = models.ForeignKey("articles.Country", related_name="+", on_delete=models.PROTECT)
    role = models.CharField(max_length=10, choices=CountryRole.choices, blank=True)
    score = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    version = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=20, choices=Decision.choices, default=Decision.NONE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", null=True, on_delete=models.PROTECT)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("suggested country")
        verbose_name_plural = _("suggested countries")
        ordering = ["-score", "country"]
        constraints = [
            models.UniqueConstraint(fields=["article", "country"], name="suggestion_once_a_story"),
            models.CheckConstraint(
                condition=models.Q(decision="none", by=None, decided_at=None)
                | (~models.Q(decision="none") & models.Q(by__isnull=False, decided_at__isnull=False)),
                name="suggestion_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} ({self.decision})"


class NoCountryDecision(models.Model):
    """An editor's decision that a revision concerns no country. It does not cover later revisions."""

    revision = models.OneToOneField("articles.Revision", related_name="+", on_delete=models.PROTECT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("story without a country")
        verbose_name_plural = _("stories without a country")

    def __str__(self) -> str:
        return f"no country in {self.revision_id}"
