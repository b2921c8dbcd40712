"""Feeds: every list as RSS, Atom and JSON Feed, well-formed whatever the stories say, with ids that outlive addresses."""

import datetime
import json
import re
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document
from articles.models import Author, Collection, CollectionItem, Section
from articles.queries.lists.pagination import PAGE
from articles.services import editing, workflow
from tests.support.site import add_picture, count_queries, figure_html

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]
SITE = "http://testserver"
ATOM, DC, CONTENT = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://purl.org/rss/1.0/modules/content/}",
)
MEDIA, LANG = "{http://search.yahoo.com/mrss/}", "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = {
    "": "application/rss+xml; charset=utf-8",
    "atom/": "application/atom+xml; charset=utf-8",
    "json/": "application/feed+json; charset=utf-8",
}
M49 = "https://unstats.un.org/unsd/methodology/m49/"
ODD = "]]> & < > \" ' &amp; 👩🏽‍🌾 اُردو \u202eabc\u202c e\u0301"


def rss(client, address="/feed/"):
    return ElementTree.fromstring(client.get(address).content).find("channel")  # noqa: S314 - our own answer


def atom(client, address="/feed/atom/"):
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own answer


def as_json(client, address="/feed/json/"):
    return json.loads(client.get(address).content)


def titles(client, list_address, query=""):
    """The titles in a list's feeds, which must be the same in all three."""
    base = f"{list_address}feed/"
    found = [
        [item.findtext("title") for item in rss(client, base + query).iter("item")],
        [entry.findtext(f"{ATOM}title") for entry in atom(client, f"{base}atom/{query}").iter(f"{ATOM}entry")],
        [item["title"] for item in as_json(client, f"{base}json/{query}")["items"]],
    ]
    assert found[0] == found[1] == found[2]
    return found[0]


def addresses(text):
    """Every address that an element or an attribute of a feed, or of the HTML in it, names."""
    return re.findall(r'(?:href|src|url|cite)="([^"]*)"', text) + re.findall(
        r"<(?:link|guid|uri|icon|logo)>([^<]*)<", text
    )


@pytest.fixture
def series(published):
    found = Collection.objects.create(title="The river", slug="the-river", about="All of it.")
    CollectionItem.objects.create(collection=found, article=published, position=1)
    return found


@pytest.fixture
def rich(publish, words):
    """A story with everything that a feed may tell."""
    omar = Author.objects.create(name="Omar Beg", slug="omar-beg")
    picture = add_picture(alt="A gauge & a river")
    body = (
        f'<p>A <a href="/section/x/">link</a>, <a href="https://example.org/y">another</a>.</p>{figure_html(picture, "In it.")}'
        '<blockquote data-speaker="Amina Khalid"><p>We agreed.</p></blockquote>'
        '<p>With a note<sup class="footnote">A <a href="https://example.org/z">source</a>.</sup>.</p><h2>Part</h2>'
    )
    credits = (*words.credits, CreditLine(omar.pk, "reporter"), CreditLine(omar.pk, "photographer"))
    return publish(replace(words, body=body, credits=credits, lead_image=picture.pk))


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
        assert titles(client, address, query) == [published.headline], address
        for suffix, kind in KINDS.items():
            response = client.get(f"{address}feed/{suffix}{query}")
            assert response.headers["Content-Type"] == kind
        named = {
            rss(client, f"{address}feed/{query}").findtext("title"),
            atom(client, f"{address}feed/atom/{query}").findtext(f"{ATOM}title"),
            as_json(client, f"{address}feed/json/{query}")["title"],
        }
        assert named == {title}


def test_a_feed_names_its_page_and_itself(client, published):
    for list_address, query in (("/", ""), ("/tag/water/", ""), ("/stories/", "?tag=water&q=gauge")):
        page, base = f"{SITE}{list_address}{query}", f"{SITE}{list_address}feed/"
        channel = rss(client, f"{list_address}feed/{query}")
        assert channel.findtext("link") == page
        assert channel.find(f"{ATOM}link[@rel='self']").get("href") == base + query
        feed = atom(client, f"{list_address}feed/atom/{query}")
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links == {"alternate": page, "self": f"{base}atom/{query}"}
        told = as_json(client, f"{list_address}feed/json/{query}")
        assert (told["home_page_url"], told["feed_url"]) == (page, f"{base}json/{query}")


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
    assert titles(client, "/section/south-asia/") == []
    assert answers[0] == answers[1]


def test_the_newest_story_comes_first_and_a_feed_has_one_page_of_them(client, publish, words):
    for number in range(PAGE + 2):
        publish(replace(words, headline=f"S{number}", dated=datetime.date(2026, 3, 1 + number)))
    assert titles(client, "/tag/water/") == [f"S{number}" for number in reversed(range(2, PAGE + 2))]


def test_only_what_the_public_may_read_is_told(client, publish, words, publisher, reporter, scheduled):
    kept, retracted, killed = (publish(replace(words, headline=name)) for name in ("Kept", "Retracted", "Killed"))
    editing.create(replace(words, headline="Draft"), by=reporter)
    assert titles(client, "/") == ["Killed", "Retracted", "Kept"]
    workflow.retract(retracted, by=publisher, reason="Invented.")
    workflow.kill(killed, by=publisher, reason="A court said so.")
    assert (titles(client, "/"), titles(client, "/search/", "?q=gauge")) == (["Kept"], [])
    assert kept.headline == "Kept"


def test_an_entry_of_rss_tells_everything(client, rich):
    (item,) = rss(client).iter("item")
    assert item.findtext("title") == rich.headline
    assert item.findtext("link") == SITE + rich.get_absolute_url()
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("description") == rich.standfirst
    assert [found.text for found in item.iter(f"{DC}creator")] == ["Zarmina Yousaf", "Omar Beg"]
    assert [(found.text, found.get("domain")) for found in item.iter("category")] == [
        ("South Asia", f"{SITE}/section/"),
        ("Diplomacy", f"{SITE}/tag/"),
        ("Water", f"{SITE}/tag/"),
        ("PK", "urn:iso:std:iso:3166:-1"),
        ("AF", "urn:iso:std:iso:3166:-1"),
        ("142", M49),
        ("034", M49),
    ]
    media = item.find(f"{MEDIA}content")
    assert (media.get("type"), media.get("medium")) == ("image/jpeg", "image")
    picture = client.get(media.get("url").removeprefix(SITE))
    assert (picture.status_code, picture.headers["Content-Type"], len(picture.getvalue()) > 0) == (
        200,
        "image/jpeg",
        True,
    )
    assert media.findtext(f"{MEDIA}description") == "A gauge & a river"
    assert media.findtext(f"{MEDIA}credit") == "Mina Rahim / Gazette"
    whole = item.findtext(f"{CONTENT}encoded")
    assert all(
        words in whole for words in ("We agreed.", "In it.", "A gauge &amp; a river", "With a note<sup>[1]</sup>")
    )


def test_an_entry_of_atom_tells_everything(client, rich):
    (entry,) = atom(client).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == rich.standfirst
    authors = [(found.findtext(f"{ATOM}name"), found.findtext(f"{ATOM}uri")) for found in entry.iter(f"{ATOM}author")]
    assert authors == [
        ("Zarmina Yousaf", f"{SITE}/author/zarmina-yousaf/"),
        ("Omar Beg", f"{SITE}/author/omar-beg/"),
    ]
    assert [(c.get("term"), c.get("scheme"), c.get("label")) for c in entry.iter(f"{ATOM}category")][3:] == [
        ("PK", "urn:iso:std:iso:3166:-1", None),
        ("AF", "urn:iso:std:iso:3166:-1", None),
        ("142", M49, "Asia"),
        ("034", M49, "Southern Asia"),
    ]
    links = {link.get("rel"): link.get("href") for link in entry.iter(f"{ATOM}link")}
    assert links["alternate"] == SITE + rich.get_absolute_url()
    assert links["enclosure"].startswith(f"{SITE}/media/")
    content = entry.find(f"{ATOM}content")
    assert (content.get("type"), content.get(LANG), "We agreed." in content.text) == ("html", "en", True)
    moment = rich.visible_at.replace(microsecond=0)
    assert [datetime.datetime.fromisoformat(entry.findtext(ATOM + name)) for name in ("published", "updated")] == [
        moment
    ] * 2


def test_a_tag_of_json_feed_stands_once_though_section_and_region_have_one_name(client, publish, words):
    asia = Section.objects.create(name="Asia", slug="asia")
    publish(replace(words, section=asia.pk, tags=()))
    (item,) = as_json(client)["items"]
    assert item["tags"] == ["Asia", "PK", "AF", "Southern Asia"]


def test_an_entry_of_json_feed_tells_everything(client, rich):
    told = as_json(client)
    (item,) = told["items"]
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (item["url"], item["title"], item["summary"]) == (
        SITE + rich.get_absolute_url(),
        rich.headline,
        rich.standfirst,
    )
    assert [author["name"] for author in item["authors"]] == ["Zarmina Yousaf", "Omar Beg"]
    assert item["tags"] == ["South Asia", "Diplomacy", "Water", "PK", "AF", "Asia", "Southern Asia"]
    assert (item["language"], item["image"].startswith(f"{SITE}/media/")) == ("en", True)
    assert "We agreed." in item["content_html"]
    published = datetime.datetime.fromisoformat(item["date_published"])
    assert (published, item["date_modified"]) == (rich.visible_at.replace(microsecond=0), item["date_published"])


def test_all_three_give_a_story_the_same_id(client, published):
    ids = {
        rss(client).findtext("item/guid"),
        atom(client).findtext(f"{ATOM}entry/{ATOM}id"),
        as_json(client)["items"][0]["id"],
    }
    assert ids == {f"tag:testserver,{timezone.localdate(published.created_at):%Y-%m-%d}:story/{published.pk}"}


def test_an_id_stays_when_the_address_changes_and_the_entry_is_updated(client, published, words, republish):
    before = as_json(client)["items"][0]
    republish(published, replace(words, slug="another-name", headline="Another name"))
    after = as_json(client)["items"][0]
    assert (before["id"] == after["id"], before["url"] == after["url"]) == (True, False)
    assert after["date_published"] == before["date_published"]
    published.refresh_from_db()
    moment = published.publicly_updated_at.replace(microsecond=0)
    assert datetime.datetime.fromisoformat(after["date_modified"]) == moment
    assert datetime.datetime.fromisoformat(atom(client).findtext(f"{ATOM}entry/{ATOM}updated")) == moment
    assert datetime.datetime.fromisoformat(atom(client).findtext(f"{ATOM}updated")) == moment
    assert datetime.datetime.fromisoformat(rss(client).findtext(f"item/{ATOM}updated")) == moment


def test_a_story_without_anything_has_an_entry(client, publish):
    publish(Document(headline="Bare", body="<p>Words.</p>"))
    item = rss(client).find("item")
    assert [child.tag for child in item] == [
        "title",
        "link",
        "guid",
        "pubDate",
        f"{ATOM}updated",
        "description",
        f"{CONTENT}encoded",
    ]
    assert item.findtext("description") == "Bare"
    entry = as_json(client)["items"][0]
    assert {"authors", "summary", "image"} & entry.keys() == set()
    assert atom(client).find(f"{ATOM}entry/{ATOM}author") is None


def test_an_author_with_two_parts_in_a_story_is_named_once(client, publish, words, author):
    publish(replace(words, credits=(CreditLine(author.pk), CreditLine(author.pk, "reporter"))))
    assert [found.text for found in rss(client).iter(f"{DC}creator")] == ["Zarmina Yousaf"]
    assert [found["name"] for found in as_json(client)["items"][0]["authors"]] == ["Zarmina Yousaf"]


def test_a_house_that_gives_summaries_gives_no_text(client, rich, settings):
    assert "We agreed." in client.get("/tag/water/feed/").content.decode()
    settings.FEED_FULL_TEXT = False
    for suffix in KINDS:
        told = client.get(f"/section/south-asia/feed/{suffix}").content.decode()
        assert ("We agreed." in told, rich.standfirst in told) == (False, True)
    assert as_json(client, "/country/pk/feed/json/")["items"][0]["content_text"] == rich.standfirst


def test_every_address_in_a_feed_says_where_it_is(client, rich):
    for suffix in KINDS:
        told = client.get(f"/stories/feed/{suffix}?q=agreed").content.decode()
        parts = [told]
        if suffix == "json/":
            item = json.loads(told)["items"][0]
            parts = [item["content_html"]]
            plain = [item["url"], item["image"], *(author["url"] for author in item["authors"])]
        else:
            root = ElementTree.fromstring(told)  # noqa: S314 - our own answer
            parts += [node.text for node in root.iter() if node.text and "<" in node.text]
            plain = [SITE]
        found = [address for part in parts for address in addresses(part) if not address.startswith("tag:")] + plain
        found = [address for address in found if not address.endswith("reader/feed.css")]
        relative = [address for address in found if not urlsplit(address).scheme or not urlsplit(address).netloc]
        assert (relative, f"{SITE}/section/x/" in found, "https://example.org/y" in found) == ([], True, True)
        assert f"{SITE}/person/amina-khalid/" in found


@pytest.mark.parametrize("address", ["other-story", "../x/", "//example.org/x", "?q=x", "#part-1"])
def test_an_address_in_a_body_that_leans_on_its_page_says_where_it_is(client, publish, words, address):
    publish(replace(words, body=f'<h2>Part</h2><p>A <a href="{address}">link</a>.</p>'))
    for found in addresses(as_json(client)["items"][0]["content_html"]):
        assert (urlsplit(found).scheme, bool(urlsplit(found).netloc)) in {("http", True), ("https", True)}, found


def test_addresses_of_people_and_lists_in_other_scripts_are_written_in_ascii(client, publish, words):
    urdu = Author.objects.create(name="عمر", slug="عمر")
    Section.objects.filter(slug="south-asia").update(slug="جنوبی-ایشیا")
    publish(replace(words, headline="دو وزارتیں", credits=(CreditLine(urdu.pk),)))
    told = as_json(client, "/author/%D8%B9%D9%85%D8%B1/feed/json/")
    found = [told["home_page_url"], told["feed_url"], told["items"][0]["url"], told["items"][0]["authors"][0]["url"]]
    assert [address for address in found if not address.isascii()] == []


def test_what_a_story_says_arrives_letter_by_letter(client, publish, words):
    odd = Author.objects.create(name=ODD, slug="odd")
    body = "<p>" + ODD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</p>"
    kept = replace(words, headline=ODD, standfirst=ODD, tags=(ODD,), credits=(CreditLine(odd.pk),), body=body).cleaned()
    publish(kept)
    (item,) = rss(client).iter("item")
    (entry,) = atom(client).iter(f"{ATOM}entry")
    (told,) = as_json(client)["items"]
    assert [item.findtext("title"), entry.findtext(f"{ATOM}title"), told["title"]] == [kept.headline] * 3
    assert [item.findtext("description"), entry.findtext(f"{ATOM}summary"), told["summary"]] == [kept.standfirst] * 3
    assert [item.findtext(f"{DC}creator"), entry.findtext(f"{ATOM}author/{ATOM}name")] == [ODD] * 2
    assert kept.tags[0] in told["tags"]
    whole = [item.findtext(f"{CONTENT}encoded"), entry.findtext(f"{ATOM}content"), told["content_html"]]
    assert whole == [kept.body] * 3


def test_a_name_with_a_control_character_breaks_no_feed(client, publish, words):
    odd = Author.objects.create(name="Bell\x07\x0b\x1f\ufffe Ringer", slug="odd")
    publish(replace(words, credits=(CreditLine(odd.pk),)))
    for list_address in ("/", "/author/odd/"):
        assert titles(client, list_address) == [words.headline]


@pytest.mark.parametrize(
    "text",
    ['Write <img loading="lazy" id="x" src="/y"> here', 'set id="x" sizes="1" there', 'an href="/section/" in words'],
)
def test_words_that_look_like_an_attribute_stay_words(client, publish, words, text):
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    publish(replace(words, body=f"<p>{escaped}</p>"))
    assert as_json(client)["items"][0]["content_html"] == f"<p>{escaped}</p>"


@pytest.mark.parametrize("suffix", ["", "atom/"])
def test_a_browser_is_told_how_to_show_a_feed(client, published, suffix):
    told = client.get(f"/feed/{suffix}").content.decode()
    (instruction,) = re.findall(r"<\?xml-stylesheet (.*?)\?>", told)
    address = re.search('href="([^"]*)"', instruction)[1]
    assert ('type="text/css"' in instruction, address.endswith("/static/reader/feed.css")) == (True, True)


def test_a_hub_is_named_when_there_is_one(client, published, settings):
    def hubs():
        links = [rss(client, "/stories/feed/?q=gauge"), atom(client, "/stories/feed/atom/?q=gauge")]
        named = [[link.get("href") for link in found.findall(f"{ATOM}link[@rel='hub']")] for found in links]
        return [*named, as_json(client, "/stories/feed/json/?q=gauge").get("hubs")]

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
    one = [count_queries(client, f"/tag/water/feed/{suffix}") for suffix in KINDS]
    for number in range(2):
        publish(replace(words, headline=f"S{number}"))
    assert (one, [count_queries(client, f"/tag/water/feed/{suffix}") for suffix in KINDS]) == ([3] * 3, [3] * 3)
    assert [count_queries(client, f"/tag/water/feed/{suffix}") for suffix in KINDS] == [1] * 3


def test_corrections_have_feeds_of_their_own(client, published, words, approve_again, publisher):
    assert titles(client, "/corrections/") == []
    approve_again(published, replace(words, headline="Two & three ministries agree"))
    workflow.publish_with_correction(published, by=publisher, kind="correction", text=f"They were three. {ODD}")
    published.refresh_from_db()
    assert titles(client, "/corrections/") == ["Correction: Two & three ministries agree"]
    item = as_json(client, "/corrections/feed/json/")["items"][0]
    assert item["url"] == f"{SITE}{published.get_absolute_url()}#corrections"
    assert (
        item["summary"] == rss(client, "/corrections/feed/").findtext("item/description") == f"They were three. {ODD}"
    )
    assert item["id"] == f"{as_json(client)['items'][0]['id']}/correction/{published.corrections.get().pk}"
    workflow.retract(published, by=publisher, reason="Invented.")
    assert titles(client, "/corrections/") == []


def test_a_series_feed_has_its_public_parts_and_the_newest_first(client, publish, words, publisher):
    found = Collection.objects.create(title="The river", slug="the-river")
    stories = [publish(replace(words, headline=f"Part {n}", dated=datetime.date(2026, 3, n))) for n in (1, 2, 3)]
    for position, story in enumerate(stories):
        CollectionItem.objects.create(collection=found, article=story, position=position)
    before = titles(client, "/series/the-river/")
    workflow.retract(stories[1], by=publisher, reason="Invented.")
    assert (before, titles(client, "/series/the-river/")) == (["Part 3", "Part 2", "Part 1"], ["Part 3", "Part 1"])


def test_the_paper_in_another_language_has_its_own_feeds(client, publish, words):
    publish(replace(words, headline="English"))
    publish(replace(words, headline="Urdu", language="ur", countries=(CountryLine("PK"),)))
    assert (titles(client, "/"), titles(client, "/ur/"), titles(client, "/ur/country/pk/")) == (
        ["Urdu", "English"],
        ["Urdu"],
        ["Urdu"],
    )
    assert (as_json(client, "/ur/feed/json/")["language"], rss(client, "/ur/feed/").findtext("language")) == (
        "ur",
        "ur",
    )
    assert as_json(client, "/ur/feed/json/")["home_page_url"] == f"{SITE}/ur/"
