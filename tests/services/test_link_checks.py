"""The links of stories are asked outside of any request, and what they answered is kept for the checklist."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.lib.http import LinkResponse
from articles.models import LinkCheck
from articles.queries import checks
from articles.services import editing, link_checks, workflow
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

ANSWERS = {
    "https://fine.example/": LinkResponse(200),
    "https://gone.example/": LinkResponse(404),
    "https://never.example/": LinkResponse(0, nowhere=True),
    "https://busy.example/": LinkResponse(503),
    "https://shy.example/": LinkResponse(403),
    "https://silent.example/": LinkResponse(0),
}


def linked(words, *addresses):
    return replace(words, body="".join(f'<p><a href="{address}">here</a></p>' for address in addresses))


def check(*, again=False, most=500):
    return link_checks.check_addresses(
        link_checks.due_addresses(limit=most, include_fresh=again), fetch=ANSWERS.__getitem__
    )


def states():
    return dict(LinkCheck.objects.values_list("address", "state"))


@pytest.fixture
def story(words, reporter):
    return editing.create(linked(words, *ANSWERS), by=reporter)


def test_only_what_says_so_itself_is_dead(story):
    check()
    assert states() == {
        "https://fine.example/": "fine",
        "https://gone.example/": "dead",
        "https://never.example/": "dead",
        "https://busy.example/": "unsure",
        "https://shy.example/": "unsure",
        "https://silent.example/": "unsure",
    }
    found = [one.message for one in checks.run_checks(story.newest.document) if one.code == "dead_links"]
    assert found == [
        sentences.DEAD_LINK,
        "The link to never.example is broken: the site does not exist.",
    ]


def test_an_answer_holds_for_a_day(story):
    assert len(check()) == 6
    assert check() == []
    assert len(check(again=True)) == 6
    LinkCheck.objects.filter(address="https://gone.example/").update(checked_at=timezone.now() - timedelta(hours=25))
    assert [state.address for state in check()] == ["https://gone.example/"]
    assert LinkCheck.objects.count() == 6


def test_a_link_that_works_again_is_no_longer_dead(story, monkeypatch):
    check()
    monkeypatch.setitem(ANSWERS, "https://gone.example/", LinkResponse(200))
    check(again=True)
    assert states()["https://gone.example/"] == "fine"


def test_what_was_never_asked_comes_first_and_no_more_than_so_many(story):
    LinkCheck.objects.create(
        digest=link_checks.digest_address("https://fine.example/"),
        address="https://fine.example/",
        state="fine",
        status=200,
        checked_at=timezone.now() - timedelta(days=3),
    )
    assert link_checks.due_addresses(limit=5, include_fresh=False) == [
        address for address in ANSWERS if "fine" not in address
    ]
    assert link_checks.due_addresses(limit=6, include_fresh=False)[-1] == "https://fine.example/"


def test_an_address_is_asked_once_however_often_it_is_linked(words, reporter):
    for _ in range(2):
        editing.create(linked(words, "https://fine.example/", "https://fine.example/"), by=reporter)
    assert link_checks.due_addresses(limit=9, include_fresh=False) == ["https://fine.example/"]


def test_only_what_can_be_asked_is_asked(words, reporter):
    editing.create(linked(words, "mailto:a@b.example", "page.html", "https://fine.example/"), by=reporter)
    assert link_checks.due_addresses(limit=9, include_fresh=False) == ["https://fine.example/"]


def test_dropped_stories_and_old_ones_are_left_alone(words, reporter, editor, publish):
    dropped = editing.create(linked(words, "https://dropped.example/"), by=reporter)
    old = publish(linked(words, "https://old.example/"))
    assert set(link_checks.due_addresses(limit=9, include_fresh=False)) == {
        "https://dropped.example/",
        "https://old.example/",
    }
    workflow.spike(dropped, by=editor)
    type(old).objects.filter(pk=old.pk).update(last_edited_at=timezone.now() - timedelta(days=31))
    assert link_checks.due_addresses(limit=9, include_fresh=False) == []


def test_the_command_says_what_it_did(words, reporter, capsys):
    editing.create(linked(words, "http://127.0.0.1/", "http://localhost:8080/"), by=reporter)
    call_command("check_links")
    assert capsys.readouterr().out == "Checked 2 links: 0 fine, 0 dead, 2 unsure.\n"
    call_command("check_links")
    assert capsys.readouterr().out == "No links to check.\n"
    with pytest.raises(CommandError, match="--most must be at least 1"):
        call_command("check_links", most=0)
