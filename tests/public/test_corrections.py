"""What readers see of a corrected story: a notice that opens the change between the two texts they have seen, and no more."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.domain.document import CountryLine, CreditLine, Original
from articles.models import Author
from articles.queries.history import MAX_BODY_LENGTH
from articles.services import editing, workflow
from tests.support import sentences
from tests.support.caches import clear_caches
from tests.support.pages import parse, read_marks
from tests.support.site import add_picture, count_queries, figure_html, get_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def correct(approve_again, publisher):
    """Give a live story new words, with a correction."""

    def publish(story, document, *, shown=True, kind="correction", text="The day was wrong."):
        story = approve_again(story, document)
        return workflow.publish_with_correction(story, by=publisher, kind=kind, text=text, shown=shown)

    return publish


def opened(story, number=1):
    return Client().get(f"{story.get_absolute_url()}corrections/{number}/")


def marked(response):
    """What the page marks as taken out and as put in."""
    return read_marks(parse(response))


WEDNESDAY = "<p>ENGINEERS met on Wednesday.</p><p>They will meet again.</p>"


def test_a_corrected_story_leads_to_its_change_word_by_word(client, published, words, correct):
    story = correct(published, replace(words, body=WEDNESDAY))
    address = f"{story.get_absolute_url()}corrections/1/"
    assert address in get_page(client, story.get_absolute_url()).links
    assert address in get_page(client, "/corrections/").links
    page = opened(story)
    assert (page.status_code, marked(page)) == (200, [["Tuesday"], ["Wednesday"]])
    text = page.content.decode()
    assert ("The day was wrong." in text, '<meta name="robots" content="noindex">' in text) == (True, True)
    assert "[removed:" in text
    assert "[added:" in text


def test_a_publisher_can_keep_the_change_itself_from_readers(client, published, words, correct):
    story = correct(published, replace(words, body=WEDNESDAY), shown=False)
    text = get_page(client, story.get_absolute_url()).text
    assert ("The day was wrong." in text, "See what changed" in text) == (True, False)
    assert "See what changed" not in get_page(client, "/corrections/").text
    assert opened(story).status_code == 404


def test_each_correction_opens_its_own_change(client, published, words, correct):
    correct(published, replace(words, body=WEDNESDAY))
    correct(published, replace(words, body=WEDNESDAY.replace("again", "in spring")), shown=False)
    story = correct(published, replace(words, headline="One gauge", body=WEDNESDAY))
    found = [link for link in get_page(client, story.get_absolute_url()).links if "/corrections/" in link]
    here = story.get_absolute_url()
    assert [link for link in found if link.startswith(here)] == [f"{here}corrections/{number}/" for number in (1, 3)]
    assert [opened(story, number).status_code for number in (0, 1, 2, 3, 4, 10**30)] == [404, 200, 404, 200, 404, 404]


def test_every_field_that_readers_see_is_described_by_name(published, words, correct):
    zahra = Author.objects.create(name="Zahra Khan", slug="zahra-khan")
    new = replace(
        words,
        headline="Two ministries agree on two river gauges",
        credits=(*words.credits, CreditLine(zahra.pk, "photographer")),
        countries=(CountryLine("PK"), CountryLine("AF", "mentioned"), CountryLine("IR")),
        tags=("Water", "Rivers"),
        section=None,
        lead_image=add_picture().pk,
    )
    page = opened(correct(published, new))
    removed, added = marked(page)
    assert removed == ["one", "gauge", "South Asia", "China (Mentioned)", "Diplomacy"]
    assert added == ["two", "gauges", "Zahra Khan (Photographer)", "no section", "Iran (About)", "Rivers"]
    text = page.content.decode()
    assert sentences.ROLE_CHANGED in text
    assert "The picture was added." in text


def test_nothing_of_the_versions_between_the_two_public_ones_is_shown(published, words, reporter, correct):
    secret = replace(words, headline="Quokka", body="<p>ENGINEERS met a quokka.</p>", tags=("Quokka",), slug="quokka")
    editing.edit(published, secret, by=reporter, base=1, note="Quokka")
    story = correct(published, replace(words, body=WEDNESDAY))
    editing.edit(story, secret, by=reporter, base=3)
    page = opened(story)
    assert (page.status_code, "quokka" in page.content.decode().lower()) == (200, False)
    assert marked(page) == [["Tuesday"], ["Wednesday"]]


def test_neither_the_desks_own_facts_nor_hidden_stories_and_pictures_are_named(published, words, reporter, correct):
    hidden = editing.create(replace(words, headline="Quokka"), by=reporter)
    picture = add_picture(caption="", alt="A quokka")
    body = f"{words.body}{figure_html(picture)}"
    story = correct(published, replace(words, body=body, original=Original(hidden.pk, 1), lead_image=picture.pk))
    text = opened(story).content.decode()
    assert ("Picture" in text, "quokka" in text.lower()) == (True, False)


@pytest.mark.parametrize("move", [workflow.retract, workflow.kill])
def test_the_change_of_a_story_goes_with_it_and_comes_back(published, words, correct, publisher, move):
    story = correct(published, replace(words, body=WEDNESDAY))
    assert opened(story).status_code == 200
    move(story, by=publisher, reason="It was invented.")
    assert opened(story).status_code == 404
    workflow.reinstate(story, by=publisher, reason="It was true.")
    assert opened(story).status_code == 200


def test_old_addresses_lead_to_the_new_one(client, published, words, correct):
    old = published.get_absolute_url()
    story = correct(published, replace(words, body=WEDNESDAY, slug="gauge"))
    address = f"{story.get_absolute_url()}corrections/1/"
    for wrong in (
        f"{old}corrections/1/",
        "/2001/01/01/gauge/corrections/1/",
        f"{story.get_absolute_url()}corrections/01/",
    ):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (301, address)


def test_a_change_of_markup_can_not_break_out_of_the_page(published, words, correct):
    evil = replace(words, headline="<script>alert(1)</script>", body="<p>&lt;img src=x onerror=alert(1)&gt;</p>")
    text = opened(correct(published, evil)).content.decode()
    assert ("<script>alert" in text, "<img src=x" in text, "&lt;script&gt;" in text) == (False, False, True)


def test_a_body_without_end_is_not_compared_word_by_word(published, words, correct):
    story = correct(published, replace(words, headline="Endless", body=f"<p>{'word ' * (MAX_BODY_LENGTH // 4)}</p>"))
    page = opened(story)
    assert "It is too long to compare word by word." in page.content.decode()
    assert marked(page)[1] == ["Endless"]


def test_a_change_costs_the_same_however_much_was_changed(client, published, words, correct):
    few = correct(published, replace(words, body=WEDNESDAY))
    authors = [Author.objects.create(name=f"Author {n}", slug=f"author-{n}") for n in range(5)]
    many = replace(
        words,
        body="".join(f"<p>Paragraph {number}</p>" for number in range(40)),
        credits=tuple(CreditLine(author.pk) for author in authors),
        countries=tuple(CountryLine(code) for code in ("IN", "IR", "TV", "FJ")),
        tags=tuple(f"Tag {number}" for number in range(9)),
        section=None,
    )
    correct(published, many)
    clear_caches()
    address = few.get_absolute_url()
    # The edition, the story, its correction with both texts, authors, section.
    assert [count_queries(client, f"{address}corrections/{number}/") for number in (1, 2)] == [5, 5]
    assert count_queries(client, f"{address}corrections/1/") == 1


def test_a_change_is_described_in_the_language_of_its_story(published, words, correct, publish):
    story = publish(replace(words, headline="پانی", language="ur"))
    story = correct(story, replace(words, headline="دریا", language="ur"))
    text = opened(story).content.decode()
    assert ('<html lang="ur" dir="rtl">' in text, "What changed" in text) == (True, False)
