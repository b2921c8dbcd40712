"""The entries of feeds: everything that a story says, well-formed whatever that is, with addresses that say where they are."""

import datetime
import json
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from articles.domain.document import CreditLine, Document
from articles.models import Author, Section
from tests.support.feeds import (
    ATOM,
    CONTENT,
    DC,
    KINDS,
    LANG,
    MEDIA,
    ODD,
    SITE,
    find_feed_urls,
    find_html_urls,
    list_feed_titles,
    read_atom,
    read_json_feed,
    read_rss,
)
from tests.support.site import add_picture, figure_html

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]

M49 = "https://unstats.un.org/unsd/methodology/m49/"


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


def test_an_entry_of_rss_tells_everything(client, rich):
    (item,) = read_rss(client).iter("item")
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
    (entry,) = read_atom(client).iter(f"{ATOM}entry")
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


def test_an_entry_of_json_feed_tells_everything(client, rich):
    told = read_json_feed(client)
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


def test_a_story_without_anything_has_an_entry(client, publish):
    publish(Document(headline="Bare", body="<p>Words.</p>"))
    item = read_rss(client).find("item")
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
    entry = read_json_feed(client)["items"][0]
    assert {"authors", "summary", "image"} & entry.keys() == set()
    assert read_atom(client).find(f"{ATOM}entry/{ATOM}author") is None


def test_an_author_with_two_parts_in_a_story_is_named_once(client, publish, words, author):
    publish(replace(words, credits=(CreditLine(author.pk), CreditLine(author.pk, "reporter"))))
    assert [found.text for found in read_rss(client).iter(f"{DC}creator")] == ["Zarmina Yousaf"]
    assert [found["name"] for found in read_json_feed(client)["items"][0]["authors"]] == ["Zarmina Yousaf"]


def test_a_house_that_gives_summaries_gives_no_text(client, rich, settings):
    assert "We agreed." in client.get("/tag/water/feed/").content.decode()
    settings.FEED_FULL_TEXT = False
    for suffix in KINDS:
        told = client.get(f"/section/south-asia/feed/{suffix}").content.decode()
        assert ("We agreed." in told, rich.standfirst in told) == (False, True)
    assert read_json_feed(client, "/country/pk/feed/json/")["items"][0]["content_text"] == rich.standfirst


def test_every_address_in_a_feed_says_where_it_is(client, rich):
    for suffix in KINDS:
        told = client.get(f"/stories/feed/{suffix}?q=agreed").content.decode()
        if suffix == "json/":
            item = json.loads(told)["items"][0]
            found = [item["url"], item["image"], *(author["url"] for author in item["authors"])]
            parts = [item["content_html"]]
        else:
            root = ElementTree.fromstring(told)  # noqa: S314 - our own answer
            found = [address for address in find_feed_urls(root) if not address.startswith("tag:")]
            parts = [node.text for node in root.iter() if node.text and "<" in node.text]
        found += [address for part in parts for address in find_html_urls(part)]
        relative = [address for address in found if not urlsplit(address).scheme or not urlsplit(address).netloc]
        assert (relative, f"{SITE}/section/x/" in found, "https://example.org/y" in found) == ([], True, True)
        assert f"{SITE}/person/amina-khalid/" in found


@pytest.mark.parametrize("address", ["other-story", "../x/", "//example.org/x", "?q=x", "#part-1"])
def test_an_address_in_a_body_that_leans_on_its_page_says_where_it_is(client, publish, words, address):
    publish(replace(words, body=f'<h2>Part</h2><p>A <a href="{address}">link</a>.</p>'))
    for found in find_html_urls(read_json_feed(client)["items"][0]["content_html"]):
        assert (urlsplit(found).scheme, bool(urlsplit(found).netloc)) in {("http", True), ("https", True)}, found


def test_addresses_of_people_and_lists_in_other_scripts_are_written_in_ascii(client, publish, words):
    urdu = Author.objects.create(name="عمر", slug="عمر")
    Section.objects.filter(slug="south-asia").update(slug="جنوبی-ایشیا")
    publish(replace(words, headline="دو وزارتیں", credits=(CreditLine(urdu.pk),)))
    told = read_json_feed(client, "/author/%D8%B9%D9%85%D8%B1/feed/json/")
    found = [told["home_page_url"], told["feed_url"], told["items"][0]["url"], told["items"][0]["authors"][0]["url"]]
    assert [address for address in found if not address.isascii()] == []


def test_what_a_story_says_arrives_letter_by_letter(client, publish, words):
    odd = Author.objects.create(name=ODD, slug="odd")
    body = "<p>" + ODD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</p>"
    kept = replace(words, headline=ODD, standfirst=ODD, tags=(ODD,), credits=(CreditLine(odd.pk),), body=body).cleaned()
    publish(kept)
    (item,) = read_rss(client).iter("item")
    (entry,) = read_atom(client).iter(f"{ATOM}entry")
    (told,) = read_json_feed(client)["items"]
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
        assert list_feed_titles(client, list_address) == [words.headline]


@pytest.mark.parametrize(
    "text",
    ['Write <img loading="lazy" id="x" src="/y"> here', 'set id="x" sizes="1" there', 'an href="/section/" in words'],
)
def test_words_that_look_like_an_attribute_stay_words(client, publish, words, text):
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    publish(replace(words, body=f"<p>{escaped}</p>"))
    assert read_json_feed(client)["items"][0]["content_html"] == f"<p>{escaped}</p>"
