"""Which tags are one: merged with everything that follows, and parted again."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Edition, Tag, Tagging, TagMerge
from articles.queries.policy import PermissionRefused
from articles.services import editing, publication
from articles.services import tags as tags_service
from articles.services.tags import MergeRejected
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def tags_of(story: Article) -> list[str]:
    return sorted(story.tags.values_list("name", flat=True))


def tagged(words, *tags):
    return replace(words, slug="", headline=f"About {' and '.join(tags)}", tags=tags)


@pytest.fixture
def stories(publish, words) -> dict[str, Article]:
    """Published stories with the old name, with the one to keep, and with both."""
    return {
        "old": publish(tagged(words, "Afganistan", "Water")),
        "kept": publish(tagged(words, "Afghanistan")),
        "both": publish(tagged(words, "Afganistan", "Afghanistan")),
    }


@pytest.fixture
def old(stories) -> Tag:
    return Tag.objects.get(name="Afganistan")


@pytest.fixture
def kept(stories) -> Tag:
    return Tag.objects.get(name="Afghanistan")


def in_order(stories) -> list[list[str]]:
    return [tags_of(stories[name]) for name in ("old", "kept", "both")]


def read(address: str) -> str:
    return Client().get(address, follow=True).content.decode()


def test_every_story_of_a_merged_tag_has_the_other_once(stories, old, kept, editor):
    assert in_order(stories) == [["Afganistan", "Water"], ["Afghanistan"], ["Afganistan", "Afghanistan"]]
    record = tags_service.merge(old, into=kept, by=editor)
    assert in_order(stories) == [["Afghanistan", "Water"], ["Afghanistan"], ["Afghanistan"]]
    assert (record.stories, record.by, record.undone_at) == (2, editor, None)


def test_the_old_address_and_its_feeds_lead_to_the_tag_that_is_kept(stories, old, kept, editor):
    assert Client().get(f"/tag/{old.slug}/").status_code == 200
    tags_service.merge(old, into=kept, by=editor)
    answers = [Client().get(f"/tag/{old.slug}/{suffix}") for suffix in ("", "feed/", "feed/atom/")]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (301, f"/tag/{kept.slug}/{suffix}") for suffix in ("", "feed/", "feed/atom/")
    ]
    assert stories["old"].headline in read(f"/tag/{kept.slug}/")


def test_readers_see_it_at_once(stories, old, kept, editor):
    address = stories["old"].get_absolute_url()
    assert "Afganistan</a>" in read(address)
    before = Edition.objects.get().number
    tags_service.merge(old, into=kept, by=editor)
    assert ("Afganistan</a>" in read(address), "Afghanistan</a>" in read(address)) == (False, True)
    assert Edition.objects.get().number == before + 1


def test_whoever_types_the_old_name_gets_the_tag_that_is_kept(stories, old, kept, editor, publish, words):
    tags_service.merge(old, into=kept, by=editor)
    later = publish(tagged(words, "AFGANISTAN"))
    assert tags_of(later) == ["Afghanistan"]
    assert later.newest.document.tags == ("AFGANISTAN",)


def test_versions_are_never_rewritten(stories, old, kept, editor):
    before = [stories[name].newest.content for name in stories]
    tags_service.merge(old, into=kept, by=editor)
    assert [Article.objects.get(pk=stories[name].pk).newest.content for name in stories] == before


def test_writing_the_record_again_changes_nothing(stories, old, kept, editor):
    tags_service.merge(old, into=kept, by=editor)
    before = in_order(stories)
    for story in Article.objects.select_related("head", "live"):
        publication.project(story)
    assert in_order(stories) == before


def test_a_merging_can_be_undone_with_all_that_followed_it(stories, old, kept, editor, publisher):
    before = in_order(stories)
    record = tags_service.merge(old, into=kept, by=editor)
    assert tags_service.undo_merge(record, by=publisher) == 2
    assert in_order(stories) == before
    record.refresh_from_db()
    assert (record.undone_by, record.undone_at is not None) == (publisher, True)
    assert stories["old"].headline in read(f"/tag/{old.slug}/")
    with pytest.raises(MergeRejected, match="already been undone"):
        tags_service.undo_merge(record, by=publisher)


def test_synonyms_follow_their_tag_into_another_and_come_back_with_it(stories, old, kept, editor, publish, words):
    central = publish(tagged(words, "Central Asia"))
    asia = Tag.objects.get(name="Central Asia")
    tags_service.merge(old, into=kept, by=editor)
    second = tags_service.merge(kept, into=asia, by=editor)
    assert [Tag.objects.get(pk=tag.pk).into for tag in (old, kept)] == [asia, asia]
    assert in_order(stories) == [["Central Asia", "Water"], ["Central Asia"], ["Central Asia"]]
    tags_service.undo_merge(second, by=editor)
    assert Tag.objects.get(pk=old.pk).into == kept
    assert in_order(stories) == [["Afghanistan", "Water"], ["Afghanistan"], ["Afghanistan"]]
    assert tags_of(central) == ["Central Asia"]


def test_what_cannot_be_merged_is_said(stories, old, kept, editor):
    with pytest.raises(MergeRejected, match="two different tags"):
        tags_service.merge(old, into=old, by=editor)
    tags_service.merge(old, into=kept, by=editor)
    with pytest.raises(MergeRejected, match=sentences.TAG_MERGED_ALREADY):
        tags_service.merge(old, into=Tag.objects.get(name="Water"), by=editor)
    with pytest.raises(MergeRejected, match=sentences.TAG_MERGED_ALREADY):
        tags_service.merge(Tag.objects.get(name="Water"), into=old, by=editor)
    assert TagMerge.objects.count() == 1


def test_a_reporter_neither_merges_nor_undoes(stories, old, kept, reporter, editor):
    with pytest.raises(PermissionRefused):
        tags_service.merge(old, into=kept, by=reporter)
    record = tags_service.merge(old, into=kept, by=editor)
    with pytest.raises(PermissionRefused):
        tags_service.undo_merge(record, by=reporter)
    assert tags_of(stories["old"]) == ["Afghanistan", "Water"]


def test_a_draft_follows_too_and_its_tag_is_no_secret_told(stories, old, kept, editor, reporter, words):
    draft = editing.create(tagged(words, "Afganistan"), by=reporter)
    tags_service.merge(old, into=kept, by=editor)
    assert tags_of(draft) == ["Afghanistan"]


def test_merging_costs_the_same_for_any_number_of_stories(stories, old, kept, editor, publish, words):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            record = tags_service.merge(old, into=kept, by=editor)
        tags_service.undo_merge(record, by=editor)
        return len(asked)

    few = queries()
    for number in range(4):
        publish(replace(tagged(words, "Afganistan"), headline=f"Number {number}"))
    assert Tagging.objects.filter(tag=old).count() == 6
    assert queries() == few


def test_tags_that_look_alike_are_offered_once_and_no_more_when_they_are_one(stories, old, kept, editor):
    assert tags_service.find_similar_tags() == [(old, kept)] or tags_service.find_similar_tags() == [(kept, old)]
    tags_service.merge(old, into=kept, by=editor)
    assert tags_service.find_similar_tags() == []


def test_the_counts_say_what_merging_will_do(stories, old, kept, reporter, words):
    editing.create(tagged(words, "Afganistan"), by=reporter)
    assert [(one.stories, one.published) for one in tags_service.count_usage([old, kept])] == [(3, 2), (2, 2)]
    assert tags_service.count_stories([old, kept]) == 4
