"""The library's page: a grid of pictures, found by their words and by what is missing, a page at a time."""

import datetime
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Image
from articles.services import editing
from tests.support import sentences
from tests.support.desk import find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

LIST = "/admin/articles/image/"


def hang(number: int, **facts) -> Image:
    told = {"caption": f"Caption {number:02}", "alt": "A river", "credit_line": "Z. Yousaf", **facts}
    return Image.objects.create(file=f"pictures/{number}.jpg", width=900, height=600, **told)


def on_shelf(response) -> list[int]:
    """The pictures of a page, in order."""
    return [int(key) for key in parse(response).values_of("[name=ids]", "value")]


def shelf(person, query="") -> list[int]:
    return on_shelf(log_in(person).get(f"{LIST}?{query}"))


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def test_the_shelf_shows_the_newest_pictures_first_with_what_is_missing(reporter):
    one, other = hang(1), hang(2, alt="", credit_line="", licence_until=days(-1))
    response = log_in(reporter).get(LIST)
    page = read_text(response)
    assert on_shelf(response) == [other.pk, one.pk]
    assert [page.count(words) for words in ("No alt text", "No credit line", "Licence expired on")] == [1, 1, 1]
    assert page.count("not used") == 2


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [5, 4, 3, 2, 1, 0]),
        ("show=alt", [1]),
        ("show=credit", [2]),
        ("show=licence", [4, 3]),
        ("show=mine", [0]),
        ("show=nonsense", [5, 4, 3, 2, 1, 0]),
        ("q=caption+05", [5]),
        ("q=05+CAPTION", [5]),
        ("q=yousaf&show=alt", [1]),
        ("q=absent", []),
        ("before=x", [5, 4, 3, 2, 1, 0]),
        ("before=99999999999999999999", [5, 4, 3, 2, 1, 0]),
    ],
)
def test_the_shelf_is_narrowed_by_words_and_by_what_is_missing(reporter, query, numbers):
    kept = [
        hang(0, created_by=reporter),
        hang(1, alt=""),
        hang(2, credit_line=""),
        hang(3, licence_until=days(-5)),
        hang(4, licence_until=days(14)),
        hang(5, licence_until=days(15)),
    ]
    assert [kept.index(Image.objects.get(pk=key)) for key in shelf(reporter, query)] == numbers


def test_a_picture_is_unused_until_a_story_has_it(publish, words, reporter):
    used, free = hang(1), hang(2)
    publish(replace(words, lead_image=used.pk))
    assert shelf(reporter, "show=unused") == [free.pk]
    assert "used in 1 story" in read_text(log_in(reporter).get(LIST))


def test_the_shelf_goes_on_where_it_ended_though_new_pictures_come_in(reporter):
    kept = [hang(number).pk for number in range(50)][::-1]
    first = log_in(reporter).get(f"{LIST}?q=caption")
    older = find_links(first)["Older pictures"]
    hang(51)
    second = log_in(reporter).get(older)
    assert (on_shelf(first), on_shelf(second)) == (kept[:48], kept[48:])
    assert find_links(second)["Newest pictures"] == f"{LIST}?q=caption"
    assert "Older pictures" not in find_links(second)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "There are no pictures yet. Upload the first."),
        ("show=alt", "Every picture has alt text."),
        ("q=x", "No pictures match your search."),
        ("before=1", "There are no older pictures."),
    ],
)
def test_an_empty_shelf_says_why(reporter, query, sentence):
    assert sentence in read_text(log_in(reporter).get(f"{LIST}?{query}"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_shelf_costs_the_same_however_full_it_is(reporter, number):
    for each in range(number):
        hang(each)
    client = log_in(reporter)
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    assert len(queries) == 8


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_shelf_is_only_looked_at(reporter, method):
    assert getattr(log_in(reporter), method)(LIST).status_code == 405


def test_who_may_not_add_pictures_is_offered_no_way_to(reporter):
    client = log_in(reporter)
    assert "Upload pictures" in read_text(client.get(LIST))
    group = reporter.groups.get()
    group.permissions.set(group.permissions.exclude(codename="add_image"))
    assert "Upload pictures" not in read_text(client.get(LIST))


def test_the_shelf_is_for_the_desk_only(outsider, bystander):
    assert [client.get(LIST).status_code for client in (Client(), log_in(outsider), log_in(bystander))] == [
        302,
        302,
        403,
    ]


@pytest.fixture
def shown(publish, words) -> Image:
    image = hang(1)
    publish(replace(words, lead_image=image.pk))
    return image


def test_a_pictures_page_says_where_it_is_used_and_in_which_shapes_it_is_cut(shown, reporter):
    response = log_in(reporter).get(f"{LIST}{shown.pk}/change/")
    page = read_text(response)
    for words in ("Two ministries agree on one river gauge", "Published", "lead picture", "Cards, 3:2", "Square"):
        assert words in page
    assert sentences.PICTURE_IS_PUBLIC in page
    assert "ask an editor" not in read_text(log_in(reporter).get(f"{LIST}{hang(2).pk}/change/"))


def test_a_pictures_page_lists_a_dozen_of_its_stories_and_counts_the_others(words, reporter, editor):
    image = hang(1)
    for number in range(14):
        editing.create(replace(words, headline=f"Number {number}", lead_image=image.pk), by=reporter)
    response = log_in(editor).get(f"{LIST}{image.pk}/change/")
    assert len(find_story_ids(parse(response))) == 12
    assert "and 2 more" in read_text(response)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("person", ["editor", "reporter"])
def test_a_pictures_page_costs_the_same_however_often_it_is_used(request, publish, words, person, number):
    image = hang(1)
    for each in range(number):
        publish(replace(words, headline=f"Number {each}", lead_image=image.pk))
    client = log_in(request.getfixturevalue(person))
    client.get(f"{LIST}{image.pk}/change/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{LIST}{image.pk}/change/")
    assert len(queries) == {"editor": 12, "reporter": 17}[person]


def test_two_people_who_change_different_words_of_a_picture_both_have_their_way(shown, admin_user, publisher):
    address = f"{LIST}{shown.pk}/change/"
    held = {"alt": "A river", "caption": "Caption 01", "credit_line": "Z. Yousaf", "focal_x": "0.5", "focal_y": "0.5"}
    opened = {**held, **{f"initial-{name}": value for name, value in held.items()}}
    log_in(admin_user).post(address, {**opened, "alt": "A gauge"})
    log_in(publisher).post(address, {**opened, "caption": "The gauge"})
    shown.refresh_from_db()
    assert (shown.alt, shown.caption) == ("A gauge", "The gauge")


def test_a_search_that_is_cut_short_says_how_far_back_it_got_and_goes_on(editor, settings):
    Image.objects.bulk_create(
        Image(file=f"{number}.jpg", width=1, height=1, caption="nothing of the kind " * 25) for number in range(5_000)
    )
    Image.objects.filter(pk=Image.objects.order_by("pk").first().pk).update(caption="A heron")
    client, address, sentences = log_in(editor), f"{LIST}?q=heron", []
    settings.TIME_BUDGET = {"cpu_ms": 4, "statement_ms": 20}
    for _page in range(1_000):
        response = client.get(address)
        sentences.append("Searched back to" in read_text(response))
        if "A heron" in read_text(response):
            break
        address = find_links(response)["Search further back"]
    assert "A heron" in read_text(response)
    assert sentences.count(True) > 0
