"""The front pages of two papers: each shows the stories of its language, and what was placed stands in its own."""

import copy

import pytest

from articles.services import front_page
from articles.services.front_page import Placement
from tests.support.front_page import get_front_page, list_all_headlines, publish_headlines

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


@pytest.fixture(scope="module")
def shared_papers(newsroom, django_db_blocker):
    found = {}
    with django_db_blocker.unblock():
        for number in range(7, 0, -1):
            found |= publish_headlines(newsroom, f"E{number}") | publish_headlines(
                newsroom, f"U{number}", language="ur"
            )
    return found


@pytest.fixture
def two_papers(db, shared_papers):
    """Seven stories in English and seven in Urdu, in turn; the newest is U1, then E1."""
    return copy.deepcopy(shared_papers)


def test_the_papers_in_two_languages_each_show_their_own_stories(client, two_papers):
    english, urdu = get_front_page(client), get_front_page(client, "/ur/")
    assert (english["lead"], english["secondary"], english["latest"]) == (
        ["E1"],
        ["E2", "E3", "E4", "E5", "E6"],
        ["E7"],
    )
    assert (urdu["lead"], urdu["secondary"], urdu["latest"]) == (["U1"], ["U2", "U3", "U4", "U5", "U6"], ["U7"])
    assert get_front_page(client, "/ar/")["lead"] == []


@pytest.mark.parametrize("slot", ["lead", "secondary", "opinion", "section"])
def test_what_is_placed_stands_in_the_paper_of_its_own_language(client, two_papers, section, editor, slot):
    strip = section.pk if slot == "section" else None
    front_page.save_layout([Placement(slot, article=two_papers["E7"].pk, section=strip)], by=editor)
    assert list_all_headlines(get_front_page(client)).count("E7") == 1
    assert {headline[0] for headline in list_all_headlines(get_front_page(client, "/ur/"))} == {"U"}


def test_a_placed_story_in_urdu_leads_the_paper_in_urdu(client, two_papers, editor):
    front_page.save_layout([Placement("lead", article=two_papers["U5"].pk)], by=editor)
    assert get_front_page(client, "/ur/")["lead"] == ["U5"]


def test_one_arrangement_can_name_a_lead_of_each_paper(client, two_papers, editor):
    places = [Placement("lead", article=two_papers[name].pk) for name in ("U7", "E7")]
    places += [Placement("secondary", article=two_papers[name].pk) for name in ("U6", "E6", "U5", "E5")]
    front_page.save_layout(places, by=editor)
    english, urdu = get_front_page(client), get_front_page(client, "/ur/")
    assert (english["lead"], english["secondary"]) == (["E7"], ["E6", "E5", "E1", "E2", "E3"])
    assert (urdu["lead"], urdu["secondary"]) == (["U7"], ["U6", "U5", "U1", "U2", "U3"])
