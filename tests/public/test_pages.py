"""Every page as a document: whole, named, in a language, with its look and behaviour in files of their own."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from articles.domain.document import CreditLine
from tests.support.pages import parse
from tests.support.site import get_page

pytestmark = pytest.mark.django_db
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def test_the_stylesheet_asks_nothing_from_elsewhere():
    sheet = Path(finders.find("reader/reader.css")).read_text()
    assert [address for address in re.findall(r"url\(([^)]*)\)", sheet) if "//" in address] == []


def test_a_server_error_is_a_whole_page_too(client, monkeypatch, published):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.public.views.plan_front_page", None)
    response = client.get("/")
    page = parse(response)
    assert (response.status_code, page.problems, len(page.every("h1")), page.links) == (500, [], 1, ["/"])


def test_a_story_dated_by_its_day_alone_shows_no_hour(client, publish, words):
    story = publish(replace(words, dated=datetime.date(2026, 3, 1)))
    page = get_page(client, story.get_absolute_url())
    assert "Published 1 March 2026 Filed from Quetta" in page.text
    assert page.every("time") == [{"datetime": "2026-03-01T00:00:00+05:00"}]


def test_a_story_of_today_shows_the_hour_and_the_zone(client, published):
    assert re.search(r"Published \d+ \w+ 2026, \d\d:\d\d PKT", get_page(client, published.get_absolute_url()).text)


def test_a_story_that_was_changed_says_when(client, published, words, update):
    before = get_page(client, published.get_absolute_url()).text
    update(published, replace(words, headline="New words"))
    assert ["Updated" in text for text in (before, get_page(client, published.get_absolute_url()).text)] == [
        False,
        True,
    ]


@pytest.mark.parametrize("language", ["ur", "ar", "fr"])
def test_a_story_names_the_language_of_its_words(client, publish, words, language):
    story = publish(replace(words, language=language))
    for address in (story.get_absolute_url(), "/"):
        assert [found["lang"] for found in get_page(client, address).every("article")] == [language]


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_a_story_runs_in_the_direction_of_its_script(client, publish, words, language, direction):
    story = publish(replace(words, language=language))
    (article,) = get_page(client, story.get_absolute_url()).every("article")
    assert article.get("dir", "ltr") == direction


def test_a_story_says_who_wrote_it_and_who_else_had_a_part(client, publish, words):
    key = words.credits[0].author
    story = publish(replace(words, credits=(CreditLine(key), CreditLine(key, "photographer"))))
    page = get_page(client, story.get_absolute_url())
    assert "By Zarmina Yousaf" in page.text
    assert "Pictures by Zarmina Yousaf" in page.text
    assert page.every("a", rel="author") == [{"rel": "author", "href": "/author/zarmina-yousaf/"}] * 2


def test_a_story_that_stands_alone_with_nothing_but_words_has_a_whole_page(client, publish, words):
    bare = replace(
        words, standfirst="", label="", dateline="", credits=(), section=None, tags=(), countries=(), lead_image=None
    )
    story = publish(bare)
    for address in ("/", story.get_absolute_url()):
        page = get_page(client, address)
        assert (page.problems, words.headline in page.text) == ([], True)


def test_the_paper_is_dated_with_the_newsrooms_day(client, db):
    today = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=5)
    assert settings.TIME_ZONE == "Asia/Karachi"
    assert f"{today:%A} {today.day} {today:%B} {today:%Y}" in get_page(client, "/").text
