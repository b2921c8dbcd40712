"""The Document that a form stands for while it is being typed: what can't be a value yet is left out."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.http import QueryDict

from articles.admin.request import KEY, parse_positive_int
from articles.domain.document import CleanDocument, CountryLine, CountryRole, CreditLine, CreditRole, Document, Original
from articles.domain.field_specs import FieldKind, field_specs
from articles.lib import geo
from articles.lib.text.plain import normalise_line

# The headline is rarely written first. A dash names no country, and no check objects to it.
NO_HEADLINE: Final = "–"
_CREDIT_AUTHOR: Final = re.compile(r"credits-([0-9]{1,2})-author")


def read_typed_document(fields: QueryDict) -> CleanDocument:
    """Build the cleaned Document from posted fields, leaving out unfinished values. Raises InvalidDocument."""
    specs = field_specs(Document)
    typed = {name: _READERS[spec.kind](fields, name) for name, spec in specs.items()}
    values = {name: value for name, value in typed.items() if value is not None}
    return Document(**{**values, "headline": normalise_line(values["headline"]) or NO_HEADLINE}).cleaned()


def _read_text(fields: QueryDict, name: str) -> str:
    """Return the posted text of a field; "" if missing."""
    return str(fields.get(name, ""))


def _read_choice(fields: QueryDict, name: str) -> str | None:
    """Return the posted choice of a field; None if missing or empty."""
    return fields.get(name) or None


def _read_date(fields: QueryDict, name: str) -> datetime.date | None:
    """Parse the posted ISO date of a field; return None if invalid."""
    try:
        return datetime.date.fromisoformat(fields.get(name, ""))
    except ValueError:
        return None


def _read_key(fields: QueryDict, name: str) -> int | None:
    """Parse the posted primary key of a field; return None if invalid."""
    text = fields.get(name, "")
    return int(text) if KEY.fullmatch(text) else None


def _read_tags(fields: QueryDict, name: str) -> tuple[str, ...]:
    """Return the posted tag names in order."""
    return tuple(map(str, fields.getlist(name)))


def _read_credits(fields: QueryDict, _name: str) -> tuple[CreditLine, ...]:
    """Return the credit lines of all posted rows that have an author."""
    return tuple(_parse_credit_lines(fields))


def _parse_credit_lines(fields: QueryDict) -> Iterator[CreditLine]:
    """Yield a credit line for each posted row with an author; an unknown role becomes writer."""
    for name in fields:
        row = _CREDIT_AUTHOR.fullmatch(name)
        author = _read_key(fields, name) if row else None
        if row and author:
            role = fields.get(f"credits-{row[1]}-role", "")
            yield CreditLine(author, role if role in CreditRole.values else CreditRole.WRITER.value)


def _read_countries(fields: QueryDict, _name: str) -> tuple[CountryLine, ...]:
    """Return the posted countries with their roles; unknown codes are left out."""
    typed = [(code, role.value) for role in CountryRole for code in fields.getlist(role.value)]
    return tuple(CountryLine(code, role) for code, role in typed if code in geo.COUNTRIES)


def _read_original(fields: QueryDict, name: str) -> Original | None:
    """Return the posted original of a translation and its version number (0 if invalid); None without one."""
    article = _read_key(fields, name)
    return Original(article, parse_positive_int(fields.get(f"{name}_number", ""))) if article else None


_READERS: Final[Mapping[FieldKind, Callable[[QueryDict, str], Any]]] = {
    FieldKind.TEXT: _read_text,
    FieldKind.BODY: _read_text,
    FieldKind.CHOICE: _read_choice,
    FieldKind.DATE: _read_date,
    FieldKind.PEOPLE: _read_credits,
    FieldKind.COUNTRIES: _read_countries,
    FieldKind.TAGS: _read_tags,
    FieldKind.SECTION: _read_key,
    FieldKind.PICTURE: _read_key,
    FieldKind.ORIGINAL: _read_original,
}
