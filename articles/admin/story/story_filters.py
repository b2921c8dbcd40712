"""The filters of the list of stories that are more than a list of links: status, and a form for everything else."""

import calendar
import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import BoundedFigures
from articles.domain.dates import format_day
from articles.domain.document import Language
from articles.domain.states import Stage, Standing
from articles.lib.geo import COUNTRIES, country_name
from articles.models import Article
from articles.models.authors import display_name
from articles.queries.desk import story_filters as queries

MONTHS: Final = 24  # that are offered, the present one first
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_NAMES = {"author": _("Author"), "tag": _("Tag"), "assignee": _("Assigned to")}

STATUSES: Final[dict[str, str | Promise]] = {
    "draft": Stage.DRAFT.label,
    "in_review": Stage.IN_REVIEW.label,
    "approved": Stage.APPROVED.label,
    "scheduled": Stage.SCHEDULED.label,
    "published": Standing.PUBLISHED.label,
    "changed": _("Published with changes"),
    "retracted": Standing.RETRACTED.label,
    "killed": Standing.KILLED.label,
    "spiked": Stage.SPIKED.label,
}
_FORMER = ("stage__exact", "stage__in", "standing__exact")  # as addresses had it before there was one status
_SAME: Final[dict[tuple[tuple[str, str], ...], str]] = {
    **{(("stage__exact", stage),): stage for stage in ("in_review", "approved", "scheduled", "spiked")},
    **{(("standing__exact", standing),): standing for standing in ("retracted", "killed")},
    (("stage__exact", "done"), ("standing__exact", "published")): "published",
}


class StatusFilter(BoundedFigures, admin.SimpleListFilter):
    """How a story stands, in one word; it also reads the two filters, by stage and by standing, that it replaced."""

    title = _("status")
    parameter_name = "status"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        former = {name: params.pop(name)[-1] for name in _FORMER if name in params}
        self.former = {name: value for name, value in former.items() if value}
        if same := _SAME.get(tuple(sorted(self.former.items()))):
            self.former, self.used_parameters[self.parameter_name] = {}, same
        elif self.former and not self.value():
            self.used_parameters.update(self.former)

    def expected_parameters(self) -> list[str | None]:
        """List the parameters that this filter reads."""
        return [self.parameter_name, *_FORMER]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        """List every status as (query value, label)."""
        return list(STATUSES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:  # noqa: ARG002 - Django's signature
        """Narrow the list to stories of the chosen status; none for an unknown one."""
        if value := self.value():
            return queryset.filter(queries.BY_STATUS[value]) if value in queries.BY_STATUS else queryset.none()
        for name, text in self.former.items():
            queryset = queryset.filter(**{name: text.split(",") if name.endswith("__in") else text})
        return queryset

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield the choices, and a former filter that isn’t one status as one more."""
        for place, choice in enumerate(super().choices(changelist)):
            address = QueryDict(choice["query_string"].removeprefix("?"), mutable=True)
            for name in _FORMER:
                address.pop(name, None)
            is_all_but_former = place == 0 and bool(self.former) and not self.value()
            yield {
                **choice,
                "query_string": f"?{address.urlencode()}",
                "selected": choice["selected"] and not is_all_but_former,
            }
            if is_all_but_former:
                yield {"selected": True, "query_string": changelist.get_query_string(), "display": self._former_label}

    @property
    def _former_label(self) -> str:
        """What a former filter has chosen, in words."""
        labels = {**dict(Standing.choices), **dict(Stage.choices)}
        chosen = [str(labels.get(one, one)) for text in self.former.values() for one in text.split(",")]
        return gettext("%(states)s, changes included") % {"states": ", ".join(chosen)}


class PreciseForm(forms.Form):
    """What the list is narrowed by besides links: country, day, people, tag, language."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    role = forms.ChoiceField(
        label=_("Role of the country"),
        required=False,
        choices=[("", _("About")), ("mentioned", _("Mentioned")), ("either", _("About or mentioned"))],
    )
    month = forms.ChoiceField(label=_("Month"), required=False)
    after = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    author = forms.CharField(label=_NAMES["author"], required=False, max_length=120)
    tag = forms.CharField(label=_NAMES["tag"], required=False, max_length=120)
    assignee = forms.CharField(label=_NAMES["assignee"], required=False, max_length=120)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("All")), *Language.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        named = sorted((country_name(code, language), code) for code in COUNTRIES)
        choices = {"country": [(code, name) for name, code in named], "month": _list_months(self.data.get("month", ""))}
        for name, listed in choices.items():
            self.fields[name].choices = [("", _("All")), *listed]  # type: ignore[attr-defined] # both offer choices

    def clean_author(self) -> Any:
        """Return the one author that is meant; None if empty. Raises ValidationError."""
        return _find_one(self.cleaned_data["author"], queries.find_authors, str)

    def clean_tag(self) -> Any:
        """Return the one tag that is meant; None if empty. Raises ValidationError."""
        return _find_one(self.cleaned_data["tag"], queries.find_tags, str)

    def clean_assignee(self) -> Any:
        """Return the one person that is meant; None if empty. Raises ValidationError."""
        return _find_one(self.cleaned_data["assignee"], queries.find_people, display_name)

    def narrow(self, stories: QuerySet[Article]) -> QuerySet[Article]:
        """Narrow the stories by everything chosen; the form must be valid."""
        data = self.cleaned_data
        if data["country"]:
            stories = queries.with_country(stories, data["country"], role=data["role"] or "about")
        if data["author"]:
            stories = queries.crediting(stories, data["author"])
        if data["tag"]:
            stories = stories.filter(taggings__tag=data["tag"])
        if data["assignee"]:
            stories = stories.filter(assignment__to=data["assignee"])
        if data["language"]:
            stories = stories.filter(language=data["language"])
        for first, last in (_days_of(data["month"]), (data["after"], data["until"])):
            stories = queries.dated_between(stories, first, last)
        return stories

    def describe(self, name: str) -> str:
        """Return what a field of the form has chosen, in words."""
        self.full_clean()
        value = self.cleaned_data.get(name)  # None if this field is refused, whatever the others are
        if isinstance(value, datetime.date):
            return f"{self.fields[name].label} {format_day(value)}"
        listed = dict(getattr(self.fields[name], "choices", ()))
        words = str(listed.get(self.data[name]) or (display_name(value) if name == "assignee" and value else value))
        return f"{self.fields[name].label}: {words if value else self.data[name]}"


class PreciseFilter(admin.ListFilter):
    """The form, and what it has chosen as links that remove it again. The address has all of it."""

    title = _("country, date, people")
    template = "admin/articles/article/_precise_filter.html"
    names = tuple(PreciseForm.base_fields)

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name)[-1].replace("\0", "").strip() for name in self.names if name in params}
        self.used_parameters = {name: value for name, value in given.items() if value}
        self.form = PreciseForm(self.used_parameters, auto_id="filter-%s")

    def has_output(self) -> bool:
        """Return True: the form is always there."""
        return True

    def expected_parameters(self) -> list[str | None]:
        """List the parameters that this filter reads."""
        return list(self.names)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:  # noqa: ARG002 - Django's signature
        """Narrow the list by the form; an unknown author, day or country has no stories."""
        if not self.used_parameters:
            return queryset
        return self.form.narrow(queryset) if self.form.is_valid() else queryset.none()

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield what is chosen, each with the address of the list without it; then the rest of the address."""
        for name in self.used_parameters:
            without = [name, "role"] if name == "country" else [name]
            yield {
                "query_string": changelist.get_query_string(remove=without),
                "display": self.form.describe(name),
            }
        self.others = [
            (name, value)
            for name, value in changelist.get_filters_params().items()
            if name not in self.names
            for value in ([value] if isinstance(value, str) else value)
        ] + ([("q", changelist.query)] if changelist.query else [])


def _find_one(name: str, find: Callable[[str], list[Any]], label: Callable[[Any], str]) -> Any:
    """Return the one row that is meant by a name, None if that is empty. Raises ValidationError."""
    if not name:
        return None
    found = find(name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(gettext("Nothing is called “%(name)s”.") % {"name": name})
    listed = ", ".join(label(one) for one in found[: queries.MAX_ALIKE]) + ("…" if found[queries.MAX_ALIKE :] else "")
    raise forms.ValidationError(gettext("Which one: %(names)s?") % {"names": listed})


def _list_months(chosen: str) -> list[tuple[str, str]]:
    """Return the latest months as (YYYY-MM, name), the present one first, and at the end the one in the address."""
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1
    months = [f"{(count - back) // 12:04}-{(count - back) % 12 + 1:02}" for back in range(MONTHS)]
    if chosen and _days_of(chosen)[0] and chosen not in months:
        months.append(chosen)
    return [(month, date_format(_days_of(month)[0], "YEAR_MONTH_FORMAT")) for month in months]  # type: ignore[arg-type] # they are months


def _days_of(month: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day of a month given as YYYY-MM; (None, None) for anything else."""
    match = _MONTH.fullmatch(month)
    year, number = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= year <= 9998:  # noqa: PLR2004 - the day after must be a date as well
        return None, None
    return datetime.date(year, number, 1), datetime.date(year, number, calendar.monthrange(year, number)[1])
