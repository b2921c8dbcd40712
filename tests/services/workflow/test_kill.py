"""A killed story takes its pictures' addresses with it, whatever else is true of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.lib import images
from articles.models import Image
from articles.queries import rendition_urls
from articles.services import editing, workflow
from articles.services.media import renditions
from tests.support.site import add_picture, figure_html

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


@pytest.fixture
def picture(db):
    return add_picture()


@pytest.fixture
def shows(words, picture):
    """A story's words with the picture in them."""
    return lambda headline: replace(words, headline=headline, body=f"<p>Words.</p>{figure_html(picture)}")


@pytest.fixture
def kill(publisher, django_capture_on_commit_callbacks):
    def one(story):
        with django_capture_on_commit_callbacks(execute=True):
            return workflow.kill(story, by=publisher, reason="A court said so.")

    return one


def has_moved(picture):
    return Image.objects.get(pk=picture.pk).token != picture.token


def cut_of(picture):
    """The storage path of one cut."""
    return next(iter(rendition_urls.sources(rendition_urls.as_mapping(picture), "card").srcsets.values())).split()[0][
        7:
    ]


def test_a_picture_moves_with_its_story_unless_readers_see_it_in_another(publish, shows, picture, kill):
    first, second = publish(shows("First")), publish(shows("Second"))
    kill(first)
    assert not has_moved(picture)
    kill(second)
    assert has_moved(picture)


def test_a_story_that_waits_for_its_moment_keeps_no_address(publish, shows, picture, kill, reporter, editor, publisher):
    later = workflow.submit(editing.create(shows("Later"), by=reporter), by=reporter)
    later = workflow.approve(later, by=editor, seen=1)
    overriding = {workflow.ANY_CHECK: "Few words will do."}
    workflow.schedule(later, by=publisher, at=timezone.now() + timedelta(days=7), overriding=overriding)
    kill(publish(shows("Now")))
    assert has_moved(picture)


def test_a_picture_that_readers_saw_before_a_fix_moves_too(
    publish, shows, words, picture, kill, reporter, editor, publisher
):
    story = publish(shows("First"))
    story = workflow.submit(editing.edit(story, words, by=reporter, base=1), by=reporter)
    workflow.approve(story, by=editor, seen=2)
    workflow.publish_fix(story, by=publisher, reason="Not ours.", overriding={workflow.ANY_CHECK: "Few words will do."})
    assert not picture.uses.exists()
    kill(story)
    assert has_moved(picture)


def test_a_lost_file_keeps_no_story_alive(publish, shows, picture, kill):
    story = publish(shows("First"))
    default_storage.delete(picture.file.name)
    assert kill(story).standing == "killed"
    assert has_moved(picture)


def test_a_cut_that_was_being_made_goes_with_its_picture(
    publish, shows, picture, kill, monkeypatch, django_capture_on_commit_callbacks
):
    story, path, cut = publish(shows("First")), cut_of(picture), images.render_crop

    def killed_meanwhile(*given, **facts):
        kill(story)
        return cut(*given, **facts)

    monkeypatch.setattr(images, "render_crop", killed_meanwhile)
    assert renditions.ensure_rendition(path) is None
    assert not default_storage.exists(path)
    monkeypatch.undo()
    fresh = cut_of(Image.objects.get(pk=picture.pk))
    assert renditions.ensure_rendition(fresh) == fresh
