"""Papers in other languages: their lists, the pages around their stories, and one story in several languages."""

from dataclasses import replace

import pytest

from articles.domain.document import Original
from articles.models import Collection, CollectionItem
from articles.services import workflow
from tests.support.site import get_page, list_story_urls

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]
QUOTE = '<blockquote data-speaker="Ann Lee"><p>It stands.</p></blockquote>'


@pytest.fixture
def original(publish, words):
    return publish(words)


@pytest.fixture
def translate(publish, words, original):
    """Publish a translation of the original as it is now."""

    def into(language, number=1, **facts):
        document = replace(words, headline=f"In {language}", language=language, original=Original(original.pk, number))
        return publish(replace(document, **facts))

    return into


def page_facts(client, address):
    page = get_page(client, address)
    return [(found["lang"], found["dir"]) for found in page.every("html")]


# A story's page


@pytest.mark.parametrize(
    ("language", "site"), [("ur", ("ur", "rtl")), ("ar", ("ar", "rtl")), ("fr", ("en", "ltr")), ("en", ("en", "ltr"))]
)
def test_the_sites_own_words_are_in_the_storys_language_where_they_are_written_in_it(
    client, publish, words, language, site
):
    story = publish(replace(words, language=language))
    page = get_page(client, story.get_absolute_url())
    assert [(found["lang"], found["dir"]) for found in page.every("html")] == [site]
    assert [found["lang"] for found in page.every("article", class_="story genre-analysis")] == [language]
    prefix = f"/{site[0]}" if site[0] != "en" else ""
    lists = ("/", "/countries/", "/section/south-asia/", "/tag/water/", "/country/pk/", "/author/zarmina-yousaf/")
    assert {prefix + address for address in lists} <= set(page.links)


def test_a_storys_address_has_no_language_in_it(client, publish, words):
    story = publish(replace(words, language="ur"))
    assert story.get_absolute_url().startswith("/20")
    assert [client.get(prefix + story.get_absolute_url()).status_code for prefix in ("", "/ur", "/ar")] == [
        200,
        404,
        404,
    ]


def test_every_list_around_a_story_in_urdu_lists_it(client, publish, words):
    story = publish(replace(words, headline="دریا", language="ur", body=QUOTE))
    page = get_page(client, story.get_absolute_url())
    named = ("section", "tag", "country", "author")
    around = {link for link in page.links if link.split("/")[1:3] in [["ur", name] for name in named]}
    assert len(around) == 8  # a section, an author, two tags, three countries, and two of these together
    shown = {link: list_story_urls(client, link) == [story.get_absolute_url()] for link in around}
    assert shown == {link: link != "/ur/country/cn/" for link in around}


# The lists


@pytest.fixture
def both(publish, words):
    """A story in English and one in Urdu, not translations of each other, in the same lists and series."""
    stories = [publish(replace(words, headline=f"Story in {lang}", language=lang, body=QUOTE)) for lang in ("en", "ur")]
    series = Collection.objects.create(title="Gauges", slug="gauges")
    for position, story in enumerate(stories):
        CollectionItem.objects.create(collection=series, article=story, position=position)
    return stories


LISTS = (
    *("/", "/section/south-asia/", "/author/zarmina-yousaf/", "/tag/water/", "/country/pk/", "/country/af/pk/"),
    *("/stories/", "/stories/?country=pk", "/search/?q=story", "/search/?q=stor*&sort=date"),
)


def test_a_list_of_the_urdu_paper_shows_urdu_stories_only(client, both):
    urdu = [both[1].get_absolute_url()]
    assert {address: list_story_urls(client, f"/ur{address}") for address in LISTS} == dict.fromkeys(LISTS, urdu)
    facts = {address: page_facts(client, f"/ur{address}") for address in LISTS}
    assert facts == {key: [("ur", "rtl")] for key in LISTS}
    assert {address: list_story_urls(client, f"/ar{address}") for address in LISTS} == {key: [] for key in LISTS}


FEEDS = [
    address.format(kind)
    for address in ("/{}", "/section/south-asia/{}", "/tag/water/{}", "/stories/{}", "/search/{}?q=story")
    for kind in ("feed/", "feed/atom/", "feed/json/")
]


def test_a_feed_holds_the_stories_of_its_language_only(client, both):
    english, urdu = (story.get_absolute_url() for story in both)
    held = {}
    for address in FEEDS:
        feeds = [client.get(prefix + address).content.decode() for prefix in ("", "/ur")]
        held[address] = [(english in feed, urdu in feed) for feed in feeds]
    assert held == {key: [(True, False), (False, True)] for key in FEEDS}


def test_the_choices_of_the_urdu_paper_count_urdu_stories_only(client, both):
    counts = [
        {
            found["value"]
            for found in get_page(client, f"{paper}/stories/").every("input", type="checkbox", name="country")
        }
        for paper in ("", "/ur", "/ar")
    ]
    assert counts == [{"pk", "af"}, {"pk", "af"}, set()]
    counts = [
        {count.text for count in get_page(client, f"{paper}/stories/").select(".facet .count")} for paper in ("", "/ur")
    ]
    assert counts == [{"1"}, {"1"}]


def test_the_corrections_of_the_urdu_paper_are_those_of_urdu_stories(client, both, approve_again, publisher, words):
    for story, language in zip(both, ("en", "ur"), strict=True):
        approve_again(story, replace(words, headline=f"Story in {language}", language=language, body="<p>New.</p>"))
        workflow.publish_with_correction(story, by=publisher, kind="correction", text="It was a Monday.")
    assert list_story_urls(client, "/ur/corrections/") == [both[1].get_absolute_url()]


def test_the_papers_of_every_language_that_has_a_story_are_named_on_every_page(client, both):
    for address in ("/", "/ur/", "/section/south-asia/", *(story.get_absolute_url() for story in both)):
        papers = get_page(client, address).select("nav.papers a")
        assert [(link["href"], link["lang"]) for link in papers] == [("/", "en"), ("/ur/", "ur")]
        assert len([link for link in papers if link.attributes.get("aria-current") == "true"]) == 1


def test_a_paper_in_one_language_names_none(client, published):
    assert 'class="papers"' not in client.get("/").content.decode()


def test_readers_never_choose_their_language(client, both):
    answers = [client.get("/", headers={"accept-language": language}) for language in ("ur", "en")]
    assert answers[0].content == answers[1].content
    assert "Accept-Language" not in answers[0].headers.get("Vary", "")


def test_there_is_no_paper_in_another_language(client, both):
    addresses = ("/ur/", "/fr/", "/en/", "/de/", "/ur-pk/", "/UR/")
    assert [client.get(address).status_code for address in addresses] == [200, 404, 404, 404, 404, 404]


# One story in several languages


def versions(client, story):
    page = get_page(client, story.get_absolute_url())
    alternates = {
        found["hreflang"]: found["href"] for found in page.every("link", rel="alternate") if "hreflang" in found
    }
    return alternates, page.values_of("p.versions a", "href")


def test_every_version_of_a_story_leads_to_all_others(client, original, translate):
    family = {"en": original, "ur": translate("ur"), "fr": translate("fr")}
    whole = {language: f"http://testserver{story.get_absolute_url()}" for language, story in family.items()}
    for language, story in family.items():
        alternates, listed = versions(client, story)
        assert alternates == {**whole, "x-default": whole["en"]}
        assert listed == [other.get_absolute_url() for code, other in sorted(family.items()) if code != language]


def test_a_story_that_was_never_translated_names_no_other(client, published):
    assert versions(client, published) == ({}, [])


def test_a_translation_whose_original_is_retracted_stands_alone(client, original, translate, publisher):
    story = translate("ur")
    assert versions(client, story)[1] == [original.get_absolute_url()]
    workflow.retract(original, by=publisher, reason="It was invented.")
    assert versions(client, story) == ({}, [])
    assert "moved-on" not in client.get(story.get_absolute_url()).content.decode()


def is_behind(client, story):
    return 'class="moved-on"' in client.get(story.get_absolute_url()).content.decode()


def test_a_translation_is_behind_once_its_original_has_changed_in_public(
    client, original, translate, words, approve_again, publisher
):
    story = translate("fr")
    seen = [is_behind(client, story)]
    approve_again(original, replace(words, body="<p>New words.</p>"))
    seen.append(is_behind(client, story))  # a draft does not count yet
    workflow.publish_with_correction(original, by=publisher, kind="update", text="More is known.")
    seen.append(is_behind(client, story))
    assert seen == [False, False, True]
    page = get_page(client, story.get_absolute_url())
    assert "This translation is out of date: the original was updated on" in page.text
    assert original.get_absolute_url() in page.links
    assert not is_behind(client, original)


def test_a_translation_is_not_behind_because_of_a_silent_fix(client, original, translate, words, republish, update):
    story = translate("fr")
    republish(original, replace(words, body="<p>A typing error.</p>"))
    seen = [is_behind(client, story)]
    update(original, replace(words, body="<p>New words.</p>"))
    assert [*seen, is_behind(client, story)] == [False, True]


def test_a_translation_of_the_new_words_is_not_behind(client, original, translate, words, update):
    update(original, replace(words, body="<p>New words.</p>"))
    assert [is_behind(client, translate(language, number)) for language, number in (("fr", 1), ("es", 2))] == [
        True,
        False,
    ]


def test_a_translation_that_was_updated_is_behind_no_more(client, original, translate, words, update):
    story = translate("fr")
    update(original, replace(words, body="<p>New words.</p>"))
    before = is_behind(client, story)
    facts = {"headline": "In fr", "language": "fr", "body": "<p>Mots.</p>"}
    update(story, replace(words, **facts, original=Original(original.pk, 2)))
    assert (before, is_behind(client, story)) == (True, False)
