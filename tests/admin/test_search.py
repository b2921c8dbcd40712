"""Search at the desk: it takes the same for one word as the public search does, in every list and every picker."""

from dataclasses import replace

import pytest

from articles.domain.document import CreditLine, Document
from articles.models import Author, Collection, Image, Section, Tag
from articles.services import editing
from tests.support.desk import find_story_ids, log_in, read_text
from tests.support.pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

STORIES = "/admin/articles/article/"
WAYS_TO_WRITE = [
    ("Muñoz Benny", "munoz"),
    ("Munoz Benny", "MUÑOZ"),
    ("O’Brien", "O'Brien"),
    ("O'Brien", "o’brien"),
    ("L’Europe au 18e siècle", "siecle"),
    ("inter\u00adnational trade", "international"),
    ("أحمد مدرسة", "احمد مدرسه"),
    ("كتاب", "کتاب"),
]


def find_stories(client, term) -> list[int]:
    return find_story_ids(parse(client.get(STORIES, {"q": term})))


def pick(client, field, term, model="article") -> list[str]:
    query = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
    return [row["text"] for row in client.get("/admin/autocomplete/", query).json()["results"]]


@pytest.mark.parametrize(("written", "typed"), WAYS_TO_WRITE)
def test_every_way_to_write_a_word_finds_it_in_lists_and_pickers(admin_user, written, typed):
    Author.objects.create(name=written, slug="a")
    Tag.objects.create(name=written, slug="a")
    Section.objects.create(name=written, slug="a")
    Collection.objects.create(title=written, slug="a")
    image = Image.objects.create(file="pictures/none.jpg", width=900, height=600, caption=written)
    story = editing.create(Document(headline=written), by=admin_user)
    client = log_in(admin_user)
    rows = {
        table: len(parse(client.get(f"/admin/articles/{table}/", {"q": typed})).select("#result_list tbody tr"))
        for table in ("author", "tag", "section", "collection")
    }
    assert rows == {"author": 1, "tag": 1, "section": 1, "collection": 1}
    assert find_stories(client, typed) == [story.pk]
    assert pick(client, "author", typed, model="credit") == [written]
    assert pick(client, "original", typed) == [written]
    names = [row["id"] for row in client.get(f"{STORIES}tag-names/", {"term": typed}).json()["results"]]
    assert names == [written]
    assert f"/admin/articles/image/{image.pk}/" in client.get("/admin/articles/image/", {"q": typed}).content.decode()
    assert find_stories(client, f"{typed} zzyxword") == []


def test_the_words_of_a_draft_and_of_a_public_story_are_found_in_their_bodies(create_story, words, reporter, editor):
    draft = editing.create(replace(words, headline="One", body="<p>A zzyx<b>word</b> stands here.</p>"), by=reporter)
    review = editing.create(replace(words, headline="Two", body="<p>Nothing but strong words</p>"), by=reporter)
    client = log_in(editor)
    assert find_stories(client, "zzyxword") == [draft.pk]
    assert find_stories(client, "zzyxword one") == [draft.pk]
    assert find_stories(client, '"zzyxword stands"') == [draft.pk]
    assert find_stories(client, "strong") == [review.pk]


def test_the_body_of_a_public_story_is_found_by_the_index_and_its_new_draft_by_its_words(published, reporter, words):
    client = log_in(reporter)
    assert find_stories(client, "xylophone") == []
    changed = replace(words, body="<p>The ministries bought a xylophone.</p>")
    editing.edit(published, changed, by=reporter, base=published.newest.number)
    assert find_stories(client, "xylophone") == [published.pk]
    word = words.body.split("<p>")[1].split()[2]
    assert find_stories(client, word) == [published.pk]
    assert find_stories(client, f"{word} zzyxword") == []


def test_a_story_is_found_by_the_folded_name_of_its_author(reporter, words):
    author = Author.objects.create(name="Siobhán O’Brien", slug="s")
    story = editing.create(replace(words, credits=(CreditLine(author.pk),)), by=reporter)
    client = log_in(reporter)
    assert [find_stories(client, term) for term in ("siobhan", "o'brien", "obrian")] == [[story.pk], [story.pk], []]


def test_people_are_found_by_their_names_without_accents(admin_user, reporter):
    type(reporter).objects.filter(pk=reporter.pk).update(first_name="Zoë")
    page = log_in(admin_user).get("/admin/articles/user/", {"q": "zoe"})
    assert (reporter.username in read_text(page), page.status_code) == (True, 200)


def test_a_search_for_nothing_but_punctuation_finds_what_has_it(reporter):
    story = editing.create(Document(headline="What now??"), by=reporter)
    editing.create(Document(headline="Nothing"), by=reporter)
    assert find_stories(log_in(reporter), "??") == [story.pk]


@pytest.mark.parametrize(
    ("known", "typed", "is_asked"),
    [
        ("18e siècle", "18E SIECLE", True),
        ("Bridges", "bridge", True),
        ("Afghanistan", "Afganistan", True),
        ("Human rights", "rights, human", True),
        ("Kabul\u200b", "kabul", True),
        ("Bridges", "BRIDGES", False),
        ("Bridges", "brid", False),
        ("Euro 2024", "Euro 2025", False),
    ],
)
def test_the_tag_box_asks_first_whether_a_similar_tag_is_meant(reporter, known, typed, is_asked):
    Tag.objects.create(name=known, slug="known")
    Tag.objects.create(name="Something else", slug="other")
    found = log_in(reporter).get(f"{STORIES}tag-names/", {"term": typed}).json()["results"]
    question = {"id": known, "text": known, "question": f"Did you mean “{known}”?"}
    assert (found[:1] == [question], question in found) == (is_asked, is_asked)


def test_the_tag_box_asks_for_the_tag_that_a_similar_synonym_was_merged_into(reporter):
    tag = Tag.objects.create(name="Rivers and lakes", slug="rivers")
    Tag.objects.create(name="Waterways", slug="waterways", into=tag)
    found = log_in(reporter).get(f"{STORIES}tag-names/", {"term": "waterway"}).json()["results"]
    assert [row.get("question") for row in found] == ["Did you mean “Rivers and lakes”?"]
