"""schema.org JSON-LD and Open Graph data of a page."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles.domain.document import BYLINE, CreditRole, Genre
from articles.lib import geo
from articles.models import Article, Correction
from articles.models.info_pages import InfoPage
from articles.public.feeds import people
from articles.queries import rendition_urls
from articles.queries.addresses import absolute
from articles.queries.lists.listings import Listing
from articles.queries.story.story_page import StoryPage

TYPES: Mapping[str, str] = {
    Genre.ANALYSIS.value: "AnalysisNewsArticle",
    Genre.OPINION.value: "OpinionNewsArticle",
    Genre.INTERVIEW.value: "ReportageNewsArticle",
    Genre.FEATURE.value: "ReportageNewsArticle",
    Genre.EXPLAINER.value: "BackgroundNewsArticle",
    Genre.LIVE.value: "NewsArticle",  # a LiveBlogPosting is no news article and must list its updates
    Genre.NEWS.value: "NewsArticle",
}
_OTHERS = {
    CreditRole.TRANSLATOR.value: "translator",
    CreditRole.EDITOR.value: "editor",
    CreditRole.PHOTOGRAPHER.value: "contributor",
}
_POLICIES = frozenset(InfoPage.Kind.values) - {"about", "privacy", "other"}
_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
Facts = dict[str, Any]


def as_script(facts: list[Facts]) -> SafeString:
    """The facts as a script element's content: no character of it can end the element."""
    graph = {"@context": "https://schema.org", "@graph": facts}
    return mark_safe(json.dumps(graph, ensure_ascii=False).translate(_SAFE))  # noqa: S308 - escaped for a script


def publisher(house: Iterable[Mapping[str, Any]]) -> Facts:
    """The newsroom itself, with the addresses of its policies."""
    pages = {page["kind"]: absolute(iri_to_uri(f"/about/{page['slug']}/")) for page in house}
    return {**_house(), **{kind: address for kind, address in pages.items() if kind in _POLICIES}}


def trail(steps: list[tuple[str, str]]) -> Facts:
    """Where a page stands: (name, address) from the front page down."""
    steps = [(settings.SITE_NAME, "/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(address)}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def of_story(story: StoryPage, house: Iterable[Mapping[str, Any]]) -> list[Facts]:
    """A story's page: the article, its publisher, and where it stands."""
    article = story.article
    section = [(str(article.section), article.section.get_absolute_url())] if article.section else []
    return [
        _article(story),
        publisher(house),
        trail([*section, (article.headline, article.get_absolute_url())]),
    ]


def _article(story: StoryPage) -> Facts:
    article = story.article
    if article.visible_at is None:
        raise ValueError("Only a published story is told to machines.")
    address = absolute(article.get_absolute_url())
    changed = max(article.visible_at, article.publicly_updated_at or article.visible_at)
    return {
        "@type": TYPES[article.genre],
        "@id": f"{address}#story",
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.headline,
        **({"description": article.standfirst, "abstract": article.standfirst} if article.standfirst else {}),
        "datePublished": article.visible_at.isoformat(timespec="seconds"),
        "dateModified": changed.isoformat(timespec="seconds"),
        "author": _people(article, BYLINE) or [_house()],
        "publisher": _house(),
        "image": _pictures(article),
        "inLanguage": article.language,
        "wordCount": article.words,
        "isAccessibleForFree": True,
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": [".story-head h1", ".standfirst"]},
        **({"articleSection": str(article.section)} if article.section else {}),
        **({"keywords": [topic["name"] for topic in article.topics]} if article.topics else {}),
        **_dateline(article.dateline),
        **{name: places for name, places in _places(article).items() if places},
        **{_OTHERS[role]: people for role in _OTHERS if (people := _people(article, {role}))},
        **_corrections(story.corrections),
        **_versions(story),
        **({"backstory": story.document.backstory} if story.document.backstory else {}),
    }


def _house() -> Facts:
    """The newsroom where another fact names it: told in full once, and enough for those who follow no reference."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#newsroom"),
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(static("reader/logo.png")), "width": 512, "height": 512},
    }


def _people(article: Article, roles: Collection[str]) -> list[Facts]:
    return [{"@type": "Person", "name": name, "url": address} for name, address in people(article, roles)]


def _pictures(article: Article) -> list[str]:
    """The addresses of the story's picture in the three ratios that search engines ask for, or of its drawn card."""
    shapes = ("wide", "classic", "square")
    if article.lead_image is None:
        return [absolute(rendition_urls.card_address(article, shape)) for shape in shapes]
    facts = rendition_urls.as_mapping(article.lead_image)
    return [absolute(rendition_urls.sources(facts, shape).src) for shape in shapes]


def _dateline(dateline: str) -> Facts:
    if not dateline:
        return {}
    return {"dateline": dateline, "locationCreated": {"@type": "Place", "name": dateline}}


def _places(article: Article) -> dict[str, list[Facts]]:
    """Countries by role; their codes are ISO 3166-1, which schema.org calls an identifier."""
    named: dict[str, list[Facts]] = {"about": [], "mentions": []}
    for place in article.places:
        address = absolute(f"/country/{place['code'].lower()}/")
        fact = {
            "@type": "Country",
            "name": geo.country_name(place["code"], article.language),
            "identifier": place["code"],
            "url": address,
        }
        named["about" if place["role"] == "about" else "mentions"].append(fact)
    return named


def _corrections(changes: list[dict[str, Any]]) -> Facts:
    if not changes:
        return {}
    told = [
        {
            "@type": "CorrectionComment",
            "name": str(Correction.Kind(change["kind"]).label),
            "text": change["text"],
            "datePublished": change["at"].isoformat(timespec="seconds"),
        }
        for change in changes
    ]
    return {"correction": told}


def _versions(story: StoryPage) -> Facts:
    others = [
        {"@type": "NewsArticle", "@id": f"{absolute(version.article.get_absolute_url())}#story"}
        for version in story.around.versions
        if not version.is_original
    ]
    original = story.around.original
    if original is not None:
        return {"translationOfWork": {"@type": "NewsArticle", "@id": f"{absolute(original.get_absolute_url())}#story"}}
    return {"workTranslation": others} if others else {}


def of_list(listing: Listing, address: str, house: Iterable[Mapping[str, Any]]) -> list[Facts]:
    """A list's page: the collection, its publisher, and where it stands."""
    return [
        {
            "@type": "CollectionPage",
            "name": listing.title,
            "url": absolute(address),
            **({"description": listing.about} if listing.about else {}),
            "isPartOf": {"@type": "WebSite", "name": settings.SITE_NAME, "url": absolute("/")},
        },
        publisher(house),
        trail([(listing.title, address)]),
    ]


def of_front(house: Iterable[Mapping[str, Any]]) -> list[Facts]:
    """The front page: the paper, how to search it, and its publisher."""
    return [
        {
            "@type": "WebSite",
            "name": settings.SITE_NAME,
            "url": absolute("/"),
            "publisher": {"@id": absolute("/#newsroom")},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": absolute("/search/?q={search_term_string}")},
                "query-input": "required name=search_term_string",
            },
        },
        publisher(house),
    ]
