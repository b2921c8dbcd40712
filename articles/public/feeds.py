"""RSS 2.0, Atom and JSON Feed of any list.

A story's id names its place in the newsroom, not its address, so it survives a new address.
"""

import datetime
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    Stylesheet,
    SyndicationFeed,
    rfc2822_date,
    rfc3339_date,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from articles.domain.document import BYLINE
from articles.lib import geo
from articles.lib.text.plain import strip_xml_invalid
from articles.models import Article, Correction
from articles.queries import addresses, rendition_urls
from articles.queries.lists.listings import Listing
from articles.queries.lists.pagination import Page
from articles.queries.story import page_body

_MEDIA = "http://search.yahoo.com/mrss/"
_COUNTRIES, _REGIONS = "urn:iso:std:iso:3166:-1", "https://unstats.un.org/unsd/methodology/m49/"


@dataclass(frozen=True)
class Picture:
    """A story's picture for machines: its address, type, size in pixels, what it shows and who made it."""

    address: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""
    type: str = "image/jpeg"


class Category(NamedTuple):
    """What a story is about: a term of a scheme, and what the term says where it is a number."""

    term: str
    scheme: str
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One story as a feed tells it; every address is absolute."""

    id: str
    address: str
    title: str
    summary: str
    content: str
    language: str
    published: datetime.datetime
    updated: datetime.datetime
    authors: list[tuple[str, str]]
    categories: list[Category]
    picture: Picture | None


@dataclass(frozen=True)
class Feed:
    """A list as a feed: its title, its page, its own address, and its stories."""

    title: str
    about: str
    page: str
    address: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def updated(self) -> datetime.datetime:
        """When the newest change of any of its stories was."""
        return max(
            (entry.updated for entry in self.entries), default=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
        )


def people(article: Article, roles: Collection[str]) -> list[tuple[str, str]]:
    """Who has one of these parts in a story, as (name, address), each once."""
    parts = [(credit["name"], credit["slug"]) for credit in article.credited if credit["role"] in roles]
    return [(name, addresses.absolute(iri_to_uri(f"/author/{slug}/"))) for name, slug in dict.fromkeys(parts)]


def picture_of(article: Article) -> Picture:
    """The picture that stands for a story with machines: its lead picture, or the card drawn from its headline."""
    if article.lead_image is None:
        return Picture(
            addresses.absolute(rendition_urls.card_address(article)),
            *rendition_urls.CARDS["social"],
            alt=article.headline,
        )
    facts = rendition_urls.as_mapping(article.lead_image)
    social = rendition_urls.sources(facts, "social")
    return Picture(
        addresses.absolute(social.src),
        social.width,
        social.height,
        article.lead_image.alt,
        article.lead_image.credit_line,
    )


def feed(listing: Listing, page: Page, *, page_address: str, address: str) -> Feed:
    """A list's newest stories as a feed. The stories must have been read with their record."""
    about = listing.about or listing.title
    title = listing.title if listing.title == settings.SITE_NAME else f"{listing.title} · {settings.SITE_NAME}"
    return Feed(
        strip_xml_invalid(title),
        strip_xml_invalid(about),
        addresses.absolute(page_address),
        addresses.absolute(address),
        list(map(entry, page.stories)),
    )


def of_corrections(corrections: list[Correction], page_address: str, address: str) -> Feed:
    """The newest corrections as a feed."""
    name = _("Corrections")
    title = f"{name} · {settings.SITE_NAME}"
    return Feed(
        title,
        _("What we have put right."),
        addresses.absolute(page_address),
        addresses.absolute(address),
        [*map(_notice, corrections)],
    )


def _notice(correction: Correction) -> Entry:
    article = correction.article
    return Entry(
        id=f"{addresses.stable_id(article)}/correction/{correction.pk}",
        address=addresses.absolute(article.get_absolute_url()) + "#corrections",
        title=f"{correction.get_kind_display()}: {strip_xml_invalid(article.headline)}",
        summary=strip_xml_invalid(correction.text),
        content="",
        language=article.language,
        published=correction.created_at.replace(microsecond=0),
        updated=correction.created_at.replace(microsecond=0),
        authors=[],
        categories=[Category(str(correction.get_kind_display()), addresses.absolute(reverse("corrections")))],
        picture=None,
    )


def entry(article: Article) -> Entry:
    """One story, whole or as its standfirst, as the house has set it."""
    if article.live is None or article.visible_at is None:
        raise ValueError("Only a published story stands in a feed.")
    address = addresses.absolute(article.get_absolute_url())
    body = article.live.document.body if settings.FEED_FULL_TEXT else ""
    content = page_body.render_feed_body(body, article.shown, address=address) if body else ""
    return Entry(
        id=addresses.stable_id(article),
        address=address,
        title=strip_xml_invalid(article.headline),
        summary=strip_xml_invalid(article.standfirst),
        content=strip_xml_invalid(content),
        language=article.language,
        published=article.visible_at.replace(microsecond=0),
        updated=max(article.visible_at, article.publicly_updated_at or article.visible_at).replace(microsecond=0),
        authors=[(strip_xml_invalid(name), author) for name, author in people(article, BYLINE)],
        categories=_categories(article),
        picture=picture_of(article) if article.lead_image else None,
    )


def _categories(article: Article) -> list[Category]:
    """A story's section, its tags, the countries it is about by ISO 3166-1 code, and the regions around them by UN M49."""
    section = [(article.section.name, addresses.absolute("/section/"))] if article.section else []
    tags = [(topic["name"], addresses.absolute("/tag/")) for topic in article.topics]
    codes = [place["code"] for place in article.places if place["role"] == "about"]
    around = dict.fromkeys(region for code in codes for region in geo.regions_of(code))
    return [
        *(Category(strip_xml_invalid(term), scheme) for term, scheme in [*section, *tags]),
        *(Category(code, _COUNTRIES) for code in codes),
        *(Category(number, _REGIONS, geo.region_name(name, article.language)) for number, name in around),
    ]


class _Xml(SyndicationFeed):
    """What our RSS and Atom have in common: the hub, the style sheet, and the moment of the newest change."""

    def latest_post_date(self) -> datetime.datetime:
        """When the list changed last. Not now when it is empty, which would make it another feed every second."""
        updated: datetime.datetime = self.feed["updated"]
        return updated

    def hub(self, handler: SimplerXMLGenerator, name: str) -> None:
        """Say where a reader can ask to be told of news (WebSub)."""
        if settings.WEBSUB_HUB:
            handler.addQuickElement(name, attrs={"rel": "hub", "href": settings.WEBSUB_HUB})


class Rss(_Xml, Rss201rev2Feed):
    """RSS 2.0 with all authors (Dublin Core), the whole text (content) and pictures (Media RSS)."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": _MEDIA,
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        self.hub(handler, "atom:link")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        told: Entry = item["entry"]
        handler.addQuickElement("title", told.title)
        handler.addQuickElement("link", told.address)
        handler.addQuickElement("guid", told.id, {"isPermaLink": "false"})
        handler.addQuickElement("pubDate", rfc2822_date(told.published))
        handler.addQuickElement("atom:updated", rfc3339_date(told.updated))
        handler.addQuickElement("description", told.summary or told.title)
        for name, _address in told.authors:
            handler.addQuickElement("dc:creator", name)
        for category in told.categories:
            handler.addQuickElement("category", category.term, {"domain": category.scheme})
        if told.content:
            handler.addQuickElement("content:encoded", told.content)
        if told.picture:
            _add_picture(handler, told.picture)


def _add_picture(handler: SimplerXMLGenerator, picture: Picture) -> None:
    size = {"width": str(picture.width), "height": str(picture.height)}
    facts = {"url": picture.address, "type": picture.type, "medium": "image", **size}
    handler.startElement("media:content", AttributesImpl(facts))
    if picture.alt:
        handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")


class Atom(_Xml, Atom1Feed):
    """Atom with all authors and their pages, the whole text, and pictures as enclosures."""

    content_type = "application/atom+xml; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        # As Django's own, which leaves the style sheet out of Atom.
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", stylesheet)
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        self.hub(handler, "link")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        told: Entry = item["entry"]
        handler.addQuickElement("title", told.title)
        handler.addQuickElement("link", "", {"href": told.address, "rel": "alternate", "type": "text/html"})
        handler.addQuickElement("id", told.id)
        handler.addQuickElement("published", rfc3339_date(told.published))
        handler.addQuickElement("updated", rfc3339_date(told.updated))
        for name, address in told.authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        if told.summary:
            handler.addQuickElement("summary", told.summary)
        if told.content:
            handler.addQuickElement("content", told.content, {"type": "html", "xml:lang": told.language})
        for category in told.categories:
            said = {"label": category.label} if category.label else {}
            handler.addQuickElement("category", "", {"term": category.term, "scheme": category.scheme, **said})
        if told.picture:
            handler.addQuickElement(
                "link", "", {"rel": "enclosure", "href": told.picture.address, "type": told.picture.type}
            )


def as_xml(told: Feed, kind: type[Rss] | type[Atom]) -> str:
    """The feed as RSS or Atom, with a style sheet that makes it readable in a browser."""
    document = kind(
        title=told.title,
        link=told.page,
        description=told.about,
        language=get_language(),
        feed_url=told.address,
        author_name=settings.SITE_NAME,
        feed_guid=told.address,
        updated=told.updated,
        stylesheets=[Stylesheet(static("reader/feed.css"), mimetype="text/css")],
    )
    for one in told.entries:
        document.add_item(
            one.title, one.address, one.summary, entry=one, pubdate=one.published, updateddate=one.updated
        )
    return str(document.writeString("utf-8"))


def as_json(told: Feed) -> str:
    """The feed as JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": told.title,
        "home_page_url": told.page,
        "feed_url": told.address,
        "description": told.about,
        "language": get_language(),
        "icon": addresses.absolute(static("reader/logo.png")),
        "favicon": addresses.absolute(static("reader/logo.png")),
        "authors": [{"name": settings.SITE_NAME, "url": addresses.absolute("/")}],
        **({"hubs": [{"type": "WebSub", "url": settings.WEBSUB_HUB}]} if settings.WEBSUB_HUB else {}),
        "items": [_as_item(one) for one in told.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _as_item(told: Entry) -> dict[str, Any]:
    words = {"content_html": told.content} if told.content else {"content_text": told.summary or told.title}
    return {
        "id": told.id,
        "url": told.address,
        "title": told.title,
        **({"summary": told.summary} if told.summary else {}),
        **words,
        **({"image": told.picture.address} if told.picture else {}),
        "date_published": told.published.isoformat(timespec="seconds"),
        "date_modified": told.updated.isoformat(timespec="seconds"),
        **({"authors": [{"name": name, "url": address} for name, address in told.authors]} if told.authors else {}),
        "tags": list(dict.fromkeys(category.label or category.term for category in told.categories)),
        "language": told.language,
    }


def for_browsers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give browsers a feed as plain XML, which they show with its style sheet; they show a feed's own type as source."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        response = view(request, **parts)
        patch_vary_headers(response, ["Accept"])
        if "+xml" in response.headers.get("Content-Type", "") and "text/html" in request.headers.get("Accept", ""):
            response.headers["Content-Type"] = "application/xml; charset=utf-8"
        return response

    return answer


Writer = Callable[[Feed], str]
WRITERS: Mapping[str, tuple[str, Writer]] = {
    "rss": (Rss.content_type, lambda told: as_xml(told, Rss)),
    "atom": (Atom.content_type, lambda told: as_xml(told, Atom)),
    "json": ("application/feed+json; charset=utf-8", as_json),
}
