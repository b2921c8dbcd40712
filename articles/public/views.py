"""Views of the public site."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles.domain.states import Standing
from articles.models import Article, FormerSlug, InfoPage
from articles.public import feeds, page_context, search, structured_data
from articles.public.page_cache import public, public_page
from articles.queries import front_page as front_page_queries
from articles.queries.lists import country_pages, listings, pagination
from articles.queries.lists.listings import Elsewhere, Listing, Of
from articles.queries.story import story_page


@dataclass(frozen=True)
class Pager:
    """The addresses of the first and the next page of a list; "" where there is none to go to."""

    newest: str
    older: str


@dataclass(frozen=True)
class Tab:
    """A link to another view of the same page."""

    name: str
    address: str
    is_current: bool


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, template, {**page_context.of(request), **context}, status=status)


@public_page
def front_page(request: HttpRequest) -> HttpResponse:
    """The front page."""
    house = page_context.house(request)
    return _page(
        request,
        "articles/front.html",
        front=front_page_queries.compose(),
        facts=structured_data.as_script(structured_data.of_front(house)),
    )


@public_page
def story(request: HttpRequest, slug: str, **_date: str) -> HttpResponse:
    """A story, the notice of a retracted one, 410 for a killed one; an old address redirects."""
    article = Article.objects.addressable().with_record().filter(slug=slug).first()
    if article is None:
        return _redirect_from_old_address(slug)
    address = article.get_absolute_url()
    if request.path != unquote(address) and article.standing != Standing.KILLED:
        return HttpResponsePermanentRedirect(address)
    with translation.override(story_page.language_for(article.language)):
        if article.standing == Standing.KILLED:
            return _page(request, "410.html", status=410)
        if article.standing == Standing.RETRACTED:
            return _page(request, "articles/retracted.html", article=article)
        shown = story_page.of_record(article)
        facts = structured_data.as_script(structured_data.of_story(shown, page_context.house(request)))
        return _page(
            request,
            "articles/story.html",
            story=shown,
            article=article,
            facts=facts,
            picture=feeds.picture_of(article),
        )


def _redirect_from_old_address(slug: str) -> HttpResponse:
    former = FormerSlug.objects.filter(slug=slug).first()
    article = former and Article.objects.addressable().filter(pk=former.article_id).first()
    if not article:
        raise Http404(_("There is no story at this address."))
    return HttpResponsePermanentRedirect(article.get_absolute_url())


def list_page(of: Of, *, name: str, asks: frozenset[str]) -> Callable[..., HttpResponse]:
    """The view of a list's page."""

    @public(asks)
    def view(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            listing = of(request, **parts)
        except Elsewhere as elsewhere:
            return HttpResponsePermanentRedirect(reverse(elsewhere.name or name, kwargs=elsewhere.parts))
        page = _read(request, listing)
        pager = _pager(request, listing, page)
        feed = page_context.feed_addresses(name, parts, listing.facts.get("finding"))
        facts = structured_data.as_script(
            structured_data.of_list(listing, iri_to_uri(request.path), page_context.house(request))
        )
        context: dict[str, Any] = {"listing": listing, "page": page, "pager": pager, "feeds": feed, "facts": facts}
        return _page(request, listing.template, **listing.facts, **context)

    return view


def _pager(request: HttpRequest, listing: Listing, page: pagination.Page) -> Pager:
    query = listing.facts["finding"].page_query if "finding" in listing.facts else ""
    newest = request.path + (f"?{query}" if query else "")
    older = f"?{query}&cursor={page.older}" if query else f"?cursor={page.older}"
    return Pager("" if page.is_first else newest, older if page.older else "")


def _read(request: HttpRequest, listing: Listing) -> pagination.Page:
    """The page of the list that the address asks for."""
    by = listing.order[0].lstrip("-")
    if by not in {"visible_at", "rank"}:
        return pagination.whole(listing.stories.with_card(), listing.order)
    question = listing.facts["finding"].question if "finding" in listing.facts else None
    stories = listing.stories.with_card()
    if question:
        stories = stories.select_related("live")
    try:
        page = pagination.page(stories, cursor=request.GET.get("cursor", ""), by=by)
    except pagination.BadCursor as error:
        raise Http404(_("This list has no such page.")) from error
    if question:
        search.dress(page.stories, question)
    return page


def feed(of: Of, *, name: str, kind: str, asks: frozenset[str]) -> Callable[..., HttpResponse]:
    """The view of a list's feed: RSS, Atom or JSON."""
    content_type, write = feeds.WRITERS[kind]

    @public(asks)
    def view(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            listing = of(request, **parts)
        except Elsewhere as elsewhere:
            return HttpResponsePermanentRedirect(reverse(f"{elsewhere.name or name}-{kind}", kwargs=elsewhere.parts))
        newest = pagination.page(listing.stories.with_record())
        query = listing.facts["finding"].feed_query if "finding" in listing.facts else ""
        asked = f"?{query}" if query else ""
        page = reverse("front" if name == "everything" else name, kwargs=parts) + asked
        told = feeds.feed(listing, newest, page_address=page, address=iri_to_uri(request.path) + asked)
        return HttpResponse(write(told), content_type=content_type)

    return feeds.for_browsers(view)


@public(frozenset({"period"}))
def countries(request: HttpRequest) -> HttpResponse:
    """Every country that a published story of a period is about, on a map and by region."""
    period = request.GET.get("period", country_pages.PERIODS_FIRST)
    if period not in country_pages.PERIODS:
        raise Http404
    covered = country_pages.coverage(period)
    return _page(
        request,
        "articles/countries.html",
        countries=sorted((one for one in covered.values() if one.stories), key=lambda one: one.region),
        period=period,
        periods=_periods(request, period),
        map=country_pages.world(covered),
        borders=settings.DISPUTED_BORDERS,
    )


def _periods(request: HttpRequest, current: str) -> list[Tab]:
    names = {"month": _("Last 30 days"), "year": _("Last 12 months"), "all": _("All years")}
    return [
        Tab(
            name, request.path if code == country_pages.PERIODS_FIRST else f"?period={code}", is_current=code == current
        )
        for code, name in names.items()
    ]


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """Every month from the first published story to the newest."""
    span = pagination.stories().aggregate(first=Min("visible_at"), last=Max("visible_at"))
    months: list[datetime.date] = []
    if span["first"]:
        month, last = timezone.localdate(span["first"]).replace(day=1), timezone.localdate(span["last"])
        while month <= last:
            months.insert(0, month)
            month = listings.following(month)
    return _page(request, "articles/archive.html", months=months)


@public_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """What somebody said in published stories. Nobody who said nothing has a page."""
    quotes = listings.said_by(slug)
    if not quotes:
        raise Http404
    return _page(request, "articles/person.html", person=quotes[0].speaker, quotes=quotes)


@public_page
def collections(request: HttpRequest) -> HttpResponse:
    """Every series and package with a published part."""
    return _page(request, "articles/collections.html", collections=listings.collections())


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    """What the paper has put right, the newest first."""
    return _page(request, "articles/corrections.html", corrections=listings.corrections())


@public_page
def info_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page about the newsroom itself."""
    found = InfoPage.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    with translation.override(story_page.language_for(found.language)):
        return _page(request, "articles/info_page.html", page=found)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 404 that says what it knows and where to go on."""
    # The resolver's own 404 carries a dict of patterns, which is nobody's business; ours carry a sentence or nothing.
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    response = _page(request, "404.html", status=404, message=said)
    response.headers["Cache-Control"] = "no-cache"
    return response


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 403 with the sentence of whoever refused."""
    return _page(request, "403.html", status=403, message=str(exception))


def session_ended(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form came back without its token: most often, the session has ended meanwhile."""
    message = _("Your session has ended. Log in again in another window, then go back here and send it once more.")
    return _page(request, "403.html", status=403, message=message)


def server_error(request: HttpRequest) -> HttpResponse:
    """A 500 that needs nothing that may be broken."""
    return render(request, "500.html", {"site_name": settings.SITE_NAME}, status=500)
