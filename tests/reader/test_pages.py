"""Every page as a document: whole, named, in a language, with its look and behaviour in files of their own."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from articles import workflow
from articles.document import CreditLine, Original
from articles.models import Collection, HousePage, Part
from tests.reader.paper import Page, crawl, pages_of, print_paper, read

pytestmark = pytest.mark.django_db
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


@pytest.fixture
def pages(publish, words, publisher, approve_again):
    """Every page of a paper in which something of each kind has happened, by address and status."""
    stories = print_paper(publish, words, 4)
    approve_again(stories[0], replace(words, headline="Corrected", body="<p>Corrected.</p>"))
    workflow.publish_with_correction(stories[0], by=publisher, kind="correction", text="It was a Monday.")
    workflow.retract(stories[1], by=publisher, reason="Invented.")
    workflow.kill(stories[2], by=publisher, reason="A court said so.")
    said = '<blockquote data-speaker="Ann Lee"><p>It stands.<sup class="footnote">On a pier.</sup></p></blockquote>'
    parts = [f"<h2>Part {number}</h2><p>{'word ' * 320}</p>" for number in range(3)]
    long = publish(replace(words, headline="A long one", body=said + "".join(parts), backstory="We asked.\n\nTwice."))
    urdu = replace(words, headline="In Urdu", slug="in-urdu", language="ur", body=said, original=Original(long.pk, 1))
    series = Collection.objects.create(title="Gauges", slug="gauges", about="How rivers are measured.")
    for position, story in enumerate((stories[3], long, publish(urdu))):
        Part.objects.create(collection=series, article=story, position=position)
    HousePage.objects.create(title="About us", slug="about-us", body="<p>We print.</p>")
    answers = crawl()
    kinds = (200, 404, 410)
    found = {(address, answers[address].status_code): page for address, page in pages_of(answers).items()}
    found = {key: page for key, page in found.items() if key[1] in kinds}
    assert {status for _address, status in found} == {200, 404, 410}
    return found


def failing(pages, rule, *statuses):
    """The addresses of the pages that don't keep a rule."""
    return {address for (address, status), page in pages.items() if status in (statuses or {status}) and not rule(page)}


def test_every_page_is_whole_and_says_what_and_where_it_is(pages):
    assert {address: page.problems for (address, _status), page in pages.items() if page.problems} == {}
    assert failing(pages, lambda page: len(page.every("h1")) == 1) == set()
    assert failing(pages, lambda page: len(page.every("main")) == 1) == set()
    languages = {
        address: "ur" if address.startswith("/ur/") or "-urdu" in address else "en" for address, _status in pages
    }
    assert set(languages.values()) == {"en", "ur"}
    told = {address: [found["lang"] for found in page.every("html")] for (address, _status), page in pages.items()}
    assert told == {address: [language] for address, language in languages.items()}
    turned = {address: [found["dir"] for found in page.every("html")] for (address, _status), page in pages.items()}
    assert turned == {address: ["rtl" if language == "ur" else "ltr"] for address, language in languages.items()}
    assert failing(pages, lambda page: len(page.every("title")) == 1 and page.title) == set()
    assert failing(pages, lambda page: len(set(page.ids)) == len(page.ids)) == set()
    assert failing(pages, lambda page: all("alt" in found for found in page.every("img"))) == set()
    assert failing(pages, lambda page: all(MOMENT.fullmatch(f["datetime"]) for f in page.every("time"))) == set()
    for (address, status), page in pages.items():
        own = [{"rel": "canonical", "href": "http://testserver" + address.partition("?")[0]}]
        assert page.every("link", rel="canonical") == (own if status == 200 else [])


def test_no_page_has_a_style_or_a_script_in_it_or_asks_for_anything_from_elsewhere(pages):
    assert failing(pages, lambda page: not page.every("style") and not page.inline_scripts) == set()
    assert failing(pages, lambda page: not any("style" in found for _tag, found in page.elements)) == set()
    inline = [name for page in pages.values() for _t, found in page.elements for name in found if name.startswith("on")]
    assert inline == []
    asked = {
        found[name]
        for page in pages.values()
        for tag, found in page.elements
        for name in ("src", "href")
        if name in found and tag != "a" and found.get("rel") not in {"canonical", "alternate", "search"}
    }
    assert asked
    assert {address for address in asked if not address.startswith(("/static/", "/media/"))} == set()
    assert {address for address in asked if address.startswith("/static/") and not finders.find(address[8:])} == set()


def test_search_engines_are_told_which_page_is_which_and_what_is_none(pages):
    titles = [page.title for (address, status), page in pages.items() if status == 200]
    assert {title for title in titles if not title.endswith("The Test Gazette")} == set()
    robots = {key: [found["content"] for found in page.every("meta", name="robots")] for key, page in pages.items()}
    kept_out = {address for (address, _status), said in robots.items() if "noindex" in said}
    retracted = {address for (address, status), page in pages.items() if status == 200 and "Invented." in page.text}
    assert len(retracted) == 1
    assert kept_out == {address for address, status in pages if status != 200} | retracted
    # What a reader asks for by words or by filters makes endless pages; their links may be followed.
    asked = {address for (address, _status), said in robots.items() if "noindex, follow" in said}
    assert asked == {
        address for address, _status in pages if "/search/" in address or re.search(r"[?&]country=", address)
    }
    told = [
        (page.title, address.startswith("/ur/"))
        for (address, status), page in pages.items()
        if status == 200 and not {address} & (kept_out | asked) and "?" not in address
    ]
    assert sorted(told) == sorted(set(told))


def test_the_stylesheet_is_small_and_asks_nothing_from_elsewhere():
    sheet = Path(finders.find("reader/reader.css")).read_text()
    assert len(sheet.encode()) < 36_000
    assert [address for address in re.findall(r"url\(([^)]*)\)", sheet) if "//" in address] == []


def test_a_server_error_is_a_whole_page_too(client, monkeypatch, published):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.reader.front.compose", None)
    response = client.get("/")
    page = Page(response.content.decode())
    assert (response.status_code, page.problems, len(page.every("h1")), page.links) == (500, [], 1, ["/"])


def test_a_story_dated_by_its_day_alone_shows_no_hour(client, publish, words):
    story = publish(replace(words, dated=datetime.date(2026, 3, 1)))
    page = read(client, story.get_absolute_url())
    assert "Published March 1, 2026 Filed from Quetta" in page.text
    assert page.every("time") == [{"datetime": "2026-03-01T00:00:00+05:00"}]


def test_a_story_of_today_shows_the_hour_and_the_zone(client, published):
    assert re.search(r"Published \w+ \d+, 2026, \d\d:\d\d PKT", read(client, published.get_absolute_url()).text)


def test_a_story_that_was_changed_says_when(client, published, words, republish):
    before = read(client, published.get_absolute_url()).text
    republish(published, replace(words, headline="New words"))
    assert ["Updated" in text for text in (before, read(client, published.get_absolute_url()).text)] == [False, True]


@pytest.mark.parametrize("language", ["ur", "ar", "fr"])
def test_a_story_names_the_language_of_its_words(client, publish, words, language):
    story = publish(replace(words, language=language))
    for address in (story.get_absolute_url(), "/"):
        assert [found["lang"] for found in read(client, address).every("article")] == [language]


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_a_story_runs_in_the_direction_of_its_script(client, publish, words, language, direction):
    story = publish(replace(words, language=language))
    (article,) = read(client, story.get_absolute_url()).every("article")
    assert article.get("dir", "ltr") == direction


def test_a_story_says_who_wrote_it_and_who_else_had_a_part(client, publish, words):
    key = words.credits[0].author
    story = publish(replace(words, credits=(CreditLine(key), CreditLine(key, "photographer"))))
    page = read(client, story.get_absolute_url())
    assert "By Zarmina Yousaf" in page.text
    assert "Pictures by Zarmina Yousaf" in page.text
    assert page.every("a", rel="author") == [{"rel": "author", "href": "/author/zarmina-yousaf/"}] * 2


def test_a_story_that_stands_alone_with_nothing_but_words_has_a_whole_page(client, publish, words):
    bare = replace(
        words, standfirst="", label="", dateline="", credits=(), section=None, tags=(), countries=(), lead_image=None
    )
    story = publish(bare)
    for address in ("/", story.get_absolute_url()):
        page = read(client, address)
        assert (page.problems, words.headline in page.text) == ([], True)


def test_the_paper_is_dated_with_the_newsrooms_day(client, db):
    today = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=5)
    assert settings.TIME_ZONE == "Asia/Karachi"
    assert f"{today:%A}, {today:%B} {today.day}, {today:%Y}" in read(client, "/").text
