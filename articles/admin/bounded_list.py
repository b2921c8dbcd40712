"""Django's lists of rows without what grows with the table: counts, sorts and offsets over all of it."""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles.admin.request import NUMBER
from articles.domain.dates import format_day
from articles.models.expressions import among
from articles.queries.desk import newest_first
from articles.queries.desk.newest_first import MAX_COUNTED, Found, Position
from articles.queries.time_budget import time_budget

BEFORE_VAR = "before"  # names the row that the page goes on after
_FACETS_SHARE = 0.3  # of the time budget, for the figures of the filters in use


class BoundedList(ChangeList):
    """A list in the order of its columns, of which no more than the first MAX_COUNTED rows are counted and shown.

    For tables that don't grow with the archive, such as tags; a search in them ends with the time budget.
    """

    are_many = False
    is_unsearched = False
    searched_back_to = older = newest = ""
    is_sorted_otherwise = False

    def get_results(self, request: HttpRequest) -> None:  # noqa: ARG002 - Django's signature
        """Count and load within the time budget; set what Django’s templates read."""
        found: list[Any] = []
        with time_budget() as budget:
            found = list(self.queryset.values_list("pk", flat=True)[: MAX_COUNTED + 1])
        self.is_unsearched = budget.is_spent
        self.are_many = len(found) > MAX_COUNTED
        self._show(found[:MAX_COUNTED])

    def countable_for(self, spec: Any) -> QuerySet[Any] | None:  # noqa: ARG002 - as in NewestFirstList
        """Return None: the filters of small tables show no figures."""
        return None

    @property
    def count_words(self) -> str:
        """The number of rows in words, as far as it is known."""
        things = getattr(self.model_admin, "count_noun", self.opts.verbose_name_plural)
        if self.are_many:
            number = number_format(MAX_COUNTED, force_grouping=True)
            return gettext("%(number)s+ %(things)s") % {"number": number, "things": things}
        return f"{self.result_count} {self.opts.verbose_name if self.result_count == 1 else things}"

    def _show(self, keys: list[Any]) -> None:
        """Set the list's pages to these rows and load those of the page. Raises IncorrectLookupParameters."""
        self.show_full_result_count, self.full_result_count, self.show_admin_actions = False, None, True
        self.result_count = len(keys)
        self.can_show_all = self.result_count <= self.list_max_show_all
        self.multi_page = self.result_count > self.list_per_page
        self.paginator = Paginator(keys, self.list_per_page)
        if self.multi_page and not (self.show_all and self.can_show_all):
            try:
                keys = list(self.paginator.page(self.page_num).object_list)
            except InvalidPage as error:
                raise IncorrectLookupParameters from error
        self.result_list = self._load(keys)

    def _load(self, keys: list[Any]) -> list[Any]:
        """Return the rows with these primary keys in the order of the keys."""
        loaded = self.apply_select_related(self.root_queryset)
        rows = {row.pk: row for row in loaded.filter(pk__in=keys).order_by()}
        return [rows[key] for key in keys if key in rows]


class NewestFirstList(BoundedList):
    """A list that grows with the archive, newest first in the order of the model.

    Up to MAX_COUNTED rows it is Django's: counted, in pages, sorted by any column, with a figure beside every choice of a
    filter. A longer one is always sorted by time and goes on by a link to older rows. The same link goes on with a search
    that was cut short.
    """

    found: Found

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Return the rows that pass filters and search; the position in the list isn’t a filter."""
        for parameters in (self.params, self.filter_params):
            parameters.pop(BEFORE_VAR, None)
        passing: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        return passing

    def get_results(self, request: HttpRequest) -> None:
        """Find the page’s rows within the time budget and load them; set what Django’s templates read."""
        self.request = request
        self.before = Position.parse(request.GET.get(BEFORE_VAR, ""))
        find_indexed = getattr(self.model_admin, "find_indexed", None)
        known = find_indexed(self.query) if find_indexed and self.query else []
        self.found = newest_first.find_newest(
            self.queryset, wanted=self.list_per_page + 1, before=self.before, known=known
        )
        self.is_whole = self.found.is_complete and self.before is None
        self._describe()
        keys = [row.key for row in self.found.rows]
        if self.is_whole:
            self._show(self._sort(keys))
        else:
            self.sortable_by: tuple[str, ...] = ()
            self._show(keys[: self.list_per_page])
            self.can_show_all = False

    def countable_for(self, spec: Any) -> QuerySet[Any] | None:
        """Return the rows among which a filter counts its choices; None if they are more than can be counted."""
        if self.before is not None:
            return None
        found: list[Position] | None = self.found.rows if self.is_whole else None
        if spec.used_parameters:
            others = self.get_queryset(self.request, exclude_parameters=spec.expected_parameters())
            in_use = sum(bool(other.used_parameters) for other in self.filter_specs)
            found, _are_many = newest_first.find_few(others, share=_FACETS_SHARE / max(in_use, 1))
        return None if found is None else self._with_keys([row.key for row in found])

    @property
    def count_words(self) -> str:
        """The number of rows in words, as far as it is known."""
        return super().count_words if self.is_whole or self.are_many else ""

    def _describe(self) -> None:
        """Set what the page says about the list: how long it is, how far it was searched, and how it goes on."""
        found = self.found
        self.are_many = found.are_many and self.before is None
        self.is_sorted_otherwise = not self.is_whole and bool(self.params.get(ORDER_VAR))
        self.is_unsearched = found.is_cut_short and found.reached == self.before
        self.newest = self.get_query_string() if self.before else ""
        position = found.rows[self.list_per_page - 1] if found.rows[self.list_per_page :] else None
        if found.is_cut_short and found.reached and not self.is_unsearched:
            position = found.reached
            self.searched_back_to = format_day(localtime(found.reached.moment))
        self.older = self.get_query_string({BEFORE_VAR: position.cursor}) if position and not self.is_whole else ""

    def _sort(self, keys: list[int]) -> list[int]:
        """Sort the keys of a list that was found whole by the columns in the address; they come sorted by time."""
        if not self.params.get(ORDER_VAR):
            return keys
        return list(self._with_keys(keys).order_by(*self.queryset.query.order_by).values_list("pk", flat=True))

    def _with_keys(self, keys: list[int]) -> QuerySet[Any]:
        """Return the rows with these primary keys, in no order and without what the list loads beside them."""
        rows: QuerySet[Any] = self.model._default_manager.filter(among(keys)).order_by()  # noqa: SLF001 - Django's documented interface
        return rows


class _PickerPage(Page[Any]):
    """A page of choices; whether there are more was found out in reading it."""

    def __init__(self, rows: list[Any], number: int, paginator: "PickerPaginator", *, has_more: bool) -> None:
        super().__init__(rows, number, paginator)
        self._has_more = has_more

    def has_next(self) -> bool:
        """Return whether there are more choices."""
        return self._has_more


class PickerPaginator(Paginator[Any]):
    """Pages of a picker’s choices, read within the time budget and never counted."""

    count = 0  # unknown
    is_cut_short = False

    def validate_number(self, number: Any) -> int:
        """Return the number of a page, 1 if it is malformed."""
        return max(int(number), 1) if NUMBER.fullmatch(str(number)) else 1

    def page(self, number: Any) -> _PickerPage:
        """Read a page of choices; nobody pages beyond MAX_COUNTED of them."""
        number = self.validate_number(number)
        end = number * self.per_page
        rows = self._read(end - self.per_page, end + 1) if end <= MAX_COUNTED else []
        return _PickerPage(rows[: self.per_page], number, self, has_more=len(rows) > self.per_page)

    def _read(self, start: int, end: int) -> list[Any]:
        """Return the choices from `start` until before `end`, as far as the time allows."""
        rows: list[Any] = []
        with time_budget() as budget:
            rows = list(self.object_list[start:end])
        self.is_cut_short = budget.is_spent
        return rows


class NewestFirstPicker(PickerPaginator):
    """Pages of a picker of what the archive is full of, the newest first."""

    def _read(self, start: int, end: int) -> list[Any]:
        """Return the choices from `start` until before `end`, as far as the time allows."""
        choices: Any = self.object_list
        found = newest_first.find_newest(choices, wanted=end)
        self.is_cut_short = found.is_cut_short
        keys = [row.key for row in found.rows[start:end]]
        rows = choices.model._default_manager.in_bulk(keys)  # noqa: SLF001 - Django's documented interface
        return [rows[key] for key in keys if key in rows]
