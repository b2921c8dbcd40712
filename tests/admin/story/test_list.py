"""The list of stories: what it shows, what narrows it, and bulk moves that obey the rules of every other move."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.domain.document import Document
from articles.models import Article, AuditEntry, Revision, Section
from articles.services import editing, workflow
from articles.services.editing import Particulars
from tests.support.desk import MAX_QUERIES, find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

LIST = "/admin/articles/article/"


def cells(response) -> list[list[str]]:
    """The table's rows, the head first, as text, without the box for choosing."""
    rows = parse(response).select("#result_list tr")
    return [[cell.separate_text for cell in row.select("th, td")[1:]] for row in rows]


def listed(person, query="") -> list[int]:
    return find_story_ids(parse(log_in(person).get(f"{LIST}?{query}")))


def press(person, move, *articles):
    """Choose stories, make the bulk move, and go where it leads."""
    chosen = {"action": f"move_{move}", "_selected_action": [article.pk for article in articles], "index": "0"}
    return log_in(person).post(LIST, chosen, follow=True)


def states() -> dict[str, str]:
    return {article.headline: f"{article.standing}/{article.stage}" for article in Article.objects.all()}


def test_a_row_says_where_a_story_stands_and_what_it_is_about(published, reporter, words):
    Article.objects.update(publish_at="2025-05-31T03:00:00Z", slugline="gauge-quetta")
    editing.edit(published, replace(words, headline="Not yet seen"), by=reporter, base=1)
    head, row = cells(log_in(reporter).get(LIST))
    assert (head, row) == (
        ["Story", "Status", "Section", "Countries", "Byline", "Words", "When"],
        [
            "NEWS ANALYSIS Two ministries agree on one river gauge gauge-quetta",
            "Published Draft",
            "South Asia",
            "🇵🇰 Pakistan 🇦🇫 Afghanistan",
            "Zarmina Yousaf",
            "8",
            "published 31 May 2025, 08:00",
        ],
    )


@pytest.mark.parametrize(
    ("stage", "state", "moment"),
    [
        ("draft", "Draft", "edited"),
        ("in_review", "In review", "edited"),
        ("approved", "Approved", "edited"),
        ("scheduled", "Scheduled", "due"),
        ("done", "Published", "published"),
        ("spiked", "Spiked", "edited"),
    ],
)
def test_one_word_says_the_state_and_another_what_the_moment_means(create_story, reporter, stage, state, moment):
    create_story(stage, "A story")
    row = cells(log_in(reporter).get(LIST))[1]
    assert (row[1], re.sub(r" \d.*", "", row[6])) == (state, moment)


@pytest.mark.parametrize(("move", "state"), [("retract", "Retracted"), ("kill", "Killed")])
def test_a_withdrawn_story_says_so(published, publisher, move, state):
    getattr(workflow, move)(published, by=publisher, reason="A reason.")
    assert cells(log_in(publisher).get(LIST))[1][1] == state


def test_a_story_of_headline_alone_leaves_dashes(reporter):
    editing.create(Document(headline="Bare"), by=reporter)
    row = cells(log_in(reporter).get(LIST))[1]
    assert row[:6] == ["Bare", "Draft", "–", "–", "–", "0"]


@pytest.fixture
def mixed(create_story, colleague, editor, words, reporter):
    """Stories that differ in stage, standing, section, genre and reporter."""
    create_story("draft", "One")
    create_story("in_review", "Two", by=colleague)
    create_story("in_review", "Three")
    create_story("done", "Four", by=colleague)
    create_story("scheduled", "Five")
    editing.create(replace(words, headline="Six", section=None, genre="news"), by=reporter)


def test_every_filter_says_how_many_stories_it_leaves_and_leaves_so_many(mixed, reporter):
    client = log_in(reporter)
    counted = {
        words: address for words, address in find_links(client.get(LIST)).items() if re.search(r"\(\d+\)$", words)
    }
    found = {words: len(find_story_ids(parse(client.get(LIST + address)))) for words, address in counted.items()}
    assert found == {words: int(words.rpartition("(")[2][:-1]) for words in counted}
    assert {words: found[words] for words in found if found[words]} == {
        "Draft (2)": 2,
        "In review (2)": 2,
        "Scheduled (1)": 1,
        "Published (1)": 1,
        "South Asia (5)": 5,
        "No section (1)": 1,
        "Analysis (5)": 5,
        "News (1)": 1,
        "Mine (4)": 4,
        "Unassigned (4)": 4,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("stage__exact=in_review", {"Two", "Three"}),
        ("stage__exact=draft&mine=yes", {"One", "Six"}),
        ("stage__exact=in_review&mine=yes", {"Three"}),
        ("standing__exact=published", {"Four", "Five"}),
        ("section=south-asia&mine=yes", {"One", "Three", "Five"}),
        ("section=-", {"Six"}),
        ("section=nowhere", set()),
        ("genre__exact=news", {"Six"}),
    ],
)
def test_filters_narrow_together(mixed, reporter, query, expected):
    assert set(Article.objects.filter(pk__in=listed(reporter, query)).values_list("headline", flat=True)) == expected


@pytest.mark.parametrize("path", [LIST, f"{LIST}board/", "/admin/", f"{LIST}suggestions/untagged/"])
def test_a_desk_that_works_in_urdu_calls_the_sections_so(create_story, section, editor, path):
    Section.objects.filter(pk=section.pk).update(names={"ur": "جنوبی ایشیا"})
    create_story("in_review", "A gauge")
    client = log_in(editor)
    assert ("South Asia" in read_text(client.get(path)), "جنوبی ایشیا" in read_text(client.get(path))) == (True, False)
    client.cookies["django_language"] = "ur"
    assert ("South Asia" in read_text(client.get(path)), "جنوبی ایشیا" in read_text(client.get(path))) == (False, True)


@pytest.mark.parametrize(
    ("term", "found"),
    [("GAUGE+ministries", 1), ("kabul-water", 1), ("read+by+both", 1), ("absent", 0)],
)
def test_search_looks_at_headline_slugline_and_standfirst(create_story, words, reporter, term, found):
    editing.create(words, by=reporter, particulars=Particulars(slugline="kabul-water"))
    editing.create(Document(headline="Another"), by=reporter)
    assert len(listed(reporter, f"q={term}")) == found


def test_search_looks_at_the_address_of_a_published_story(published, reporter):
    assert [len(listed(reporter, f"q={term}")) for term in ("two-ministries-agree", "two-ministries-differ")] == [1, 0]


def test_the_list_asks_as_little_of_twelve_stories_as_of_one(create_story, editor):
    client, counts = log_in(editor), []
    for number in (1, 12):
        while Article.objects.count() < number:
            create_story(
                ("done", "scheduled", "in_review")[Article.objects.count() % 3], f"Story {Article.objects.count()}"
            )
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(LIST)
        counts.append(len(queries))
        assert len(cells(response)) == number + 1
    assert counts[0] == counts[1] <= MAX_QUERIES


@pytest.mark.parametrize(
    ("person", "moves"),
    [
        ("reporter", ["submit", "withdraw"]),
        ("editor", ["submit", "withdraw", "spike", "unspike"]),
        ("publisher", ["submit", "withdraw", "publish", "unschedule"]),
    ],
)
def test_only_moves_of_ones_duties_that_need_no_words_are_offered_in_bulk(draft, request, person, moves):
    offered = parse(log_in(request.getfixturevalue(person)).get(LIST)).values_of("option", "value")
    assert [value for value in offered if value.startswith(("move_", "delete"))] == [f"move_{move}" for move in moves]


@pytest.mark.parametrize(
    ("move", "stage", "person", "said_so", "state"),
    [
        ("submit", "draft", "reporter", "Submit for review: 2 stories.", "unpublished/in_review"),
        ("withdraw", "in_review", "reporter", "Withdraw from review: 2 stories.", "unpublished/draft"),
        ("publish", "approved", "publisher", "Publish now: 2 stories.", "published/done"),
        ("unschedule", "scheduled", "publisher", "Unschedule: 2 stories.", "unpublished/approved"),
        ("spike", "draft", "editor", "Spike: 2 stories.", "unpublished/spiked"),
        ("unspike", "spiked", "editor", "Unspike: 2 stories.", "unpublished/draft"),
    ],
)
def test_a_bulk_move_moves_every_chosen_story_and_no_other(request, create_story, move, stage, person, said_so, state):
    chosen = [create_story(stage, "One"), create_story(stage, "Two")]
    before = states()
    create_story(stage, "Left alone")
    response = press(request.getfixturevalue(person), move, *chosen)
    assert said_so in read_text(response)
    assert states() == {"One": state, "Two": state, "Left alone": before["One"]}
    log = AuditEntry.objects.filter(action=move, article__in=chosen)
    assert [entry.by for entry in log] == [request.getfixturevalue(person)] * 2


def test_of_a_mixed_selection_the_allowed_move_and_each_refusal_is_named(create_story, colleague, reporter):
    chosen = [
        create_story("draft", "Mine"),
        create_story("draft", "Theirs", by=colleague),
        create_story("spiked", "Dropped"),
    ]
    page = read_text(press(reporter, "submit", *chosen))
    sentences = [
        "Submit for review: 1 story.",
        "“Theirs”: Only the story’s reporter can do this.",
        "“Dropped”: Submit for review is not possible: the story is unpublished, its newest version is spiked.",
    ]
    assert [sentence for sentence in sentences if sentence not in page] == []
    assert states() == {
        "Mine": "unpublished/in_review",
        "Theirs": "unpublished/draft",
        "Dropped": "unpublished/spiked",
    }


@pytest.mark.parametrize(
    ("person", "move", "stage", "sentence"),
    [
        ("reporter", "publish", "approved", "No action selected."),
        ("editor", "publish", "approved", "No action selected."),
        ("reporter", "unschedule", "scheduled", "No action selected."),
        ("reporter", "spike", "draft", "No action selected."),
        ("publisher", "spike", "draft", "No action selected."),
        ("editor", "submit", "draft", "“A story”: Only the story’s reporter can do this."),
    ],
)
def test_a_bulk_move_of_another_duty_posted_by_hand_is_refused(request, create_story, person, move, stage, sentence):
    article = create_story(stage, "A story")
    before = states()
    assert sentence in read_text(press(request.getfixturevalue(person), move, article))
    assert states() == before


@pytest.mark.parametrize("move", ["approve", "schedule", "retract", "kill", "reinstate", "send_back", "no_such"])
def test_a_move_that_is_not_offered_in_bulk_does_nothing_when_posted_by_hand(create_story, move, admin_user):
    articles = [create_story("in_review", "One"), create_story("done", "Two")]
    before = states()
    press(admin_user, move, *articles)
    assert states() == before


def test_a_blocking_check_stops_a_bulk_publication_with_its_sentence(create_story, reporter, editor, publisher, words):
    fine = create_story("approved", "Fine")
    article = editing.create(replace(words, headline="TK about a gauge"), by=reporter)
    article = workflow.approve(workflow.submit(article, by=reporter), by=editor, seen=1)
    page = read_text(press(publisher, "publish", fine, article))
    assert "Publish now: 1 story." in page
    assert "“TK about a gauge”: “TK” is still in the headline." in page
    assert states() == {"Fine": "published/done", "TK about a gauge": "unpublished/approved"}


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher", "admin_user"])
def test_nobody_can_delete_a_story(request, draft, person):
    client = log_in(request.getfixturevalue(person))
    assert client.get(f"{LIST}{draft.pk}/delete/").status_code == 403
    assert client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [draft.pk], "index": "0", "post": "yes"}
    client.post(LIST, chosen, follow=True)
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)


def test_the_list_is_for_the_desk_only(draft, outsider, bystander):
    assert log_in(outsider).get(LIST).headers["Location"] == f"/admin/login/?next={LIST}"
    assert log_in(bystander).get(LIST).status_code == 403
    assert log_in(bystander).post(LIST, {"action": "move_submit", "_selected_action": [draft.pk]}).status_code == 403


def test_a_headline_is_text_and_never_markup(reporter, words):
    editing.create(replace(words, headline="<b onclick=alert(1)>A & B</b>"), by=reporter)
    page = log_in(reporter).get(LIST).content.decode()
    assert "&lt;b onclick=alert(1)&gt;A &amp; B&lt;/b&gt;" in page
    assert "<b onclick" not in page
