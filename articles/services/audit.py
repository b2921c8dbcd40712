"""Record every move and edit in the audit log, in the transaction of the change.

The only writer of the log.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.domain import signals
from articles.domain.states import Move
from articles.models import Article, AuditEntry

if TYPE_CHECKING:
    from articles.models import User


# The actions after which readers see another version.
PUBLISHING_ACTIONS = frozenset({Move.PUBLISH, Move.PUBLISH_CORRECTION, Move.PUBLISH_FIX, Move.PUBLISH_EARLY, "settled"})


_MAX_QUOTED: Final = 300  # characters of an old or new value in the words of an entry


def state_of(article: Article) -> str:
    """Return a story's standing and stage as the log stores them, such as "published/draft"."""
    return f"{article.standing}/{article.stage}"


def describe_values(before: Model | None, after: Model | None, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the values of some columns of a row before and after a change, for the details of a log entry.

    None stands for a row that did not exist yet, or does no more.
    """
    rows = {"old": before, "new": after}
    fields = list(names)
    return {key: {name: _as_plain(getattr(row, name)) for name in fields} for key, row in rows.items() if row}


def _as_plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    return value if isinstance(value, str | int | float | dict | None) else str(value)


def describe_in_words(before: Model, after: Model, names: Iterable[str]) -> str:
    """Describe what changed in some columns of a row, a line for each, in the newsroom's own language."""
    with translation.override(settings.LANGUAGE_CODE):  # everybody at the desk reads the log
        lines = [
            _("%(what)s: “%(old)s” became “%(new)s”.")
            % {
                "what": capfirst(_label(after, name)),
                "old": _in_short(getattr(before, name)),
                "new": _in_short(getattr(after, name)),
            }
            for name in names
        ]
    return "\n".join(lines)


def _label(row: Model, name: str) -> str:
    """Return what people call a column of a row."""
    field = row._meta.get_field(name)  # noqa: SLF001 - Django's documented interface
    return str(getattr(field, "verbose_name", name))


def _in_short(value: Any) -> str:
    """Return a value as text of at most _MAX_QUOTED characters; the details of the entry have it whole."""
    text = "" if value is None else str(value)
    return text if len(text) <= _MAX_QUOTED else f"{text[:_MAX_QUOTED]}…"


def record_table_change(before: Model | None, after: Model | None, *, by: "User") -> AuditEntry | None:
    """Append a log entry on a row that readers see and that is not a story: added, changed or deleted.

    Returns None, and logs nothing, if no column has changed.
    """
    row = after or before
    if row is None:
        raise ValueError("A row was there before or after a change.")
    fields = row._meta.concrete_fields  # noqa: SLF001 - documented
    names = [field.attname for field in fields if not (field.primary_key or getattr(field, "auto_now", False))]
    if before and after:
        names = [name for name in names if getattr(before, name) != getattr(after, name)]
        if not names:
            return None
    action = "table_changed" if before and after else "table_added" if after else "table_deleted"
    with translation.override(settings.LANGUAGE_CODE):
        title = f"{capfirst(str(row._meta.verbose_name))} “{row}”"  # noqa: SLF001 - documented
    words = describe_in_words(before, after, names) if before and after else ""
    details = {"table": row._meta.model_name, "key": row.pk, **describe_values(before, after, names)}  # noqa: SLF001 - documented
    return _append(None, by=by, action=action, note="\n".join(filter(None, [title, words])), details=details)


def record(
    article: Article, *, by: "User | None", action: str, before: str, note: str = "", **details: Any
) -> AuditEntry:
    """Append an entry to a story's audit log, and send `signals.logged` once it is committed.

    `article` is the story after the change, `before` its `state_of` before.
    """
    states = {"before": before, "after": state_of(article), "revision": article.head}
    return _append(article, by=by, action=action, note=note, details=details, **states)


def _append(article: Article | None, **columns: Any) -> AuditEntry:
    """Append an entry to the log, and send `signals.logged` once it is committed."""
    entry = AuditEntry.objects.create(article=article, **columns)
    # A failing listener must not make a committed change look refused; Django logs its error.
    transaction.on_commit(partial(signals.logged.send_robust, sender=AuditEntry, entry=entry), robust=True)
    return entry
