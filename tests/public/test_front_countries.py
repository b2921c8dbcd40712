"""The country strip of the front page: the countries most written about, and first those that editors placed."""

import pytest

from articles.services import front_page
from articles.services.front_page import Place
from tests.support.front_page import about, page, print_stories
from tests.support.moments import later

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


@pytest.fixture(scope="module")
def kept_world(house, django_db_blocker):
    with django_db_blocker.unblock():
        print_stories(house, "P1", **about("PE"))
        print_stories(house, "C2", "C1", **about("IR", "CN"))
        print_stories(house, "I3", "I2", "I1", **about("IN"))
        print_stories(house, *(f"Top {number}" for number in range(13, 0, -1)), countries=())


@pytest.fixture
def world(db, kept_world):
    """Thirteen stories about nothing on top; below them two about Iran and China, three about India, one about Peru."""


def test_the_country_strip_shows_the_countries_most_written_about_each_with_a_story_of_its_own(client, world):
    found = page(client)
    assert found["country"] == [("in", "I1"), ("cn", "C1"), ("ir", "C2"), ("pe", "P1")]
    assert found["flags"] == []


def test_countries_that_were_placed_come_first_in_their_order_and_the_others_follow(client, world, editor):
    front_page.arrange([Place("country", country="PE"), Place("country", country="IR")], by=editor)
    assert page(client)["country"] == [("pe", "P1"), ("ir", "C1"), ("in", "I1"), ("cn", "C2")]


def test_a_country_leaves_the_strip_when_its_pin_ends(client, world, editor, front_time_passes):
    front_page.arrange([Place("country", country="PE", until=later(hours=1))], by=editor)
    before = page(client)["country"]
    front_time_passes(hours=1)
    assert (before[0], page(client)["country"]) == (
        ("pe", "P1"),
        [("in", "I1"), ("cn", "C1"), ("ir", "C2"), ("pe", "P1")],
    )
