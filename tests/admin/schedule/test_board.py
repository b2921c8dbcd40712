"""The board: which cards are in which column, what a card says, and that letting go of it makes the very move."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Assignment, AuditEntry, Country, Image
from articles.services import assignments, editing, notes, workflow
from tests.support import sentences
from tests.support.desk import MAX_QUERIES, find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

BOARD = "/admin/articles/article/board/"


def columns(response):
    """{column: its stories in order}."""
    return {column["data-column"]: find_story_ids(column) for column in parse(response).select("[data-column]")}


def card_of(response, article):
    """The words on a story's card."""
    return parse(response).one(f'[data-story="{article.pk}"]').separate_text


def moves_of(person, article, to=""):
    return log_in(person).get(f"/admin/articles/article/{article.pk}/moves/?to={to}").json()


def move(person, article, name, **fields):
    """The answer's sentence and status."""
    own = {f"{name}-{key}": value for key, value in fields.items() if key != "base"}
    base = fields.get("base", article.newest.number)
    response = log_in(person).post(f"/admin/articles/article/{article.pk}/move/", {"_move": name, "base": base, **own})
    return response.json()["said"], response.status_code


def stands(article):
    article = Article.objects.get(pk=article.pk)
    return f"{article.standing}/{article.stage}"


def state():
    return list(Article.objects.order_by("pk").values()), AuditEntry.objects.count()


def late(article, person, editor):
    assignments.assign(article, to=person, due=timezone.now() + timedelta(hours=1), by=editor, seen=0)
    Assignment.objects.filter(article=article).update(due_at=timezone.now() - timedelta(hours=1))


def test_every_story_that_is_worked_on_stands_in_the_column_of_its_stage(stories_at_every_stage, editor):
    found = columns(log_in(editor).get(BOARD))
    stages = ("draft", "in_review", "approved", "scheduled", "done")
    assert {name: set(stories) for name, stories in found.items()} == {
        stage: {stories_at_every_stage[stage, "mine"], stories_at_every_stage[stage, "theirs"]} for stage in stages
    }


def test_what_was_published_before_today_is_not_among_what_was_published_today(publish, words):
    old = publish(replace(words, headline="Old", dated=timezone.localdate() - timedelta(days=3)))
    new = publish(replace(words, headline="New"))
    person = old.created_by
    assert columns(log_in(person).get(BOARD))["done"] == [new.pk]


def test_a_change_that_was_published_today_stands_among_it(publish, words, reporter, editor, publisher):
    story = publish(replace(words, dated=timezone.localdate() - timedelta(days=3)))
    story = editing.edit(story, replace(words, headline="Changed"), by=reporter, base=1)
    page = log_in(editor).get(BOARD)
    assert (columns(page)["draft"], columns(page)["done"]) == ([story.pk], [])
    assert "change to a live story" in card_of(page, story)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    workflow.publish_with_correction(story, by=publisher, kind="update", text="More is known.")
    assert columns(log_in(editor).get(BOARD))["done"] == [story.pk]


def test_the_next_due_stands_first_and_what_is_not_due_last(words, reporter, editor):
    first, second, third, fourth = (editing.create(words, by=reporter) for _story in range(4))
    for story, hours in ((second, 5), (fourth, 2)):
        assignments.assign(story, to=None, due=timezone.now() + timedelta(hours=hours), by=editor, seen=0)
    assert columns(log_in(editor).get(BOARD))["draft"] == [fourth.pk, second.pk, third.pk, first.pk]


def test_a_card_says_what_an_editor_has_to_know(draft, reporter, editor):
    Country.objects.filter(pk="PK").update(name="Pakistan")
    assert card_of(log_in(editor).get(BOARD), draft) == (
        "Two ministries agree on one river gauge South Asia 🇵🇰 Pakistan 🇦🇫 Afghanistan no picture Actions …"
    )
    late(draft, reporter, editor)
    Assignment.objects.update(due_at="2026-03-02T12:00:00Z")
    assert "rana Overdue · due 2 Mar 2026, 17:00" in card_of(log_in(editor).get(BOARD), draft)


def test_a_card_says_how_many_notes_are_open(draft, editor):
    first = notes.add(draft, "Is the year right?", by=editor)
    notes.add(draft, "And the place?", by=editor)
    assert "2 open notes" in card_of(log_in(editor).get(BOARD), draft)
    notes.resolve(first, by=editor)
    assert "1 open note" in card_of(log_in(editor).get(BOARD), draft)


def test_a_card_names_what_its_picture_lacks(words, reporter, editor):
    def lacks(**facts):
        image = Image.objects.create(file="pictures/none.jpg", width=900, height=600, **facts)
        story = editing.create(replace(words, lead_image=image.pk), by=reporter)
        return card_of(log_in(editor).get(BOARD), story).partition("Afghanistan ")[2]

    assert lacks(alt="A gauge", credit_line="Z. Yousaf") == "Actions …"
    assert lacks(alt="", credit_line="") == "no alt text no credit line Actions …"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("section=south-asia", {"first"}),
        ("country=PK", {"first"}),
        ("country=CN", set()),
        ("who=me", {"second"}),
        ("who=nobody", {"first"}),
        ("late=on", {"second"}),
        ("who=nobody&late=on", set()),
        ("section=nowhere", set()),
        ("country=XX", set()),
    ],
)
def test_the_board_is_narrowed_and_what_can_not_be_shows_nothing(words, reporter, editor, query, expected):
    editing.create(replace(words, headline="first"), by=reporter)
    second = editing.create(replace(words, headline="second", section=None, countries=()), by=reporter)
    late(second, reporter, editor)
    response = log_in(reporter).get(f"{BOARD}?{query}")
    found = set(Article.objects.filter(pk__in=columns(response)["draft"]).values_list("headline", flat=True))
    assert found == expected
    assert ("Select a valid choice" in read_text(response)) == (query in {"section=nowhere", "country=XX"})


def test_a_full_column_leads_to_the_rest_of_it_in_the_same_narrowing(words, reporter):
    stories = [editing.create(replace(words, headline=f"Story {number}"), by=reporter) for number in range(32)]
    client = log_in(reporter)
    page = client.get(f"{BOARD}?section=south-asia&country=PK")
    assert len(columns(page)["draft"]) == 30
    assert "Draft 32" in read_text(page)
    more = client.get(find_links(page)["and 2 more"])
    assert find_story_ids(parse(more)) == [story.pk for story in reversed(stories)]


@pytest.mark.parametrize("query", ["work=me", "work=nobody", "work=late", "work=today", "country=PK"])
def test_the_list_is_narrowed_in_the_same_words(words, reporter, editor, query):
    first = editing.create(replace(words, headline="first"), by=reporter)
    second = editing.create(replace(words, headline="second", countries=()), by=reporter)
    late(second, reporter, editor)
    listed = find_story_ids(parse(log_in(reporter).get(f"/admin/articles/article/?{query}")))
    assert listed == [(first if query in {"work=nobody", "country=PK"} else second).pk]


def test_an_empty_board_says_what_to_do_next(editor):
    page = read_text(log_in(editor).get(BOARD))
    sentences = [
        "No drafts. Write a story, or file a text.",
        "Nothing to review. Reporters submit their drafts.",
        "Nothing to publish. Editors approve stories in review.",
        "Nothing is scheduled. Drag an approved story here and choose a time.",
        "Nothing has been published today.",
    ]
    assert [one for one in sentences if one not in page] == []
    assert "No stories match these filters." in read_text(log_in(editor).get(f"{BOARD}?who=me"))


@pytest.mark.parametrize(
    ("stage", "person", "to", "expected"),
    [
        ("draft", "reporter", "in_review", "submit"),
        ("in_review", "reporter", "draft", "withdraw"),
        ("in_review", "editor", "approved", "approve"),
        ("scheduled", "publisher", "approved", "unschedule"),
        # These ask for words, for a moment, or once more.
        ("in_review", "editor", "draft", ""),
        ("approved", "publisher", "scheduled", ""),
        ("approved", "publisher", "done", ""),
    ],
)
def test_letting_go_of_a_card_is_enough_only_for_moves_that_ask_nothing(request, stage, person, to, expected):
    article = request.getfixturevalue(stage)
    told = moves_of(request.getfixturevalue(person), article, to)
    assert (told["once"], told["said"], 'name="_move"' in told["html"]) == (expected, "", True)


@pytest.fixture
def embargoed(approved):
    Article.objects.update(embargo=timezone.now() + timedelta(days=1))
    return approved


@pytest.mark.parametrize(
    ("stage", "person", "to", "sentence"),
    [
        ("draft", "colleague", "in_review", sentences.ONLY_ITS_REPORTER),
        (
            "draft",
            "editor",
            "approved",
            sentences.APPROVE_NOT_POSSIBLE,
        ),
        ("in_review", "reporter", "approved", sentences.NOT_AN_EDITOR),
        ("approved", "editor", "done", sentences.NOT_A_PUBLISHER),
        ("published", "publisher", "draft", "You can’t move a story there."),
        ("draft", "editor", "draft", "The story is already there."),
        ("embargoed", "publisher", "done", "The story is under embargo. Schedule it instead."),
        ("draft", "editor", "nowhere", "You can’t move a story there."),
    ],
)
def test_where_no_move_leads_one_sentence_says_why(request, stage, person, to, sentence):
    told = moves_of(request.getfixturevalue(person), request.getfixturevalue(stage), to)
    assert (told["said"], told["once"]) == (sentence, "")


def test_a_menu_that_is_opened_makes_no_move_even_if_it_has_only_one(draft, reporter):
    told = moves_of(reporter, draft)
    assert (told["once"], 'value="submit"' in told["html"]) == ("", True)
    assert stands(draft) == "unpublished/draft"


def test_the_menu_has_exactly_the_moves_of_the_writing_page(in_review, editor, settings):
    html = moves_of(editor, in_review)["html"]
    assert [name for name in ("send_back", "approve", "spike", "withdraw") if f'value="{name}"' in html] == [
        "send_back",
        "approve",
        "spike",
    ]
    settings.FOUR_EYES = "strict"
    article = editing.edit(in_review, replace(in_review.newest.document, headline="Edith’s"), by=editor, base=1)
    html = moves_of(editor, article)["html"]
    assert ('value="approve"' in html, "Someone else must approve it" in html) == (False, True)


def test_a_move_from_the_board_is_the_very_move(in_review, editor, publisher, reporter):
    assert move(editor, in_review, "approve") == (
        "“Two ministries agree on one river gauge”: Approved version 1. A publisher can publish it now.",
        200,
    )
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.by, entry.details) == ("approve", editor, {"seen": 1})
    said_, status = move(publisher, in_review, "schedule", at="2199-01-05T08:00")
    assert (said_.endswith("Scheduled for 5 January 2199, 08:00 PKT."), status) == (True, 200)


@pytest.mark.parametrize(
    ("name", "fields", "sentence"),
    [
        ("approve", {"base": 7}, "You read version 7, but version 1 is newer. Read it before you approve."),
        ("approve", {"base": "x"}, "You read version None, but version 1 is newer. Read it before you approve."),
        ("send_back", {}, sentences.SEND_BACK_NEEDS_A_REASON),
        ("send_back", {"note": "  "}, sentences.SEND_BACK_NEEDS_A_REASON),
        ("publish", {}, sentences.NOT_A_PUBLISHER),
        ("schedule", {"at": "soon"}, "Enter a valid date/time."),
    ],
)
def test_a_refused_move_says_why_and_changes_nothing(in_review, editor, name, fields, sentence):
    before = state()
    assert move(editor, in_review, name, **fields) == (sentence, 409)
    assert state() == before


def test_of_two_editors_who_drag_the_same_card_the_second_is_told(in_review, editor, colleague):
    colleague.groups.set(editor.groups.all())
    seen = log_in(colleague).get(BOARD)
    assert columns(seen)["in_review"] == [in_review.pk]
    assert move(editor, in_review, "send_back", note="Ask the ministry.")[1] == 200
    before = state()
    sentence = sentences.APPROVE_NOT_POSSIBLE
    assert moves_of(colleague, in_review, "approved")["said"] == sentence
    assert move(colleague, in_review, "approve") == (sentence, 409)
    assert state() == before


def test_who_may_see_no_story_sees_no_board_and_moves_none(draft, bystander, outsider):
    before = state()
    for address in (BOARD, f"/admin/articles/article/{draft.pk}/moves/"):
        assert log_in(bystander).get(address).status_code == 403
        assert Client().get(address).status_code == 302
        assert log_in(outsider).get(address).status_code == 302
    assert log_in(bystander).post(f"/admin/articles/article/{draft.pk}/move/", {"_move": "spike"}).status_code == 403
    assert state() == before


def test_a_made_up_move_or_story_is_refused(draft, editor):
    client = log_in(editor)
    assert client.post(f"/admin/articles/article/{draft.pk}/move/", {"_move": "fly"}).status_code == 403
    assert client.get(f"/admin/articles/article/{draft.pk}/move/").status_code == 405
    assert client.post("/admin/articles/article/987654/move/", {"_move": "spike"}).status_code == 404
    assert client.get("/admin/articles/article/987654/moves/").status_code == 404


def test_the_board_asks_as_little_of_three_hundred_stories_as_of_one(words, reporter, editor, create_story):
    def asked():
        client = log_in(editor)
        client.get(BOARD)
        with CaptureQueriesContext(connection) as queries:
            client.get(BOARD)
        return len(queries)

    counts = []
    for number in (1, 3):
        while Article.objects.filter(stage="done").count() < number:
            for stage in ("draft", "in_review", "approved", "scheduled", "done"):
                story = create_story(stage, f"{stage} {Article.objects.count()}")
                if stage != "done":
                    assignments.assign(story, to=reporter, due=timezone.now() + timedelta(days=1), by=editor, seen=0)
        counts.append(asked())
    drafts = [editing.create(replace(words, headline=f"Draft {number}"), by=reporter) for number in range(2)]
    heads = {story.pk: story.head_id for story in drafts}
    Article.objects.bulk_create(
        Article(
            created_by=reporter,
            slug=f"story-{number}",
            headline=f"Story {number}",
            stage=("draft", "in_review", "approved")[number % 3],
            head_id=heads[drafts[0].pk],
            section_id=words.section,
        )
        for number in range(300)
    )
    counts.append(asked())
    assert counts == [counts[0]] * 3
    assert counts[0] <= MAX_QUERIES
