"""A preview link outlives what it was made for: it leads to the public story, and shows nothing that was withdrawn."""

from dataclasses import replace

import pytest

from articles.models import Note, ShareVisit
from articles.queries.policy import PermissionRefused
from articles.services import editing, share_links, workflow
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

DRAFT = "Draft, not for publication"
PRIVATE = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def address(shared) -> str:
    return f"/preview/{shared.token}/"


def headers_of(answer) -> dict[str, str]:
    return {name: answer.headers.get(name, "") for name in PRIVATE}


def share(story, by, number=None):
    return share_links.create(story, by=by, label="The lawyer", number=number)


@pytest.mark.parametrize("number", [None, 1])
def test_a_link_to_a_story_that_is_public_leads_to_its_page_and_before_it_shows_the_draft(
    client, approved, editor, publisher, number
):
    shared = share(approved, editor, number)
    before = client.get(address(shared))
    assert (before.status_code, DRAFT in parse(before).text) == (200, True)
    published = workflow.publish(approved, by=publisher)
    for ask in (client.get, client.head):
        answer = ask(address(shared))
        assert (answer.status_code, answer.headers["Location"]) == (302, published.get_absolute_url())
        assert headers_of(answer) == PRIVATE
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_story_that_will_be_public_later_is_a_preview_until_then(client, scheduled, editor, time_passes):
    shared = share(scheduled, editor)
    assert client.get(address(shared)).status_code == 200
    time_passes(hours=3)
    assert client.get(address(shared)).status_code == 302


def test_a_change_that_is_not_public_yet_stays_a_preview_with_a_way_to_the_public_page(
    client, published, words, editor
):
    editing.edit(published, replace(words, headline="A change"), by=editor, base=1)
    for number in (None, 2):
        page = parse(client.get(address(share(published, editor, number))))
        assert (DRAFT in page.text, "A change" in page.text) == (True, True)
        assert published.get_absolute_url() in page.links
    older = client.get(address(share(published, editor, 1)))
    assert (older.status_code, older.headers["Location"]) == (302, published.get_absolute_url())


def test_a_link_to_an_older_version_than_the_public_one_leads_to_the_public_one(
    client, published, words, editor, republish
):
    shared = share(published, editor, 1)
    republish(published, replace(words, body="<p>ENGINEERS met on Wednesday.</p>"))
    assert client.get(address(shared)).status_code == 302
    assert "Wednesday" in parse(client.get(address(shared), follow=True)).text


def test_a_comment_that_was_written_before_the_publication_is_not_lost(client, approved, editor, publisher):
    shared = share(approved, editor)
    ticket = parse(client.get(address(shared))).every("input", name="ticket")[0]["value"]
    published = workflow.publish(approved, by=publisher)
    answer = client.post(address(shared), {"ticket": ticket, "name": "Lea", "text": "Fine.", "mark": ""})
    assert (answer.status_code, Note.objects.get().text) == (302, "Fine.")
    page = parse(client.get(f"{address(shared)}?said=yes"))
    assert "Thank you. Your comment has been sent to the newsroom." in page.text
    assert (DRAFT in page.text, published.get_absolute_url() in page.links) == (False, True)


@pytest.mark.parametrize("number", [None, 1])
def test_a_link_to_a_retracted_story_says_so_and_none_of_its_words(client, published, words, editor, publisher, number):
    editing.edit(published, replace(words, headline="Quokkabane"), by=editor, base=1)
    shared = share(published, editor, number)
    ticket = parse(client.get(address(share(published, editor)))).every("input", name="ticket")[0]["value"]
    visits = ShareVisit.objects.count()
    workflow.retract(published, by=publisher, reason="The meeting never took place.")
    answer = client.get(address(shared))
    page = parse(answer)
    assert (answer.status_code, headers_of(answer), page.problems) == (410, PRIVATE, [])
    assert ("This story has been retracted." in page.text, published.get_absolute_url() in page.links) == (True, True)
    content = answer.content.decode()
    assert [word for word in ("Quokkabane", "ENGINEERS", words.headline, words.standfirst) if word in content] == []
    refused = client.post(address(shared), {"ticket": ticket, "name": "Lea", "text": "Fine.", "mark": ""})
    assert (refused.status_code, Note.objects.count(), ShareVisit.objects.count()) == (410, 0, visits)


def test_a_retracted_story_is_shared_with_nobody_until_it_is_reinstated(client, published, words, editor, publisher):
    editing.edit(published, replace(words, headline="A change"), by=editor, base=1)
    shared = share(published, editor)
    workflow.retract(published, by=publisher, reason="It never took place.")
    with pytest.raises(PermissionRefused, match="This story is retracted"):
        share(published, editor)
    assert client.get(address(shared)).status_code == 410
    workflow.reinstate(published, by=publisher, reason="It did take place.")
    assert client.get(address(shared)).status_code == 200


def test_a_killed_story_opens_nothing_even_after_it_was_retracted(client, published, editor, publisher):
    shared = share(published, editor)
    workflow.retract(published, by=publisher, reason="It never took place.")
    assert client.get(address(shared)).status_code == 410
    workflow.kill(published, by=publisher, reason="A court said so.")
    assert client.get(address(shared)).status_code == 404
