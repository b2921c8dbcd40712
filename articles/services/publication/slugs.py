"""Assign unique slugs to published stories; former ones redirect."""

import re
import secrets

from django.db import IntegrityError, transaction

from articles.domain.document import Document
from articles.models import FormerSlug
from articles.queries.addresses import find_taken_slugs, number_slug, wanted_slug
from articles.services.revisions import LockedArticle

_PROVISIONAL = re.compile("new-[0-9a-f]{32}")


def make_provisional_slug() -> str:
    """Return a random, unique slug for a story that has no address; it reserves none."""
    return f"new-{secrets.token_hex(16)}"


def assign_slug(article: LockedArticle, document: Document) -> None:
    """Save a unique slug for a published or scheduled story, by its Document's slug, its present one or its headline.

    From then on its slug only changes on request, and the former one redirects. Any other story has a random one.
    """
    if not article.live_id:
        if not _PROVISIONAL.fullmatch(article.slug):  # its schedule was withdrawn
            article.slug = make_provisional_slug()
            article.save(update_fields=["slug"])
        return
    former = "" if _PROVISIONAL.fullmatch(article.slug) else article.slug
    wanted = wanted_slug(document, present=former)
    stem, _dash, number = former.rpartition("-")
    if former == wanted or (stem == wanted and number.isdecimal() and find_taken_slugs([wanted], article=article)):
        return
    _save_free_slug(article, wanted)
    FormerSlug.objects.filter(article=article, slug=article.slug).delete()
    if former:
        FormerSlug.objects.get_or_create(article=article, slug=former)


def _save_free_slug(article: LockedArticle, wanted: str) -> None:
    """Save the wanted slug, or its first numbered form that no other story has or ever had in public."""
    numbered = number_slug(wanted)
    taken = find_taken_slugs(numbered, article=article)
    for slug in [*(slug for slug in numbered if slug not in taken), f"{wanted}-{article.pk}"]:
        try:
            with transaction.atomic():
                article.slug = slug
                article.save(update_fields=["slug"])
        except IntegrityError:  # another transaction took it in between
            continue
        return
    raise IntegrityError(f"No slug like {wanted} is free.")
