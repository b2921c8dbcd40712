"""People: what somebody is quoted with, on a page of their own and on an author's."""

import datetime
from dataclasses import replace

import pytest

from articles.models import Author
from articles.services import workflow
from tests.support.site import get_page

pytestmark = pytest.mark.django_db


def quotation(speaker, *texts, **facts):
    attributes = "".join(f' data-{name}="{value}"' for name, value in facts.items())
    return "".join(f'<blockquote data-speaker="{speaker}"{attributes}><p>{text}</p></blockquote>' for text in texts)


@pytest.fixture
def quoting(publish, words):
    """Publish a story, on a day of March, in which somebody is quoted."""

    def on_its_day(day, body, **facts):
        dated = datetime.date(2026, 3, day)
        return publish(replace(words, headline=f"Story {day}", body=f"<p>One.</p>{body}", dated=dated, **facts))

    return on_its_day


def quotes(client, address):
    """The quotations on a page, in its order."""
    return get_page(client, address).texts("ol.quotes > li")


def test_quotations_stand_on_their_page_the_newest_story_first_and_each_story_in_its_order(client, quoting):
    quoting(
        1,
        quotation("Ann Lee", "It stands.", "It leans.", role="engineer", where="Quetta") + quotation("Bo", "Not mine."),
    )
    quoting(2, quotation("Ann Lee", "It fell."))
    assert quotes(client, "/person/ann-lee/") == [
        "It fell. Story 2 · 2 March 2026",
        "It stands. engineer · Quetta · Story 1 · 1 March 2026",
        "It leans. engineer · Quetta · Story 1 · 1 March 2026",
    ]
    page = get_page(client, "/person/ann-lee/")
    assert (page.title, "/2026/03/01/story-1/" in page.links) == ("Ann Lee · The Test Gazette", True)


def test_somebody_who_is_only_named_has_no_page(client, quoting):
    quoting(1, "<p>Ann Lee came.</p>" + quotation("Bo", "It stands."))
    assert [client.get(f"/person/{slug}/").status_code for slug in ("ann-lee", "bo")] == [404, 200]


@pytest.mark.parametrize(
    ("speaker", "address"), [("زرمینہ یوسف", "/person/زرمینہ-یوسف/"), ("José Ruiz", "/person/jose-ruiz/")]
)
def test_a_person_in_any_script_has_a_page(client, quoting, speaker, address):
    story = quoting(1, quotation(speaker, "It stands."))
    (link,) = [link for link in get_page(client, story.get_absolute_url()).links if link.startswith("/person/")]
    assert speaker in get_page(client, link).title
    assert client.get(address).status_code == 200


def test_a_quotation_is_words_and_no_markup(client, quoting):
    quoting(1, quotation("Ann", "&lt;b&gt;It&lt;/b&gt; <em>stands</em>."))
    assert quotes(client, "/person/ann/") == ["<b>It</b> stands. Story 1 · 1 March 2026"]
    assert get_page(client, "/person/ann/").every("b") == []


def test_a_persons_page_goes_when_the_story_is_retracted_and_when_the_quotation_goes(
    client, quoting, publisher, republish, words
):
    stories = [quoting(day, quotation("Ann", f"Word {day}.")) for day in (1, 2)]
    assert len(quotes(client, "/person/ann/")) == 2
    workflow.retract(stories[0], by=publisher, reason="It was invented.")
    assert quotes(client, "/person/ann/") == ["Word 2. Story 2 · 2 March 2026"]
    republish(stories[1], replace(words, body="<p>Nobody spoke.</p>"))
    assert client.get("/person/ann/").status_code == 404


def test_words_that_are_only_drafted_are_quoted_from_nobody_yet(client, quoting, approve_again, publisher, words):
    story = quoting(1, quotation("Ann", "Old word."))
    approve_again(story, replace(words, body=quotation("Ann", "New word.")))
    assert [text.partition(".")[0] for text in quotes(client, "/person/ann/")] == ["Old word"]
    workflow.publish_fix(story, by=publisher, reason="A typing error.")
    assert [text.partition(".")[0] for text in quotes(client, "/person/ann/")] == ["New word"]


def test_an_authors_page_shows_what_the_author_is_quoted_with(client, quoting):
    before = get_page(client, quoting(1, quotation("Bo", "Not mine.")).get_absolute_url())
    assert "/author/zarmina-yousaf/" in before.links
    assert quotes(client, "/author/zarmina-yousaf/") == []
    quoting(2, quotation("Zarmina Yousaf", "I knocked."))
    assert quotes(client, "/author/zarmina-yousaf/") == ["I knocked. Story 2 · 2 March 2026"]


def test_an_author_who_was_only_quoted_has_no_author_page(client, quoting):
    Author.objects.create(name="Omar Beg", slug="omar-beg")
    quoting(1, quotation("Omar Beg", "I knocked."))
    assert [client.get(f"/{kind}/omar-beg/").status_code for kind in ("author", "person")] == [404, 200]


def test_a_quotation_stands_in_the_language_of_its_story(client, quoting):
    quoting(1, quotation("Ann", "یہ کھڑا ہے۔"), language="ur")
    page = get_page(client, "/person/ann/")
    assert [(found["lang"], found["dir"]) for found in page.every("li") if "lang" in found and "dir" in found] == [
        ("ur", "rtl")
    ]


def test_a_note_in_a_quotation_is_not_put_into_the_speakers_mouth(client, quoting):
    quoting(1, quotation("Ann Lee", 'We stay.<sup class="footnote">She later left.</sup> All of us.'))
    assert quotes(client, "/person/ann-lee/") == ["We stay. All of us. Story 1 · 1 March 2026"]
    quoting(2, quotation("Bo", '<sup class="footnote">Bo denied it.</sup>'))
    assert client.get("/person/bo/").status_code == 404
