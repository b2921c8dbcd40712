"""Redirect the former addresses of sections, authors, series and about pages to the present ones.

The only writer of them. Those of stories belong to the publication of stories.
"""

from collections.abc import Iterable

from django.db import models, transaction

from articles.models import Author, Collection, FormerAddress, InfoPage, Section

AddressedRow = Section | Author | Collection | InfoPage


def redirect_former(row: AddressedRow) -> bool:
    """Redirect the slug that a row still has in the database if it is to be saved with another one; tell whether it is."""
    with transaction.atomic():
        stored = type(row)._default_manager.select_for_update().filter(pk=row.pk)  # noqa: SLF001 - documented
        former = stored.values_list("slug", flat=True).first()
        if former is None or former == row.slug:
            return False
        _of(row).filter(slug=row.slug).delete()
        FormerAddress.objects.update_or_create(table=_name_table(row), slug=former, defaults={"row": row.pk})
    return True


def drop_former(rows: Iterable[models.Model]) -> None:
    """Delete the former addresses of rows that are being deleted; of rows without any, nothing."""
    for row in rows:
        if isinstance(row, AddressedRow):
            _of(row).delete()


def _of(row: AddressedRow) -> models.QuerySet[FormerAddress]:
    """Return the former addresses of a row."""
    return FormerAddress.objects.filter(table=_name_table(row), row=row.pk)


def _name_table(row: AddressedRow) -> str:
    """Return the name of a row's table."""
    return type(row)._meta.model_name or ""  # noqa: SLF001 - documented
