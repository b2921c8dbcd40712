"""The lists of public stories: who is on them, when, and what they count."""

import datetime
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from articles.domain.document import CountryLine
from articles.domain.story_lists import ListKind, ListName
from articles.models import Article, ListEntry, ListMonth, PublicStory, StoryFragment, StoryList, Tag
from articles.queries.read_model.story_lists import count_stories, read_entries
from articles.services import read_model, tags, workflow

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

ALL = ListName(ListKind.ALL, "", "en")


def keys_on(kind, key, language="en"):
    return [entry.story for entry in read_entries(ListName(kind, str(key), language))]


def lists_of(story):
    """The names of the lists that hold a story, without their language."""
    place = PublicStory.objects.get(pk=story.pk).place
    found = ListEntry.objects.filter(place=place).values_list("list__kind", "list__key", "list__language")
    return {(kind, key) for kind, key, language in found if language}


def test_a_story_is_on_the_lists_of_all_that_its_public_record_names(published, section, author):
    water, diplomacy = (Tag.objects.get(name=name).pk for name in ("Water", "Diplomacy"))
    assert lists_of(published) == {
        ("all", ""),
        ("genre", "analysis"),
        ("section", str(section.pk)),
        ("author", str(author.pk)),
        ("tag", str(water)),
        ("tag", str(diplomacy)),
        ("about", "PK"),
        ("about", "AF"),
        ("mentioned", "CN"),
        ("pair", "AF-PK"),
        *(("region", slug) for slug in ("asia", "southern-asia")),
    }


def test_a_draft_and_a_scheduled_story_are_on_no_list(draft, scheduled):
    assert (PublicStory.objects.count(), ListEntry.objects.count(), count_stories(ALL)) == (0, 0, 0)


def test_a_scheduled_story_enters_its_lists_when_it_is_due_and_not_before(scheduled, time_passes):
    workflow.apply_due_schedules()
    assert keys_on("all", "") == []
    time_passes(hours=3)
    workflow.apply_due_schedules()
    assert (keys_on("all", ""), count_stories(ALL)) == ([scheduled.pk], 1)


@pytest.mark.parametrize("withdraw", [workflow.retract, workflow.kill])
def test_a_story_that_is_withdrawn_leaves_every_list_and_every_count(published, publisher, withdraw):
    assert StoryFragment.objects.filter(story=published.pk).exists()
    withdraw(published, by=publisher, reason="Invented.")
    left = (PublicStory.objects.count(), ListEntry.objects.count(), StoryFragment.objects.count())
    assert (left, set(StoryList.objects.values_list("stories", flat=True))) == ((0, 0, 0), {0})
    assert set(ListMonth.objects.values_list("stories", flat=True)) == {0}


def test_a_story_that_returns_is_on_its_lists_again(published, publisher):
    before = lists_of(published)
    workflow.retract(published, by=publisher, reason="Invented.")
    workflow.reinstate(published, by=publisher, reason="It was not.")
    assert lists_of(published) == before


def test_a_change_moves_a_story_between_lists_and_leaves_its_place(published, republish, words):
    place = PublicStory.objects.get(pk=published.pk).place
    republish(published, replace(words, countries=(CountryLine("PK"), CountryLine("IN")), tags=("Water", "Peace")))
    assert (keys_on("about", "IN"), keys_on("about", "AF"), keys_on("pair", "IN-PK")) == (
        [published.pk],
        [],
        [published.pk],
    )
    counts = [count_stories(ListName(ListKind.ABOUT, code, "en")) for code in ("PK", "AF", "IN")]
    assert (counts, PublicStory.objects.get(pk=published.pk).place) == ([1, 0, 1], place)


def test_stories_of_one_moment_have_places_of_their_own_in_the_order_of_their_keys(publish, words):
    day = datetime.date(2026, 3, 1)
    stories = [publish(replace(words, headline=f"S{number}", dated=day)) for number in range(3)]
    assert len(set(PublicStory.objects.values_list("place", flat=True))) == 3
    assert keys_on("all", "") == [story.pk for story in reversed(stories)]


def test_a_list_holds_the_stories_of_its_language_and_the_sites_own_those_without_pages(publish, words):
    stories = {code: publish(replace(words, headline=code, language=code)).pk for code in ("en", "ur", "fr")}
    on_lists = {language: set(keys_on("about", "PK", language)) for language in ("en", "ur", "ar")}
    assert on_lists == {"en": {stories["en"], stories["fr"]}, "ur": {stories["ur"]}, "ar": set()}
    assert set(keys_on("all", "", "")) == set(stories.values())


def test_a_merged_tag_takes_its_stories_along(publish, words, publisher):
    one = publish(replace(words, headline="One", tags=("Water",)))
    both = publish(replace(words, headline="Both", tags=("Water", "Rivers")))
    water, rivers = (Tag.objects.get(name=name) for name in ("Water", "Rivers"))
    merge = tags.merge(water, into=rivers, by=publisher)
    assert (keys_on("tag", water.pk), set(keys_on("tag", rivers.pk))) == ([], {one.pk, both.pk})
    assert count_stories(ListName(ListKind.TAG, str(rivers.pk), "en")) == 2
    tags.undo_merge(merge, by=publisher)
    assert (set(keys_on("tag", water.pk)), keys_on("tag", rivers.pk)) == ({one.pk, both.pk}, [both.pk])


def contents():
    """All that the read model holds, but for what is made when it is first read."""
    return (
        list(PublicStory.objects.order_by("pk").values()),
        list(ListEntry.objects.order_by("list", "place").values_list("list", "place")),
        list(ListMonth.objects.filter(stories__gt=0).order_by("list", "month").values_list("list", "month", "stories")),
        list(StoryList.objects.order_by("pk").values_list("kind", "key", "language", "stories")),
    )


def test_a_rebuilt_read_model_is_the_one_that_publishing_wrote(publish, words, republish, publisher):
    for number in range(3):
        publish(replace(words, headline=f"S{number}", dated=datetime.date(2026, 3, 1)))
    first = Article.objects.order_by("pk")[0]
    republish(first, replace(words, headline="S0 again", tags=("Peace",)))
    workflow.retract(Article.objects.order_by("pk")[1], by=publisher, reason="Invented.")
    written = contents()
    call_command("rebuild_read_model", verbosity=0)
    once = contents()
    call_command("rebuild_read_model", verbosity=0)
    assert (once, contents()) == (written, written)


def test_a_database_without_a_read_model_is_given_one(published):
    written = contents()
    PublicStory.objects.all().delete()
    ListEntry.objects.all().delete()
    ListMonth.objects.all().delete()
    read_model.ensure_built()
    assert contents() == written


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda: ListEntry.objects.filter(list__kind="tag").delete(), "its entries are not those of its lists"),
        (lambda: StoryList.objects.filter(kind="all").update(stories=7), "it counts 7 stories and has 1"),
        (lambda: ListMonth.objects.update(stories=3), "its months count 3 stories, itself 1"),
        (lambda: PublicStory.objects.all().delete(), "is public and on no list"),
        (lambda: PublicStory.objects.update(about="AQ"), "its column about is not what its public record says"),
        (lambda: PublicStory.objects.update(address="/elsewhere/"), "its column address is not what"),
        (lambda: Article.objects.update(standing="retracted"), "is on lists and not public"),
    ],
)
def test_the_check_of_the_newsroom_finds_what_disagrees(published, capsys, damage, sentence):
    call_command("check_newsroom")
    damage()
    with pytest.raises(CommandError):
        call_command("check_newsroom")
    assert sentence in capsys.readouterr().out
