"""Nothing that is not public is at any public address: a word that stands only in secret texts is looked for everywhere."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import drafting, workflow
from articles.document import CountryLine, CreditLine, Document
from articles.drafting import Particulars
from articles.models import Author
from articles.states import Stage, Standing
from tests.reader.paper import crawl, figure, hang

pytestmark = pytest.mark.django_db

WORD = "quokkabane"
FIELDS = {
    *("headline", "standfirst", "label", "dateline", "body", "tag"),
    *("author", "alt", "caption", "credit", "alt2", "caption2", "credit2", "under"),
}


def secret_of(field):
    return f"{WORD}-{field}."


@pytest.fixture
def secret(section):
    """A story with the word in every text field, by an author, on a tag and about two countries."""
    lead, inside = (
        hang(alt=secret_of(f"alt{n}"), caption=secret_of(f"caption{n}"), credit_line=secret_of(f"credit{n}"))
        for n in ("", "2")
    )
    return Document(
        headline=secret_of("headline"),
        standfirst=secret_of("standfirst"),
        label=secret_of("label"),
        dateline=secret_of("dateline"),
        body=f"<p>{secret_of('body')}</p>{figure(inside)}{figure(lead, secret_of('under'))}",
        credits=(CreditLine(Author.objects.create(name=secret_of("author"), slug=f"{WORD}-author").pk),),
        section=section.pk,
        tags=(secret_of("tag"),),
        countries=(CountryLine("TV"), CountryLine("AF")),
        lead_image=lead.pk,
        slug=f"{WORD}-slug",
    )


@pytest.fixture(autouse=True)
def beside(publish, words):
    """A public story about one of the same countries, whose page leads to others about it."""
    return publish(replace(words, headline="A story beside it"))


@pytest.fixture
def step(reporter, editor, publisher):
    """Take a story one move towards the public."""

    def one_move(story):
        if story.standing in {Standing.RETRACTED, Standing.KILLED}:
            return workflow.reinstate(story, by=publisher, reason="It is true.")
        return {
            Stage.SPIKED: lambda: workflow.unspike(story, by=editor),
            Stage.DRAFT: lambda: workflow.submit(story, by=reporter),
            Stage.IN_REVIEW: lambda: workflow.approve(story, by=editor, seen=story.head.number),
            Stage.APPROVED: lambda: workflow.publish(story, by=publisher),
        }[story.stage]()

    return one_move


@pytest.fixture
def make(secret, words, reporter, editor, publisher, step):
    """Bring the secret story into a state by name."""

    def upto(story, stage):
        while story.stage != stage:
            story = step(story)
        return story

    def in_days(days):
        return timezone.now() + timedelta(days=days)

    def first(stage, **particulars):
        return upto(drafting.create(secret, by=reporter, particulars=Particulars(**particulars)), stage)

    def change(stage):
        live = upto(drafting.create(words, by=reporter), Stage.DONE)
        return upto(drafting.edit(live, secret, by=reporter, base=1), stage)

    ways = {
        "a draft": lambda: first(Stage.DRAFT, slugline=WORD),
        "in review": lambda: first(Stage.IN_REVIEW),
        "approved": lambda: first(Stage.APPROVED),
        "sent back": lambda: workflow.send_back(first(Stage.IN_REVIEW), by=editor, note=WORD),
        "under embargo": lambda: first(Stage.APPROVED, embargo=in_days(1)),
        "scheduled": lambda: workflow.schedule(first(Stage.APPROVED), by=publisher, at=in_days(1)),
        "due before the end of its embargo": lambda: workflow.schedule(
            first(Stage.APPROVED, embargo=in_days(1.5)), by=publisher, at=in_days(0.5)
        ),
        "unscheduled": lambda: workflow.unschedule(
            workflow.schedule(first(Stage.APPROVED), by=publisher, at=in_days(1)), by=publisher
        ),
        "edited after it was scheduled": lambda: drafting.edit(
            workflow.schedule(first(Stage.APPROVED), by=publisher, at=in_days(1)),
            replace(secret, body=f"<p>{WORD} and more</p>"),
            by=publisher,
            base=1,
        ),
        "spiked": lambda: workflow.spike(first(Stage.APPROVED), by=editor, note=WORD),
        "a draft of a live story": lambda: change(Stage.DRAFT),
        "a change in review": lambda: change(Stage.IN_REVIEW),
        "an approved change": lambda: change(Stage.APPROVED),
        "a scheduled change": lambda: workflow.schedule(change(Stage.APPROVED), by=publisher, at=in_days(1)),
        "killed": lambda: workflow.kill(first(Stage.DONE), by=publisher, reason=WORD),
        "killed after it was retracted": lambda: workflow.kill(
            workflow.retract(first(Stage.DONE), by=publisher, reason=WORD), by=publisher, reason=WORD
        ),
        "a change of a killed story": lambda: workflow.kill(change(Stage.DRAFT), by=publisher, reason=WORD),
    }
    return lambda way: ways[way]()


WAYS = (
    *("a draft", "in review", "approved", "sent back", "under embargo", "scheduled"),
    *("due before the end of its embargo", "unscheduled", "edited after it was scheduled", "spiked"),
    *("a draft of a live story", "a change in review", "an approved change", "a scheduled change"),
    *("killed", "killed after it was retracted", "a change of a killed story"),
)


def telling(answers, *statuses):
    """The addresses that say the word, in their page or in where they lead to; those of certain statuses, or all.

    Tuvalu always has a page, but only the country of a public story is linked to from other pages.
    """
    return {
        address
        for address, answer in answers.items()
        if answer.status_code in (statuses or {answer.status_code})
        and (
            WORD in answer.content.decode().lower() + answer.headers.get("Location", "")
            or ('href="/country/tv/"' in answer.content.decode() and not address.startswith("/country/"))
        )
    }


def fields_told(page):
    return {field for field in FIELDS if secret_of(field) in page}


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_story_is_at_no_address_until_it_is_published(make, step, time_passes, way):
    story = make(way)
    assert telling(crawl(guess=True)) == set()
    time_passes(days=2)
    story.refresh_from_db()
    while story.standing != Standing.PUBLISHED or story.stage not in {Stage.DONE, Stage.SCHEDULED}:
        story = step(story)
    answers = crawl(guess=True)
    story.refresh_from_db()
    assert {"/", story.get_absolute_url(), f"/author/{WORD}-author/", "/country/tv/"} <= telling(answers)


def test_a_published_story_tells_every_field_at_these_addresses_and_no_other(make, step, beside):
    story = step(make("approved"))
    answers = crawl(guess=True)
    month = f"/archive/{story.published_on:%Y/%m}/"
    countries = {"/country/af/", "/country/tv/", "/country/af/tv/"}
    lists = {
        "/",
        "/section/south-asia/",
        f"/author/{WORD}-author/",
        f"/tag/{WORD}-tag/",
        month,
        "/countries/",
        *countries,
    }
    assert telling(answers, 200) == {*lists, story.get_absolute_url(), beside.get_absolute_url()}
    assert fields_told(answers[story.get_absolute_url()].content.decode()) == FIELDS


def test_a_retracted_story_keeps_its_headline_and_tells_no_more(make, step, publisher):
    story = workflow.retract(step(make("approved")), by=publisher, reason="It was invented.")
    answers = crawl(guess=True)
    assert telling(answers, 200) == {story.get_absolute_url()}
    assert fields_told(answers[story.get_absolute_url()].content.decode()) == {"headline"}


def test_a_draft_of_a_retracted_story_stays_secret(make, publisher):
    workflow.retract(make("a draft of a live story"), by=publisher, reason="It was invented.")
    assert telling(crawl(guess=True)) == set()


def test_a_story_that_is_due_stays_secret_until_its_embargo_ends(make, time_passes):
    make("due before the end of its embargo")
    time_passes(days=1)
    assert telling(crawl(guess=True)) == set()
    time_passes(days=1)
    assert telling(crawl(guess=True)) != set()


def test_somebody_who_is_logged_in_at_the_desk_reads_the_same_paper(make, client, publisher):
    make("scheduled")
    client.force_login(publisher)
    assert telling(crawl(client, guess=True)) == set()
