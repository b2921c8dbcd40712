"""File a story: read the file, suggest countries, create a draft. Used by command and desk."""

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.domain.document import CountryLine, Document
from articles.exchange.importers import read_text
from articles.lib.text.plain import normalised
from articles.models import Article
from articles.services import editing

if TYPE_CHECKING:
    from articles.models import User


@dataclass(frozen=True)
class Filed:
    """A file that has been read: its words with the suggested countries, and the SHA-256 of its bytes."""

    document: Document
    digest: str


def read(data: bytes) -> Filed:
    """The story that a file's bytes hold. Raises FileRefused, InvalidDocument. Writes nothing."""
    document = read_text(data).cleaned()
    return Filed(replace(document, countries=suggested(document)), hashlib.sha256(data).hexdigest())


def suggested(document: Document) -> tuple[CountryLine, ...]:
    """The countries that the words name, most important first."""
    return tuple(CountryLine(found.code, found.role) for found in editing.suggested(document))


def draft(filed: Filed, *, by: "User", name: str, again: bool) -> Article:
    """Make a draft of what was read from the file called `name`. Raises AlreadyFiled unless it may come `again`."""
    note = _("Filed as %(name)s") % {"name": normalised(name)}
    return editing.create(filed.document, by=by, filed_digest=filed.digest, decisions={}, again=again, note=note[:300])
