"""Bulk changes of section, tag and assignee: by the same rules as one story's own page, each story for itself."""

from dataclasses import replace

import pytest

from articles.models import Article, Assignment, AuditEntry, Section, Tag
from articles.services import assignments, editing
from tests.support.desk import log_in, read_text
from tests.support.pages import parse

LIST = "/admin/articles/article/"


def choose(person, action, *articles):
    """Choose stories and the change; the answer is the page that asks for the value."""
    chosen = {"action": action, "_selected_action": [article.pk for article in articles], "index": "0"}
    return log_in(person).post(LIST, chosen, follow=True)


def change(person, action, *articles, value):
    """Answer that page."""
    chosen = {"action": action, "_selected_action": [article.pk for article in articles], "confirmed": "yes"}
    return log_in(person).post(LIST, {**chosen, "value": value}, follow=True)


def newest(article):
    return Article.objects.select_related("head").get(pk=article.pk).newest


@pytest.fixture
def world(db):
    return Section.objects.create(name="World", slug="world")


def test_the_page_names_the_stories_and_changes_nothing(create_story, reporter):
    stories = [create_story("draft", "One"), create_story("draft", "Two")]
    page = parse(choose(reporter, "change_section", *stories))
    assert [item.text for item in page.select("#content-main li bdi")] == ["Two", "One"]
    assert {box["value"] for box in page.select("input[name=_selected_action]")} == {str(one.pk) for one in stories}
    assert [newest(story).number for story in stories] == [1, 1]


def test_the_section_of_every_chosen_story_is_changed_by_the_person(create_story, reporter, world):
    chosen, other = [create_story("draft", "One"), create_story("draft", "Two")], create_story("draft", "Other")
    page = read_text(change(reporter, "change_section", *chosen, value=world.pk))
    assert "Change the section: 2 stories." in page
    assert [newest(story).document.section == world.pk for story in [*chosen, other]] == [True, True, False]
    entries = AuditEntry.objects.filter(action="edited", article__in=chosen)
    assert [entry.by for entry in entries] == [reporter, reporter]


def test_each_refused_story_is_named_with_its_reason(create_story, reporter, colleague, world):
    stories = [
        create_story("draft", "Mine"),
        create_story("draft", "Theirs", by=colleague),
        create_story("spiked", "Dropped"),
    ]
    page = read_text(change(reporter, "change_section", *stories, value=world.pk))
    sentences = [
        "Change the section: 1 story.",
        "“Theirs”: This is another reporter’s story. Only its reporter or an editor can change it.",
        "“Dropped”: This story is spiked. Unspike it before you change it.",
    ]
    assert [sentence for sentence in sentences if sentence not in page] == []
    assert [newest(story).number for story in stories] == [2, 1, 1]


def test_a_tag_is_added_and_removed_by_any_way_to_write_it(create_story, words, reporter):
    Tag.objects.create(name="Café", slug="cafe")
    story = create_story("draft", "One")
    tags = newest(story).document.tags
    assert "Add a tag: 1 story." in read_text(change(reporter, "add_tag", story, value="cafe"))
    assert newest(story).document.tags == (*tags, "Café")
    assert "1 story needed no change." in read_text(change(reporter, "add_tag", story, value="Café"))
    assert newest(story).number == 2
    assert "Remove a tag: 1 story." in read_text(change(reporter, "remove_tag", story, value="CAFÉ"))
    assert newest(story).document.tags == tags


def test_a_tag_that_is_unknown_or_could_be_two_is_asked_about(create_story, reporter):
    story = create_story("draft", "One")
    Tag.objects.create(name="River floods", slug="a")
    Tag.objects.create(name="River trade", slug="b")
    assert "There is no tag “zzyx”." in read_text(change(reporter, "add_tag", story, value="zzyx"))
    assert "Which one: River floods, River trade?" in read_text(change(reporter, "add_tag", story, value="river"))
    assert newest(story).number == 1


def test_a_synonym_goes_with_the_tag_that_it_was_merged_into(create_story, words, reporter):
    story = editing.create(replace(words, tags=("Afganistan", "Water")), by=reporter)
    tag = Tag.objects.create(name="Afghanistan", slug="afghanistan")
    Tag.objects.filter(name="Afganistan").update(into=tag)
    change(reporter, "remove_tag", story, value="Afghanistan")
    assert newest(story).document.tags == ("Water",)


def test_an_editor_assigns_many_and_their_due_times_stay(create_story, editor, reporter):
    stories = [create_story("draft", "One"), create_story("spiked", "Two")]
    page = read_text(change(editor, "assign", *stories, value=reporter.pk))
    assert "Assign: 1 story." in page
    assert "“Two”: This story is spiked. Unspike it before you change it." in page
    assert list(Assignment.objects.values_list("article", "to")) == [(stories[0].pk, reporter.pk)]
    assert "Assign: 1 story." in read_text(change(editor, "assign", stories[0], value=""))
    assert assignments.current_assignment(stories[0]).to is None


@pytest.mark.parametrize(("person", "is_offered"), [("reporter", False), ("editor", True)])
def test_only_those_who_assign_are_offered_it(request, draft, person, is_offered):
    user = request.getfixturevalue(person)
    assert ("assign" in parse(log_in(user).get(LIST)).values_of("option", "value")) == is_offered
    change(user, "assign", draft, value=user.pk)
    assert Assignment.objects.filter(to=user).exists() == is_offered
