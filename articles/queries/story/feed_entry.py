"""A story as an entry of a feed, and what feeds share with metadata: its picture and its people."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.encoding import iri_to_uri

from articles.domain.document import BYLINE, Document
from articles.lib import geo
from articles.lib.text.plain import strip_xml_invalid
from articles.models import Article
from articles.queries import rendition_urls
from articles.queries.addresses import absolute_url, stable_id
from articles.queries.story import page_body
from articles.queries.story.picture_words import lead_in_story

_COUNTRIES, _REGIONS = "urn:iso:std:iso:3166:-1", "https://unstats.un.org/unsd/methodology/m49/"


@dataclass(frozen=True)
class Picture:
    """A story's picture in feeds and metadata: address, size in pixels, alt text, credit line and media type."""

    address: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""
    type: str = "image/jpeg"


class Category(NamedTuple):
    """A subject of a story: a term of a scheme, with a label if the term is a code."""

    term: str
    scheme: str
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One story in a feed; every address is absolute."""

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


def credited_people(article: Article, roles: Collection[str]) -> list[tuple[str, str]]:
    """Return (name, absolute address) of each person credited in one of these roles, each once."""
    people = [(credit["name"], credit["slug"]) for credit in article.credited if credit["role"] in roles]
    return [(name, absolute_url(iri_to_uri(f"/author/{slug}/"))) for name, slug in dict.fromkeys(people)]


def picture_of(article: Article, document: Document | None = None) -> Picture:
    """Return a story's picture for feeds and metadata: the lead picture, or the card drawn from the headline.

    With the story's Document, it has the story's own words.
    """
    if article.lead_image is None:
        return Picture(
            absolute_url(rendition_urls.card_url(article)),
            *rendition_urls.CARD_SIZES["social"],
            alt=article.headline,
        )
    image = rendition_urls.as_mapping(article.lead_image)
    lead = lead_in_story(image, document) if document else image
    social = rendition_urls.sources(lead, "social")
    return Picture(absolute_url(social.src), social.width, social.height, lead["alt"], lead["credit_line"])


def build_entry(article: Article) -> Entry:
    """Build a published story's feed entry, with the full text if FEED_FULL_TEXT is set. Raises ValueError."""
    if article.live is None or article.visible_at is None:
        raise ValueError("Only a published story has a feed entry.")
    address = absolute_url(article.get_absolute_url())
    body = article.live.document.body if settings.FEED_FULL_TEXT else ""
    content = page_body.render_feed_body(body, article.shown, address=address) if body else ""
    return Entry(
        id=stable_id(article),
        address=address,
        title=strip_xml_invalid(article.headline),
        summary=strip_xml_invalid(article.standfirst),
        content=strip_xml_invalid(content),
        language=article.language,
        published=article.visible_at.replace(microsecond=0),
        updated=max(article.visible_at, article.publicly_updated_at or article.visible_at).replace(microsecond=0),
        authors=[(strip_xml_invalid(name), author) for name, author in credited_people(article, BYLINE)],
        categories=_list_categories(article),
        picture=picture_of(article, article.live.document) if article.lead_image else None,
    )


def _list_categories(article: Article) -> list[Category]:
    """List a story's section, tags, countries in role "about" (ISO 3166-1) and their regions (UN M49)."""
    section = [(article.section.name, absolute_url("/section/"))] if article.section else []
    tags = [(topic["name"], absolute_url("/tag/")) for topic in article.topics]
    codes = [place["code"] for place in article.places if place["role"] == "about"]
    around = dict.fromkeys(region for code in codes for region in geo.regions_of(code))
    return [
        *(Category(strip_xml_invalid(term), scheme) for term, scheme in [*section, *tags]),
        *(Category(code, _COUNTRIES) for code in codes),
        *(Category(number, _REGIONS, geo.region_name(name, article.language)) for number, name in around),
    ]
