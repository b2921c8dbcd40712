"""What a Document must be for the story that it is saved to, besides being clean."""

from django.utils.translation import gettext as _

from articles.domain.document import CleanDocument, InvalidDocument
from articles.models import Article
from articles.queries import policy
from articles.queries.story.translations import (
    describe_other_translation,
    find_other_translation,
    is_same_translation,
)
from articles.services import revisions
from articles.services.revisions import LockedArticle


def require_valid(document: CleanDocument, *, of: LockedArticle) -> None:
    """Raise InvalidDocument unless a Document may become the newest version of a story."""
    _require_valid_original(document, of=of)
    _require_only_translation(document, of=of)
    _require_fixed_date(document, of=of)


def _require_valid_original(document: CleanDocument, *, of: Article) -> None:
    """Raise InvalidDocument if a translation's original is missing, a translation or the story itself."""
    if document.original is None:
        return
    original = Article.objects.filter(pk=document.original.article).first()
    if original is None or original.pk == of.pk:
        raise InvalidDocument({"original": _("Choose the story that this was translated from.")})
    if original.original_id or (original.head and original.head.document.original):
        raise InvalidDocument({"original": _("That story is a translation itself. Choose its original.")})


def _require_only_translation(document: CleanDocument, *, of: LockedArticle) -> None:
    """Raise InvalidDocument if another story translates the same original into the same language.

    A story that has been the second one since before this was refused can still be edited.
    """
    if document.original is None or is_same_translation(document, of.head.document if of.head else None):
        return
    revisions.lock_translations(document.original.article)
    if other := find_other_translation(document, but=of):
        raise InvalidDocument({"original": describe_other_translation(other)})


def _require_fixed_date(document: CleanDocument, *, of: Article) -> None:
    """Raise InvalidDocument if the date of a published story would change."""
    objection = policy.why_not_change_date(of)
    known = [None, *(revision.document.dated for revision in (of.head, of.live) if revision)]
    if objection and document.dated not in known:
        raise InvalidDocument({"dated": objection})
