"""IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/) as JSON Lines, one valid item per story.

Our choices where the schema leaves one: `places` holds the countries (`uri` has the ISO 3166-1 alpha-2 code, `literal` the
UN M49 number; `rel` is about or mentioned) and, with `rel` broader, their M49 regions. Only `subjects` has a `creator`, so
each country is there too, with the same `uri`: `creator` is the suggester with its version or "editor", never a person;
`confidence` is the suggester's score; `relevance` follows from the role. Corrections are `associations` with `rel`
correction and the ids that they have in the corrections feed.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.domain.document import BYLINE, CountryRole, Genre
from articles.domain.states import Standing
from articles.exchange.exporters.published_story import Copy
from articles.lib import geo
from articles.lib.html.figures import ShownPicture
from articles.models import CountryMention, CountrySuggestion, Image
from articles.queries import rendition_urls
from articles.queries.story.picture_words import first_shown, in_story

VERSION = "3.1"
SCHEMA = f"http://www.iptc.org/std/ninjs/ninjs-schema_{VERSION}.json"
PUB_STATUS: Mapping[str, str] = {
    Standing.UNPUBLISHED.value: "withheld",
    Standing.PUBLISHED.value: "usable",
    Standing.RETRACTED.value: "canceled",
    Standing.KILLED.value: "canceled",
}
RELEVANCE: Mapping[str, int] = {CountryRole.ABOUT.value: 100, CountryRole.MENTIONED.value: 50}
_ISO = "http://cvx.iptc.org/iso3166-1a2/"
_GENRES = "http://cv.iptc.org/newscodes/genre/"
# Live stories have no counterpart among the IPTC genres.
GENRES: Mapping[str, str] = {
    Genre.NEWS.value: "Current",
    Genre.ANALYSIS.value: "Analysis",
    Genre.OPINION.value: "Opinion",
    Genre.INTERVIEW.value: "Interview",
    Genre.FEATURE.value: "Feature",
    Genre.EXPLAINER.value: "Background",
}
_URL_SCHEMES = ("https://", "http://")
Item = dict[str, Any]


def lines(copies: Iterable[Copy]) -> Iterator[str]:
    """Yield each story's ninjs item as one line of JSON, with its line end."""
    for copy in copies:
        yield json.dumps(build_item(copy), ensure_ascii=False) + "\n"


def build_item(copy: Copy) -> Item:
    """Build one story's ninjs item, JSON-ready, without empty properties. Raises ValueError if unpublished."""
    article = copy.article
    if article.visible_at is None or article.live is None:
        raise ValueError("Only a published story can be exported.")
    changed = max(article.visible_at, article.publicly_updated_at or article.visible_at)
    properties = {
        "uri": copy.id,
        "standard": {"name": "ninjs", "version": VERSION, "schema": SCHEMA},
        "type": "text",
        "representationType": "full",
        "profile": "text-and-pictures" if article.picture_uses.all() else "text-only",
        "version": str(article.live.number),
        "firstCreated": _format_timestamp(article.visible_at),
        "versionCreated": _format_timestamp(changed),
        "contentCreated": _format_timestamp(min(article.created_at, article.visible_at)),
        "pubStatus": PUB_STATUS[article.standing],
        "language": article.language,
        "title": article.headline,
        "headlines": _list_texts(main=article.headline, label=article.label),
        "descriptions": _list_texts(standfirst=article.standfirst, **copy.further_texts),
        "bodies": _list_bodies(copy),
        "by": ", ".join(dict.fromkeys(credit.author.name for credit in article.credits.all() if credit.role in BYLINE)),
        "located": article.dateline,
        "people": _list_people(copy),
        "places": [*_list_countries(copy), *_list_regions(copy)],
        "subjects": [*_list_topics(copy), *_list_country_subjects(copy)],
        "genres": [_describe_genre(article.genre)],
        "infoSources": [{"name": settings.SITE_NAME, "role": "publisher", "uri": copy.site.absolute("/")}],
        "altIds": [{"role": "address", "value": copy.address}, {"role": "slug", "value": article.slug}],
        "renditions": [{"name": "web", "href": copy.address, "contentType": "text/html"}],
        "associations": [*_list_pictures(copy), *_list_corrections(copy), *_list_original(copy)],
    }
    return {name: value for name, value in properties.items() if value}


def _format_timestamp(moment: datetime.datetime) -> str:
    """Format a time as ISO 8601 with seconds and offset."""
    return str(moment.isoformat(timespec="seconds"))


def _list_texts(**texts: str) -> list[Item]:
    """List plain texts by role, as ninjs headlines, descriptions and bodies; empty ones are left out."""
    return [{"role": role, "contentType": "text/plain", "value": text} for role, text in texts.items() if text]


def _list_bodies(copy: Copy) -> list[Item]:
    """List the body twice: as plain text and as HTML."""
    text = "\n\n".join(copy.paragraphs)
    plain = {"role": "main", "contentType": "text/plain", "charCount": len(text)}
    html = {"role": "richtext", "contentType": "text/html"}
    return [
        {**plain, "wordCount": copy.words, "value": text},
        {**html, "wordCount": copy.words, "value": copy.html},
    ]


def _list_people(copy: Copy) -> list[Item]:
    """List everyone credited, with role and address."""
    return [
        {"name": credit.author.name, "rel": credit.role, "uri": copy.site.absolute(credit.author.get_absolute_url())}
        for credit in copy.article.credits.all()
    ]


def _describe_country(mention: CountryMention, language: str) -> Item:
    """Return the country of a mention: name in this language, role and ISO 3166-1 URI."""
    code = mention.country_id
    return {"name": geo.country_name(code, language), "rel": mention.role, "uri": f"{_ISO}{code.lower()}"}


def _list_countries(copy: Copy) -> list[Item]:
    """List the countries as places, the most important first, with a UN M49 number where M49 has one."""
    return [
        {**_describe_country(mention, copy.article.language), **_describe_m49(country.m49 if country else "")}
        for mention in copy.article.country_mentions.all()
        for country in [geo.COUNTRIES.get(mention.country_id)]
    ]


def _describe_m49(number: str) -> Item:
    """Return a UN M49 number as a `literal` property; {} if empty."""
    return {"literal": f"m49:{number}"} if number else {}


def _list_regions(copy: Copy) -> list[Item]:
    """List the M49 regions of all the story's countries, each once."""
    codes = [mention.country_id for mention in copy.article.country_mentions.all()]
    regions = dict.fromkeys(region for code in codes if code in geo.COUNTRIES for region in geo.regions_of(code))
    return [
        {"name": geo.region_name(name, copy.article.language), "rel": "broader", **_describe_m49(number)}
        for number, name in regions
    ]


def _list_country_subjects(copy: Copy) -> list[Item]:
    """List the countries as subjects: who set each, how relevant each is, and the suggester's confidence."""
    suggestions = {suggestion.country_id: suggestion for suggestion in copy.article.country_suggestions.all()}
    return [
        {
            **_describe_country(mention, copy.article.language),
            "literal": mention.country_id,
            **_describe_provenance(mention, suggestions.get(mention.country_id)),
        }
        for mention in copy.article.country_mentions.all()
    ]


def _describe_provenance(mention: CountryMention, suggestion: CountrySuggestion | None) -> Item:
    """Describe who set a country, how relevant the country is and how confident the suggester was.

    If the role differs from the suggested one, an editor set it, and the score does not apply.
    """
    properties: Item = {"creator": "editor", "relevance": RELEVANCE[mention.role]}
    if suggestion is None or suggestion.role != mention.role:
        return properties
    if suggestion.decision == CountrySuggestion.Decision.NONE:
        properties["creator"] = f"country-suggester/{suggestion.version}"
    if suggestion.score is not None:
        properties["confidence"] = round(suggestion.score * 100)
    return properties


def _list_topics(copy: Copy) -> list[Item]:
    """List the section and the tags as subjects."""
    article, absolute = copy.article, copy.site.absolute
    section: list[Item] = []
    if article.section:
        name, address = article.section.name_in(article.language), article.section.get_absolute_url()
        section.append({"name": name, "rel": "section", "uri": absolute(address), "literal": article.section.slug})
    tags = [tagging.tag for tagging in article.taggings.all()]
    return [
        *section,
        *(
            {"name": tag.name, "rel": "about", "uri": absolute(tag.get_absolute_url()), "literal": tag.slug}
            for tag in tags
        ),
    ]


def _describe_genre(genre: str) -> Item:
    """Return a genre with its IPTC code, if IPTC has one for the genre."""
    code = GENRES.get(genre)
    return {"name": genre.capitalize(), "literal": genre, **({"uri": f"{_GENRES}{code}"} if code else {})}


def _list_pictures(copy: Copy) -> list[Item]:
    """List the lead picture, then the others, as associations."""
    article = copy.article
    lead = [article.lead_image] if article.lead_image else []
    others = [use.image for use in article.picture_uses.all() if use.image_id != article.lead_image_id]
    names = ["lead" if lead and number == 0 else f"picture {number + 1}" for number in range(len(lead) + len(others))]
    shown = first_shown(copy.document)
    return [
        _describe_picture(copy, image, name, shown.get(image.pk, ShownPicture(image.pk)))
        for name, image in zip(names, [*lead, *others], strict=True)
    ]


def _describe_picture(copy: Copy, image: Image, name: str, shown: ShownPicture) -> Item:
    """Return a picture as an association called `name`, with its texts in the story, rights and renditions."""
    words = in_story(rendition_urls.as_mapping(image), shown)
    renditions = rendition_urls.sources(words, "full")
    properties = {
        "name": name,
        "rel": "illustrates",
        "uri": copy.site.absolute(renditions.src),
        "type": "picture",
        "by": words["credit_line"],
        "descriptions": _list_texts(caption=words["caption"], alt=words["alt"]),
        **_describe_rights(image.licence.strip()),
        "renditions": list(_list_renditions(copy, renditions, image)),
    }
    return {key: value for key, value in properties.items() if value}


def _describe_rights(licence: str) -> Item:
    """Return a licence that is a URL as linked rights, any other as usage terms."""
    if licence.startswith(_URL_SCHEMES) and licence.isascii() and not set(licence) & set(' "<>\\^`{|}'):
        return {"rightsInfo": {"linkedRights": licence}}
    return {"usageTerms": licence}


def _list_renditions(copy: Copy, sources: rendition_urls.Sources, image: Image) -> Iterator[Item]:
    """Yield the JPEG renditions of a picture, with sizes in pixels."""
    kind = rendition_urls.MEDIA_TYPES["jpg"]
    for source in sources.srcsets[kind].split(", "):
        address, _space, width = source.rpartition(" ")
        pixels = min(int(width.removesuffix("w")), image.width)
        yield {
            "name": f"jpeg-{pixels}",
            "href": copy.site.absolute(address),
            "contentType": kind,
            "width": pixels,
            "height": max(1, round(pixels * image.height / image.width)),
        }


def _list_corrections(copy: Copy) -> list[Item]:
    """List the story's corrections as associations, with their ids and addresses."""
    return [
        {
            "name": correction.kind,
            "rel": "correction",
            "uri": f"{copy.id}/correction/{correction.pk}",
            "type": "text",
            "versionCreated": _format_timestamp(correction.created_at),
            "language": copy.article.language,
            "bodies": _list_texts(main=correction.text),
            "altIds": [
                {"role": "address", "value": f"{copy.address}#corrections"},
                {"role": "list", "value": copy.site.absolute(reverse("corrections"))},
            ],
        }
        for correction in copy.article.corrections.all()
    ]


def _list_original(copy: Copy) -> list[Item]:
    """Return the original of a translation as the only association in a list; [] for any other story."""
    original = copy.article.original
    if original is None:
        return []
    uri, language = copy.site.stable_id(original), original.language
    return [{"name": "original", "rel": "translationOf", "uri": uri, "type": "text", "language": language}]
