"""File a story: read the file, suggest countries, create a draft. Used by command and desk."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.domain.document import CleanDocument, CountryLine, with_countries
from articles.exchange.importers import AUTO, read_document
from articles.lib.geo import Suggestion
from articles.lib.text.plain import normalise
from articles.models import Article
from articles.services import editing

if TYPE_CHECKING:
    from articles.models import User

_MAX_NOTE_LENGTH = 300


@dataclass(frozen=True)
class FiledText:
    """The text of a file, tagged with the countries suggested for it; `digest` is the SHA-256 of its bytes in hexadecimal."""

    document: CleanDocument
    suggestions: tuple[Suggestion, ...]
    digest: str


def read_file(data: bytes, *, name: str = "", format: str = AUTO) -> FiledText:
    """Read a story from the bytes of a file and suggest countries; writes nothing. Raises FileRefused, InvalidDocument."""
    document = read_document(data, name=name, format=format).cleaned()
    suggestions = tuple(editing.suggest_countries(document))
    countries = tuple(CountryLine(suggestion.code, suggestion.role) for suggestion in suggestions)
    return FiledText(with_countries(document, countries), suggestions, hashlib.sha256(data).hexdigest())


def create_draft(filed: FiledText, *, by: "User", name: str, again: bool) -> Article:
    """Create a draft from the text of the file called `name`, with the suggested countries.

    Raises PermissionRefused, and AlreadyFiled unless the file may be filed `again`.
    """
    note = _("Filed as %(name)s") % {"name": normalise(name)}
    return editing.create_filed(
        filed.document,
        by=by,
        digest=filed.digest,
        suggestions=filed.suggestions,
        again=again,
        note=note[:_MAX_NOTE_LENGTH],
    )
