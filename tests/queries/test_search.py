"""Search finds what the public may read: the same on every database, at once, and never what it may not."""

import copy
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.domain.document import CreditLine, Document
from articles.lib.text import search_query
from articles.models import Article, Author, PublicStory, SearchEntry
from articles.queries import search
from articles.services import workflow
from tests.support.searching import (
    ask_archive,
    newest_headlines,
    paragraphs_html,
    rank_headlines,
    read_index,
    search_headlines,
    suggest_spelling,
)

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]


@pytest.fixture(scope="module")
def printed(newsroom, django_db_blocker):
    with django_db_blocker.unblock():
        return print_them(newsroom.publish, newsroom.made["section"], newsroom.made["author"])


@pytest.fixture
def paper(db, printed):
    """Stories that differ in their words, each under a headline of one word."""
    return copy.deepcopy(printed)


def print_them(publish, section, author):
    other = Author.objects.create(name="Omar Bég", slug="omar-beg")
    quotation = '<blockquote data-speaker="Amina Khalid" data-role="minister"><p>We agreed.</p></blockquote>'
    stories = {
        "River": {
            "standfirst": "The Indus treaty under review.",
            "body": paragraphs_html("Talks on the water treaty have begun.", "Negotiations go on.") + quotation,
            "credits": (CreditLine(author.pk),),
        },
        "Gauge": {
            "label": "NEWS ANALYSIS",
            "dateline": "Quetta",
            "body": paragraphs_html("They negotiated the cease-fire in 2026.", "It cost 1,500 rupees."),
            "credits": (CreditLine(other.pk, "photographer"),),
        },
        "Café": {
            "body": paragraphs_html("Zoë’s brother in São Paulo.", "The treaty on water.", "Pakistan’s engineers.")
        },
        "اردو": {
            "language": "ur",
            "body": paragraphs_html("وزیرِ اعظم علي نے مُحَمَّد كو أحمد سے ملایا۔", "پانی کا معاہدہ"),
        },
        "東京": {"body": paragraphs_html("Москва и Токио.", "Straße nach Łódź.")},
    }
    return {name: publish(Document(headline=name, section=section.pk, **parts)) for name, parts in stories.items()}


CASES = {
    # words
    "treaty": ["Café", "River"],
    "river": ["River"],
    "water treaty": ["Café", "River"],
    "treaty rupees": [],
    "nothing": [],
    "indus": ["River"],
    "quetta": ["Gauge"],
    "analysis": ["Gauge"],
    # case, accents, spellings
    "TREATY": ["Café", "River"],
    "cafe": ["Café"],
    "CAFÉ": ["Café"],
    "cafe\u0301": ["Café"],
    "zoe": ["Café"],
    "sao paulo": ["Café"],
    "strasse": ["東京"],
    "lodz": ["東京"],
    "москва": ["東京"],
    "東京": ["東京"],
    "اردو": ["اردو"],
    "اُردو": ["اردو"],
    "محمد": ["اردو"],
    "علی": ["اردو"],
    "على": ["اردو"],
    "احمد": ["اردو"],
    "آحمد": ["اردو"],
    "کو": ["اردو"],
    "وزير": ["اردو"],
    "معاہدہ": ["اردو"],
    "معاهده": ["اردو"],
    # endings
    "negotiations": ["Gauge", "River"],
    "negotiated": ["Gauge", "River"],
    "negotiate": ["Gauge", "River"],
    "negotiator": ["Gauge", "River"],
    "rivers": ["River"],
    "treaties": ["Café", "River"],
    "negotiating treaties": ["River"],
    # possessives, hyphens, numbers
    "pakistan": ["Café"],
    "pakistan’s": ["Café"],
    "pakistan's engineer": ["Café"],
    "zoe's": ["Café"],
    "cease-fire": ["Gauge"],
    "cease fire": ["Gauge"],
    "fire-cease": [],
    "ceasefire": [],
    "2026": ["Gauge"],
    "1,500": ["Gauge"],
    "1500": [],
    # phrases
    '"water treaty"': ["River"],
    "“water treaty”": ["River"],
    "«treaty on water»": ["Café"],
    '"treaty water"': [],
    '"Water Treaties"': [],
    '"negotiations"': ["River"],
    '"negotiation"': [],
    '"water treaty': ["River"],
    '"water treat*"': ["River"],
    '"begun negotiations"': ["River"],
    '"river the"': [],
    # not
    "treaty -indus": ["Café"],
    "treaty -zoe -indus": [],
    'treaty -"water treaty"': ["Café"],
    "treaty -negotiating": ["Café"],
    "treaty -nego*": ["Café"],
    "treaty -nothing": ["Café", "River"],
    "treaty -treaty": [],
    "-treaty": [],
    # beginnings
    "treat*": ["Café", "River"],
    "nego*": ["Gauge", "River"],
    "paul*": ["Café"],
    "reaty*": [],
    "محم*": ["اردو"],
    "t* w*": ["Café", "River"],
    # people
    "zarmina": ["River"],
    "Zarmina Yousaf": ["River"],
    '"yousaf zarmina"': [],
    "omar beg": ["Gauge"],
    "amina khalid": ["River"],
    '"Amina Khalid"': ["River"],
    "khalids": ["River"],
    # what looks like a database's own language
    "treaty OR rupees": [],
    "treaty NOT indus": [],
    "treaty AND indus": [],
    "headline:river": [],
    "river & !water": ["River"],
    "(river)": ["River"],
    "river:*": ["River"],
    "^river": ["River"],
    "riv\\er": [],
    "": [],
    "🇵🇰": [],
    '" "': [],
}


def test_a_question_finds_the_same_stories_on_every_database(paper):
    assert {text: search_headlines(text) for text in CASES} == CASES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wat", ["Café", "River"]),
        ("treaty wat", ["Café", "River"]),
        ("negotiations wat", ["River"]),
        ("wat ", []),
        ('"wat"', []),
        ("treaty -ind", ["Café"]),
    ],
)
def test_while_it_is_typed_the_last_word_is_a_beginning(paper, text, expected):
    assert search_headlines(text, typing=True) == expected


@pytest.mark.parametrize(("text", "expected"), [("negotiation", ["Gauge", "River"]), ("treaties", ["Café", "River"])])
def test_typing_the_last_letter_of_a_word_loses_no_story_that_the_word_finds(paper, text, expected):
    assert (search_headlines(text), search_headlines(text, typing=True)) == (expected, expected)


# What is known of the words decides the way: rare words through the index and ranked, common ones beside the list, in tiers.
WAYS = [{"rarest": 0, "total": 0}, {"rarest": 10**6, "total": 10**6}, {"rarest": 0, "total": 10**6}]


@pytest.mark.parametrize("way", WAYS)
def test_readers_find_what_a_full_scan_finds_by_each_way_and_in_each_order(paper, way):
    newest = list(Article.objects.order_by("-visible_at", "-pk").values_list("headline", flat=True))
    expected = {text: [headline for headline in newest if headline in found] for text, found in CASES.items()}
    assert {text: newest_headlines(text, **way) for text in CASES} == expected
    assert {text: sorted(rank_headlines(text, **way)) for text in CASES} == CASES


def test_of_common_words_those_with_all_of_them_in_the_headline_come_first_each_in_the_order_of_time(publish, section):
    headlines = ["Weir old", "Other one", "A weir", "Other two"]
    for headline in headlines:
        publish(Document(headline=headline, section=section.pk, body=paragraphs_html("The weir.")))
    common = {"rarest": 10**6, "total": 10**6}
    assert newest_headlines("weir", **common) == headlines[::-1]
    assert rank_headlines("weir", **common) == ["A weir", "Weir old", "Other two", "Other one"]


ODD = [
    '"open',
    '"',
    "-",
    "*",
    "AND",
    "AND OR NOT NEAR ( ) * : ^ \" ' \\ & | ! <->",
    "NEAR(treaty water)",
    "treaty*water",
    "'; DROP TABLE articles_search; --",
    "%s %(x)s {0}",
    "treaty <2> water",
    "~treati",
    "treati~",
    "👩🏽‍🌾",
    "\u202e\u200b\ufeff\u0640",
    "١٢٣ २०२६ ½ Ⅷ",
    "हिन्दी ภาษาไทย",
    "ﷺ" * 200,
    "x" * 10_000,
    "x " * 5_000,
    '"' + "x " * 5_000,
    "-x " * 5_000,
    "treaty " + "-x* " * 40,
    "x* " * 40,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("typing", [False, True])
def test_an_odd_question_has_an_answer(paper, text, typing):
    found = search_headlines(text, typing=typing)
    for way in WAYS:
        assert sorted(newest_headlines(text, typing=typing, **way)) == found, way
        assert sorted(rank_headlines(text, typing=typing, **way)) == found, way
    assert isinstance(suggest_spelling(text), dict)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200), st.booleans())
@example("ᾳ ŉ ǰ", True)
@example("ﷺﷺ", False)
def test_every_query_has_an_answer(paper, text, typing):
    found = search_headlines(text, typing=typing)
    assert sorted(rank_headlines(text, typing=typing)) == sorted(newest_headlines(text, typing=typing)) == found
    suggest_spelling(text)


def test_the_index_and_the_public_record_agree_whatever_has_happened(paper, draft, scheduled, publisher):
    workflow.retract(paper["River"], by=publisher, reason="Invented.")
    workflow.kill(paper["Gauge"], by=publisher, reason="A court quotation so.")
    public = sorted(Article.objects.published().values_list("pk", flat=True))
    assert (read_index()[0], search.compare_index()) == (public, {"missing": [], "surplus": []})
    places = dict(PublicStory.objects.values_list("pk", "place"))
    SearchEntry.objects.filter(pk=places[paper["Café"].pk]).delete()
    PublicStory.objects.filter(pk=paper["東京"].pk).delete()
    assert search.compare_index() == {"missing": [paper["Café"].pk], "surplus": [places[paper["東京"].pk]]}


def test_a_story_that_is_no_longer_public_is_not_found_even_while_it_is_in_the_index(paper):
    before = search_headlines("treaty")
    Article.objects.filter(pk=paper["River"].pk).update(standing="killed")
    assert (before, search_headlines("treaty")) == (["Café", "River"], ["Café"])


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("negotiatoins", {"negotiatoins": "negotiations"}),
        ("Traety", {"traety": "treaty"}),
        ("treety", {"treety": "treaty"}),
        ("treatyy nothing", {"treatyy": "treaty"}),
        ("معاھدۀ", {}),
        ("معاہدا", {"معاهدا": "معاهده"}),
        ("treaty water", {}),
        ("trxxxy", {}),
        ("xx", {}),
        ("treaty -watre", {}),
        ('"watre treaty"', {"watre": "water"}),
        ("Zarmeena", {"zarmeena": "zarmina"}),
        ("", {}),
    ],
)
def test_a_word_that_no_story_has_is_compared_with_those_that_they_have(paper, typed, better):
    assert suggest_spelling(typed) == better


def test_a_search_costs_a_query_for_each_part_of_what_is_known_and_one_for_the_answer(paper, django_assert_num_queries):
    savepoint = 3 if connection.vendor == "postgresql" else 0  # made, gone back to, and left
    for text, cost in {"treaty": 2 + 1, 'treaty -"water treaty"': 2 + 1, '"water treaty"': 1 + 1}.items():
        on = ask_archive("").on
        with django_assert_num_queries(cost + savepoint):
            measured = search.measure_query(search_query.parse_query(text))
            search.find_newest(search.Question(on, measured), limit=20)


def test_an_empty_question_finds_nothing(paper):
    assert list(search.find_matches(search_query.parse_query("?!"))) == []


def test_the_index_holds_folded_words_only(paper):
    assert [word for word in read_index()[1] if not re.fullmatch(r"[^\W_]+", word)] == []


def read_plan(question):
    """The steps by which SQLite finds the newest matches of a question."""
    with CaptureQueriesContext(connection) as captured:
        search.find_newest(question, limit=20)
    (statement,) = [query["sql"] for query in captured.captured_queries if query["sql"].startswith("SELECT w.place")]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + statement.replace("%", "%%"), ())
        return [step[3] for step in cursor.fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by the number of rows")
@pytest.mark.parametrize("way", WAYS[:2])
def test_the_newest_matches_are_read_in_their_order_until_there_are_enough(paper, way):
    plan = read_plan(ask_archive("treaty", **way))
    assert plan[0].startswith("CO-ROUTINE")
    assert [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN articles_publicstory")] == []
    assert any("VIRTUAL TABLE INDEX 192:M8<>" in step for step in plan) == (way["rarest"] == 0)
    assert any("listentry_1 (list_id=? AND place>? AND place<?)" in step for step in plan) == (way["rarest"] > 0)
