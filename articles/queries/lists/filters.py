"""Filters of a list of stories: django-filter with a count for every choice."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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

REGIONS = {slugify(name): name for name in sorted({known.region for known in COUNTRIES.values()})}
SHOWN = 12  # choices of one kind, the commonest first; what is chosen is always shown
_ALL = "all"


def _codes() -> list[tuple[str, str]]:
    return [(code.lower(), known.name) for code, known in sorted(COUNTRIES.items())]


class CodesField(forms.MultipleChoiceField):
    """Countries by code in small letters; one that no country has is refused with the nearest offered."""

    def validate(self, value: list[str]) -> None:
        for code in value:
            if not self.valid_value(code):
                raise forms.ValidationError(describe_unknown_country(code.upper()))


class CodesFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc] # the library has no types
    """Stories by countries."""

    field_class = CodesField


class StoryFilter(django_filters.FilterSet):  # type: ignore[misc] # the library has no types
    """Published stories by section, tag, country, region, author, genre and day; several of one kind mean any of them."""

    section = django_filters.ModelMultipleChoiceFilter(
        queryset=Section.objects.all(), to_field_name="slug", field_name="section__slug", distinct=False
    )
    tag = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda _: listings.tags(), to_field_name="slug", method="with_tags"
    )
    tags = django_filters.ChoiceFilter(choices=[("any", _("any of them")), (_ALL, _("all of them"))], method="as_told")
    country = CodesFilter(choices=_codes, method="of_countries")
    countries = django_filters.ChoiceFilter(
        choices=[("any", _("any of them")), (_ALL, _("all of them"))], method="as_told"
    )
    role = django_filters.ChoiceFilter(
        choices=[("about", _("about them")), ("mentioned", _("mentioning them")), ("either", _("either"))],
        method="as_told",
    )
    region = django_filters.MultipleChoiceFilter(choices=list(REGIONS.items()), method="of_regions")
    author = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda _: listings.authors(), to_field_name="slug", method="by_authors"
    )
    genre = django_filters.MultipleChoiceFilter(choices=Genre.choices, distinct=False)
    after = django_filters.DateFilter(method="from_day", widget=forms.DateInput(attrs={"type": "date"}))
    before = django_filters.DateFilter(method="until_day", widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = Article
        fields: list[str] = []

    def _told(self, name: str) -> str:
        return str(self.form.cleaned_data.get(name) or "")

    def as_told(self, stories: QuerySet[Article], _name: str, _value: str) -> QuerySet[Article]:
        """What only says how another filter is meant narrows nothing itself."""
        return stories

    def with_tags(self, stories: QuerySet[Article], _name: str, tags: list[Tag]) -> QuerySet[Article]:
        """Stories with any, or all, of the tags."""
        return _narrowed(stories, [Q(taggings__tag=tag) for tag in tags], whole=self._told("tags") == _ALL)

    def of_countries(self, stories: QuerySet[Article], _name: str, codes: list[str]) -> QuerySet[Article]:
        """Stories that concern any, or all, of the countries in the role that is asked for."""
        role = self._told("role")
        in_role = _in_role(role)
        wanted = [Q(country_mentions__country=code.upper()) & in_role for code in codes]
        return _narrowed(stories, wanted, whole=self._told("countries") == _ALL)

    def of_regions(self, stories: QuerySet[Article], _name: str, slugs: list[str]) -> QuerySet[Article]:
        """Stories about a country of any of the regions."""
        names = [REGIONS[slug] for slug in slugs]
        wanted = Q(country_mentions__country__region__in=names, country_mentions__role="about")
        return _narrowed(stories, [wanted] if names else [], whole=True)

    def by_authors(self, stories: QuerySet[Article], _name: str, authors: list[Author]) -> QuerySet[Article]:
        """Stories in which any of the authors is credited."""
        return _narrowed(stories, [Q(credits__author=author) for author in authors], whole=False)

    def from_day(self, stories: QuerySet[Article], _name: str, day: datetime.date) -> QuerySet[Article]:
        """Stories of this day of the newsroom's calendar, or later."""
        return stories.filter(visible_at__gte=start_of_day(day))

    def until_day(self, stories: QuerySet[Article], _name: str, day: datetime.date) -> QuerySet[Article]:
        """Stories of this day, or earlier."""
        if day == datetime.date.max:
            return stories
        return stories.filter(visible_at__lt=start_of_day(day + datetime.timedelta(days=1)))


def _in_role(role: str) -> Q:
    """How a story concerns a country, as it is asked for; about it, unless something else is said."""
    return Q() if role == "either" else Q(country_mentions__role="mentioned" if role == "mentioned" else "about")


def _narrowed(stories: QuerySet[Article], wanted: list[Q], *, whole: bool) -> QuerySet[Article]:
    """The stories for which all, or any, of the conditions on their relations hold; none of them twice."""
    if not wanted:
        return stories
    found = Article.objects.all()
    if whole:
        for condition in wanted:
            found = found.filter(condition)
    else:
        either = wanted[0]
        for condition in wanted[1:]:
            either |= condition
        found = found.filter(either)
    return stories.filter(pk__in=found.values("pk"))


@dataclass(frozen=True)
class Choice:
    """One choice of a kind: its value and name, how many stories it would leave, and whether it is chosen."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Option:
    """One option of a drop-down list."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True)
class Select:
    """A drop-down list that says how the choices of a kind are meant."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Kind:
    """All choices of one kind that lead to any story, and how they are meant."""

    key: str
    title: str
    choices: list[Choice]
    selects: list[Select]


@dataclass(frozen=True)
class Chip:
    """Something that narrows the list, and the address without it."""

    name: str
    without: str


# How the choices of each kind are counted: the column that is grouped by, and the one with its name.
_COUNTED = {
    "section": (_("Section"), "section__slug", "section__name", Q()),
    "country": (
        _("Country"),
        "country_mentions__country_id",
        "country_mentions__country__name",
        Q(country_mentions__role="about"),
    ),
    "region": (
        _("Region"),
        "country_mentions__country__region",
        "country_mentions__country__region",
        Q(country_mentions__role="about"),
    ),
    "tag": (_("Topic"), "taggings__tag__slug", "taggings__tag__name", Q()),
    "author": (_("Author"), "credits__author__slug", "credits__author__name", Q()),
    "genre": (_("Genre"), "genre", "genre", Q()),
}
_SELECTS: Mapping[str, Mapping[str, Any]] = {
    "tag": {"tags": _("With")},
    "country": {"countries": _("With"), "role": _("The story is")},
}
_MANY_ROWS = frozenset({"region", "author"})  # of one kind a story can have several rows with one value
NAMES = frozenset({*StoryFilter.base_filters, "q"})


Names = Mapping[tuple[str, str], str]


def kinds(data: QueryDict, pool: QuerySet[Article], found: QuerySet[Article], called: Names) -> list[Kind]:
    """Every kind with its choices; each kind is counted as if nothing of it were chosen. `called` names what is chosen.

    `found` is what of the `pool` all choices together leave.
    """
    told = []
    for key, (title, *_rest) in _COUNTED.items():
        others = data.copy()
        left = StoryFilter(others, queryset=pool).qs if others.pop(key, None) else found
        told.append(Kind(key, str(title), _choices(key, data, left, called), _selects(key, data)))
    return told


def _selects(key: str, data: QueryDict) -> list[Select]:
    """The drop-down lists of a kind; the first option holds unless another one is asked for."""
    selects = []
    for name, label in _SELECTS.get(key, {}).items():
        (first, words), *others = StoryFilter.base_filters[name].extra["choices"]
        options = [Option(first, str(words), selected=False)]
        options += [Option(value, str(words), selected=data.get(name) == value) for value, words in others]
        selects.append(Select(name, str(label), options))
    return selects


def _choices(key: str, data: QueryDict, left: QuerySet[Article], called: Names) -> list[Choice]:
    _title, column, named, in_role = _COUNTED[key]
    if key == "country":
        in_role = _in_role(data.get("role", ""))
    # In one condition with the role, so that both speak of one row.
    grouped = Article.objects.filter(in_role, **{f"{column}__isnull": False}, pk__in=left.order_by().values("pk"))
    chosen = set(data.getlist(key))
    chosen_first = Case(When(**{f"{column}__in": [_stored(key, value) for value in chosen]}, then=0), default=1)
    counted = grouped.values(column, named).annotate(
        stories=Count("pk", distinct=key in _MANY_ROWS), place=chosen_first
    )
    rows = counted.order_by("place", "-stories", named)[: SHOWN + len(chosen)]
    names = {section.slug: str(section) for section in Section.objects.all()} if key == "section" else {}
    found = [
        Choice(value := _value(key, row[column]), names.get(value) or _name(key, row), row["stories"], value in chosen)
        for row in rows
    ]
    # What is chosen and leads nowhere must not vanish from the form.
    lost = chosen - {choice.value for choice in found}
    return [*(Choice(value, called.get((key, value), value), 0, chosen=True) for value in sorted(lost)), *found]


def _value(key: str, stored: str) -> str:
    return {"country": stored.lower(), "region": slugify(stored)}.get(key, stored)


def _stored(key: str, value: str) -> str:
    """What the public record has for a choice's value."""
    return {"country": value.upper(), "region": REGIONS.get(value, "")}.get(key, value)


def _name(key: str, row: Mapping[str, Any]) -> str:
    """A choice's name in the reader's language."""
    language, (_title, column, named, _in_role) = get_language() or "", _COUNTED[key]
    if key == "country":
        return country_name(row[column], language)
    if key == "region":
        return region_name(row[column], language)
    return str(Genre(row[column]).label) if key == "genre" else str(row[named])


def chips(data: QueryDict, names: Names) -> Iterator[Chip]:
    """One chip for each thing that narrows the list, in the order in which it is asked."""
    for key, value in [(name, one) for name in data for one in data.getlist(name)]:
        if (key, value) not in names:
            continue
        rest = data.copy()
        rest.pop("cursor", None)
        rest.setlist(key, [other for other in data.getlist(key) if other != value])
        yield Chip(names[key, value], f"?{rest.urlencode()}")


def names_of_chosen(form: forms.Form) -> Names:
    """What is chosen, by kind and value, in the reader's words."""
    found: dict[tuple[str, str], str] = {}
    language = get_language() or ""
    for key, chosen in form.cleaned_data.items():
        if key in {"section", "tag", "author"}:
            found.update({(key, row.slug): str(row) for row in chosen})
        elif key == "country":
            found.update({(key, code): country_name(code.upper(), language) for code in chosen})
        elif key == "region":
            found.update({(key, slug): region_name(REGIONS[slug], language) for slug in chosen})
        elif key == "genre":
            found.update({(key, value): str(Genre(value).label) for value in chosen})
        elif key in {"after", "before"} and chosen:
            words = _("From %(day)s") if key == "after" else _("Until %(day)s")
            found[key, form.data.get(key, "")] = words % {"day": format_day(chosen)}
    return found


def complaints(form: forms.Form) -> list[str]:
    """What of the address can't be understood, a sentence each."""
    return [str(sentence) for errors in form.errors.values() for sentence in errors]
