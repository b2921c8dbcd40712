"""Publish a change with a dated correction, or as a silent fix with a logged reason.

Every change to what readers see has one of the two; a scheduled change stores its own until it is published.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from articles.models import Correction, PlannedChange, Revision
from articles.services.revisions import LockedArticle

if TYPE_CHECKING:
    from articles.models import User

MAX_TEXT_LENGTH, MAX_REASON_LENGTH = 2000, 300


def why_not(*, kind: str, words: str) -> str | None:
    """Return in one sentence why a change cannot be published with this kind and text; None if it can."""
    if kind not in {*Correction.Kind.values, PlannedChange.FIX}:
        return _("Choose a type: correction, clarification, update, apology or silent fix.")
    if not words:
        return _("Describe what was changed.")
    silent = kind == PlannedChange.FIX
    limit = MAX_REASON_LENGTH if silent else MAX_TEXT_LENGTH
    if len(words) <= limit:
        return None
    parts = {"length": len(words), "most": limit}
    if silent:
        return _("The reason has %(length)s characters; the limit is %(most)s.") % parts
    return _("The text for readers has %(length)s characters; the limit is %(most)s.") % parts


def create_correction(
    story: LockedArticle, *, before: Revision, kind: str, text: str, shown: bool, by: "User"
) -> dict[str, Any]:
    """Create a public correction of the change from `before` to the head; return the details for the log."""
    correction = Correction.objects.create(
        article=story, kind=kind, text=text, before=before, after=story.newest, shown=shown, by=by
    )
    return {"correction": correction.pk, "kind": kind, "shown": shown}


def save_planned(story: LockedArticle, *, kind: str, text: str, shown: bool, by: "User") -> dict[str, Any]:
    """Store the correction or silent-fix reason of a scheduled change; return the details for the log."""
    defaults = {"kind": kind, "text": text, "shown": shown, "by": by}
    PlannedChange.objects.update_or_create(article=story, defaults=defaults)
    return {"kind": kind, "shown": shown}


def publish_planned(story: LockedArticle, *, before: Revision | None) -> dict[str, Any]:
    """Publish the correction planned for a scheduled change and delete the plan; return the log's note and details."""
    planned = PlannedChange.objects.select_related("by").filter(article=story).first()
    if planned is None or before is None:  # scheduled before changes had a type
        return {}
    details: dict[str, Any] = {"kind": planned.kind}
    if planned.kind != PlannedChange.FIX:
        details = create_correction(
            story, before=before, kind=planned.kind, text=planned.text, shown=planned.shown, by=planned.by
        )
    planned.delete()
    return {"note": planned.text, **details}
