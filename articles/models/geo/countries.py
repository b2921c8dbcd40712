"""Countries, and each story's countries with their roles."""

from functools import lru_cache

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.domain.document import CountryRole
from articles.lib import geo


class Country(models.Model):
    """A country of ISO 3166-1, or a further code that newsrooms need (XK). A migration fills the table."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    region = models.CharField(_("region"), max_length=60)
    names = models.JSONField(_("our style for this name"), default=dict, blank=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]

    def __str__(self) -> str:
        return geo.country_name(self.code, get_language() or "")

    def get_absolute_url(self) -> str:
        return _address_of(self.code, get_language())

    @property
    def flag(self) -> str:
        """The country's flag as an emoji of two regional indicators."""
        return geo.flag(self.code)


@lru_cache(maxsize=2048)  # more than there are countries in all languages; one page may name them all
def _address_of(code: str, language: str | None) -> str:  # noqa: ARG001 - the address begins with it
    """Return the address of a country's page in the present language."""
    return reverse("country", args=[code.lower()])


class CountryMention(models.Model):
    """One story's relation to one country, with its role, as part of the public record."""

    article = models.ForeignKey("articles.Article", related_name="country_mentions", on_delete=models.CASCADE)
    country = models.ForeignKey(Country, related_name="mentions", on_delete=models.PROTECT)
    role = models.CharField(max_length=10, choices=CountryRole.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "country"], name="country_once_a_story"),
            models.CheckConstraint(condition=models.Q(role__in=CountryRole.values), name="country_role_known"),
        ]
        # For the country's page: the stories about (or mentioning) one country.
        indexes = [models.Index(fields=["country", "role", "article"], name="stories_of_country")]

    def __str__(self) -> str:
        return f"{self.country_id} ({self.role})"
