"""What only machines ask for: sitemaps, robots.txt, oEmbed, the browser's search box."""

import datetime
import json
from dataclasses import replace
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document
from articles.models import Article, Author, Collection, CollectionItem, InfoPage, Section
from articles.queries.lists import sitemaps
from articles.services import workflow
from tests.support.pages import Page
from tests.support.site import add_picture, count_queries, count_uncached_queries, get_page

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]
SITE = "http://testserver"
MAP, NEWS = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE, SEARCH = "{http://www.google.com/schemas/sitemap-image/1.1}", "{http://a9.com/-/spec/opensearch/1.1/}"
ODD = "]]> & <b> \" ' 👩🏽‍🌾 اُردو"


def tree(client, address):
    """An XML answer, which must be there and well-formed."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8"), address
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own answer


def locations(client, address):
    return [found.text for found in tree(client, address).iter(f"{MAP}loc")]


def card(client, address, **parameters):
    """The status and what oEmbed says of an address."""
    response = client.get("/oembed/", {"url": address, **parameters})
    return response.status_code, json.loads(response.content) if response.status_code == 200 else None


def picture_type(client, address):
    """The type of the picture at an address, which must be there."""
    response = client.get(address.removeprefix(SITE))
    assert (response.status_code, len(response.getvalue()) > 0) == (200, True)
    return response.headers["Content-Type"]


@pytest.fixture
def live(published):
    published.refresh_from_db()
    return SITE + published.get_absolute_url()


def test_the_index_of_an_empty_paper_has_its_lists_only(client, db):
    assert locations(client, "/sitemap.xml") == [f"{SITE}/sitemap-lists.xml"]
    assert locations(client, "/sitemap-lists.xml")[:5] == [
        f"{SITE}{path}" for path in ("/", "/stories/", "/countries/", "/archive/", "/corrections/")
    ]
    assert client.get("/sitemap-stories-1.xml").status_code == 404


def test_the_stories_stand_in_parts_that_are_never_too_long_and_each_story_in_one(client, publish, words, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 2)
    stories = [publish(replace(words, headline=f"S{number}")) for number in range(5)]
    lists, *parts = locations(client, "/sitemap.xml")
    assert lists == f"{SITE}/sitemap-lists.xml"
    found = [locations(client, part.removeprefix(SITE)) for part in parts]
    assert {len(part) for part in found} <= {1, 2}
    assert [address for part in found for address in part] == [SITE + story.get_absolute_url() for story in stories]
    assert [client.get(f"/sitemap-stories-{number}.xml").status_code for number in (0, 999_999)] == [404] * 2


def test_a_part_without_a_public_story_is_not_named(client, publish, words, publisher, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 1)
    first, second, third = (publish(replace(words, headline=f"S{number}")) for number in range(3))
    workflow.kill(second, by=publisher, reason="A court says so.")
    parts = [f"{SITE}/sitemap-{part}.xml" for part in ("lists", f"stories-{first.pk}", f"stories-{third.pk}")]
    assert locations(client, "/sitemap.xml") == parts
    assert client.get(f"/sitemap-stories-{second.pk}.xml").status_code == 404


@pytest.mark.parametrize(
    "part", ["stories", "stories-", "stories-01", "stories--1", "stories-٢", "list", "x", "stories-9999999"]
)
def test_a_part_that_is_none_is_not_found(client, published, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_the_sitemap_names_what_answers_and_nothing_that_does_not(client, publish, words, publisher, scheduled, draft):
    published, retracted, killed = (
        publish(replace(words, headline=name)) for name in ("Published", "Retracted", "Killed")
    )
    before = locations(client, "/sitemap-stories-1.xml")
    workflow.retract(retracted, by=publisher, reason="Invented.")
    workflow.kill(killed, by=publisher, reason="A court said so.")
    assert len(before) == 3
    assert locations(client, "/sitemap-stories-1.xml") == [SITE + published.get_absolute_url()]


def test_the_sitemap_of_lists_has_those_with_stories_and_every_address_answers(
    client, publish, words, publisher, author
):
    Author.objects.create(name="Nobody", slug="nobody")
    Section.objects.create(name="دنیا", slug="دنیا")
    InfoPage.objects.create(title="Ethics", slug="ethics", kind="ethicsPolicy", body="<p>We are honest.</p>")
    filled = Collection.objects.create(title="The river", slug="the-river")
    Collection.objects.create(title="Empty", slug="empty")
    CollectionItem.objects.create(collection=filled, article=publish(words))
    gone = publish(replace(words, headline="Gone", tags=("Lost",), countries=(CountryLine("TV"),)))
    before = set(locations(client, "/sitemap-lists.xml"))
    workflow.retract(gone, by=publisher, reason="Invented.")
    found = locations(client, "/sitemap-lists.xml")
    assert before - set(found) == {f"{SITE}/tag/lost/", f"{SITE}/country/tv/"}
    for path in (
        "author/zarmina-yousaf",
        "country/pk",
        "tag/water",
        "series/the-river",
        "about/ethics",
        "section/south-asia",
    ):
        assert f"{SITE}/{path}/" in found
    for path in ("author/nobody", "country/cn", "series/empty"):
        assert f"{SITE}/{path}/" not in found
    assert (len(found), [address for address in found if not address.isascii()]) == (len(set(found)), [])
    assert {client.get(address.removeprefix(SITE)).status_code for address in found} == {200}


def test_the_sitemap_says_when_a_story_was_changed(client, published, words, update):
    def changed():
        (entry,) = tree(client, "/sitemap-stories-1.xml")
        return datetime.datetime.fromisoformat(entry.findtext(f"{MAP}lastmod")).replace(microsecond=0)

    published.refresh_from_db()
    assert changed() == published.visible_at.replace(microsecond=0)
    update(published, replace(words, headline="Again"))
    published.refresh_from_db()
    assert changed() == published.publicly_updated_at.replace(microsecond=0)


def test_a_sitemap_costs_the_same_whatever_it_holds(client, publish, words):
    addresses = ("/sitemap.xml", "/sitemap-stories-1.xml", "/sitemap-lists.xml", "/news-sitemap.xml")
    publish(words)
    one = [count_uncached_queries(client, address) for address in addresses]
    for number in range(2):
        publish(replace(words, headline=f"S{number}", tags=(f"Tag {number}",)))
    assert (one, [count_uncached_queries(client, address) for address in addresses]) == ([3, 3, 7, 3], [3, 3, 7, 3])


def test_the_news_sitemap_has_the_stories_of_two_days(client, publish, words):
    today = timezone.localdate()
    picture = add_picture()
    stories = [
        publish(
            replace(words, headline=f"{days} days ago", dated=today - datetime.timedelta(days=days), lead_image=lead)
        )
        for days, lead in ((0, picture.pk), (1, None), (3, None), (30, None))
    ]
    found = list(tree(client, "/news-sitemap.xml"))
    assert [entry.findtext(f"{MAP}loc") for entry in found] == [
        SITE + story.get_absolute_url() for story in stories[:2]
    ]
    assert [entry.findtext(f"{NEWS}news/{NEWS}title") for entry in found] == ["0 days ago", "1 days ago"]
    publication = found[0].find(f"{NEWS}news/{NEWS}publication")
    assert [child.text for child in publication] == ["The Test Gazette", "en"]
    moment = datetime.datetime.fromisoformat(found[1].findtext(f"{NEWS}news/{NEWS}publication_date"))
    assert (moment, moment.utcoffset() is None) == (stories[1].visible_at, False)
    pictures = [entry.findtext(f"{IMAGE}image/{IMAGE}loc") for entry in found]
    assert (pictures[0].startswith(f"{SITE}/media/"), pictures[1]) == (True, None)


def test_the_news_sitemap_carries_odd_headlines(client, publish, words):
    publish(replace(words, headline=ODD))
    (entry,) = tree(client, "/news-sitemap.xml")
    assert entry.findtext(f"{NEWS}news/{NEWS}title") == ODD


def test_robots_may_read_everything_but_the_desk_and_learn_of_the_maps(client, db):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert "Disallow: /" not in lines
    maps = [line.partition(": ")[2] for line in lines if line.startswith("Sitemap:")]
    assert maps == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]
    for address in maps:
        tree(client, address.removeprefix(SITE))


def test_the_story_names_where_its_card_is_and_it_is_there(client, published):
    for kind in ("json", "xml"):
        (link,) = get_page(client, published.get_absolute_url()).every(
            "link", type=f"{'application' if kind == 'json' else 'text'}/{kind}+oembed"
        )
        assert link["rel"] == "alternate"
        response = client.get(link["href"].removeprefix(SITE))
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("application/json" if kind == "json" else "text/xml")


def test_a_card_tells_what_others_need_to_show_a_story(client, publish, words, author):
    omar = Author.objects.create(name="Omar Beg", slug="omar-beg")
    picture = add_picture((1600, 1200))
    credits = (CreditLine(author.pk), CreditLine(omar.pk, "reporter"), CreditLine(omar.pk, "photographer"))
    story = publish(replace(words, headline=ODD, credits=credits, lead_image=picture.pk))
    status, card_data = card(client, SITE + story.get_absolute_url())
    html = card_data.pop("html")
    thumbnail = card_data.pop("thumbnail_url")
    assert (status, card_data) == (
        200,
        {
            "version": "1.0",
            "type": "rich",
            "title": ODD,
            "author_name": "Zarmina Yousaf, Omar Beg",
            "author_url": f"{SITE}/author/zarmina-yousaf/",
            "provider_name": "The Test Gazette",
            "provider_url": f"{SITE}/",
            "cache_age": 3600,
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
            "width": 600,
            "height": 220,
        },
    )
    page = Page(html)
    assert (page.problems, page.every("script"), page.every("b")) == ([], [], [])
    assert (page.links, ODD in page.text, words.standfirst in page.text) == (
        [SITE + story.get_absolute_url()],
        True,
        True,
    )
    assert picture_type(client, thumbnail) == "image/jpeg"


def test_a_card_as_xml_leaves_out_what_xml_can_not_say(client, publish, words, author):
    author.name = "A\x0bB"
    author.save(update_fields=["name"])
    story = publish(words)
    response = client.get("/oembed/", {"url": SITE + story.get_absolute_url(), "format": "xml"})
    assert (response.status_code, ElementTree.fromstring(response.content).findtext("author_name")) == (200, "A B")  # noqa: S314 - our own answer


def test_a_card_as_xml_says_what_json_says(client, publish, words):
    story = publish(replace(words, headline=ODD))
    response = client.get("/oembed/", {"url": SITE + story.get_absolute_url(), "format": "xml"})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
    _status, card_data = card(client, SITE + story.get_absolute_url(), format="json")
    assert (root.tag, {child.tag: child.text for child in root}) == (
        "oembed",
        {name: str(card_data[name]) for name in card_data},
    )


@pytest.mark.parametrize(
    ("parameters", "size"),
    [
        ({}, (600, 220)),
        ({"maxwidth": "320"}, (320, 220)),
        ({"maxwidth": "5000", "maxheight": "5000"}, (600, 220)),
        ({"maxwidth": "300", "maxheight": "100"}, (300, 100)),
        ({"maxwidth": "0"}, (600, 220)),
        ({"maxwidth": "-5", "maxheight": "x"}, (600, 220)),
        ({"maxwidth": "9" * 5000}, (600, 220)),
        ({"maxwidth": "٣٠٠"}, (600, 220)),
        ({"maxwidth": ""}, (600, 220)),
    ],
    ids=str,
)
def test_a_card_is_as_large_as_there_is_space(client, live, parameters, size):
    _status, card_data = card(client, live, **parameters)
    assert (card_data["width"], card_data["height"]) == size
    # The drawn picture is 1200 by 630; a smaller place gets none.
    small = size[0] < 600 or size[1] < 220
    assert card_data.get("thumbnail_width") == (None if small else 1200)


UNKNOWN = [
    "",
    "x",
    "/",
    "http://testserver/",
    "http://testserver/section/south-asia/",
    "http://testserver/2026/01/01/nothing/",
    "http://testserver/admin/",
    "http://[",
    "http://testserver:x/2026/01/01/a/",
    "http://testserver/2026/01/01/%00/",
    "//testserver/2026/01/01/a/",
]


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_there_is_no_card_for_what_is_no_story_of_ours(client, live, kind):
    foreign = [
        live.replace("testserver", "example.org"),
        live.replace("testserver", "testserver.example.org"),
        live.replace("testserver", "user@example.org"),
        live.replace("testserver", "testserver:81"),
        live.replace("http:", "ftp:"),
        live.replace("http:", "javascript:"),
        live + "x/",
    ]
    assert card(client, live)[0] == 200
    assert {address: card(client, address, format=kind)[0] for address in [*UNKNOWN, *foreign]} == dict.fromkeys(
        [*UNKNOWN, *foreign], 404
    )
    assert client.get("/oembed/").status_code == 404


def test_a_card_is_found_however_the_address_is_written(client, publish, words):
    story = publish(replace(words, headline="دو وزارتیں"))
    path = story.get_absolute_url()
    written = [path, path.rstrip("/"), f"{path}?utm_source=x", f"{path}#part-1", path.lower()]
    assert [card(client, SITE + address)[0] for address in written] == [200] * 5
    assert card(client, SITE.replace("http", "https").upper() + path)[0] == 200
    assert client.get(f"/oembed/?url={quote(SITE + path, safe='')}").status_code == 200


def test_a_format_that_is_not_spoken_is_501(client, live):
    response = client.get("/oembed/", {"url": live, "format": "yaml"})
    assert response.status_code == 501


def test_an_old_address_has_the_card_of_its_story(client, published, words, live, republish):
    republish(published, replace(words, slug="another-name"))
    new = SITE + Article.objects.get().get_absolute_url()
    assert new != live
    assert card(client, live) == card(client, new)
    assert new in card(client, live)[1]["html"]


def test_there_is_no_card_for_a_story_before_its_moment_or_after_its_retraction(
    client, scheduled, publisher, time_passes
):
    address = f"{SITE}/2026/01/01/{scheduled.slug}/"
    found = [card(client, address)[0]]
    time_passes(hours=2)
    client.get("/")
    found.append(card(client, address)[0])
    workflow.retract(scheduled, by=publisher, reason="Invented.")
    assert [*found, card(client, address)[0]] == [404, 200, 404]


def test_a_card_of_a_story_with_nothing_but_words_has_a_drawn_picture_and_no_author(client, publish):
    story = publish(Document(headline="Bare", body="<p>Words.</p>"))
    _status, card_data = card(client, SITE + story.get_absolute_url())
    assert {"author_name", "author_url"} & card_data.keys() == set()
    assert picture_type(client, card_data["thumbnail_url"]) == "image/jpeg"


def test_a_card_is_made_in_two_queries_and_cached_by_those_who_requested_it(client, live):
    assert count_queries(client, f"/oembed/?url={quote(live)}") == 2
    response = client.get("/oembed/", {"url": live})
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get("/oembed/", {"url": live}, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_browser_learns_how_to_search_the_paper(client, published, settings):
    settings.SITE_NAME = "A & B’s very long Gazette"
    (link,) = get_page(client, "/").every("link", rel="search")
    response = client.get(link["href"])
    assert response.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
    assert len(root.findtext(f"{SEARCH}ShortName")) <= 16
    template = root.find(f"{SEARCH}Url").get("template")
    answer = client.get(template.replace("{searchTerms}", "gauge").removeprefix(SITE))
    assert (answer.status_code, published.get_absolute_url() in answer.content.decode()) == (200, True)


def test_what_machines_ask_for_is_cached_and_answered_with_304(client, published):
    for address in (
        "/sitemap.xml",
        "/sitemap-lists.xml",
        "/sitemap-stories-1.xml",
        "/news-sitemap.xml",
        "/opensearch.xml",
    ):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
        # The news sitemap changes with the clock alone, so it is made for each request.
        cost = 3 if address == "/news-sitemap.xml" else 1
        assert (again.status_code, count_queries(client, address)) == (304, cost)
