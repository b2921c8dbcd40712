"""The lists of /stories/ and /search/: filtered stories and full text search."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.lib.text import excerpts, search_query
from articles.lib.text.search_query import SearchQuery
from articles.models import Article
from articles.models.story.stories import ArticleQuerySet
from articles.queries import search
from articles.queries.lists import filters, pagination
from articles.queries.lists.cards import Highlights
from articles.queries.lists.filters import Chip, ChosenNames, Facet
from articles.queries.lists.pagination import Page, SortKey
from articles.queries.site_request import ReaderRequest

PARAMETERS = frozenset({*filters.PARAMETERS, "cursor", "sort", "typing"})
_SORT_KEYS: dict[str, SortKey] = {"date": "visible_at", "relevance": "rank"}


@dataclass
class SearchResults:
    """What was searched for, what matches, and what else could be searched for.

    `pool` holds the matches of the words, `stories` those of them that the filters leave. `errors` are one sentence for
    each invalid parameter; then nothing is listed. `suggestion` is the query with its misspelt words corrected.
    """

    query: SearchQuery
    data: QueryDict
    stories: ArticleQuerySet
    pool: ArticleQuerySet
    is_search: bool
    chips: list[Chip] = field(default_factory=list)
    chosen: ChosenNames = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    is_valid: bool = False
    suggestion: str = ""
    suggestion_query: str = ""
    by_beginnings: bool = False
    sort: Literal["date", "relevance"] = "date"

    @cached_property
    def total(self) -> int:
        """The number of matching stories."""
        return self.stories.count()

    @cached_property
    def facets(self) -> list[Facet]:
        """Every filter with its choices and their counts; [] if the parameters are invalid. Feeds don't read this."""
        return filters.count_facets(self.data, self.pool, self.stories, self.chosen) if self.is_valid else []

    @property
    def feed_query(self) -> str:
        """The query string for the list's feeds."""
        return _query_string(self.data, without={"cursor", "sort", "typing"})

    @property
    def sort_prefix(self) -> str:
        """The query string up to the value of the `sort` parameter."""
        return f"{self.feed_query}&" if self.feed_query else ""

    @property
    def page_query(self) -> str:
        """The query string for the list's pages, without the cursor."""
        return _query_string(self.data, without={"cursor", "typing"})

    @property
    def overrides_relevance(self) -> bool:
        """Whether search results are sorted by date, which the search form must then repeat."""
        return bool(self.query) and self.sort == "date"

    @property
    def shows_total(self) -> bool:
        """Whether the page says how many stories match."""
        return bool(self.query) or (not self.is_search and not self.errors)

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
    stories: ArticleQuerySet
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

    def newest_keys(self) -> list[int]:
        """Return the primary keys of the newest stories, for a feed."""
        return [story.pk for story in pagination.read_page(self.stories).stories]

    @property
    def page_query(self) -> str:
        """The query string for the list's pages, without the cursor."""
        return self.results.page_query

    def read_page(self, cursor: str) -> Page:
        """Read the page after the cursor, with highlights if words were searched for. Raises CursorRejected."""
        stories, query = self.stories.with_card(), self.results.query
        if query:
            stories = stories.select_related("live")
        page = pagination.read_page(stories, cursor=cursor, sort_key=_SORT_KEYS[self.results.sort])
        if not query:
            return page
        highlights = {story.pk: _highlight_story(story, query) for story in page.stories}
        return Page(page.stories, older=page.older, is_first=page.is_first, highlights=highlights)


def stories(request: ReaderRequest) -> SearchListing:
    """Build the list of all published stories, filtered by the request's parameters."""
    return _build_listing(request, is_search=False)


def search_stories(request: ReaderRequest) -> SearchListing:
    """Build the list of the stories that match the request's words and filters."""
    return _build_listing(request, is_search=True)


def _build_listing(request: ReaderRequest, *, is_search: bool) -> SearchListing:
    """Build the list for the request's parameters; an invalid one gives an empty list with a sentence on each error."""
    data = _clean_parameters(request.GET)
    query = search_query.parse_query(data.get("q", ""), typing="typing" in data)
    has_words = bool(query) or bool(query.unwanted)
    results = SearchResults(query, data, Article.objects.none(), _match_stories(query), is_search=is_search)
    if query and not results.pool.exists():
        _widen_search(results)
    query = results.query
    story_filter = filters.StoryFilter(data, queryset=results.pool)
    if not story_filter.form.is_valid() or (has_words and not query) or (is_search and not has_words):
        results.errors = _collect_errors(story_filter.form, has_words=has_words)
    else:
        results.stories, results.is_valid = story_filter.qs, True
        results.chosen = filters.chosen_names(story_filter.form)
        results.chips = list(filters.chips(data, results.chosen))
    results.sort = "relevance" if query and data.get("sort") != "date" else "date"
    return SearchListing(
        title=_build_title(results),
        stories=_sort_stories(results),
        results=results,
        address=request.path,
        unfiltered=request.path + (f"?q={quote(query.text)}" if query.text else ""),
    )


def _clean_parameters(data: QueryDict) -> QueryDict:
    """Return the query parameters without empty and repeated values."""
    cleaned = data.copy()
    for name in data:
        values = list(dict.fromkeys(value for value in data.getlist(name) if value.strip() or name == "typing"))
        cleaned.setlist(name, values)
        if not values:
            del cleaned[name]
    return cleaned


def _query_string(data: QueryDict, *, without: set[str]) -> str:
    """Encode the known query parameters except those in `without`."""
    remaining = data.copy()
    for name in data:
        if name in without or name not in PARAMETERS:
            del remaining[name]
    return remaining.urlencode()


def _match_stories(query: SearchQuery) -> ArticleQuerySet:
    """Return published stories in the current language that match the query; all of them if the query is empty."""
    published = pagination.published_in_current_language()
    return published.filter(pk__in=search.find_matches(query).values("pk")) if query else published


def _widen_search(results: SearchResults) -> None:
    """Change results without matches: suggest similar words, and match words that begin with the last one."""
    suggestion = search_query.replace_words(results.query.text, search.suggest_spellings(results.query))
    if suggestion != results.query.text:
        rest = _query_string(results.data, without={"q", "cursor", "typing"})
        results.suggestion = suggestion
        results.suggestion_query = urlencode({"q": suggestion}) + (f"&{rest}" if rest else "")
    wider = search_query.parse_query(results.data.get("q", ""), typing=True)
    pool = _match_stories(wider)
    if pool.exists():
        results.by_beginnings, results.query, results.pool = True, wider, pool


def _sort_stories(results: SearchResults) -> ArticleQuerySet:
    """Return the matching stories by date or by relevance, as the results say."""
    if results.sort == "date":
        return results.stories
    ranked = search.rank_matches(results.query)
    if results.chips or not results.is_valid or get_language() != settings.LANGUAGE_CODE:
        return ranked.filter(pk__in=results.stories.order_by().values("pk"))
    return ranked


def _collect_errors(form: Any, *, has_words: bool) -> list[str]:
    """Return one sentence for each invalid parameter, or one on a query without words to search for."""
    sentences = filters.form_errors(form)
    if not sentences and has_words:
        sentences = [_("Add at least one word to search for, not only words to exclude.")]
    return sentences


def _build_title(results: SearchResults) -> str:
    """Return the page's title: "Search" or "Stories", with the words and the names of the chosen filters."""
    name = _("Search") if results.is_search else _("Stories")
    words = [f"“{results.query.text}”"] if results.query.text else []
    parts = [*words, *(chip.name for chip in results.chips)]
    return f"{name}: {', '.join(parts)}" if parts else name


def _highlight_story(story: Article, query: SearchQuery) -> Highlights:
    """Find the matches of a query in a story's headline and in its published text."""
    headline = excerpts.highlight(story.headline, query)
    if story.live is None:
        return Highlights(headline)
    document = story.live.document
    return Highlights(headline, excerpts.find_excerpts([document.standfirst, *document.paragraphs], query))
