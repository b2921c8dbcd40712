"""Fixtures of the reader's tests."""

import copy
import datetime

import pytest

from articles.domain.document import CountryLine, CreditLine, Document
from articles.models import Author, Section
from tests.support.story_lists import MENTIONED, CachingClient


@pytest.fixture(scope="module")
def laid(newsroom, django_db_blocker):
    """Four stories, A to D, that differ in everything by which a list is narrowed."""
    with django_db_blocker.unblock():
        section, author = newsroom.made["section"], newsroom.made["author"]
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
        return {name: newsroom.publish(Document(headline=name, **parts)) for name, parts in stories.items()}


@pytest.fixture
def shelf(db, laid):
    return copy.deepcopy(laid)


@pytest.fixture(scope="module")
def stored_answers(laid):
    return CachingClient()


@pytest.fixture
def visitor(shelf, stored_answers):
    return stored_answers
