"""What a page of /stories/ or /search/ says: its stories, its counts, its chips; and a shelf of four."""

import re

from django.test import Client

from tests.support.pages import parse
from tests.support.site import get_page

ABOUT, MENTIONED = "about", "mentioned"


def list_headlines(client, query, *, at="/stories/"):
    """List the headlines of the stories that a list shows, in its order, whatever is marked in them."""
    return parse(client.get(at + query)).texts(".card-headline > a")


def list_initials(client, query, *, at="/stories/"):
    return "".join(sorted(list_headlines(client, query, at=at)))


def read_total(client, query, *, at="/stories/"):
    """How many stories the page says there are."""
    return int(re.search(r"(\d+) stor(?:y|ies)", get_page(client, at + query).text)[1])


def read_errors(client, query, *, at="/stories/"):
    """List the sentences that say what is wrong with a question."""
    return parse(client.get(at + query)).texts("p.complaint[role=alert]")


def read_counts(client, query="", *, at="/stories/"):
    """Read the choices of each kind as a page shows them: {kind: {value: stories}}."""
    found = {}
    for choice in parse(client.get(at + query)).select("li > label:has(.count)"):
        box = choice.one("input")
        found.setdefault(box["name"], {})[box["value"]] = int(choice.one(".count").text)
    return found


def read_checked(client, query, *, at="/stories/"):
    """What is ticked on a page, as (kind, value)."""
    boxes = get_page(client, at + query).every("input", type="checkbox")
    return {(box["name"], box["value"]) for box in boxes if "checked" in box}


def read_chips(client, query, *, at="/stories/"):
    """Read the chips of a page as {name: the address without it}."""
    return dict(list_chips(client.get(at + query)))


def list_chips(response):
    """List the chips of a page, (name, address), those that are there twice too."""
    links = parse(response).select("ul.chips li > a:not(.all)")
    return [(link.own_text, link["href"]) for link in links]


class CachingClient:
    """Somebody who loads each address once and keeps the answer, for tests that change nothing on the shelf."""

    def __init__(self):
        self.client, self.answers = Client(), {}

    def get(self, address):
        if address not in self.answers:
            self.answers[address] = self.client.get(address)
        return self.answers[address]
