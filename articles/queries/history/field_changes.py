"""Describe the changes of every field except the body."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext

from articles.domain.comparison import (
    Comparison,
    CountriesChange,
    CreditsChange,
    RoleChange,
    TagsChange,
    TextChange,
    ValueChange,
)
from articles.domain.field_specs import FieldKind, FieldSpec
from articles.lib.diff.word_diff import Run
from articles.queries.history.names import Names, country, country_role, credit_role, roles_in_a_row


@dataclass(frozen=True)
class FieldChange:
    """What became of one field: the `runs` of a text, or what was `removed` and `added`, and `remarks` in sentences."""

    name: str
    title: str
    runs: tuple[Run, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    above_body: bool = False

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


def field_changes(comparison: Comparison, names: Names, specs: Mapping[str, FieldSpec]) -> Iterator[FieldChange]:
    """Those of the changed fields that `specs` holds, but for the body: first what stands above it."""
    shown = [name for name in comparison.changed if name in specs and specs[name].kind is not FieldKind.BODY]
    for name in sorted(shown, key=lambda name: specs[name].above_body or math.inf):
        spec, change = specs[name], comparison.changes[name]
        above = bool(spec.above_body)
        if isinstance(change, TextChange):
            yield FieldChange(name, str(spec.label), runs=change.runs, above_body=above)
        else:
            yield FieldChange(name, str(spec.label), **_description(spec, change, names), above_body=above)


def _description(spec: FieldSpec, change: Any, names: Names) -> dict[str, Any]:
    if spec.kind in _TOLD:
        return _TOLD[spec.kind](change, names)
    return _values(change, partial(names.value, spec))


def _values(change: ValueChange[Any], called: Callable[[Any], str]) -> dict[str, Any]:
    before, after = called(change.before), called(change.after)
    return {"removed": (before,) if before else (), "added": (after,) if after else ()}


def _section(change: ValueChange[int | None], names: Names) -> dict[str, Any]:
    return _values(change, names.section)


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
        "removed": tuple(names.members(FieldKind.PEOPLE, change.removed)),
        "added": tuple(names.members(FieldKind.PEOPLE, change.added)),
        "remarks": (*_roles(change.roles, names.person, credit_role), *_order(change.reordered)),
    }


def _countries(change: CountriesChange, names: Names) -> dict[str, Any]:
    return {
        "removed": tuple(names.members(FieldKind.COUNTRIES, change.removed)),
        "added": tuple(names.members(FieldKind.COUNTRIES, change.added)),
        "remarks": (*_roles(change.roles, country, country_role), *_order(change.reordered)),
    }


_TOLD: Mapping[FieldKind, Callable[[Any, Names], dict[str, Any]]] = {
    FieldKind.SECTION: _section,
    FieldKind.PICTURE: _picture,
    FieldKind.TAGS: _tags,
    FieldKind.PEOPLE: _credits,
    FieldKind.COUNTRIES: _countries,
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
