"""/stories/ and /search/ narrowed by anything: counted honestly, complained of in one sentence, never everything by mistake."""

import datetime
import re
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.domain.document import CreditLine
from articles.lib.text.search_query import parse_query
from articles.models import Article, Author, Tag
from articles.queries import search
from articles.queries.lists import filters
from articles.services import editing, read_model, search_index, workflow
from tests.support.pages import Page
from tests.support.site import get_page
from tests.support.story_lists import (
    list_headlines,
    list_initials,
    read_chips,
    read_counts,
    read_errors,
    read_total,
)

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]


NARROWED = {
    "": "ABCD",
    "?section=south-asia": "AB",
    "?section=south-asia&section=work": "ABC",
    "?tag=water": "AB",
    "?tag=water&tag=peace": "ABC",
    "?tag=water&tag=peace&tags=any": "ABC",
    "?tag=water&tag=peace&tags=all": "A",
    "?tags=all": "ABCD",
    "?country=pk": "AB",
    "?country=pk&country=af": "ABC",
    "?country=pk&country=af&countries=all": "A",
    "?country=cn": "B",
    "?country=cn&role=about": "B",
    "?country=cn&role=mentioned": "A",
    "?country=cn&role=either": "AB",
    "?country=cn&country=fr&role=mentioned": "AC",
    "?country=pk&country=cn&countries=all&role=either": "AB",
    "?country=pk&country=cn&countries=all&role=mentioned": "",
    "?role=mentioned": "ABCD",
    "?country=tv": "",
    "?country=fr": "D",
    "?country=fr&role=either": "CD",
    "?region=asia": "ABC",
    "?region=europe": "D",
    "?region=europe&region=asia": "ABCD",
    "?region=africa": "",
    "?author=zarmina-yousaf": "AB",
    "?author=omar-beg": "BC",
    "?author=omar-beg&author=zarmina-yousaf": "ABC",
    "?genre=analysis": "A",
    "?genre=analysis&genre=opinion": "AC",
    "?after=2026-03-02": "BCD",
    "?before=2026-03-02": "AB",
    "?after=2026-03-02&before=2026-03-02": "B",
    "?after=2026-03-03&before=2026-03-02": "",
    "?after=2099-01-01": "",
    "?q=water": "AB",
    "?q=treaty": "AC",
    "?q=%22water+again%22": "B",
    "?q=water+-treaties": "B",
    "?q=": "ABCD",
    "?section=south-asia&tag=peace": "A",
    "?section=work&tag=water": "",
    "?author=omar-beg&country=af": "C",
    "?country=pk&region=asia&genre=news&author=omar-beg&tag=water&after=2026-03-02": "B",
    "?q=water&country=cn&role=mentioned": "A",
    "?q=treaty&section=work": "C",
    "?nonsense=1&utm_source=x&page=2": "ABCD",
    "?SECTION=work": "ABCD",
}


INVALID = [
    "?section=nowhere",
    "?section=south-asia&section=nowhere",
    "?tag=nothing",
    "?tags=some",
    "?country=xx",
    "?country=PK",
    "?countries=some",
    "?role=boss",
    "?region=atlantis",
    "?author=nobody",
    "?genre=poem",
    "?after=yesterday",
    "?after=2026-02-30",
    "?before=2026",
    "?section=%3Cb%3E",
    "?author=%ED%A0%80",
    "?tag=" + "x" * 3000,
]


STARTS = [
    "",
    "?q=water",
    "?section=south-asia",
    "?tag=water&country=cn&role=either",
    "?tag=water&tag=peace&tags=all",
    "?country=cn&role=mentioned",
    "?country=pk&country=af&countries=all",
    "?role=mentioned",
    "?role=either",
    "?author=omar-beg&genre=news",
    "?region=asia&after=2026-03-02",
]


def test_a_list_is_narrowed_by_its_parameters_and_no_story_stands_in_it_twice(visitor):
    assert {query: list_initials(visitor, query) for query in NARROWED} == NARROWED
    assert {query: read_errors(visitor, query) for query in NARROWED} == {key: [] for key in NARROWED}


CHOICES = [
    *(("section", value) for value in ("south-asia", "work")),
    *(("tag", value) for value in ("water", "peace")),
    *(("country", value) for value in ("pk", "af", "cn", "fr", "tv")),
    *(("region", value) for value in ("asia", "europe")),
    *(("author", value) for value in ("omar-beg", "zarmina-yousaf")),
    *(("genre", value) for value in ("news", "analysis", "opinion")),
    *(("tags", "all"), ("countries", "all"), ("role", "mentioned"), ("role", "either")),
    *(("after", "2026-03-02"), ("before", "2026-03-02")),
    *(("q", value) for value in ("water", "treaty -again", "wat*", '"water again"')),
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(CHOICES), max_size=5, unique=True))
def test_a_list_has_the_stories_that_a_scan_of_all_finds_and_its_length_is_their_number(visitor, chosen):
    query = "?" + urlencode(chosen)
    criteria = QueryDict(query[1:])
    found = search.find_matches(parse_query(criteria["q"])) if "q" in criteria else Article.objects.published()
    expected = "".join(sorted(filters.StoryFilter(criteria, queryset=found).qs.values_list("headline", flat=True)))
    assert (list_initials(visitor, query), read_total(visitor, query)) == (expected, len(expected))


def test_a_list_says_how_many_stories_it_has(visitor):
    expected = {query: len(stories) for query, stories in NARROWED.items()}
    assert {query: read_total(visitor, query) for query in NARROWED} == expected


def test_the_search_narrows_as_the_list_does(visitor):
    searches = {query: stories for query, stories in NARROWED.items() if "q=" in query and query != "?q="}
    assert {query: list_initials(visitor, query, at="/search/") for query in searches} == searches


def test_a_feed_has_the_stories_of_its_list(visitor):
    found = {
        query: "".join(sorted(item["title"] for item in visitor.get(f"/stories/feed/json/{query}").json()["items"]))
        for query in NARROWED
    }
    assert found == NARROWED


def test_the_search_without_a_question_lists_nothing_and_says_what_to_do(visitor):
    for query in ("", "?q=", "?q=+", "?section=work"):
        assert (list_initials(visitor, query, at="/search/"), read_errors(visitor, query, at="/search/")) == ("", [])
        assert "Enter a search word" in get_page(visitor, "/search/" + query).text


@pytest.mark.parametrize("at", ["/stories/", "/search/"])
def test_a_question_that_only_leaves_out_lists_nothing_and_says_so(visitor, at):
    for query in ("?q=-water", "?q=-%22water+again%22+-peace"):
        assert list_initials(visitor, query, at=at) == ""
        assert read_errors(visitor, query, at=at) == ["Add at least one word to search for, not only words to exclude."]


@pytest.mark.parametrize("more", ["", "&q=water"])
def test_what_can_not_be_understood_gives_an_empty_list_and_one_sentence(visitor, more):
    found = {
        query: (list_headlines(visitor, query + more), len(read_errors(visitor, query + more))) for query in INVALID
    }
    assert found == dict.fromkeys(INVALID, ([], 1))
    assert {query: get_page(visitor, f"/stories/{query}{more}").problems for query in INVALID} == {
        key: [] for key in INVALID
    }


def test_a_complaint_repeats_no_markup_of_the_address(visitor):
    html = visitor.get("/stories/?section=%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    assert ("<script>alert" in html, "alert(1)" in html) == (False, True)


@pytest.mark.parametrize(
    "query",
    [
        "?after=0001-01-01",
        "?before=9999-12-31",
        "?after=9999-12-31",
        "?before=0001-01-01",
        "?after=0001-01-01&before=9999-12-31",
    ],
)
def test_a_day_at_the_ends_of_time_is_a_day_like_any_other(visitor, query):
    everything = query in {"?after=0001-01-01", "?before=9999-12-31", "?after=0001-01-01&before=9999-12-31"}
    for address in ("/stories/", "/stories/feed/json/"):
        assert visitor.get(address + query).status_code == 200
    assert list_initials(visitor, query) == ("ABCD" if everything else "")


def test_an_empty_value_narrows_nothing(visitor):
    for query in ("?section=", "?tag=&country=&region=&author=&genre=", "?section=&q=&after=&before="):
        assert (list_initials(visitor, query), read_errors(visitor, query)) == ("ABCD", []), query


@pytest.mark.parametrize(
    "query", ["?section=", "?section=work&section=", "?tag=nothing&tag=", "?after=yesterday&after="]
)
@pytest.mark.parametrize("address", ["/stories/", "/stories/feed/"])
def test_nobody_can_change_the_page_that_others_get_by_an_odd_address(client, shelf, query, address):
    for requested in (address + query, address):
        client.get(requested)
    assert client.get(address).content == client.get(address + "?sort=date").content


def test_the_newsrooms_calendar_decides_what_day_it_is(client, shelf):
    # Midnight in Karachi is seven in the evening of the day before in UTC.
    moment = datetime.datetime(2026, 3, 9, 19, 0, tzinfo=datetime.UTC)
    Article.objects.filter(pk=shelf["D"].pk).update(publish_at=moment)
    Article.objects.filter(pk=shelf["C"].pk).update(publish_at=moment - datetime.timedelta(microseconds=1))
    list(read_model.rebuild())
    list(search_index.rebuild())
    assert list_initials(client, "?after=2026-03-10") == "D"
    assert list_initials(client, "?after=2026-03-09&before=2026-03-09") == "C"


def test_a_count_is_the_length_of_the_list_that_its_choice_leads_to(visitor):
    shown, lengths = {}, {}
    for start in STARTS:
        rest = parse_qsl(start.lstrip("?"))
        for kind, choices in read_counts(visitor, start).items():
            others = "?" + "".join(f"{key}={quote(value)}&" for key, value in rest if key != kind)
            shown[start, kind] = choices
            lengths[start, kind] = {value: read_total(visitor, f"{others}{kind}={quote(value)}") for value in choices}
    assert len(shown) == len(STARTS) * len(("section", "tag", "country", "region", "author", "genre"))
    assert shown == lengths


def test_each_kind_is_counted_as_if_nothing_of_it_were_chosen(visitor):
    assert read_counts(visitor, "?section=work")["section"] == {"south-asia": 2, "work": 1}
    assert read_counts(visitor, "?section=work")["tag"] == {"peace": 1}
    assert read_counts(visitor, "?tag=water")["tag"] == {"water": 2, "peace": 2}
    assert read_counts(visitor)["country"] == {"af": 2, "pk": 2, "cn": 1, "fr": 1}
    assert read_counts(visitor)["region"] == {"asia": 3, "europe": 1}
    assert read_counts(visitor)["genre"] == {"news": 2, "analysis": 1, "opinion": 1}
    assert read_counts(visitor)["author"] == {"omar-beg": 2, "zarmina-yousaf": 2}


def test_only_public_stories_are_counted_and_listed(client, shelf, publisher, words, draft, scheduled):
    workflow.retract(shelf["A"], by=publisher, reason="Invented.")
    workflow.kill(shelf["B"], by=publisher, reason="A court said so.")
    assert (list_initials(client, ""), read_counts(client)["country"]) == ("CD", {"af": 1, "fr": 1})


def test_a_shared_address_gives_the_same_list_to_everybody(client, shelf, django_user_model):
    query = "?q=water&country=pk&sort=date"
    first = client.get("/stories/" + query)
    other = type(client)()
    other.force_login(django_user_model.objects.create_superuser("root"))
    again = other.get("/stories/" + query)
    assert (first.content, first.headers["ETag"]) == (again.content, again.headers["ETag"])
    assert client.get("/stories/" + query, headers={"if-none-match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("query", "carried"),
    [
        ("", ""),
        ("?section=work&tag=water&tag=peace", "?section=work&tag=water&tag=peace"),
        ("?q=%22a+b%22&sort=date&after=2026-03-01", "?q=%22a+b%22&after=2026-03-01"),
        ("?q=&section=work&role=&nonsense=1&typing=1", "?section=work"),
        ("?q=%D9%BE%D8%A7%D9%86%DB%8C%26x", "?q=%D9%BE%D8%A7%D9%86%DB%8C%26x"),
    ],
)
def test_the_addresses_of_a_lists_feeds_carry_the_parameters(visitor, query, carried):
    page = get_page(visitor, "/stories/" + query)
    feeds = [found["href"] for found in page.every("link", rel="alternate")]
    assert feeds == [f"/stories/feed/{suffix}{carried}" for suffix in ("", "atom/", "json/")]


def test_an_odd_question_is_shown_as_it_was_typed_and_nothing_of_it_is_markup(visitor):
    typed = "\"><script>alert(1)</script>' water"
    page = get_page(visitor, "/search/?q=" + quote(typed))
    assert (page.every("input", id="find-q")[0]["value"], page.inline_scripts, page.problems) == (typed, [], [])


@pytest.mark.parametrize("address", ["/search/", "/stories/", "/search/feed/", "/stories/feed/json/"])
def test_an_odd_question_has_an_answer(client, shelf, address):
    odd = [
        '"open',
        "-",
        "*",
        "AND OR NOT NEAR ( ) * : ^ \" ' \\ & | ! <->",
        "🇵🇰",
        "%",
        "\u202e\u200b",
        "x" * 10_000,
        "x " * 5000,
    ]
    for typed in odd:
        assert client.get(address, {"q": typed}).status_code == 200, typed
        assert client.get(address, {"q": typed, "typing": "1"}).status_code == 200, typed


def test_a_nul_in_a_question_is_refused(client, shelf):
    assert client.get("/search/?q=%00").status_code == 400


def test_a_misspelt_question_says_what_may_have_been_meant_and_keeps_the_rest(visitor):
    page = Page(visitor.get("/search/?q=watre+-treaties").content.decode())
    assert re.search(r"Did you mean:? water -treaties\b", page.text)
    (better,) = [link for link in page.links if link.startswith("?q=") and "sort" not in link]
    assert list_initials(visitor, better, at="/search/") == "B"


def test_what_may_have_been_meant_is_sought_within_what_the_list_is_narrowed_to(visitor):
    page = get_page(visitor, "/stories/?q=watre&country=cn")
    (better,) = [link for link in page.links if "q=water" in link and "feed" not in link]
    assert sorted(parse_qsl(better.lstrip("?"))) == [("country", "cn"), ("q", "water")]


def test_a_word_that_no_story_has_is_taken_as_a_beginning_and_the_page_says_so(visitor):
    sentence = "No exact matches."
    assert (list_initials(visitor, "?q=wat"), sentence in get_page(visitor, "/stories/?q=wat").text) == ("AB", True)
    assert (list_initials(visitor, "?q=water"), sentence in get_page(visitor, "/stories/?q=water").text) == (
        "AB",
        False,
    )
    assert (list_initials(visitor, "?q=zzz"), sentence in get_page(visitor, "/stories/?q=zzz").text) == ("", False)


def test_while_it_is_typed_a_question_finds_beginnings(visitor):
    assert [
        list_initials(visitor, query) for query in ("?q=wat&typing=1", "?q=treat&typing=1", "?q=wat+&typing=1")
    ] == [
        "AB",
        "AC",
        "",
    ]


def test_what_is_narrowed_or_searched_is_not_for_search_engines_and_the_list_is(visitor):
    robots = {
        address: [found["content"] for found in get_page(visitor, address).every("meta", name="robots")]
        for address in ("/stories/", "/stories/?tag=water", "/search/?q=water")
    }
    assert robots == {
        "/stories/": [],
        "/stories/?tag=water": ["noindex, follow"],
        "/search/?q=water": ["noindex, follow"],
    }
    canonical = get_page(visitor, "/stories/?tag=water").every("link", rel="canonical")
    assert canonical == [{"rel": "canonical", "href": "http://testserver/stories/"}]


def test_a_renamed_tag_narrows_under_its_new_name(client, shelf):
    Tag.objects.filter(slug="water").update(name="Rivers", slug="rivers")
    assert (list_initials(client, "?tag=rivers"), list(read_chips(client, "?tag=rivers"))) == ("AB", ["Rivers"])


def test_a_tag_or_an_author_of_unpublished_stories_alone_is_as_unknown_as_none(client, shelf, words, reporter):
    secret = Author.objects.create(name="Secret Source", slug="secret-source")
    secret_words = replace(words, tags=("Operation Canary",), credits=(CreditLine(secret.pk),))
    editing.create(secret_words, by=reporter)
    for kind, value in (("tag", "operation-canary"), ("author", "secret-source")):
        hidden, unknown = (client.get(f"/stories/?{kind}={one}").content.decode() for one in (value, "nobody-at-all"))
        assert hidden.replace(value, "nobody-at-all") == unknown
        assert hidden.lower().count("operation canary") + hidden.count("Secret Source") == 0


def test_ticking_a_choice_keeps_how_the_list_is_sorted(visitor):
    def sent(address):
        return [box["value"] for box in get_page(visitor, address).every("input", type="hidden", name="sort")]

    assert [sent(f"/search/?q=water{how}") for how in ("", "&sort=date")] == [[], ["date"]]
