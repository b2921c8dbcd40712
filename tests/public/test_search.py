"""/stories/ and /search/: narrowed by anything, counted honestly, paged to the end, and never everything by mistake."""

import datetime
import itertools
from dataclasses import replace
from urllib.parse import quote

import pytest
from django.db import connection

from articles.lib.geo import COUNTRIES
from articles.models import Article, Section
from articles.queries.lists import search_results
from articles.queries.lists.facets import MAX_CHOICES
from articles.queries.lists.filters import MAX_CHOSEN
from articles.queries.read_model import story_lists
from articles.queries.search import newest
from tests.support.site import count_uncached_queries, get_every_page, get_page, publish_stories
from tests.support.story_lists import list_headlines, read_checked, read_counts, read_errors

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]
PAGE = 4


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr(story_lists, "PAGE_SIZE", PAGE)


def test_what_is_chosen_is_shown_however_rare_it_is(client, publish, words):
    for number in range(MAX_CHOICES + 4):
        publish(
            replace(
                words, headline=f"Story {number}", tags=(*(f"Often {n}" for n in range(MAX_CHOICES)), f"Once {number}")
            )
        )
    assert len(read_counts(client)["tag"]) == MAX_CHOICES
    for number in (0, MAX_CHOICES + 3):
        assert ("tag", f"once-{number}") in read_checked(client, f"?tag=once-{number}")


def test_the_list_is_sorted_by_date_and_a_search_by_relevance_unless_date_is_chosen(client, publish, words):
    plain = replace(words, headline="Plain", standfirst="", label="", body="<p>Many other words.</p>", dated=None)
    publish(replace(plain, headline="Dam", dated=datetime.date(2026, 3, 1)))
    publish(replace(plain, headline="Body", body="<p>About a dam.</p>", dated=datetime.date(2026, 3, 2)))
    for number in range(4):
        publish(replace(plain, headline=f"Filler {number}", dated=datetime.date(2026, 2, 1 + number)))
    assert list_headlines(client, "")[:2] == ["Body", "Dam"]
    for at in ("/stories/", "/search/"):
        assert list_headlines(client, "?q=dam", at=at) == ["Dam", "Body"]
        assert list_headlines(client, "?q=dam&sort=relevance", at=at) == ["Dam", "Body"]
        assert list_headlines(client, "?q=dam&sort=nonsense", at=at) == ["Dam", "Body"]
        assert list_headlines(client, "?q=dam&sort=date", at=at) == ["Body", "Dam"]
    assert list_headlines(client, "?sort=relevance")[:2] == ["Body", "Dam"]


def test_leafing_through_reaches_every_story_exactly_once(short_pages, client, publish, words):
    for number in range(2 * PAGE + 3):
        headline = f"Water {number}" if number % 3 else f"Story {number}"
        body = "<p>" + "Water. " * (number % 4 + 1) + "</p>"
        publish(replace(words, headline=headline, dated=datetime.date(2026, 3, 1 + number % 3), body=body))
    publish(replace(words, headline="Not it", body="<p>Dry.</p>", tags=("Dry",)))
    newest = Article.objects.exclude(headline="Not it").order_by("-visible_at", "-pk")
    expected = [story.get_absolute_url() for story in newest]
    for at, how in itertools.product(("/stories/", "/search/"), ("", "&sort=date")):
        pages = get_every_page(client, f"{at}?q=water&tag=water{how}")
        assert [len(page) for page in pages] == [PAGE, PAGE, 3], (at, how)
        reached = [address for page in pages for address in page]
        assert set(reached) == set(expected), (at, how)
        assert reached == expected or not how, (at, how)


def test_leafing_through_a_narrowed_list_stays_narrowed(short_pages, client, publish, words, section):
    work = Section.objects.create(name="Work", slug="work").pk
    for number in range(2 * (PAGE + 2)):
        publish(replace(words, headline=f"S{number}", section=work if number % 2 else section.pk))
    pages = get_every_page(client, "/stories/?section=work&tag=water&country=pk&after=2026-01-01")
    expected = {story.get_absolute_url() for story in Article.objects.filter(section=work)}
    assert ([len(page) for page in pages], {address for page in pages for address in page}) == ([PAGE, 2], expected)


def test_leafing_through_what_was_found_by_beginnings_reaches_every_story(short_pages, client, publish, words):
    for number in range(PAGE + 3):
        publish(replace(words, headline=f"Ministries {number}"))
    assert [len(page) for page in get_every_page(client, "/search/?q=minist")] == [PAGE, 3]


def test_the_way_back_to_the_newest_preserves_the_parameters(short_pages, client, publish, words):
    for number in range(PAGE + 1):
        publish(replace(words, headline=f"S{number}"))
    first = get_page(client, "/stories/?tag=water&sort=date")
    (older,) = first.every("a", rel="next")
    links = [link for link in get_page(client, "/stories/" + older["href"]).links if link.startswith("/stories/?")]
    assert "/stories/?tag=water&sort=date" in links


def test_a_page_of_another_order_is_no_page_of_this_one(short_pages, client, publish, words):
    for number in range(PAGE + 1):
        publish(replace(words, headline=f"S{number}"))

    def cursor(query):
        (older,) = get_page(client, "/stories/" + query).every("a", rel="next")
        return older["href"].partition("cursor=")[2]

    date, rank = cursor(""), cursor("?q=engineers")
    wrong = [f"?q=engineers&cursor={date}", f"?cursor={rank}", "?q=engineers&cursor=zzz", "?cursor=%C3%A9"]
    found = {query: client.get("/stories/" + query).status_code for query in wrong}
    assert found == dict.fromkeys(wrong, 404)


COSTS = {
    "/stories/": 14,
    "/stories/?section=south-asia&tag=water&country=pk&author=zarmina-yousaf": 16,
    "/stories/?q=water": 10,
    "/search/?q=water&sort=date": 10,
    "/search/?q=watre": 10,
    "/search/": 1,
    "/stories/feed/": 8,
    "/stories/feed/?tag=water": 9,
}


# On PostgreSQL every reading that may be stopped has a savepoint, which is made, gone back to, and left.
READINGS = {"/stories/?section=south-asia&tag=water&country=pk&author=zarmina-yousaf": 5, "/search/": 0}
READINGS |= {address: 3 for address in COSTS if "q=" in address}


def test_a_list_costs_the_same_whatever_it_holds(client, publish, words):
    savepoint = 3 if connection.vendor == "postgresql" else 0  # made, gone back to, and left
    expected = {address: cost + savepoint * READINGS.get(address, 1) for address, cost in COSTS.items()}
    publish_stories(publish, words, 1)
    one = {address: count_uncached_queries(client, address) for address in COSTS}
    publish_stories(publish, words, 3)
    assert (one, {address: count_uncached_queries(client, address) for address in COSTS}) == (expected, expected)


@pytest.fixture
def short_searches(monkeypatch):
    """Searches that give up after two stories."""
    monkeypatch.setattr(newest, "MAX_SCANNED", 2)
    monkeypatch.setattr(newest, "MAX_WINDOW", 1)


def follow(client, address):
    """Leaf through a list to its end: for each page its headlines, and what it says of how far was searched."""
    pages = []
    while address:
        page = get_page(client, address)
        pages.append((page.texts(".card-headline > a"), " ".join(page.texts("p.stopped, p.empty, div.empty > p"))))
        older = {link["href"] for link in page.every("a", rel="next")}
        address = address.partition("?")[0] + older.pop() if older else ""
    return pages


def test_a_search_that_is_stopped_says_how_far_it_got_and_its_link_goes_on_from_there(
    short_searches, client, publish, words
):
    for day in range(1, 10):
        genre, tags = ("analysis" if day % 2 or day == 4 else "news"), (() if day % 2 else ("Peace",))
        dated = datetime.date(2026, 3, day)
        publish(replace(words, headline=f"S{day}", genre=genre, tags=tags, dated=dated, body="<p>Many herons.</p>"))
    assert follow(client, "/stories/?tag=peace&genre=analysis") == [
        ([], "No stories found so far. Searched back to 6 March 2026. Search further back"),
        (["S4"], "Searched back to 2 March 2026."),
        ([], "There are no older stories. Newest stories"),
    ]
    assert follow(client, "/search/?q=herons&genre=analysis&sort=date") == [
        (["S9"], "Searched back to 8 March 2026."),
        (["S7"], "Searched back to 6 March 2026."),
        (["S5", "S4"], "Searched back to 4 March 2026."),
        (["S3"], "Searched back to 2 March 2026."),
        (["S1"], ""),
    ]


def test_without_time_a_search_claims_nothing_and_answers(client, publish, words, settings):
    publish(replace(words, headline="Water"))
    addresses = ["/stories/?tag=water&country=pk", "/search/?q=water", "/search/?q=water&sort=date", "/search/?q=zzz*"]
    addresses += ["/stories/feed/?tag=water", "/search/?q=water&country=pk&cursor=n5000000000000000000"]
    complete = [get_page(client, address).texts("p.total") for address in addresses[:4]]
    settings.TIME_BUDGET = {"cpu_ms": 0, "statement_ms": 0}
    assert complete == [["1 story"], ["1 story"], ["1 story"], ["0 stories"]]
    sentence = "No stories found so far. This search takes too long. Try rarer words or other filters."
    pages = [get_page(client, address) for address in addresses[:4]]
    assert [(page.texts("p.total"), page.texts("p.stopped"), page.texts(".empty")) for page in pages] == [
        ([], [sentence], [])
    ] * 4
    assert [client.get(address).status_code for address in addresses] == [200] * 6


def test_of_a_beginning_with_very_many_words_the_commonest_are_looked_for_and_the_page_says_so(client, publish, words):
    rare = "<p>" + " ".join(f"qu{number:02}" for number in range(51)) + "</p>"
    publish(replace(words, headline="Many", body=rare))
    publish(replace(words, headline="Few", body="<p>qu00 qu50 common</p>"))
    publish(replace(words, headline="One", body="<p>qu49 qu48</p>"))
    sentence = "Many words begin with {}. Only the 50 commonest of them were searched for."
    for beginning in ("q", "qu"):
        page = get_page(client, f"/search/?q={beginning}*")
        assert (sorted(page.texts(".card-headline > a")), page.texts("p.better")) == (
            ["Few", "Many", "One"],
            [sentence.format(beginning)],
        )
    assert get_page(client, "/search/?q=qu4*").texts("p.better") == []


def test_a_list_can_be_narrowed_by_so_many_filters_and_no_more(client, publish, words):
    publish(replace(words, headline="S"))
    codes = [code.lower() for code in sorted(COUNTRIES)]
    for number, errors in ((MAX_CHOSEN, []), (MAX_CHOSEN + 1, ["Choose at most 50 filters."])):
        chosen = ["pk", *[code for code in codes if code != "pk"][: number - 1]]
        query = "?" + "&".join(f"country={code}" for code in chosen)
        assert (list_headlines(client, query), read_errors(client, query)) == ([] if errors else ["S"], errors)


def test_of_more_than_a_thousand_stories_no_number_is_said_and_no_choice_has_one(monkeypatch, client, publish, words):
    monkeypatch.setattr(search_results, "MAX_COUNTED", 3)
    monkeypatch.setattr(story_lists, "PAGE_SIZE", 2)
    shown = []
    for number in range(4):
        publish(replace(words, headline=f"S{number}", tags=("Water", f"Only {number}")))
        page = get_page(client, "/stories/?country=pk&region=asia")
        tags = {box["value"] for box in page.every("input", type="checkbox", name="tag")}
        shown.append((page.texts("p.total"), tags, read_counts(client, "?country=pk&region=asia").get("tag")))
    few = {"water": 3, "only-0": 1, "only-1": 1, "only-2": 1}
    assert shown[2] == (["3 stories"], few.keys(), few)
    assert shown[3] == (["3+ stories"], {"water", "only-1", "only-2", "only-3"}, None)
    assert get_page(client, "/stories/?tag=water").texts("p.total") == ["4 stories"]  # a list's number is kept


def marks(client, address):
    """What is marked on a page, in headlines and in passages."""
    page = get_page(client, address)
    return page.texts(".card-headline > a mark"), page.texts("p.passage mark")


MARKED = {  # in the headline, in the passage
    "treaties": (["treaty"], ["treaties"]),
    '"river treaty"': (["river treaty"], []),
    "sao": ([], ["São"]),
    "treaty -dam": (["treaty"], ["treaties"]),
    "riv*": (["river"], []),
    "ministr": ([], ["ministries"]),
}


def test_what_was_found_is_marked(client, publish, words):
    body = "<p>Nothing here.</p><p>All treaties of São Paulo’s ministries.</p>"
    publish(replace(words, headline="The river treaty", standfirst="", label="", body=body))
    for at in ("/stories/", "/search/"):
        assert {words: marks(client, f"{at}?q={quote(words)}") for words in MARKED} == MARKED, at


def test_what_is_marked_hides_no_markup_of_a_headline_or_a_body(client, publish, words):
    headline = '<b>Water</b> & "water" <script>alert(1)</script>'
    publish(
        replace(words, headline=headline, standfirst="", label="", body="<p>&lt;i&gt;water&lt;/i&gt; &amp;amp; x</p>")
    )
    page = get_page(client, "/search/?q=water")
    html = client.get("/search/?q=water").content.decode()
    assert page.problems == []
    assert (page.every("b"), page.every("i"), page.inline_scripts) == ([], [], [])
    assert "&lt;b&gt;<mark>Water</mark>&lt;/b&gt; &amp; &quot;<mark>water</mark>&quot; &lt;script&gt;" in html
    assert "&lt;i&gt;<mark>water</mark>&lt;/i&gt; &amp;amp; x</p>" in html


def test_the_paper_in_another_language_finds_its_own_stories_only(client, publish, words):
    publish(replace(words, headline="English water", tags=("Water",)))
    publish(replace(words, headline="Urdu water", language="ur", tags=("Water",)))
    found = {query: list_headlines(client, query, at="/ur/stories/") for query in ("", "?tag=water", "?q=water")}
    assert found == {key: ["Urdu water"] for key in found}
    assert list_headlines(client, "?q=water", at="/ur/search/") == ["Urdu water"]
    assert list_headlines(client, "?q=water") == ["English water"]
