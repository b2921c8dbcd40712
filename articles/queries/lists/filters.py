"""Filters of a list of stories: what may be chosen, and what it means, as querysets and as lists of the read model."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Final

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.domain.dates import format_day, start_of_day
from articles.domain.document import Genre, describe_unknown_country
from articles.domain.story_lists import MAX_PLACE, ListKind, first_place
from articles.lib.geo import COUNTRIES, country_name, region_name
from articles.lib.text.slugs import slugify
from articles.models import Article, Author, Section, Tag
from articles.queries.addresses import find_at
from articles.queries.lists import listings

REGIONS = {slugify(name): name for name in sorted({country.region for country in COUNTRIES.values()})}
MAX_CHOSEN = 50  # filters at a time
_ALL = "all"


def _country_choices() -> list[tuple[str, str]]:
    """Return (code in lower case, English name) of every country, by code."""
    return [(code.lower(), country.name) for code, country in sorted(COUNTRIES.items())]


class CountryCodesField(forms.MultipleChoiceField):
    """Country codes in small letters; the error for an unknown one suggests the nearest."""

    def validate(self, value: list[str]) -> None:
        """Check each country code. Raises forms.ValidationError that suggests the nearest code."""
        for code in value:
            if not self.valid_value(code):
                raise forms.ValidationError(describe_unknown_country(code.upper()))


class CountryCodesFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc] # the library has no types
    """Stories by countries."""

    field_class = CountryCodesField


class StoryFilter(django_filters.FilterSet):  # type: ignore[misc] # the library has no types
    """Published stories by section, tag, country, region, author, genre and day; several of one kind match any of them.

    Its querysets are for commands, which take their time; readers get the same stories from the read model's lists.
    """

    section = django_filters.ModelMultipleChoiceFilter(
        queryset=Section.objects.all(), to_field_name="slug", field_name="section__slug", distinct=False
    )
    tag = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda _: listings.published_tags(), to_field_name="slug", method="filter_tags"
    )
    tags = django_filters.ChoiceFilter(choices=[("any", _("any of them")), (_ALL, _("all of them"))], method="no_op")
    country = CountryCodesFilter(choices=_country_choices, method="filter_countries")
    countries = django_filters.ChoiceFilter(
        choices=[("any", _("any of them")), (_ALL, _("all of them"))], method="no_op"
    )
    role = django_filters.ChoiceFilter(
        choices=[("about", _("about them")), ("mentioned", _("mentioning them")), ("either", _("either"))],
        method="no_op",
    )
    region = django_filters.MultipleChoiceFilter(choices=list(REGIONS.items()), method="filter_regions")
    author = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda _: listings.published_authors(), to_field_name="slug", method="filter_authors"
    )
    genre = django_filters.MultipleChoiceFilter(choices=Genre.choices, distinct=False)
    after = django_filters.DateFilter(method="filter_after", widget=forms.DateInput(attrs={"type": "date"}))
    before = django_filters.DateFilter(method="filter_before", widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = Article
        fields: list[str] = []

    def _selected_mode(self, name: str) -> str:
        """Return the value of a mode parameter, such as "all"; "" if it is not set."""
        return str(self.form.cleaned_data.get(name) or "")

    def no_op(self, stories: QuerySet[Article], _name: str, _value: str) -> QuerySet[Article]:
        """Return the stories unchanged: the value is only the mode of another filter."""
        return stories

    def filter_tags(self, stories: QuerySet[Article], _name: str, tags: list[Tag]) -> QuerySet[Article]:
        """Select the stories with any of the tags, or with all of them in mode "all"."""
        return _match_conditions(
            stories, [Q(taggings__tag=tag) for tag in tags], match_all=self._selected_mode("tags") == _ALL
        )

    def filter_countries(self, stories: QuerySet[Article], _name: str, codes: list[str]) -> QuerySet[Article]:
        """Select the stories in which any (or all, by mode) of the countries have the selected role."""
        in_role = _role_condition(self._selected_mode("role"))
        conditions = [Q(country_mentions__country=code.upper()) & in_role for code in codes]
        return _match_conditions(stories, conditions, match_all=self._selected_mode("countries") == _ALL)

    def filter_regions(self, stories: QuerySet[Article], _name: str, slugs: list[str]) -> QuerySet[Article]:
        """Select the stories about a country of any of the regions, given by slug."""
        names = [REGIONS[slug] for slug in slugs]
        about = Q(country_mentions__country__region__in=names, country_mentions__role="about")
        return _match_conditions(stories, [about] if names else [], match_all=True)

    def filter_authors(self, stories: QuerySet[Article], _name: str, authors: list[Author]) -> QuerySet[Article]:
        """Select the stories in which any of the authors is credited."""
        return _match_conditions(stories, [Q(credits__author=author) for author in authors], match_all=False)

    def filter_after(self, stories: QuerySet[Article], _name: str, day: datetime.date) -> QuerySet[Article]:
        """Select the stories published on this day or later, in the newsroom's time zone."""
        return stories.filter(visible_at__gte=start_of_day(day))

    def filter_before(self, stories: QuerySet[Article], _name: str, day: datetime.date) -> QuerySet[Article]:
        """Select the stories published on this day or earlier, in the newsroom's time zone."""
        if day == datetime.date.max:
            return stories
        return stories.filter(visible_at__lt=start_of_day(day + datetime.timedelta(days=1)))


def validate(data: QueryDict) -> forms.Form:
    """Return the form of the parameters that are there, with what is wrong with them."""
    narrowed = _filter_with(frozenset(StoryFilter.base_filters.keys() & data.keys()))
    form: forms.Form = narrowed(data, Article.objects.none()).form
    return form


def replace_former_slugs(data: QueryDict) -> bool:
    """Replace the slugs that sections and authors had before, and those of merged tags; tell whether there were any."""
    was = data.urlencode()
    for name, model in (("section", Section), ("author", Author), ("tag", Tag)):
        if name in data:
            data.setlist(name, [_find_present_slug(model, slug) for slug in data.getlist(name)])
    return data.urlencode() != was


def _find_present_slug(model: type[Section | Author | Tag], slug: str) -> str:
    """Return the present slug of the row with a present or former one; the slug itself if there is no such row."""
    row = find_at(model, slug)
    if isinstance(row, Tag) and row.into:
        return str(row.into.slug)
    return row.slug if row else slug


@lru_cache(maxsize=256)
def _filter_with(names: frozenset[str]) -> type[StoryFilter]:
    """Return the filter with these parameters only: each costs time, whether it is used or not."""
    narrowed: type[StoryFilter] = type("NarrowedStoryFilter", (StoryFilter,), {})
    narrowed.base_filters = {name: one for name, one in StoryFilter.base_filters.items() if name in names}
    return narrowed


def _role_condition(role: str) -> Q:
    """Return the condition that a country has this role in a story: "about" by default."""
    return Q() if role == "either" else Q(country_mentions__role="mentioned" if role == "mentioned" else "about")


def _match_conditions(stories: QuerySet[Article], conditions: list[Q], *, match_all: bool) -> QuerySet[Article]:
    """Return the stories whose related rows meet all, or any, of the conditions, each story once."""
    if not conditions:
        return stories
    matching = Article.objects.all()
    if match_all:
        for condition in conditions:
            matching = matching.filter(condition)
    else:
        matching = matching.filter(reduce(or_, conditions))
    return stories.filter(pk__in=matching.values("pk"))


@dataclass(frozen=True)
class Chip:
    """A choice that narrows the list, and the address without it."""

    name: str
    address_without: str


ChosenNames = Mapping[tuple[str, str], str]  # names of the chosen values, by facet and value


FACETS: Final = ("section", "country", "region", "tag", "author", "genre")
PARAMETERS = frozenset({*StoryFilter.base_filters, "q"})
_COUNTRY_KINDS: Final[Mapping[str, tuple[ListKind, ...]]] = {
    "mentioned": (ListKind.MENTIONED,),
    "either": (ListKind.ABOUT, ListKind.MENTIONED),
}
ListKey = tuple[ListKind, str]


def country_kinds(role: str) -> tuple[ListKind, ...]:
    """Return the kinds of list that hold the stories in which a country has this role: "about" by default."""
    return _COUNTRY_KINDS.get(role, (ListKind.ABOUT,))


def name_conditions(form: forms.Form) -> dict[str, list[list[ListKey]]]:
    """Return, for each facet with a choice, its conditions: a story must be on one of each one's lists (kind and key)."""
    chosen, conditions = form.cleaned_data, {}
    for facet, kind in (("section", ListKind.SECTION), ("author", ListKind.AUTHOR)):
        conditions[facet] = [[(kind, str(row.pk)) for row in chosen.get(facet, [])]]
    for facet, kind in (("genre", ListKind.GENRE), ("region", ListKind.REGION)):
        conditions[facet] = [[(kind, value) for value in chosen.get(facet, [])]]
    conditions["tag"] = _combine([[(ListKind.TAG, str(tag.pk))] for tag in chosen.get("tag", [])], chosen.get("tags"))
    kinds = country_kinds(chosen.get("role", ""))
    countries = [[(kind, code.upper()) for kind in kinds] for code in chosen.get("country", [])]
    conditions["country"] = _combine(countries, chosen.get("countries"))
    return {facet: lists for facet in FACETS if (lists := [one for one in conditions[facet] if one])}


def _combine(conditions: list[list[ListKey]], mode: str | None) -> list[list[ListKey]]:
    """Return the conditions as they are if all must be met, else as one that is met by any of their lists."""
    return conditions if mode == _ALL else [[key for condition in conditions for key in condition]]


def read_period(form: forms.Form) -> tuple[int, int]:
    """Return the places from which and below which the stories of the chosen days are."""
    after, before = form.cleaned_data.get("after"), form.cleaned_data.get("before")
    since = first_place(start_of_day(after)) if after else 0
    if before is None or before == datetime.date.max:
        return since, MAX_PLACE
    return since, first_place(start_of_day(before + datetime.timedelta(days=1)))


def chips(data: QueryDict, names: ChosenNames) -> Iterator[Chip]:
    """Yield one chip for each chosen value, in the order of the address."""
    for key, value in [(name, value) for name in data for value in data.getlist(name)]:
        if (key, value) not in names:
            continue
        others = data.copy()
        others.pop("cursor", None)
        others.setlist(key, [other for other in data.getlist(key) if other != value])
        yield Chip(names[key, value], f"?{others.urlencode()}")


def chosen_names(form: forms.Form) -> ChosenNames:
    """Return the names of a valid form's chosen values in the reader's language."""
    names: dict[tuple[str, str], str] = {}
    language = get_language() or ""
    for key, values in form.cleaned_data.items():
        if key in {"section", "tag", "author"}:
            names.update({(key, row.slug): str(row) for row in values})
        elif key == "country":
            names.update({(key, code): country_name(code.upper(), language) for code in values})
        elif key == "region":
            names.update({(key, slug): region_name(REGIONS[slug], language) for slug in values})
        elif key == "genre":
            names.update({(key, genre): str(Genre(genre).label) for genre in values})
        elif key in {"after", "before"} and values:
            words = _("From %(day)s") if key == "after" else _("Until %(day)s")
            names[key, form.data.get(key, "")] = words % {"day": format_day(values)}
    return names


def form_errors(form: forms.Form) -> list[str]:
    """Return one sentence for each invalid parameter of the query string."""
    return [str(sentence) for errors in form.errors.values() for sentence in errors]
