"""A story's address beside its slug field: what it is, and what it gets if another story has the slug."""

from django.utils.translation import gettext as _

from articles.models import Article
from articles.queries.addresses import expected_slug


def shown_slug(article: Article) -> str:
    """Return what the slug field shows: the slug that the story has, or the other one that its newest version asks for."""
    typed = article.newest.document.slug
    return article.slug if article.live and article.live.document.slug == typed else typed


def describe_address(article: Article | None) -> str:
    """Return the help text of the slug field; without a story, for a new one."""
    sentences = [describe_taken_slug(article)] if article else []
    sentences.append(
        _("If you change it, old links will lead to the new address.")
        if article and article.live
        else _("Leave empty to make it from the headline.")
    )
    return " ".join(filter(None, sentences))


def describe_taken_slug(article: Article) -> str:
    """Return a sentence with the slug that the story gets if another story has the typed one; "" if none has."""
    typed = article.newest.document.slug
    if not typed:
        return ""
    has_it = article.live and article.live.document.slug == typed
    slug = article.slug if has_it else expected_slug(article, article.newest.document)
    if slug == typed:
        return ""
    return _("Another story has “%(typed)s”; this one gets “%(slug)s”.") % {"typed": typed, "slug": slug}
