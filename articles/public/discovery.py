"""Sitemaps, the corrections feed, oEmbed and OpenSearch."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.xmlutils import SimplerXMLGenerator

from articles.domain.document import BYLINE
from articles.lib.text.plain import strip_xml_invalid
from articles.lib.text.slugs import PATTERN
from articles.models import Article
from articles.public import feeds
from articles.public.page_cache import cached_page, public_page
from articles.queries.addresses import absolute_url
from articles.queries.corrections import newest_corrections
from articles.queries.lists import sitemaps
from articles.queries.site_request import ReaderRequest
from articles.queries.story import feed_entry
from articles.queries.story.fragments import render_on_one_line
from articles.queries.story.lookup import published_with_slug

_XML = "application/xml; charset=utf-8"
_SITEMAP_PART = re.compile(r"stories-(?P<number>[1-9][0-9]{0,5})|lists")
_STORY_PATH = re.compile(rf"/[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}/(?P<slug>{PATTERN})/?")
_CARD_WIDTH, _CARD_HEIGHT = 600, 220  # of the oEmbed card, in pixels
_MAX_FEED_CORRECTIONS = 40


@public_page
def sitemap_index(request: ReaderRequest) -> HttpResponse:
    """Serve the sitemap index: the address of the part "lists" and of each numbered part of stories."""
    parts = ["lists", *(f"stories-{number}" for number in sitemaps.story_parts())]
    addresses = [absolute_url(reverse("sitemap-part", args=[part])) for part in parts]
    return render(request, "machines/sitemap_index.xml", {"addresses": addresses}, content_type=_XML)


@public_page
def sitemap(request: ReaderRequest, part: str) -> HttpResponse:
    """Serve one part of the sitemap: "lists", or "stories-N" with the time of each story's last public change."""
    match = _SITEMAP_PART.fullmatch(part)
    if match is None:
        raise Http404
    lines = _list_stories(int(match["number"])) if match["number"] else _list_pages()
    if not lines:
        raise Http404
    addresses = mark_safe("\n".join(lines))  # noqa: S308 - addresses are quoted
    return render(request, "machines/sitemap.xml", {"addresses": addresses}, content_type=_XML)


def _list_stories(number: int) -> list[str]:
    """Return an element for each story in one numbered part of the sitemap, with the time of its last public change."""
    zone = timezone.get_current_timezone()
    return [
        _write_address(quote(address), f"<lastmod>{changed.astimezone(zone).isoformat(timespec='seconds')}</lastmod>")
        for address, changed in sitemaps.stories_in_part(number)
    ]


def _list_pages() -> list[str]:
    """Return an element for each list page in the default language, as many as one sitemap holds."""
    fixed = [reverse(name) for name in ("front", "stories", "countries", "archive", "corrections")]
    rows = [row.get_absolute_url() for row in sitemaps.rows_with_lists()]
    return [_write_address(address) for address in [*fixed, *rows][: sitemaps.PART_SIZE]]


def _write_address(address: str, changed: str = "") -> str:
    """Write a quoted address on this site as an element of a sitemap; `changed` is the element with its last change."""
    # Of the characters that quoting leaves, only these two mean something in XML.
    escaped = absolute_url(address).replace("&", "&amp;").replace("'", "&#x27;")
    return f"<url><loc>{escaped}</loc>{changed}</url>"


@cached_page(frozenset(), store=False)
def news_sitemap(request: ReaderRequest) -> HttpResponse:
    """Serve the stories of the last two days as a news sitemap in Google's format."""
    stories = [
        {
            "address": absolute_url(story.get_absolute_url()),
            "story": story,
            "picture": feed_entry.picture_of(story).address if story.lead_image else "",
        }
        for story in sitemaps.news_stories()
    ]
    context = {"stories": stories, "site_name": settings.SITE_NAME}
    return render(request, "machines/news_sitemap.xml", context, content_type=_XML)


def corrections_feed(kind: str) -> Callable[..., HttpResponse]:
    """Make the view that serves the newest corrections as a feed: `kind` is "rss", "atom" or "json"."""
    feed_format = feeds.FORMATS[kind]

    @cached_page(frozenset(), browser_type=feeds.browser_type(feed_format.content_type))
    def view(request: ReaderRequest) -> HttpResponse:
        """Serve the newest corrections in the format of `kind`."""
        corrections = newest_corrections(limit=_MAX_FEED_CORRECTIONS)
        feed = feeds.build_corrections_feed(
            corrections, feed_format, page_address=reverse("corrections"), address=request.path
        )
        return HttpResponse(feed_format.write(feed), content_type=feed_format.content_type)

    return view


@cached_page(frozenset({"url", "format", "maxwidth", "maxheight"}))
def oembed(request: ReaderRequest) -> HttpResponse:
    """Serve a story for embedding in other sites (oEmbed 1.0, type rich): a text card without any script."""
    article = _find_story_at(request.GET.get("url", ""))
    if article is None:
        raise Http404("There is no story at this address.")
    format = request.GET.get("format", "json")
    if format not in {"json", "xml"}:
        return HttpResponse("Unsupported format; use json or xml.", status=HTTPStatus.NOT_IMPLEMENTED)
    card = _build_oembed_card(article, request)
    if format == "json":
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


def _find_story_at(address: str) -> Article | None:
    """Find the published story at a present or former address of this site; None if there is no such story."""
    try:
        parts, ours = urlsplit(address), urlsplit(settings.SITE_URL)
        if (parts.hostname, parts.port) != (ours.hostname, ours.port) or parts.scheme not in {"http", "https"}:
            return None
    except ValueError:
        return None
    match = _STORY_PATH.fullmatch(unquote(parts.path))
    if match is None:
        return None
    return published_with_slug(match["slug"]).with_card().first()


def _build_oembed_card(article: Article, request: ReaderRequest) -> dict[str, Any]:
    """Build a story's oEmbed properties, within the maxwidth and maxheight that the request gives, in pixels."""
    address = absolute_url(article.get_absolute_url())
    picture = feed_entry.picture_of(article)
    writers = feed_entry.credited_people(article, BYLINE)
    by = {"author_name": ", ".join(name for name, _url in writers), "author_url": writers[0][1]} if writers else {}
    context = {"article": article, "address": address, "site_name": settings.SITE_NAME}
    width, height = (_parse_pixels(request.GET.get(name, "")) for name in ("maxwidth", "maxheight"))
    fits = picture.width <= (width or picture.width) and picture.height <= (height or picture.height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": article.headline,
        **by,
        "provider_name": settings.SITE_NAME,
        "provider_url": absolute_url("/"),
        "cache_age": 3600,
        **(_describe_thumbnail(picture) if fits else {}),
        "html": render_on_one_line("machines/card.html", context),
        "width": min(width or _CARD_WIDTH, _CARD_WIDTH),
        "height": min(height or _CARD_HEIGHT, _CARD_HEIGHT),
    }


def _describe_thumbnail(picture: feed_entry.Picture) -> dict[str, Any]:
    """Return a picture's address and size as oEmbed thumbnail properties."""
    return {
        "thumbnail_url": picture.address,
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }


def _parse_pixels(pixels: str) -> int | None:
    """Parse a number of pixels from 1 to 99,999; return None if invalid."""
    return int(pixels) if re.fullmatch("[1-9][0-9]{0,4}", pixels) else None


@public_page
def opensearch(request: ReaderRequest) -> HttpResponse:
    """Serve the OpenSearch description with which browsers add the site to their search engines."""
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    return render(request, "machines/opensearch.xml", context, content_type="application/opensearchdescription+xml")
