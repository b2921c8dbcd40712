"""Sitemaps, the corrections feed, oEmbed and OpenSearch."""

import datetime
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator

from articles.domain.document import BYLINE
from articles.lib.text.plain import strip_xml_invalid
from articles.models import (
    Article,
    Collection,
    Country,
    CountryMention,
    FormerSlug,
    InfoPage,
    Section,
)
from articles.public import feeds
from articles.public.page_cache import public, public_page
from articles.queries.addresses import absolute
from articles.queries.lists import listings
from articles.queries.story.fragments import render_on_one_line

MOST = 10_000  # addresses in one part of a sitemap: the protocol takes five times as many, a page cache does not
NEWS_MOST, NEWS_DAYS = 1_000, 2  # as the protocol of news sitemaps says
_XML = "application/xml; charset=utf-8"
_PART = re.compile(r"stories-(?P<number>[1-9][0-9]{0,5})|lists")
_STORY = re.compile(r"/[0-9]{4}/[0-9]{2}/[0-9]{2}/(?P<slug>[-\w]+)/?")
_WIDTH, _HEIGHT = 600, 220  # of the card that oEmbed gives, in pixels


@public_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap: the lists, and the stories in parts of at most `MOST`."""
    stories = Article.objects.published().count()
    numbers = range(1, -(-stories // MOST) + 1)
    parts = ["lists", *(f"stories-{number}" for number in numbers)]
    addresses = [absolute(reverse("sitemap-part", args=[part])) for part in parts]
    return render(request, "machines/sitemap_index.xml", {"addresses": addresses}, content_type=_XML)


@public_page
def sitemap(request: HttpRequest, part: str) -> HttpResponse:
    """One part of the sitemap: addresses with the moment of their newest change, as far as it is known."""
    match = _PART.fullmatch(part)
    if match is None:
        raise Http404
    entries = list(_story_entries(int(match["number"])) if match["number"] else _list_entries())
    if not entries:
        raise Http404
    return render(request, "machines/sitemap.xml", {"entries": entries}, content_type=_XML)


def _story_entries(number: int) -> Iterable[tuple[str, datetime.datetime]]:
    start = (number - 1) * MOST
    listed = Article.objects.published().order_by("pk").only("slug", "visible_at", "publicly_updated_at")
    for article in listed[start : start + MOST]:
        if article.visible_at:
            changed = max(article.visible_at, article.publicly_updated_at or article.visible_at)
            yield absolute(article.get_absolute_url()), changed


def _list_entries() -> Iterable[tuple[str, None]]:
    """The lists of the paper's own language: every section, what else has a story, and the pages about the house."""
    published = Article.objects.published()
    about = CountryMention.objects.filter(country=OuterRef("pk"), role="about", article__in=published)
    rows: list[Any] = [
        *Section.objects.all(),
        *Country.objects.filter(Exists(about)),
        *listings.authors(),
        *Collection.objects.filter(Exists(published.filter(collection_items__collection=OuterRef("pk")))),
        *InfoPage.objects.all(),
        *listings.tags(),
    ]
    places = [reverse(name) for name in ("front", "stories", "countries", "archive", "corrections")]
    for address in [*places, *(row.get_absolute_url() for row in rows)][:MOST]:
        yield absolute(address), None


@public(frozenset(), keep=False)
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, as Google's news sitemap."""
    since = Now() - datetime.timedelta(days=NEWS_DAYS)
    newest = Article.objects.published().filter(visible_at__gte=since).newest_first().select_related("lead_image")
    stories = [
        {
            "address": absolute(story.get_absolute_url()),
            "story": story,
            "picture": feeds.picture_of(story).address if story.lead_image else "",
        }
        for story in newest[:NEWS_MOST]
    ]
    context = {"stories": stories, "site_name": settings.SITE_NAME}
    return render(request, "machines/news_sitemap.xml", context, content_type=_XML)


def corrections_feed(kind: str) -> Callable[..., HttpResponse]:
    """The view of the feed of corrections: RSS, Atom or JSON."""
    content_type, write = feeds.WRITERS[kind]

    @public_page
    def view(request: HttpRequest) -> HttpResponse:
        told = feeds.of_corrections(listings.corrections(limit=40), reverse("corrections"), request.path)
        return HttpResponse(write(told), content_type=content_type)

    return feeds.for_browsers(view)


@public(frozenset({"url", "format", "maxwidth", "maxheight"}))
def oembed(request: HttpRequest) -> HttpResponse:
    """How other sites may show a story (oEmbed 1.0, type rich): a card of words without any script."""
    article = _story_at(request.GET.get("url", ""))
    if article is None:
        raise Http404("There is no story at this address.")
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse("This format is not spoken here.", status=HTTPStatus.NOT_IMPLEMENTED)
    card = _card(article, request)
    if form == "json":
        return JsonResponse(card, json_dumps_params={"ensure_ascii": False})
    response = HttpResponse(content_type="text/xml; charset=utf-8")
    writer = SimplerXMLGenerator(response, "utf-8")
    writer.startDocument()
    writer.startElement("oembed", AttributesImpl({}))
    for name, value in card.items():
        writer.addQuickElement(name, strip_xml_invalid(str(value)))
    writer.endElement("oembed")
    writer.endDocument()
    return response


def _story_at(address: str) -> Article | None:
    """The public story at an address of this site, also at one of its old ones."""
    try:
        parts, ours = urlsplit(address), urlsplit(settings.SITE_URL)
        if (parts.hostname, parts.port) != (ours.hostname, ours.port) or parts.scheme not in {"http", "https"}:
            return None
    except ValueError:
        return None
    match = _STORY.fullmatch(unquote(parts.path))
    if match is None:
        return None
    former = FormerSlug.objects.filter(slug=match["slug"]).values("article")
    found = Article.objects.published().with_card().filter(Q(slug=match["slug"]) | Q(pk__in=former))
    return found.first()


def _card(article: Article, request: HttpRequest) -> dict[str, Any]:
    address = absolute(article.get_absolute_url())
    picture = feeds.picture_of(article)
    writers = feeds.people(article, BYLINE)
    by = {"author_name": ", ".join(name for name, _url in writers), "author_url": writers[0][1]} if writers else {}
    context = {"article": article, "address": address, "site_name": settings.SITE_NAME}
    width, height = (_asked(request.GET.get(name, "")) for name in ("maxwidth", "maxheight"))
    fits = picture.width <= (width or picture.width) and picture.height <= (height or picture.height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": article.headline,
        **by,
        "provider_name": settings.SITE_NAME,
        "provider_url": absolute("/"),
        "cache_age": 3600,
        **(_thumbnail(picture) if fits else {}),
        "html": render_on_one_line("machines/card.html", context),
        "width": min(width or _WIDTH, _WIDTH),
        "height": min(height or _HEIGHT, _HEIGHT),
    }


def _thumbnail(picture: feeds.Picture) -> dict[str, Any]:
    return {
        "thumbnail_url": picture.address,
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }


def _asked(pixels: str) -> int | None:
    return int(pixels) if re.fullmatch("[1-9][0-9]{0,4}", pixels) else None


@public_page
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser may search the site."""
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    return render(request, "machines/opensearch.xml", context, content_type="application/opensearchdescription+xml")
