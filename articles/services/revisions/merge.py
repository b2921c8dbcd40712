"""Merge two people's Documents; where they conflict, a person chooses.

A field changed by one of them is taken from that one. Sets are merged member by member, the body and texts of several
paragraphs paragraph by paragraph. Nothing that either wrote is dropped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.domain.comparison import roles_by_key
from articles.domain.document import CleanDocument, CountryLine, CreditLine, Document
from articles.domain.field_specs import FieldKind, FieldSpec, MergeBy, specs_in_desk_order
from articles.lib.diff.paragraph_merge import Resolved, merge_blocks, merge_bodies
from articles.services.revisions.merge_fields import Choice, Field, Members, MergePlace, Paragraphs, Single

_PARAGRAPH_BREAK = "\n\n"  # in plain text


class UnresolvedConflicts(ValueError):
    """`keys` names the conflicts without a valid choice, and the choices without a conflict."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(f"Unresolved: {', '.join(keys)}.")


@dataclass(frozen=True)
class MergeResult:
    """The merge of two versions, field by field in the order in which the desk shows the fields."""

    fields: Mapping[str, Field]
    document_type: type[Document] = Document

    @property
    def conflicts(self) -> tuple[MergePlace, ...]:
        """The places that both people changed, in different ways."""
        return tuple(conflict for field in self.fields.values() for conflict in field.conflicts)

    @property
    def document(self) -> Document | None:
        """The merged Document; None while there are conflicts."""
        return None if self.conflicts else self.resolve({})

    @property
    def body(self) -> tuple[Resolved | MergePlace, ...]:
        """The parts of the body in order: blocks of markup without a conflict, and conflicts."""
        field = self.fields["body"]
        if isinstance(field, Paragraphs):
            return field.places
        settled = str(field.resolve({}))
        return (Resolved((settled,)),) if settled else ()

    def resolve(self, choices: Mapping[str, Choice]) -> Document:
        """Return the merged Document, given a choice for the key of each conflict. Raises UnresolvedConflicts."""
        allowed = {conflict.key: conflict.choices for conflict in self.conflicts}
        invalid = [key for key, possible in allowed.items() if choices.get(key) not in possible]
        invalid += [key for key in choices if key not in allowed]
        if invalid:
            raise UnresolvedConflicts(tuple(invalid))
        return self.document_type(**{name: field.resolve(choices) for name, field in self.fields.items()})


def merge(base: CleanDocument, mine: CleanDocument, theirs: CleanDocument) -> MergeResult:
    """Merge two Documents that both started from `base`, field by field. No queries."""
    fields = {
        name: _merge_field(name, spec, *(getattr(version, name) for version in (base, mine, theirs)))
        for name, spec in specs_in_desk_order(type(base)).items()
    }
    return MergeResult(fields, type(base))


def _merge_field(name: str, spec: FieldSpec, base: Any, mine: Any, theirs: Any) -> Field:
    """Merge one field's three values by the strategy of its spec: single value, set or paragraphs."""
    value = MergePlace(name, name, base, mine, theirs)
    if value.agreed or spec.merge is MergeBy.VALUE:
        return Single(value)
    if spec.merge is MergeBy.MEMBERS:
        split, build = _SETS[spec.kind]
        return Members(name, split(base), split(mine), split(theirs), build)
    if spec.kind is FieldKind.BODY:
        return Paragraphs(name, tuple(merge_bodies(base, mine, theirs)), "".join)
    parts = merge_blocks(_split_paragraphs(base), _split_paragraphs(mine), _split_paragraphs(theirs))
    return Paragraphs(name, tuple(parts), _PARAGRAPH_BREAK.join)


def _split_paragraphs(text: str) -> list[str]:
    """Split a plain text into its paragraphs; an empty text has none."""
    return text.split(_PARAGRAPH_BREAK) if text else []


def _split_tags(tags: tuple[str, ...]) -> dict[str, str]:
    """Return a set of tag names as {case-folded name: name}, in order."""
    return {tag.casefold(): tag for tag in tags}


def _join_tags(spellings: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tag names of {case-folded name: name}, in order."""
    return tuple(spellings.values())


def _split_countries(lines: tuple[CountryLine, ...]) -> dict[str, str]:
    """Return country tags as {code: role}, in order."""
    return {line.code: line.role for line in lines}


def _join_countries(roles: Mapping[str, str]) -> tuple[CountryLine, ...]:
    """Return the country tags of {code: role}, in order."""
    return tuple(CountryLine(code, role) for code, role in roles.items())


def _split_credits(lines: tuple[CreditLine, ...]) -> dict[int, tuple[str, ...]]:
    """Return credits as {author id: roles}, in order of first mention."""
    return roles_by_key((line.author, line.role) for line in lines)


def _join_credits(people: Mapping[int, tuple[str, ...]]) -> tuple[CreditLine, ...]:
    """Return the credits of {author id: roles}, one for each role, in order."""
    return tuple(CreditLine(author, role) for author, roles in people.items() for role in roles)


# For each set: its members by key, and the field's value of such members.
_SETS: dict[FieldKind, tuple[Callable[[Any], Mapping[Any, Any]], Callable[[Any], object]]] = {
    FieldKind.TAGS: (_split_tags, _join_tags),
    FieldKind.COUNTRIES: (_split_countries, _join_countries),
    FieldKind.PEOPLE: (_split_credits, _join_credits),
}
