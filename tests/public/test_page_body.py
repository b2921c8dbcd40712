"""What stands in a story: pictures with what they show and who made them, embeds as still cards, and nothing but text else."""

import re
from dataclasses import replace

import pytest

from articles.domain.document import CreditLine
from articles.models import Author, Section
from articles.queries.rendition_urls import as_mapping
from articles.queries.story import page_body
from articles.services import workflow
from tests.support.pages import Page
from tests.support.site import add_picture, crawl, figure_html, get_page, select_html_pages

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


def embed(address, caption=""):
    return f'<figure data-embed="{address}"><figcaption>{caption}</figcaption></figure>'


def text_of(body, *images):
    return Page(page_body.render_body(body, [as_mapping(image) for image in images]).html).text


def test_a_figure_shows_its_picture_with_alt_caption_and_credit_line(client, publish, words):
    picture = add_picture()
    page = get_page(client, publish(replace(words, body=f"<p>One.</p>{figure_html(picture)}")).get_absolute_url())
    (shown,) = page.every("img")
    assert (shown["alt"], picture.token in shown["src"]) == ("A gauge in a river", True)
    assert "One. The gauge. Mina Rahim / Gazette" in page.text


@pytest.mark.parametrize(
    ("caption", "shown"),
    [("", "The gauge. Mina"), ("Another gauge.", "Another gauge. Mina"), ("<em>A</em> gauge", "A gauge")],
)
def test_a_caption_of_the_storys_own_takes_the_place_of_the_pictures(caption, shown):
    picture = add_picture()
    text = text_of(figure_html(picture, caption), picture)
    assert text.startswith(shown)
    assert ("The gauge." in text) == (caption == "")


def test_the_lead_picture_has_its_caption_and_credit_line_too(client, publish, words):
    page = get_page(client, publish(replace(words, lead_image=add_picture().pk)).get_absolute_url())
    assert [shown["alt"] for shown in page.every("img")] == ["A gauge in a river"]
    assert "The gauge. Mina Rahim / Gazette" in page.text


def test_a_missing_picture_leaves_nothing():
    missing = '<figure data-picture="999"><figcaption>Lost.</figcaption></figure>'
    assert page_body.render_body(f"<p>One.</p>{missing}<p>Two.</p>", []).html == "<p>One.</p><p>Two.</p>"


def test_a_figure_within_a_heading_shows_its_caption_once_and_leaves_the_heading_in_the_contents():
    body = page_body.render_body(f"<h2>Part<br>one{embed('https://v.example/', 'A film.')}</h2>", [])
    assert (body.html.count("A film."), body.html[:18]) == (1, '<h2 id="part-1">Pa')


@pytest.mark.parametrize("note", ["Made in 1911.", "Made in<br>", "<p>Made in 1911.</p>"])
def test_a_feed_has_no_links_between_the_text_and_its_notes(note):
    body = f'<p>A gauge<sup class="footnote">{note}</sup> stood.</p>'
    feed = page_body.render_feed_body(body, [], address="https://news.example/a/")
    assert "<p>A gauge<sup>[1]</sup> stood.</p>" in feed
    assert feed.rstrip().endswith(f"<li>{note}</li></ol></section>")
    assert Page(feed).every("a") == []


def test_a_picture_stands_where_its_figure_stood_and_only_there():
    one, other = add_picture(caption="First."), add_picture(caption="Second.")
    text = text_of(f"<p>a</p>{figure_html(other)}<p>b</p>{figure_html(one)}<p>c</p>", one, other)
    assert re.findall(r"\b(?:a|b|c|First|Second)\b", text.replace("Mina Rahim / Gazette", "")) == [
        *("a", "Second", "b", "First", "c")
    ]


def test_an_embed_is_a_link_and_never_a_frame(client, publish, words):
    address = "https://www.video.example/watch?v=1&amp;t=2"
    page = get_page(client, publish(replace(words, body=f"<p>One.</p>{embed(address, 'A film.')}")).get_absolute_url())
    (link,) = page.every("a", rel="noopener noreferrer")
    assert link["href"] == "https://www.video.example/watch?v=1&t=2"
    assert "video.example watch Open the original A film." in page.text
    assert [page.every(tag) for tag in ("iframe", "embed", "object", "video")] == [[]] * 4
    assert {found.get("src", "").partition("/reader/")[0] for found in page.every("script")} == {"", "/static"}
    assert page.inline_scripts == []


@pytest.mark.parametrize(
    "address", ["https://[xyz", "https://[::1", "https://x.example:port/", "https://\u2100.example/"]
)
def test_an_embed_with_an_address_that_is_none_breaks_no_page(client, publish, words, address):
    story = publish(replace(words, body=f"<p>One.</p>{embed(address)}<p>Two.</p>"))
    text = get_page(client, story.get_absolute_url()).text
    assert ("One." in text, "Two." in text) == (True, True)


@pytest.mark.parametrize(
    "body",
    [
        '<figure data-picture="{0}"><figure data-picture="{0}"></figure></figure>',
        '<figure data-picture="{0}"><figcaption><p>A</p><p>B</p></figcaption></figure>',
        '<figure data-picture="{0}" data-embed="https://x.example/">A</figure>',
        '<figure data-picture="{0}"><p>No caption</p></figure>',
        "<figure><figcaption>Of nothing</figcaption></figure>",
        '<ul><li><figure data-picture="{0}"></figure></li></ul>',
    ],
)
def test_an_odd_figure_leaves_a_page_that_is_whole(client, publish, words, body):
    story = publish(replace(words, body="<p>One.</p>" + body.format(add_picture().pk)))
    assert get_page(client, story.get_absolute_url()).problems == []


EVIL = '"><script>alert(1)</script><img src=x onerror="alert(2)">\'&amp;'


@pytest.fixture
def evil(publish, words, publisher, approve_again):
    """A corrected story with markup in each of its fields, beside a retracted one."""
    Section.objects.update(name=EVIL[:60], description=EVIL)
    person = Author.objects.create(name=EVIL, slug="evil", bio=EVIL, based_in=EVIL)
    picture = add_picture(alt=EVIL, caption=EVIL, credit_line=EVIL)
    fields = dict.fromkeys(("headline", "standfirst", "dateline"), EVIL) | {"label": EVIL[:60]}
    document = replace(
        words,
        **fields,
        tags=(EVIL, "Water"),
        credits=(CreditLine(person.pk), CreditLine(words.credits[0].author, "translator")),
        lead_image=picture.pk,
        body=f"<p>Words.</p>{EVIL}{figure_html(picture)}{embed('https://x.example/?a=&quot;&lt;', EVIL)}",
    )
    story = publish(document)
    approve_again(story, replace(document, standfirst=EVIL + EVIL))
    overriding = {workflow.ANY_CHECK: "Its quotation marks are meant."}
    workflow.publish_with_correction(story, by=publisher, kind="correction", text=EVIL, overriding=overriding)
    workflow.retract(publish(document), by=publisher, reason=EVIL)
    return story


def test_words_that_look_like_markup_are_shown_as_words_on_every_page(evil):
    pages = select_html_pages(crawl())
    shown = {address for address, page in pages.items() if "<script>alert(1)</script>" in page.text}
    assert {"/", "/section/south-asia/", "/author/evil/", "/tag/water/", evil.get_absolute_url()} <= shown
    for address, page in pages.items():
        names = {tag for tag, _attributes in page.elements}
        handlers = {name for _tag, attributes in page.elements for name in attributes if name.startswith("on")}
        assert (address, page.problems, names & {"style", "iframe"}, handlers) == (address, [], set(), set())
        assert page.inline_scripts == []
        assert {found["src"] for found in page.every("img") if not found["src"].startswith("/media/")} == set()


def test_a_body_keeps_no_script_and_every_word_around_it(client, publish, words):
    story = publish(replace(words, body="<p onclick='x()'>One<script>alert(1)</script> two &lt;b&gt; three.</p>"))
    page = get_page(client, story.get_absolute_url())
    assert "One two <b> three." in page.text
    assert page.inline_scripts == []


def test_a_correction_is_dated_and_keeps_its_lines(client, published, words, approve_again, publisher):
    approve_again(published, replace(words, body="<p>New.</p>"))
    workflow.publish_with_correction(published, by=publisher, kind="clarification", text="One line.\nAnother.")
    page = get_page(client, published.get_absolute_url())
    assert re.search(r"Clarification, \d+ \w+ \d{4}, \d\d:\d\d PKT One line\.\s*Another\.", page.text)


TABLE = (
    "<table><caption>Seats of <em>each</em></caption><tbody>"
    "<tr><th><p>Party</p></th><th><p>Seats</p></th></tr>"
    "<tr><th><p>PPP</p></th><td><p>5<sup>4</sup></p></td></tr>"
    "<tr><td><p>PML</p><p>(N)</p></td><td><p></p></td></tr></tbody></table>"
)


def test_a_table_scrolls_in_a_named_box_and_its_header_cells_say_what_they_are_about(client, publish, words):
    page = get_page(client, publish(replace(words, body=f"<p>One.</p>{TABLE}")).get_absolute_url())
    box = page.one(".table-box")
    assert [box[name] for name in ("role", "tabindex", "aria-label")] == ["region", "0", "Seats of each"]
    assert [(cell.text, cell.attributes) for cell in box.select("th")] == [
        ("Party", {"scope": "col"}),
        ("Seats", {"scope": "col"}),
        ("PPP", {"scope": "row"}),
    ]
    assert [box.texts("caption"), box.texts("thead tr"), box.texts("tbody tr")] == [
        ["Seats of each"],
        ["Party Seats"],
        ["PPP 54", "PML (N)"],
    ]
    assert page.problems == []


def test_a_table_without_caption_and_head_is_named_by_what_it_is():
    markup = page_body.render_body("<table><tbody><tr><td><p>a</p></td></tr></tbody></table>", []).html
    assert markup == (
        '<div class="table-box" role="region" aria-label="Table" tabindex="0">'
        "<table><tbody><tr><td>a</td></tr></tbody></table></div>\n"
    )


def test_a_feed_has_the_table_without_its_box():
    feed = page_body.render_feed_body(f"<p>One.</p>{TABLE}", [], address="https://news.example/a/")
    assert feed.startswith("<p>One.</p><table><caption>Seats of <em>each</em></caption><thead><tr>")
    assert Page(feed).every("div") == []
