"""IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/) as JSON Lines, one valid item per story.

What the schema leaves to the provider is decided here. `places` holds the countries (`uri` has the ISO 3166-1 alpha-2 code,
`literal` the UN M49 number; `rel` is about or mentioned) and, with `rel` broader, the M49 regions around them. The schema
lets only `subjects` say who set something, so each country is there too, with the same `uri`: `creator` is the suggester with
its version or "editor", never a person; `confidence` is the suggester's score; `relevance` follows from the role.
Corrections are `associations` with `rel` correction, under the ids that the feed of corrections gives them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.domain.document import BYLINE, CountryRole, Genre
from articles.domain.states import Standing
from articles.exchange.exporters.published_story import Copy
from articles.lib import geo
from articles.models import CountryMention, CountrySuggestion, Image
from articles.queries import rendition_urls

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
# A live story has no counterpart among the IPTC's genres.
GENRES: Mapping[str, str] = {
    Genre.NEWS.value: "Current",
    Genre.ANALYSIS.value: "Analysis",
    Genre.OPINION.value: "Opinion",
    Genre.INTERVIEW.value: "Interview",
    Genre.FEATURE.value: "Feature",
    Genre.EXPLAINER.value: "Background",
}
_LICENCES = ("https://", "http://")
Item = dict[str, Any]


def lines(copies: Iterable[Copy]) -> Iterator[str]:
    """Each story as one line, with its line end."""
    for copy in copies:
        yield json.dumps(item(copy), ensure_ascii=False) + "\n"


def item(copy: Copy) -> Item:
    """One story as a ninjs item, JSON-ready; what there is nothing to say of is left out."""
    article = copy.article
    if article.visible_at is None or article.live is None:
        raise ValueError("Only a published story can be exported.")
    changed = max(article.visible_at, article.publicly_updated_at or article.visible_at)
    told = {
        "uri": copy.id,
        "standard": {"name": "ninjs", "version": VERSION, "schema": SCHEMA},
        "type": "text",
        "representationType": "full",
        "profile": "text-and-pictures" if article.picture_uses.all() else "text-only",
        "version": str(article.live.number),
        "firstCreated": _moment(article.visible_at),
        "versionCreated": _moment(changed),
        "contentCreated": _moment(min(article.created_at, article.visible_at)),
        "pubStatus": PUB_STATUS[article.standing],
        "language": article.language,
        "title": article.headline,
        "headlines": _texts(main=article.headline, label=article.label),
        "descriptions": _texts(standfirst=article.standfirst, **copy.further_texts),
        "bodies": _bodies(copy),
        "by": ", ".join(dict.fromkeys(part.author.name for part in article.credits.all() if part.role in BYLINE)),
        "located": article.dateline,
        "people": _people(copy),
        "places": [*_places(copy), *_regions(copy)],
        "subjects": [*_topics(copy), *_judged_countries(copy)],
        "genres": [_genre(article.genre)],
        "infoSources": [{"name": settings.SITE_NAME, "role": "publisher", "uri": copy.site.absolute("/")}],
        "altIds": [{"role": "address", "value": copy.address}, {"role": "slug", "value": article.slug}],
        "renditions": [{"name": "web", "href": copy.address, "contentType": "text/html"}],
        "associations": [*_pictures(copy), *_corrections(copy), *_original(copy)],
    }
    return {name: value for name, value in told.items() if value}


def _moment(moment: Any) -> str:
    return str(moment.isoformat(timespec="seconds"))


def _texts(**texts: str) -> list[Item]:
    return [{"role": role, "contentType": "text/plain", "value": text} for role, text in texts.items() if text]


def _bodies(copy: Copy) -> list[Item]:
    text = "\n\n".join(copy.paragraphs)
    plain = {"role": "main", "contentType": "text/plain", "charCount": len(text)}
    marked = {"role": "richtext", "contentType": "text/html"}
    return [
        {**plain, "wordCount": copy.words, "value": text},
        {**marked, "wordCount": copy.words, "value": copy.html},
    ]


def _people(copy: Copy) -> list[Item]:
    return [
        {"name": part.author.name, "rel": part.role, "uri": copy.site.absolute(part.author.get_absolute_url())}
        for part in copy.article.credits.all()
    ]


def _country(mention: CountryMention, language: str) -> Item:
    code = mention.country_id
    return {"name": geo.name_in(code, language), "rel": mention.role, "uri": f"{_ISO}{code.lower()}"}


def _places(copy: Copy) -> list[Item]:
    """The countries, the most important first; one that M49 lacks has no number."""
    return [
        {**_country(mention, copy.article.language), **_m49(known.m49 if known else "")}
        for mention in copy.article.country_mentions.all()
        for known in [geo.COUNTRIES.get(mention.country_id)]
    ]


def _m49(number: str) -> Item:
    return {"literal": f"m49:{number}"} if number else {}


def _regions(copy: Copy) -> list[Item]:
    """The regions around all the countries, each once."""
    tied = (mention.country_id for mention in copy.article.country_mentions.all())
    codes = [code for code in tied if code in geo.COUNTRIES]
    around = dict.fromkeys(region for code in codes for region in geo.regions_of(code))
    return [
        {"name": geo.region_in(name, copy.article.language), "rel": "broader", **_m49(number)}
        for number, name in around
    ]


def _judged_countries(copy: Copy) -> list[Item]:
    """The countries again, with who set each and how sure the suggester was."""
    suggested = {row.country_id: row for row in copy.article.country_suggestions.all()}
    return [
        {
            **_country(mention, copy.article.language),
            "literal": mention.country_id,
            **_judgement(mention, suggested.get(mention.country_id)),
        }
        for mention in copy.article.country_mentions.all()
    ]


def _judgement(mention: CountryMention, row: CountrySuggestion | None) -> Item:
    """A country whose role is another than the suggester's was set by an editor, and its score speaks of something else."""
    said: Item = {"creator": "editor", "relevance": RELEVANCE[mention.role]}
    if row is None or row.role != mention.role:
        return said
    if row.decision == CountrySuggestion.Decision.NONE:
        said["creator"] = f"country-suggester/{row.version}"
    if row.score is not None:
        said["confidence"] = round(row.score * 100)
    return said


def _topics(copy: Copy) -> list[Item]:
    """The section, the tags."""
    article, absolute = copy.article, copy.site.absolute
    found: list[Item] = []
    if article.section:
        name, address = article.section.name_in(article.language), article.section.get_absolute_url()
        found.append({"name": name, "rel": "section", "uri": absolute(address), "literal": article.section.slug})
    tags = [tagging.tag for tagging in article.taggings.all()]
    return [
        *found,
        *(
            {"name": tag.name, "rel": "about", "uri": absolute(tag.get_absolute_url()), "literal": tag.slug}
            for tag in tags
        ),
    ]


def _genre(genre: str) -> Item:
    code = GENRES.get(genre)
    return {"name": genre.capitalize(), "literal": genre, **({"uri": f"{_GENRES}{code}"} if code else {})}


def _pictures(copy: Copy) -> list[Item]:
    """The lead picture, then the others."""
    article = copy.article
    lead = [article.lead_image] if article.lead_image else []
    others = [use.image for use in article.picture_uses.all() if use.image_id != article.lead_image_id]
    names = ["lead" if lead and number == 0 else f"picture {number + 1}" for number in range(len(lead) + len(others))]
    return [_picture(copy, image, name) for name, image in zip(names, [*lead, *others], strict=True)]


def _picture(copy: Copy, image: Image, name: str) -> Item:
    cuts = rendition_urls.sources(rendition_urls.as_mapping(image), "full")
    told = {
        "name": name,
        "rel": "illustrates",
        "uri": copy.site.absolute(cuts.src),
        "type": "picture",
        "by": image.credit_line,
        "descriptions": _texts(caption=image.caption, alt=image.alt),
        **_rights(image.licence.strip()),
        "renditions": list(_cuts(copy, cuts, image)),
    }
    return {key: value for key, value in told.items() if value}


def _rights(licence: str) -> Item:
    """A licence that is an address as linked rights, any other as terms in words."""
    if licence.startswith(_LICENCES) and licence.isascii() and not set(licence) & set(' "<>\\^`{|}'):
        return {"rightsInfo": {"linkedRights": licence}}
    return {"usageTerms": licence}


def _cuts(copy: Copy, cuts: rendition_urls.Sources, image: Image) -> Iterator[Item]:
    kind = rendition_urls.TYPES["jpg"]
    for source in cuts.srcsets[kind].split(", "):
        address, _space, width = source.rpartition(" ")
        across = min(int(width.removesuffix("w")), image.width)
        yield {
            "name": f"jpeg-{across}",
            "href": copy.site.absolute(address),
            "contentType": kind,
            "width": across,
            "height": max(1, round(across * image.height / image.width)),
        }


def _corrections(copy: Copy) -> list[Item]:
    return [
        {
            "name": correction.kind,
            "rel": "correction",
            "uri": f"{copy.id}/correction/{correction.pk}",
            "type": "text",
            "versionCreated": _moment(correction.created_at),
            "language": copy.article.language,
            "bodies": _texts(main=correction.text),
            "altIds": [
                {"role": "address", "value": f"{copy.address}#corrections"},
                {"role": "list", "value": copy.site.absolute(reverse("corrections"))},
            ],
        }
        for correction in copy.article.corrections.all()
    ]


def _original(copy: Copy) -> list[Item]:
    original = copy.article.original
    if original is None:
        return []
    uri, language = copy.site.stable_id(original), original.language
    return [{"name": "original", "rel": "translationOf", "uri": uri, "type": "text", "language": language}]
