"""Key stories on the page of two countries: they stand out in the timeline, and the newest of them lead the page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from articles.domain.document import CountryLine, Original
from articles.queries.lists.country_pages import MAX_KEY_MOMENTS
from articles.services import editing, key_stories, workflow
from tests.support.pages import Page
from tests.support.site import count_uncached_queries, get_page, list_story_urls

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]

PAIR, AF_PK = "/country/af/pk/", ("AF", "PK")


@pytest.fixture
def printed(publish, words):
    """A maker of published stories about both countries, the first made the newest."""

    def make(count, **facts):
        first = date(2026, 3, 28)
        return [
            publish(replace(words, headline=f"S{number}", dated=first - timedelta(days=number), **facts))
            for number in range(count)
        ]

    return make


@pytest.fixture
def mark(editor):
    return lambda story, context="": key_stories.mark(story, pair=AF_PK, by=editor, context=context)


def key_cards(client, address=PAIR):
    """The stories that stand out in the timeline, as their keys."""
    return [int(key.removeprefix("key-")) for key in get_page(client, address).values_of(".card-key", "id")]


def moments(client, address=PAIR):
    """The key moments on top: (address of the story, its words)."""
    return [(link["href"], link.text) for link in get_page(client, address).select(".key-moments p[lang] > a")]


def test_key_stories_stand_out_and_lead_the_page(client, printed, mark):
    stories = printed(3)
    assert (key_cards(client), moments(client)) == ([], [])
    mark(stories[2], "Border closes for three weeks")
    mark(stories[0])
    assert key_cards(client) == [stories[0].pk, stories[2].pk]
    assert moments(client) == [
        (stories[0].get_absolute_url(), "S0"),
        (stories[2].get_absolute_url(), "Border closes for three weeks"),
    ]
    assert list_story_urls(client, PAIR) == [story.get_absolute_url() for story in stories]
    page = get_page(client, PAIR)
    assert page.text.count("Border closes for three weeks") == 2
    assert {f"#key-{stories[0].pk}", f"#key-{stories[2].pk}"} <= set(page.links)
    assert page.problems == []


def test_a_page_without_a_key_story_has_no_word_of_them(client, printed):
    printed(1)
    assert "Key" not in get_page(client, PAIR).text


def test_a_story_that_readers_no_longer_see_as_one_of_both_is_not_key(client, printed, mark, editor, publisher):
    gone, elsewhere, stays = printed(3)
    for story in (gone, elsewhere, stays):
        mark(story)
    workflow.retract(gone, by=publisher, reason="It was wrong.")
    words = replace(elsewhere.head.document, countries=(CountryLine("PK"), CountryLine("AF", "mentioned")))
    story = workflow.submit(editing.edit(elsewhere, words, by=publisher, base=1), by=publisher)
    workflow.publish_fix(workflow.approve(story, by=editor, seen=2), by=publisher, reason="Not about it.")
    assert (key_cards(client), [words for _address, words in moments(client)]) == ([stays.pk], ["S2"])


def test_what_comes_back_is_key_again(client, printed, mark, publisher):
    (story,) = printed(1)
    mark(story)
    retracted = workflow.retract(story, by=publisher, reason="It was wrong.")
    assert moments(client) == []
    workflow.reinstate(retracted, by=publisher, reason="It was right.")
    assert [words for _address, words in moments(client)] == ["S0"]


def test_another_pair_of_the_same_story_does_not_know_of_the_mark(client, printed, mark):
    (story,) = printed(1, countries=(CountryLine("AF"), CountryLine("PK"), CountryLine("UZ")))
    mark(story)
    assert key_cards(client) == [story.pk]
    assert (key_cards(client, "/country/af/uz/"), moments(client, "/country/af/uz/")) == ([], [])
    assert key_cards(client, "/country/af/") == []


def test_the_newest_key_moments_lead_every_page_of_a_long_timeline(client, printed, mark):
    stories = printed(26)
    for story in stories[5:]:
        mark(story, f"Line {story.headline}")
    html = client.get(PAIR).content.decode()
    assert html.count("card-key") == 15
    wanted = [f"Line S{number}" for number in range(5, 5 + MAX_KEY_MOMENTS)]
    assert [words for _address, words in moments(client)] == wanted
    older = PAIR + next(link for link in get_page(client, PAIR).links if link.startswith("?cursor="))
    assert [words for _address, words in moments(client, older)] == wanted
    assert len(key_cards(client, older)) == 6
    assert [link for link in get_page(client, older).links if link.startswith("#key-")] == []


def test_the_page_and_its_feeds_cost_the_same_with_any_number_of_marks(client, printed, mark):
    marked = 0
    for count in (1, 3, 12):
        for story in printed(count - marked):
            mark(story, "So")
        marked = count
        assert (count_uncached_queries(client, PAIR), count_uncached_queries(client, f"{PAIR}feed/")) == (7, 9), count


def test_feeds_and_structured_data_are_what_they_were(client, printed, mark):
    stories = printed(2)
    addresses = [f"{PAIR}{feed}" for feed in ("feed/json/", "feed/")]
    before = [client.get(address).content for address in addresses]
    facts = get_page(client, PAIR).one('script[type="application/ld+json"]').inner_html
    mark(stories[0], "Border closes")
    assert [client.get(address).content for address in addresses] == before
    assert facts in client.get(PAIR).content.decode()


def test_a_key_translation_leads_its_own_paper_and_not_beside_its_original(client, publish, words, printed, mark):
    (story,) = printed(1)
    urdu = publish(replace(words, headline="پیمانہ", language="ur", original=Original(story.pk, 1), body="<p>متن</p>"))
    mark(story, "The gauge")
    mark(urdu, "دریا کا پیمانہ")
    assert [words for _address, words in moments(client)] == ["The gauge"]
    assert key_cards(client) == [story.pk]
    assert [words for _address, words in moments(client, f"/ur{PAIR}")] == ["دریا کا پیمانہ"]
    page = get_page(client, f"/ur{PAIR}")
    assert ("اہم خبر" in page.text, page.every("p", lang="ur", dir="rtl") != []) == (True, True)


def test_a_key_translation_without_its_original_leads_the_page_of_its_language(client, publish, words, printed, mark):
    (story,) = printed(1)
    mark(publish(replace(words, headline="پیمانہ", language="ur", original=Original(story.pk, 1))))
    assert [[words for _address, words in moments(client, site + PAIR)] for site in ("/ur", "")] == [["پیمانہ"], []]


def test_a_line_that_looks_like_markup_is_words(client, printed, mark):
    (story,) = printed(1)
    mark(story, "<script>alert(1)</script> & “so”")
    html = client.get(PAIR).content.decode()
    assert ("<script>alert" in html, html.count("&lt;script&gt;alert(1)"), Page(html).problems) == (False, 2, [])
