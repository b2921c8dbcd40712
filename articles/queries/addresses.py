"""Absolute addresses and permanent ids of stories, for feeds and exports; where former addresses lead."""

from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, FormerAddress

M = TypeVar("M", bound=Model)

_SLUG_TRIES = 100


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
    stem = wanted[: limit - len(f"-{_SLUG_TRIES}")].rstrip("-")
    numbered = [wanted, *(f"{stem}-{number}" for number in range(2, _SLUG_TRIES))]
    model = type(row)
    others = model._default_manager.filter(slug__in=numbered).exclude(pk=row.pk)  # noqa: SLF001 - documented
    former = FormerAddress.objects.filter(table=model._meta.model_name, slug__in=numbered)  # noqa: SLF001 - documented
    taken = {
        *others.values_list("slug", flat=True),
        *former.exclude(row=row.pk or 0).values_list("slug", flat=True),
    }
    return next((slug for slug in numbered if slug not in taken), wanted)
