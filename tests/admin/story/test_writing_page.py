"""The writing page: what is typed becomes exactly that Document, what is wrong is said, and no word is ever lost."""

import datetime
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document
from articles.exchange import filing
from articles.models import Article, Author, Revision, Tag
from articles.services import editing, workflow
from articles.services.editing import Particulars
from tests.support import sentences
from tests.support.caches import clear_caches
from tests.support.desk import ADD, change_url, find_buttons, form_data, log_in, read_text, snapshot_stories
from tests.support.pages import parse

KARACHI = datetime.timezone(datetime.timedelta(hours=5))


def as_posted(fields) -> dict[str, list[str]]:
    """Fields as lists of text, as they come back from a page."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return {name: [str(item) for item in values] for name, values in lists.items() if values}


def kept(response, posted) -> dict[str, list[str]]:
    """What the page holds of the fields that were posted."""
    return {name: values for name, values in form_data(response).items() if name in as_posted(posted)}


@pytest.mark.parametrize(("language", "names"), [("en", ["Pakistan", "China"]), ("ur", ["پاکستان", "چین"])])
def test_chosen_countries_are_named_in_the_language_of_the_page(reporter, language, names):
    countries = (CountryLine("PK"), CountryLine("CN", "mentioned"))
    story = editing.create(Document(headline="Two ministries agree", countries=countries), by=reporter)
    page = parse(log_in(reporter).get(change_url(story), HTTP_ACCEPT_LANGUAGE=language))
    assert [page.one(f"select[name={role}] option[selected]").text for role in ("about", "mentioned")] == names


@pytest.mark.parametrize("path", ["change/", "history/", "compare/?from=1&to=2", "sharing/"])
def test_a_headline_above_the_page_is_cut_in_its_own_direction(reporter, path):
    story = editing.create(Document(headline="Two ministries agree " * 5), by=reporter)
    editing.edit(story, Document(headline="Two ministries disagree " * 5), by=reporter, base=1)
    page = parse(log_in(reporter).get(change_url(story).replace("change/", path), HTTP_ACCEPT_LANGUAGE="ur"))
    assert page.one(".breadcrumbs bdi").text == "Two ministries disagree Two ministries disagree Two ministr…"


def test_a_new_story_becomes_version_1_with_exactly_the_words_that_were_typed(filled, reporter, section, picture):
    Tag.objects.create(name="Water", slug="water")
    response = log_in(reporter).post(ADD, filled)
    article = Article.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, change_url(article))
    revision = Revision.objects.get()
    assert (revision.number, revision.by, article.head, article.live) == (1, reporter, revision, None)
    assert revision.document == Document(
        headline="Two ministries  agree",
        standfirst="One instrument, read by both.",
        label="NEWS ANALYSIS",
        genre="analysis",
        dateline="Quetta",
        dated=datetime.date(2025, 5, 31),
        body="<p>One bold <strong>gauge</strong>.</p><h2>Why</h2><p>So.</p>",
        credits=(
            CreditLine(Author.objects.get(slug="daniyal-khan").pk, "photographer"),
            CreditLine(Author.objects.get(slug="zarmina-yousaf").pk, "writer"),
        ),
        section=section.pk,
        tags=("South Africa", "Water", "کوئٹہ کا پانی"),
        countries=(
            CountryLine("PK"),
            CountryLine("AF"),
            CountryLine("IN", "mentioned"),
            CountryLine("CN", "mentioned"),
        ),
        lead_image=picture.pk,
        language="en",
        slug="river-gauge",
    )
    assert (article.standing, article.stage, article.slugline, article.created_by) == (
        "unpublished",
        "draft",
        "gauge-quetta",
        reporter,
    )
    assert article.embargo == datetime.datetime(2031, 2, 3, 8, tzinfo=KARACHI)
    assert set(article.tags.values_list("name", flat=True)) == {"South Africa", "Water", "کوئٹہ کا پانی"}
    assert Tag.objects.count() == 3


def test_a_headline_is_all_that_a_story_needs(reporter):
    fields = {name: values for name, values in form_data(log_in(reporter).get(ADD)).items() if name != "headline"}
    log_in(reporter).post(ADD, {**fields, "headline": "A headline"})
    assert Revision.objects.get().document == Document(headline="A headline")


FILED = """The night train to Quetta
Why it still runs.
ANALYSIS
31 May 2025
THE train leaves\u00a0at nine & arrives <late>.
"Nobody" knows why; Pakistan's railway does.
"""


@pytest.fixture
def stories(words, reporter, publish, picture):
    """Stories that came to the desk in different ways."""
    minute = datetime.datetime(2031, 1, 1, 10, 30, tzinfo=datetime.UTC)
    second = Particulars(embargo=minute.replace(second=15, microsecond=250))
    return {
        "of a headline alone": lambda: editing.create(Document(headline="Bare"), by=reporter),
        "with everything": lambda: editing.create(
            replace(words, dated=datetime.date(2025, 5, 31), lead_image=picture.pk, slug="gauge", language="ur"),
            by=reporter,
            particulars=Particulars(slugline="a slugline", embargo=minute),
        ),
        "under embargo to the second": lambda: editing.create(words, by=reporter, particulars=second),
        "filed as text": lambda: filing.create_draft(
            filing.read_file(FILED.encode()), by=reporter, name="night-train.txt", again=False
        ),
        "with a line break and figures": lambda: editing.create(
            replace(
                words, body=f'<p>One<br>two\n</p><figure data-picture="{picture.pk}"></figure><pre>x</pre>\n<p>y</p>'
            ),
            by=reporter,
        ),
        "that readers see": lambda: publish(words),
        "that readers see since its embargo": lambda: _after_its_embargo(words, publish, reporter),
    }


def _after_its_embargo(words, publish, reporter):
    article = publish(words)
    Article.objects.filter(pk=article.pk).update(embargo=timezone.now() - datetime.timedelta(days=1, seconds=7.5))
    return article


@pytest.mark.parametrize(
    "kind",
    [
        "of a headline alone",
        "with everything",
        "under embargo to the second",
        "filed as text",
        "with a line break and figures",
        "that readers see",
        "that readers see since its embargo",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_page_that_is_saved_as_it_was_opened_changes_nothing(stories, reporter, kind, line_end):
    """A browser sends the line ends of a text box as CRLF."""
    article, client = stories[kind](), log_in(reporter)
    before = snapshot_stories()
    fields = form_data(client.get(change_url(article)))
    posted = {name: [value.replace("\n", line_end) for value in values] for name, values in fields.items()}
    response = client.post(change_url(article), posted)
    assert (response.status_code, snapshot_stories()) == (302, before)
    client.post(change_url(article), {**posted, "label": "ANOTHER LABEL"})
    assert Revision.objects.filter(article=article).count() == 2


WRONG = {
    "a headline too long": ("headline", "x" * 251, "Ensure this value has at most 250 characters (it has 251)."),
    "no headline": ("headline", "", "Write a headline."),
    "a headline of nothing visible": ("headline", "\x02", sentences.HEADLINE_MISSING),
    "a standfirst too long": ("standfirst", "x" * 1001, "Ensure this value has at most 1000 characters (it has 1001)."),
    "a country nobody knows": ("about", ["PK", "XQ"], "No country has the code “XQ”. The nearest are "),
    "a day that does not exist": ("dated", "2026-02-30", "Enter a valid date."),
    "a body over a megabyte": (
        "body",
        "<p>" + "x" * 1_000_000 + "</p>",
        "Ensure this value has at most 1000000 characters (it has 1000007).",
    ),
    "an embargo before all calendars": ("embargo", "0001-01-01T00:00", sentences.YEAR_OUT_OF_RANGE),
    "an embargo that is no moment": ("embargo", "tomorrow", "Enter a valid date/time."),
    "a tag too long": ("tags", ["Water", "x" * 101], sentences.TAG_TOO_LONG),
    "an address too long": ("slug", "x" * 81, "Ensure this value has at most 80 characters (it has 81)."),
}


@pytest.mark.parametrize("begun", [False, True], ids=["new", "begun"])
@pytest.mark.parametrize(("field", "value", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(filled, reporter, request, field, value, sentence, begun):
    address = change_url(request.getfixturevalue("draft")) if begun else ADD
    before = snapshot_stories()
    posted = {**filled, "base": int(begun), field: value}
    response = log_in(reporter).post(address, posted)
    assert (response.status_code, sentence in read_text(response)) == (200, True)
    assert kept(response, posted) == as_posted(posted)
    assert snapshot_stories() == before


GONE = "Select a valid choice. That choice is not one of the available choices."


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("section", "999999", GONE),
        ("section", "one", GONE),
        ("lead_image", "999999", GONE),
        ("credits-0-author", "999999", GONE),
        ("credits-1-role", "king", "Select a valid choice. king is not one of the available choices."),
        ("genre", "poem", "Select a valid choice. poem is not one of the available choices."),
        ("language", "xx", "Select a valid choice. xx is not one of the available choices."),
    ],
)
def test_a_choice_that_is_not_on_the_page_is_refused_and_the_rest_is_kept(filled, reporter, field, value, sentence):
    rest = {name: values for name, values in filled.items() if name != field}
    response = log_in(reporter).post(ADD, {**rest, field: value})
    assert (response.status_code, sentence in read_text(response)) == (200, True)
    assert kept(response, rest) == as_posted(rest)
    assert Revision.objects.count() == 0


def test_a_draft_of_a_live_story_leaves_the_readers_page_as_it_was_byte_by_byte(
    published, reporter, editor, publisher, filled
):
    address = published.get_absolute_url()
    before = Client().get(address).content
    log_in(reporter).post(change_url(published), {**filled, "base": 1, "embargo": "", "dated": ""})
    clear_caches()
    assert Revision.objects.count() == 2
    assert Client().get(address).content == before
    article = workflow.submit(published, by=reporter)
    workflow.publish_fix(workflow.approve(article, by=editor, seen=2), by=publisher, reason="A typing error.")
    published.refresh_from_db()
    assert Client().get(published.get_absolute_url()).content != before


def test_an_embargo_cannot_hide_again_what_readers_have_seen(published, reporter):
    client, before = log_in(reporter), snapshot_stories()
    posted = {**form_data(client.get(change_url(published))), "embargo": "2031-02-03T08:00", "headline": "Changed too"}
    response = client.post(change_url(published), posted)
    assert "Readers have seen this story; an embargo can’t hide it again. Retract it." in read_text(response)
    assert (kept(response, posted), snapshot_stories()) == (as_posted(posted), before)


def test_anothers_story_is_there_to_be_read_only(draft, colleague, filled):
    client, before = log_in(colleague), snapshot_stories()
    objection = sentences.ANOTHER_REPORTERS_STORY
    shown = client.get(change_url(draft))
    assert (shown.status_code, objection in read_text(shown)) == (200, True)
    assert "Two ministries agree on one river gauge" in read_text(shown)
    assert "They will meet again." in read_text(shown)
    assert (set(kept(shown, filled)), find_buttons(shown)) == ({"base"}, [])
    refused = client.post(change_url(draft), {**filled, "base": 1})
    assert (refused.status_code, snapshot_stories()) == (403, before)


def test_an_embargo_set_while_the_page_was_open_is_not_wiped_by_saving_it(draft, reporter, editor):
    """An embargo is a promise to somebody; a page that was opened before it was made knows nothing of it."""
    client = log_in(reporter)
    opened = form_data(client.get(change_url(draft)))
    desk = log_in(editor)
    desk.post(change_url(draft), {**form_data(desk.get(change_url(draft))), "embargo": "2031-02-03T08:00"})
    promised = Article.objects.get().embargo
    assert promised == datetime.datetime(2031, 2, 3, 8, tzinfo=KARACHI)
    client.post(change_url(draft), {**opened, "standfirst": "Rewritten."})
    assert Article.objects.get().embargo == promised


@pytest.mark.parametrize("key", ["999999", "9" * 30, "abc", "-1", "1.5"])
def test_a_story_that_does_not_exist_is_not_found(draft, reporter, key):
    assert log_in(reporter).get(f"/admin/articles/article/{key}/change/").status_code == 404


@pytest.mark.parametrize(
    ("stage", "warning", "said_after"),
    [
        ("draft", "", "Saved as version 2."),
        ("in_review", "", "Saved as version 2."),
        ("approved", "Saving a change ends the approval.", "It needs approval again."),
        (
            "scheduled",
            "Saving a change unschedules the story",
            "It is no longer scheduled and needs approval again.",
        ),
    ],
)
def test_a_save_that_costs_the_story_its_place_says_so_before_and_after(request, publisher, stage, warning, said_after):
    story = request.getfixturevalue(stage)
    client = log_in(publisher)
    page = client.get(change_url(story))
    assert (bool(warning), warning in read_text(page)) == ("Saving a change" in read_text(page), True)
    typed = form_data(page)
    answer = client.post(change_url(story), {**typed, "headline": "Another headline"}, follow=True)
    assert said_after in read_text(answer)
    again = client.post(change_url(story), form_data(client.get(change_url(story))), follow=True)
    assert sentences.NOTHING_CHANGED in read_text(again)
