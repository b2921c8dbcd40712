"""Slugs in any script, and the former ones that redirect."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.lib.text.slugs import PATTERN


class SlugField(models.SlugField[str, str]):
    """A slug in any script, with the vowel signs of those that can't be read without; Django's own refuses them."""

    default_validators = [RegexValidator(rf"\A{PATTERN}\Z")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Django's constructor would replace the validators by its own for all scripts.
        super().__init__(*args, **{**kwargs, "allow_unicode": False})
        self.allow_unicode = True

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Describe it to migrations as Django's own field: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Return a plain text field: the form makes a slug of what is typed."""
        return models.CharField.formfield(self, **kwargs)


class FormerAddress(models.Model):
    """A slug that a section, an author, a series or an about page had before; it redirects to the present one.

    `table` is the name of the row's model, `row` its primary key. A row that has the slug now comes first.
    """

    table = models.CharField(max_length=20)
    slug = models.CharField(max_length=120)
    row = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [models.UniqueConstraint(fields=["table", "slug"], name="former_address_once_a_table")]

    def __str__(self) -> str:
        return f"{self.table}: {self.slug}"
