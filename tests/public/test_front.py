"""The front page: what editors placed stands where they placed it, the newest stories fill the rest, no story stands twice."""

import datetime
import io
from functools import partial

import pytest
from django.core.management import call_command

from articles.models import CountryMention
from articles.services import front_page, read_model
from articles.services.front_page import Placement
from tests.support import sentences
from tests.support.front_page import get_front_page, list_all_headlines, publish_headlines, set_countries
from tests.support.site import count_uncached_queries

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


@pytest.fixture
def printed(db, newsroom):
    """Publish stories of these names, the last one the newest: {name: story}."""
    return partial(publish_headlines, newsroom)


def test_an_empty_paper_says_so(client, section):
    assert list_all_headlines(get_front_page(client)) == []
    assert sentences.EMPTY_SITE in client.get("/").content.decode()


@pytest.mark.parametrize("slot", ["secondary", "opinion", "section"])
def test_a_paper_whose_only_story_is_placed_below_the_lead_shows_it(client, printed, section, editor, slot):
    story = printed("Only")["Only"]
    strip = section.pk if slot == "section" else None
    front_page.save_layout([Placement(slot, article=story.pk, section=strip)], by=editor)
    assert list_all_headlines(get_front_page(client)) == ["Only"]
    assert sentences.EMPTY_SITE not in client.get("/").content.decode()


def test_a_placed_country_shows_an_old_story_however_many_newer_ones_there_are(client, printed, editor):
    printed("About Tuvalu", dated=datetime.date(2001, 1, 1), **set_countries("TV"))
    call_command("make_stories", 65, stdout=io.StringIO())
    CountryMention.objects.exclude(country="TV").delete()
    list(read_model.rebuild())
    assert get_front_page(client)["country"] == []
    front_page.save_layout([Placement("country", country="TV")], by=editor)
    assert get_front_page(client)["country"] == [("tv", "About Tuvalu")]


def test_a_placed_country_stands_in_the_strip_however_many_countries_are_in_the_news(client, printed, editor):
    printed("About Zambia", **set_countries("ZM"))
    codes = ("AE", "AF", "AL", "AM", "AR", "AT", "AU", "AZ", "BD", "BE", "BG", "BR", "CA", "CH", "CL", "CN")
    codes += ("CO", "CU", "DE", "DK", "EG", "ES", "FI", "FR")
    printed("About the world", "About the world again", **set_countries(*codes))
    printed(*(f"N{number}" for number in range(13)), countries=())
    before = get_front_page(client)
    assert (len(before["country"]), len(before["flags"])) == (5, 9)
    assert "zm" not in [*(code for code, *_story in before["country"]), *before["flags"]]
    front_page.save_layout([Placement("country", country="ZM")], by=editor)
    assert get_front_page(client)["country"][0] == ("zm", "About Zambia")


def test_the_main_paper_shows_every_language_while_it_has_no_story_in_its_own(client, printed, editor):
    found = printed("U2", "U1", language="ur")
    before = get_front_page(client)
    front_page.save_layout([Placement("lead", article=found["U2"].pk)], by=editor)
    assert (before["lead"], get_front_page(client)["lead"]) == (["U1"], ["U2"])
    printed("E1")
    assert get_front_page(client, "/ar/")["lead"] == []
    after = get_front_page(client)
    assert "E1" in list_all_headlines(after)


@pytest.mark.parametrize(("count", "cost", "with_a_lead"), [(1, 8, 9), (3, 8, 9), (25, 8, 9)])
def test_the_front_page_costs_the_same_whatever_was_printed_and_placed(
    client, printed, editor, count, cost, with_a_lead
):
    found = printed(*(f"S{number}" for number in range(count)))
    plain = count_uncached_queries(client, "/")
    front_page.save_layout([Placement("lead", article=found["S0"].pk)], by=editor)
    assert (plain, count_uncached_queries(client, "/")) == (cost, with_a_lead)
