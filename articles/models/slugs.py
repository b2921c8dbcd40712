"""Slugs in any script."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models

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
