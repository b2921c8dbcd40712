"""A silent fix is silent: readers get the new words at once, and nothing that they or machines read says when."""

import time
from dataclasses import replace

import pytest

from articles.models import Article, Edition
from tests.support.feeds import read_json_feed
from tests.support.pages import parse
from tests.support.site import get_page

pytestmark = pytest.mark.django_db


def read_times(client, story) -> dict[str, object]:
    """Everything that tells readers or machines when a story was changed."""
    address = story.get_absolute_url()
    page = parse(client.get(address))
    sitemap = client.get("/sitemap-stories-1.xml").content.decode()
    return {
        "words": "Updated" in page.text,
        "meta": [found["content"] for found in page.every("meta", property="article:modified_time")],
        "facts": client.get(address).content.decode().partition('"dateModified":')[2][:32],
        "feed": read_json_feed(client)["items"][0]["date_modified"],
        "sitemap": sitemap.partition("<lastmod>")[2][:32],
    }


def test_a_silent_fix_changes_the_words_and_no_time(client, published, words, republish):
    before, edition = read_times(client, published), Edition.objects.get().number
    time.sleep(1.1)  # times on pages have seconds
    republish(published, replace(words, body="<p>ENGINEERS met on Wednesday.</p>"))
    assert read_times(client, published) == before
    assert "ENGINEERS met on Wednesday." in get_page(client, published.get_absolute_url()).text
    assert (Edition.objects.get().number, Article.objects.get().publicly_updated_at) == (edition + 1, None)


def test_an_update_has_a_time(client, published, words, update):
    before = read_times(client, published)
    update(published, replace(words, body="<p>ENGINEERS met on Wednesday.</p>"))
    after = read_times(client, published)
    assert ((before["words"], before["meta"]), (after["words"], len(after["meta"]))) == ((False, []), (True, 1))


def test_after_an_update_a_silent_fix_leaves_its_time(client, published, words, update, republish):
    update(published, replace(words, body="<p>ENGINEERS met on Wednesday.</p>"))
    before = read_times(client, published)
    republish(published, replace(words, body="<p>ENGINEERS met on Thursday.</p>"))
    assert (before["words"], read_times(client, published)) == (True, before)
