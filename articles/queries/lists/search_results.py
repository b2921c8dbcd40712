"""The lists of /stories/ and /search/: filtered stories and full text search."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.domain.dates import format_day
from articles.domain.story_lists import MAX_PLACE, ListKind, moment_of
from articles.lib.text import search_query
from articles.lib.text.search_query import SearchQuery
from articles.models import Edition
from articles.queries import search
from articles.queries.lists import facets, filters, found_cards
from articles.queries.lists.facets import Facet, Tally
from articles.queries.lists.filters import Chip, ChosenNames, ListKey
from articles.queries.lists.list_counts import find_lists
from articles.queries.lists.list_pages import ListPage
from articles.queries.lists.pagination import CursorRejected
from articles.queries.lists.search_parameters import clean_parameters, query_string
from articles.queries.read_model import story_lists
from articles.queries.read_model.story_fragments import Maker
from articles.queries.read_model.story_lists import Entry
from articles.queries.search import Allowance, Found, Match, MeasuredQuery, OnAnyOf, Question
from articles.queries.site_request import ReaderRequest

MAX_COUNTED: Final = 1_000  # stories of a filtered list; of more, only that there are more
_CURSOR = re.compile("[0-9]{1,19}")
# The most that one reading takes of the time budget; what is left is for the next.
_FIRST, _OTHER = 0.5, 0.2
_EVERYTHING: ListKey = (ListKind.ALL, "")
_NO_LIST = 0  # the primary key of a list that was never made


@dataclass(frozen=True)
class SearchPage(ListPage):
    """A page of search results; `stopped_at` is the place to which was searched if the search was stopped there."""

    stopped_at: int | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether not all could be searched in time."""
        return self.stopped_at is not None

    @property
    def searched_back_to(self) -> str:
        """The day to which was searched; "" if all was, or nothing."""
        if self.stopped_at is None or not self.older:
            return ""
        return format_day(timezone.localtime(moment_of(self.stopped_at)).date())


@dataclass
class SearchResults:
    """What was searched for, what matches, and what else could be searched for.

    `conditions` are the lists that a story must be on, by the facet that chose them. `errors` are one sentence for each
    invalid parameter; then nothing is listed. `suggestion` is the query with its misspelt words corrected.
    """

    edition: Edition
    query: SearchQuery
    data: QueryDict
    is_search: bool
    chips: list[Chip] = field(default_factory=list)
    chosen: ChosenNames = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    conditions: Mapping[str, list[list[ListKey]]] = field(default_factory=dict)
    period: tuple[int, int] = (0, MAX_PLACE)
    measured: MeasuredQuery = search.NO_WORDS
    suggestion: str = ""
    suggestion_query: str = ""
    by_beginnings: bool = False
    sort: Literal["date", "relevance"] = "date"
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def is_valid(self) -> bool:
        """Whether there is something to list."""
        return not self.errors and not self.needs_words

    @property
    def is_unfiltered(self) -> bool:
        """Whether this is the list of all stories, at any page of it."""
        return not self.is_search and self.data.keys() <= {"cursor"}

    @cached_property
    def _lists(self) -> dict[ListKey, tuple[int, int]]:
        """The primary key and the number of stories of each list that a condition names."""
        keys = {_EVERYTHING, *(key for lists in self.conditions.values() for one in lists for key in one)}
        return find_lists(keys)

    def ask(self, *, without: str = "") -> Question:
        """Build the question for the words and filters, or for all of them but those of one facet."""
        conditions = [one for facet, lists in self.conditions.items() if facet != without for one in lists]
        since, before = self.period
        return Question(
            tuple(self._find_lists(one) for one in conditions or [[_EVERYTHING]]), self.measured, since, before
        )

    @property
    def everything(self) -> OnAnyOf:
        """The condition that a story is listed on pages in the language of this one."""
        return self._find_lists([_EVERYTHING])

    def _find_lists(self, keys: list[ListKey]) -> OnAnyOf:
        """Return the condition that a story is on any of these lists."""
        rows = [self._lists[key] for key in keys if key in self._lists]
        return OnAnyOf(tuple(pk for pk, _n in rows) or (_NO_LIST,), sum(n for _pk, n in rows))

    @cached_property
    def question(self) -> Question:
        """The question for the words and all filters."""
        return self.ask()

    @cached_property
    def found(self) -> Found:
        """The newest matches, as far as they must be counted: the first page is among them."""
        # Of the whole archive all numbers are stored.
        is_everything = not self.conditions and self.question.is_one_list
        limit = (story_lists.PAGE_SIZE if is_everything else MAX_COUNTED) + 1
        return search.find_newest(self.question, limit=limit, allowance=self.allowance, most=_FIRST)

    @cached_property
    def total(self) -> int:
        """The number of matching stories, or the number of which it is certain that there are more."""
        if not self.is_valid:
            return 0
        if self.question.is_one_list:
            return self.question.smallest.stories
        return min(len(self.found.matches), MAX_COUNTED)

    @cached_property
    def is_total_exact(self) -> bool:
        """Whether `total` is the number of all matching stories."""
        return not self.is_valid or self.question.is_one_list or self.found.is_complete

    @cached_property
    def facets(self) -> list[Facet]:
        """Every filter with its choices and their counts; [] if the parameters are invalid. Feeds don't read this."""
        if not self.is_valid:
            return []
        return facets.build_facets(self.data, self.chosen, self._tally)

    def _tally(self, facet: str) -> Tally:
        """Count the choices of a facet, as if nothing were chosen in it: exactly, or among the newest 1,000 stories."""
        question = self.ask(without=facet)
        if question.is_one_list and len(self.conditions.keys() - {facet}) == 0:
            chosen = [key for one in self.conditions.get(facet, []) for key in one]
            return facets.tally_whole_archive(self.data, facet, chosen=chosen)
        if facet not in self.conditions:
            return self._tally_all_filters
        return self._tally_found(
            search.find_newest(question, limit=MAX_COUNTED + 1, allowance=self.allowance, most=_OTHER)
        )

    @cached_property
    def _tally_all_filters(self) -> Tally:
        """The lists of the stories that all filters leave."""
        return self._tally_found(self.found)

    def _tally_found(self, found: Found) -> Tally:
        """Count the lists of what was found."""
        return facets.tally_matches(self.edition, found.matches[:MAX_COUNTED], is_exact=found.is_complete)

    @property
    def shortened(self) -> str:
        """The beginnings of which not all words are searched for, joined by commas."""
        return ", ".join(self.measured.shortened)

    @property
    def feed_query(self) -> str:
        """The query string for the list's feeds."""
        return query_string(self.data, without={"cursor", "sort", "typing"})

    @property
    def sort_prefix(self) -> str:
        """The query string up to the value of the `sort` parameter."""
        return f"{self.feed_query}&" if self.feed_query else ""

    @property
    def page_query(self) -> str:
        """The query string for the list's pages, without the cursor."""
        return query_string(self.data, without={"cursor", "typing"})

    @property
    def overrides_relevance(self) -> bool:
        """Whether search results are sorted by date, which the search form must then repeat."""
        return bool(self.query) and self.sort == "date"

    @property
    def shows_total(self) -> bool:
        """Whether the page says how many stories match: not if none was found in the part that was searched."""
        is_list = bool(self.query) or (not self.is_search and not self.errors)
        return is_list and (self.is_total_exact or self.total > 0)

    @property
    def needs_words(self) -> bool:
        """Whether this is the search page before anyone has searched for anything."""
        return self.is_search and not self.query and not self.errors

    @property
    def noindex(self) -> bool:
        """Whether search engines should leave this page out of their index."""
        return self.is_search or bool(self.chips)


@dataclass(frozen=True, kw_only=True)
class SearchListing:
    """Stories that match words and filters; `unfiltered` is the address without the filters."""

    title: str
    about: str = ""
    results: SearchResults
    address: str
    unfiltered: str
    template: str = "articles/stories.html"

    @property
    def description(self) -> str:
        """One sentence about the list for search engines."""
        return f"{self.title}: {settings.SITE_NAME}"

    @property
    def feed_query(self) -> str:
        """The query string for the list's feeds."""
        return self.results.feed_query

    @property
    def page_query(self) -> str:
        """The query string for the list's pages, without the cursor."""
        return self.results.page_query

    def newest_keys(self) -> list[int]:
        """Return the primary keys of the newest stories, for a feed."""
        found = self.results.found.matches if self.results.is_valid else []
        return [match.story for match in found[: story_lists.PAGE_SIZE]]

    def read_page(self, cursor: str) -> SearchPage:
        """Read the page after the cursor, without its cards. Raises CursorRejected."""
        if not self.results.is_valid:
            return SearchPage([], is_first=not cursor)
        return self._read_by_relevance(cursor) if self.results.sort == "relevance" else self._read_newest(cursor)

    @property
    def card(self) -> str:
        """The fragment that shows a story."""
        return found_cards.FRAGMENT if self.results.query else "row"

    @property
    def make_card(self) -> Maker | None:
        """What makes that fragment; None for one that every list shows."""
        return found_cards.make_found_card if self.results.query else None

    def render_special_cards(self, keys: list[int]) -> dict[int, SafeString]:  # noqa: ARG002 - as in other lists
        """Return no cards: all are made from fragments."""
        return {}

    def finish_cards(self, cards: Mapping[int, SafeString]) -> Mapping[int, SafeString]:
        """Mark in the cards what matches the words."""
        return found_cards.mark_cards(cards, self.results.query) if self.results.query else cards

    def _read_newest(self, cursor: str) -> SearchPage:
        """Read a page newest first."""
        if cursor and (not _CURSOR.fullmatch(cursor) or int(cursor) > MAX_PLACE):
            raise CursorRejected(cursor)
        size, results = story_lists.PAGE_SIZE, self.results
        start = int(cursor) if cursor else MAX_PLACE
        found = (
            search.find_newest(results.question, limit=size + 1, before=start, allowance=results.allowance, most=_FIRST)
            if cursor
            else results.found
        )
        page = found.matches[:size]
        if len(found.matches) > size:
            return SearchPage(_as_entries(page), older=str(page[-1].place), is_first=not cursor)
        if found.is_complete:
            return SearchPage(_as_entries(page), is_first=not cursor)
        older = str(found.searched_to) if found.searched_to < start else ""
        return SearchPage(_as_entries(page), older=older, is_first=not cursor, stopped_at=found.searched_to)

    def _read_by_relevance(self, cursor: str) -> SearchPage:
        """Read a page by relevance."""
        size, results = story_lists.PAGE_SIZE, self.results
        found = results.found
        if not cursor and (not found.matches or (len(found.matches) <= size and not found.is_complete)):
            page = search.list_newest(found, size=size)  # nothing to rank, or no time for it
        else:
            try:
                page = search.read_by_relevance(results.question, size=size, cursor=cursor, allowance=results.allowance)
            except search.RankCursorRejected as error:
                raise CursorRejected(cursor) from error
            if not cursor and page.searched_to is not None:
                page = search.list_newest(found, size=size)
        older = page.next_cursor if page.searched_to is None or page.has_progressed else ""
        return SearchPage(_as_entries(page.matches), older=older, is_first=not cursor, stopped_at=page.searched_to)


def stories(request: ReaderRequest) -> SearchListing:
    """Build the list of all published stories, filtered by the request's parameters."""
    return _build_listing(request, is_search=False)


def search_stories(request: ReaderRequest) -> SearchListing:
    """Build the list of the stories that match the request's words and filters."""
    return _build_listing(request, is_search=True)


def _build_listing(request: ReaderRequest, *, is_search: bool) -> SearchListing:
    """Build the list for the request's parameters; an invalid one gives an empty list with a sentence on each error."""
    data = clean_parameters(request.GET)
    query = search_query.parse_query(data.get("q", ""), typing="typing" in data)
    results = SearchResults(request.edition, query, data, is_search=is_search)
    _apply_filters(results)
    if query:
        results.measured = search.measure_query(query)
        if results.is_valid and _finds_nothing_at_all(results):
            _widen_search(results)
    elif query.unwanted and not results.errors:
        results.errors = [_("Add at least one word to search for, not only words to exclude.")]
    results.sort = "relevance" if results.query and data.get("sort") != "date" else "date"
    return SearchListing(
        title=_build_title(results),
        results=results,
        address=request.path,
        unfiltered=request.path + (f"?q={quote(results.query.text)}" if results.query.text else ""),
    )


def _apply_filters(results: SearchResults) -> None:
    """Set what the parameters choose, or the sentences that say what is wrong with them."""
    chosen = [value for name in filters.FACETS for value in results.data.getlist(name)]
    if len(chosen) > filters.MAX_CHOSEN:
        results.errors = [_("Choose at most %(count)s filters.") % {"count": filters.MAX_CHOSEN}]
        return
    if results.data.keys().isdisjoint(filters.StoryFilter.base_filters):
        return
    form = filters.validate(results.data)
    if not form.is_valid() and filters.replace_former_slugs(results.data):
        form = filters.validate(results.data)
    if not form.is_valid():
        results.errors = filters.form_errors(form)
        return
    results.chosen = filters.chosen_names(form)
    results.chips = list(filters.chips(results.data, results.chosen))
    results.conditions, results.period = filters.name_conditions(form), filters.read_period(form)


def _finds_nothing_at_all(results: SearchResults) -> bool:
    """Tell whether it is certain that no story has the words, whatever the filters."""
    if results.found.matches or not results.found.is_complete:
        return False
    return (not results.conditions and results.period == (0, MAX_PLACE)) or _is_unknown(results, results.measured)


def _is_unknown(results: SearchResults, measured: MeasuredQuery) -> bool:
    """Tell whether it is certain that no story in the language of the page has these words."""
    everything = replace(results.ask(), on=(results.everything,), measured=measured, since=0, before=MAX_PLACE)
    found = search.find_newest(everything, limit=1, allowance=results.allowance, most=_OTHER)
    return found.is_complete and not found.matches


def _widen_search(results: SearchResults) -> None:
    """Change results without matches: suggest similar words, and match words that begin with the last one."""
    better: dict[str, str] = {}
    with results.allowance.spend(_OTHER):
        better |= search.suggest_spellings(results.query)
    suggestion = search_query.replace_words(results.query.text, better)
    if suggestion != results.query.text:
        rest = query_string(results.data, without={"q", "cursor", "typing"})
        results.suggestion = suggestion
        results.suggestion_query = urlencode({"q": suggestion}) + (f"&{rest}" if rest else "")
    wider = search_query.parse_query(results.data.get("q", ""), typing=True)
    measured = search.measure_query(wider)
    if not _is_unknown(results, measured):
        results.by_beginnings, results.query, results.measured = True, wider, measured
        del results.question, results.found  # they are looked up again


def _build_title(results: SearchResults) -> str:
    """Return the page's title: "Search" or "Stories", with the words and the names of the chosen filters."""
    name = _("Search") if results.is_search else _("Stories")
    words = [f"“{results.query.text}”"] if results.query.text else []
    parts = [*words, *(chip.name for chip in results.chips)]
    return f"{name}: {', '.join(parts)}" if parts else name


def _as_entries(matches: list[Match]) -> list[Entry]:
    """Return matches as the entries of a page."""
    return [Entry(match.story, match.place) for match in matches]
