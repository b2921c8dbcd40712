"""RSS 2.0, Atom and JSON Feed of any list.

A story's id does not contain its address, so it survives a new one.
"""

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
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

from articles.lib.text.plain import strip_xml_invalid
from articles.models import Correction
from articles.queries.addresses import absolute_url, stable_id
from articles.queries.lists.listings import Listing
from articles.queries.lists.pagination import Page
from articles.queries.story.feed_entry import Category, Entry, Picture, build_entry

_MEDIA = "http://search.yahoo.com/mrss/"


@dataclass(frozen=True)
class Feed:
    """A list as a feed: title, description, address of its page, its own address, entries."""

    title: str
    about: str
    page: str
    address: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def updated(self) -> datetime.datetime:
        """The time of the last change of any entry; 1 January 2000 for an empty feed."""
        return max(
            (entry.updated for entry in self.entries), default=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
        )


def build_feed(listing: Listing, page: Page, *, page_address: str, address: str) -> Feed:
    """Build the feed of a list from one page of its stories, which were read with `with_record()`."""
    about = listing.about or listing.title
    title = listing.title if listing.title == settings.SITE_NAME else f"{listing.title} · {settings.SITE_NAME}"
    return Feed(
        strip_xml_invalid(title),
        strip_xml_invalid(about),
        absolute_url(page_address),
        absolute_url(address),
        list(map(build_entry, page.stories)),
    )


def build_corrections_feed(corrections: list[Correction], *, page_address: str, address: str) -> Feed:
    """Build the feed of these corrections, one entry each; both addresses are paths on this site."""
    name = _("Corrections")
    title = f"{name} · {settings.SITE_NAME}"
    return Feed(
        title,
        _("Corrections to our stories."),
        absolute_url(page_address),
        absolute_url(address),
        [*map(_build_correction_entry, corrections)],
    )


def _build_correction_entry(correction: Correction) -> Entry:
    """Build the feed entry of a correction; it links to the corrections below the story."""
    article = correction.article
    return Entry(
        id=f"{stable_id(article)}/correction/{correction.pk}",
        address=absolute_url(article.get_absolute_url()) + "#corrections",
        title=f"{correction.get_kind_display()}: {strip_xml_invalid(article.headline)}",
        summary=strip_xml_invalid(correction.text),
        content="",
        language=article.language,
        published=correction.created_at.replace(microsecond=0),
        updated=correction.created_at.replace(microsecond=0),
        authors=[],
        categories=[Category(str(correction.get_kind_display()), absolute_url(reverse("corrections")))],
        picture=None,
    )


class _Xml(SyndicationFeed):
    """What RSS and Atom have in common: the hub and the time of the last change."""

    def latest_post_date(self) -> datetime.datetime:
        """The time of the last change, a fixed time for an empty feed, where Django would return the present."""
        updated: datetime.datetime = self.feed["updated"]
        return updated

    def add_hub(self, handler: SimplerXMLGenerator, name: str) -> None:
        """Add an element called `name` with the WebSub hub at which readers can subscribe, if there is one."""
        if settings.WEBSUB_HUB:
            handler.addQuickElement(name, attrs={"rel": "hub", "href": settings.WEBSUB_HUB})


class Rss(_Xml, Rss201rev2Feed):
    """RSS 2.0 with all authors (Dublin Core), the whole text (content) and pictures (Media RSS)."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        """Add the namespaces of content, Dublin Core and Media RSS."""
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": _MEDIA,
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the WebSub hub to Django's elements."""
        super().add_root_elements(handler)
        self.add_hub(handler, "atom:link")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write a story's entry as an RSS item, in place of Django's elements."""
        entry: Entry = item["entry"]
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", entry.address)
        handler.addQuickElement("guid", entry.id, {"isPermaLink": "false"})
        handler.addQuickElement("pubDate", rfc2822_date(entry.published))
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        handler.addQuickElement("description", entry.summary or entry.title)
        for name, _address in entry.authors:
            handler.addQuickElement("dc:creator", name)
        for category in entry.categories:
            handler.addQuickElement("category", category.term, {"domain": category.scheme})
        if entry.content:
            handler.addQuickElement("content:encoded", entry.content)
        if entry.picture:
            _add_media_content(handler, entry.picture)


def _add_media_content(handler: SimplerXMLGenerator, picture: Picture) -> None:
    """Add a picture to an RSS item as a Media RSS element, with alt text and credit."""
    size = {"width": str(picture.width), "height": str(picture.height)}
    attributes = {"url": picture.address, "type": picture.type, "medium": "image", **size}
    handler.startElement("media:content", AttributesImpl(attributes))
    if picture.alt:
        handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")


class Atom(_Xml, Atom1Feed):
    """Atom with all authors and their pages, the whole text, and pictures as enclosures."""

    content_type = "application/atom+xml; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the whole feed, with style sheets."""
        # Django's own method leaves the style sheets out.
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", stylesheet)
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the WebSub hub to Django's elements."""
        super().add_root_elements(handler)
        self.add_hub(handler, "link")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write a story's entry as an Atom entry, in place of Django's elements."""
        entry: Entry = item["entry"]
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", "", {"href": entry.address, "rel": "alternate", "type": "text/html"})
        handler.addQuickElement("id", entry.id)
        handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.updated))
        for name, address in entry.authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        if entry.summary:
            handler.addQuickElement("summary", entry.summary)
        if entry.content:
            handler.addQuickElement("content", entry.content, {"type": "html", "xml:lang": entry.language})
        for category in entry.categories:
            label = {"label": category.label} if category.label else {}
            handler.addQuickElement("category", "", {"term": category.term, "scheme": category.scheme, **label})
        if entry.picture:
            handler.addQuickElement(
                "link", "", {"rel": "enclosure", "href": entry.picture.address, "type": entry.picture.type}
            )


def write_xml(feed: Feed, generator: type[Rss] | type[Atom]) -> str:
    """Write a feed as RSS or Atom, with a style sheet that makes it readable in a browser."""
    document = generator(
        title=feed.title,
        link=feed.page,
        description=feed.about,
        language=get_language(),
        feed_url=feed.address,
        author_name=settings.SITE_NAME,
        feed_guid=feed.address,
        updated=feed.updated,
        stylesheets=[Stylesheet(static("reader/feed.css"), mimetype="text/css")],
    )
    for entry in feed.entries:
        document.add_item(
            entry.title, entry.address, entry.summary, entry=entry, pubdate=entry.published, updateddate=entry.updated
        )
    return str(document.writeString("utf-8"))


def write_json(feed: Feed) -> str:
    """Write a feed as JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.about,
        "language": get_language(),
        "icon": absolute_url(static("reader/logo.png")),
        "favicon": absolute_url(static("reader/logo.png")),
        "authors": [{"name": settings.SITE_NAME, "url": absolute_url("/")}],
        **({"hubs": [{"type": "WebSub", "url": settings.WEBSUB_HUB}]} if settings.WEBSUB_HUB else {}),
        "items": [_build_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _build_json_item(entry: Entry) -> dict[str, Any]:
    """Build the JSON Feed item of an entry, without empty properties."""
    text = {"content_html": entry.content} if entry.content else {"content_text": entry.summary or entry.title}
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        **({"summary": entry.summary} if entry.summary else {}),
        **text,
        **({"image": entry.picture.address} if entry.picture else {}),
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        **({"authors": [{"name": name, "url": address} for name, address in entry.authors]} if entry.authors else {}),
        "tags": list(dict.fromkeys(category.label or category.term for category in entry.categories)),
        "language": entry.language,
    }


def readable_in_browsers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a feed's view to send browsers plain XML, which they show with the style sheet, not as source."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        """Answer with the view's response, with the content type changed for browsers."""
        response = view(request, **parts)
        patch_vary_headers(response, ["Accept"])
        if "+xml" in response.headers.get("Content-Type", "") and "text/html" in request.headers.get("Accept", ""):
            response.headers["Content-Type"] = "application/xml; charset=utf-8"
        return response

    return answer


FeedWriter = Callable[[Feed], str]
WRITERS: Mapping[str, tuple[str, FeedWriter]] = {
    "rss": (Rss.content_type, lambda feed: write_xml(feed, Rss)),
    "atom": (Atom.content_type, lambda feed: write_xml(feed, Atom)),
    "json": ("application/feed+json; charset=utf-8", write_json),
}
