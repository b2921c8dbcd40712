"""Absolute addresses and permanent ids of stories, for feeds and exports; where former addresses lead."""

from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from articles.domain.document import Document
from articles.lib.text.slugs import slugify
from articles.models import Article, FormerAddress, FormerSlug

M = TypeVar("M", bound=Model)

_SLUG_TRIES = 50


def absolute_url(address: str) -> str:
    """Prepend the site's scheme and host to an address."""
    return settings.SITE_URL + address


def stable_id(article: Article) -> str:
    """Return a tag URI (RFC 4151), which does not depend on the story's address."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{timezone.localdate(article.created_at):%Y-%m-%d}:story/{article.pk}"


def find_at(model: type[M], slug: str) -> M | None:
    """Return the row of a table with this slug, else the one that had it before; None if there is neither."""
    rows = model._default_manager  # noqa: SLF001 - documented
    former = FormerAddress.objects.filter(table=model._meta.model_name, slug=slug)  # noqa: SLF001 - documented
    return rows.filter(slug=slug).first() or rows.filter(pk__in=former.values("row")).first()


def first_free_slug(row: Model, wanted: str, *, limit: int) -> str:
    """Return the wanted slug, or its first numbered form, that no other row of the table has or ever had.

    The wanted one if all are taken; `limit` is in characters.
    """
    numbered = [wanted, *number_slug(wanted[: limit - len(f"-{_SLUG_TRIES}")].rstrip("-"))[1:]]
    model = type(row)
    others = model._default_manager.filter(slug__in=numbered).exclude(pk=row.pk)  # noqa: SLF001 - documented
    former = FormerAddress.objects.filter(table=model._meta.model_name, slug__in=numbered)  # noqa: SLF001 - documented
    taken = {
        *others.values_list("slug", flat=True),
        *former.exclude(row=row.pk or 0).values_list("slug", flat=True),
    }
    return next((slug for slug in numbered if slug not in taken), wanted)


def number_slug(slug: str) -> list[str]:
    """Return a slug and its numbered forms, in the order in which they are tried."""
    return [slug, *(f"{slug}-{number}" for number in range(2, _SLUG_TRIES))]


def wanted_slug(document: Document, *, present: str = "") -> str:
    """Return the slug that a story should have: what was typed, else the present one, else its headline."""
    return document.slug or present or slugify(document.headline) or "story"


def find_taken_slugs(slugs: list[str], *, article: Article) -> set[str]:
    """Return those of the given slugs that another story has, or had in public."""
    others = Article.objects.order_by().filter(slug__in=slugs).exclude(pk=article.pk)
    former = FormerSlug.objects.filter(slug__in=slugs).exclude(article=article)
    return set(others.values_list("slug", flat=True).union(former.values_list("slug", flat=True)))


def expected_slug(article: Article, document: Document) -> str:
    """Return the slug that a story would get if this Document were published now."""
    present = article.slug if article.live_id else ""
    wanted = wanted_slug(document, present=present)
    numbered = number_slug(wanted)
    taken = find_taken_slugs(numbered, article=article)
    if wanted in taken and present in numbered:
        return present
    return next((slug for slug in numbered if slug not in taken), f"{wanted}-{article.pk}")
