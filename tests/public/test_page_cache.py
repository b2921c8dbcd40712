"""Pages are kept an edition long: never stale, never multiplied, and made without a cache when there is none."""

from dataclasses import replace

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

from articles.models import Article
from articles.public import page_cache
from articles.services import publication, workflow
from tests.support.pages import Page
from tests.support.site import count_queries, get_page, list_story_urls

pytestmark = pytest.mark.django_db
LISTS = ("/", "/section/south-asia/", "/author/zarmina-yousaf/", "/tag/water/", "/country/pk/")


class Broken(BaseCache):
    """A cache whose server is gone."""

    asked = 0

    def __init__(self, _location, params):
        super().__init__(params)

    def _fail(self, *_args, **_kwargs):
        type(self).asked += 1
        raise ConnectionError("the cache's server is gone")

    get = set = _fail


@pytest.fixture
def broken(settings, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.Broken", "LOCATION": ""}}
    monkeypatch.setattr(page_cache, "_breaker", page_cache._Breaker())
    monkeypatch.setattr(Broken, "asked", 0)
    return Broken


def kept():
    """How many pages the cache holds."""
    return len(caches["default"]._cache)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_a_story_as_soon_as_it_is_published(client, publish, words, address):
    first = publish(words)
    before = list_story_urls(client, address)
    second = publish(replace(words, headline="Second"))
    assert before == [first.get_absolute_url()]
    assert set(list_story_urls(client, address)) == {first.get_absolute_url(), second.get_absolute_url()}


def test_a_correction_is_read_at_once(client, published, words, approve_again, publisher):
    before = get_page(client, published.get_absolute_url()).text
    approve_again(published, replace(words, body="<p>They met on Monday.</p>"))
    assert get_page(client, published.get_absolute_url()).text == before
    workflow.publish_with_correction(published, by=publisher, kind="correction", text="It was a Monday.")
    after = get_page(client, published.get_absolute_url()).text
    assert [word in before for word in ("met on Tuesday", "They met on Monday.", "It was a Monday.")] == [
        True,
        False,
        False,
    ]
    assert [word in after for word in ("met on Tuesday", "They met on Monday.", "It was a Monday.")] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("address", LISTS)
def test_a_retracted_story_leaves_its_lists_at_once(client, publish, words, publisher, address):
    stays, goes = (publish(replace(words, headline=f"Story {number}")) for number in range(2))
    before = len(list_story_urls(client, address))
    workflow.retract(goes, by=publisher, reason="It was invented.")
    assert (before, list_story_urls(client, address)) == (2, [stays.get_absolute_url()])


def test_a_draft_makes_no_page_anew(client, published, words, approve_again):
    count_queries(client, "/")
    approve_again(published, replace(words, headline="Not yet"))
    assert count_queries(client, "/") == 1


def test_the_site_under_another_name_is_another_page(client, published):
    asked = [client.get("/", headers={"host": host}).status_code for host in ("testserver", "localhost")]
    assert (asked, kept()) == ([200, 200], 2)


def test_a_page_that_has_not_changed_is_answered_with_304(client, published):
    for address in ("/", published.get_absolute_url(), "/country/pk/"):
        first = client.get(address)
        second = client.get(address, headers={"if-none-match": first.headers["ETag"]})
        assert (second.status_code, second.content) == (304, b"")
        assert second.headers["ETag"] == first.headers["ETag"]
        assert second.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_page_that_has_changed_is_answered_with_200(client, publish, words):
    publish(words)
    tag = client.get("/").headers["ETag"]
    publish(replace(words, headline="Second"))
    assert client.get("/", headers={"if-none-match": tag}).status_code == 200


def test_a_new_edition_that_changes_nothing_on_a_page_keeps_its_etag(client, published):
    tag = client.get("/countries/").headers["ETag"]
    publication.open_edition()
    assert count_queries(client, "/countries/") > 1
    assert client.get("/countries/", headers={"if-none-match": tag}).status_code == 304


def test_head_answers_as_get_does_without_the_page(client, published):
    get, head = client.get("/"), client.head("/")
    assert (head.content, head.headers["ETag"]) == (b"", get.headers["ETag"])
    assert client.get("/").content == get.content


@pytest.mark.parametrize("query", ["utm_source=x", "a=1&b=2", "page=2", "CURSOR=x", "cursor"])
def test_parameters_that_mean_nothing_make_no_page_anew(client, published, query):
    count_queries(client, "/country/pk/")
    assert (count_queries(client, f"/country/pk/?{query}"), kept()) == (1, 1)


@pytest.mark.parametrize("address", ["/", "{story}", "/countries/", "/archive/"])
def test_a_cursor_makes_no_page_anew_where_nothing_is_paged(client, published, address):
    address = address.format(story=published.get_absolute_url())
    count_queries(client, address)
    assert [count_queries(client, f"{address}?cursor={number}") for number in range(2)] == [1, 1]


def test_what_is_no_page_is_not_kept(client, published):
    for address in ("/nowhere/", "/section/nowhere/", "/country/PK/", "/country/pk/?cursor=x"):
        assert client.get(address).status_code in {301, 404}
    assert kept() == 0
    client.get("/")
    assert kept() == 1


def test_a_broken_cache_costs_no_page(client, published, broken):
    for address in (*LISTS, published.get_absolute_url()):
        page = Page(client.get(address).content.decode())
        assert published.headline in page.text
    assert broken.asked == 1  # having failed once, it is left alone for a while


def test_a_cache_that_has_failed_is_asked_again_after_a_pause(client, published, broken, monkeypatch):
    monkeypatch.setattr(page_cache, "PAUSE", 0.0)
    for _request in range(2):
        assert client.get("/").status_code == 200
    assert broken.asked == 4


def test_with_a_broken_cache_a_page_is_not_stale_either(client, publish, words, broken):
    publish(words)
    assert len(list_story_urls(client, "/")) == 1
    publish(replace(words, headline="Second"))
    assert len(list_story_urls(client, "/")) == Article.objects.published().count() == 2
