"""What all pages of a kind have in common is rendered once an edition; what differs is put in, as a template would."""

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy

from articles.models import Edition, Section
from articles.public.page_frames import render_part
from articles.services.edition import open_edition
from tests.support.site import get_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def uncached(settings):
    """Let every page be put together anew."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    return Client()


@pytest.fixture
def make_section(uncached):
    def make(slug, **fields):
        section = Section.objects.create(slug=slug, **fields)
        open_edition()
        return section

    return make


def _heads(client, *slugs):
    pages = [get_page(client, f"/section/{slug}/") for slug in slugs]
    return [(page.one("title").text, page.one(".list-head").text) for page in pages]


def test_two_sections_of_one_edition_show_their_own_words(uncached, make_section):
    make_section("water", name="Water", description="Rivers and wells.")
    make_section("trade", name="Trade", description="Ports and markets.")
    site = get_page(uncached, "/").one("title").text
    assert _heads(uncached, "water", "trade", "water") == [
        (f"Water · {site}", "Water Rivers and wells."),
        (f"Trade · {site}", "Trade Ports and markets."),
        (f"Water · {site}", "Water Rivers and wells."),
    ]


def test_a_section_without_a_description_has_no_empty_paragraph_after_one_that_has_it(uncached, make_section):
    make_section("water", name="Water", description="Rivers and wells.")
    make_section("trade", name="Trade")
    pages = [get_page(uncached, f"/section/{slug}/") for slug in ("water", "trade")]
    assert [len(page.select(".list-about")) for page in pages] == [1, 0]


def test_words_that_look_like_markup_are_shown_as_words(uncached, make_section):
    words = """<script>alert("1")</script> & '{{ site_name }}'"""
    make_section("water", name=words, description=words)
    assert b"<script>alert" not in uncached.get("/section/water/").content
    page = get_page(uncached, "/section/water/")
    assert [page.one(selector).text for selector in (".list-head h1", ".list-about")] == [words, words]
    assert page.one("meta[name=description]")["content"] == f"{words}: {words}"


def test_what_a_frame_could_not_be_found_by_again_is_refused(rf):
    request = rf.get("/")
    request.edition = Edition.of(1, is_due=False)
    for value in (gettext_lazy("Water"), Section(name="Water"), {"deep": [object()]}):
        with pytest.raises(TypeError, match="a frame can’t hold"):
            render_part(request, "articles/country/_name.html", {"country": value})


def test_a_new_edition_shows_a_new_name_everywhere(uncached, make_section):
    section = make_section("water", name="Water")
    before = get_page(uncached, "/section/water/").text.count("Water")
    Section.objects.filter(pk=section.pk).update(name="Rivers")
    open_edition()
    after = get_page(uncached, "/section/water/").text
    assert (after.count("Rivers"), after.count("Water"), before > 1) == (before, 0, True)


def test_each_page_names_its_own_address_as_the_canonical_one(uncached, make_section):
    make_section("water", name="Water")
    make_section("trade", name="Trade")
    pages = [get_page(uncached, f"/section/{slug}/") for slug in ("water", "trade")]
    found = [page.one("link[rel=canonical]")["href"].partition("/section/")[2] for page in pages]
    assert found == ["water/", "trade/"]
