"""Sharing at the desk: a link is made and told once, its visits are seen, and it is revoked."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ShareLink, ShareVisit
from articles.services import editing, share_links, workflow
from tests.support.desk import form_data, log_in, read_text
from tests.support.pages import Page, parse
from tests.support.site import read_edition_contents

pytestmark = pytest.mark.django_db


def page_of(story) -> str:
    return f"/admin/articles/article/{story.pk}/sharing/"


def writing_page_of(story) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


def share(person, story, **facts):
    """Fill in the form and press its button, as a browser does; a ticked box is posted."""
    desk = log_in(person)
    typed = form_data(desk.get(page_of(story)), having="label")
    filled = {**typed, "shows": "newest", "may_comment": "on", "label": "The lawyer", **facts}
    return desk.post(page_of(story), {name: value for name, value in filled.items() if value is not None})


def address_on(answer) -> str:
    return parse(answer).every("input", id="share-address")[0]["value"]


def kept():
    links = ShareLink.objects.order_by("pk")
    return [
        (link.label, link.revision and link.revision.number, link.may_comment, link.created_by.username)
        for link in links
    ]


def test_an_editor_makes_a_link_and_is_told_its_address_once(draft, editor):
    answer = share(editor, draft)
    address = address_on(answer)
    assert (answer.status_code, kept()) == (200, [("The lawyer", None, True, "edith")])
    assert re.fullmatch(r"http://testserver/preview/[\w-]{43}/", address)
    assert Client().get(address).status_code == 200
    token = address.split("/")[-2]
    assert token not in log_in(editor).get(page_of(draft)).content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_link_shows_the_version_that_was_on_the_screen(draft, editor, words):
    desk = log_in(editor)
    typed = form_data(desk.get(page_of(draft)), having="label")
    editing.edit(draft, replace(words, standfirst="New."), by=editor, base=1)
    desk.post(page_of(draft), {**typed, "label": "The lawyer", "shows": "version", "days": 1})
    assert kept() == [("The lawyer", 1, False, "edith")]
    assert abs(ShareLink.objects.get().expires_at - timezone.now() - timedelta(days=1)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"label": ""}, "Enter who the link is for."),
        ({"days": "91"}, "Ensure this value is less than or equal to 90."),
        ({"days": "x"}, "Enter a whole number."),
        ({"shows": "x"}, "Select a valid choice. x is not one of the available choices."),
        ({"shows": "version", "number": "7"}, "The story has no version 7."),
        ({"shows": "version", "number": ""}, "This field is required."),
    ],
)
def test_an_odd_form_is_shown_again_with_a_sentence(draft, editor, facts, sentence):
    answer = share(editor, draft, **facts)
    assert (answer.status_code, kept()) == (400, [])
    page = parse(answer)
    assert (page.problems, sentence in page.text) == ([], "number" not in facts or facts["number"] != "")
    assert page.every("input", name="label")[0].get("value", "") == facts.get("label", "The lawyer")


def test_who_may_see_links_and_who_may_make_them(draft, reporter, colleague, editor, publisher, bystander, outsider):
    assert [share(person, draft).status_code for person in (reporter, editor, publisher)] == [200] * 3
    seen = [log_in(person).get(page_of(draft)) for person in (colleague, bystander, outsider)]
    assert [answer.status_code for answer in seen] == [200, 403, 302]
    assert "Only its reporter or an editor can change it" in read_text(seen[0])
    assert parse(seen[0]).every("input", name="label") == []
    before = kept()
    posted = {"number": 1, "label": "Me", "days": 7, "shows": "newest"}
    refused = [log_in(person).post(page_of(draft), posted).status_code for person in (colleague, bystander, outsider)]
    assert (refused, kept()) == ([403, 403, 302], before)


def test_a_link_is_revoked_by_a_press_and_the_list_says_by_whom(draft, editor, publisher):
    address = address_on(share(editor, draft))
    link = ShareLink.objects.get()
    answer = log_in(publisher).post(page_of(draft), {"revoke": link.pk}, follow=True)
    assert "The link for “The lawyer” has been revoked." in read_text(answer)
    assert "revoked by paul" in read_text(answer)
    assert Client().get(address).status_code == 404


def test_only_those_who_may_are_offered_to_revoke(draft, editor, reporter, publisher):
    link = share_links.create(draft, by=editor, label="The lawyer").link
    offered = [
        Page(log_in(person).get(page_of(draft)).content.decode()).every("button", name="revoke") != []
        for person in (editor, publisher, reporter)
    ]
    assert offered == [True, True, False]
    assert log_in(reporter).post(page_of(draft), {"revoke": link.pk}).status_code == 403
    assert ShareLink.objects.get().revoked_at is None


@pytest.mark.parametrize("key", ["", "x", "0", "٣", "9" * 30])
def test_a_link_that_is_none_is_not_found(draft, editor, key):
    assert log_in(editor).post(page_of(draft), {"revoke": key}).status_code == 404


def test_a_link_is_revoked_on_the_page_of_its_own_story_alone(draft, editor, words):
    link = share_links.create(draft, by=editor, label="The lawyer").link
    other = editing.create(words, by=editor)
    assert log_in(editor).post(page_of(other), {"revoke": link.pk}).status_code == 404
    assert ShareLink.objects.get().revoked_at is None


def test_the_list_says_who_came_and_what_they_said(draft, editor):
    link = share_links.create(draft, by=editor, label="The lawyer").link
    lawyer = share_links.Visitor("192.0.2.0/24", "Firefox on Windows")
    share_links.record_visit(link, by=lawyer)
    share_links.add_comment(link, by=lawyer, name="Lea <b>", text="It is\ntrue.", mark="approved", number=1)
    answer = log_in(editor).get(page_of(draft))
    words = read_text(answer)
    assert "Lea <b> approved for accuracy , version 1 Firefox on Windows 192.0.2.0/24 It is true." in words
    assert "opened, version 1 Firefox on Windows 192.0.2.0/24" in words
    assert parse(answer).problems == []


def test_the_writing_page_tells_of_open_links_alone(draft, editor):
    open_link = share_links.create(draft, by=editor, label="The lawyer").link
    share_links.revoke(share_links.create(draft, by=editor, label="A source").link, by=editor)
    assert "The lawyer not opened yet" in read_text(log_in(editor).get(writing_page_of(draft)))
    caller = share_links.Visitor("192.0.2.0/24", "Firefox on Windows")
    share_links.record_visit(open_link, by=caller)
    share_links.add_comment(open_link, by=caller, name="Lea", mark="not_approved", number=1)
    share_links.add_comment(open_link, by=caller, name="Lea", text="See my mail.", number=1)
    words = read_text(log_in(editor).get(writing_page_of(draft)))
    assert "The lawyer not approved, version 1 opened once," in words
    assert "A source" not in words.partition("Activity")[0]


def test_an_embargo_is_told_of_before_a_link_is_made(draft, editor, words):
    assert "under embargo" not in read_text(log_in(editor).get(page_of(draft)))
    moment = timezone.now() + timedelta(days=3)
    editing.edit(draft, words, by=editor, base=1, particulars={"embargo": moment})
    assert "This story is under embargo until" in read_text(log_in(editor).get(page_of(draft)))


def test_a_killed_story_is_not_shared(published, editor, publisher):
    share_links.create(published, by=editor, label="The lawyer")
    workflow.kill(published, by=publisher, reason="A court said so.")
    page = read_text(log_in(publisher).get(page_of(published)))
    assert ("This story is killed and can’t be shared." in page, "The lawyer Closed" in page) == (True, True)


def cost(person, address):
    desk = log_in(person)
    read_edition_contents()
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [page_of, writing_page_of])
def test_a_page_costs_the_same_whatever_the_number_of_links_and_visits(draft, editor, publisher, address):
    def come(number):
        link = share_links.create(draft, by=(editor, publisher)[number % 2], label=f"L{number}", number=1).link
        for network in ("192.0.2.0/24", "198.51.100.0/24"):
            caller = share_links.Visitor(network, "Firefox on Windows")
            share_links.record_visit(link, by=caller)
            share_links.add_comment(link, by=caller, name="Lea", mark="approved", number=1)
        return link

    come(0)
    once = cost(editor, address(draft))
    for number in range(1, 4):
        come(number)
    share_links.revoke(come(4), by=editor)
    assert ShareVisit.objects.count() == 20
    assert (cost(editor, address(draft)), once <= 26) == (once, True)
