"""While one types into the box of a link, published stories are found by their headlines."""

from dataclasses import replace

import pytest

from articles.services import workflow
from tests.support.desk import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def find(person, words):
    response = log_in(person).get("/admin/articles/article/link-targets/", {"q": words})
    return [(story["headline"], story["address"]) for story in response.json()["results"]]


@pytest.mark.parametrize("typed", ["Muñoz", "munoz", "MUNOZ harb", "harbours mu"])
def test_a_published_story_is_found_by_words_of_its_headline_however_they_are_typed(publish, words, reporter, typed):
    story = publish(replace(words, headline="Muñoz opens two harbours"))
    publish(replace(words, headline="Another matter"))
    assert find(reporter, typed) == [("Muñoz opens two harbours", story.get_absolute_url())]


def test_only_what_readers_can_open_is_offered(draft, published, publisher, reporter):
    assert find(reporter, draft.headline) == [(published.headline, published.get_absolute_url())]
    workflow.retract(published, by=publisher, reason="Wrong.")
    assert find(reporter, draft.headline) == []


def test_an_answer_is_short_and_nothing_is_found_for_nothing(publish, words, reporter):
    for number in range(7):
        publish(replace(words, headline=f"Harbour {number}"))
    assert (len(find(reporter, "harbour")), find(reporter, " ")) == (5, [])


def test_it_is_for_staff_who_see_stories(published, bystander, client):
    assert log_in(bystander).get("/admin/articles/article/link-targets/?q=a").status_code == 403
    assert client.get("/admin/articles/article/link-targets/?q=a").status_code == 302
