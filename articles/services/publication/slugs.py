"""Assign unique slugs to stories; former public ones redirect."""

from django.db import IntegrityError, transaction

from articles.domain.document import Document
from articles.lib.text.slugs import slugify
from articles.models import Article, FormerSlug
from articles.services.revisions import LockedArticle

_SLUG_TRIES = 50


def assign_slug(article: LockedArticle, document: Document) -> None:
    """Save a unique slug for a story, by its Document's slug, its current public slug or its headline.

    Once the story is public, its slug only changes on request, and the former one redirects.
    """
    current = article.slug if article.live_id else ""
    wanted = document.slug or current or slugify(document.headline) or "story"
    stem, _dash, number = article.slug.rpartition("-")
    if article.slug == wanted or (stem == wanted and number.isdecimal() and _find_taken_slugs(article, [wanted])):
        return
    former = article.slug
    _save_free_slug(article, wanted)
    FormerSlug.objects.filter(article=article, slug=article.slug).delete()
    if article.live_id and former:
        FormerSlug.objects.get_or_create(article=article, slug=former)


def _save_free_slug(article: LockedArticle, wanted: str) -> None:
    """Save the wanted slug, or its first numbered form that no other story has or ever had in public."""
    numbered = [wanted, *(f"{wanted}-{number}" for number in range(2, _SLUG_TRIES))]
    taken = _find_taken_slugs(article, numbered)
    for slug in [*(slug for slug in numbered if slug not in taken), f"{wanted}-{article.pk}"]:
        try:
            with transaction.atomic():
                article.slug = slug
                article.save(update_fields=["slug"])
        except IntegrityError:  # another transaction took it in between
            continue
        return
    raise IntegrityError(f"No slug like {wanted} is free.")


def _find_taken_slugs(article: Article, slugs: list[str]) -> set[str]:
    """Return those of the given slugs that another story has, or had in public."""
    others = Article.objects.filter(slug__in=slugs).exclude(pk=article.pk)
    former = FormerSlug.objects.filter(slug__in=slugs).exclude(article=article)
    return {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
