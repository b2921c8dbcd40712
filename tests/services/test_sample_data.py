"""Synthetic stories, inserted in bulk past the workflow, are what stories are that were published one by one."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, PublicStory, Revision
from tests.support.site import get_page, list_story_urls

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def _make_stories(number, *, seed=1):
    call_command("make_stories", number, seed=seed, verbosity=0, stdout=io.StringIO())


def test_the_check_of_the_newsroom_finds_nothing_wrong_with_them():
    _make_stories(40)
    call_command("check_newsroom", stdout=io.StringIO())
    assert Article.objects.published().count() == 40
    PublicStory.objects.filter(article__slug="synthetic-7").update(about="AQ")
    with pytest.raises(CommandError):
        call_command("check_newsroom", stdout=io.StringIO())


def test_each_shows_readers_its_only_version(client):
    _make_stories(3)
    for revision in Revision.objects.select_related("article"):
        page = get_page(client, revision.article.get_absolute_url())
        assert page.one(".story-head h1").text == revision.document.headline
        assert (revision.number, revision.article.words) == (1, revision.document.words)


def test_those_of_a_section_are_listed_newest_first(client):
    _make_stories(12)
    section = Article.objects.published().newest_first().first().section
    expected = [story.get_absolute_url() for story in section.articles.published().newest_first()]
    assert list_story_urls(client, section.get_absolute_url()) == expected


def test_more_can_be_made_later():
    _make_stories(2)
    _make_stories(3, seed=2)
    assert sorted(Article.objects.values_list("slug", flat=True)) == [f"synthetic-{number}" for number in range(5)]
