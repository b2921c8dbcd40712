"""Info pages about the newsroom: about us, principles, corrections policy."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.domain.document import Language
from articles.models.slugs import SlugField


class InfoPage(models.Model):
    """A page about the newsroom itself. Its kind is the schema.org property that structured data links it with."""

    class Kind(models.TextChoices):
        ABOUT = "about", _("About us")
        PRINCIPLES = "publishingPrinciples", _("Publishing principles")
        ETHICS = "ethicsPolicy", _("Ethics policy")
        CORRECTIONS = "correctionsPolicy", _("Corrections policy")
        FACTS = "verificationFactCheckingPolicy", _("How we check facts")
        SOURCES = "unnamedSourcesPolicy", _("Unnamed sources")
        FEEDBACK = "actionableFeedbackPolicy", _("How to reach us")
        OWNERSHIP = "ownershipFundingInfo", _("Ownership and funding")
        DIVERSITY = "diversityPolicy", _("Diversity policy")
        STAFF = "masthead", _("Masthead")
        MISSION = "missionCoveragePrioritiesPolicy", _("What we cover, and why")
        PRIVACY = "privacy", _("Privacy")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices, default=Kind.OTHER)
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default=Language.EN)
    title = models.CharField(_("title"), max_length=120)
    slug = SlugField(_("slug"), max_length=80, unique=True)
    body = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Pages with a lower number come first in the footer.")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("about page")
        verbose_name_plural = _("about pages")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("info_page", args=[self.slug])
