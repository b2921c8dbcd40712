"""What a page of /stories/ or /search/ says: its stories, its counts, its chips; and a shelf of four."""

import re
from html import unescape

from django.test import Client

from tests.support.site import get_page

ABOUT, MENTIONED = "about", "mentioned"


def list_headlines(client, query, *, at="/stories/"):
    """The headlines of the stories that a list shows, in its order, whatever is marked in them."""
    html = client.get(at + query).content.decode()
    found = re.findall(r'card-headline"><a href="[^"]*">(.*?)</a>', html)
    return [unescape(re.sub(r"</?mark>", "", headline)) for headline in found]


def list_initials(client, query, *, at="/stories/"):
    return "".join(sorted(list_headlines(client, query, at=at)))


def read_total(client, query, *, at="/stories/"):
    """How many stories the page says there are."""
    return int(re.search(r"(\d+) stor(?:y|ies)", get_page(client, at + query).text)[1])


def read_errors(client, query, *, at="/stories/"):
    html = client.get(at + query).content.decode()
    return [unescape(sentence) for sentence in re.findall(r'<p class="complaint" role="alert">(.*?)</p>', html)]


def read_counts(client, query="", *, at="/stories/"):
    """The choices of each kind as a page shows them: {kind: {value: stories}}."""
    html = client.get(at + query).content.decode()
    found = {}
    for choice in re.findall(r"<li><label>(<input.*?</label>)</li>", html):
        kind, value = re.search(r'name="(\w+)" value="([^"]*)"', choice).groups()
        found.setdefault(kind, {})[unescape(value)] = int(re.search(r'class="count">(\d+)<', choice)[1])
    return found


def read_checked(client, query, *, at="/stories/"):
    """What is ticked on a page, as (kind, value)."""
    boxes = get_page(client, at + query).every("input", type="checkbox")
    return {(box["name"], box["value"]) for box in boxes if "checked" in box}


def read_chips(client, query, *, at="/stories/"):
    """The chips of a page as {name: the address without it}."""
    html = client.get(at + query).content.decode()
    shown = re.search(r'<ul class="chips".*?</ul>', html, re.DOTALL)
    found = re.findall(r'<li><a href="([^"]*)">(.*?) <span', shown[0]) if shown else []
    return {unescape(name): unescape(address) for address, name in found}


class CachingClient:
    """Somebody who loads each address once and keeps the answer, for tests that change nothing on the shelf."""

    def __init__(self):
        self.client, self.answers = Client(), {}

    def get(self, address):
        if address not in self.answers:
            self.answers[address] = self.client.get(address)
        return self.answers[address]
