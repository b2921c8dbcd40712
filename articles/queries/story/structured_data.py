"""schema.org JSON-LD and Open Graph data of a page."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles.domain.document import BYLINE, CreditRole, Genre
from articles.lib import geo
from articles.models import Article, Correction
from articles.models.info_pages import InfoPage
from articles.queries import rendition_urls
from articles.queries.addresses import absolute_url
from articles.queries.read_model.names import escape_for_script
from articles.queries.story.feed_entry import credited_people
from articles.queries.story.links import StoryLinks
from articles.queries.story.story_page import StoryPage

TYPES: Mapping[str, str] = {
    Genre.ANALYSIS.value: "AnalysisNewsArticle",
    Genre.OPINION.value: "OpinionNewsArticle",
    Genre.INTERVIEW.value: "ReportageNewsArticle",
    Genre.FEATURE.value: "ReportageNewsArticle",
    Genre.EXPLAINER.value: "BackgroundNewsArticle",
    Genre.LIVE.value: "NewsArticle",  # a LiveBlogPosting is not a NewsArticle and must list its updates
    Genre.NEWS.value: "NewsArticle",
}
_ROLE_PROPERTIES = {
    CreditRole.TRANSLATOR.value: "translator",
    CreditRole.EDITOR.value: "editor",
    CreditRole.PHOTOGRAPHER.value: "contributor",
}
_POLICIES = frozenset(InfoPage.Kind.values) - {"about", "privacy", "other"}
Facts = dict[str, Any]


# In the written facts of a story, it stands for the newsroom. A noncharacter, which no text contains.
_NEWSROOM = "\ufde4"


@dataclass(frozen=True)
class Publisher:
    """The newsroom as written facts: without its policies, and with the address of each of them."""

    newsroom: str
    with_policies: str


def write_facts(facts: Facts) -> str:
    """Write facts as JSON, escaped so that no text in them can end a script element."""
    return escape_for_script(json.dumps(facts, ensure_ascii=False))


def as_script(written: Iterable[str]) -> SafeString:
    """Join written facts to a JSON-LD graph for a script element."""
    graph = f'{{"@context": "https://schema.org", "@graph": [{", ".join(written)}]}}'
    return mark_safe(graph)  # noqa: S308 - escaped when it was written


def describe_publisher(about_pages: Iterable[Mapping[str, Any]]) -> Publisher:
    """Describe the newsroom as a schema.org publisher, with the address of each policy among its about pages."""
    newsroom = _describe_newsroom()
    pages = {page["kind"]: absolute_url(iri_to_uri(f"/about/{page['slug']}/")) for page in about_pages}
    policies = {kind: address for kind, address in pages.items() if kind in _POLICIES}
    return Publisher(write_facts(newsroom), write_facts({**newsroom, **policies}))


def breadcrumb_facts(steps: list[tuple[str, str]]) -> Facts:
    """Return the path to a page as breadcrumbs, from (name, address) steps below the front page."""
    steps = [(settings.SITE_NAME, "/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute_url(address)}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def story_breadcrumbs(article: Article) -> Facts:
    """Return the path to a story: its section, if it has one, and the story."""
    section = [(str(article.section), article.section.get_absolute_url())] if article.section else []
    return breadcrumb_facts([*section, (article.headline, article.get_absolute_url())])


def describe_article(story: StoryPage) -> Facts:
    """Return a published story's facts as a NewsArticle, to be completed by `complete_article`.

    A mark stands for the publisher, who is also the author of a story without one. Raises ValueError if unpublished.
    """
    article = story.article
    if article.visible_at is None:
        raise ValueError("Only a published story has structured data.")
    address = absolute_url(article.get_absolute_url())
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
        "author": _describe_people(article, BYLINE) or [_NEWSROOM],
        "image": _list_picture_addresses(article),
        "inLanguage": article.language,
        "wordCount": article.words,
        "isAccessibleForFree": True,
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": [".story-head h1", ".standfirst"]},
        **({"articleSection": str(article.section)} if article.section else {}),
        **({"keywords": [topic["name"] for topic in article.topics]} if article.topics else {}),
        **_describe_dateline(article.dateline),
        **{name: places for name, places in _describe_countries(article).items() if places},
        **{
            _ROLE_PROPERTIES[role]: people for role in _ROLE_PROPERTIES if (people := _describe_people(article, {role}))
        },
        **_describe_corrections(story.corrections),
        **({"backstory": story.document.backstory} if story.document.backstory else {}),
        "publisher": _NEWSROOM,
    }


def _describe_newsroom() -> Facts:
    """Return the newsroom's facts without its policies, repeated in full for consumers that follow no references."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute_url("/#newsroom"),
        "name": settings.SITE_NAME,
        "url": absolute_url("/"),
        "logo": {"@type": "ImageObject", "url": absolute_url(static("reader/logo.png")), "width": 512, "height": 512},
    }


def _describe_people(article: Article, roles: Collection[str]) -> list[Facts]:
    """Return the people credited in one of these roles, each with name and address."""
    return [{"@type": "Person", "name": name, "url": address} for name, address in credited_people(article, roles)]


def _list_picture_addresses(article: Article) -> list[str]:
    """List a story's picture, or its drawn card, as absolute addresses in the three ratios for search engines."""
    ratios = ("wide", "classic", "square")
    if article.lead_image is None:
        return [absolute_url(rendition_urls.card_url(article, ratio)) for ratio in ratios]
    picture = rendition_urls.as_mapping(article.lead_image)
    return [absolute_url(rendition_urls.sources(picture, ratio).src) for ratio in ratios]


def _describe_dateline(dateline: str) -> Facts:
    """Return a dateline as text and as the place of writing; {} if empty."""
    if not dateline:
        return {}
    return {"dateline": dateline, "locationCreated": {"@type": "Place", "name": dateline}}


def _describe_countries(article: Article) -> dict[str, list[Facts]]:
    """Return a story's countries as {"about": [...], "mentions": [...]}, identified by ISO 3166-1 codes."""
    places: dict[str, list[Facts]] = {"about": [], "mentions": []}
    for place in article.places:
        address = absolute_url(f"/country/{place['code'].lower()}/")
        fact = {
            "@type": "Country",
            "name": geo.country_name(place["code"], article.language),
            "identifier": place["code"],
            "url": address,
        }
        places["about" if place["role"] == "about" else "mentions"].append(fact)
    return places


def _describe_corrections(changes: list[dict[str, Any]]) -> Facts:
    """Return a story's corrections as CorrectionComments; {} if there are none."""
    if not changes:
        return {}
    comments = [
        {
            "@type": "CorrectionComment",
            "name": str(Correction.Kind(change["kind"]).label),
            "text": change["text"],
            "datePublished": change["at"].isoformat(timespec="seconds"),
        }
        for change in changes
    ]
    return {"correction": comments}


def complete_article(written: str, publisher: Publisher, *, links: StoryLinks | None) -> str:
    """Add to a story's written facts what is not its own: the publisher, and links to its translations.

    The publisher's logo has an address only once static files are collected, and stories may be published before.
    """
    translations = _describe_translations(links) if links else {}
    if translations:
        written = write_facts({**json.loads(written), **translations})
    return written.replace(f'"{_NEWSROOM}"', publisher.newsroom)


def _describe_translations(links: StoryLinks) -> Facts:
    """Return a translation's original, or an original's translations; {} if the story has neither."""
    others = [
        {"@type": "NewsArticle", "@id": f"{absolute_url(translation.article.get_absolute_url())}#story"}
        for translation in links.translations
        if not translation.is_original
    ]
    original = links.original
    if original is not None:
        return {
            "translationOfWork": {"@type": "NewsArticle", "@id": f"{absolute_url(original.get_absolute_url())}#story"}
        }
    return {"workTranslation": others} if others else {}


def list_facts(title: str, about: str, address: str, publisher: Publisher) -> list[str]:
    """Write the facts of a list's page: the collection, its publisher, the breadcrumbs."""
    collection = {
        "@type": "CollectionPage",
        "name": title,
        "url": absolute_url(address),
        **({"description": about} if about else {}),
        "isPartOf": {"@type": "WebSite", "name": settings.SITE_NAME, "url": absolute_url("/")},
    }
    return [write_facts(collection), publisher.with_policies, write_facts(breadcrumb_facts([(title, address)]))]


def front_page_facts(publisher: Publisher) -> list[str]:
    """Write the facts of the front page: the site, how to search the site, its publisher."""
    site = {
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": absolute_url("/"),
        "publisher": {"@id": absolute_url("/#newsroom")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute_url("/search/?q={search_term_string}")},
            "query-input": "required name=search_term_string",
        },
    }
    return [write_facts(site), publisher.with_policies]
