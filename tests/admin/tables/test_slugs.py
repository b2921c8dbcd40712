"""Slugs at the desk: made by one rule in every table, and a changed one redirects from the address that readers have."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.models import Author, Collection, CollectionItem, Edition, FormerAddress, InfoPage, Section, Tag
from articles.services.edition import open_edition
from tests.support.desk import log_in, read_text
from tests.support.pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

FEEDS = ("", "feed/", "feed/atom/", "feed/json/")


@pytest.fixture
def rows(published, section, author):
    """A row of each table that readers have an address of: {table: (row, what its form is posted with, address)}."""
    series = Collection.objects.create(title="Rivers", slug="rivers")
    CollectionItem.objects.create(collection=series, article=published)
    page = InfoPage.objects.create(title="Ethics", slug="ethics", body="<p>Words.</p>")
    open_edition()
    parts = {"items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"}
    return {
        "section": (section, {"name": section.name, "description": "", "position": "1"}, "/section/{}/"),
        "author": (author, {"name": author.name, "bio": "", "based_in": "", "user": ""}, "/author/{}/"),
        "collection": (series, {"title": "Rivers", "kind": "series", "about": "", **parts}, "/series/{}/"),
        "infopage": (
            page,
            {"title": "Ethics", "kind": "other", "language": "en", "position": "0", "body": "<p>Words.</p>"},
            "/about/{}/",
        ),
    }


@pytest.fixture
def move(rows, publisher):
    """Give a row of a table another slug at the desk; return the answer."""

    def to(table, slug, *, row=None):
        known, facts, _address = rows[table]
        client = log_in(publisher)
        return client.post(f"/admin/articles/{table}/{(row or known).pk}/change/", {**facts, "slug": slug})

    return to


def lead(address):
    """Where an address leads: (status, address of a redirect)."""
    answer = Client().get(address)
    return answer.status_code, answer.headers.get("Location", "")


LISTS = ["section", "author", "collection"]


@pytest.mark.parametrize("table", [*LISTS, "infopage"])
def test_a_changed_slug_redirects_from_the_old_address_and_its_feeds(rows, move, table):
    row, _facts, address = rows[table]
    old, suffixes = row.slug, FEEDS if table in LISTS else ("",)
    assert [lead(address.format(old) + suffix) for suffix in suffixes] == [(200, "")] * len(suffixes)
    assert [lead(address.format("new") + suffix)[0] for suffix in suffixes] == [404] * len(suffixes)
    assert move(table, "new").status_code == 302
    moved = [lead(address.format(old) + suffix) for suffix in suffixes]
    assert moved == [(301, address.format("new") + suffix) for suffix in suffixes]
    assert [lead(address.format("new") + suffix) for suffix in suffixes] == [(200, "")] * len(suffixes)


@pytest.mark.parametrize("table", [*LISTS, "infopage"])
def test_there_and_back_again_does_not_loop(rows, move, table):
    row, _facts, address = rows[table]
    old = row.slug
    for slug in ("new", old):
        move(table, slug)
    assert lead(address.format(old)) == (200, "")
    assert lead(address.format("new")) == (301, address.format(old))


def test_every_former_address_leads_to_the_present_one_in_one_step(rows, move):
    for slug in ("second", "third"):
        move("section", slug)
    found = [lead(f"/section/{slug}/") for slug in ("south-asia", "second", "third")]
    assert found == [(301, "/section/third/"), (301, "/section/third/"), (200, "")]


def test_a_page_of_a_list_in_another_language_leads_to_the_same_page(rows, move):
    move("section", "new")
    assert lead("/ur/section/south-asia/?cursor=5") == (301, "/ur/section/new/?cursor=5")


def test_a_new_row_with_a_former_slug_comes_before_the_redirect(rows, move, publisher):
    move("section", "new")
    facts = rows["section"][1]
    log_in(publisher).post("/admin/articles/section/add/", {**facts, "name": "Another", "slug": "south-asia"})
    assert lead("/section/south-asia/") == (200, "")
    assert "Another" in read_text(Client().get("/section/south-asia/"))
    assert lead("/section/new/") == (200, "")
    another = Section.objects.get(name="Another")
    log_in(publisher).post(
        f"/admin/articles/section/{another.pk}/change/", {**facts, "name": "Another", "slug": "other"}
    )
    assert lead("/section/south-asia/") == (301, "/section/other/")


def test_a_former_slug_in_a_filter_finds_the_same_stories(rows, move, published):
    move("section", "new")
    move("author", "new")
    shown = read_text(Client().get("/stories/?section=south-asia&author=zarmina-yousaf"))
    assert (published.headline in shown, "Stories: South Asia, Zarmina Yousaf" in shown) == (True, True)
    assert published.headline not in read_text(Client().get("/stories/?section=never-was"))


def test_a_former_slug_of_an_author_without_public_stories_stays_unknown(publisher):
    secret = Author.objects.create(name="Nobody", slug="nobody")
    facts = {"name": "Nobody", "bio": "", "based_in": "", "user": "", "slug": "no-one"}
    log_in(publisher).post(f"/admin/articles/author/{secret.pk}/change/", facts)
    assert FormerAddress.objects.get().slug == "nobody"
    assert lead("/author/nobody/") == (404, "")


def test_a_change_of_the_name_alone_redirects_nothing(rows, publisher):
    row, facts, _address = rows["section"]
    log_in(publisher).post(
        f"/admin/articles/section/{row.pk}/change/", {**facts, "name": "Renamed", "slug": "south-asia"}
    )
    assert (FormerAddress.objects.count(), lead("/section/south-asia/")) == (0, (200, ""))


def test_a_deleted_row_leaves_no_redirect_behind(rows, move, admin_user):
    row = InfoPage.objects.get()
    move("infopage", "new")
    log_in(admin_user).post(f"/admin/articles/infopage/{row.pk}/delete/", {"post": "yes"})
    assert (FormerAddress.objects.count(), lead("/about/ethics/")) == (0, (404, ""))


@pytest.mark.parametrize("table", [*LISTS, "infopage"])
def test_the_desk_says_that_old_links_lead_on_and_not_before_there_are_any(rows, publisher, table):
    client, sentence = log_in(publisher), "If you change it, old links will lead to the new address."
    pages = [client.get(f"/admin/articles/{table}/{end}") for end in (f"{rows[table][0].pk}/change/", "add/")]
    assert [sentence in read_text(page) for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("नेपाल शर्मा", "नेपाल-शर्मा"), ("Siobhán O’Brien", "siobhan-obrien"), ("زرمینہ یوسف", "زرمینہ-یوسف")],
)
def test_an_empty_slug_is_made_from_the_name_by_the_rule_of_stories(publisher, name, slug):
    client, facts = log_in(publisher), {"name": name, "slug": "", "position": "0"}
    for table, model in (("author", Author), ("section", Section), ("tag", Tag)):
        assert client.post(f"/admin/articles/{table}/add/", facts).status_code == 302
        assert model.objects.get().slug == slug


def test_an_address_with_vowel_signs_opens(publish, words, author):
    Author.objects.filter(pk=author.pk).update(name="नेपाल शर्मा", slug="नेपाल-शर्मा")
    story = publish(replace(words, headline="नेपाल", tags=("नेपाल", "नपाल")))
    assert [tag.slug for tag in story.tags.order_by("pk")] == ["नेपाल", "नपाल"]
    found = [lead(address) for address in (story.get_absolute_url(), "/author/नेपाल-शर्मा/", "/tag/नेपाल/")]
    assert found == [(200, "")] * 3


def test_a_typed_slug_follows_the_rule_and_an_old_one_stays_as_it_was(publisher):
    old = Author.objects.create(name="Siobhán", slug="siobhán_नपल")
    client, facts = log_in(publisher), {"name": "Siobhán B.", "bio": "", "based_in": "", "user": ""}
    client.post(f"/admin/articles/author/{old.pk}/change/", {**facts, "slug": old.slug})
    assert Author.objects.values_list("name", "slug").get() == ("Siobhán B.", "siobhán_नपल")
    client.post(f"/admin/articles/author/{old.pk}/change/", {**facts, "slug": "Siobhán Byrne"})
    assert Author.objects.get().slug == "siobhan-byrne"


def test_a_second_author_of_one_name_gets_a_number_and_a_slug_in_use_is_refused(publisher):
    client, facts = log_in(publisher), {"name": "John Smith", "slug": ""}
    for _time in range(2):
        client.post("/admin/articles/author/add/", facts)
    assert list(Author.objects.order_by("pk").values_list("slug", flat=True)) == ["john-smith", "john-smith-2"]
    refused = client.post("/admin/articles/author/add/", {**facts, "slug": "john-smith"})
    assert (refused.status_code, Author.objects.count()) == (200, 2)
    assert parse(refused).texts(".field-slug .errorlist") == ["Author with this Slug already exists."]


def test_a_name_without_letters_needs_a_slug(publisher):
    refused = log_in(publisher).post("/admin/articles/author/add/", {"name": "!!!", "slug": ""})
    assert (refused.status_code, Author.objects.count()) == (200, 0)
    assert parse(refused).texts(".field-slug .errorlist") == ["Write a slug with letters or digits."]


def test_a_reporter_moves_nothing(rows, reporter):
    row, facts, _address = rows["section"]
    edition = Edition.objects.get().number
    refused = log_in(reporter).post(f"/admin/articles/section/{row.pk}/change/", {**facts, "slug": "new"})
    assert (refused.status_code, Edition.objects.get().number, lead("/section/south-asia/")) == (
        403,
        edition,
        (200, ""),
    )
