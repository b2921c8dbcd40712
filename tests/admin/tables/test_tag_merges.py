"""Merging tags at the desk: what looks alike is offered, what will happen is said before, and it can be undone."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Tag, TagMerge
from tests.support import sentences
from tests.support.desk import log_in, read_text

ALIKE, MERGE, TAGS = "/admin/articles/tag/alike/", "/admin/articles/tag/merge/", "/admin/articles/tag/"


@pytest.fixture
def pair(publish, words) -> tuple[Tag, Tag]:
    for number, tags in enumerate([("Afganistan",), ("Afghanistan",), ("Afghanistan",), ("Afganistan", "Afghanistan")]):
        publish(replace(words, slug="", headline=f"Number {number}", tags=tags))
    return Tag.objects.get(name="Afganistan"), Tag.objects.get(name="Afghanistan")


def keys(pair, into=None) -> dict:
    return {"tag": [tag.pk for tag in pair], **({"into": into.pk} if into else {})}


def test_what_looks_alike_is_offered_with_its_numbers(pair, editor):
    page = read_text(log_in(editor).get(ALIKE))
    assert [words in page for words in ("Afganistan", "Afghanistan", "Merge …")] == [True] * 3
    assert "No similar tags." not in page


def test_when_nothing_looks_alike_the_page_says_so(db, editor):
    assert "No similar tags." in read_text(log_in(editor).get(ALIKE))


def test_merging_says_beforehand_what_it_will_do(pair, editor):
    page = read_text(log_in(editor).get(MERGE, keys(pair)))
    assert sentences.FOUR_STORIES_MERGED in page
    assert TagMerge.objects.count() == 0


def test_the_editor_merges_and_undoes_in_two_presses(pair, editor):
    old, kept = pair
    client = log_in(editor)
    done = client.post(MERGE, keys(pair, into=kept), follow=True)
    assert "Merged into “Afghanistan”. Stories moved: 2." in read_text(done)
    assert Tag.objects.get(pk=old.pk).into == kept
    undone = client.post(f"{TAGS}undo/{TagMerge.objects.get().pk}/", follow=True)
    assert "“Afganistan” is a separate tag again, on 2 stories that still have its name." in read_text(undone)
    assert Tag.objects.get(pk=old.pk).into is None


@pytest.mark.parametrize("into", [False, True])
def test_a_choice_that_is_none_is_refused_and_keeps_what_was_chosen(pair, editor, into):
    asked = {"tag": [pair[0].pk], "into": pair[0].pk} if into else keys(pair)
    response = log_in(editor).post(MERGE, asked)
    assert (response.status_code, TagMerge.objects.count()) == (400, 0)
    assert "Choose at least two tags, and which of them to keep." in read_text(response)
    assert "Afganistan" in read_text(response)


def test_another_tag_is_taken_in_by_its_name(pair, editor):
    page = read_text(log_in(editor).get(MERGE, {"tag": pair[0].pk, "name": "afghanistan"}))
    assert sentences.FOUR_STORIES_MERGED in page


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "٣"])
def test_a_tag_that_is_none_is_not_found(pair, editor, key):
    assert log_in(editor).get(MERGE, {"tag": key}).status_code == 404


@pytest.mark.parametrize("name", ["a\0b", "x" * 60_000, "%" * 60_000])
def test_an_odd_name_of_another_tag_is_no_tags(pair, editor, name):
    assert log_in(editor).post(MERGE, {**keys(pair, into=pair[1]), "name": name}, follow=True).status_code == 200


def test_only_editors_and_publishers_merge(pair, reporter, bystander, publisher):
    for person, status in ((reporter, 403), (bystander, 403), (publisher, 200)):
        assert [log_in(person).get(page).status_code for page in (ALIKE, f"{MERGE}?tag={pair[0].pk}")] == [status] * 2
    assert log_in(reporter).post(MERGE, keys(pair, into=pair[1])).status_code == 403
    assert TagMerge.objects.count() == 0


def test_undoing_is_posted(pair, editor):
    log_in(editor).post(MERGE, keys(pair, into=pair[1]))
    assert log_in(editor).get(f"{TAGS}undo/{TagMerge.objects.get().pk}/").status_code == 405


def test_the_tag_picker_knows_synonyms_and_offers_the_tag_that_is_kept(pair, editor, reporter):
    log_in(editor).post(MERGE, keys(pair, into=pair[1]))
    found = log_in(reporter).get("/admin/articles/article/tag-names/", {"term": "afgan"}).json()["results"]
    assert found == [{"id": "Afghanistan", "text": "Afghanistan"}]


def test_a_tags_page_tells_its_synonyms_and_who_made_them(pair, editor):
    log_in(editor).post(MERGE, keys(pair, into=pair[1]))
    page = read_text(log_in(editor).get(f"{TAGS}{pair[1].pk}/change/"))
    assert ("Synonyms:" in page, "Undo" in page) == (True, True)
    assert "Synonym of" in read_text(log_in(editor).get(f"{TAGS}{pair[0].pk}/change/"))


def test_the_offer_takes_the_same_queries_for_any_number_of_tags(pair, editor, publish, words):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert log_in(editor).get(ALIKE).status_code == 200
        return len(asked)

    few = queries()
    publish(
        replace(words, slug="", tags=("Refugees", "Refguees", "Elections", "Election", "War in Ukraine", "Ukraine war"))
    )
    assert queries() == few
