"""The markup of stories for readers' pages: their fragments, with the names put in."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.queries.edition_cache import remember
from articles.queries.lists.list_kinds import Listing
from articles.queries.lists.list_pages import ListPage
from articles.queries.lists.search_results import SearchListing
from articles.queries.read_model.names import NameBook
from articles.queries.read_model.story_fragments import Maker
from articles.queries.site_request import ReaderRequest
from articles.services.read_model import fetch_fragments, fetch_page_of_fragments

K = TypeVar("K")

_BETWEEN = "\0"  # which no database stores


def fetch_markup(
    request: ReaderRequest, keys: Sequence[int], name: str, make: Maker | None = None
) -> dict[int, SafeString]:
    """Return {primary key of a story: its fragment of this name}, without stories that are not public."""
    return fill_in_names_of_all(request, fetch_fragments(keys, name, make))


def fetch_page_of_markup(
    request: ReaderRequest, wanted: Mapping[str, Sequence[int]]
) -> dict[str, dict[int, SafeString]]:
    """Return {name: {primary key: fragment}} of all fragments that one page shows."""
    return {
        name: fill_in_names_of_all(request, fragments) for name, fragments in fetch_page_of_fragments(wanted).items()
    }


def fill_in_names(request: ReaderRequest, markup: str) -> SafeString:
    """Put the names of this edition, in the language of the page, in place of their tokens."""
    language = get_language() or ""
    names = remember(request.edition, f"names:{language}", lambda: NameBook(language))
    return SafeString(names.fill_in(markup))


def fill_in_names_of_all(request: ReaderRequest, pieces: Mapping[K, str]) -> dict[K, SafeString]:
    """Put names in place of their tokens in many pieces of markup at once."""
    filled = fill_in_names(request, _BETWEEN.join(pieces.values())).split(_BETWEEN)
    return {key: SafeString(markup) for key, markup in zip(pieces, filled, strict=True)} if pieces else {}


def read_page_with_cards(request: ReaderRequest, listing: Listing | SearchListing) -> ListPage:
    """Read the page of a list at the cursor in the query string, with its cards. Raises CursorRejected."""
    page = listing.read_page(request.GET.get("cursor", ""))
    if not page.entries:
        return page
    if isinstance(listing, SearchListing):
        return page.with_cards(listing.finish_cards(fetch_markup(request, page.keys, listing.card, listing.make_card)))
    special = listing.render_special_cards(page.keys)
    ordinary = [key for key in page.keys if key not in special]
    return page.with_cards({**fetch_markup(request, ordinary, listing.card), **special})
