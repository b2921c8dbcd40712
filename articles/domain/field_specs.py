"""What is declared of a Document's fields, once: comparison, merge, history, JSON, forms and exporters read it here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText


class FieldKind(Enum):
    """What a field's value is. Code that reads Documents treats all fields of a kind alike."""

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
    """How two people's values of a field are put together."""

    VALUE = auto()  # one of the two
    MEMBERS = auto()  # member by member of a set
    PARAGRAPHS = auto()  # block by block of a text


@dataclass(frozen=True)
class FieldSpec:
    """One field of a Document. `limit` is in characters; `clean` replaces the cleaning that the field's kind gets.

    `desk_order` is its position in comparisons and merges. `above_body` is its position among the fields that a history
    shows over the body, 0 for those beside it.
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
        """The spec as `dataclasses.field()` takes it."""
        return {"spec": self}


def field_specs(document: type[Any]) -> Mapping[str, FieldSpec]:
    """Return the specs of a Document's fields by name, in the order of the JSON form."""
    if document not in _SPECS:
        _SPECS[document] = {field.name: field.metadata["spec"] for field in fields(document)}
    return _SPECS[document]


def specs_in_desk_order(document: type[Any]) -> Mapping[str, FieldSpec]:
    """Return the specs of a Document's fields by name, in the order in which the desk shows the fields."""
    return dict(sorted(field_specs(document).items(), key=lambda item: item[1].desk_order))


# By class; mypy does not take a dataclass's type for the hashable argument that functools.cache wants.
_SPECS: dict[type[Any], Mapping[str, FieldSpec]] = {}
