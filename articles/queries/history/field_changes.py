"""How the changes of every field but the body are told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from articles.domain.comparison import (
    Comparison,
    CountriesChange,
    CreditsChange,
    RoleChange,
    TagsChange,
    TextChange,
    ValueChange,
)
from articles.domain.dates import format_day
from articles.lib.diff.word_diff import Run
from articles.queries.history.names import Names, country, country_role, credit_role, genre, language, roles_in_a_row

TITLES: Mapping[str, Promise] = {
    "label": gettext_lazy("Label"),
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "dateline": gettext_lazy("Dateline"),
    "genre": gettext_lazy("Genre"),
    "credits": gettext_lazy("Credits"),
    "dated": gettext_lazy("Story’s date"),
    "lead_image": gettext_lazy("Lead picture"),
    "section": gettext_lazy("Section"),
    "countries": gettext_lazy("Countries"),
    "tags": gettext_lazy("Tags"),
    "language": gettext_lazy("Language"),
    "original": gettext_lazy("Translation of"),
    "slug": gettext_lazy("Address"),
    "backstory": gettext_lazy("How we reported this"),
}


def title(name: str) -> str:
    """What the desk calls a field of a Document, the body too."""
    return str(TITLES[name]) if name in TITLES else gettext("Body")


@dataclass(frozen=True)
class FieldChange:
    """What became of one field: the `runs` of a text, or what was `removed` and `added`, and `remarks` in sentences."""

    name: str
    title: str
    runs: tuple[Run, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def members(self) -> list[tuple[Run]]:
        """What was removed and added, each as a run of its own."""
        return [(Run("removed", words),) for words in self.removed] + [(Run("added", words),) for words in self.added]

    @property
    def before_runs(self) -> list[Run]:
        """The words of the earlier version."""
        return [run for run in self.runs if run.kind != "added"]

    @property
    def after_runs(self) -> list[Run]:
        """The words of the later version."""
        return [run for run in self.runs if run.kind != "removed"]


def field_changes(comparison: Comparison, names: Names) -> Iterator[FieldChange]:
    """The changed fields in the desk's order."""
    for name, title in TITLES.items():
        change = getattr(comparison, name)
        if isinstance(change, TextChange):
            yield FieldChange(name, str(title), runs=change.runs)
        elif change is not None:
            yield FieldChange(name, str(title), **_TOLD[name](change, names))


def _values(change: ValueChange[Any], called: Callable[[Any], str]) -> dict[str, Any]:
    before, after = called(change.before), called(change.after)
    return {"removed": (before,) if before else (), "added": (after,) if after else ()}


def _genre(change: ValueChange[str], _names: Names) -> dict[str, Any]:
    return _values(change, genre)


def _language(change: ValueChange[str], _names: Names) -> dict[str, Any]:
    return _values(change, language)


def _dated(change: ValueChange[Any], _names: Names) -> dict[str, Any]:
    return _values(change, lambda day: format_day(day) if day else "")


def _section(change: ValueChange[int | None], names: Names) -> dict[str, Any]:
    return _values(change, names.section)


def _original(change: ValueChange[Any], names: Names) -> dict[str, Any]:
    return _values(change, lambda original: names.original(original) if original else "")


def _picture(change: ValueChange[int | None], names: Names) -> dict[str, Any]:
    if change.before and change.after:
        remark = gettext("It is another picture.")
    else:
        remark = gettext("It was added.") if change.after else gettext("It was removed.")
    return {**_values(change, names.picture), "remarks": (remark,)}


def _tags(change: TagsChange, _names: Names) -> dict[str, Any]:
    respelled = tuple(_became(before, after) for before, after in change.respelled)
    return {
        "removed": change.removed,
        "added": change.added,
        "remarks": (*respelled, *_order(change.reordered)),
    }


def _credits(change: CreditsChange, names: Names) -> dict[str, Any]:
    return {
        "removed": tuple(names.members("credits", change.removed)),
        "added": tuple(names.members("credits", change.added)),
        "remarks": (*_roles(change.roles, names.person, credit_role), *_order(change.reordered)),
    }


def _countries(change: CountriesChange, names: Names) -> dict[str, Any]:
    return {
        "removed": tuple(names.members("countries", change.removed)),
        "added": tuple(names.members("countries", change.added)),
        "remarks": (*_roles(change.roles, country, country_role), *_order(change.reordered)),
    }


_TOLD: Mapping[str, Callable[[Any, Names], dict[str, Any]]] = {
    "genre": _genre,
    "language": _language,
    "dated": _dated,
    "section": _section,
    "original": _original,
    "lead_image": _picture,
    "tags": _tags,
    "credits": _credits,
    "countries": _countries,
}


def _roles(
    changes: tuple[RoleChange[Any], ...], called: Callable[[Any], str], role: Callable[[str], str]
) -> Iterator[str]:
    for change in changes:
        before, after = (roles_in_a_row(map(role, roles)) for roles in (change.before, change.after))
        yield gettext("%(name)s: %(change)s") % {"name": called(change.key), "change": _became(before, after)}


def _became(before: str, after: str) -> str:
    return gettext("“%(before)s” became “%(after)s”") % {"before": before, "after": after}


def _order(reordered: bool) -> tuple[str, ...]:  # noqa: FBT001 - a fact of the change
    return (gettext("They stand in another order."),) if reordered else ()
