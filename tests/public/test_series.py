"""Series and packages: stories in an editor's order, counted and led through as far as readers can see them."""

from dataclasses import replace

import pytest

from articles.models import Collection, CollectionItem
from articles.services import editing, workflow
from tests.support.site import get_page, list_story_urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def collect():
    """Put stories into a series, in the order given."""

    def into(title, *stories, **facts):
        found = Collection.objects.create(title=title, slug=title.lower().replace(" ", "-"), **facts)
        for position, story in enumerate(stories):
            CollectionItem.objects.create(collection=found, article=story, position=position)
        return found

    return into


@pytest.fixture
def three(publish, words):
    return [publish(replace(words, headline=f"Story {number}")) for number in range(3)]


def place_of(client, story):
    """What a story's page says of its place in each of its series: the sentence, the story before and after it."""
    found = []
    for page in get_page(client, story.get_absolute_url()).select("nav.order"):
        before, after = (next((link["href"] for link in page.every("a", rel=way)), None) for way in ("prev", "next"))
        found.append((page.text.partition(" Previous")[0].partition(" Next")[0], before, after))
    return found


def test_each_part_says_its_number_and_leads_to_the_one_before_and_the_next(client, three, collect):
    collect("Gauges", *three)
    first, second, third = (story.get_absolute_url() for story in three)
    assert [place_of(client, story) for story in three] == [
        [("Series Gauges 1 of 3", None, second)],
        [("Series Gauges 2 of 3", first, third)],
        [("Series Gauges 3 of 3", second, None)],
    ]


def test_the_order_is_the_editors_and_not_that_of_publication(client, three, collect):
    collect("Gauges", three[2], three[0], three[1])
    assert list_story_urls(client, "/series/gauges/") == [three[number].get_absolute_url() for number in (2, 0, 1)]
    assert [place_of(client, story)[0][0][-6:] for story in three] == ["2 of 3", "3 of 3", "1 of 3"]


def test_a_story_leads_to_the_next_part_below_its_words_too(client, three, collect):
    collect("Gauges", *three)
    texts = [get_page(client, story.get_absolute_url()).text for story in three]
    assert ["Next in Gauges Story 1" in texts[0], "Next in Gauges" in texts[2]] == [True, False]


def test_parts_are_counted_as_readers_see_them(client, three, collect, publisher, words, reporter):
    planned = editing.create(replace(words, headline="Planned"), by=reporter)
    collect("Gauges", planned, *three)
    assert [place_of(client, story)[0][0][-6:] for story in three] == ["1 of 3", "2 of 3", "3 of 3"]
    workflow.retract(three[1], by=publisher, reason="It was invented.")
    assert [place_of(client, three[number])[0][0][-6:] for number in (0, 2)] == ["1 of 2", "2 of 2"]
    assert place_of(client, three[0])[0][2] == three[2].get_absolute_url()
    page = get_page(client, "/series/gauges/")
    assert ["Part 1" in page.text, "Part 2" in page.text, "Part 3" in page.text] == [True, True, False]
    assert "Planned" not in page.text


def test_a_story_in_two_series_has_its_place_in_each(client, three, collect):
    collect("Gauges", *three)
    collect("Rivers", three[2], three[1], kind="package", about="Where water runs.")
    first, second, third = (story.get_absolute_url() for story in three)
    assert sorted(place_of(client, three[1])) == [
        ("Package Rivers 2 of 2", third, None),
        ("Series Gauges 2 of 3", first, third),
    ]
    assert list_story_urls(client, "/series/gauges/") == [first, second, third]
    assert list_story_urls(client, "/series/rivers/") == [third, second]


def test_a_single_part_stands_alone(client, three, collect):
    collect("Gauges", three[0])
    assert place_of(client, three[0]) == [("Series Gauges 1 of 1", None, None)]
    assert place_of(client, three[1]) == []


def test_the_series_are_listed_with_how_many_stories_they_have(client, three, collect, draft):
    collect("Gauges", *three, about="How rivers are measured.")
    collect("Rivers", three[0], kind="package")
    collect("Planned", draft)
    page = get_page(client, "/series/")
    assert "Package Rivers 1 story" in page.text
    assert "Series Gauges How rivers are measured. 3 stories" in page.text
    assert list_story_urls(client, "/series/") == ["/series/rivers/", "/series/gauges/"]


def test_a_series_has_a_page_once_a_part_is_published(client, approved, collect, publisher):
    collect("Gauges", approved)
    before = [client.get(f"/series/gauges/{feed}").status_code for feed in ("", "feed/")]
    workflow.publish(approved, by=publisher)
    after = [client.get(f"/series/gauges/{feed}").status_code for feed in ("", "feed/")]
    assert (before, after) == ([404, 404], [200, 200])


def test_a_series_without_a_published_part_is_not_found(client, approved, collect):
    collect("Gauges", approved)
    assert "No series have been published yet." in get_page(client, "/series/").text


def test_a_long_series_is_read_on_one_page_in_its_order(client, publish, words, collect):
    stories = [publish(replace(words, headline=f"Story {number}")) for number in range(23)]
    collect("Gauges", *reversed(stories))
    assert list_story_urls(client, "/series/gauges/") == [story.get_absolute_url() for story in reversed(stories)]
    assert [found["href"] for found in get_page(client, "/series/gauges/").every("a", rel="next")] == []


def test_a_series_is_followed_by_its_newest_parts(client, three, collect):
    collect("Gauges", *three)
    items = client.get("/series/gauges/feed/json/").json()["items"]
    assert [item["url"] for item in items] == [
        f"http://testserver{story.get_absolute_url()}" for story in reversed(three)
    ]


def test_a_series_in_any_script_answers_at_its_own_address(client, published):
    found = Collection.objects.create(title="پیمانے", slug="پیمانے")
    CollectionItem.objects.create(collection=found, article=published)
    page = get_page(client, found.get_absolute_url())
    assert "پیمانے" in page.title
    assert found.get_absolute_url() in get_page(client, published.get_absolute_url()).links
