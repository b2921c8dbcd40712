"""Searching the desk from its header, and the palette: a few of each kind, and the way to all of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.domain.document import Document
from articles.models import Author, Image, Tag
from articles.services import editing
from tests.support.desk import log_in, read_text
from tests.support.pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

SEARCH, PALETTE = "/admin/search/", "/admin/search/palette/"
STORIES = "/admin/articles/article/"


@pytest.fixture
def finds(reporter):
    """Something of every kind that has the name, and seven stories."""
    Author.objects.create(name="Benny Muñoz", slug="benny", based_in="Lima")
    Tag.objects.create(name="Muñoz trial", slug="trial")
    Image.objects.create(file="pictures/none.jpg", width=900, height=600, caption="Judge Muñoz")
    for number in range(7):
        editing.create(Document(headline=f"Muñoz {number}"), by=reporter)
    editing.create(Document(headline="Another"), by=reporter)


def read_groups(page) -> dict[str, list[str]]:
    return {
        group.one("h2").text: [item.separate_text for item in group.select("li, p")] for group in page.select(".finds")
    }


def test_a_few_of_each_kind_are_shown_and_the_way_to_all(finds, reporter):
    page = parse(log_in(reporter).get(SEARCH, {"q": "munoz"}))
    groups = read_groups(page)
    assert {name: rows[-1] for name, rows in groups.items()} == {
        "Stories": "All 7 in Stories →",
        "Authors": "All 1 in Authors →",
        "Tags": "All 1 in Tags →",
        "Pictures": "All 1 in Pictures →",
    }
    assert [row.split(" ")[1] for row in groups["Stories"][:-1]] == ["6", "5", "4", "3", "2"]
    assert groups["Authors"][0] == "Benny Muñoz Lima"
    assert page.select(".finds p a")[0]["href"] == f"{STORIES}?q=munoz"


def test_nothing_found_says_so_and_an_empty_search_says_what_it_is_for(finds, reporter):
    client = log_in(reporter)
    assert "Nothing at the desk has “zzyx”." in read_text(client.get(SEARCH, {"q": "zzyx"}))
    assert "Search stories, authors, tags and pictures by any of their words." in read_text(client.get(SEARCH))
    assert "<b>" not in parse(client.get(SEARCH, {"q": "<b>"})).one("#content-main p").inner_html


def test_the_palette_finds_pages_too_and_those_alone_without_words(finds, reporter, editor):
    def choices(person, term):
        return [option["href"] for option in parse(log_in(person).get(PALETTE, {"q": term})).select("[role=option]")]

    assert choices(reporter, "cal")[0] == f"{STORIES}calendar/"
    assert [address for address in choices(reporter, "") if "?q=" in address] == []
    assert f"{STORIES}?q=munoz" in choices(reporter, "munoz")
    assert ["/admin/front/" in choices(person, "") for person in (reporter, editor)] == [False, True]


def test_only_the_newsroom_searches(finds, outsider, bystander):
    for address in (SEARCH, PALETTE):
        assert log_in(outsider).get(address, {"q": "munoz"}).status_code == 302
        assert log_in(bystander).get(address, {"q": "munoz"}).status_code == 403


@pytest.mark.parametrize("address", ["/admin/", STORIES, f"{STORIES}board/", "/admin/inbox/"])
def test_every_page_has_the_box_and_the_palette(reporter, address):
    page = parse(log_in(reporter).get(address))
    assert page.one("form.desk-search")["action"] == SEARCH
    assert page.one("dialog#palette")["data-choices"] == PALETTE


def test_an_empty_palette_asks_the_database_for_the_person_alone(finds, reporter):
    client = log_in(reporter)
    client.get(PALETTE)
    with CaptureQueriesContext(connection) as queries:
        client.get(PALETTE)
    tables = [query["sql"] for query in queries if "articles_article" in query["sql"] and "FROM" in query["sql"]]
    assert [sql for sql in tables if 'FROM "articles_article"' in sql] == []


def test_the_palette_speaks_the_language_of_the_desk(finds, editor):
    client = log_in(editor)
    client.cookies["django_language"] = "ur"
    response = client.get(PALETTE, {"q": "ri"})
    assert (response.status_code, "Calendar" in response.content.decode()) == (200, False)
