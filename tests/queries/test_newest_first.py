"""What is found newest first, in whatever time there is, is what a full scan finds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.queries.desk.newest_first import MAX_COUNTED, Position, find_newest
from articles.queries.desk.stories import matching
from tests.support.plans import assert_bounded, fill_archive

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

START = datetime(2019, 3, 3, 12, tzinfo=UTC)
BRIEF = {"cpu_ms": 12, "statement_ms": 40}
NONE = {"cpu_ms": 0, "statement_ms": 0}


@pytest.fixture
def insert_stories(reporter):
    """Insert drafts, three of which share each moment, so that only the primary key orders them."""

    def insert(number, *, standfirst=""):
        Article.objects.bulk_create(
            Article(
                created_by=reporter,
                slug=f"story-{n}",
                headline=f"Story {n}",
                stage="in_review" if n % 7 == 0 else "draft",
                standfirst=standfirst,
                last_edited_at=START + timedelta(minutes=n // 3),
            )
            for n in range(number)
        )

    return insert


def scan(stories):
    """The keys of all of them in the order of the list, as no list could afford it."""
    return [story.pk for story in sorted(stories, key=lambda story: (story.last_edited_at, story.pk), reverse=True)]


def follow(stories, *, wanted):
    """The keys on all pages, in order, and how many pages were cut short."""
    keys, cut_short, before = [], 0, None
    for _page in range(2_000):
        found = find_newest(stories, wanted=wanted + 1, before=before)
        rows = found.rows if found.is_complete or found.is_cut_short else found.rows[:wanted]
        keys += [row.key for row in rows]
        cut_short += found.is_cut_short
        if found.is_complete:
            return keys, cut_short
        before = found.reached or before if found.is_cut_short else rows[-1]
    pytest.fail("The list has no end.")


def test_few_are_all_found_at_once(insert_stories):
    insert_stories(40)
    stories = Article.objects.filter(stage="in_review")
    found = find_newest(stories, wanted=2)
    assert [row.key for row in found.rows] == scan(stories)
    assert (found.is_complete, found.are_many, found.is_cut_short, found.reached) == (True, False, False, None)


def test_of_many_the_newest_are_found_and_the_rest_page_by_page(insert_stories):
    insert_stories(MAX_COUNTED + 60)
    stories = Article.objects.all()
    found = find_newest(stories, wanted=51)
    assert [row.key for row in found.rows] == scan(stories)[:51]
    assert (found.is_complete, found.are_many, found.is_cut_short) == (False, True, False)
    assert follow(stories, wanted=50) == (scan(stories), 0)


def test_a_thousand_can_be_counted_and_one_more_cannot(insert_stories):
    insert_stories(MAX_COUNTED + 1)
    all_of_them, newest = Article.objects.all(), Article.objects.filter(slug=f"story-{MAX_COUNTED}")
    assert len(find_newest(all_of_them.exclude(pk__in=newest), wanted=1).rows) == MAX_COUNTED
    assert find_newest(all_of_them, wanted=1).are_many


def test_a_search_in_pieces_finds_what_a_full_scan_finds(insert_stories, settings):
    insert_stories(4_000, standfirst="nothing of the kind " * 20)
    Article.objects.filter(slug__in=["story-3", "story-1500", "story-3990"]).update(standfirst="A heron")
    stories = matching(Article.objects.all(), ["heron"])
    expected = scan(stories)
    settings.TIME_BUDGET = BRIEF
    keys, cut_short = follow(stories, wanted=50)
    assert (keys, len(keys)) == (expected, 3)
    assert cut_short > 0


def test_without_time_nothing_is_found_and_nothing_is_said_to_be_searched(insert_stories, settings):
    insert_stories(3)
    settings.TIME_BUDGET = NONE
    found = find_newest(Article.objects.all(), wanted=2)
    assert (found.rows, found.is_complete, found.is_cut_short, found.reached) == ([], False, True, None)


def test_a_position_survives_the_way_through_an_address():
    position = Position(START + timedelta(microseconds=123_456), 42)
    assert Position.parse(position.cursor) == position
    malformed = ["", "x", "1-", "-1", "1-2-3", "9" * 18 + "-1", "1-" + "9" * 19]
    assert [Position.parse(cursor) for cursor in malformed] == [None] * len(malformed)


def capture(stories):
    """The statements that find the newest of some stories."""
    with CaptureQueriesContext(connection) as queries:
        find_newest(stories, wanted=51)
    return [query["sql"] for query in queries.captured_queries if (query["sql"] or "").startswith("SELECT")]


def test_no_part_of_a_search_sorts_or_reads_the_archive(published, reporter, section, settings):
    fill_archive(published, by=reporter, sections=[section])
    stories = Article.objects.all()
    answered_by_an_index = [stories, stories.filter(stage="draft"), stories.filter(stage="done", standing="published")]
    ended_by_time = [stories.filter(genre="opinion"), matching(stories, ["heron"])]
    for selection in answered_by_an_index:
        for statement in capture(selection):
            assert_bounded(statement)
    settings.TIME_BUDGET = {"cpu_ms": 20, "statement_ms": 40}
    for selection in ended_by_time:
        first, *windows = capture(selection)
        assert windows
        if (
            connection.vendor == "sqlite"
        ):  # how much of it PostgreSQL expects to read depends on its sample of the table
            with pytest.raises(AssertionError):  # looks everywhere; that is what the time is for
                assert_bounded(first)
        for statement in windows[:2]:  # the larger ones that follow are ended by time as well
            assert_bounded(statement)
