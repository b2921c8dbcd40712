"""Admin of the smaller tables: sections, authors, tags, countries and the log."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from articles.admin import tag_merges
from articles.admin.base import PublicTableAdmin, ReadOnlyAdmin
from articles.admin.geo import key_stories
from articles.admin.request import desk_request
from articles.admin.story.editor.body_editor import BodyEditor
from articles.lib.geo import Story, country_name, suggest
from articles.lib.html import sanitiser
from articles.lib.text.plain import normalise_line
from articles.models import (
    Article,
    AuditEntry,
    Author,
    Collection,
    CollectionItem,
    Country,
    InfoPage,
    Section,
    Tag,
)
from articles.services import publication
from articles.services.edition import open_edition

_OTHERS = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


class SectionForm(forms.ModelForm[Section]):
    """A section with its name in every language that the paper's own words are written in."""

    class Meta:
        model = Section
        fields = ("name", "slug", "description", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in _OTHERS.items():
            label = _("Name (%(language)s)") % {"language": language}
            initial = self.instance.names.get(code, "")
            self.fields[f"name_{code}"] = forms.CharField(label=label, required=False, max_length=60, initial=initial)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        named = {code: data.get(f"name_{code}", "").strip() for code in _OTHERS}
        self.instance.names = {code: name for code, name in named.items() if name}
        return data


@admin.register(Section)
class SectionAdmin(PublicTableAdmin):
    """The parts of the paper, in their order."""

    list_display = ("name", "slug", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    form = SectionForm


@admin.register(Author)
class AuthorAdmin(PublicTableAdmin):
    """Who writes. An author may, but need not, have a login."""

    list_display = ("name", "based_in", "user")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    raw_id_fields = ("user",)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Stories are found by their authors' names, so a new name goes into the index with the change."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if change and "name" in form.changed_data:
                publication.reindex(Article.objects.filter(credits__author=obj.pk))


@admin.register(Tag)
class TagAdmin(PublicTableAdmin):
    """The paper's keywords."""

    list_display = ("name", "slug", "into")
    list_select_related = ("into",)
    search_fields = ("name",)
    fields = ("name", "slug")

    def get_urls(self) -> list[URLPattern]:
        return [*tag_merges.urls(self.admin_site.admin_view), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().change_view(
            request, object_id, form_url, {**tag_merges.facts(object_id), **(extra_context or {})}
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Tag | None = None) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> tuple[str, ...]:  # noqa: ARG002 - Django's signature
        """Revisions know tags by their names and readers by their addresses, so neither is changed under them."""
        return self.fields if obj else ()


class CountryForm(forms.ModelForm[Country]):
    """What the house calls a country, in every language that its own words are written in."""

    class Meta:
        model = Country
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("The house’s own name (%(language)s)") % {"language": language},
                help_text=_("Empty: %(name)s") % {"name": country_name(self.instance.code, code)},
                required=False,
                max_length=100,
                initial=self.instance.names.get(code, ""),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        named = {code: normalise_line(data.get(f"name_{code}", "")) for code, _language in settings.LANGUAGES}
        self.instance.names = {code: name for code, name in named.items() if name}
        return data


@admin.register(Country)
class CountryAdmin(PublicTableAdmin):
    """Countries come from the kept lexicon; a house may call them otherwise, and changes nothing else of them."""

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
        return ("code", "name", "region")

    def get_fields(self, request: HttpRequest, obj: Country | None = None) -> tuple[str, ...]:
        own = [f"name_{code}" for code, _language in settings.LANGUAGES]
        return ("code", "name", "region", *(own if self.has_change_permission(request, obj) else ()))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[Any]:  # noqa: FBT001, FBT002 - Django's signature
        # The form makes its own fields; Django would look for them in the table.
        return super().get_form(request, obj, change, **{**kwargs, "fields": ()})

    def get_urls(self) -> list[URLPattern]:
        return [*key_stories.urls(self.admin_site.admin_view), *super().get_urls()]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Also by the names that the suggester knows: UK, Britain, Burma, DRC."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        words = search_term.strip()[:60]
        known = {
            suggestion.code
            for spelling in (words, words.upper(), words.title())
            for suggestion in suggest(Story(spelling))
        }
        return (found | queryset.filter(pk__in=known) if known else found), duplicates


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what to which story. Nobody writes here by hand."""

    list_display = ("at", "by", "words", "article", "note")
    list_filter = ("action",)
    narrowed_by = frozenset({"action"})
    list_select_related = ("by", "article")
    search_fields = ("article__headline", "note")


class CollectionItemInline(admin.TabularInline[CollectionItem, Collection]):
    """The parts of a series in their order."""

    model = CollectionItem
    extra = 1
    autocomplete_fields = ("article",)
    fields = ("position", "article")


@admin.register(Collection)
class CollectionAdmin(PublicTableAdmin):
    """Series and packages."""

    list_display = ("title", "kind", "slug")
    list_filter = ("kind",)
    narrowed_by = frozenset({"kind__exact"})
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    inlines = (CollectionItemInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            open_edition()


class InfoPageForm(forms.ModelForm[InfoPage]):
    """A page about the house; its text passes the same sanitiser as a story's."""

    class Meta:
        model = InfoPage
        fields = ("kind", "title", "slug", "language", "position", "body")
        widgets = {"body": BodyEditor}

    def clean_body(self) -> str:
        """The text with nothing but the allow-list left."""
        return sanitiser.sanitise(self.cleaned_data["body"])


@admin.register(InfoPage)
class InfoPageAdmin(PublicTableAdmin):
    """What readers may know about the newsroom: who it is, how it works, how it corrects."""

    form = InfoPageForm
    list_display = ("title", "kind", "language", "slug", "position")
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map is an inline script, which the policy lets through by the request's nonce alone.
        context["media"] = Media.from_media(context["media"], nonce=desk_request(request).csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)
