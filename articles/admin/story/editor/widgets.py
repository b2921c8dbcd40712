"""Picker widgets of the writing page: Django's autocomplete with the chosen order preserved."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.request import KEY
from articles.domain.document import describe_unknown_country
from articles.lib.geo import COUNTRIES, country_name
from articles.lib.images import ACCEPTED_TYPES
from articles.models import Article, CountryMention, Credit, Image
from articles.queries import rendition_urls
from articles.queries.desk.stories import all_images

# What opens under a box stands in the page's main part, and outside of the form: what is typed there is no word of the story.
WITHIN = {"data-dropdown-parent": "#content-main"}
Options = list[tuple[str | None, list[dict[str, Any]], int | None]]


class Picker(AutocompleteSelectMultiple):
    """Several values in the order in which they were picked; showing them needs no query."""

    def __init__(self) -> None:
        super().__init__(CountryMention._meta.get_field("country"), admin.site)  # noqa: SLF001 - Django's documented way

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Place the dropdown in the main part, without a button that clears all: each value has its own."""
        attributes: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return {**attributes, **WITHIN, "data-allow-clear": "false"}

    def label_of(self, value: str) -> str:
        """Return the label of a chosen value."""
        return value

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Options:  # noqa: ARG002 - Django's signature
        """Return the chosen values as selected options in their order, without querying the database."""
        chosen = [str(item) for item in value if item]
        options = [
            self.create_option(name, item, self.label_of(item), True, index)  # noqa: FBT003 - Django's signature
            for index, item in enumerate(chosen)
        ]
        return [(None, options, 0)]


class CountryPicker(Picker):
    """Countries by name, in the language of the page."""

    def label_of(self, value: str) -> str:
        """Return the country’s name; an unknown code is its own label until the form refuses it."""
        return country_name(value, get_language() or "") if value in COUNTRIES else value


class TagPicker(Picker):
    """Tags by name. One that isn't known yet may be typed; a comma, in either script, ends it."""

    def get_url(self) -> str:
        """Return the address that the picker queries for tag names."""
        return reverse("admin:tag-names")

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Let Select2 accept new names, each ended by a comma, Latin or Arabic, or a semicolon."""
        attributes: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return {**attributes, "data-tags": "true", "data-token-separators": '[",", "،", ";"]'}


class OnePicker(AutocompleteSelect):
    """One row by its primary key; anything else counts as empty."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Place the dropdown in the main part of the page."""
        return {**super().build_attrs(base_attrs, extra_attrs), **WITHIN}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Options:
        """Return the option of the chosen row; malformed keys are left out."""
        keys = [key for key in value if KEY.fullmatch(str(key))]
        return super().optgroups(name, keys, attr)


class AuthorPicker(OnePicker):
    """One author by name."""

    def __init__(self) -> None:
        words = {"data-placeholder": "Name", "aria-label": _("Author")}  # the row shows no labels
        super().__init__(Credit._meta.get_field("author"), admin.site, attrs=words)  # noqa: SLF001


class StoryPicker(OnePicker):
    """One story by its headline."""

    def __init__(self) -> None:
        super().__init__(Article._meta.get_field("original"), admin.site)  # noqa: SLF001


class OneField(forms.ModelChoiceField):  # type: ignore[type-arg] # of any table
    """One row by its key, which is refused with a sentence when no database could hold it."""

    def to_python(self, value: Any) -> Any:
        """Return the row with this primary key; None if empty. Raises ValidationError."""
        if value not in self.empty_values and not KEY.fullmatch(str(value)):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class NamesField(forms.MultipleChoiceField):
    """Several names, known or new, in order."""

    def valid_value(self, value: Any) -> bool:
        """Accept every name that isn’t blank; the Document refuses those that are too long."""
        return bool(str(value).strip())


class CodesField(forms.MultipleChoiceField):
    """Several countries by code, in order; a code that no country has is refused with a sentence."""

    def __init__(self, *, known: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = frozenset(known)

    def validate(self, value: Any) -> None:
        """Raise ValidationError for an unknown country code, suggesting the nearest countries."""
        for code in value:
            if str(code) not in self.known:
                raise forms.ValidationError(describe_unknown_country(str(code)))


def without_duplicates(values: Sequence[Any]) -> list[Any]:
    """Return the values in order, each only once."""
    return list(dict.fromkeys(values))


class LeadPicker(forms.Widget):
    """One picture of the library, its primary key in a hidden box; anything else is shown as empty."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's signature
        """Render the chosen picture and the ways to choose another; at most one query."""
        image = all_images().filter(pk=int(value)).first() if KEY.fullmatch(str(value)) else None
        context = {
            "accept": ACCEPTED_TYPES,
            "lacks": _list_lacks(image) if image else [],
            "name": name,
            "id": (attrs or {}).get("id", ""),
            "value": "" if value is None else value,
            "image": image,
            "thumbnail": rendition_urls.sources(rendition_urls.as_mapping(image), "card").src if image else "",
        }
        return render_to_string("admin/articles/image/_picker.html", context)


def _list_lacks(image: Image) -> list[tuple[str, str]]:
    """List what a picture lacks in the library: (the field of the form that may say it, in words)."""
    lacks = [
        (image.alt, "lead_alt", gettext("No alt text")),
        (image.credit_line, "lead_credit", gettext("No credit line")),
    ]
    return [(field, words) for value, field, words in lacks if not value]
