"""Four eyes, embargoes and pictures: what nobody may do, tried through the services and the desk."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image as Drawing

from articles.models import Article, AuditEntry, Image, Revision, User
from articles.queries import policy, rendition_urls
from articles.services import editing, workflow
from articles.services.editing import Particulars
from articles.services.media import renditions
from tests.support import sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(db):
    zoe = User.objects.create_user("zoe", is_staff=True)
    zoe.groups.set(Group.objects.filter(name="Editors"))
    return zoe


@pytest.fixture
def picture(db):
    drawn = io.BytesIO()
    Drawing.new("RGB", (800, 600), "teal").save(drawn, "JPEG")
    return renditions.save_upload(Image(alt="A gauge", credit_line="Own", caption="True"), drawn.getvalue(), by=None)


def _status(client, address):
    answer = client.get(address)
    answer.getvalue()  # reads the file to its end, which closes it
    return answer.status_code


def test_an_approval_that_was_taken_back_lets_nobody_approve_their_own_words(words, editor, second):
    story = workflow.submit(editing.create(words, by=editor), by=editor)
    story = workflow.approve(story, by=second, seen=1)
    story = workflow.send_back(story, by=second, note="Not like this.")
    story = workflow.submit(story, by=editor)
    with pytest.raises(policy.PermissionRefused, match=sentences.SOMEBODY_ELSE_MUST_APPROVE):
        workflow.approve(story, by=editor, seen=1)
    assert workflow.approve(story, by=second, seen=1).stage == "approved"


def test_a_credited_writer_does_not_approve_the_words_that_another_filed(words, author, reporter, editor, second):
    author.user = editor
    author.save(update_fields=["user"])
    story = workflow.submit(editing.create(words, by=reporter), by=reporter)
    with pytest.raises(policy.PermissionRefused, match=sentences.SOMEBODY_ELSE_MUST_APPROVE):
        workflow.approve(story, by=editor, seen=1)
    assert workflow.approve(story, by=second, seen=1).stage == "approved"


def test_the_writer_of_the_newest_version_may_submit_it_when_the_reporter_has_left(published, editor, second, words):
    story = editing.edit(published, replace(words, standfirst="Corrected."), by=editor, base=1)
    with pytest.raises(policy.PermissionRefused, match="Only the story’s reporter"):
        workflow.submit(story, by=second)
    assert workflow.submit(story, by=editor).stage == "in_review"


def test_only_a_publisher_brings_the_embargo_of_a_scheduled_story_forward(scheduled, editor, publisher, words):
    later, sooner = (timezone.now() + timedelta(days=days) for days in (9, 8))
    editing.edit(scheduled, words, by=editor, base=1, particulars=Particulars(embargo=later))
    for embargo in (sooner, None):
        with pytest.raises(policy.PermissionRefused, match="Only a publisher"):
            editing.edit(scheduled, words, by=editor, base=1, particulars=Particulars(embargo=embargo))
    editing.edit(scheduled, words, by=publisher, base=1, particulars=Particulars(embargo=sooner))
    assert Article.objects.get().embargo == sooner


def test_a_reporter_does_not_lift_an_embargo_that_the_editors_count_on(draft, reporter, editor, words):
    particulars = Particulars(embargo=timezone.now() + timedelta(days=9))
    story = workflow.submit(editing.edit(draft, words, by=reporter, base=1, particulars=particulars), by=reporter)
    with pytest.raises(policy.PermissionRefused, match="with the editors"):
        editing.edit(story, words, by=reporter, base=1, particulars=Particulars(embargo=None))
    editing.edit(story, words, by=editor, base=1, particulars=Particulars(embargo=None))
    assert Article.objects.get().embargo is None


def test_particulars_that_nobody_changed_stay_as_somebody_else_set_them(draft, reporter, editor, words):
    embargo = timezone.now() + timedelta(days=9)
    editing.edit(draft, words, by=editor, base=1, particulars=Particulars(embargo=embargo))
    editing.edit(draft, words, by=reporter, base=1, particulars=Particulars(slugline="gauge"))
    story = Article.objects.get()
    assert (story.embargo, story.slugline) == (embargo, "gauge")


def test_an_edit_after_the_moment_does_not_take_a_public_story_back(scheduled, editor, words, time_passes):
    time_passes(hours=3)
    editing.edit(scheduled, replace(words, headline="A typo fixed"), by=editor, base=1)
    story = Article.objects.published().get()
    assert (story.headline, story.stage) == (words.headline, "draft")


def test_a_story_is_not_restored_from_another(draft, reporter, words):
    other = editing.create(replace(words, headline="Another"), by=reporter)
    with pytest.raises(ValueError, match="its own revisions"):
        editing.restore(draft, Revision.objects.get(article=other), by=reporter)


def test_a_broken_change_does_not_keep_a_story_from_being_killed(
    published, picture, reporter, editor, publisher, words, time_passes
):
    story = editing.edit(published, replace(words, lead_image=picture.pk), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    story = workflow.schedule(
        story, by=publisher, at=timezone.now() + timedelta(hours=1), kind="fix", note="A typing error."
    )
    Image.objects.update(alt="")
    time_passes(hours=2)
    assert workflow.kill(story, by=publisher, reason="A court said so.").standing == "killed"


def test_the_pictures_of_a_killed_story_are_gone_from_their_addresses(
    publish, picture, words, publisher, client, django_capture_on_commit_callbacks
):
    story = publish(replace(words, lead_image=picture.pk))
    addresses = [rendition_urls.sources(rendition_urls.as_mapping(picture), "full").src, f"/media/{picture.file.name}"]
    assert [_status(client, address) for address in addresses] == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        story = workflow.kill(story, by=publisher, reason="A court said so.")
    assert [_status(client, address) for address in addresses] == [404, 404]
    workflow.reinstate(story, by=publisher, reason="The court changed its mind.")
    picture.refresh_from_db()
    page = client.get(story.get_absolute_url()).content.decode()
    assert picture.token in page
    assert _status(client, rendition_urls.sources(rendition_urls.as_mapping(picture), "full").src) == 200


def test_a_picture_that_another_story_shows_keeps_its_address(publish, picture, words, publisher):
    story = publish(replace(words, lead_image=picture.pk))
    publish(replace(words, headline="Another", lead_image=picture.pk))
    token = picture.token
    workflow.kill(story, by=publisher, reason="A court said so.")
    assert Image.objects.get().token == token


def test_a_reporter_does_not_change_the_words_of_a_picture_that_readers_see(
    publish, picture, words, reporter, editor, publisher, client
):
    facts = {
        "alt": "Other",
        "caption": "Unread",
        "credit_line": "Own",
        "licence": "",
        "focal_x": "0.5",
        "focal_y": "0.5",
    }
    address = f"/admin/articles/image/{picture.pk}/change/"
    client.force_login(reporter)
    assert client.post(address, {**facts, "caption": "Before anybody saw it"}).status_code == 302
    story = publish(replace(words, lead_image=picture.pk))
    assert client.post(address, facts).status_code == 403
    for person, caption in ((editor, "Before anybody saw it"), (publisher, "Unread")):
        client.force_login(person)
        assert client.post(address, facts).status_code == 302
        picture.refresh_from_db()
        assert picture.caption == caption
    entry = AuditEntry.objects.get(action="picture", details__changed=["caption"])
    assert (entry.article, entry.by, entry.details["new"]) == (story, publisher, {"caption": "Unread"})
