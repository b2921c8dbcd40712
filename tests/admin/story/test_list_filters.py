"""What narrows the list of stories: one status, and country, day, people, tag and language, all of it in the address."""

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine
from articles.models import Article, Author, Tag
from articles.services import assignments, editing, workflow
from tests.support.desk import find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

LIST = "/admin/articles/article/"


def headlines(person, query) -> set[str]:
    found = find_story_ids(parse(log_in(person).get(f"{LIST}?{query}")))
    return set(Article.objects.filter(pk__in=found).values_list("headline", flat=True))


@pytest.fixture
def at_every_status(create_story, words, reporter, publisher):
    """A story at every status, whose headline is that status."""
    for stage, headline in [
        ("draft", "draft"),
        ("in_review", "in_review"),
        ("approved", "approved"),
        ("scheduled", "scheduled"),
        ("done", "published"),
        ("spiked", "spiked"),
    ]:
        create_story(stage, headline)
    changed = create_story("done", "changed")
    editing.edit(changed, replace(words, headline="Later words"), by=reporter, base=1)
    workflow.retract(create_story("done", "retracted"), by=publisher, reason="A reason.")
    workflow.kill(create_story("done", "killed"), by=publisher, reason="A reason.")


STATUSES = ["draft", "in_review", "approved", "scheduled", "published", "changed", "retracted", "killed", "spiked"]


@pytest.mark.parametrize("status", STATUSES)
def test_every_story_has_one_status(at_every_status, editor, status):
    assert headlines(editor, f"status={status}") == {status}


def test_the_list_speaks_of_one_status_in_editors_words(at_every_status, editor):
    page = parse(log_in(editor).get(LIST))
    titles = [summary.separate_text for summary in page.select("#changelist-filter summary")]
    assert [title for title in titles if "st" in title] == ["By status"]
    labels = [link.text.rpartition(" (")[0] for link in page.select("#changelist-filter details li a")]
    assert [label for label in labels if label][: len(STATUSES)] == [
        *("Draft", "In review", "Approved", "Scheduled", "Published"),
        *("Published with changes", "Retracted", "Killed", "Spiked"),
    ]


@pytest.mark.parametrize(
    ("former", "expected", "label"),
    [
        ("stage__exact=in_review", {"in_review"}, "In review"),
        ("stage__exact=draft", {"draft", "changed"}, "Draft, changes included"),
        ("stage__in=in_review,approved", {"in_review", "approved"}, "In review, Approved, changes included"),
        ("standing__exact=killed", {"killed"}, "Killed"),
        ("stage__exact=done&standing__exact=published", {"published"}, "Published"),
        ("standing__exact=published", {"published", "scheduled", "changed"}, "Published, changes included"),
        ("status=nowhere", set(), None),
    ],
)
def test_former_addresses_keep_working_and_say_what_they_choose(at_every_status, editor, former, expected, label):
    assert headlines(editor, former) == expected
    page = parse(log_in(editor).get(f"{LIST}?{former}"))
    details = page.select("#changelist-filter details")[0]
    chosen = [item.separate_text.rpartition(" (")[0] or item.separate_text for item in details.select("li.selected")]
    assert chosen == ([label] if label else [])
    links = [link["href"] for link in details.select("li:not(.selected) a")]
    assert [link for link in links if "__" in link] == []


@pytest.fixture
def kenya(words, reporter, publish):
    """Stories that differ in country, day, author, tag and language."""
    other = Author.objects.create(name="Siobhán O’Brien", slug="siobhan")
    places = {"about": (CountryLine("KE", "about"),), "mentioned": (CountryLine("KE", "mentioned"),)}
    document = replace(words, countries=(), tags=())
    editing.create(replace(document, headline="About", countries=places["about"], tags=("Café",)), by=reporter)
    editing.create(replace(document, headline="Mentioned", countries=places["mentioned"]), by=reporter)
    story = editing.create(
        replace(document, headline="Old", countries=places["about"], credits=(CreditLine(other.pk),)), by=reporter
    )
    editing.create(replace(document, headline="Urdu", language="ur"), by=reporter)
    Article.objects.filter(pk=story.pk).update(last_edited_at=datetime.datetime(2024, 3, 31, 12, tzinfo=datetime.UTC))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=KE", {"About", "Old"}),
        ("country=KE&role=mentioned", {"Mentioned"}),
        ("country=KE&role=either", {"About", "Mentioned", "Old"}),
        ("country=KE&month=2024-03", {"Old"}),
        ("country=KE&month=2024-04", set()),
        ("after=2024-03-31&until=2024-03-31", {"Old"}),
        ("until=2024-03-30", set()),
        ("after=2024-04-01&country=KE", {"About"}),
        ("until=9999-12-31&country=KE", {"About", "Old"}),
        ("author=siobhan+o'brien", {"Old"}),
        ("author=SIOB", {"Old"}),
        ("tag=cafe", {"About"}),
        ("language=ur", {"Urdu"}),
        ("country=XX", set()),
        ("month=2024-13", set()),
        ("month=0000-01", set()),
        ("after=yesterday", set()),
        ("tag=nothing", set()),
        ("q=urdu&language=ur", {"Urdu"}),
    ],
)
def test_country_day_people_tag_and_language_narrow_together(kenya, reporter, query, expected):
    assert headlines(reporter, query) == expected


def test_a_published_story_is_dated_by_its_publication(published, reporter):
    Article.objects.update(publish_at="2024-03-31T03:00:00Z", last_edited_at="2025-01-01T03:00:00Z")
    assert [len(headlines(reporter, f"month={month}")) for month in ("2024-03", "2025-01")] == [1, 0]


def test_the_assignee_is_found_by_name_and_a_name_of_two_is_asked_about(draft, editor, reporter, colleague):
    type(editor).objects.filter(pk=editor.pk).update(first_name="Zoë", last_name="Smith")
    type(editor).objects.filter(pk=colleague.pk).update(first_name="Ann", last_name="Smith")
    assignments.assign(draft, to=editor, due=None, by=editor, seen=0)
    assert headlines(reporter, "assignee=zoe+smith") == {draft.headline}
    assert headlines(reporter, "assignee=ann") == set()
    page = read_text(log_in(reporter).get(f"{LIST}?assignee=smith"))
    assert ("Which one: Ann Smith, Zoë Smith?" in page, "Nothing is called" in page) == (True, False)
    assert "Nothing is called “nobody-known”." in read_text(log_in(reporter).get(f"{LIST}?assignee=nobody-known"))


def test_what_is_chosen_stands_as_links_that_remove_it(kenya, reporter):
    client = log_in(reporter)
    address = f"{LIST}?country=KE&role=either&month=2024-03&tag=Caf%C3%A9&q=words"
    links = [(link.separate_text, link["href"]) for link in parse(client.get(address)).select(".filter-chips a")]
    assert [words for words, _href in links] == [
        "Remove: Country: Kenya ×",
        "Remove: Role of the country: About or mentioned ×",
        "Remove: Month: March 2024 ×",
        "Remove: Tag: Café ×",
    ]
    assert links[0][1] == "?month=2024-03&q=words&tag=Caf%C3%A9"
    assert "Clear all filters" in " ".join(find_links(client.get(address)))
    assert parse(client.get(LIST)).select(".filter-chips") == []


def test_the_form_keeps_the_other_filters_and_the_search(kenya, reporter):
    page = parse(log_in(reporter).get(f"{LIST}?status=draft&section=south-asia&country=KE&q=about&p=1&o=1"))
    hidden = {(box["name"], box["value"]) for box in page.select(".filter-form input[type=hidden]")}
    assert hidden == {("status", "draft"), ("section", "south-asia"), ("q", "about")}


def test_the_latest_months_are_offered(reporter, db):
    offered = parse(log_in(reporter).get(LIST)).select("#filter-month option")
    assert (len(offered), offered[1]["value"]) == (25, f"{timezone.localdate():%Y-%m}")
    assert Tag.objects.count() == 0


def test_what_is_chosen_is_named_although_something_else_is_unknown(reporter):
    page = parse(log_in(reporter).get(f"{LIST}?country=KE&tag=zzyx"))
    chosen = [chip.separate_text for chip in page.select(".filter-chips bdi")]
    assert chosen == ["Country: Kenya", "Tag: zzyx"]
