"""What each field of a Document declares once: label, kind, limit, how it merges.

Comparison, merge, history, JSON, forms and exporters read it here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText


class FieldKind(Enum):
    """The type of a field's value. Code that reads Documents treats all fields of a kind alike."""

    TEXT = auto()  # plain text
    BODY = auto()  # sanitised HTML
    CHOICE = auto()  # a value of the spec's choices
    DATE = auto()
    PEOPLE = auto()  # CreditLines
    COUNTRIES = auto()  # CountryLines
    TAGS = auto()  # names
    SECTION = auto()  # primary key of a Section
    PICTURE = auto()  # primary key of an Image
    ORIGINAL = auto()  # an Original


class MergeBy(Enum):
    """How two people's values of a field are merged."""

    VALUE = auto()  # one of the two
    MEMBERS = auto()  # member by member of a set
    PARAGRAPHS = auto()  # block by block of a text


@dataclass(frozen=True)
class FieldSpec:
    """One field of a Document. `limit` is in characters; `clean` overrides the cleaning of the field's kind.

    `desk_order` is its position in comparisons and merges. `above_body` is its position among the fields that the history
    shows above the body, 0 for the others.
    """

    label: "LazyText"
    kind: FieldKind
    limit: int | None = None
    readers_see: bool = True
    merge: MergeBy = MergeBy.VALUE
    choices: type[TextChoices] | None = None
    clean: Callable[[Any], Any] | None = None
    desk_order: int = 1000  # a field that names no position comes last, in the order of declaration
    above_body: int = 0

    @property
    def metadata(self) -> dict[str, "FieldSpec"]:
        """The spec as the `metadata` argument of `dataclasses.field()`."""
        return {"spec": self}


def field_specs(document: type[Any]) -> Mapping[str, FieldSpec]:
    """Return {field name: FieldSpec} of a Document class, in the order of its JSON form."""
    if document not in _SPECS:
        _SPECS[document] = {field.name: field.metadata["spec"] for field in fields(document)}
    return _SPECS[document]


def specs_in_desk_order(document: type[Any]) -> Mapping[str, FieldSpec]:
    """Return {field name: FieldSpec} of a Document class, in the order in which the desk shows fields."""
    return dict(sorted(field_specs(document).items(), key=lambda item: item[1].desk_order))


# By class. Not functools.cache: mypy does not accept a dataclass's type as its hashable argument.
_SPECS: dict[type[Any], Mapping[str, FieldSpec]] = {}
