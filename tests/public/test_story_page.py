"""A story's page beyond its words: who spoke, notes, contents, what happened before, how it was reported, passing it on."""

import datetime
from dataclasses import replace
from urllib.parse import unquote

import pytest

from articles.domain.document import CountryLine, Original
from articles.queries.read_model.related import MAX_EARLIER
from articles.queries.story.story_page import MIN_CONTENTS_HEADINGS, MIN_CONTENTS_WORDS
from articles.services import workflow
from tests.support.pages import Page
from tests.support.site import add_picture, figure_html, get_page

pytestmark = pytest.mark.django_db


def body_of(client, story):
    """The words of a story's page as HTML, without what stands around them."""
    return get_page(client, story.get_absolute_url()).one("div.body").inner_html


# Who spoke


def test_a_quotation_says_who_spoke_in_which_role_and_where_and_leads_to_the_person(client, publish, words):
    attributes = 'data-speaker="Ann Lee" data-role="engineer" data-where="Quetta"'
    quotation = f"<blockquote {attributes}><p>It <em>stands</em>.</p></blockquote>"
    assert body_of(client, publish(replace(words, body=quotation))) == (
        '<figure class="quote"><blockquote><p>It <em>stands</em>.</p></blockquote>'
        '<figcaption class="speaker"><a href="/person/ann-lee/">Ann Lee</a>, engineer <span class="where">Quetta</span>'
        "</figcaption></figure>"
    )


def test_a_quotation_of_nobody_in_particular_stays_as_it_is(client, publish, words):
    quotation = "<blockquote><p>It stands.</p></blockquote>"
    assert body_of(client, publish(replace(words, body=quotation))) == quotation


@pytest.mark.parametrize(
    "quotation",
    [
        '<blockquote data-speaker="Ann"></blockquote>',
        '<blockquote data-speaker="Ann"><p>One.</p><blockquote data-speaker="Bo"><p>Two.</p></blockquote></blockquote>',
        '<blockquote><p>One.</p><blockquote data-speaker="Bo"><p>Two.</p></blockquote></blockquote>',
        '<ul><li><blockquote data-speaker="Ann"><p>One.</p></blockquote></li></ul>',
        '<aside class="pull-quote"><blockquote data-speaker="Ann"><p>One.</p></blockquote></aside>',
        '<blockquote data-speaker="—"><p>One.</p></blockquote>',
        f'<blockquote data-speaker="{"Ann " * 49}"><p>One.</p></blockquote>',
        '<blockquote data-speaker="زرمینہ یوسف"><p>One.</p></blockquote>',
    ],
    ids=["no words", "inside another", "inside nobody's", "in a list", "pulled", "no letters", "long", "Urdu"],
)
def test_everyone_named_under_a_quotation_has_a_page(client, publish, words, quotation):
    page = get_page(client, publish(replace(words, body=f"<p>One.</p>{quotation}")).get_absolute_url())
    people = [link for link in page.links if link.startswith("/person/")]
    assert page.problems == []
    assert {link: client.get(link).status_code for link in people} == dict.fromkeys(people, 200)


# Notes

NOTED = '<p>One<sup class="footnote">The <em>first</em>.</sup> two<sup class="footnote">See <a href="https://x.example/">x</a>.</sup></p>'


def test_notes_are_numbered_in_the_text_and_printed_below_it(client, publish, words):
    story = publish(replace(words, body=NOTED))
    page = get_page(client, story.get_absolute_url())
    assert "One1 two2" in page.text
    assert "Notes The first. ↩ See x. ↩" in page.text
    assert {"#note-1", "#note-2", "#ref-1", "#ref-2"} <= set(page.links)
    assert {"note-1", "note-2", "ref-1", "ref-2"} <= set(page.ids)
    assert [found["href"] for found in page.every("a") if found.get("class") == "back"] == ["#ref-1", "#ref-2"]


def test_every_link_within_a_page_leads_to_a_place_on_it(client, publish, words):
    parts = "".join(f"<h2>Part {number}</h2><p>{'word ' * 320}</p>" for number in range(3))
    page = get_page(client, publish(replace(words, body=NOTED + parts, backstory="We counted.")).get_absolute_url())
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert {"part-1", "part-2", "part-3", "note-1", "ref-2", "content"} <= inside
    assert (inside - set(page.ids), len(page.ids)) == (set(), len(set(page.ids)))


def test_a_story_without_a_note_has_no_list_of_them(client, published):
    page = get_page(client, published.get_absolute_url())
    assert ("notes" in page.ids, page.every("section", class_="notes")) == (False, [])


def test_what_stands_raised_and_is_no_note_stays_where_it_stands(client, publish, words):
    story = publish(
        replace(words, body='<p>CO<sup>2</sup> on the 1<sup>st</sup><sup class="footnote">Of May.</sup></p>')
    )
    page = get_page(client, story.get_absolute_url())
    assert "CO2 on the 1st1" in page.text
    assert [link for link in page.links if link.startswith("#note")] == ["#note-1"]


# Contents


def long_body(words, headings):
    """That many words under that many headings."""
    each, more = divmod(words - headings * 2, headings)
    return "".join(f"<h2>Part {n}</h2><p>{'word ' * (each + (n == 0) * more)}</p>" for n in range(headings))


@pytest.mark.parametrize(
    ("count", "headings", "shown"),
    [
        (MIN_CONTENTS_WORDS, MIN_CONTENTS_HEADINGS, True),
        (MIN_CONTENTS_WORDS - 1, MIN_CONTENTS_HEADINGS, False),
        (MIN_CONTENTS_WORDS, MIN_CONTENTS_HEADINGS - 1, False),
        (3 * MIN_CONTENTS_WORDS, 2 * MIN_CONTENTS_HEADINGS, True),
    ],
)
def test_a_long_story_of_several_parts_lists_them(client, publish, words, count, headings, shown):
    story = publish(replace(words, body=long_body(count, headings)))
    assert story.words == count
    page = get_page(client, story.get_absolute_url())
    assert [found["id"] for found in page.every("h2") if found.get("id", "").startswith("part-")] == [
        f"part-{number}" for number in range(1, headings + 1)
    ]
    listed = [link for link in page.links if link.startswith("#part-")]
    assert listed == ([f"#part-{number}" for number in range(1, headings + 1)] if shown else [])
    assert ("In this story" in page.text) == shown


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Fire &amp; <em>water</em>", "Fire & water"),
        ("One<br>two", "One two"),
        ('One<sup class="footnote">n</sup>', "One"),
    ],
)
def test_a_heading_is_listed_with_all_its_words_and_without_its_notes(client, publish, words, heading, text):
    body = long_body(MIN_CONTENTS_WORDS, MIN_CONTENTS_HEADINGS).replace("Part 0", heading)
    page = get_page(client, publish(replace(words, body=body)).get_absolute_url())
    assert page.one("nav.contents").text == f"In this story {text} Part 1 Part 2"


def test_a_heading_without_words_is_not_listed(client, publish, words):
    body = long_body(MIN_CONTENTS_WORDS, MIN_CONTENTS_HEADINGS + 1).replace("Part 0", "").replace("<p>", "<p>more ", 2)
    page = get_page(client, publish(replace(words, body=body)).get_absolute_url())
    assert "In this story Part 1 Part 2 Part 3" in page.text
    assert len([link for link in page.links if link.startswith("#part-")]) == MIN_CONTENTS_HEADINGS


# The story so far


@pytest.fixture
def in_order(publish, words):
    """Publish stories, a day of March each."""

    def on_its_day(day, **facts):
        dated = datetime.date(2026, 3, day)
        return publish(replace(words, **{"headline": f"Story of day {day}", "tags": (), **facts, "dated": dated}))

    return on_its_day


def so_far(client, story):
    return get_page(client, story.get_absolute_url()).values_of(".so-far .card-headline > a", "href")


def test_what_happened_before_is_listed_the_newest_first_and_what_happened_after_is_not(client, in_order):
    stories = [in_order(day) for day in (3, 1, 2)]
    addresses = [story.get_absolute_url() for story in stories]
    assert [so_far(client, story) for story in stories] == [[addresses[2], addresses[1]], [], [addresses[1]]]


def about(*codes, role="about"):
    return tuple(CountryLine(code, role) for code in codes)


def test_a_story_about_two_countries_follows_on_those_about_both_and_on_its_topic_in_either(client, in_order):
    stories = {
        "both": in_order(1, countries=about("AF", "PK", "IN")),
        "one, topic": in_order(2, countries=about("AF"), tags=("Water",)),
        "one": in_order(3, countries=about("PK")),
        "topic": in_order(4, countries=about("IN"), tags=("Water",)),
        "mentioned": in_order(5, countries=(*about("PK"), *about("AF", role="mentioned"))),
        "topic, mentioned": in_order(6, countries=about("AF", role="mentioned"), tags=("Water",)),
        "neither": in_order(7, countries=(), tags=("Fire",)),
    }
    newest = in_order(8, countries=(*about("PK", "AF"), *about("CN", role="mentioned")), tags=("water",))
    assert so_far(client, newest) == [stories[name].get_absolute_url() for name in ("one, topic", "both")]


def test_a_story_about_no_country_follows_on_its_topics(client, in_order):
    earlier = [in_order(day, tags=(tag,)) for day, tag in enumerate(("Water", "Fire", "Air"), 1)]
    newest = in_order(9, countries=about("CN", role="mentioned"), tags=("Air", "Water"))
    assert so_far(client, newest) == [earlier[2].get_absolute_url(), earlier[0].get_absolute_url()]


def test_a_story_about_one_country_is_followed_by_all_about_it(client, in_order):
    earlier = [in_order(day, countries=about(code)) for day, code in enumerate(("PK", "IN", "PK"), 1)]
    newest = in_order(9, countries=about("PK"))
    assert so_far(client, newest) == [earlier[2].get_absolute_url(), earlier[0].get_absolute_url()]


def test_a_story_about_nothing_that_was_ever_covered_has_no_past(client, in_order):
    in_order(1)
    page = get_page(client, in_order(2, countries=()).get_absolute_url())
    assert "so-far" not in page.ids
    assert "The story so far" not in page.text


def test_the_past_is_listed_in_a_few_stories_each_once(client, in_order):
    for day in range(1, MAX_EARLIER + 3):
        in_order(day, tags=("Water", "Fire"))
    newest = in_order(20, tags=("Water", "Fire"))
    found = so_far(client, newest)
    assert found == [f"/2026/03/{day:02}/story-of-day-{day}/" for day in range(MAX_EARLIER + 2, 2, -1)]


def test_a_retracted_story_is_no_past(client, in_order, publisher):
    first, second = in_order(1), in_order(2)
    assert so_far(client, second) == [first.get_absolute_url()]
    workflow.retract(first, by=publisher, reason="It was invented.")
    assert so_far(client, second) == []


@pytest.mark.parametrize("language", ["ur", "fr"])
def test_the_same_story_in_another_language_is_no_past_of_it(client, in_order, language):
    original = in_order(1, headline="The first")
    past = in_order(1, headline="The past", language=language)
    in_order(1, headline="Elsewhere", language="es")
    translation = in_order(2, headline="Translated", language=language, original=Original(original.pk, 1))
    follower = in_order(3, headline="What followed", original=None)
    assert so_far(client, translation) == [past.get_absolute_url()]
    assert so_far(client, follower) == [original.get_absolute_url()]


# How it was reported, and passing it on


def test_how_a_story_was_reported_is_printed_below_it_in_its_paragraphs(client, publish, words):
    story = publish(replace(words, backstory="We read 40 files.\n\nThen we <called>."))
    page = get_page(client, story.get_absolute_url())
    html = page.html
    assert page.one("section.backstory").texts("p") == ["We read 40 files.", "Then we <called>."]
    assert html.index('class="backstory"') > html.index('<div class="body">')


def test_a_story_that_says_nothing_of_its_making_has_no_place_for_it(client, published):
    assert "backstory" not in get_page(client, published.get_absolute_url()).ids


def test_a_story_is_passed_on_by_its_whole_address(client, publish, words):
    story = publish(replace(words, headline="دریا پر ایک پیمانہ", language="ur"))
    page = get_page(client, story.get_absolute_url())
    whole = f"http://testserver{story.get_absolute_url()}"
    shared = [found["href"] for found in page.every("a", rel="noopener noreferrer nofollow")]
    assert (len(shared), {unquote(unquote(whole)) in unquote(unquote(address)) for address in shared}) == (6, {True})
    assert [found["data-copy"] for found in page.every("button") if "data-copy" in found] == [whole]


def test_nothing_is_requested_from_anybody_before_a_link_is_pressed(client, published):
    page = get_page(client, published.get_absolute_url())
    loaded = [
        found[name] for tag, found in page.elements for name in ("src", "srcset", "data", "poster") if name in found
    ]
    assert [address for address in loaded if not address.startswith(("/static/", "/media/"))] == []


def test_a_feed_holds_the_notes_and_the_words_as_they_are(client, publish, words):
    body = f'<p>He typed id="x" and href="/about" here.</p>{NOTED}{figure_html(add_picture())}'
    story = publish(replace(words, body=body))
    (item,) = client.get("/feed/json/").json()["items"]
    page = Page(item["content_html"])
    assert 'He typed id="x" and href="/about" here.' in page.text
    assert "One[1] two[2]" in page.text
    assert "The first." in page.text
    assert page.problems == []
    assert {address.partition("/media")[0] for address in page.links + [f["src"] for f in page.every("img")]} <= {
        "http://testserver",
        "https://x.example/",
    }
    assert story.get_absolute_url() in item["url"]
