"""Assign unique slugs to stories; former public ones redirect."""

from django.db import IntegrityError, transaction

from articles.domain.document import Document
from articles.lib.text.slugs import slugify
from articles.models import Article, FormerSlug
from articles.services.revisions import LockedArticle

_SLUG_TRIES = 50


def assign_slug(article: LockedArticle, document: Document) -> None:
    """Assign a unique slug. Once the story is public, it only changes on request, and the former one redirects."""
    current = article.slug if article.live_id else ""
    wanted = document.slug or current or slugify(document.headline) or "story"
    stem, _dash, number = article.slug.rpartition("-")
    if article.slug == wanted or (stem == wanted and number.isdecimal() and _taken(article, [wanted])):
        return
    former = article.slug
    _save_free_slug(article, wanted)
    FormerSlug.objects.filter(article=article, slug=article.slug).delete()
    if article.live_id and former:
        FormerSlug.objects.get_or_create(article=article, slug=former)


def _save_free_slug(article: LockedArticle, wanted: str) -> None:
    """Save the wanted slug, or its first numbered form that no other story has or ever had in public."""
    numbered = [wanted, *(f"{wanted}-{number}" for number in range(2, _SLUG_TRIES))]
    taken = _taken(article, numbered)
    for slug in [*(slug for slug in numbered if slug not in taken), f"{wanted}-{article.pk}"]:
        try:
            with transaction.atomic():
                article.slug = slug
                article.save(update_fields=["slug"])
        except IntegrityError:  # another transaction took it in between
            continue
        return
    raise IntegrityError(f"No slug like {wanted} is free.")


def _taken(article: Article, slugs: list[str]) -> set[str]:
    """Return those of the slugs that another story has, or had in public."""
    others = Article.objects.filter(slug__in=slugs).exclude(pk=article.pk)
    former = FormerSlug.objects.filter(slug__in=slugs).exclude(article=article)
    return {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
