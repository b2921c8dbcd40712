"""Addresses of the public site, part of the contract in the README.

Lists also exist under a language's prefix; a story has its own language.
"""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from articles.lib.text.slugs import PATTERN
from articles.public import corrections, discovery, media, views
from articles.public.feeds import FORMATS
from articles.queries.lists import listings, search_parameters, search_results


class SlugConverter(StringConverter):
    """A slug in any script."""

    regex = PATTERN


class DigitsConverter(StringConverter):
    """Two digits, as in a month or a day."""

    regex = "[0-9]{2}"


class YearConverter(StringConverter):
    """Four digits."""

    regex = "[0-9]{4}"


class CodeConverter(StringConverter):
    """A country's two letters."""

    regex = "[A-Za-z]{2}"


register_converter(SlugConverter, "name")
register_converter(DigitsConverter, "dd")
register_converter(YearConverter, "yyyy")
register_converter(CodeConverter, "code")


def _feed_patterns(
    route: str, build: views.AnyBuilder, name: str, parameters: frozenset[str] = frozenset()
) -> list[URLPattern]:
    """Return the URL patterns of a list's RSS, Atom and JSON feeds below its route."""
    return [
        path(
            route + feed_format.suffix,
            views.feed(build, name=name, kind=kind, parameters=parameters),
            name=f"{name}-{kind}",
        )
        for kind, feed_format in FORMATS.items()
    ]


def _list_patterns(
    route: str, build: views.AnyBuilder, name: str, parameters: frozenset[str] = frozenset()
) -> list[URLPattern]:
    """Return the URL patterns of a list's page and feeds; both read the query parameters, the page a cursor too."""
    return [
        path(route, views.list_page(build, name=name, parameters=parameters | {"cursor"}), name=name),
        *_feed_patterns(route, build, name, parameters),
    ]


in_every_language = [
    path("", views.front_page, name="front"),
    *_feed_patterns("", listings.everything, "everything"),
    *_list_patterns("section/<name:slug>/", listings.section, "section"),
    *_list_patterns("author/<name:slug>/", listings.author, "author"),
    *_list_patterns("tag/<name:slug>/", listings.tag, "tag"),
    *_list_patterns("country/<code:code>/", listings.country, "country"),
    *_list_patterns("country/<code:code>/mentioned/", listings.country_mentioned, "country-mentioned"),
    *_list_patterns("region/<name:slug>/", listings.region, "region"),
    *_list_patterns("country/<code:one>/<code:other>/", listings.pair, "pair"),
    *_list_patterns("archive/<yyyy:year>/<dd:month>/", listings.month, "month"),
    *_list_patterns("series/<name:slug>/", listings.collection, "collection"),
    *_list_patterns("stories/", search_results.stories, "stories", search_parameters.PARAMETERS),
    *_list_patterns("search/", search_results.search_stories, "search", search_parameters.PARAMETERS),
    path("series/", views.collections, name="collections"),
    path("person/<name:slug>/", views.person, name="person"),
    path("countries/", views.countries, name="countries"),
    path("archive/", views.archive, name="archive"),
    path("corrections/", views.corrections, name="corrections"),
]
urlpatterns = [
    path("<yyyy:year>/<dd:month>/<dd:day>/<name:slug>/", views.story, name="story"),
    path(
        "<yyyy:year>/<dd:month>/<dd:day>/<name:slug>/corrections/<int:number>/",
        corrections.correction_changes,
        name="change",
    ),
    path("about/<name:slug>/", views.info_page, name="info_page"),
    *(
        path(f"corrections/{feed_format.suffix}", discovery.corrections_feed(kind), name=f"corrections-{kind}")
        for kind, feed_format in FORMATS.items()
    ),
    path("sitemap.xml", discovery.sitemap_index, name="sitemap"),
    path("sitemap-<name:part>.xml", discovery.sitemap, name="sitemap-part"),
    path("news-sitemap.xml", discovery.news_sitemap, name="news-sitemap"),
    path("oembed/", discovery.oembed, name="oembed"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("healthz/", media.healthz, name="healthz"),
    path("robots.txt", media.robots, name="robots"),
    path("media/<path:path>", media.media, name="media"),
]
