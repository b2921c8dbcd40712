"""Admin of sections, with their names in every language of the site."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import PublicTableAdmin
from articles.admin.tables.slug_form import SlugForm
from articles.domain.story_lists import ListKind
from articles.models import Section

OTHER_LANGUAGES = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


class SectionForm(SlugForm):
    """A section with its name in every language of the site."""

    class Meta:
        model = Section
        fields = ("name", "slug", "description", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in OTHER_LANGUAGES.items():
            label = _("Name (%(language)s)") % {"language": language}
            initial = self.instance.names.get(code, "")
            self.fields[f"name_{code}"] = forms.CharField(label=label, required=False, max_length=60, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Set the section’s names from the fields of the other languages, without the empty ones."""
        data: dict[str, Any] = super().clean() or {}
        named = {code: data.get(f"name_{code}", "").strip() for code in OTHER_LANGUAGES}
        self.instance.names = {code: name for code, name in named.items() if name}
        return data


@admin.register(Section)
class SectionAdmin(PublicTableAdmin):
    """Sections in the order of the navigation."""

    list_kind = ListKind.SECTION
    list_display = ("name", "slug", "position")
    search_fields = ("name",)
    form = SectionForm
