"""Every public answer of one paper: what its headers say and its links lead to; every page as a document, whole and named."""

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from articles.domain.document import Original
from articles.models import Article, Collection, CollectionItem, InfoPage
from articles.services import editing, workflow
from tests.support.caches import clear_caches
from tests.support.headers import READER_POLICY
from tests.support.site import crawl, publish_stories, repeats_parameter, select_html_pages

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


@pytest.fixture(scope="module")
def answers(newsroom, django_db_blocker):
    """Every public answer of a paper in which something of each kind has happened, by address."""
    with django_db_blocker.unblock():
        clear_caches()
        _print(newsroom)
        return crawl()


@pytest.fixture(scope="module")
def pages(answers):
    """Every page among the answers, by address and status."""
    found = {(address, answers[address].status_code): page for address, page in select_html_pages(answers).items()}
    found = {key: page for key, page in found.items() if key[1] in {200, 404, 410}}
    assert {status for _address, status in found} == {200, 404, 410}
    return found


def _approve_again(newsroom, story, document):
    reporter, editor = newsroom.made["reporter"], newsroom.made["editor"]
    edited = workflow.submit(editing.edit(story, document, by=reporter, base=story.head.number), by=reporter)
    workflow.approve(edited, by=editor, seen=edited.head.number)


def _print(newsroom):
    words, publish, publisher = newsroom.words, newsroom.publish, newsroom.made["publisher"]
    stories = publish_stories(publish, words, 4)
    _approve_again(newsroom, stories[0], replace(words, headline="Corrected", body="<p>Corrected.</p>"))
    workflow.publish_with_correction(stories[0], by=publisher, kind="correction", text="It was a Monday.")
    workflow.retract(stories[1], by=publisher, reason="Invented.")
    workflow.kill(stories[2], by=publisher, reason="A court said so.")
    quotation = (
        '<blockquote data-speaker="Ann Lee"><p>It stands.<sup class="footnote">On a pier.</sup></p></blockquote>'
        "<table><caption>Gauges</caption><tbody><tr><th><p>River</p></th><th><p>Metres</p></th></tr>"
        "<tr><th><p>Kabul</p></th><td><p>2</p><p>10<sup>2</sup></p></td></tr></tbody></table>"
    )
    parts = [f"<h2>Part {number}</h2><p>{'word ' * 320}</p>" for number in range(3)]
    long = publish(
        replace(words, headline="A long one", body=quotation + "".join(parts), backstory="We checked.\n\nTwice.")
    )
    urdu = replace(
        words, headline="In Urdu", slug="in-urdu", language="ur", body=quotation, original=Original(long.pk, 1)
    )
    series = Collection.objects.create(title="Gauges", slug="gauges", about="How rivers are measured.")
    for position, story in enumerate((stories[3], long, publish(urdu))):
        CollectionItem.objects.create(collection=series, article=story, position=position)
    InfoPage.objects.create(title="About us", slug="about-us", body="<p>We print.</p>")


def failing(pages, rule, *statuses):
    """The addresses of the pages that don't keep a rule."""
    return {address for (address, status), page in pages.items() if status in (statuses or {status}) and not rule(page)}


def test_every_answer_has_the_strict_policy(answers):
    assert {answer.status_code for answer in answers.values()} == {200, 301, 404, 410}
    assert {answer.headers["Content-Security-Policy"] for answer in answers.values()} == {READER_POLICY}
    assert not re.search("unsafe|nonce|data:|http", READER_POLICY)


def test_every_answer_says_how_long_it_may_be_cached(answers):
    policies = {}
    for address, answer in answers.items():
        policies.setdefault(answer.status_code, {})[address] = answer.headers.get("Cache-Control")
    assert set(policies[200].values()) == {
        "public, max-age=0, must-revalidate",
        "public, max-age=3600",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    }
    assert {address for address, control in policies[200].items() if "private" in control} == {"/healthz/"}
    assert set(policies[404].values()) | set(policies[410].values()) == {"no-cache"}


def test_no_answer_sets_a_cookie_or_differs_by_one(answers, publisher):
    member = Client()
    member.force_login(publisher)
    for responses in (answers, crawl(member)):
        assert {address for address, answer in responses.items() if answer.cookies} == set()
        assert {address for address, answer in responses.items() if "Cookie" in answer.headers.get("Vary", "")} == set()


def test_every_link_of_every_page_leads_somewhere(answers):
    assert answers["/nowhere/"].status_code == 404  # so a link that led there would be noticed
    followed = {
        (address, urljoin(address, link).partition("#")[0])
        for address, page in select_html_pages(answers).items()
        if answers[address].status_code == 200
        for link in page.links
        if not urlsplit(link).scheme and not repeats_parameter(urljoin(address, link))
    }
    kinds = {
        "/person/ann-lee/",
        "/series/gauges/",
        "/about/about-us/",
        "/ur/",
        "/corrections/feed/",
        "/section/south-asia/feed/json/",
    }
    assert kinds <= {link for _address, link in followed}
    assert {pair for pair in followed if answers[pair[1]].status_code != 200} == set()


def test_a_retracted_story_is_in_no_list(answers, db):
    def linking(story):
        own = f'"{story.get_absolute_url()}"'
        pages = {address for address, answer in answers.items() if own in answer.content.decode()}
        return pages - {story.get_absolute_url()}

    assert linking(Article.objects.get(standing="retracted")) == set()
    assert linking(Article.objects.get(headline="A long one")) != set()


def test_every_page_is_whole_and_says_what_and_where_it_is(pages):
    assert {address: page.problems for (address, _status), page in pages.items() if page.problems} == {}
    assert failing(pages, lambda page: len(page.every("h1")) == 1) == set()
    assert failing(pages, lambda page: len(page.every("main")) == 1) == set()
    languages = {
        address: "ur" if address.startswith("/ur/") or "-urdu" in address else "en" for address, _status in pages
    }
    assert set(languages.values()) == {"en", "ur"}
    found_languages = {
        address: [found["lang"] for found in page.every("html")] for (address, _status), page in pages.items()
    }
    assert found_languages == {address: [language] for address, language in languages.items()}
    turned = {address: [found["dir"] for found in page.every("html")] for (address, _status), page in pages.items()}
    assert turned == {address: ["rtl" if language == "ur" else "ltr"] for address, language in languages.items()}
    assert (
        failing(pages, lambda page: len(page.every("title")) - len(page.every("svg title")) == 1 and page.title)
        == set()
    )
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
    loaded = {
        found[name]
        for page in pages.values()
        for tag, found in page.elements
        for name in ("src", "href")
        if name in found and tag != "a" and found.get("rel") not in {"canonical", "alternate", "search"}
    }
    assert loaded
    assert {address for address in loaded if not address.startswith(("/static/", "/media/"))} == set()
    assert {address for address in loaded if address.startswith("/static/") and not finders.find(address[8:])} == set()


def test_search_engines_learn_which_page_is_which_and_which_to_leave_out(pages):
    titles = [page.title for (address, status), page in pages.items() if status == 200]
    assert {title for title in titles if not title.endswith("The Test Gazette")} == set()
    robots = {key: [found["content"] for found in page.every("meta", name="robots")] for key, page in pages.items()}
    excluded = {address for (address, _status), values in robots.items() if "noindex" in values}
    retracted = {address for (address, status), page in pages.items() if status == 200 and "Invented." in page.text}
    changes = {address for address, status in pages if status == 200 and re.fullmatch("/20.*/corrections/1/", address)}
    assert [len(retracted), len(changes)] == [1, 1]
    assert excluded == {address for address, status in pages if status != 200} | retracted | changes
    # What a reader asks for by words or by filters makes endless pages; their links may be followed.
    followed = {address for (address, _status), values in robots.items() if "noindex, follow" in values}
    assert followed == {
        address for address, _status in pages if "/search/" in address or re.search(r"[?&]country=", address)
    }
    titles = [
        (page.title, address.startswith("/ur/"))
        for (address, status), page in pages.items()
        if status == 200 and not {address} & (excluded | followed) and "?" not in address
    ]
    assert sorted(titles) == sorted(set(titles))
