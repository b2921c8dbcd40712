"""Lists are paged by cursor: every story once, newest first, whatever is published meanwhile."""

import base64
import datetime
from dataclasses import replace

import pytest

from articles.models import Article
from articles.queries.lists.pagination import PAGE_SIZE
from tests.support.pages import parse
from tests.support.site import get_every_page, get_page, list_story_urls

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


@pytest.fixture
def print_stories(publish, words):
    def print_them(days):
        return [
            publish(replace(words, headline=f"Story {number}", dated=datetime.date(2026, 3, day)))
            for number, day in enumerate(days)
        ]

    return print_them


def older(client, address):
    """The address of the next page, if there is one."""
    return next((found["href"] for found in get_page(client, address).every("a", rel="next")), None)


def cursor(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_all_stories_are_reached_once_and_newest_first_though_many_are_of_one_moment(client, print_stories):
    print_stories([1 + number % 4 for number in range(45)])
    expected = [story.get_absolute_url() for story in Article.objects.order_by("-visible_at", "-pk")]
    for address in (
        "/section/south-asia/",
        "/author/zarmina-yousaf/",
        "/tag/water/",
        "/country/pk/",
        "/archive/2026/03/",
    ):
        pages = get_every_page(client, address)
        assert [len(page) for page in pages] == [20, 20, 5]
        assert [story for page in pages for story in page] == expected


def test_no_page_but_the_first_is_empty(client, print_stories):
    print_stories([1] * PAGE_SIZE)
    full = get_every_page(client, "/tag/water/")
    print_stories([1])
    assert [[len(page) for page in pages] for pages in (full, get_every_page(client, "/tag/water/"))] == [
        [PAGE_SIZE],
        [PAGE_SIZE, 1],
    ]


def test_the_moment_counts_and_not_the_order_in_which_they_were_published(client, print_stories):
    stories = print_stories([2, 4, 1, 3])
    assert list_story_urls(client, "/tag/water/") == [stories[number].get_absolute_url() for number in (1, 3, 0, 2)]


def test_a_story_published_meanwhile_moves_no_page_and_stands_on_the_first(client, print_stories, publish, words):
    print_stories([1 + number for number in range(22)])
    address = "/tag/water/" + older(client, "/tag/water/")
    before = list_story_urls(client, address)
    new = publish(replace(words, headline="Meanwhile"))
    assert (len(before), list_story_urls(client, address)) == (2, before)
    assert list_story_urls(client, "/tag/water/")[0] == new.get_absolute_url()
    first, second = (get_page(client, page) for page in ("/tag/water/", address))
    assert ["/tag/water/" in page.links for page in (first, second)] == [False, True]
    assert (second.problems, len(second.every("h1"))) == ([], 1)


NONSENSE = {
    "letters": "nonsense",
    "not ASCII": "é",
    "not base64": "a",
    "no key": cursor("2026-03-01T00:00:00+00:00"),
    "no moment": cursor(" 5"),
    "no zone": cursor("2026-03-01T00:00:00 5"),
    "key zero": cursor("2026-03-01T00:00:00+00:00 0"),
    "key too great": cursor(f"2026-03-01T00:00:00+00:00 {2**63}"),
    "endless key": cursor(f"2026-03-01T00:00:00+00:00 {'9' * 5000}"),
    "a NUL inside": cursor("2026-03-01T00:00:00+00:00 5\0"),
    "before all time": cursor("0001-01-01T00:00:00+14:00 5"),
    "after all time": cursor("9999-12-31T23:59:59-14:00 5"),
    "an impossible zone": cursor("2026-03-01T00:00:00+23:59 5"),
}


def test_a_nonsense_cursor_is_not_found_and_says_so(client, published):
    answers = {name: client.get("/tag/water/", {"cursor": nonsense}) for name, nonsense in NONSENSE.items()}
    assert {name: response.status_code for name, response in answers.items()} == dict.fromkeys(NONSENSE, 404)
    sentence = "This list has no such page."
    assert [name for name, found in answers.items() if sentence not in parse(found).text] == []
