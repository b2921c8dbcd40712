"""Nothing that is not public is at any public address: a word that stands only in secret texts is looked for everywhere."""

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document, Original
from articles.domain.states import Stage, Standing
from articles.lib.text.slugs import slugify
from articles.models import Author, Collection, CollectionItem, FrontPageLayout, FrontPageSlot
from articles.queries import rendition_urls
from articles.services import editing, workflow
from articles.services.editing import Particulars
from articles.services.edition import open_edition
from tests.support.caches import clear_caches
from tests.support.site import FEEDS, add_picture, crawl, figure_html, get_page

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

WORD = "quokkabane"
FIELDS = {
    *("headline", "standfirst", "label", "dateline", "body", "tag"),
    *("author", "alt", "caption", "credit", "alt2", "caption2", "credit2", "under"),
    *("speaker", "role", "where", "quote", "note", "heading", "backstory"),
}
# Askings that hold no more than half of the word, and that a search would answer with the whole one.
ASKINGS = (
    *("/search/?q=quokka*", "/search/?q=quokka&typing=1", "/search/?q=quokka", "/search/?q=quokkabone"),
    *("/search/?q=quokabane", "/ur/search/?q=quokka*", "/stories/?q=quokka*", "/search/feed/?q=quokka*"),
    *(
        "/search/feed/json/?q=quokka*",
        "/stories/?country=tv",
        "/stories/?role=either&country=tv",
        "/stories/feed/?country=tv",
    ),
)


def secret_of(field, word=WORD):
    return f"{word}-{field}."


@pytest.fixture
def secret_words(section):
    """A story with a word in every text field, by an author, on a tag and about two countries."""

    def write(word):
        secrets = {field: secret_of(field, word) for field in FIELDS}
        lead, inside = (
            add_picture(alt=secrets[f"alt{n}"], caption=secrets[f"caption{n}"], credit_line=secrets[f"credit{n}"])
            for n in ("", "2")
        )
        return Document(
            **{name: secrets[name] for name in ("headline", "standfirst", "label", "dateline", "backstory")},
            body=(
                f"<h2>{secrets['heading']}</h2><p>{secrets['body']}<sup class='footnote'>{secrets['note']}</sup></p>"
                f"<blockquote data-speaker='{secrets['speaker']}' data-role='{secrets['role']}' "
                f"data-where='{secrets['where']}'><p>{secrets['quote']}</p></blockquote>"
                f"{figure_html(inside)}{figure_html(lead, secrets['under'])}"
            ),
            credits=(CreditLine(Author.objects.create(name=secrets["author"], slug=f"{word}-author").pk),),
            section=section.pk,
            tags=(secrets["tag"],),
            countries=(CountryLine("TV"), CountryLine("AF")),
            lead_image=lead.pk,
            slug=f"{word}-slug",
        )

    return write


@pytest.fixture
def secret(secret_words):
    return secret_words(WORD)


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
            Stage.APPROVED: lambda: (
                workflow.publish_fix(story, by=publisher, reason="A typing error.")
                if story.live
                else workflow.publish(story, by=publisher)
            ),
        }[story.stage]()

    return one_move


@pytest.fixture
def create_story(words, reporter, editor, publisher, step):
    """Bring a story of these words into a state by name."""

    def into(way, secret):
        def upto(story, stage):
            while story.stage != stage:
                story = step(story)
            return story

        def in_days(days):
            return timezone.now() + timedelta(days=days)

        def first(stage, **particulars):
            return upto(editing.create(secret, by=reporter, particulars=Particulars(**particulars)), stage)

        def change(stage):
            live = upto(editing.create(words, by=reporter), Stage.DONE)
            return upto(editing.edit(live, secret, by=reporter, base=1), stage)

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
            "edited after it was scheduled": lambda: editing.edit(
                workflow.schedule(first(Stage.APPROVED), by=publisher, at=in_days(1)),
                replace(secret, body=f"{secret.body}<p>{WORD} and more</p>"),
                by=publisher,
                base=1,
            ),
            "spiked": lambda: workflow.spike(first(Stage.APPROVED), by=editor, note=WORD),
            "a draft of a live story": lambda: change(Stage.DRAFT),
            "a change in review": lambda: change(Stage.IN_REVIEW),
            "an approved change": lambda: change(Stage.APPROVED),
            "a scheduled change": lambda: workflow.schedule(
                change(Stage.APPROVED), by=publisher, at=in_days(1), kind="correction", note=WORD
            ),
            "killed": lambda: workflow.kill(first(Stage.DONE), by=publisher, reason=WORD),
            "killed after it was retracted": lambda: workflow.kill(
                workflow.retract(first(Stage.DONE), by=publisher, reason=WORD), by=publisher, reason=WORD
            ),
            "a draft of a retracted story": lambda: workflow.retract(
                change(Stage.DRAFT), by=publisher, reason="It was invented."
            ),
            "a change of a killed story": lambda: workflow.kill(change(Stage.DRAFT), by=publisher, reason=WORD),
        }
        return ways[way]()

    return into


@pytest.fixture
def make(create_story, secret):
    """Bring the secret story into a state by name."""
    return lambda way: create_story(way, secret)


WAYS = (
    *("a draft", "in review", "approved", "sent back", "under embargo", "scheduled"),
    *("due before the end of its embargo", "unscheduled", "edited after it was scheduled", "spiked"),
    *("a draft of a live story", "a change in review", "an approved change", "a scheduled change"),
    *("killed", "killed after it was retracted", "a draft of a retracted story", "a change of a killed story"),
)


# Tuvalu always has lists, but only the country of a public story is named anywhere else.
ITS_OWN = re.compile(r"(/ur)?/country/tv/|(/ur)?/country/af/tv/|.*[?&]country=tv")
FLAG = "".join(unicodedata.lookup(f"REGIONAL INDICATOR SYMBOL LETTER {letter}") for letter in "TV")
TUVALU = re.compile(rf"""tuvalu|country/tv/|["'>]tv["'<]|{FLAG}""")


def addresses_with_secrets(answers, *statuses):
    """The addresses that say the word, in what they answer or in where they lead to; those of certain statuses, or all."""
    texts = {
        address: answer.content.decode().lower() + answer.headers.get("Location", "")
        for address, answer in answers.items()
    }
    return {
        address
        for address, text in texts.items()
        if answers[address].status_code in (statuses or {answers[address].status_code})
        and (WORD in text or (TUVALU.search(text) and not ITS_OWN.match(address)))
    }


def look_everywhere(client=None):
    """Every public address, and those that somebody who suspects the story would try."""
    return crawl(client, guess=True, also=ASKINGS)


def fields_in(page):
    return {field for field in FIELDS if secret_of(field) in page}


@pytest.fixture
def hidden(create_story, secret_words):
    """A secret story in every way there is, each with a word of its own: {word: story}."""
    words = {way: f"{WORD}-{slugify(way)}" for way in WAYS}
    return {word: create_story(way, secret_words(word)) for way, word in words.items()}


def test_a_secret_story_is_at_no_address_until_it_is_published(hidden, step, time_passes):
    time_passes(days=0.75)  # past the moment of the story that is due before its embargo ends, and no other
    assert addresses_with_secrets(look_everywhere()) == set()
    time_passes(days=1.25)
    for word, one in hidden.items():
        story = one
        story.refresh_from_db()
        while story.standing != Standing.PUBLISHED or story.stage not in {Stage.DONE, Stage.SCHEDULED}:
            story = step(story)
        story.refresh_from_db()
        lists = {
            f"/author/{word}-author/",
            f"/person/{slugify(secret_of('speaker', word))}/",
            "/stories/",
            "/feed/json/",
        }
        found = {f"/search/?q={word.replace('-', '+')}", "/country/tv/"}
        expected = {*lists, *found, story.get_absolute_url(), "/sitemap-lists.xml"}
        answers = {address: Client().get(address) for address in expected}
        silent = {address for address, answer in answers.items() if word not in answer.content.decode().lower()}
        assert silent == set(), word


def test_a_published_story_tells_every_field_at_these_addresses_and_no_other(make, step, beside):
    story = step(make("approved"))
    answers = look_everywhere()
    month = f"/archive/{story.published_on:%Y/%m}/"
    lists = {
        *("/", "/section/south-asia/", f"/author/{WORD}-author/", f"/tag/{WORD}-tag/", "/country/af/", month),
        *("/country/tv/", "/country/af/tv/", "/stories/"),
        *(f"/region/{slug}/" for slug in ("asia", "southern-asia", "oceania", "polynesia")),
    }
    feeds = {address + feed for address in lists for feed in FEEDS}
    machines = {"/news-sitemap.xml", "/sitemap-lists.xml", "/sitemap-stories-1.xml"}
    # Addresses that ask for something: searches, filters, cards for other sites; they say it too, but are many.
    addresses = {address for address in addresses_with_secrets(answers, 200) if "?" not in address}
    # The story beside it is older: it isn't led to from there, nor does it lead there.
    assert addresses == {*lists, *feeds, *machines, "/countries/", f"/person/{WORD}-speaker/", story.get_absolute_url()}
    assert {*ASKINGS} - {ASKINGS[2], ASKINGS[5]} <= addresses_with_secrets(answers, 200)
    assert fields_in(answers[story.get_absolute_url()].content.decode()) == FIELDS
    assert fields_in(answers["/feed/json/"].content.decode()) >= FIELDS - {
        "label",
        "dateline",
        "backstory",
        "caption",
    }
    assert beside.get_absolute_url() not in addresses


def test_a_retracted_story_keeps_its_headline_and_tells_no_more(make, step, publisher):
    story = workflow.retract(step(make("approved")), by=publisher, reason="It was invented.")
    answers = look_everywhere()
    assert addresses_with_secrets(answers, 200) == {story.get_absolute_url()}
    assert fields_in(answers[story.get_absolute_url()].content.decode()) == {"headline"}
    assert answers[f"/person/{WORD}-speaker/"].status_code == 404
    assert answers[f"/oembed/?url=http%3A%2F%2Ftestserver{quote(story.get_absolute_url(), safe='')}"].status_code == 404


def test_somebody_who_is_logged_in_at_the_desk_reads_the_same_paper(make, client, publisher):
    make("scheduled")
    client.force_login(publisher)
    assert addresses_with_secrets(look_everywhere(client)) == set()


# Each with the language of its translation; the last of them is published in the end.
UNSEEN = {"a draft": "ar", "under embargo": "fr", "scheduled": "es", "approved": "ur"}


def printed():
    """What every address says, made afresh and not read from the cache."""
    clear_caches()
    answers = crawl(also=ASKINGS)
    return {address: (answer.status_code, answer.content) for address, answer in answers.items()}


def place(story, slot, **facts):
    """Put a story into a slot of the front page that holds now."""
    arranged = FrontPageLayout.objects.create(begins_at=timezone.now() - timedelta(minutes=1), by=story.created_by)
    FrontPageSlot.objects.create(arrangement=arranged, slot=slot, position=1, article=story, **facts)
    open_edition()


@pytest.fixture
def series(beside):
    """A series whose first part is public."""
    found = Collection.objects.create(title="A series", slug="a-series")
    CollectionItem.objects.create(collection=found, article=beside, position=5)
    return found


@pytest.fixture
def entangle(create_story, secret, beside, series):
    """Tie secret stories to public ones in every way: a part of their series, their translation, the front page's lead."""

    def by_every_tie(way):
        story = create_story(way, secret)
        translation = create_story(way, replace(secret, slug="", language=UNSEEN[way], original=Original(beside.pk, 1)))
        CollectionItem.objects.create(collection=series, article=story, position=1)
        own = Collection.objects.create(title=secret_of("series"), slug=f"{WORD}-{slugify(way)}")
        CollectionItem.objects.create(collection=own, article=story)
        place(story, "lead")
        return story, translation

    return by_every_tie


def test_stories_change_no_letter_of_any_page_until_they_are_published(entangle, step, beside):
    """No count, no choice, no "1 of 2", no other language, no suggestion: whatever the pages say, they say as before."""
    before = printed()
    for way in UNSEEN:
        tied = entangle(way)
    after = printed()
    assert {address for address in before if before[address] != after.get(address)} == set()
    assert {address for address in after.keys() - before.keys() if after[address][0] == 200} == set()
    story, translation = (step(one) for one in tied)
    after = printed()
    changed = {address for address in before if before[address] != after[address]}
    lists = {
        "/",
        "/stories/",
        "/ur/",
        "/ur/stories/",
        "/series/",
        "/series/a-series/",
        "/feed/",
        "/stories/?country=tv",
    }
    machines = {"/sitemap-lists.xml", "/sitemap-stories-1.xml", "/news-sitemap.xml"}
    searches = {"/search/?q=quokka*", "/search/?q=quokkabone", "/search/?q=quokabane"}
    assert {*lists, *machines, *searches, beside.get_absolute_url()} <= changed
    page = get_page(Client(), beside.get_absolute_url())
    assert "2 of 2" in page.text
    assert {story.get_absolute_url(), translation.get_absolute_url()} <= set(page.links)


@pytest.mark.parametrize(
    "way", ["a draft", "approved", "scheduled", "spiked", "killed", "killed after it was retracted"]
)
def test_no_card_is_drawn_of_a_story_that_is_not_public(
    create_story, step, client, secret, way, time_passes, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        # The folder of pictures outlives a test, so every card here has a headline of its own.
        story = create_story(way, replace(secret, headline=f"{WORD}, {way}", lead_image=None))
    story.refresh_from_db()
    address = rendition_urls.card_url(story)
    assert client.get(address).status_code == 404
    assert not default_storage.exists(address.removeprefix("/media/"))
    time_passes(days=2)
    while story.standing != Standing.PUBLISHED or story.stage not in {Stage.DONE, Stage.SCHEDULED}:
        story = step(story)
    answer = client.get(address)
    assert (answer.status_code, answer.getvalue()[:2]) == (200, b"\xff\xd8")


@pytest.mark.parametrize("withdraw", [workflow.retract, workflow.kill])
def test_the_card_of_a_story_goes_with_it(
    create_story, client, secret, publisher, withdraw, django_capture_on_commit_callbacks
):
    story = create_story("approved", replace(secret, headline=f"{WORD}, {withdraw.__name__}", lead_image=None))
    address = rendition_urls.card_url(workflow.publish(story, by=publisher))
    assert client.get(address).getvalue()
    assert default_storage.exists(address.removeprefix("/media/"))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story, by=publisher, reason="It was invented.")
    assert not default_storage.exists(address.removeprefix("/media/"))
    assert client.get(address).status_code == 404


def test_the_card_of_a_scheduled_change_is_not_there_before_it(create_story, client, secret, words):
    story = create_story("a scheduled change", replace(secret, lead_image=None))
    story.refresh_from_db()
    now = rendition_urls.card_url(story)
    story.headline, story.label = secret.headline, secret.label
    planned = rendition_urls.card_url(story)
    assert now != planned
    assert client.get(planned).status_code == 404
    assert client.get(now).getvalue()
