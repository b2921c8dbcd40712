"""Reads the feeds of a list: RSS, Atom and JSON Feed."""

import json
from xml.etree import ElementTree

from tests.support.pages import Page

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
URL_ATTRIBUTES, URL_ELEMENTS = ("href", "src", "url", "cite"), {"link", "guid", "uri", "icon", "logo"}
ODD = "]]> & < > \" ' &amp; 👩🏽‍🌾 اُردو \u202eabc\u202c e\u0301"


def read_rss(client, address="/feed/"):
    return ElementTree.fromstring(client.get(address).content).find("channel")  # noqa: S314 - our own answer


def read_atom(client, address="/feed/atom/"):
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own answer


def read_json_feed(client, address="/feed/json/"):
    return json.loads(client.get(address).content)


def list_feed_titles(client, list_address, query=""):
    """The titles in a list's feeds, which must be the same in all three."""
    base = f"{list_address}feed/"
    found = [
        [item.findtext("title") for item in read_rss(client, base + query).iter("item")],
        [entry.findtext(f"{ATOM}title") for entry in read_atom(client, f"{base}atom/{query}").iter(f"{ATOM}entry")],
        [item["title"] for item in read_json_feed(client, f"{base}json/{query}")["items"]],
    ]
    assert found[0] == found[1] == found[2]
    return found[0]


def find_feed_urls(root):
    """Every address that an element or an attribute of a feed in XML names."""
    texts = [node.text for node in root.iter() if node.tag.rpartition("}")[2] in URL_ELEMENTS and node.text]
    return [node.get(name) for node in root.iter() for name in URL_ATTRIBUTES if node.get(name)] + texts


def find_html_urls(html):
    """Every address that an attribute of some HTML names."""
    return [facts[name] for _tag, facts in Page(html).elements for name in URL_ATTRIBUTES if facts.get(name)]
