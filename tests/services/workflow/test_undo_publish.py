"""A first publication can be undone for five minutes, unless a feed has carried it; then only in public."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.models import Article, FreshPublication, Image, Notification
from articles.queries import policy
from articles.services import editing, notifications, workflow
from articles.services.media import renditions
from tests.support.pages import parse
from tests.support.site import add_picture, figure_html

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def is_listed(story) -> bool:
    links = parse(Client().get("/")).select(f'a[href$="/{story.slug}/"]')
    return bool(links)


def test_readers_find_no_trace_of_a_publication_that_was_undone(published, publisher):
    address = published.get_absolute_url()
    assert (Client().get(address).status_code, is_listed(published)) == (200, True)
    story = workflow.undo_publish(published, by=publisher)
    assert (Client().get(address).status_code, is_listed(published)) == (404, False)
    assert (story.standing, story.stage, story.live, story.publish_at) == ("unpublished", "approved", None, None)
    assert published.headline not in Client().get("/feed/").content.decode()
    assert published.headline not in Client().get(f"/search/?q={published.headline.split()[0]}").content.decode()


def test_it_can_be_published_again_at_once_at_the_same_address(published, publisher):
    address = published.get_absolute_url()
    again = workflow.publish(workflow.undo_publish(published, by=publisher), by=publisher)
    assert (again.get_absolute_url(), Client().get(address).status_code) == (address, 200)
    assert workflow.undo_publish(again, by=publisher).stage == "approved"


@pytest.mark.parametrize(("minutes", "is_possible"), [(4, True), (6, False)])
def test_after_five_minutes_it_is_too_late(published, publisher, time_passes, minutes, is_possible):
    time_passes(minutes=minutes)
    if is_possible:
        assert workflow.undo_publish(published, by=publisher).standing == "unpublished"
        return
    sentence = "A publication can be undone for five minutes only. Retract the story, or publish a correction."
    with pytest.raises(workflow.MoveRefused, match=sentence):
        workflow.undo_publish(published, by=publisher)


@pytest.mark.parametrize("feed", ["/feed/", "/feed/atom/", "/feed/json/", "/section/{section}/feed/", "/stories/feed/"])
def test_a_story_that_a_feed_has_carried_can_only_be_withdrawn_in_public(published, publisher, section, feed):
    assert published.headline in Client().get(feed.format(section=section.slug)).content.decode()
    sentence = "Somebody has fetched this story from a feed. Retract the story, or publish a correction."
    with pytest.raises(workflow.MoveRefused, match=sentence):
        workflow.undo_publish(published, by=publisher)
    assert Article.objects.get().standing == "published"


def test_a_feed_without_the_story_and_a_page_with_it_are_no_obstacle(published, publisher):
    assert published.headline not in Client().get("/ur/feed/").content.decode()
    assert published.headline in Client().get("/").content.decode()
    assert workflow.undo_publish(published, by=publisher).standing == "unpublished"


def test_a_feed_that_was_fetched_before_the_publication_is_no_obstacle(approved, publisher):
    assert Client().get("/feed/").status_code == 200
    published = workflow.publish(approved, by=publisher)
    assert workflow.undo_publish(published, by=publisher).standing == "unpublished"


def test_a_scheduled_story_that_was_published_early_can_be_taken_back(scheduled, publisher):
    early = workflow.publish_early(scheduled, by=publisher)
    assert workflow.undo_publish(early, by=publisher).standing == "unpublished"


@pytest.mark.parametrize("kind", ["fix", "correction"])
def test_a_change_to_a_published_story_is_not_undone(published, words, reporter, editor, publisher, kind):
    story = editing.edit(published, replace(words, headline="Another"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    if kind == "fix":
        story = workflow.publish_fix(story, by=publisher, reason="A comma.")
    else:
        story = workflow.publish_with_correction(story, by=publisher, kind="update", text="New figures.")
    with pytest.raises(workflow.MoveRefused, match="can be undone for five minutes only"):
        workflow.undo_publish(story, by=publisher)


def test_what_was_retracted_and_reinstated_has_been_public_with_a_notice(published, publisher):
    story = workflow.reinstate(
        workflow.retract(published, by=publisher, reason="Wrong."), by=publisher, reason="Right after all."
    )
    with pytest.raises(workflow.MoveRefused, match="can be undone for five minutes only"):
        workflow.undo_publish(story, by=publisher)


@pytest.mark.parametrize("person", ["reporter", "editor"])
def test_only_a_publisher_can_undo_a_publication(request, published, person):
    with pytest.raises(policy.PermissionRefused, match="Only publishers can do this"):
        workflow.undo_publish(published, by=request.getfixturevalue(person))


def test_its_pictures_are_no_longer_at_the_addresses_that_readers_had(publish, words, publisher):
    picture = add_picture()
    story = publish(replace(words, body=f"<p>Words.</p>{figure_html(picture)}"))
    workflow.undo_publish(story, by=publisher)
    assert Image.objects.get().token != picture.token
    assert renditions.ensure_rendition(f"renditions/{picture.token}-400.webp") is None


def test_its_reporter_hears_of_it(published, reporter, publisher):
    workflow.undo_publish(published, by=publisher)
    notifications.notify_from_log()
    assert Notification.objects.filter(to=reporter).values_list("concern", flat=True)[0] == "unpublished"


def test_publications_that_can_no_longer_be_undone_are_forgotten(publish, words, time_passes):
    publish(words)
    time_passes(minutes=6)
    later = publish(replace(words, headline="Later"))
    assert list(FreshPublication.objects.values_list("article", flat=True)) == [later.pk]
