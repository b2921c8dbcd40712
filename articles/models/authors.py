"""Authors and credits."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.domain.document import CreditRole
from articles.models.accounts import User
from articles.models.slugs import SlugField


def display_name(person: User) -> str:
    """Return a user's full name, or the username of a user without one."""
    return person.get_full_name() or person.get_username()


class Author(models.Model):
    """A credited author. Authors need no login; one who has a login is linked to it."""

    name = models.CharField(_("name"), max_length=120)
    slug = SlugField(_("slug"), max_length=120, unique=True)
    bio = models.TextField(_("about the author"), max_length=1000, blank=True)
    based_in = models.CharField(_("based in"), max_length=100, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])


class Credit(models.Model):
    """One author's credit on one story, with role and position, as part of the public record."""

    article = models.ForeignKey("articles.Article", related_name="credits", on_delete=models.CASCADE)
    author = models.ForeignKey(Author, related_name="credits", on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=CreditRole.choices, default=CreditRole.WRITER)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author", "role"], name="credit_once_a_role"),
            models.UniqueConstraint(fields=["article", "position"], name="credit_position_once"),
            models.CheckConstraint(condition=models.Q(role__in=CreditRole.values), name="credit_role_known"),
        ]
        # For the author's page: the stories of one author.
        indexes = [models.Index(fields=["author", "article"], name="stories_of_author")]

    def __str__(self) -> str:
        return f"{self.author} ({self.role})"
