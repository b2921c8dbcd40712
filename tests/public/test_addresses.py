"""The reader's addresses: what answers, what redirects, what is gone and what was never there."""

import datetime
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from articles.models import Author, Section
from articles.services import workflow
from tests.support import sentences
from tests.support.pages import parse
from tests.support.site import get_page, list_story_urls, publish_stories, repeats_parameter

pytestmark = pytest.mark.django_db


def shows(client, address, story):
    return list_story_urls(client, address) == [story.get_absolute_url()]


def test_a_story_stands_under_its_day_and_slug(client, published):
    day = timezone.localdate(published.visible_at)
    address = f"/{day:%Y/%m/%d}/two-ministries-agree-on-one-river-gauge/"
    assert published.get_absolute_url() == address
    assert get_page(client, address).every("h1") == [{}]


def test_a_story_dated_in_the_past_stands_under_its_date(client, publish, words):
    story = publish(replace(words, dated=datetime.date(2026, 3, 1)))
    assert story.get_absolute_url() == "/2026/03/01/two-ministries-agree-on-one-river-gauge/"
    assert client.get(story.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/section/south-asia/",
        "/author/zarmina-yousaf/",
        "/tag/water/",
        "/country/pk/",
        "/country/af/",
        "/country/af/pk/",
        "{month}",
    ],
)
def test_a_story_stands_in_each_of_its_lists(client, published, address):
    month = f"/archive/{published.published_on:%Y/%m}/"
    assert shows(client, address.format(month=month), published)


def test_a_country_that_is_only_mentioned_does_not_list_the_story(client, published):
    assert [list_story_urls(client, address) for address in ("/country/cn/", "/country/cn/pk/")] == [[], []]
    # Once on the map and once in the list.
    shown = [link for link in get_page(client, "/countries/").links if link.startswith("/country/")]
    assert sorted(shown) == ["/country/af/", "/country/af/", "/country/pk/", "/country/pk/"]


def test_the_archive_leads_to_every_month_that_has_a_story_newest_first(client, publish, words):
    for number, day in enumerate([(2025, 12, 31), (2026, 2, 1)]):
        publish(replace(words, headline=f"Story {number}", dated=datetime.date(*day)))
    months = [link for link in get_page(client, "/archive/").links if link.startswith("/archive/2")]
    assert months == ["/archive/2026/02/", "/archive/2025/12/"]
    assert [len(list_story_urls(client, month)) for month in months] == [1, 1]


def test_a_day_belongs_to_its_month_by_the_newsrooms_calendar(client, publish, words):
    publish(replace(words, dated=datetime.date(2026, 2, 1)))  # 31 January, 19:00 in UTC
    assert [len(list_story_urls(client, f"/archive/2026/{month}/")) for month in ("01", "02", "03")] == [0, 1, 0]


@pytest.mark.parametrize(
    ("requested", "answer"),
    [
        ("/country/PK/", "/country/pk/"),
        ("/country/Pk/", "/country/pk/"),
        ("/country/pk/af/", "/country/af/pk/"),
        ("/country/AF/PK/", "/country/af/pk/"),
        ("/country/pk/pk/", "/country/pk/"),
        ("/section/south-asia", "/section/south-asia/"),
        (
            "/2026/03/02/two-ministries-agree-on-one-river-gauge/",
            "/2026/03/01/two-ministries-agree-on-one-river-gauge/",
        ),
        (
            "/2026/99/99/two-ministries-agree-on-one-river-gauge/",
            "/2026/03/01/two-ministries-agree-on-one-river-gauge/",
        ),
        ("/2026/03/01/two-ministries-agree-on-one-river-gauge", "/2026/03/01/two-ministries-agree-on-one-river-gauge/"),
    ],
)
def test_an_address_that_is_almost_right_redirects_for_good(client, publish, words, requested, answer):
    publish(replace(words, dated=datetime.date(2026, 3, 1)))
    response = client.get(requested)
    assert (response.status_code, response.headers["Location"]) == (301, answer)


@pytest.mark.parametrize(
    ("headline", "language", "site"),
    [("دریا پر ایک پیمانہ", "ur", "/ur"), ("اتفاق على مقياس واحد", "ar", "/ar"), ("Où est l’eau", "fr", "")],
)
def test_a_story_in_any_script_answers_at_its_own_address(client, publish, words, headline, language, site):
    story = publish(replace(words, headline=headline, language=language))
    assert client.get(story.get_absolute_url()).status_code == 200
    sites = [prefix for prefix in ("", "/ur", "/ar") if shows(client, f"{prefix}/section/south-asia/", story)]
    assert sites == [site]


@pytest.mark.parametrize("model", [Author, Section])
def test_a_list_in_any_script_answers_at_its_own_address(client, publish, words, model):
    model.objects.update(slug="زرمینہ")
    publish(words)
    assert client.get(model.objects.get().get_absolute_url()).status_code == 200


def test_an_old_address_redirects_for_ever(client, publish, words, republish):
    story = publish(replace(words, slug="first"))
    day = f"{story.published_on:%Y/%m/%d}"
    for slug in ("second", "third"):
        republish(story, replace(words, slug=slug))
    answers = {slug: client.get(f"/{day}/{slug}/") for slug in ("first", "second", "third")}
    assert {slug: (a.status_code, a.headers.get("Location")) for slug, a in answers.items()} == {
        "first": (301, f"/{day}/third/"),
        "second": (301, f"/{day}/third/"),
        "third": (200, None),
    }


def test_a_story_may_take_its_first_address_back(client, publish, words, republish):
    story = publish(replace(words, slug="first"))
    for slug in ("second", "first"):
        republish(story, replace(words, slug=slug))
    day = f"{story.published_on:%Y/%m/%d}"
    assert [client.get(f"/{day}/{slug}/").status_code for slug in ("first", "second")] == [200, 301]


def test_no_other_story_takes_an_old_address(client, publish, words, republish):
    story = publish(replace(words, slug="first"))
    republish(story, replace(words, slug="second"))
    other = publish(replace(words, headline="Another story", slug="first"))
    day = f"{story.published_on:%Y/%m/%d}"
    assert other.get_absolute_url() == f"/{day}/first-2/"
    assert client.get(f"/{day}/first/").headers["Location"] == f"/{day}/second/"


def test_a_new_headline_alone_leaves_the_address_as_it_was(client, publish, words, republish):
    story = publish(words)
    republish(story, replace(words, headline="One gauge for two ministries"))
    page = get_page(client, story.get_absolute_url())
    assert "One gauge for two ministries" in page.text


NOWHERE = {
    "/nowhere/": sentences.PAGE_NOT_FOUND,
    "/2026/01/01/nothing/": "There is no story at this address.",
    "/archive/2026/13/": "There is no such month.",
    "/series/nothing/": sentences.PAGE_NOT_FOUND,
    "/person/nobody/": sentences.PAGE_NOT_FOUND,
    "/about/nothing/": sentences.PAGE_NOT_FOUND,
    "/section/nowhere/feed/": sentences.PAGE_NOT_FOUND,
    "/sitemap-stories-1.xml": sentences.PAGE_NOT_FOUND,
    "/sitemap-nothing.xml": sentences.PAGE_NOT_FOUND,
    "/fr/": sentences.PAGE_NOT_FOUND,
    "/en/": sentences.PAGE_NOT_FOUND,
    "/media/cards/1-0123456789abcdef.jpg": sentences.PAGE_NOT_FOUND,
    "/archive/0000/01/": "There is no such month.",
    "/archive/9999/12/": "There is no such month.",
    "/section/nowhere/": sentences.PAGE_NOT_FOUND,
    "/author/nobody/": sentences.PAGE_NOT_FOUND,
    "/tag/nothing/": sentences.PAGE_NOT_FOUND,
    "/country/yu/": "The code “YU” was split; today’s countries are RS (Serbia), ME (Montenegro), HR (Croatia), SI",
    "/country/zz/": sentences.UNKNOWN_COUNTRY_CODE_ZZ,
    "/country/pk/zz/": sentences.UNKNOWN_COUNTRY_CODE_ZZ,
    "/media/nothing.jpg": sentences.PAGE_NOT_FOUND,
}


@pytest.mark.parametrize("address", NOWHERE)
def test_a_404_says_where_to_go_on_and_nothing_of_the_inside(client, db, address):
    response = client.get(address)
    page = parse(response)
    assert response.status_code == 404
    assert {"/", "/countries/", "/archive/"} <= set(page.links)
    assert page.every("meta", name="robots") == [{"name": "robots", "content": "noindex"}]
    assert NOWHERE[address] in page.text
    assert "matches" not in page.text


def test_a_404_of_another_paper_leads_back_into_that_paper(client, db):
    response = client.get("/ur/2026/01/01/nothing/")
    page = parse(response)
    assert (response.status_code, [found["lang"] for found in page.every("html")]) == (404, ["ur"])
    assert {"/ur/", "/ur/countries/", "/ur/archive/"} <= set(page.links)
    assert not {"/", "/countries/", "/archive/"} & set(page.links)


@pytest.mark.parametrize("address", ["/archive/0001/01/", "/archive/9999/11/"])
def test_the_edges_of_the_calendar_are_no_error(client, db, address):
    assert client.get(address).status_code in {200, 404}


@pytest.mark.parametrize("address", ["/author/zarmina-yousaf/", "/tag/water/"])
def test_an_author_or_tag_has_a_page_once_a_story_is_published(client, approved, publisher, address):
    before = client.get(address).status_code
    workflow.publish(approved, by=publisher)
    assert (before, client.get(address).status_code) == (404, 200)


@pytest.mark.parametrize(
    "address",
    ["/section/south-asia/", "/country/pk/", "/country/af/pk/", "/countries/", "/archive/", "/series/", "/"],
)
def test_a_list_without_a_story_says_so(client, section, address):
    page = get_page(client, address)
    assert list_story_urls(client, address) == []
    assert "published" in page.text


@pytest.fixture
def retracted(published, publisher):
    return workflow.retract(published, by=publisher, reason="The figures were invented.")


def test_a_retracted_story_is_its_notice(client, retracted, words):
    page = get_page(client, retracted.get_absolute_url())
    assert "The figures were invented." in page.text
    assert words.standfirst not in page.text
    assert page.every("meta", name="robots") == [{"name": "robots", "content": "noindex"}]


def test_a_killed_story_is_gone(client, published, publisher, words, republish):
    republish(published, replace(words, slug="renamed"))
    published.refresh_from_db()
    workflow.kill(published, by=publisher, reason="A court said so.")
    response = client.get(published.get_absolute_url())
    text = parse(response).text
    assert (response.status_code, words.headline in text, "A court said so." in text) == (410, False, False)
    old = client.get(f"/{published.published_on:%Y/%m/%d}/two-ministries-agree-on-one-river-gauge/", follow=True)
    assert old.status_code == 410


@pytest.mark.parametrize("withdraw", [workflow.retract, workflow.kill])
def test_a_reinstated_story_is_back(client, published, publisher, withdraw):
    assert shows(client, "/", published)
    withdrawn = withdraw(published, by=publisher, reason="In doubt.")
    assert list_story_urls(client, "/") == []
    workflow.reinstate(withdrawn, by=publisher, reason="No longer in doubt.")
    assert shows(client, "/", published)


def test_the_front_page_shows_no_story_twice(client, publish, words):
    stories = publish_stories(publish, words, 18)
    # Twelve at the top, one beside each of four countries, and the last two in the strips of their sections.
    assert sorted(list_story_urls(client, "/")) == sorted(story.get_absolute_url() for story in stories)


def test_machines_may_read_all_but_the_desk(client, db):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    maps = [line.removeprefix("Sitemap: http://testserver") for line in lines if line.startswith("Sitemap: ")]
    assert {address: client.get(address).status_code for address in maps} == {
        "/sitemap.xml": 200,
        "/news-sitemap.xml": 200,
    }


def test_the_health_check_answers_and_is_never_cached(client, db):
    response = client.get("/healthz/")
    assert response.content == b"ok\n"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/section/south-asia/", "/robots.txt", "/healthz/", "/media/pictures/x.jpg", "/feed/", "/stories/"),
        *("/search/", "/corrections/", "/series/", "/sitemap.xml", "/oembed/", "/ur/", "/media/cards/x.jpg"),
    ],
)
def test_readers_can_only_read(client, section, address):
    methods = (client.post, client.put, client.patch, client.delete)
    assert [ask(address).status_code for ask in methods] == [405] * 4


def test_no_link_leads_to_an_address_that_asks_the_same_twice(client, publish, words):
    publish_stories(publish, words, 2)
    seen, trapped, waiting = set(), set(), ["/search/?q=story", "/search/?q=story&sort=date", "/stories/?country=pk"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        found = {urljoin(address, link) for link in get_page(client, address).links if link.startswith("?")}
        trapped |= {link for link in found if repeats_parameter(link)}
        waiting += [link for link in found - seen if not repeats_parameter(link) and link not in waiting]
    assert trapped == set()
    assert len(seen) > 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/country/bu/", "/country/mm/"),
        ("/country/UK/", "/country/gb/"),
        ("/country/zr/mentioned/", "/country/cd/mentioned/"),
        ("/country/bu/feed/", "/country/mm/feed/"),
        ("/country/th/bu/", "/country/mm/th/"),
    ],
)
def test_a_code_that_iso_retired_leads_to_the_one_of_today(client, db, old, new):
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)
