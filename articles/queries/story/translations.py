"""The translations of a story: one into each language."""

from django.utils.translation import gettext as _

from articles.domain.document import Document, Language
from articles.domain.states import Stage, Standing
from articles.models import Article


def find_other_translation(document: Document, *, but: Article) -> Article | None:
    """Find the other story that translates the original of a Document into the same language; None if there isn't one.

    What was spiked, retracted or killed makes room for another.
    """
    if document.original is None:
        return None
    same = Article.objects.filter(original=document.original.article, language=document.language).exclude(pk=but.pk)
    gone = [Standing.RETRACTED, Standing.KILLED]
    return same.exclude(stage=Stage.SPIKED).exclude(standing__in=gone).order_by("pk").first()


def is_same_translation(one: Document, other: Document | None) -> bool:
    """Tell whether two Documents translate the same original into the same language."""
    if one.original is None or other is None or other.original is None:
        return False
    return (one.original.article, one.language) == (other.original.article, other.language)


def describe_other_translation(other: Article) -> str:
    """Return the sentence that another story translates the original into its language."""
    words = {"headline": other.headline, "language": Language(other.language).label}
    return _("“%(headline)s” already translates that story into %(language)s.") % words
