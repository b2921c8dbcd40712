"""What a page of /stories/ or /search/ says: its stories, its counts, its chips; and a shelf of four."""

import copy
import datetime
import re
from html import unescape

import pytest
from django.test import Client

from articles.domain.document import CountryLine, CreditLine, Document
from articles.models import Author, Section
from tests.support.site import read

ABOUT, MENTIONED = "about", "mentioned"


def names(client, query, *, at="/stories/"):
    """The headlines of the stories that a list shows, in its order, whatever is marked in them."""
    html = client.get(at + query).content.decode()
    found = re.findall(r'card-headline"><a href="[^"]*">(.*?)</a>', html)
    return [unescape(re.sub(r"</?mark>", "", headline)) for headline in found]


def listed(client, query, *, at="/stories/"):
    return "".join(sorted(names(client, query, at=at)))


def total(client, query, *, at="/stories/"):
    """How many stories the page says there are."""
    return int(re.search(r"(\d+) stor(?:y|ies)", read(client, at + query).text)[1])


def complaints(client, query, *, at="/stories/"):
    html = client.get(at + query).content.decode()
    return [unescape(sentence) for sentence in re.findall(r'<p class="complaint" role="alert">(.*?)</p>', html)]


def counts(client, query="", *, at="/stories/"):
    """The choices of each kind as a page shows them: {kind: {value: stories}}."""
    html = client.get(at + query).content.decode()
    found = {}
    for choice in re.findall(r"<li><label>(<input.*?</label>)</li>", html):
        kind, value = re.search(r'name="(\w+)" value="([^"]*)"', choice).groups()
        found.setdefault(kind, {})[unescape(value)] = int(re.search(r'class="count">(\d+)<', choice)[1])
    return found


def chosen(client, query, *, at="/stories/"):
    """What is ticked on a page, as (kind, value)."""
    boxes = read(client, at + query).every("input", type="checkbox")
    return {(box["name"], box["value"]) for box in boxes if "checked" in box}


def chips(client, query, *, at="/stories/"):
    """The chips of a page as {name: the address without it}."""
    html = client.get(at + query).content.decode()
    shown = re.search(r'<ul class="chips".*?</ul>', html, re.DOTALL)
    found = re.findall(r'<li><a href="([^"]*)">(.*?) <span', shown[0]) if shown else []
    return {unescape(name): unescape(address) for address, name in found}


@pytest.fixture(scope="module")
def house(kept_house):
    return kept_house


@pytest.fixture(scope="module")
def laid(house, django_db_blocker):
    """Four stories, A to D, that differ in everything by which a list is narrowed."""
    with django_db_blocker.unblock():
        section, author = house.made["section"], house.made["author"]
        work = Section.objects.create(name="Work", slug="work", position=2).pk
        omar = Author.objects.create(name="Omar Beg", slug="omar-beg").pk
        mine = CreditLine(author.pk)
        stories = {
            "A": {
                "section": section.pk,
                "genre": "analysis",
                "tags": ("Water", "Peace"),
                "countries": (CountryLine("PK"), CountryLine("AF"), CountryLine("CN", MENTIONED)),
                "credits": (mine,),
                "dated": datetime.date(2026, 3, 1),
                "body": "<p>Water and treaties.</p>",
            },
            "B": {
                "section": section.pk,
                "genre": "news",
                "tags": ("Water",),
                "countries": (CountryLine("PK"), CountryLine("CN")),
                "credits": (mine, CreditLine(omar, "photographer")),
                "dated": datetime.date(2026, 3, 2),
                "body": "<p>Water again.</p>",
            },
            "C": {
                "section": work,
                "genre": "opinion",
                "tags": ("Peace",),
                "countries": (CountryLine("AF"), CountryLine("FR", MENTIONED)),
                "credits": (CreditLine(omar), CreditLine(omar, "translator")),
                "dated": datetime.date(2026, 3, 3),
                "body": "<p>The treaty of peace.</p>",
            },
            "D": {"countries": (CountryLine("FR"),), "dated": datetime.date(2026, 3, 4), "body": "<p>Alone.</p>"},
        }
        return {name: house.publish(Document(headline=name, **parts)) for name, parts in stories.items()}


@pytest.fixture
def shelf(db, laid):
    return copy.deepcopy(laid)


class Visitor:
    """Somebody who loads each address once and keeps the answer, for tests that change nothing on the shelf."""

    def __init__(self):
        self.client, self.answers = Client(), {}

    def get(self, address):
        if address not in self.answers:
            self.answers[address] = self.client.get(address)
        return self.answers[address]


@pytest.fixture(scope="module")
def kept_answers(laid):
    return Visitor()


@pytest.fixture
def visitor(shelf, kept_answers):
    return kept_answers
