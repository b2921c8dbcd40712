"""The form of a table whose rows have an address: its slug follows the same rule as a story's."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lib.text.slugs import slugify
from articles.queries.addresses import first_free_slug


class SlugForm(forms.ModelForm[Any]):
    """A row with a slug, which is made from the field `named_by` if it is left empty. What has it already keeps it."""

    named_by: ClassVar[str] = "name"
    leave_empty: ClassVar[Any] = gettext_lazy("Leave empty to make it from the name.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):  # not for people who may only look
            slug.required = False
            slug.help_text = (
                _("If you change it, old links will lead to the new address.") if self.instance.pk else self.leave_empty
            )

    def clean_slug(self) -> str:
        """Return the typed slug by the rule of all slugs, or a free one made from the name. Raises ValidationError."""
        typed, name = (str(self.cleaned_data.get(field, "")) for field in ("slug", self.named_by))
        if not typed and not name:
            return ""  # it is the name that is missing
        if self.instance.pk and typed == self.instance.slug:
            return typed
        limit = type(self.instance)._meta.get_field("slug").max_length  # noqa: SLF001 - documented
        slug = slugify(typed or name, limit=limit)
        if not slug:
            raise forms.ValidationError(_("Write a slug with letters or digits."))
        return slug if typed else first_free_slug(self.instance, slug, limit=limit)


class TitleSlugForm(SlugForm):
    """A row with a title and a slug."""

    named_by = "title"
    leave_empty = gettext_lazy("Leave empty to make it from the title.")
