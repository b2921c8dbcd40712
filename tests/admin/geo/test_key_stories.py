"""Key stories at the desk: a pair is chosen, its stories are found, and one press marks one or takes its mark off."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.domain.document import CountryLine
from articles.models import AuditEntry, Edition, KeyStory
from articles.services import key_stories, workflow
from tests.support import sentences
from tests.support.desk import START, find_links, find_story_ids, log_in, read_text
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

CHOOSER = "/admin/articles/country/pair/"
PAIR, AF_PK = f"{CHOOSER}af/pk/", ("AF", "PK")


@pytest.fixture
def printed(publish, words):
    """A maker of published stories about both countries; the last made is the newest."""
    return lambda count, **facts: [publish(replace(words, headline=f"Story {n}", **facts)) for n in range(count)]


def kept():
    return list(KeyStory.objects.values_list("article", "first", "second", "context", "by__username"))


def state():
    return kept(), list(Edition.objects.values()), AuditEntry.objects.count()


def rows(response):
    """The stories on the page that are key, and the lines of context in all boxes."""
    page = parse(response)
    keys = [int(key.removeprefix("story-")) for key in page.values_of("li.is-key", "id")]
    return keys, page.values_of("[name=context]", "value")


def cost(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_story_is_marked_given_another_line_and_unmarked_with_plain_forms(printed, editor):
    newer, older = printed(2)[::-1]
    client = log_in(editor)
    assert find_story_ids(parse(client.get(PAIR))) == [newer.pk, older.pk]
    answer = client.post(PAIR, {"story": older.pk, "context": "Border closes"}, follow=True)
    assert answer.redirect_chain == [(f"{PAIR}#story-{older.pk}", 302)]
    assert "“Story 0” is now a key story." in read_text(answer)
    assert "marked by edith" in read_text(answer)
    assert rows(answer) == ([older.pk], ["", "Border closes"])
    client.post(PAIR, {"story": older.pk, "context": "And opens"})
    assert kept() == [(older.pk, "AF", "PK", "And opens", "edith")]
    answer = client.post(PAIR, {"story": older.pk, "context": "And opens", "unmark": "1"}, follow=True)
    assert ("“Story 0” is no longer a key story." in read_text(answer), kept()) == (True, [])


def test_only_who_arranges_the_front_page_gets_there(printed, reporter, bystander, editor, publisher):
    (story,) = printed(1)
    asked = [("get", CHOOSER, {}), ("get", PAIR, {}), ("post", PAIR, {"story": story.pk})]
    before = state()
    for person in (reporter, bystander):
        client = log_in(person)
        assert [getattr(client, verb)(path, data).status_code for verb, path, data in asked] == [403, 403, 403]
    assert state() == before
    for person in (editor, publisher):
        client = log_in(person)
        assert [getattr(client, verb)(path, data).status_code for verb, path, data in asked] == [200, 200, 302]


def test_somebody_who_is_not_logged_in_is_asked_to(client):
    assert client.get(PAIR).status_code == 302
    assert client.post(PAIR, {"story": 1}).status_code == 403


def test_a_line_that_is_too_long_is_refused_in_a_sentence_and_stays_where_it_was_typed(printed, editor):
    _other, story = printed(2)
    before = state()
    answer = log_in(editor).post(PAIR, {"story": story.pk, "context": "x" * 141})
    assert (answer.status_code, state()) == (400, before)
    assert "The line of context has 141 characters; the limit is 140." in read_text(answer)
    assert rows(answer) == ([], ["x" * 141, ""])


def test_a_story_that_has_left_the_paper_meanwhile_is_refused(printed, editor, publisher):
    (story,) = printed(1)
    workflow.retract(story, by=publisher, reason="It was wrong.")
    answer = log_in(editor).post(PAIR, {"story": story.pk})
    assert (answer.status_code, kept()) == (400, [])
    assert "“Story 0” is not published." in read_text(answer)


@pytest.mark.parametrize("key", ["", "0", "x", "-1", "²", "9" * 18, "9" * 19, "9" * 400, "1.5", "\x00"])
def test_a_story_that_is_none_is_not_found(printed, editor, key):
    printed(1)
    before = state()
    assert (log_in(editor).post(PAIR, {"story": key}).status_code in {400, 404}, state()) == (True, before)


@pytest.mark.parametrize("tail", ["af/af/", "af/zz/", "x/pk/", "afghanistan/pk/", "af/9/"])
def test_a_pair_that_is_none_is_not_found(editor, tail):
    client = log_in(editor)
    assert [client.get(CHOOSER + tail).status_code, client.post(CHOOSER + tail).status_code] == [404, 404]


@pytest.mark.parametrize("tail", ["pk/af/", "AF/PK/", "Pk/aF/"])
def test_either_order_leads_to_one_page(editor, tail):
    answer = log_in(editor).get(CHOOSER + tail)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAIR)


def test_stories_are_found_by_words_of_their_headlines_in_any_language(publish, words, editor):
    publish(words)
    urdu = publish(replace(words, headline="دریا پر ایک پیمانہ", language="ur"))
    client = log_in(editor)
    client.cookies["django_language"] = "ar"
    assert find_story_ids(parse(client.get(PAIR, {"q": "پیمانہ دریا"}))) == [urdu.pk]
    assert len(find_story_ids(parse(client.get(PAIR)))) == 2
    client.cookies["django_language"] = "en"
    answer = client.get(PAIR, {"q": "nothing so"})
    assert (
        "No headlines match your search." in read_text(answer),
        find_story_ids(parse(answer)),
    ) == (
        True,
        [],
    )


@pytest.mark.parametrize("asked", ["%", "'", "\\", "a " * 300, "💥", "<b>", "x" * 5000, " "])
def test_whatever_is_looked_for_breaks_nothing(printed, editor, asked):
    printed(1)
    assert log_in(editor).get(PAIR, {"q": asked}).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "!!!", "9" * 400, "MSAx"])
def test_a_page_of_the_list_that_is_none_is_not_found(printed, editor, cursor):
    printed(1)
    assert log_in(editor).get(PAIR, {"cursor": cursor}).status_code == 404


def test_the_list_goes_on_page_by_page_and_narrows_to_key_stories(printed, editor):
    stories = printed(23)[::-1]
    for story in stories[::11]:
        key_stories.mark(story, pair=AF_PK, by=editor)
    client = log_in(editor)
    first = client.get(PAIR)
    assert find_story_ids(parse(first)) == [story.pk for story in stories[:20]]
    older = client.get(PAIR + find_links(first)["Older stories"])
    assert find_story_ids(parse(older)) == [story.pk for story in stories[20:]]
    marked = client.post(PAIR + find_links(first)["Older stories"], {"story": stories[-2].pk})
    assert marked.headers["Location"] == f"{PAIR}{find_links(first)['Older stories']}#story-{stories[-2].pk}"
    only = client.get(find_links(first)["Key stories"])
    assert find_story_ids(parse(only)) == [stories[place].pk for place in (0, 11, 21, 22)]


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_desks_pages_take_the_same_queries_for_any_number_of_stories(printed, editor, number):
    for story in printed(number):
        key_stories.mark(story, pair=AF_PK, by=editor, context="So")
    client = log_in(editor)
    client.get(PAIR)
    assert [cost(client, PAIR), cost(client, CHOOSER), cost(client, f"{PAIR}?q=Story&key=yes")] == [8, 8, 8]


def test_empty_pages_say_what_to_do(printed, editor):
    client = log_in(editor)
    assert "No published stories are about two countries yet." in read_text(client.get(CHOOSER))
    assert "No stories about both countries have been published yet. Choose two other countries" in read_text(
        client.get(PAIR)
    )
    printed(1)
    assert "No key stories yet." in read_text(client.get(f"{PAIR}?key=yes"))


def test_the_chooser_leads_to_a_pair_in_either_order_and_says_what_is_wrong(editor):
    client = log_in(editor)
    for one, other in (("PK", "AF"), ("af", "pk")):
        assert client.get(CHOOSER, {"one": one, "other": other}).headers["Location"] == PAIR
    assert "Choose two different countries." in read_text(client.get(CHOOSER, {"one": "PK", "other": "PK"}))
    assert sentences.UNKNOWN_COUNTRY in read_text(client.get(CHOOSER, {"one": "PK", "other": "ZZ"}))
    begun = client.get(CHOOSER, {"one": "PK"}).content.decode()
    assert begun.count('<option value="PK" selected>') == 1


def test_the_chooser_lists_the_commonest_pairs_first(printed, editor):
    first, _second = printed(2)
    printed(3, countries=(CountryLine("IR"), CountryLine("PK"), CountryLine("IN", "mentioned")))
    key_stories.mark(first, pair=AF_PK, by=editor)
    page = read_text(log_in(editor).get(CHOOSER))
    told = page.partition("Most often covered together ")[2]
    assert re.findall(r"(\w+ and \w+) (\d+ stor\w+(?: · \d+ key stor\w+)?)", told) == [
        ("Iran and Pakistan", "3 stories"),
        ("Afghanistan and Pakistan", "2 stories · 1 key story"),
    ]


def test_the_writing_page_of_a_public_story_leads_to_each_of_its_pairs(publish, words, editor, reporter, draft):
    countries = tuple(CountryLine(code) for code in ("UZ", "PK", "AF"))
    story = publish(replace(words, countries=countries))
    key_stories.mark(story, pair=AF_PK, by=editor)
    address = f"/admin/articles/article/{story.pk}/change/"
    answer = log_in(editor).get(address)
    found = {name: link for name, link in find_links(answer).items() if link.startswith(CHOOSER)}
    asks = "?q=Two+ministries+agree+on+one+river+gauge"
    assert found == {
        "Pakistan and Uzbekistan": f"{CHOOSER}pk/uz/{asks}",
        "Afghanistan and Uzbekistan": f"{CHOOSER}af/uz/{asks}",
        "Afghanistan and Pakistan": f"{PAIR}{asks}",
    }
    assert "Afghanistan and Pakistan marked" in read_text(answer)
    assert "Afghanistan and Uzbekistan marked" not in read_text(answer)
    assert find_story_ids(parse(log_in(editor).get(found["Afghanistan and Pakistan"]))) == [story.pk]
    assert "Key story of" not in read_text(log_in(reporter).get(address))
    assert "Key story of" not in read_text(log_in(editor).get(f"/admin/articles/article/{draft.pk}/change/"))


def test_a_story_of_one_country_or_of_very_many_keeps_the_list_short(publish, words, editor):
    one = publish(replace(words, countries=(CountryLine("PK"),)))
    codes = ("PK", "AF", "IN", "IR", "CN", "UZ", "TJ", "TM")
    many = publish(replace(words, countries=tuple(map(CountryLine, codes))))
    client = log_in(editor)
    pages = [client.get(f"/admin/articles/article/{story.pk}/change/").content.decode() for story in (one, many)]
    assert [page.count(f'<a href="{CHOOSER}') for page in pages] == [0, 6]


def test_the_desk_leads_there_for_those_who_may_go(editor, reporter):
    ways = [START, "/admin/articles/country/", "/admin/articles/country/PK/change/"]
    found = [
        [link for link in find_links(log_in(editor).get(way)).values() if link.startswith(CHOOSER)] for way in ways
    ]
    assert found == [[CHOOSER], [CHOOSER], [f"{CHOOSER}?one=PK"]]
    for way in ways:
        assert CHOOSER not in log_in(reporter).get(way).content.decode()


def test_a_headline_and_a_line_that_look_like_markup_are_words(publish, words, editor):
    story = publish(replace(words, headline="<script>alert(1)</script>"))
    client = log_in(editor)
    html = client.post(
        PAIR, {"story": story.pk, "context": '"><script>alert(2)</script>'}, follow=True
    ).content.decode()
    assert ("<script>alert" in html, html.count("&lt;script&gt;alert(1)") >= 2) == (False, True)
