"""Filters of a list of stories: django-filter, and facets with a count for every choice."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import Case, Count, Q, QuerySet, When
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.domain.dates import format_day, start_of_day
from articles.domain.document import Genre, describe_unknown_country
from articles.lib.geo import COUNTRIES, country_name, region_name
from articles.lib.text.slugs import slugify
from articles.models import Article, Author, Section, Tag
from articles.queries.lists import listings

REGIONS = {slugify(name): name for name in sorted({country.region for country in COUNTRIES.values()})}
MAX_CHOICES = 12  # of one facet, most stories first; chosen ones are always shown
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
    """Published stories by section, tag, country, region, author, genre and day; several of one kind match any of them."""

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
class Choice:
    """One choice of a facet: its value and name, how many stories it would leave, and whether it is chosen."""

    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Option:
    """One option of a drop-down list."""

    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True)
class Select:
    """A drop-down list for the mode of a facet: whether any or all of its choices must match, or in which role."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Facet:
    """One filter with its choices that lead to any story, and its modes."""

    key: str
    title: str
    choices: list[Choice]
    selects: list[Select]


@dataclass(frozen=True)
class Chip:
    """A choice that narrows the list, and the address without it."""

    name: str
    address_without: str


ChosenNames = Mapping[tuple[str, str], str]  # names of the chosen values, by facet and value


class _FacetSpec(NamedTuple):
    """How a facet is counted: its title, the column that is grouped by, the one with the name, and which rows count."""

    title: Any
    column: str
    name_column: str
    rows: Q = Q()


_ABOUT = Q(country_mentions__role="about")
_FACETS: Mapping[str, _FacetSpec] = {
    "section": _FacetSpec(_("Section"), "section__slug", "section__name"),
    "country": _FacetSpec(_("Country"), "country_mentions__country_id", "country_mentions__country__name", _ABOUT),
    "region": _FacetSpec(_("Region"), "country_mentions__country__region", "country_mentions__country__region", _ABOUT),
    "tag": _FacetSpec(_("Topic"), "taggings__tag__slug", "taggings__tag__name"),
    "author": _FacetSpec(_("Author"), "credits__author__slug", "credits__author__name"),
    "genre": _FacetSpec(_("Genre"), "genre", "genre"),
}
_SELECTS: Mapping[str, Mapping[str, Any]] = {
    "tag": {"tags": _("With")},
    "country": {"countries": _("With"), "role": _("The story is")},
}
_MULTIPLE_ROWS = frozenset({"region", "author"})  # facets of which a story can have several rows with one value
PARAMETERS = frozenset({*StoryFilter.base_filters, "q"})


def count_facets(
    data: QueryDict, pool: QuerySet[Article], matching: QuerySet[Article], chosen: ChosenNames
) -> list[Facet]:
    """Count the choices of every facet, each as if nothing were chosen in that facet itself.

    `matching` is what all filters together leave of the `pool`.
    """
    facets = []
    for key, spec in _FACETS.items():
        others = data.copy()
        stories = StoryFilter(others, queryset=pool).qs if others.pop(key, None) else matching
        facets.append(
            Facet(key, str(spec.title), _count_choices(key, data, stories, chosen), _build_selects(key, data))
        )
    return facets


def _build_selects(key: str, data: QueryDict) -> list[Select]:
    """Return the drop-down lists of a facet; their first option is the default."""
    selects = []
    for name, label in _SELECTS.get(key, {}).items():
        (default, default_label), *others = StoryFilter.base_filters[name].extra["choices"]
        options = [Option(default, str(default_label), is_selected=False)]
        options += [Option(value, str(words), is_selected=data.get(name) == value) for value, words in others]
        selects.append(Select(name, str(label), options))
    return selects


def _count_choices(key: str, data: QueryDict, stories: QuerySet[Article], chosen: ChosenNames) -> list[Choice]:
    """Count a facet's choices within the stories: chosen ones first, then the most frequent."""
    _title, column, name_column, rows = _FACETS[key]
    if key == "country":
        rows = _role_condition(data.get("role", ""))
    # One filter() with the role, so that both conditions apply to the same row.
    grouped = Article.objects.filter(rows, **{f"{column}__isnull": False}, pk__in=stories.order_by().values("pk"))
    values = set(data.getlist(key))
    chosen_first = Case(When(**{f"{column}__in": [_stored_value(key, value) for value in values]}, then=0), default=1)
    counted = grouped.values(column, name_column).annotate(
        stories=Count("pk", distinct=key in _MULTIPLE_ROWS), place=chosen_first
    )
    top = counted.order_by("place", "-stories", name_column)[: MAX_CHOICES + len(values)]
    section_names = {section.slug: str(section) for section in Section.objects.all()} if key == "section" else {}
    choices = [
        Choice(
            value := _address_value(key, row[column]),
            section_names.get(value) or _choice_name(key, row),
            row["stories"],
            value in values,
        )
        for row in top
    ]
    # A chosen value that matches nothing must not vanish from the form.
    missing = values - {choice.value for choice in choices}
    return [*(Choice(value, chosen.get((key, value), value), 0, is_chosen=True) for value in sorted(missing)), *choices]


def _address_value(key: str, stored: str) -> str:
    """Return the address form of a choice's database value."""
    return {"country": stored.lower(), "region": slugify(stored)}.get(key, stored)


def _stored_value(key: str, value: str) -> str:
    """Return the database form of a choice's value in the address."""
    return {"country": value.upper(), "region": REGIONS.get(value, "")}.get(key, value)


def _choice_name(key: str, row: Mapping[str, Any]) -> str:
    """Return a choice's name in the reader's language."""
    language, spec = get_language() or "", _FACETS[key]
    if key == "country":
        return country_name(row[spec.column], language)
    if key == "region":
        return region_name(row[spec.column], language)
    return str(Genre(row[spec.column]).label) if key == "genre" else str(row[spec.name_column])


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
