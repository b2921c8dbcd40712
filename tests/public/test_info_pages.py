"""The pages about the newsroom, and the list of its corrections."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles.models import InfoPage
from articles.services import workflow
from articles.services.edition import open_edition
from tests.support.desk import log_in
from tests.support.site import get_page, list_story_urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(db):
    found = [
        InfoPage.objects.create(title=title, slug=slug, kind=kind, position=position, body=f"<p>Of {slug}.</p>")
        for title, slug, kind, position in (
            ("Ethics", "ethics", "ethicsPolicy", 2),
            ("About us", "about-us", "about", 1),
            ("Contact", "contact", "other", 2),
        )
    ]
    open_edition()
    return found


def test_a_page_about_the_newsroom_says_its_words_and_when_they_were_changed(client, pages):
    page = get_page(client, "/about/ethics/")
    assert (page.title, page.problems, len(page.every("h1"))) == ("Ethics · The Test Gazette", [], 1)
    assert "Of ethics." in page.text
    assert "Last updated" in page.text


def test_every_page_leads_to_the_pages_about_the_newsroom_in_their_order(client, pages, published):
    for address in ("/", published.get_absolute_url(), "/about/ethics/", "/ur/"):
        links = [link for link in get_page(client, address).links if link.startswith("/about/")]
        assert links == ["/about/about-us/", "/about/contact/", "/about/ethics/"]


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_a_page_about_the_newsroom_stands_in_its_language(client, pages, language, direction):
    InfoPage.objects.create(title="Written", slug="written", language=language, body="<p>Words.</p>")
    page = get_page(client, "/about/written/")
    assert [(found["lang"], found["dir"]) for found in page.every("article")] == [(language, direction)]
    site = language if language == "ur" else "en"
    assert [(found["lang"], found["dir"]) for found in page.every("html")] == [(site, "rtl" if site == "ur" else "ltr")]


def test_a_page_that_is_not_there_is_not_found(client, pages):
    assert [client.get(f"/about/{slug}/").status_code for slug in ("ethics", "nothing")] == [200, 404]


def test_what_an_administrator_writes_is_read_at_once_and_cleaned(client, admin_user):
    address = reverse("admin:articles_infopage_add")
    words = "<p onclick='x()'>We print<script>alert(1)</script> daily.</p>"
    facts = {"kind": "about", "language": "en", "title": "About us", "slug": "about-us", "body": words, "position": "0"}
    assert "/about/about-us/" not in get_page(client, "/").links
    assert log_in(admin_user).post(address, facts).status_code == 302
    page = get_page(client, "/about/about-us/")
    assert "We print daily." in page.text
    assert (page.inline_scripts, [found for _tag, found in page.elements if "onclick" in found]) == ([], [])
    assert "/about/about-us/" in get_page(client, "/").links


# Corrections


@pytest.fixture
def correct(publish, words, approve_again, publisher):
    """Publish a story and correct it."""

    def one(number, kind="correction", text="It was a Monday."):
        story = publish(replace(words, headline=f"Story {number}"))
        approve_again(story, replace(words, headline=f"Story {number}", body=f"<p>New words {number}.</p>"))
        return workflow.publish_with_correction(story, by=publisher, kind=kind, text=text)

    return one


def test_what_was_put_right_is_listed_the_newest_first_with_its_story_and_kind(client, correct):
    stories = [correct(1), correct(2, "apology", "We are sorry.\nWe were wrong.")]
    assert list_story_urls(client, "/corrections/") == [story.get_absolute_url() for story in reversed(stories)]
    text = get_page(client, "/corrections/").text
    assert text.index("Apology, ") < text.index("We are sorry. We were wrong.") < text.index("Correction, ")


def test_a_list_of_corrections_without_one_says_so(client, published):
    assert "No corrections have been published yet." in get_page(client, "/corrections/").text


def test_the_correction_of_a_retracted_story_is_listed_no_more(client, correct, publisher):
    story, other = correct(1), correct(2)
    assert len(list_story_urls(client, "/corrections/")) == 2
    workflow.retract(story, by=publisher, reason="It was invented.")
    assert list_story_urls(client, "/corrections/") == [other.get_absolute_url()]


@pytest.mark.parametrize("kind", ["", "atom/", "json/"])
def test_the_corrections_can_be_followed(client, correct, kind):
    story = correct(1)
    feed = client.get(f"/corrections/feed/{kind}").content.decode()
    assert ("Correction: Story 1" in feed, f"http://testserver{story.get_absolute_url()}#corrections" in feed) == (
        True,
        True,
    )
    assert "corrections" in get_page(client, story.get_absolute_url()).ids
