"""The country strip of the front page: the countries most written about, and first those that editors placed."""

import pytest

from articles.services import front_page
from articles.services.front_page import Placement
from tests.support.front_page import get_front_page, publish_headlines, set_countries
from tests.support.moments import from_now

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


@pytest.fixture(scope="module")
def shared_world(newsroom, django_db_blocker):
    with django_db_blocker.unblock():
        publish_headlines(newsroom, "P1", **set_countries("PE"))
        publish_headlines(newsroom, "C2", "C1", **set_countries("IR", "CN"))
        publish_headlines(newsroom, "I3", "I2", "I1", **set_countries("IN"))
        publish_headlines(newsroom, *(f"Top {number}" for number in range(13, 0, -1)), countries=())


@pytest.fixture
def world(db, shared_world):
    """Thirteen stories about nothing on top; below them two about Iran and China, three about India, one about Peru."""


def test_the_country_strip_shows_the_countries_most_written_about_each_with_a_story_of_its_own(client, world):
    found = get_front_page(client)
    assert found["country"] == [("in", "I1"), ("cn", "C1"), ("ir", "C2"), ("pe", "P1")]
    assert found["flags"] == []


def test_countries_that_were_placed_come_first_in_their_order_and_the_others_follow(client, world, editor):
    front_page.save_layout([Placement("country", country="PE"), Placement("country", country="IR")], by=editor)
    assert get_front_page(client)["country"] == [("pe", "P1"), ("ir", "C1"), ("in", "I1"), ("cn", "C2")]


def test_a_country_leaves_the_strip_when_its_pin_ends(client, world, editor, front_time_passes):
    front_page.save_layout([Placement("country", country="PE", until=from_now(hours=1))], by=editor)
    before = get_front_page(client)["country"]
    front_time_passes(hours=1)
    assert (before[0], get_front_page(client)["country"]) == (
        ("pe", "P1"),
        [("in", "I1"), ("cn", "C1"), ("ir", "C2"), ("pe", "P1")],
    )
