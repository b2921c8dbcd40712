"""Admin of countries: what the newsroom calls them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from articles.admin.base import PublicTableAdmin
from articles.admin.geo import key_stories
from articles.lib.geo import Story, country_name, suggest
from articles.lib.text.plain import normalise_line
from articles.models import Country


class CountryForm(forms.ModelForm[Country]):
    """The newsroom's own name for a country, in every language of the site."""

    class Meta:
        model = Country
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Our style for this name (%(language)s)") % {"language": language},
                help_text=_("If empty: %(name)s") % {"name": country_name(self.instance.code, code)},
                required=False,
                max_length=100,
                initial=self.instance.names.get(code, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Set the country’s names from the fields of all languages, without the empty ones."""
        data: dict[str, Any] = super().clean() or {}
        named = {code: normalise_line(data.get(f"name_{code}", "")) for code, _language in settings.LANGUAGES}
        self.instance.names = {code: name for code, name in named.items() if name}
        return data


@admin.register(Country)
class CountryAdmin(PublicTableAdmin):
    """Countries. They come with the software; a newsroom can only change what it calls them."""

    form = CountryForm
    list_display = ("name", "flag", "code", "region")
    list_filter = ("region",)
    narrowed_by = frozenset({"region"})
    search_fields = ("name", "code")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Country | None = None) -> tuple[str, ...]:  # noqa: ARG002 - Django's signature
        """Lock code, name and region, which come with the software."""
        return ("code", "name", "region")

    def get_fields(self, request: HttpRequest, obj: Country | None = None) -> tuple[str, ...]:
        """Show a field for the newsroom’s own name in each language to people who may change countries."""
        own = [f"name_{code}" for code, _language in settings.LANGUAGES]
        return ("code", "name", "region", *(own if self.has_change_permission(request, obj) else ()))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[Any]:  # noqa: FBT001, FBT002 - Django's signature
        """Build the form without model fields, since CountryForm creates its own."""
        # The form creates its own fields; Django would look for them in the table.
        return super().get_form(request, obj, change, **{**kwargs, "fields": ()})

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of key stories to Django’s own patterns."""
        return [*key_stories.urls(self.admin_site.admin_view), *super().get_urls()]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search also by the names that country suggestions know: UK, Britain, Burma, DRC."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        words = search_term.strip()[:60]
        known = {
            suggestion.code
            for spelling in (words, words.upper(), words.title())
            for suggestion in suggest(Story(spelling))
        }
        return (found | queryset.filter(pk__in=known) if known else found), duplicates
