"""What each page costs, in queries: the same however much the paper has printed."""

import pytest

from tests.reader.paper import print_paper, queries

pytestmark = pytest.mark.django_db

LISTS = {
    "/section/south-asia/": 3,
    "/author/zarmina-yousaf/": 3,
    "/tag/water/": 3,
    "/country/pk/": 3,
    "/country/af/pk/": 4,
    "/archive/2026/03/": 2,
    "/countries/": 2,
    "/archive/": 2,
}


@pytest.mark.parametrize(("count", "front", "second_page"), [(1, 4, ""), (3, 4, ""), (25, 5, 3)])
def test_a_page_costs_the_same_whatever_the_paper_has_printed(client, publish, words, count, front, second_page):
    stories = print_paper(publish, words, count)
    assert {address: queries(client, address) for address in LISTS} == LISTS
    assert {queries(client, story.get_absolute_url()) for story in stories} == {3}
    # With more stories than its upper half holds, the front page asks once more for the strips below it.
    assert queries(client, "/") == front
    older = client.get("/country/pk/").content.decode().partition('href="?cursor=')[2].partition('"')[0]
    assert (older and queries(client, f"/country/pk/?cursor={older}")) == second_page


def test_a_page_without_a_story_costs_no_more(client, section):
    empty = (
        "/",
        "/section/south-asia/",
        "/country/pk/",
        "/country/af/pk/",
        "/archive/2026/03/",
        "/countries/",
        "/archive/",
    )
    assert [queries(client, address) for address in empty] == [2, 3, 3, 4, 2, 2, 2]


def test_a_kept_page_costs_one_query(client, publish, words):
    story = print_paper(publish, words, 3)[0]
    addresses = ["/", story.get_absolute_url(), *LISTS]
    assert 1 not in [queries(client, address) for address in addresses]
    assert {address: queries(client, address) for address in addresses} == dict.fromkeys(addresses, 1)


@pytest.mark.parametrize(("address", "cost"), [("/healthz/", 1), ("/robots.txt", 1)])
def test_what_machines_ask_for_costs_one_query(client, db, address, cost):
    assert queries(client, address) == cost
