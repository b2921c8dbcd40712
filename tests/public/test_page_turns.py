"""A page that is missing is made by one request; the others wait for it, in this process and in those that share a cache."""

import datetime
import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.models import Edition
from articles.queries import page_store
from articles.queries.page_store import store, turns
from articles.services import workflow
from articles.services.edition import open_edition
from newsroom.environment import Environment
from tests.support.site import count_queries

pytestmark = pytest.mark.django_db
BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def file_cache(settings, tmp_path):
    """A cache that all processes of the host share."""
    url = f"file://{tmp_path}/pages.sqlite3"
    settings.CACHES = {"default": Environment({"CACHE_URL": url}).cache("CACHE_URL", "")}


def test_a_page_that_one_process_has_made_is_read_by_the_others(client, published, file_cache):
    address = published.get_absolute_url()
    made = client.get(address, headers=BROWSER)
    page_store.clear()  # as in a process that begins
    assert count_queries(client, address) == 1
    page_store.clear()
    read = client.get(address, headers=BROWSER)
    assert (read.content, dict(read.headers)) == (made.content, dict(made.headers))


def test_a_page_that_another_release_has_made_is_made_again(client, published, file_cache, monkeypatch):
    address = published.get_absolute_url()
    client.get(address)
    page_store.clear()
    monkeypatch.setattr("articles.queries.page_store.store.release", lambda: "another")
    assert count_queries(client, address) == 3


@pytest.mark.parametrize(
    "value", [b"", b"[]\n", b"{}\n", b"no JSON", b"[1, 2, [], 1, 1, 1, 1, []]\n", b"\xff\n", "words", 7]
)
def test_what_is_no_page_in_a_shared_cache_is_replaced(client, published, file_cache, value):
    address = published.get_absolute_url()
    made = client.get(address)
    key = page_store.PageKey("testserver", address)
    cache.set(store.name_of(key), value)
    page_store.clear()
    assert client.get(address).content == made.content
    page_store.clear()
    assert count_queries(client, address) == 1


@contextmanager
def page_in_the_making(address, monkeypatch):
    """Another thread is making the page at an address in the current edition, and takes longer than anybody waits."""
    monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
    monkeypatch.setattr(turns, "MAX_WAIT_S", 0.05)
    begun, may_end = threading.Event(), threading.Event()
    number = Edition.objects.get().number

    def make():
        with page_store.turn(page_store.PageKey("testserver", address), edition=number):
            begun.set()
            may_end.wait(10)

    thread = threading.Thread(target=make)
    thread.start()
    begun.wait(10)
    yield
    may_end.set()
    thread.join()


@pytest.mark.parametrize("withdraws", [False, True])
def test_the_page_of_the_edition_before_is_shown_meanwhile_unless_something_was_withdrawn(
    client, publish, words, monkeypatch, withdraws
):
    publish(words)
    before = client.get("/").content
    publish(replace(words, headline="Second"))
    if withdraws:
        open_edition()
    with page_in_the_making("/", monkeypatch):
        meanwhile = client.get("/").content
    after = client.get("/").content
    assert (meanwhile == before, b"Second" in meanwhile) == (not withdraws, withdraws)
    assert b"Second" in after


def test_a_killed_story_is_not_shown_while_its_page_is_made_again(client, publish, words, publisher, monkeypatch):
    first = publish(words)
    assert words.headline in client.get("/").content.decode()
    workflow.kill(first, by=publisher, reason="The court says so.")
    publish(replace(words, headline="Second"))
    for address in ("/", first.get_absolute_url()):
        with page_in_the_making(address, monkeypatch):
            assert words.headline not in client.get(address).content.decode()


def test_a_page_older_than_the_edition_before_is_never_shown(client, publish, words, monkeypatch):
    publish(words)
    before = client.get("/").content
    for number in range(2):
        publish(replace(words, headline=f"Later {number}"))
    with page_in_the_making("/", monkeypatch):
        assert client.get("/").content != before


def test_a_page_of_the_edition_before_is_not_shown_a_second_later(client, publish, words, monkeypatch):
    publish(words)
    before = client.get("/").content
    publish(replace(words, headline="Second"))
    Edition.objects.update(opened_at=timezone.now() - datetime.timedelta(seconds=1.1))
    with page_in_the_making("/", monkeypatch):
        assert client.get("/").content != before


def test_what_is_due_is_not_held_back_by_a_page_in_the_making(
    client, publish, words, scheduled, time_passes, monkeypatch
):
    publish(replace(words, headline="First"))
    client.get("/")
    time_passes(hours=2)
    client.get("/countries/")  # publishes what is due
    assert Edition.objects.get().next_due is None
    with page_in_the_making("/", monkeypatch):
        assert scheduled.headline in client.get("/").content.decode()
