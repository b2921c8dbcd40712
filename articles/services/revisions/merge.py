"""Merge two people's Documents; conflicts keep both versions for a person to choose.

Nothing that either typed is dropped: a field changed by one is taken from them, sets are merged member by member, the
body and texts of several paragraphs paragraph by paragraph.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.domain.comparison import roles_by_key
from articles.domain.document import CountryLine, CreditLine, Document
from articles.domain.field_specs import FieldKind, FieldSpec, MergeBy, specs_in_desk_order
from articles.lib.diff.paragraph_merge import Settled, merge_blocks, merge_bodies
from articles.services.revisions.merge_fields import Choice, Field, Members, Paragraphs, Place, Single

_BETWEEN = "\n\n"  # paragraphs of plain text


class NotResolved(ValueError):
    """`keys` names conflicts without a choice that they allow, and choices for which there is no conflict."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(f"Not resolved: {', '.join(keys)}.")


@dataclass(frozen=True)
class Merged:
    """Two people's versions put together, field by field in the order in which the desk shows them."""

    fields: Mapping[str, Field]
    document_type: type[Document] = Document

    @property
    def conflicts(self) -> tuple[Place, ...]:
        """What both changed otherwise."""
        return tuple(conflict for field in self.fields.values() for conflict in field.conflicts)

    @property
    def document(self) -> Document | None:
        """The merged Document; None while there are conflicts."""
        return None if self.conflicts else self.resolved({})

    @property
    def body(self) -> tuple[Settled | Place, ...]:
        """The body from its beginning to its end: settled blocks of markup, and conflicts where they stand."""
        field = self.fields["body"]
        if isinstance(field, Paragraphs):
            return field.places
        settled = str(field.resolved({}))
        return (Settled((settled,)),) if settled else ()

    def resolved(self, choices: Mapping[str, Choice]) -> Document:
        """The Document with a choice made for each conflict's key. It may need cleaning. Raises NotResolved."""
        allowed = {conflict.key: conflict.choices for conflict in self.conflicts}
        wrong = [key for key, possible in allowed.items() if choices.get(key) not in possible]
        wrong += [key for key in choices if key not in allowed]
        if wrong:
            raise NotResolved(tuple(wrong))
        return self.document_type(**{name: field.resolved(choices) for name, field in self.fields.items()})


def merge(base: Document, mine: Document, theirs: Document) -> Merged:
    """Put together two cleaned Documents that both started from `base`. It asks the database nothing."""
    merged = {
        name: _field(name, spec, *(getattr(version, name) for version in (base, mine, theirs)))
        for name, spec in specs_in_desk_order(type(base)).items()
    }
    return Merged(merged, type(base))


def _field(name: str, spec: FieldSpec, base: Any, mine: Any, theirs: Any) -> Field:
    value = Place(name, name, base, mine, theirs)
    if value.agreed or spec.merge is MergeBy.VALUE:
        return Single(value)
    if spec.merge is MergeBy.MEMBERS:
        split, built = _SETS[spec.kind]
        return Members(name, split(base), split(mine), split(theirs), built)
    if spec.kind is FieldKind.BODY:
        return Paragraphs(name, tuple(merge_bodies(base, mine, theirs)), "".join)
    parts = merge_blocks(_paragraphs(base), _paragraphs(mine), _paragraphs(theirs))
    return Paragraphs(name, tuple(parts), _BETWEEN.join)


def _paragraphs(text: str) -> list[str]:
    return text.split(_BETWEEN) if text else []


def _spellings(tags: tuple[str, ...]) -> dict[str, str]:
    return {tag.casefold(): tag for tag in tags}


def _tags(spellings: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(spellings.values())


def _country_roles(lines: tuple[CountryLine, ...]) -> dict[str, str]:
    return {line.code: line.role for line in lines}


def _countries(roles: Mapping[str, str]) -> tuple[CountryLine, ...]:
    return tuple(CountryLine(code, role) for code, role in roles.items())


def _people(lines: tuple[CreditLine, ...]) -> dict[int, tuple[str, ...]]:
    return roles_by_key((line.author, line.role) for line in lines)


def _credits(people: Mapping[int, tuple[str, ...]]) -> tuple[CreditLine, ...]:
    return tuple(CreditLine(author, role) for author, roles in people.items() for role in roles)


# How the members of a set are told apart, and how the field's value is made of them again.
_SETS: dict[FieldKind, tuple[Callable[[Any], Mapping[Any, Any]], Callable[[Any], object]]] = {
    FieldKind.TAGS: (_spellings, _tags),
    FieldKind.COUNTRIES: (_country_roles, _countries),
    FieldKind.PEOPLE: (_people, _credits),
}
