"""Feeds: every list as RSS, Atom and JSON Feed, with ids that outlive addresses."""

import datetime
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.domain.document import CountryLine
from articles.models import Collection, CollectionItem
from articles.queries.lists.pagination import PAGE_SIZE
from articles.services import editing, workflow
from tests.support.feeds import (
    ATOM,
    KINDS,
    ODD,
    SITE,
    list_feed_titles,
    read_atom,
    read_json_feed,
    read_rss,
)
from tests.support.site import count_queries, count_uncached_queries

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


@pytest.fixture
def series(published):
    found = Collection.objects.create(title="The river", slug="the-river", about="All of it.")
    CollectionItem.objects.create(collection=found, article=published, position=1)
    return found


def test_every_list_has_its_three_feeds(client, published, series):
    lists = {
        "/": "The Test Gazette",
        "/section/south-asia/": "South Asia · The Test Gazette",
        "/author/zarmina-yousaf/": "Zarmina Yousaf · The Test Gazette",
        "/tag/water/": "Water · The Test Gazette",
        "/country/pk/": "Pakistan · The Test Gazette",
        "/country/af/pk/": "Afghanistan and Pakistan · The Test Gazette",
        f"/archive/{published.published_on:%Y/%m}/": f"{published.published_on:%B %Y} · The Test Gazette",
        "/series/the-river/": "The river · The Test Gazette",
        "/stories/": "Stories · The Test Gazette",
        "/search/": "Search: “gauge” · The Test Gazette",
    }
    for address, title in lists.items():
        query = "?q=gauge" if address == "/search/" else ""
        assert list_feed_titles(client, address, query) == [published.headline], address
        for suffix, kind in KINDS.items():
            response = client.get(f"{address}feed/{suffix}{query}")
            assert response.headers["Content-Type"] == kind
        named = {
            read_rss(client, f"{address}feed/{query}").findtext("title"),
            read_atom(client, f"{address}feed/atom/{query}").findtext(f"{ATOM}title"),
            read_json_feed(client, f"{address}feed/json/{query}")["title"],
        }
        assert named == {title}


def test_a_feed_names_its_page_and_itself(client, published):
    for list_address, query in (("/", ""), ("/tag/water/", ""), ("/stories/", "?tag=water&q=gauge")):
        page, base = f"{SITE}{list_address}{query}", f"{SITE}{list_address}feed/"
        channel = read_rss(client, f"{list_address}feed/{query}")
        assert channel.findtext("link") == page
        assert channel.find(f"{ATOM}link[@rel='self']").get("href") == base + query
        feed = read_atom(client, f"{list_address}feed/atom/{query}")
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links == {"alternate": page, "self": f"{base}atom/{query}"}
        feed = read_json_feed(client, f"{list_address}feed/json/{query}")
        assert (feed["home_page_url"], feed["feed_url"]) == (page, f"{base}json/{query}")


def test_a_list_that_has_no_such_page_has_no_such_feed(client, published):
    for suffix in KINDS:
        for address in (
            "/section/nowhere/",
            "/author/nobody/",
            "/tag/nothing/",
            "/country/xx/",
            "/archive/2026/13/",
            "/series/none/",
        ):
            assert client.get(f"{address}feed/{suffix}").status_code == 404
        moved = client.get(f"/country/PK/feed/{suffix}")
        assert (moved.status_code, moved.headers["Location"]) == (301, f"/country/pk/feed/{suffix}")
        moved = client.get(f"/country/pk/af/feed/{suffix}")
        assert (moved.status_code, moved.headers["Location"]) == (301, f"/country/af/pk/feed/{suffix}")


def test_an_empty_list_has_an_empty_feed_that_stays_the_same(client, section, monkeypatch):
    answers = []
    for day in (1, 2):
        real = datetime.datetime(2026, 3, day, tzinfo=datetime.UTC)

        class Clock(datetime.datetime):
            @classmethod
            def now(cls, tz=None, moment=real):
                return moment.astimezone(tz)

        monkeypatch.setattr("django.utils.feedgenerator.datetime.datetime", Clock)
        answers.append([client.get(f"/stories/feed/{suffix}?q=x").headers["ETag"] for suffix in KINDS])
        monkeypatch.undo()
    assert list_feed_titles(client, "/section/south-asia/") == []
    assert answers[0] == answers[1]


def test_the_newest_story_comes_first_and_a_feed_has_one_page_of_them(client, publish, words):
    for number in range(PAGE_SIZE + 2):
        publish(replace(words, headline=f"S{number}", dated=datetime.date(2026, 3, 1 + number)))
    assert list_feed_titles(client, "/tag/water/") == [f"S{number}" for number in reversed(range(2, PAGE_SIZE + 2))]


def test_only_what_the_public_may_read_is_in_a_feed(client, publish, words, publisher, reporter, scheduled):
    published, retracted, killed = (
        publish(replace(words, headline=name)) for name in ("Published", "Retracted", "Killed")
    )
    editing.create(replace(words, headline="Draft"), by=reporter)
    assert list_feed_titles(client, "/") == ["Killed", "Retracted", "Published"]
    workflow.retract(retracted, by=publisher, reason="Invented.")
    workflow.kill(killed, by=publisher, reason="A court said so.")
    assert (list_feed_titles(client, "/"), list_feed_titles(client, "/search/", "?q=gauge")) == (["Published"], [])
    assert published.headline == "Published"


def test_all_three_give_a_story_the_same_id(client, published):
    ids = {
        read_rss(client).findtext("item/guid"),
        read_atom(client).findtext(f"{ATOM}entry/{ATOM}id"),
        read_json_feed(client)["items"][0]["id"],
    }
    assert ids == {f"tag:testserver,{timezone.localdate(published.created_at):%Y-%m-%d}:story/{published.pk}"}


def test_an_id_stays_when_the_address_changes_and_the_entry_is_updated(client, published, words, update):
    before = read_json_feed(client)["items"][0]
    update(published, replace(words, slug="another-name", headline="Another name"))
    after = read_json_feed(client)["items"][0]
    assert (before["id"] == after["id"], before["url"] == after["url"]) == (True, False)
    assert after["date_published"] == before["date_published"]
    published.refresh_from_db()
    moment = published.publicly_updated_at.replace(microsecond=0)
    assert datetime.datetime.fromisoformat(after["date_modified"]) == moment
    assert datetime.datetime.fromisoformat(read_atom(client).findtext(f"{ATOM}entry/{ATOM}updated")) == moment
    assert datetime.datetime.fromisoformat(read_atom(client).findtext(f"{ATOM}updated")) == moment
    assert datetime.datetime.fromisoformat(read_rss(client).findtext(f"item/{ATOM}updated")) == moment


@pytest.mark.parametrize("suffix", ["", "atom/"])
def test_a_browser_is_told_how_to_show_a_feed(client, published, suffix):
    reader = ElementTree.XMLPullParser(["pi"])
    reader.feed(client.get(f"/feed/{suffix}").content)
    instructions = [element.text for _event, element in reader.read_events()]
    assert instructions == ['xml-stylesheet href="/static/reader/feed.css" media="screen" type="text/css"']


def test_a_hub_is_named_when_there_is_one(client, published, settings):
    def hubs():
        links = [read_rss(client, "/stories/feed/?q=gauge"), read_atom(client, "/stories/feed/atom/?q=gauge")]
        named = [[link.get("href") for link in found.findall(f"{ATOM}link[@rel='hub']")] for found in links]
        return [*named, read_json_feed(client, "/stories/feed/json/?q=gauge").get("hubs")]

    without = hubs()
    settings.WEBSUB_HUB = "https://hub.example.org/?a=1&b=2"
    assert without == [[], [], None]
    assert hubs() == [[settings.WEBSUB_HUB], [settings.WEBSUB_HUB], [{"type": "WebSub", "url": settings.WEBSUB_HUB}]]


def test_a_feed_that_has_not_changed_is_answered_with_304_and_one_that_has_with_200(client, publish, words):
    publish(words)
    addresses = [f"/{place}feed/{suffix}" for suffix in KINDS for place in ("", "tag/water/")]
    addresses += [f"/stories/feed/{suffix}?q=gauge" for suffix in KINDS]
    tags = {address: client.get(address).headers["ETag"] for address in addresses}
    for address, tag in tags.items():
        again = client.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    publish(replace(words, headline="Another gauge"))
    assert {client.get(address, headers={"if-none-match": tag}).status_code for address, tag in tags.items()} == {200}


def test_a_feed_costs_the_same_whatever_it_holds(client, publish, words):
    publish(words)
    one = [count_uncached_queries(client, f"/tag/water/feed/{suffix}") for suffix in KINDS]
    for number in range(2):
        publish(replace(words, headline=f"S{number}"))
    assert (one, [count_uncached_queries(client, f"/tag/water/feed/{suffix}") for suffix in KINDS]) == (
        [9] * 3,
        [9] * 3,
    )
    twice = [[count_queries(client, f"/tag/water/feed/{suffix}") for _time in range(2)] for suffix in KINDS]
    assert [second for _first, second in twice] == [1] * 3


def test_corrections_have_feeds_of_their_own(client, published, words, approve_again, publisher):
    assert list_feed_titles(client, "/corrections/") == []
    approve_again(published, replace(words, headline="Two & three ministries agree"))
    workflow.publish_with_correction(published, by=publisher, kind="correction", text=f"They were three. {ODD}")
    published.refresh_from_db()
    assert list_feed_titles(client, "/corrections/") == ["Correction: Two & three ministries agree"]
    item = read_json_feed(client, "/corrections/feed/json/")["items"][0]
    assert item["url"] == f"{SITE}{published.get_absolute_url()}#corrections"
    assert (
        item["summary"]
        == read_rss(client, "/corrections/feed/").findtext("item/description")
        == f"They were three. {ODD}"
    )
    assert item["id"] == f"{read_json_feed(client)['items'][0]['id']}/correction/{published.corrections.get().pk}"
    workflow.retract(published, by=publisher, reason="Invented.")
    assert list_feed_titles(client, "/corrections/") == []


def test_a_series_feed_has_its_public_parts_and_the_newest_first(client, publish, words, publisher):
    found = Collection.objects.create(title="The river", slug="the-river")
    stories = [publish(replace(words, headline=f"Part {n}", dated=datetime.date(2026, 3, n))) for n in (1, 2, 3)]
    for position, story in enumerate(stories):
        CollectionItem.objects.create(collection=found, article=story, position=position)
    before = list_feed_titles(client, "/series/the-river/")
    workflow.retract(stories[1], by=publisher, reason="Invented.")
    assert (before, list_feed_titles(client, "/series/the-river/")) == (
        ["Part 3", "Part 2", "Part 1"],
        ["Part 3", "Part 1"],
    )


def test_the_paper_in_another_language_has_its_own_feeds(client, publish, words):
    publish(replace(words, headline="English"))
    publish(replace(words, headline="Urdu", language="ur", countries=(CountryLine("PK"),)))
    assert (
        list_feed_titles(client, "/"),
        list_feed_titles(client, "/ur/"),
        list_feed_titles(client, "/ur/country/pk/"),
    ) == (
        ["English"],
        ["Urdu"],
        ["Urdu"],
    )
    assert (
        read_json_feed(client, "/ur/feed/json/")["language"],
        read_rss(client, "/ur/feed/").findtext("language"),
    ) == (
        "ur",
        "ur",
    )
    assert read_json_feed(client, "/ur/feed/json/")["home_page_url"] == f"{SITE}/ur/"
