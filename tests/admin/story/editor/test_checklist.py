"""The checklist at the desk: what is found as one types, where it stands, and the reason that a publisher gives."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.domain import checklist
from articles.models import Article, AuditEntry, Image, LinkCheck
from articles.models.link_checks import digest_address
from articles.services import editing, workflow
from tests.support import sentences
from tests.support.desk import FEEDBACK, feedback_data, form_data, log_in, post_feedback, read_text
from tests.support.effort import FACTOR, count_lines_run
from tests.support.pages import parse

ADD = "/admin/articles/article/add/"
WORDS = {
    "headline": "Two ministries agree",
    "standfirst": "On one gauge.",
    "label": "ANALYSIS",
    "body": "<p>One.</p><p></p><ul><li>See <strong>T</strong>K &amp; go.</li></ul>",
    "about": ["PK"],
    "credits-0-author": "1",
    "credits-0-role": "writer",
    "section": "1",
    "language": "en",
}
REASON = "Why publish anyway?"


@pytest.fixture(autouse=True)
def _checked_by_default(settings):
    settings.CHECKS = checklist.parse_severities(["lead_picture:off"])


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def answer(person, story=None, **words):
    return post_feedback(person, story, parts=["checklist"], **{**WORDS, **words})


def found(response):
    return [(one["code"], one["severity"]) for one in response.json()["checklist"]["findings"]]


@pytest.fixture
def lacking(words, reporter, editor):
    """An approved story without a standfirst."""
    story = workflow.submit(editing.create(replace(words, standfirst=""), by=reporter), by=reporter)
    return workflow.approve(story, by=editor, seen=1)


def press(person, article, move, **own):
    client = log_in(person)
    typed = form_data(client.get(page_of(article)))
    return client.post(page_of(article), {**typed, **own, "_move": move}, follow=True)


# As one types


def test_the_words_are_answered_with_what_is_found_and_where(reporter):
    response = answer(reporter)
    assert response.status_code == 200
    assert response.json()["checklist"] == {
        "findings": [
            {
                "code": "placeholder",
                "severity": "blocking",
                "message": sentences.TK_IN_BODY,
                "field": "body",
                "anchor": "id_body",
                "block": 1,
                "start": 4,
                "end": 6,
                "quote": "TK",
            },
            {
                "code": "empty_paragraphs",
                "severity": "advisory",
                "message": sentences.EMPTY_PARAGRAPH,
                "field": "body",
                "anchor": "id_body",
                "block": 1,
                "start": None,
                "end": None,
                "quote": "",
            },
        ]
    }


def test_words_that_lack_nothing_are_answered_with_nothing(reporter):
    assert found(answer(reporter, body="<p>One.</p>")) == []


@pytest.mark.parametrize(
    ("missing", "code", "anchor"),
    [
        ({"standfirst": ""}, "standfirst", "id_standfirst"),
        ({"about": []}, "about", "id_about"),
        ({"about": ["ZZ"]}, "about", "id_about"),
        ({"credits-0-author": ""}, "byline", "id_credits-0-author"),
        ({"credits-0-author": "x"}, "byline", "id_credits-0-author"),
        ({"credits-0-role": "photographer"}, "byline", "id_credits-0-author"),
        ({"section": "x"}, "section", "id_section"),
        ({"label": ""}, "label", "id_label"),
    ],
)
def test_every_field_of_the_page_is_read_as_it_stands(reporter, missing, code, anchor):
    findings = answer(reporter, **{"body": "<p>One.</p>", **missing}).json()["checklist"]["findings"]
    assert [(one["code"], one["anchor"]) for one in findings] == [(code, anchor)]


def test_a_headline_that_is_not_written_yet_is_no_error(reporter):
    assert found(answer(reporter, headline="", body="<p>One.</p>")) == []


@pytest.mark.parametrize("times", [1, 30])
def test_an_answer_takes_the_same_few_queries_however_many_links_and_pictures(reporter, times):
    link, figure = '<p><a href="https://{0}.example/">here</a></p>', '<figure data-picture="{0}"></figure>'
    body = "".join(link.format(number) + figure.format(number) for number in range(1, times + 1))
    client, typed = log_in(reporter), feedback_data(reporter, parts=["checklist"], **{**WORDS, "body": body})
    client.post(FEEDBACK, typed)
    with CaptureQueriesContext(connection) as queries:
        client.post(FEEDBACK, typed)
    assert len(queries) == 6


def test_eight_times_as_many_words_are_answered_with_steps_in_proportion(reporter):
    sentence = "Ministers from Kabul met “the Pakistani side” in Quetta on Sunday and agreed with Mr Zelensky."
    client, paragraph = log_in(reporter), f"<p>{sentence}</p>"
    typed = feedback_data(reporter, parts=["checklist"], **WORDS)
    assert client.post(FEEDBACK, {**typed, "body": paragraph}).status_code == 200
    short, long = (
        count_lines_run(lambda body=body: client.post(FEEDBACK, {**typed, "body": body}))
        for body in (paragraph * 100, paragraph * 100 * FACTOR)
    )
    assert 0 < long < 1.5 * FACTOR * short


# The page


def test_the_page_lists_what_is_found_and_leads_to_it_without_a_script(draft, words, reporter):
    editing.edit(draft, replace(words, body="<p>Figures TK.</p>", standfirst=""), by=reporter, base=1)
    page = log_in(reporter).get(page_of(draft))
    text, links = read_text(page), parse(page).every("a", data_field="body")
    assert "This can’t be published yet. Must fix “TK” is still in the body." in text
    assert "Fix, or explain No standfirst." in text
    place = {"data-field": "body", "data-block": "0", "data-start": "8", "data-quote": "TK"}
    assert links == [{"href": "#id_body", **place}]
    assert [link["href"] for link in parse(page).every("a", data_field="standfirst")] == ["#id_standfirst"]


def test_the_page_is_calm_when_nothing_is_found(draft, reporter):
    assert "Checklist No problems" in read_text(log_in(reporter).get(page_of(draft)))


def test_a_new_story_is_not_greeted_with_all_that_it_lacks(reporter):
    page = read_text(log_in(reporter).get(ADD))
    assert ("Checklist" in page, "No standfirst." in page, "The body is empty." in page) == (
        True,
        False,
        False,
    )


# The reason


def test_a_publisher_is_asked_for_a_reason_only_where_there_is_something_to_override(lacking, approved, publisher):
    asked, free = (read_text(log_in(publisher).get(page_of(article))) for article in (lacking, approved))
    assert (REASON in asked, REASON in free) == (True, False)
    assert asked.count("No standfirst.") == 3  # the list, publishing and scheduling


@pytest.mark.parametrize(("move", "own"), [("publish", {}), ("schedule", {"schedule-at": "2199-01-05T08:00"})])
def test_without_a_reason_the_move_is_refused_and_with_one_it_is_made_and_logged(lacking, publisher, move, own):
    refused = press(publisher, lacking, move, **own)
    assert sentences.NO_STANDFIRST in read_text(refused)
    assert Article.objects.get().standing == "unpublished"
    made = press(publisher, lacking, move, **own, **{f"{move}-reason": "It is a list of names."})
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.by, entry.details["overridden"]) == (
        move,
        publisher,
        {"standfirst": "It is a list of names."},
    )
    assert "despite the checklist: It is a list of names." in read_text(made)


def test_a_reason_for_what_stood_on_the_page_does_not_cover_what_has_come_up_since(lacking, publisher):
    client = log_in(publisher)
    typed = form_data(client.get(page_of(lacking)))
    typed["publish-overriding"] = ["label", "*"]
    response = client.post(page_of(lacking), {**typed, "publish-reason": "I know.", "_move": "publish"}, follow=True)
    assert "Fix this, or give a reason to publish anyway." in read_text(response)
    assert Article.objects.get().standing == "unpublished"


def test_the_reason_of_a_refused_move_is_still_in_its_box(lacking, publisher):
    response = press(
        publisher, lacking, "schedule", **{"schedule-reason": "It is a list.", "schedule-at": "2020-01-01T08:00"}
    )
    assert form_data(response)["schedule-reason"] == ["It is a list."]


def test_a_licence_that_ends_before_the_moment_is_asked_about_once_the_moment_is_known(
    words, reporter, editor, publisher
):
    image = Image.objects.create(width=1, height=1, alt="A gauge", credit_line="Own", file="pictures/x.jpg", token="t")
    Image.objects.filter(pk=image.pk).update(licence_until=timezone.localdate())
    story = workflow.submit(editing.create(replace(words, lead_image=image.pk), by=reporter), by=reporter)
    story = workflow.approve(story, by=editor, seen=1)
    assert REASON not in read_text(log_in(publisher).get(page_of(story)))
    own = {"schedule-at": "2199-01-05T08:00"}
    response = press(publisher, story, "schedule", **own)
    assert (REASON in read_text(response), form_data(response)["schedule-overriding"]) == (True, ["licence_ended"])
    client = log_in(publisher)
    client.post(page_of(story), {**form_data(response), **own, "schedule-reason": "Extended.", "_move": "schedule"})
    assert AuditEntry.objects.first().details["overridden"] == {"licence_ended": "Extended."}


def test_in_bulk_what_needs_a_reason_is_left_and_says_so(lacking, approved, publisher):
    chosen = {"action": "move_publish", "_selected_action": [lacking.pk, approved.pk]}
    response = log_in(publisher).post("/admin/articles/article/", chosen, follow=True)
    assert "Publish now: 1 story." in read_text(response)
    assert sentences.NO_STANDFIRST in read_text(response)
    assert set(Article.objects.values_list("pk", "standing")) == {
        (lacking.pk, "unpublished"),
        (approved.pk, "published"),
    }


def test_a_dead_link_is_told_from_the_table_and_nobody_is_asked(draft, words, reporter):
    address = "https://gone.example/"
    body = f'<p>A <a href="{address}">page</a>.</p>'
    assert found(answer(reporter, body=body)) == []
    LinkCheck.objects.create(
        digest=digest_address(address), address=address, state="dead", status=410, checked_at=timezone.now()
    )
    assert found(answer(reporter, body=body)) == [("dead_links", "advisory")]
