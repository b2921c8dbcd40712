"""Pages are cached for an edition: never stale, never multiplied, and served without a cache if there isn't one."""

import datetime
import time
from dataclasses import replace

import pytest
from django.core.cache.backends.base import BaseCache
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Country, Edition, InfoPage, User
from articles.public import urls as public_urls
from articles.public.page_cache import public_page
from articles.queries import edition_cache, page_store
from articles.queries.page_store import shared_cache
from articles.services import workflow
from articles.services.edition import open_edition
from newsroom.environment import Environment
from tests.support.desk import FEEDBACK, feedback_data
from tests.support.pages import Page
from tests.support.site import count_queries, get_page, list_story_urls

pytestmark = pytest.mark.django_db
LISTS = ("/", "/section/south-asia/", "/author/zarmina-yousaf/", "/tag/water/", "/country/pk/")


class Broken(BaseCache):
    """A cache whose server is gone."""

    calls = 0

    def __init__(self, _location, params):
        super().__init__(params)

    def _fail(self, *_args, **_kwargs):
        type(self).calls += 1
        raise ConnectionError("the cache's server is gone")

    get = set = add = delete = _fail


@pytest.fixture
def broken(settings, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.Broken", "LOCATION": ""}}
    monkeypatch.setattr(shared_cache, "_breaker", shared_cache._Breaker())
    monkeypatch.setattr(Broken, "calls", 0)
    return Broken


def count_cached_pages():
    """How many pages the cache holds."""
    return page_store.count()


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


def test_only_a_new_story_lets_the_page_before_be_shown_while_a_page_is_made(approved, publisher, words, approve_again):
    def may_show_previous():
        return Edition.objects.may_show_previous(Edition.objects.get().number)

    story = workflow.publish(approved, by=publisher)
    found = {"publish": may_show_previous()}
    approve_again(story, replace(words, headline="Corrected"))
    workflow.publish_with_correction(story, by=publisher, kind="correction", text="It was a Monday.")
    found["correction"] = may_show_previous()
    workflow.retract(story, by=publisher, reason="It was invented.")
    found["retract"] = may_show_previous()
    workflow.kill(story, by=publisher, reason="The court says so.")
    found["kill"] = may_show_previous()
    assert found == {"publish": True, "correction": False, "retract": False, "kill": False}


def test_a_draft_makes_no_new_page(client, published, words, approve_again):
    count_queries(client, "/")
    approve_again(published, replace(words, headline="Not yet"))
    assert count_queries(client, "/") == 1


def test_the_site_under_another_name_is_another_page(client, published):
    statuses = [client.get("/", headers={"host": host}).status_code for host in ("testserver", "localhost")]
    assert (statuses, count_cached_pages()) == ([200, 200], 2)


def test_a_page_that_has_changed_is_answered_with_200(client, publish, words):
    publish(words)
    tag = client.get("/").headers["ETag"]
    publish(replace(words, headline="Second"))
    assert client.get("/", headers={"if-none-match": tag}).status_code == 200


def test_a_new_edition_that_changes_nothing_on_a_page_keeps_its_etag(client, published):
    tag = client.get("/countries/").headers["ETag"]
    open_edition()
    assert count_queries(client, "/countries/") > 1
    assert client.get("/countries/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("query", ["utm_source=x", "a=1&b=2", "page=2", "CURSOR=x", "cursor"])
def test_parameters_that_mean_nothing_make_no_new_page(client, published, query):
    count_queries(client, "/country/pk/")
    assert (count_queries(client, f"/country/pk/?{query}"), count_cached_pages()) == (1, 1)


@pytest.mark.parametrize("address", ["/", "{story}", "/countries/", "/archive/"])
def test_a_cursor_makes_no_new_page_where_nothing_is_paged(client, published, address):
    address = address.format(story=published.get_absolute_url())
    count_queries(client, address)
    assert [count_queries(client, f"{address}?cursor={number}") for number in range(2)] == [1, 1]


def test_what_is_no_page_is_not_cached(client, published):
    for address in ("/nowhere/", "/section/nowhere/", "/country/PK/", "/country/pk/?cursor=x"):
        assert client.get(address).status_code in {301, 404}
    assert count_cached_pages() == 0
    client.get("/")
    assert count_cached_pages() == 1


def test_a_broken_cache_costs_no_page(client, published, broken):
    for address in (*LISTS, published.get_absolute_url()):
        page = Page(client.get(address).content.decode())
        assert published.headline in page.text
    assert broken.calls == 1  # having failed once, it is left alone for a while


def test_a_cache_that_has_failed_is_tried_again_after_a_pause(client, published, broken, monkeypatch):
    monkeypatch.setattr(shared_cache, "PAUSE_S", 0.0)
    for _request in range(2):
        assert client.get("/").status_code == 200
    assert broken.calls == 5  # once for each thing that is done with it; the second time the page was in the memory


def test_with_a_broken_cache_a_page_is_not_stale_either(client, publish, words, broken):
    publish(words)
    assert len(list_story_urls(client, "/")) == 1
    publish(replace(words, headline="Second"))
    assert len(list_story_urls(client, "/")) == Article.objects.published().count() == 2


def count_all_queries(client, address):
    """How many queries an address costs as things stand, even when it is the first to be read in its edition."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_what_stands_on_every_page_is_read_once_an_edition(client, published):
    first, second = (count_all_queries(client, address) for address in ("/series/", published.get_absolute_url()))
    open_edition()
    assert (first, second, count_all_queries(client, published.get_absolute_url())) == (3, 6, 7)


def save_at_the_desk(client, address, **fields):
    admin = User.objects.create_superuser("root", password="x")
    client.force_login(admin)
    assert client.post(address, fields).status_code == 302
    client.logout()


def test_a_new_section_stands_on_every_page_at_once(client, published):
    addresses = ("/", published.get_absolute_url(), "/countries/", "/nowhere/")
    before = ["Seafaring" in client.get(address).content.decode() for address in addresses]
    save_at_the_desk(client, "/admin/articles/section/add/", name="Seafaring", slug="seafaring", position=9)
    after = ["Seafaring" in client.get(address).content.decode() for address in addresses]
    assert (before, after) == ([False] * 4, [True] * 4)


def test_a_new_page_about_the_newsroom_is_linked_at_once(client, published):
    assert "/about/our-aims/" not in get_page(client, "/countries/").links
    InfoPage.objects.create(title="Our aims", slug="our-aims", body="<p>We print.</p>")
    open_edition()
    assert "/about/our-aims/" in get_page(client, "/countries/").links


def test_a_country_has_its_new_name_at_once(client, published):
    assert "The Emirate" not in get_page(client, "/countries/").text
    Country.objects.filter(pk="PK").update(names={"en": "The Emirate"})
    open_edition()
    assert "The Emirate" in get_page(client, "/countries/").text


def test_the_first_story_in_a_language_gives_every_page_a_link_to_its_front_page(client, publish, words):
    publish(words)
    assert "/ur/" not in get_page(client, "/countries/").links
    publish(replace(words, headline="Urdu", language="ur"))
    assert "/ur/" in get_page(client, "/countries/").links


def test_without_a_cache_a_new_section_stands_on_every_page_at_once(client, published, broken):
    assert "Seafaring" not in get_page(client, "/").text
    save_at_the_desk(client, "/admin/articles/section/add/", name="Seafaring", slug="seafaring", position=9)
    assert "Seafaring" in get_page(client, "/").text


def test_with_a_broken_cache_a_page_is_stored_in_the_memory_of_the_process(client, published, broken):
    address = published.get_absolute_url()
    assert [count_all_queries(client, address) for _request in range(2)] == [7, 1]


def test_with_the_dummy_cache_nothing_is_stored(client, published, settings):
    settings.CACHES = {"default": Environment({"CACHE_URL": "dummy://"}).cache("CACHE_URL", "")}
    address = published.get_absolute_url()
    assert [count_queries(client, address) for _request in range(2)] == [6, 3]
    assert count_cached_pages() == 0


def test_a_redis_that_is_absent_does_no_harm(client, published, settings, monkeypatch):
    settings.CACHES = {"default": Environment({"CACHE_URL": "redis://127.0.0.1:1/0"}).cache("CACHE_URL", "")}
    monkeypatch.setattr(shared_cache, "_breaker", shared_cache._Breaker())
    assert [client.get("/", headers={"accept-encoding": "gzip, br"}).status_code for _request in range(2)] == [200, 200]


def test_a_request_that_may_write_stores_nothing_for_readers(client, published, editor):
    """It may read what it has not committed yet, and what is rolled back must never be seen."""
    client.force_login(editor)
    words = {"headline": "Kabul agrees", "language": "en", "body": "<p>Kabul.</p>"}
    edition = Edition.objects.current()
    edition.cacheable = True
    answer = client.post(FEEDBACK, feedback_data(editor, parts=["countries"], **words))
    assert "Afghanistan" in answer.content.decode()
    remembered = edition_cache.remember(edition, "contents", lambda: "nothing was remembered")
    assert (remembered, count_cached_pages()) == ("nothing was remembered", 0)
    edition_cache.clear()
    client.get("/")
    assert count_cached_pages() == 1


def test_a_page_is_made_again_when_the_day_in_its_masthead_has_passed(client, published):
    client.get("/")
    key = page_store.PageKey("testserver", "/")
    page = page_store.find(key, edition=Edition.objects.get().number)
    midnight = timezone.localtime(datetime.datetime.fromtimestamp(page.until, tz=datetime.UTC))
    assert (midnight.time(), midnight.date()) == (datetime.time(), timezone.localdate() + datetime.timedelta(days=1))
    assert count_queries(client, "/") == 1
    page_store.put(key, replace(page, until=time.time() - 1))
    assert count_queries(client, "/") > 1


def test_a_page_that_sets_a_cookie_is_neither_stored_nor_cacheable(client, published, monkeypatch):
    @public_page
    def personal(request):
        response = HttpResponse("x" * 500)
        response.set_cookie("name", "value")
        return response

    pattern = next(p for p in public_urls.in_every_language if p.name == "archive")
    monkeypatch.setattr(pattern, "callback", personal)
    answers = [client.get("/archive/") for _request in range(2)]
    assert [answer.cookies["name"].value for answer in answers] == ["value", "value"]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert count_cached_pages() == 0
