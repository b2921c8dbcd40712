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
from articles.queries.history.names import Names, country, country_role, credit_role, join_roles


@dataclass(frozen=True)
class FieldChange:
    """The change of one field: the `runs` of a text, or the values `removed` and `added`; `remarks` are sentences."""

    name: str
    title: str
    runs: tuple[Run, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    above_body: bool = False

    @property
    def members(self) -> list[tuple[Run]]:
        """The removed and added values, each as a tuple of one run."""
        return [(Run("removed", words),) for words in self.removed] + [(Run("added", words),) for words in self.added]

    @property
    def before_runs(self) -> list[Run]:
        """The runs of the field's text in the earlier version."""
        return [run for run in self.runs if run.kind != "added"]

    @property
    def after_runs(self) -> list[Run]:
        """The runs of the field's text in the later version."""
        return [run for run in self.runs if run.kind != "removed"]


def field_changes(comparison: Comparison, names: Names, specs: Mapping[str, FieldSpec]) -> Iterator[FieldChange]:
    """Yield the change of each changed field in `specs` except the body; fields above the body on the page come first."""
    shown = [name for name in comparison.changed if name in specs and specs[name].kind is not FieldKind.BODY]
    for name in sorted(shown, key=lambda name: specs[name].above_body or math.inf):
        spec, change = specs[name], comparison.changes[name]
        above = bool(spec.above_body)
        if isinstance(change, TextChange):
            yield FieldChange(name, str(spec.label), runs=change.runs, above_body=above)
        else:
            yield FieldChange(name, str(spec.label), **_describe_field(spec, change, names), above_body=above)


def _describe_field(spec: FieldSpec, change: Any, names: Names) -> dict[str, Any]:
    """Return the arguments of FieldChange for a field's change, by the kind of field."""
    if spec.kind in _DESCRIBERS:
        return _DESCRIBERS[spec.kind](change, names)
    return _describe_values(change, partial(names.value, spec))


def _describe_values(change: ValueChange[Any], name_of: Callable[[Any], str]) -> dict[str, Any]:
    """Return one value replacing another, each by name, as `removed` and `added`."""
    before, after = name_of(change.before), name_of(change.after)
    return {"removed": (before,) if before else (), "added": (after,) if after else ()}


def _describe_section(change: ValueChange[int | None], names: Names) -> dict[str, Any]:
    """Return the names of the removed and the added section."""
    return _describe_values(change, names.section)


def _describe_picture(change: ValueChange[int | None], names: Names) -> dict[str, Any]:
    """Return the names of the removed and the added picture, and a remark."""
    if change.before and change.after:
        remark = gettext("The picture was replaced.")
    else:
        remark = gettext("The picture was added.") if change.after else gettext("The picture was removed.")
    return {**_describe_values(change, names.picture), "remarks": (remark,)}


def _describe_tags(change: TagsChange, _names: Names) -> dict[str, Any]:
    """Return removed and added tags, with remarks on new spellings and a new order."""
    respelled = tuple(_describe_replacement(before, after) for before, after in change.respelled)
    return {
        "removed": change.removed,
        "added": change.added,
        "remarks": (*respelled, *_describe_order(change.reordered)),
    }


def _describe_credits(change: CreditsChange, names: Names) -> dict[str, Any]:
    """Return removed and added credits, with remarks on new roles and a new order."""
    return {
        "removed": tuple(names.members(FieldKind.PEOPLE, change.removed)),
        "added": tuple(names.members(FieldKind.PEOPLE, change.added)),
        "remarks": (*_describe_roles(change.roles, names.person, credit_role), *_describe_order(change.reordered)),
    }


def _describe_countries(change: CountriesChange, names: Names) -> dict[str, Any]:
    """Return removed and added countries, with remarks on new roles and a new order."""
    return {
        "removed": tuple(names.members(FieldKind.COUNTRIES, change.removed)),
        "added": tuple(names.members(FieldKind.COUNTRIES, change.added)),
        "remarks": (*_describe_roles(change.roles, country, country_role), *_describe_order(change.reordered)),
    }


_DESCRIBERS: Mapping[FieldKind, Callable[[Any, Names], dict[str, Any]]] = {
    FieldKind.SECTION: _describe_section,
    FieldKind.PICTURE: _describe_picture,
    FieldKind.TAGS: _describe_tags,
    FieldKind.PEOPLE: _describe_credits,
    FieldKind.COUNTRIES: _describe_countries,
}


def _describe_roles(
    changes: tuple[RoleChange[Any], ...], name_of: Callable[[Any], str], role: Callable[[str], str]
) -> Iterator[str]:
    """Yield a sentence for each person or country whose roles changed."""
    for change in changes:
        before, after = (join_roles(map(role, roles)) for roles in (change.before, change.after))
        yield gettext("%(name)s: %(change)s") % {
            "name": name_of(change.key),
            "change": _describe_replacement(before, after),
        }


def _describe_replacement(before: str, after: str) -> str:
    """Return a sentence that one text became another."""
    return gettext("“%(before)s” became “%(after)s”") % {"before": before, "after": after}


def _describe_order(reordered: bool) -> tuple[str, ...]:  # noqa: FBT001 - a fact of the change
    """Return one remark if the order was changed, else ()."""
    return (gettext("The order was changed."),) if reordered else ()
