"""What the clock decides is public at its moment, with no command run: the first request afterwards finds it so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.domain.states import Stage
from articles.models import AuditEntry, Edition, Image
from articles.services import workflow
from tests.support.site import add_picture, figure_html, get_page, list_story_urls

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


@pytest.fixture
def later(approve_again, publisher):
    """Schedule new words for a live story, an hour from now."""

    def schedule(story, document, kind="fix"):
        in_an_hour = timezone.now() + timedelta(hours=1)
        return workflow.schedule(approve_again(story, document), by=publisher, at=in_an_hour, kind=kind, note="A word.")

    return schedule


@pytest.fixture
def broken_later(later, words):
    """Schedule new words with a picture that is then lost."""

    def schedule(story):
        picture = add_picture()
        due = later(story, replace(words, headline="Broken words", body=words.body + figure_html(picture)))
        Image.objects.filter(pk=picture.pk).delete()
        return due

    return schedule


def log(action):
    return AuditEntry.objects.filter(action=action).count()


@pytest.mark.parametrize(
    "address", ["/", "/section/south-asia/", "/author/zarmina-yousaf/", "/tag/water/", "/country/pk/"]
)
def test_a_scheduled_story_is_absent_before_its_moment_and_present_after_it(client, scheduled, time_passes, address):
    before = list_story_urls(client, address)
    time_passes(hours=1)
    still_before = list_story_urls(client, address)
    time_passes(hours=1)
    scheduled.refresh_from_db()
    assert (before, still_before, list_story_urls(client, address)) == ([], [], [scheduled.get_absolute_url()])


@pytest.mark.parametrize("address", ["/countries/", "/archive/", "/"])
def test_an_index_names_nothing_of_a_scheduled_story_before_its_moment(client, scheduled, time_passes, address):
    before = get_page(client, address).links
    time_passes(hours=2)
    found = set(get_page(client, address).links) - set(before)
    scheduled.refresh_from_db()
    countries = {"/country/af/", "/country/pk/"}
    assert (
        found
        == {
            "/countries/": {*countries, "/region/asia/"},
            "/archive/": {f"/archive/{scheduled.published_on:%Y/%m}/"},
            "/": {*countries, scheduled.get_absolute_url()},
        }[address]
    )


def test_a_scheduled_story_answers_at_its_address_from_its_moment_on(client, scheduled, time_passes):
    before = client.get(scheduled.get_absolute_url()).status_code
    time_passes(hours=2)
    scheduled.refresh_from_db()
    assert (before, client.get(scheduled.get_absolute_url()).status_code) == (404, 200)


@pytest.mark.parametrize("ask", [lambda client: client.get("/"), lambda client: client.get("/admin/login/")])
def test_the_first_request_settles_a_first_publication_exactly_once(client, scheduled, time_passes, ask):
    ask(client)
    assert log("settled") == 0
    time_passes(hours=2)
    for _request in range(3):
        ask(client)
    scheduled.refresh_from_db()
    assert (scheduled.stage, log("settled")) == (Stage.DONE, 1)


@pytest.mark.parametrize(("kind", "is_update"), [("update", True), ("fix", False)])
def test_a_scheduled_change_is_applied_once_by_the_first_request_after_it_is_due(
    client, published, words, later, time_passes, kind, is_update
):
    later(published, replace(words, headline="New words"), kind)
    address = published.get_absolute_url()
    before = "New words" in get_page(client, address).text
    time_passes(hours=1)
    after = ["New words" in get_page(client, address).text for _request in range(3)]
    published.refresh_from_db()
    assert (before, after, published.stage, log("settled")) == (False, [True] * 3, Stage.DONE, 1)
    assert ("Updated" in get_page(client, address).text) == is_update


def test_a_settled_moment_opens_an_edition_and_the_requests_after_it_none(client, scheduled, time_passes):
    time_passes(hours=2)
    client.get("/")
    settled = Edition.objects.get()
    client.get("/")
    assert (Edition.objects.get().number, settled.next_due) == (settled.number, None)


def test_two_moments_are_each_settled_in_their_time(client, publish, words, later, time_passes):
    one, other = (publish(replace(words, headline=f"Story {number}")) for number in range(2))
    later(one, replace(words, headline="One again"))
    time_passes(minutes=30)
    later(other, replace(words, headline="Other again"))
    seen = []
    for _half_hour in range(3):
        text = get_page(client, "/").text
        seen.append(("One again" in text, "Other again" in text))
        time_passes(minutes=30)
    assert seen == [(False, False), (True, False), (True, True)]


@pytest.mark.parametrize("broken_first", [True, False])
def test_a_broken_story_holds_up_no_other_and_no_reader(
    client, publish, words, later, broken_later, time_passes, broken_first
):
    stories = [publish(replace(words, headline=f"Story {number}")) for number in range(2)]
    broken, sound = stories if broken_first else reversed(stories)
    broken_later(broken)
    later(sound, replace(words, headline="Sound words"))
    time_passes(hours=1)
    texts = [get_page(client, story.get_absolute_url()).text for story in (sound, broken)]
    assert ["Sound words" in texts[0], "Broken words" in texts[1], broken.headline in texts[1]] == [True, False, True]
    broken.refresh_from_db()
    assert (broken.stage, log("failed"), log("settled")) == (Stage.APPROVED, 1, 1)


def test_a_broken_story_is_not_tried_again_by_every_request(client, published, broken_later, time_passes):
    broken_later(published)
    time_passes(hours=1)
    for _request in range(3):
        assert client.get("/").status_code == 200
    assert log("failed") == 1


def test_the_log_speaks_the_papers_language_no_matter_who_comes_first(client, published, broken_later, time_passes):
    broken_later(published)
    time_passes(hours=1)
    assert client.get("/ur/").status_code == 200
    assert AuditEntry.objects.get(action="failed").note.isascii()


def refuse_credits():
    """Let the database refuse every new credit, so that no record can be written."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TEMP TRIGGER no_credits BEFORE INSERT ON articles_credit BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE articles_credit ADD CONSTRAINT no_credits CHECK (false) NOT VALID")


def test_a_change_that_the_database_refuses_is_set_aside_and_not_tried_again(
    client, published, words, later, time_passes
):
    later(published, replace(words, headline="New words"))
    time_passes(hours=1)
    refuse_credits()
    for _request in range(2):
        assert client.get("/").status_code == 200
    published.refresh_from_db()
    assert (published.stage, log("failed"), log("settled")) == (Stage.APPROVED, 1, 0)


def test_a_retraction_stops_a_scheduled_change(client, published, words, later, publisher, time_passes):
    later(published, replace(words, headline="New words"))
    workflow.retract(published, by=publisher, reason="It was invented.")
    time_passes(hours=1)
    assert "New words" not in get_page(client, published.get_absolute_url()).text
    assert log("settled") == 0
