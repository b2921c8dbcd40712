"""RSS 2.0, Atom and JSON Feed of any list.

A story's id does not contain its address, so it survives a new one.
"""

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from typing import Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
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
from articles.models import Article, Correction
from articles.queries.addresses import absolute_url, stable_id
from articles.queries.read_model.names import mark_json
from articles.queries.read_model.story_fragments import in_its_language
from articles.queries.story.feed_entry import Category, Entry, Picture, build_entry

_MEDIA = "http://search.yahoo.com/mrss/"


@dataclass(frozen=True)
class Item:
    """A story's or a correction's item of a feed, ready to be sent, with the time of its last change."""

    updated: datetime.datetime
    markup: str

    def __str__(self) -> str:
        return f"{self.updated.isoformat()}\n{self.markup}"

    @classmethod
    def read(cls, text: str) -> "Item":
        """Return the item that `str` wrote."""
        updated, _line_end, markup = text.partition("\n")
        return cls(datetime.datetime.fromisoformat(updated), markup)


@dataclass(frozen=True)
class Feed:
    """A list as a feed: title, description, address of its page, its own address, items."""

    title: str
    about: str
    page: str
    address: str
    items: list[Item] = field(default_factory=list)

    @property
    def updated(self) -> datetime.datetime:
        """The time of the last change of any item; 1 January 2000 for an empty feed."""
        return max((item.updated for item in self.items), default=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))


def build_feed(title: str, about: str, items: list[Item], *, page_address: str, address: str) -> Feed:
    """Build the feed of a list from the items of its newest stories."""
    return Feed(
        strip_xml_invalid(title if title == settings.SITE_NAME else f"{title} · {settings.SITE_NAME}"),
        strip_xml_invalid(about or title),
        absolute_url(page_address),
        absolute_url(address),
        items,
    )


def build_corrections_feed(
    corrections: list[Correction], feed_format: "FeedFormat", *, page_address: str, address: str
) -> Feed:
    """Build the feed of these corrections, one item each; both addresses are paths on this site."""
    name = _("Corrections")
    title = f"{name} · {settings.SITE_NAME}"
    return Feed(
        title,
        _("Corrections to our stories."),
        absolute_url(page_address),
        absolute_url(address),
        [write_item(_build_correction_entry(correction), feed_format) for correction in corrections],
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


def write_item(entry: Entry, feed_format: "FeedFormat") -> Item:
    """Write an entry as an item of a feed."""
    return Item(entry.updated, feed_format.write_entry(entry))


def item_maker(kind: str) -> Callable[[Article], str]:
    """Return the maker of stories' items in one format, which are stored as fragments."""
    return in_its_language(lambda story: str(write_item(build_entry(story), FORMATS[kind])))


class _Xml(SyndicationFeed):
    """What RSS and Atom have in common: the hub, the time of the last change, and items that are ready."""

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        """Write the items as they are."""
        # Of the generator's methods, this one alone does not escape what it is given.
        handler.ignorableWhitespace(self.feed["markup"])

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

    @staticmethod
    def write_entry(handler: SimplerXMLGenerator, entry: Entry) -> None:
        """Write an entry as an RSS item."""
        handler.startElement("item", AttributesImpl({}))
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
        handler.endElement("item")


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

    @staticmethod
    def write_entry(handler: SimplerXMLGenerator, entry: Entry) -> None:
        """Write an entry as an Atom entry."""
        handler.startElement("entry", AttributesImpl({}))
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
        handler.endElement("entry")


def _write_xml_entry(entry: Entry, generator: type[Rss] | type[Atom]) -> str:
    """Write an entry as the markup of one item."""
    out = StringIO()
    generator.write_entry(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True), entry)
    return out.getvalue()


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
        markup="".join(item.markup for item in feed.items),
        stylesheets=[Stylesheet(static("reader/feed.css"), mimetype="text/css")],
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
    }
    head = json.dumps(document, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "items": [{", ".join(item.markup for item in feed.items)}]\n}}'


def _write_json_entry(entry: Entry) -> str:
    """Write an entry as a JSON Feed item."""
    return mark_json(json.dumps(_build_json_item(entry), ensure_ascii=False))


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


def browser_type(content_type: str) -> str:
    """Return the content type of a feed for browsers, which show plain XML with its style sheet, and other XML as source."""
    return "application/xml; charset=utf-8" if "+xml" in content_type else content_type


class FeedFormat(NamedTuple):
    """A format of feeds: where below a list's address it is, its media type, and how to write one entry and a whole feed."""

    suffix: str
    content_type: str
    write_entry: Callable[[Entry], str]
    write: Callable[[Feed], str]


FORMATS: Mapping[str, FeedFormat] = {
    "rss": FeedFormat(
        "feed/", Rss.content_type, partial(_write_xml_entry, generator=Rss), partial(write_xml, generator=Rss)
    ),
    "atom": FeedFormat(
        "feed/atom/", Atom.content_type, partial(_write_xml_entry, generator=Atom), partial(write_xml, generator=Atom)
    ),
    "json": FeedFormat("feed/json/", "application/feed+json; charset=utf-8", _write_json_entry, write_json),
}
