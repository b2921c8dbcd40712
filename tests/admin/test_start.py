"""The start page shows each person what waits for them, and nobody else anything."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Assignment
from articles.queries.desk.work_lists import end_of_today
from articles.services import assignments, editing, notes, workflow
from tests.support import sentences
from tests.support.desk import START, find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

pytestmark = pytest.mark.vendor_sql

OPEN = ("draft", "in_review", "approved")


def trays(response) -> dict[str, list[int]]:
    """The start page's lists: their titles, and the stories in each."""
    found = parse(response).select(".tray:not(.tray-settings)")
    return {tray.one("h2").separate_text: find_story_ids(tray) for tray in found}


def keys(desk, *names):
    return [desk[tuple(name.split("/"))] for name in names]


def test_a_reporter_sees_their_own_drafts_first_and_no_colleagues(stories_at_every_stage, reporter):
    assert trays(log_in(reporter).get(START)) == {
        "Assigned to me": [],
        "My drafts": keys(stories_at_every_stage, "draft/mine"),
        "My submitted stories": keys(stories_at_every_stage, "approved/mine", "in_review/mine"),
        sentences.DUE_TODAY: [],
        "Scheduled": keys(stories_at_every_stage, "scheduled/mine", "scheduled/theirs"),
    }


def test_an_editor_sees_everything_that_waits_for_an_editor(stories_at_every_stage, editor):
    assert trays(log_in(editor).get(START)) == {
        "Waiting for an editor": keys(stories_at_every_stage, "in_review/theirs", "in_review/mine"),
        "Assigned to me": [],
        "My drafts": [],
        "My submitted stories": [],
        sentences.DUE_TODAY: [],
        "Unassigned": keys(
            stories_at_every_stage,
            *("approved/theirs", "in_review/theirs", "draft/theirs", "approved/mine", "in_review/mine", "draft/mine"),
        ),
        "Scheduled": keys(stories_at_every_stage, "scheduled/mine", "scheduled/theirs"),
        sentences.PUBLISHED_WITH_NOTES: [],
    }


def test_a_publisher_sees_everything_that_is_approved(stories_at_every_stage, publisher):
    assert trays(log_in(publisher).get(START)) == {
        sentences.APPROVED_TRAY: keys(stories_at_every_stage, "approved/theirs", "approved/mine"),
        "Assigned to me": [],
        "My drafts": [],
        "My submitted stories": [],
        sentences.DUE_TODAY: [],
        "Scheduled": keys(stories_at_every_stage, "scheduled/mine", "scheduled/theirs"),
    }


@pytest.mark.parametrize(
    ("person", "sentences"),
    [
        ("reporter", [sentences.NO_DRAFT_YET, "None of your stories is in review."]),
        ("editor", ["Nothing to review.", sentences.NO_DRAFT_YET]),
        ("publisher", ["Nothing to publish.", sentences.NO_DRAFT_YET]),
    ],
)
def test_an_empty_list_says_what_to_do_next(request, person, sentences):
    page = read_text(log_in(request.getfixturevalue(person)).get(START))
    expected = [*sentences, "Nothing is scheduled."]
    assert [sentence for sentence in expected if sentence not in page] == []


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher"])
def test_whoever_may_write_finds_the_way_to_a_new_story(request, person):
    found = find_links(log_in(request.getfixturevalue(person)).get(START))
    assert (found["Write a story"], found["File a text"]) == (
        "/admin/articles/article/add/",
        "/admin/articles/article/file/",
    )


@pytest.mark.parametrize(
    ("person", "title", "expected"),
    [
        ("editor", "Waiting for an editor", {"in_review/mine", "in_review/theirs"}),
        ("publisher", sentences.APPROVED_TRAY, {"approved/mine", "approved/theirs"}),
        ("reporter", "My drafts", {"draft/mine"}),
        ("editor", "Unassigned", {f"{stage}/{whose}" for stage in OPEN for whose in ("mine", "theirs")}),
        ("editor", sentences.DUE_TODAY, set()),
        ("editor", "Assigned to me", set()),
        ("reporter", "My submitted stories", {"in_review/mine", "approved/mine"}),
        ("reporter", "Scheduled", {"scheduled/mine", "scheduled/theirs"}),
    ],
)
def test_a_title_leads_to_the_whole_list_of_what_it_names(request, stories_at_every_stage, person, title, expected):
    client = log_in(request.getfixturevalue(person))
    listed = find_story_ids(parse(client.get(find_links(client.get(START))[title])))
    assert set(listed) == set(keys(stories_at_every_stage, *expected))


@pytest.mark.parametrize(("change", "first"), [(1, 3), (3, 1)])
def test_what_is_due_next_stands_first_among_the_scheduled(
    create_story, words, reporter, editor, publisher, publish, change, first
):
    """A change to a live story and a first publication, each due so many hours from now."""
    live = publish(words)
    article = editing.edit(live, replace(words, headline="A change"), by=reporter, base=1)
    article = workflow.approve(workflow.submit(article, by=reporter), by=editor, seen=2)
    workflow.schedule(
        article, by=publisher, at=timezone.now() + timedelta(hours=change), kind="fix", note="A typing error."
    )
    new = create_story("approved", "A first publication")
    workflow.schedule(new, by=publisher, at=timezone.now() + timedelta(hours=first))
    expected = [live.pk, new.pk] if change < first else [new.pk, live.pk]
    assert trays(log_in(reporter).get(START))["Scheduled"] == expected


def test_what_i_am_on_and_what_is_due_stand_there_with_the_late_ones_first(
    stories_at_every_stage, reporter, colleague, editor
):
    late, today, later = (Article.objects.get(pk=stories_at_every_stage[stage, "mine"]) for stage in OPEN)
    for article in (later, today, late):
        assignments.assign(article, to=colleague, due=timezone.now() + timedelta(days=2), by=editor, seen=0)
    for article, due in ((late, timezone.now() - timedelta(days=1)), (today, end_of_today() - timedelta(seconds=1))):
        Assignment.objects.filter(article=article).update(due_at=due)
    page = log_in(colleague).get(START)
    found = trays(page)
    assert found["Assigned to me"] == [late.pk, today.pk, later.pk]
    assert found[sentences.DUE_TODAY] == [late.pk, today.pk]
    assert found["My drafts"] == [stories_at_every_stage["draft", "theirs"]]
    assert "kamal · Overdue · due" in read_text(page)
    assert late.pk not in trays(log_in(editor).get(START))["Unassigned"]
    assert late.pk not in trays(log_in(reporter).get(START))["My drafts"]


def test_a_story_in_the_paper_with_an_open_note_stands_there_until_it_is_resolved(stories_at_every_stage, editor):
    title, live = sentences.PUBLISHED_WITH_NOTES, Article.objects.get(pk=stories_at_every_stage["done", "mine"])
    note = notes.add(live, "Is the year right?", by=editor)
    notes.add(Article.objects.get(pk=stories_at_every_stage["draft", "mine"]), "Ask the ministry.", by=editor)
    page = log_in(editor).get(START)
    assert trays(page)[title] == [live.pk]
    assert find_story_ids(parse(log_in(editor).get(find_links(page)[title]))) == [live.pk]
    notes.resolve(note, by=editor)
    assert trays(log_in(editor).get(START))[title] == []


@pytest.mark.parametrize("title", ["Assigned to me", sentences.DUE_TODAY])
def test_the_title_of_work_leads_to_all_of_it(stories_at_every_stage, reporter, editor, title):
    article = Article.objects.get(pk=stories_at_every_stage["draft", "mine"])
    assignments.assign(article, to=reporter, due=timezone.now() + timedelta(days=2), by=editor, seen=0)
    Assignment.objects.update(due_at=timezone.now() - timedelta(hours=1))
    client = log_in(reporter)
    listed = find_story_ids(parse(client.get(find_links(client.get(START))[title])))
    assert listed == trays(client.get(START))[title] == [article.pk]


def test_the_start_page_asks_as_little_of_twelve_stories_as_of_one(
    create_story, reporter, editor, publisher, admin_user
):
    counts = []
    for number in (1, 12):
        while Article.objects.filter(stage="done").count() < number:
            for stage in ("draft", "in_review", "approved", "scheduled", "done"):
                create_story(stage, f"Story {stage} {Article.objects.count()}")
        for person in (reporter, editor, publisher, admin_user):
            client = log_in(person)
            client.get(START)
            with CaptureQueriesContext(connection) as queries:
                client.get(START)
            counts.append(len(queries))
    assert counts == [13, 20, 15, 20] * 2


def test_an_outsider_and_a_stranger_are_sent_to_the_log_in_page(outsider, stories_at_every_stage):
    for client in (Client(), log_in(outsider)):
        response = client.get(START)
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/login/?next=/admin/")


def test_being_staff_alone_shows_no_story(bystander, stories_at_every_stage):
    assert find_story_ids(parse(log_in(bystander).get(START))) == []
