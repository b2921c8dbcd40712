"""What each page costs, in queries: the same however much the paper has printed."""

from dataclasses import replace

import pytest
from django.db import connection

from articles.domain.document import Original
from articles.models import Collection, CollectionItem, InfoPage
from articles.services import key_stories
from tests.support.site import count_queries, count_uncached_queries, publish_stories

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

LISTS = {
    "/ur/": 8,
    "/section/south-asia/": 5,
    "/author/zarmina-yousaf/": 7,
    "/tag/water/": 6,
    "/country/pk/": 7,  # with its topics, authors, neighbours and months
    "/country/cn/mentioned/": 5,
    "/region/asia/": 5,
    "/country/af/pk/": 7,  # with its key moments
    "/archive/2026/03/": 4,
    "/countries/": 3,
    "/archive/": 3,
    "/series/": 2,
    "/series/gauges/": 3,
    "/person/ann-lee/": 3,
    "/corrections/": 2,
    "/about/about-us/": 2,
    "/ur/section/south-asia/": 5,
}
# The stories, how many there are, and a query for the choices of each of the six kinds.
FOUND = {
    "/stories/": 14,
    "/stories/?country=pk": 10,
    "/stories/?tag=water": 11,  # what is chosen is looked up
    "/search/": 1,
    "/search/?q=story": 12,
    "/search/?q=number&sort=date": 11,
    "/search/?q=stroy": 10,  # with what the reader may have meant
}
FEEDS = {
    **dict.fromkeys(("/feed/", "/feed/atom/", "/feed/json/"), 7),
    "/stories/feed/?country=pk": 8,
    "/search/feed/?q=story": 10,
    **dict.fromkeys(("/section/south-asia/feed/", "/series/gauges/feed/"), 8),
    "/corrections/feed/": 2,
}
# How many of these queries have a time limit, for which PostgreSQL takes three statements more.
LIMITED = {
    **dict.fromkeys(("/stories/", "/stories/?country=pk", "/stories/?tag=water", "/search/?q=number&sort=date"), 1),
    **dict.fromkeys(("/stories/feed/?country=pk", "/search/feed/?q=story"), 1),
    "/search/?q=story": 2,
    "/search/?q=stroy": 3,
}
MACHINES = {
    "/sitemap.xml": 3,
    "/sitemap-lists.xml": 7,
    "/sitemap-stories-1.xml": 3,
    "/news-sitemap.xml": 3,
    "/opensearch.xml": 1,
    "/healthz/": 1,
    "/robots.txt": 1,
}


def with_limits(costs, limited):
    """The queries of pages, with what their time limits cost on this database."""
    each = {"sqlite": 0, "postgresql": 3}[connection.vendor]
    return {address: cost + each * limited.get(address, 0) for address, cost in costs.items()}


@pytest.fixture
def print_all(publish, words, editor):
    """That many stories, each the part of a series, translated, and with somebody quoted in the translation; a third are key."""

    def print_them(count):
        stories = publish_stories(publish, words, count)
        series, _made = Collection.objects.get_or_create(title="Gauges", slug="gauges")
        InfoPage.objects.get_or_create(title="About us", slug="about-us", body="<p>We print.</p>")
        quotation = '<blockquote data-speaker="Ann Lee"><p>It stands.</p></blockquote>'
        for number, story in enumerate(stories):
            CollectionItem.objects.create(collection=series, article=story, position=number)
            facts = {"headline": f"Urdu {number}", "language": "ur", "original": Original(story.pk, 1)}
            publish(replace(words, **facts, body=quotation))
        for story in stories[::3]:  # those about Afghanistan
            key_stories.mark(story, pair=("AF", "PK"), by=editor)
        return stories

    return print_them


def test_a_page_costs_the_same_whatever_the_paper_has_printed(client, print_all):
    stories = []
    for count, second_page in ((1, ""), (3, ""), (25, 5)):
        stories += print_all(count - len(stories))
        known = with_limits({"/": 8, **LISTS, **FOUND, **FEEDS, **MACHINES}, LIMITED)
        assert {address: count_uncached_queries(client, address) for address in known} == known, count
        cards = [f"/oembed/?url=http://testserver{story.get_absolute_url()}" for story in stories]
        assert {count_uncached_queries(client, address) for address in cards} == {2}, count
        # Itself, its versions, its series and their parts, and the story so far.
        assert {count_uncached_queries(client, story.get_absolute_url()) for story in stories} <= {10, 11}, count
        older = client.get("/country/pk/").content.decode().partition('href="?cursor=')[2].partition('"')[0]
        assert (older and count_uncached_queries(client, f"/country/pk/?cursor={older}")) == second_page


def test_a_story_of_no_series_asks_for_no_parts(client, publish, words):
    assert count_uncached_queries(client, publish(words).get_absolute_url()) == 6


def test_a_story_in_two_series_costs_what_it_costs_in_one(client, print_all):
    story = print_all(3)[0]
    CollectionItem.objects.create(collection=Collection.objects.create(title="Rivers", slug="rivers"), article=story)
    assert count_uncached_queries(client, story.get_absolute_url()) == 10


def test_a_page_without_a_story_costs_no_more(client, section):
    empty = {
        "/": 6,
        "/ur/": 5,
        "/section/south-asia/": 3,
        "/country/pk/": 3,
        "/country/af/pk/": 5,
        "/archive/2026/03/": 2,
        "/countries/": 3,
        "/archive/": 3,
        "/series/": 2,
        "/corrections/": 2,
        "/stories/": 8,
        "/search/": 1,
        "/search/?q=story": 8,
        "/feed/": 2,
        "/sitemap.xml": 2,
        "/news-sitemap.xml": 2,
    }
    empty = with_limits(empty, {"/search/?q=story": 1})
    assert {address: count_uncached_queries(client, address) for address in empty} == empty


def test_a_cached_page_costs_one_query(client, print_all):
    story = print_all(3)[0]
    with_query = {address for address in {**FOUND, **FEEDS} if "?" in address}
    expected = {"/": 0, story.get_absolute_url(): 0, **LISTS, **FEEDS, "/ur/": 0, "/stories/": 0, "/sitemap.xml": 0}
    addresses = expected.keys() - with_query
    assert 1 not in [count_queries(client, address) for address in addresses]
    assert {address: count_queries(client, address) for address in addresses} == dict.fromkeys(addresses, 1)
    # What a reader asks for in words of their own is never cached, so that nobody can fill the cache with it.
    assert 1 not in [count_queries(client, address) for address in with_query for _twice in range(2)]


@pytest.mark.parametrize(("address", "cost"), [("/healthz/", 1), ("/robots.txt", 1)])
def test_what_machines_ask_for_costs_one_query(client, db, address, cost):
    assert count_uncached_queries(client, address) == cost
