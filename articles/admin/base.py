"""Base classes shared by the desk's admin tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.admin.bounded_list import BoundedList, PickerPaginator
from articles.admin.request import KEY, desk_request
from articles.domain.story_lists import ListKind
from articles.models.folding import having
from articles.services import audit, former_addresses, read_model
from articles.services.edition import open_edition
from articles.services.former_addresses import AddressedRow

MAX_SEARCH_WORDS = 12


def search_folded(queryset: QuerySet[Any], term: str, *, columns: Iterable[str]) -> QuerySet[Any]:
    """Narrow to the rows that have each of the first MAX_SEARCH_WORDS words of a term in one of some columns."""
    for word in term.split()[:MAX_SEARCH_WORDS]:
        queryset = queryset.filter(having(word, columns=columns))
    return queryset


class TableAdmin(admin.ModelAdmin[Any]):
    """A table’s admin that never counts all rows to show one page; `narrowed_by` lists its filters’ lookups."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = PickerPaginator
    narrowed_by: frozenset[str] = frozenset()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Allow only the lookups in `narrowed_by`, so that no address can query other columns."""
        return lookup in self.narrowed_by

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BoundedList]:  # noqa: ARG002 - Django's signature
        """Return the list that counts, sorts and shows no more than it can in time."""
        return BoundedList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search for words as readers do, whatever their case, accents and apostrophes; each must be in some column.

        Only the first MAX_SEARCH_WORDS count, since databases limit the number of conditions.
        """
        return search_folded(queryset, search_term, columns=self.get_search_fields(request)), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list under its capitalised plural name. Raises SuspiciousOperation if a selected key is malformed."""
        if not all(KEY.fullmatch(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise SuspiciousOperation(_("Invalid selection."))
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})


class PublicTableAdmin(TableAdmin):
    """A table whose rows readers see: every change opens a new edition.

    `list_kind` is the kind of the lists of stories that its rows have, if they have any.
    """

    list_kind: ListKind | None = None

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save the row, redirect its former address and open a new edition in one transaction."""
        with transaction.atomic():
            before = type(obj)._default_manager.filter(pk=obj.pk).first() if change else None  # noqa: SLF001 - Django's documented interface
            has_moved = isinstance(obj, AddressedRow) and former_addresses.redirect_former(obj)
            super().save_model(request, obj, form, change)
            audit.record_table_change(before, obj, by=desk_request(request).user)
            if self.list_kind and has_moved:
                read_model.drop_fragments_on_list(self.list_kind, obj.pk)
            open_edition()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete the row and open a new edition in one transaction."""
        with transaction.atomic():
            self._detach([obj])
            audit.record_table_change(obj, None, by=desk_request(request).user)
            super().delete_model(request, obj)
            open_edition()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete the selected rows and open a new edition in one transaction."""
        with transaction.atomic():
            rows = list(queryset)
            self._detach(rows)
            for row in rows:
                audit.record_table_change(row, None, by=desk_request(request).user)
            super().delete_queryset(request, queryset)
            open_edition()

    def _detach(self, rows: Sequence[Model]) -> None:
        """Take every story off the lists of rows that are being deleted, and drop their former addresses."""
        former_addresses.drop_former(rows)
        for row in rows:
            if self.list_kind:
                read_model.empty_list(self.list_kind, row.pk)


class ReadOnlyAdmin(TableAdmin):
    """A table that nobody can change at the desk."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False
