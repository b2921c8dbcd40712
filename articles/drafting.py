"""Create, edit, restore: the one entrance of words, for the desk and importers alike.

Policy -> lock -> check -> change -> audit, in one transaction. Saving a draft of a live story never touches what
readers see.
"""

import datetime
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from articles import audit, policy, publishing, revisions, workflow
from articles.document import Document, InvalidDocument
from articles.models import Article, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Particulars:
    """What the desk keeps of a story beside its words: the working name, and the moment before which it stays secret."""

    slugline: str = ""
    embargo: datetime.datetime | None = None


class AlreadyFiled(ValueError):
    """The very same file was filed before, as `article`."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(f"This file was filed before, as “{article.headline}”.")


def create(
    document: Document,
    *,
    by: "User",
    particulars: Particulars | None = None,
    filed_digest: str = "",
    note: str = "",
) -> Article:
    """Begin a story as a draft. Raises NotAllowed, InvalidDocument.

    `filed_digest` is the hexadecimal SHA-256 of the file that the words came in, if they came in one.
    """
    policy.require_create(by)
    details = particulars or Particulars()
    with transaction.atomic():
        article = Article.objects.create(
            slugline=details.slugline,
            embargo=details.embargo,
            filed_digest=filed_digest,
            created_by=by,
            slug=_provisional_slug(),
        )
        revisions.append(article, document, by=by, note=note)
        publishing.project(article)
        audit.record(article, by=by, action="created", before="", note=note)
    return article


def require_not_filed(filed_digest: str) -> None:
    """Raise AlreadyFiled when a file with this SHA-256 has become a story before."""
    earlier = Article.objects.filter(filed_digest=filed_digest).order_by("pk").first()
    if earlier is not None:
        raise AlreadyFiled(earlier)


def edit(
    article: Article,
    document: Document,
    *,
    by: "User",
    base: int,
    particulars: Particulars | None = None,
    note: str = "",
) -> Article:
    """Save words that started from revision number `base` as the next revision; the head is a draft again.

    Unchanged words make no revision. Raises NotAllowed, StaleDocument, InvalidDocument.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        policy.require_edit(by, story)
        before = audit.state_of(story)
        cleaned = document.cleaned()
        if cleaned != story.newest.document:
            revisions.require_head(story, document, base=base)
            revisions.append(story, document, by=by, note=note)
            workflow.reopen(story)
            if story.live is None:
                publishing.project(story)
            audit.record(story, by=by, action="edited", before=before, note=note)
        if particulars is not None:
            _keep_particulars(story, particulars, by=by)
    return story


def restore(article: Article, revision: Revision, *, by: "User") -> Article:
    """Save an older revision's words again as the newest; nothing is rewritten."""
    head = article.newest.number
    note = _("Restored from version %(number)s") % {"number": revision.number}
    return edit(article, revision.document, by=by, base=head, note=note)


def _provisional_slug() -> str:
    """A unique slug for the moment until the projection finds the story's own."""
    return f"new-{secrets.token_hex(16)}"


def _keep_particulars(story: Article, particulars: Particulars, *, by: "User") -> None:
    before = audit.state_of(story)
    changed = [name for name in ("slugline", "embargo") if getattr(story, name) != getattr(particulars, name)]
    if not changed:
        return
    if "embargo" in changed and workflow.is_public(story):
        raise InvalidDocument(
            {"embargo": _("Readers have seen this story; an embargo can’t hide it again. Retract it.")}
        )
    for name in changed:
        setattr(story, name, getattr(particulars, name))
    story.save(update_fields=changed)
    if "embargo" in changed and story.publish_at:
        publishing.open_edition()
    embargo = story.embargo.isoformat() if story.embargo else None
    audit.record(story, by=by, action="particulars", before=before, slugline=story.slugline, embargo=embargo)
