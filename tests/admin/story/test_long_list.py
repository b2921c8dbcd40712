"""A list of more stories than can be counted: what it says of them is true, and it leads to every one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.queries.desk.newest_first import MAX_COUNTED
from tests.support.desk import find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

LIST = "/admin/articles/article/"
PAGE = 50
NO_TIME = {"cpu_ms": 0, "statement_ms": 0}
TOO_LONG = "This search takes too long. Choose a filter or use fewer words."


def insert_stories(number, *, by, **columns):
    """Insert that many drafts, a minute apart."""
    begun, now = Article.objects.count(), timezone.now()
    Article.objects.bulk_create(
        Article(
            created_by=by,
            slug=f"story-{n}",
            last_edited_at=now - timedelta(minutes=n),
            **{"stage": "draft", "headline": f"Story {n}", **columns},
        )
        for n in range(begun, begun + number)
    )


@pytest.fixture
def many(reporter, colleague):
    """Sixty more drafts than can be counted, and three stories in review by a colleague."""
    insert_stories(MAX_COUNTED + 60, by=reporter)
    insert_stories(3, by=colleague, stage="in_review", headline="A heron")


@pytest.fixture
def client(many, reporter):
    return log_in(reporter)


def listed(response) -> list[int]:
    return find_story_ids(parse(response).one("#result_list"))


def newest(**conditions) -> list[int]:
    """Their keys in the order of the list, by a full scan."""
    return list(Article.objects.filter(**conditions).order_by("-last_edited_at", "-pk").values_list("pk", flat=True))


def test_it_says_that_there_are_more_than_are_counted_and_counts_no_choice(client):
    response = client.get(LIST)
    links = find_links(response)
    assert "1,000+ stories" in read_text(response)
    assert [words for words in links if words.startswith(("Draft", "In review", "Mine"))] == [
        "Draft",
        "In review",
        "Mine",
    ]
    assert listed(response) == newest()[:PAGE]


def test_older_leads_to_every_story_once_and_newest_back(client):
    found, address = [], LIST
    while address:
        response = client.get(address)
        found += listed(response)
        links = find_links(response)
        assert ("Newest" in links) == (address != LIST)
        address = LIST + links["Older"] if "Older" in links else ""
    assert found == newest()
    assert listed(client.get(LIST + links["Newest"])) == newest()[:PAGE]


def test_what_is_narrowed_to_few_is_counted_paged_and_sorted_as_ever(client):
    response = client.get(f"{LIST}?stage__exact=in_review")
    links = find_links(response)
    assert "3 stories" in read_text(response)
    assert [words for words in links if words.startswith(("Draft", "In review", "Mine"))] == [
        "Draft",
        "In review",
        "Mine (0)",
    ]
    by_words = find_story_ids(parse(client.get(f"{LIST}?stage__exact=in_review&o=7")).one("#result_list"))
    assert sorted(by_words) == sorted(newest(stage="in_review"))


def test_a_search_in_a_long_list_finds_every_story_that_has_the_words(client):
    assert listed(client.get(f"{LIST}?q=heron")) == newest(headline="A heron")
    response = client.get(f"{LIST}?q=story")
    assert (listed(response), "1,000+ stories" in read_text(response)) == (
        newest(headline__startswith="Story")[:PAGE],
        True,
    )
    assert (
        listed(client.get(LIST + find_links(response)["Older"]))
        == newest(headline__startswith="Story")[PAGE : 2 * PAGE]
    )


@pytest.mark.parametrize(("order", "is_sorted"), [("stage__exact=in_review&o=1", False), ("o=1", True)])
def test_a_long_list_says_that_it_cannot_be_sorted_otherwise(client, order, is_sorted):
    response = client.get(f"{LIST}?{order}")
    assert ("A list this long is always sorted by time." in read_text(response)) == is_sorted
    if is_sorted:
        assert listed(response) == newest()[:PAGE]
        assert parse(response).select("#result_list th.sortable") == []


def test_no_more_than_the_stories_on_the_page_can_be_chosen(client):
    page = parse(client.get(LIST))
    assert page.one(".action-counter")["data-actions-icnt"] == str(PAGE)
    assert page.select(".question") == []


def test_all_stories_of_a_long_list_posted_by_hand_are_not_moved(client):
    chosen = {"action": "move_submit", "_selected_action": [newest()[0]], "select_across": "1", "index": "0"}
    response = client.post(LIST, chosen, follow=True)
    assert "Choose at most 1,000 stories at once." in read_text(response)
    assert Article.objects.filter(stage="in_review").count() == 3


def test_a_position_that_no_list_has_written_is_the_beginning(client):
    for position in ("", "x", "1-", "99999999999999999-1"):
        assert listed(client.get(f"{LIST}?before={position}")) == newest()[:PAGE]


@pytest.mark.parametrize("query", ["", "q=heron", "stage__exact=draft", "q=%22a+heron%22&section=-"])
def test_without_time_it_says_so(client, settings, query):
    assert TOO_LONG not in read_text(client.get(f"{LIST}?{query}"))
    settings.TIME_BUDGET = NO_TIME
    response = client.get(f"{LIST}?{query}")
    assert (response.status_code, TOO_LONG in read_text(response), parse(response).select("#result_list")) == (
        200,
        True,
        [],
    )


def test_a_search_that_is_cut_short_says_how_far_back_it_got_and_goes_on(reporter, settings):
    insert_stories(200, by=reporter, standfirst="nothing of the kind " * 200)
    Article.objects.filter(slug="story-190").update(headline="A heron")
    client, address, sentences = log_in(reporter), f"{LIST}?q=heron", []
    settings.TIME_BUDGET = {"cpu_ms": 12, "statement_ms": 40}
    for _page in range(1_000):
        response = client.get(address)
        links = find_links(response)
        sentences.append("Nothing found yet. Searched back to" in read_text(response))
        if "A heron" in links:
            break
        address = LIST + links["Search further back"] if "Search further back" in links else address
    assert "A heron" in links
    assert sentences.count(True) > 0
