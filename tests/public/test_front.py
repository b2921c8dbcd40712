"""The front page: what editors placed stands where they placed it, the newest stories fill the rest, no story stands twice."""

import datetime
import io
from functools import partial

import pytest
from django.core.management import call_command

from articles.models import CountryMention
from articles.services import front_page
from articles.services.front_page import Place
from tests.support.front_page import about, every_headline, page, print_stories
from tests.support.site import queries

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


@pytest.fixture
def printed(db, house):
    """Publish stories of these names, the last one the newest: {name: story}."""
    return partial(print_stories, house)


def test_an_empty_paper_says_so(client, section):
    assert every_headline(page(client)) == []
    assert "No story has been published yet." in client.get("/").content.decode()


@pytest.mark.parametrize("slot", ["secondary", "opinion", "section"])
def test_a_paper_whose_only_story_is_placed_below_the_lead_shows_it(client, printed, section, editor, slot):
    story = printed("Only")["Only"]
    strip = section.pk if slot == "section" else None
    front_page.arrange([Place(slot, article=story.pk, section=strip)], by=editor)
    assert every_headline(page(client)) == ["Only"]
    assert "No story has been published yet." not in client.get("/").content.decode()


def test_a_placed_country_shows_an_old_story_however_many_newer_ones_there_are(client, printed, editor):
    printed("About Tuvalu", dated=datetime.date(2001, 1, 1), **about("TV"))
    call_command("make_stories", 65, stdout=io.StringIO())
    CountryMention.objects.exclude(country="TV").delete()
    assert page(client)["country"] == []
    front_page.arrange([Place("country", country="TV")], by=editor)
    assert page(client)["country"] == [("tv", "About Tuvalu")]


def test_a_placed_country_stands_in_the_strip_however_many_countries_are_in_the_news(client, printed, editor):
    printed("About Zambia", **about("ZM"))
    codes = ("AE", "AF", "AL", "AM", "AR", "AT", "AU", "AZ", "BD", "BE", "BG", "BR", "CA", "CH", "CL", "CN")
    codes += ("CO", "CU", "DE", "DK", "EG", "ES", "FI", "FR")
    printed("About the world", "About the world again", **about(*codes))
    printed(*(f"N{number}" for number in range(13)), countries=())
    before = page(client)
    assert (len(before["country"]), len(before["flags"])) == (5, 9)
    assert "zm" not in [*(code for code, *_story in before["country"]), *before["flags"]]
    front_page.arrange([Place("country", country="ZM")], by=editor)
    assert page(client)["country"][0] == ("zm", "About Zambia")


def test_the_main_paper_shows_every_language_while_it_has_no_story_in_its_own(client, printed, editor):
    found = printed("U2", "U1", language="ur")
    before = page(client)
    front_page.arrange([Place("lead", article=found["U2"].pk)], by=editor)
    assert (before["lead"], page(client)["lead"]) == (["U1"], ["U2"])
    printed("E1")
    assert page(client, "/ar/")["lead"] == []
    after = page(client)
    assert "E1" in every_headline(after)


@pytest.mark.parametrize(("count", "cost", "with_a_lead"), [(1, 8, 9), (3, 8, 9), (25, 8, 9)])
def test_the_front_page_costs_the_same_whatever_was_printed_and_placed(
    client, printed, editor, count, cost, with_a_lead
):
    found = printed(*(f"S{number}" for number in range(count)))
    plain = queries(client, "/")
    front_page.arrange([Place("lead", article=found["S0"].pk)], by=editor)
    assert (plain, queries(client, "/")) == (cost, with_a_lead)
