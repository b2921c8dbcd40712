"""The tables around the stories: what readers see of them changes at once, and what stories stand on can't be pulled away."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.models import Article, AuditEntry, Author, Country, Edition, Image, Section, Tag
from tests.support.desk import log_in, read_text


@pytest.fixture
def picture(db) -> Image:
    return Image.objects.create(
        file="pictures/none.jpg", width=900, height=600, alt="A gauge", caption="The old caption", credit_line="Z. Y."
    )


@pytest.fixture
def furnished(publish, words, picture, section, author):
    """A published story with everything around it: {table: (row, what its form is posted with)}."""
    publish(replace(words, lead_image=picture.pk))
    water = Tag.objects.get(name="Water")
    return {
        "section": (section, {"name": section.name, "slug": section.slug, "description": "", "position": "1"}),
        "author": (author, {"name": author.name, "slug": author.slug, "bio": "", "based_in": "", "user": ""}),
        "tag": (water, {"name": "Water", "slug": water.slug}),
        "image": (
            picture,
            {
                "alt": "A gauge",
                "caption": picture.caption,
                "credit_line": "Z. Y.",
                "licence": "",
                "focal_x": "0.5",
                "focal_y": "0.5",
            },
        ),
    }


def read(address) -> str:
    return read_text(Client().get(address))


@pytest.mark.parametrize(
    ("table", "field", "old", "new"),
    [
        ("author", "name", "Zarmina Yousaf", "Zarmina Y. Khan"),
        ("section", "name", "South Asia", "The Subcontinent"),
        ("image", "caption", "The old caption", "The new caption"),
    ],
)
@pytest.mark.parametrize("person", ["publisher", "admin_user"])
def test_a_change_opens_an_edition_and_readers_see_it_at_once(request, furnished, person, table, field, old, new):
    row, facts = furnished[table]
    address = Article.objects.get().get_absolute_url()
    assert (old in read(address), new in read(address)) == (True, False)
    edition = Edition.objects.get().number
    client = log_in(request.getfixturevalue(person))
    response = client.post(f"/admin/articles/{table}/{row.pk}/change/", {**facts, field: new})
    assert (response.status_code, Edition.objects.get().number) == (302, edition + 1)
    assert (old in read(address), new in read(address)) == (False, True)


def test_a_tag_keeps_the_name_that_revisions_know_it_by(furnished, editor):
    row, facts = furnished["tag"]
    log_in(editor).post(f"/admin/articles/tag/{row.pk}/change/", {**facts, "name": "Rivers", "slug": "rivers"})
    row.refresh_from_db()
    assert (row.name, row.slug) == ("Water", facts["slug"])


@pytest.mark.parametrize("table", ["section", "author", "tag"])
def test_a_reporter_reads_the_houses_tables_and_changes_none(furnished, reporter, table):
    row, facts = furnished[table]
    client, edition = log_in(reporter), Edition.objects.get().number
    address = f"/admin/articles/{table}/{row.pk}"
    assert client.get(f"{address}/change/").status_code == 200
    assert client.post(f"{address}/change/", {**facts, "name": "Another"}).status_code == 403
    assert client.post(f"/admin/articles/{table}/add/", {**facts, "name": "New", "slug": "new"}).status_code == 403
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert (type(row).objects.get(pk=row.pk), Edition.objects.get().number) == (row, edition)
    assert type(row).objects.get(pk=row.pk).name == row.name


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher", "admin_user"])
@pytest.mark.parametrize("table", ["section", "author", "tag", "image"])
def test_the_lists_and_the_pages_of_the_house_open(request, furnished, person, table):
    client, row = log_in(request.getfixturevalue(person)), furnished[table][0]
    answers = [client.get(f"/admin/articles/{table}/{end}") for end in ("", "?q=gauge", f"{row.pk}/change/")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_a_new_section_is_on_the_readers_page_at_once(furnished, publisher):
    assert "Central Asia" not in read("/")
    facts = {"name": "Central Asia", "slug": "central-asia", "description": "", "position": "2"}
    log_in(publisher).post("/admin/articles/section/add/", facts)
    assert "Central Asia" in read("/")


@pytest.fixture
def entry(draft) -> AuditEntry:
    return AuditEntry.objects.get()


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher", "admin_user"])
def test_nobody_adds_changes_or_deletes_entries_of_the_log(request, entry, person):
    client, place = log_in(request.getfixturevalue(person)), "/admin/articles/auditentry/"
    model, row = AuditEntry, entry
    before = list(model.objects.order_by("pk").values())
    facts = {"action": "forged", "note": "forged"}
    assert [client.get(place).status_code, client.get(f"{place}{row.pk}/change/").status_code] == [200, 200]
    tries = [
        client.get(f"{place}add/"),
        client.post(f"{place}add/", facts),
        client.post(f"{place}{row.pk}/change/", facts),
        client.get(f"{place}{row.pk}/delete/"),
        client.post(f"{place}{row.pk}/delete/", {"post": "yes"}),
    ]
    assert [answer.status_code for answer in tries] == [403] * 5
    client.post(place, {"action": "delete_selected", "_selected_action": [row.pk], "index": "0", "post": "yes"})
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("table", "model", "sentence"),
    [
        ("section", Section, "your account doesn't have permission to delete the following types of objects: story"),
        ("author", Author, "would require deleting the following protected related objects"),
    ],
)
def test_what_a_story_stands_on_cannot_be_deleted_but_what_no_story_needs_can(
    furnished, admin_user, table, model, sentence
):
    row, _facts = furnished[table]
    idle = model.objects.create(name="Idle", slug="idle")
    client, edition = log_in(admin_user), Edition.objects.get().number
    refused = client.post(f"/admin/articles/{table}/{row.pk}/delete/", {"post": "yes"})
    assert (refused.status_code, sentence in read_text(refused)) == (200, True)
    bulk = {"action": "delete_selected", "_selected_action": [row.pk], "index": "0", "post": "yes"}
    client.post(f"/admin/articles/{table}/", bulk)
    assert (set(model.objects.all()), Edition.objects.get().number) == ({row, idle}, edition)
    client.post(f"/admin/articles/{table}/{idle.pk}/delete/", {"post": "yes"})
    assert (set(model.objects.all()), Edition.objects.get().number) == ({row}, edition + 1)


def test_sections_deleted_together_open_one_edition(furnished, admin_user):
    idle = [Section.objects.create(name=f"Idle {number}", slug=f"idle-{number}") for number in range(2)]
    edition = Edition.objects.get().number
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in idle], "index": "0", "post": "yes"}
    log_in(admin_user).post("/admin/articles/section/", chosen)
    assert (Section.objects.count(), Edition.objects.get().number) == (1, edition + 1)


@pytest.mark.parametrize("table", ["section", "author", "tag", "image", "country", "auditentry"])
def test_the_houses_tables_are_for_the_desk_only(furnished, outsider, bystander, table):
    clients = (Client(), log_in(outsider), log_in(bystander))
    answers = [client.get(f"/admin/articles/{table}/").status_code for client in clients]
    assert answers == [302, 302, 403]


@pytest.mark.parametrize(
    ("model", "field", "term", "found"),
    [
        ("countrymention", "country", "pakis", "Pakistan"),
        ("credit", "author", "ZARM", "Zarmina Yousaf"),
        ("article", "lead_image", "gauge", "The old caption"),
    ],
)
def test_the_writing_pages_pickers_find_by_name(furnished, reporter, bystander, model, field, term, found):
    query = f"/admin/autocomplete/?app_label=articles&model_name={model}&field_name={field}&term="
    answer = log_in(reporter).get(query + term).json()
    assert ([item["text"] for item in answer["results"]], answer["pagination"]) == ([found], {"more": False})
    assert log_in(reporter).get(query + "zzzz").json()["results"] == []
    assert log_in(bystander).get(query + term).status_code == 403


def test_the_tag_picker_finds_by_any_part_of_a_name_in_any_case(furnished, reporter, bystander, outsider):
    Tag.objects.create(name="South Africa", slug="south-africa")
    address = "/admin/articles/article/tag-names/"
    assert log_in(reporter).get(f"{address}?term=AFRI").json() == {
        "results": [{"id": "South Africa", "text": "South Africa"}],
        "pagination": {"more": False},
    }
    assert [log_in(person).get(address).status_code for person in (bystander, outsider)] == [403, 302]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("UK", "GB"), ("USA", "US"), ("Britain", "GB"), ("burma", "MM"), ("Holland", "NL"), ("pk", "PK")],
)
def test_a_country_is_found_by_the_names_that_people_use(reporter, typed, code):
    asked = {"app_label": "articles", "model_name": "countrymention", "field_name": "country", "term": typed}
    found = log_in(reporter).get("/admin/autocomplete/", asked).json()["results"]
    assert code in [row["id"] for row in found]


COUNTRY = "/admin/articles/country/"


def own_names(**names: str) -> dict[str, str]:
    return {f"name_{code}": names.get(code, "") for code in ("en", "ur", "ar")}


def test_a_house_calls_a_country_as_it_likes_and_readers_read_it_at_once(furnished, publisher):
    pages = ["/country/pk/", "/countries/", "/stories/?country=pk"]
    assert [("Pakistan" in read(page), "The Islamic Republic" in read(page)) for page in pages] == [(True, False)] * 3
    log_in(publisher).post(f"{COUNTRY}PK/change/", own_names(en=" The Islamic  Republic "))
    assert [("Pakistan" in read(page), "The Islamic Republic" in read(page)) for page in pages] == [(False, True)] * 3
    assert "پاکستان" in read("/ur/country/pk/")
    log_in(publisher).post(f"{COUNTRY}PK/change/", own_names())
    assert "Pakistan" in read("/country/pk/")


def test_a_house_changes_nothing_else_of_a_country(furnished, publisher):
    before = Country.objects.values("code", "name", "region").get(pk="PK")
    log_in(publisher).post(
        f"{COUNTRY}PK/change/", {"code": "QQ", "name": "Nowhere", "region": "Asia", **own_names(ur="پاک")}
    )
    assert Country.objects.values("code", "name", "region").get(pk="PK") == before
    assert Country.objects.get(pk="PK").names == {"ur": "پاک"}


@pytest.mark.parametrize("person", ["reporter", "editor"])
def test_only_a_publisher_renames_a_country(request, furnished, person):
    client = log_in(request.getfixturevalue(person))
    assert client.post(f"{COUNTRY}PK/change/", own_names(en="Nowhere")).status_code == 403
    assert "Nowhere" not in read("/country/pk/")


@pytest.mark.parametrize("person", ["editor", "publisher", "admin_user"])
def test_nobody_adds_or_deletes_a_country(request, furnished, person):
    client, codes = log_in(request.getfixturevalue(person)), set(Country.objects.values_list("pk", flat=True))
    tries = [client.post(f"{COUNTRY}add/", {"code": "QQ"}), client.post(f"{COUNTRY}PK/delete/", {"post": "yes"})]
    assert [answer.status_code for answer in tries] == [403, 403]
    assert set(Country.objects.values_list("pk", flat=True)) == codes
