"""Views of the public site."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.domain.states import Standing
from articles.public import feeds
from articles.public.page_cache import cached_page, public_page
from articles.public.page_context import about_pages, canonical_address, feed_addresses, page_context
from articles.public.page_frames import render_in_frame, render_part
from articles.public.story_markup import (
    fetch_markup,
    fetch_page_of_markup,
    fill_in_names,
    fill_in_names_of_all,
    read_page_with_cards,
)
from articles.queries import front_page as front_page_queries
from articles.queries.about_pages import find_about_page
from articles.queries.corrections import newest_corrections
from articles.queries.edition_cache import remember
from articles.queries.front_page import CountryLinks, describe_front, plan_front_page
from articles.queries.lists import country_pages, listings, pagination
from articles.queries.lists.list_kinds import CountryListing, Listing, SectionListing
from articles.queries.lists.list_pages import ListPage
from articles.queries.lists.listings import MovedPermanently
from articles.queries.lists.search_results import SearchListing, SearchResults
from articles.queries.read_model.story_fragments import MAKERS, PageParts, load_parts, stories_to_show
from articles.queries.site_request import ReaderRequest
from articles.queries.story import lookup, story_page, structured_data
from articles.queries.story.links import StoryLinks, fill_slots, find_links
from articles.queries.story.structured_data import Publisher
from articles.services import fresh_publications
from articles.services.read_model import fetch_page_of_fragments, fetch_portrait

AnyListing = Listing | SearchListing
AnyPage = ListPage
AnyBuilder = Callable[..., AnyListing]


def _render_page(
    request: HttpRequest, template: str, status: int = 200, *, section: str = "", **context: Any
) -> HttpResponse:
    """Render a public template with the page context and what else it needs; `section` is the slug of its section."""
    # Without the context processors, which are for the desk.
    return HttpResponse(
        render_to_string(template, {**page_context(request, section=section), **context}), status=status
    )


@public_page
def front_page(request: ReaderRequest) -> HttpResponse:
    """Serve the front page in the language of the address."""
    edition = request.edition
    plan = plan_front_page(
        timezone.now() if edition.due else None,  # what is due could not be published, and is public all the same
        placed=remember(edition, "front page placements", front_page_queries.placed_at),
        sections=remember(edition, "front page sections", front_page_queries.list_sections),
    )
    links = remember(edition, f"country links:{get_language()}", CountryLinks)
    values = {
        "front": describe_front(plan, fetch_page_of_markup(request, plan.place_fragments()), links),
        "lead_headline": lookup.headline_of(plan.lead) if plan.lead else "",
        "facts": structured_data.as_script(structured_data.front_page_facts(_describe_publisher(request))),
    }
    return HttpResponse(render_in_frame(request, "articles/front.html", values))


@public_page
def story(request: ReaderRequest, slug: str, **_date: str) -> HttpResponse:
    """Serve a story, a retracted one's notice, or 410 for a killed one; redirect from former addresses."""
    found = lookup.find_public_story(request.path)
    if found is None:
        return _answer_without_story(request, slug)
    with translation.override(found.language):
        fragments = fetch_page_of_fragments({"page": [found.key], "earlier": [found.key]})
        if found.key not in fragments["page"]:  # withdrawn at this very moment
            return _answer_without_story(request, slug)
        parts = load_parts(fragments["page"][found.key])
        return _render_story(request, found, parts, earlier_keys=json.loads(fragments["earlier"].get(found.key, "[]")))


def _render_story(
    request: ReaderRequest, found: lookup.PublicPage, parts: PageParts, *, earlier_keys: list[int]
) -> HttpResponse:
    """Render the page of a public story from its stored parts, with what links to other stories."""
    links = find_links(lookup.get_story(found.key)) if found.has_links else None
    publisher = _describe_publisher(request)
    facts = structured_data.complete_article(parts.facts, publisher, links=links)
    earlier = fetch_markup(request, earlier_keys, "timeline")
    filled = fill_in_names_of_all(
        request,
        {
            "title": parts.title,
            "about": parts.about,
            "meta": parts.meta,
            "main": fill_slots(parts.main, links),
            "facts": structured_data.as_script([facts, publisher.with_policies, parts.breadcrumbs]),
        },
    )
    values = {
        "parts": filled,
        "facts": filled["facts"],
        "versions": _link_versions(request, links) if links and links.translations else "",
        "earlier": mark_safe("\n".join(earlier[key] for key in earlier_keys if key in earlier)),  # noqa: S308 - fragments
    }
    return HttpResponse(render_in_frame(request, "articles/story.html", values))


def _link_versions(request: ReaderRequest, links: StoryLinks) -> SafeString:
    """Render the links to a story's page in each language, for search engines."""
    context = {
        "links": links,
        "article": links.article,
        "canonical": canonical_address(request),
        "site_url": settings.SITE_URL,
    }
    return render_to_string("articles/story/_hreflang.html", context)


def _describe_publisher(request: ReaderRequest) -> Publisher:
    """Return the newsroom's structured data, the same for all pages in the present language."""
    name = f"publisher:{get_language()}"
    return remember(request.edition, name, lambda: structured_data.describe_publisher(about_pages(request)))


def _answer_without_story(request: ReaderRequest, slug: str) -> HttpResponse:
    """Answer where no public story is: a notice, 410, or a redirect. Raises Http404."""
    article = lookup.find_addressable(slug)
    if article is None:
        return _redirect_from_old_address(slug)
    address = article.get_absolute_url()
    if request.path != unquote(address) and article.standing != Standing.KILLED:
        return HttpResponsePermanentRedirect(address)
    with translation.override(story_page.interface_language(article.language)):
        if article.standing == Standing.KILLED:
            return _render_page(request, "410.html", status=410)
        if article.standing == Standing.RETRACTED:
            return _render_page(request, "articles/retracted.html", article=article)
        # It is due, and could not be entered in its lists yet: it is public by its time alone.
        parts = [load_parts(MAKERS["page"](story)) for story in stories_to_show([article.pk])]
        if not parts:
            raise Http404(_("There is no story at this address."))
        found = lookup.PublicPage(article.pk, article.language, has_links=True)
        return _render_story(request, found, parts[0], earlier_keys=[])


def _redirect_from_old_address(slug: str) -> HttpResponse:
    """Redirect from a story's former slug to its present address. Raises Http404."""
    article = lookup.find_by_former_slug(slug)
    if article is None:
        raise Http404(_("There is no story at this address."))
    return HttpResponsePermanentRedirect(article.get_absolute_url())


def list_page(build: AnyBuilder, *, name: str, parameters: frozenset[str]) -> Callable[..., HttpResponse]:
    """Make the view of a list's page: `build` makes the list from a request, `name` is its URL name."""

    @cached_page(parameters)
    def view(request: ReaderRequest, **parts: str) -> HttpResponse:
        """Serve one page of the list; redirect if the list has moved."""
        try:
            listing = build(request, **parts)
        except MovedPermanently as moved:
            return _redirect(request, reverse(moved.name or name, kwargs=moved.parts))
        page = _read_page(request, listing)
        portrait = _fetch_portrait(request, listing) if page.begins_list else None
        address = iri_to_uri(request.path)
        facts = structured_data.list_facts(listing.title, listing.about, address, _describe_publisher(request))
        values: dict[str, Any] = {
            "pager": _build_pager(request, listing, page),
            "feeds": feed_addresses(address, query=listing.feed_query),
            "facts": structured_data.as_script(facts),
        }
        if isinstance(listing, SearchListing):
            values |= {"listing": listing, "page": page, "joined_cards": page.joined_cards}
            values["facets"] = _join_facets(request, listing.results)
            return _render_page(request, listing.template, **values)
        values |= {
            "listing": listing.describe(page),
            "page": {"is_first": page.is_first},
            "joined_cards": listing.join_cards(page),
            "portrait": portrait,
        }
        section = listing.section.slug if isinstance(listing, SectionListing) else ""
        return HttpResponse(render_in_frame(request, listing.template, values, section=section))

    return view


def _redirect(request: ReaderRequest, address: str) -> HttpResponse:
    """Redirect permanently to another address of what was requested, with the query string: a page of a list stays one."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _join_facets(request: ReaderRequest, results: SearchResults) -> SafeString:
    """Return the markup of the filters; those of the unfiltered list, which all its pages share, once an edition."""

    def render() -> SafeString:
        """Render every filter."""
        return mark_safe("".join(_render_facets(request, results)))  # noqa: S308 - rendered by templates

    return remember(request.edition, f"facets:{get_language()}", render) if results.is_unfiltered else render()


def _render_facets(request: ReaderRequest, results: SearchResults) -> Iterator[str]:
    """Yield the markup of each filter that has a choice."""
    for facet in results.facets:
        if facet.choices:
            choices = [
                render_part(request, "articles/stories/_choice.html", choice.describe(facet.key))
                for choice in facet.choices
            ]
            values = {**facet.describe(), "choices": mark_safe("".join(choices))}  # noqa: S308 - as above
            yield render_part(request, "articles/stories/_facet.html", values)


def _read_page(request: ReaderRequest, listing: AnyListing) -> AnyPage:
    """Read the page of a list at the cursor in the query string. Raises Http404 for an invalid cursor."""
    try:
        return read_page_with_cards(request, listing)
    except pagination.CursorRejected as error:
        raise Http404(_("This list has no such page.")) from error


def _fetch_portrait(request: ReaderRequest, listing: AnyListing) -> SafeString | None:
    """Return the portrait of a country beside the list of stories about it; None for any other list."""
    if not isinstance(listing, CountryListing) or listing.is_mentions:
        return None
    return fill_in_names(request, fetch_portrait(listing.name))


def _build_pager(request: ReaderRequest, listing: AnyListing, page: AnyPage) -> dict[str, str]:
    """Return the addresses of a list's "newest" and next "older" page; "" for the page itself or if there is no more."""
    query = listing.page_query
    newest = request.path + (f"?{query}" if query else "")
    older = f"?{query}&cursor={page.older}" if query else f"?cursor={page.older}"
    return {"newest": "" if page.is_first else newest, "older": older if page.older else ""}


def feed(build: AnyBuilder, *, name: str, kind: str, parameters: frozenset[str]) -> Callable[..., HttpResponse]:
    """Make the view that serves a list as a feed: `kind` is "rss", "atom" or "json", `name` the list's URL name."""
    feed_format, make_item = feeds.FORMATS[kind], feeds.item_maker(kind)

    @cached_page(parameters, browser_type=feeds.browser_type(feed_format.content_type))
    def view(request: ReaderRequest, **parts: str) -> HttpResponse:
        """Serve the list's newest stories as a feed; redirect if the list has moved."""
        try:
            listing = build(request, **parts)
        except MovedPermanently as moved:
            return _redirect(request, reverse(f"{moved.name or name}-{kind}", kwargs=moved.parts))
        keys = listing.newest_keys()
        fresh_publications.mark_fetched(keys)
        markup = fetch_markup(request, keys, kind, make_item)
        items = [feeds.Item.read(markup[key]) for key in keys if key in markup]
        suffix = f"?{listing.feed_query}" if listing.feed_query else ""
        page_address = reverse("front" if name == "everything" else name, kwargs=parts) + suffix
        address = iri_to_uri(request.path) + suffix
        feed = feeds.build_feed(listing.title, listing.about, items, page_address=page_address, address=address)
        return HttpResponse(feed_format.write(feed), content_type=feed_format.content_type)

    return view


@cached_page(frozenset({"period"}))
def countries(request: ReaderRequest) -> HttpResponse:
    """Serve every country that published stories of a period are about, on a map and by region."""
    period = request.GET.get("period", country_pages.DEFAULT_PERIOD)
    if period not in country_pages.PERIODS:
        raise Http404
    covered = country_pages.count_coverage(period)
    values = {
        "regions": country_pages.describe_regions(covered),
        "is_whole": period == "all",
        "periods": _build_period_tabs(request, period),
        "map": country_pages.describe_map(covered),
        "is_un_map": settings.DISPUTED_BORDERS == "un",
    }
    return HttpResponse(render_in_frame(request, "articles/countries.html", values))


def _build_period_tabs(request: ReaderRequest, current: str) -> list[dict[str, Any]]:
    """Return a tab for each period of the page of countries; `current` is the code of the period on show."""
    names = {"month": _("This month and last month"), "year": _("Last 12 months"), "all": _("All years")}
    return [
        {
            "name": name,
            "address": request.path if code == country_pages.DEFAULT_PERIOD else f"?period={code}",
            "is_current": code == current,
        }
        for code, name in names.items()
    ]


@public_page
def archive(request: ReaderRequest) -> HttpResponse:
    """Serve a list of every month from the first published story to the newest."""
    values = {"years": listings.describe_archive()}
    return HttpResponse(render_in_frame(request, "articles/archive.html", values))


@public_page
def person(request: ReaderRequest, slug: str) -> HttpResponse:
    """Serve a speaker's quotations in published stories; 404 for a person who is not quoted."""
    quotes = listings.quotations_by(slug)
    if not quotes:
        raise Http404
    return _render_page(request, "articles/person.html", person=quotes[0].speaker, quotes=quotes)


@public_page
def collections(request: ReaderRequest) -> HttpResponse:
    """Serve a list of every series and package that has a published part."""
    return _render_page(request, "articles/collections.html", collections=listings.published_collections())


@public_page
def corrections(request: ReaderRequest) -> HttpResponse:
    """Serve the newest corrections, the latest first."""
    return _render_page(request, "articles/corrections.html", corrections=newest_corrections())


@public_page
def info_page(request: ReaderRequest, slug: str) -> HttpResponse:
    """Serve an info page about the newsroom in the page's own language; redirect from its former slugs."""
    page = find_about_page(slug)
    if page is None:
        raise Http404
    if page.slug != slug:
        return HttpResponsePermanentRedirect(page.get_absolute_url())
    with translation.override(story_page.interface_language(page.language)):
        return _render_page(request, "articles/info_page.html", page=page)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Render a 404 with the exception's sentence, if there is one, and links to other pages."""
    # The resolver's own 404 carries a dict of URL patterns, which must not be shown; ours carry a sentence or nothing.
    message = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    response = _render_page(request, "404.html", status=404, message=message)
    response.headers["Cache-Control"] = "no-cache"
    return response


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Render a 403 with the sentence of the exception."""
    return _render_page(request, "403.html", status=403, message=str(exception))


def session_ended(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Render a 403 for a form without a valid CSRF token, most often because the session has ended."""
    message = _("Your session has ended. Log in again in another window, then go back here and send it once more.")
    return _render_page(request, "403.html", status=403, message=message)


def server_error(request: HttpRequest) -> HttpResponse:
    """Render a 500 without any query or context that might itself be broken."""
    return render(request, "500.html", {"site_name": settings.SITE_NAME}, status=500)
