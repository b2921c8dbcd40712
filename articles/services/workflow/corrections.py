"""Publish a change with a dated correction, or as a silent fix with a logged reason.

Nothing that is live is changed without one of these; a change that waits for its moment carries its own.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from articles.models import Article, Correction, PlannedChange, Revision

if TYPE_CHECKING:
    from articles.models import User

LONGEST_TEXT, LONGEST_REASON = 2000, 300


def why_not(*, kind: str, words: str) -> str | None:
    """Why a change can't be published as this: one sentence, or None."""
    if kind not in {*Correction.Kind.values, PlannedChange.FIX}:
        return _("Say what the change is: a correction, a clarification, an update, an apology or a silent fix.")
    if not words:
        return _("Say in words what was changed.")
    silent = kind == PlannedChange.FIX
    most = LONGEST_REASON if silent else LONGEST_TEXT
    if len(words) <= most:
        return None
    parts = {"length": len(words), "most": most}
    if silent:
        return _("The reason is %(length)s characters long; at most %(most)s fit.") % parts
    return _("The text for readers is %(length)s characters long; at most %(most)s fit.") % parts


def correct(story: Article, *, before: Revision, kind: str, text: str, shown: bool, by: "User") -> dict[str, Any]:
    """Tell readers what led from `before` to what is live now; the details for the log."""
    correction = Correction.objects.create(
        article=story, kind=kind, text=text, before=before, after=story.newest, shown=shown, by=by
    )
    return {"correction": correction.pk, "kind": kind, "shown": shown}


def plan(story: Article, *, kind: str, text: str, shown: bool, by: "User") -> dict[str, Any]:
    """Keep how readers will be told of the change that waits; the details for the log."""
    told = {"kind": kind, "text": text, "shown": shown, "by": by}
    PlannedChange.objects.update_or_create(article=story, defaults=told)
    return {"kind": kind, "shown": shown}


def carry_out(story: Article, *, before: Revision | None) -> dict[str, Any]:
    """Tell readers of the change that was waiting, as was planned; the log's note and details. The plan is spent."""
    planned = PlannedChange.objects.select_related("by").filter(article=story).first()
    if planned is None or before is None:  # scheduled before changes had to say what they are
        return {}
    details: dict[str, Any] = {"kind": planned.kind}
    if planned.kind != PlannedChange.FIX:
        details = correct(
            story, before=before, kind=planned.kind, text=planned.text, shown=planned.shown, by=planned.by
        )
    planned.delete()
    return {"note": planned.text, **details}
