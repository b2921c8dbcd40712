"""Filing at the desk, a text becomes a draft or a sentence says why not; and preview, the head as readers would see it."""

import datetime
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.domain.document import Document
from articles.models import Article, Edition
from articles.services import editing
from tests.support.desk import change_url, find_links, form_data, log_in, read_text, snapshot_stories

FILE = "/admin/articles/article/file/"
TEXT = """Two ministries share a gauge
Pakistan and Afghanistan will read one instrument.
NEWS ANALYSIS
31 May 2025

ENGINEERS from Pakistan & Afghanistan met in Torkham\u00a0on Tuesday.

"They" will <meet> again.
"""
EXPECTED = Document(
    headline="Two ministries share a gauge",
    standfirst="Pakistan and Afghanistan will read one instrument.",
    label="NEWS ANALYSIS",
    genre="analysis",
    dated=datetime.date(2025, 5, 31),
    body="<p>ENGINEERS from Pakistan &amp; Afghanistan met in Torkham&nbsp;on Tuesday.</p>"
    '<p>"They" will &lt;meet&gt; again.</p>',
)


def upload(data, name="story.txt") -> dict:
    return {"file": SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())}


@pytest.mark.parametrize(
    ("filed", "note"),
    [
        (lambda: upload(TEXT, "gauge.txt"), "Filed as gauge.txt"),
        (lambda: upload(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), "gauge.txt"), "Filed as gauge.txt"),
        (lambda: upload(TEXT.encode("utf-16"), "گیج.txt"), "Filed as گیج.txt"),
        (lambda: {"text": TEXT}, "Filed as pasted text"),
        (lambda: {"text": TEXT.replace("\n", "\r\n")}, "Filed as pasted text"),
    ],
    ids=["uploaded", "with a mark and CRLF", "in UTF-16", "pasted", "pasted from a browser"],
)
def test_a_text_becomes_a_draft_with_its_countries_suggested(reporter, filed, note):
    response = log_in(reporter).post(FILE, filed(), follow=True)
    article = Article.objects.get()
    assert response.redirect_chain == [(change_url(article), 302)]
    assert "Filed. Check the suggested countries." in read_text(response)
    document = article.head.document
    assert replace(document, countries=(), body="") == replace(EXPECTED, body="")
    assert document.paragraphs == EXPECTED.paragraphs
    assert {(line.code, line.role) for line in document.countries} == {("PK", "about"), ("AF", "about")}
    assert (article.stage, article.created_by, article.head.number, article.head.note) == ("draft", reporter, 1, note)
    assert form_data(response)["about"] == [line.code for line in document.countries]


REFUSED = {
    "neither": (lambda: {"text": "  \n "}, "Choose a file, or paste the text."),
    "a file of no bytes": (lambda: upload(b""), "The submitted file is empty."),
    "a file of blank lines": (lambda: upload(b"\n \n"), "The file is empty."),
    "a binary file": (lambda: upload(b"Headline\n\x00\x01\x02"), "The file is binary; save the story as plain text"),
    "a Word file": (lambda: upload(b"PK\x03\x04..."), "This is a Word or ZIP file; save the story as plain text"),
    "a file in Latin-1": (lambda: upload(b"Headline\nCaf\xe9"), "Line 2: a character is not UTF-8"),
    "no headline": (lambda: {"text": "\nA standfirst\n\nA paragraph."}, "Line 1: the headline is missing"),
    "a label for headline": (lambda: {"text": "NEWS ANALYSIS\nStandfirst\nText."}, "Line 1: the headline is missing"),
    "a headline alone": (lambda: {"text": "A headline"}, "There is no text below the headline and standfirst."),
    "a day that does not exist": (
        lambda: {"text": "A headline\nA standfirst\n31 February 2025\nText."},
        "Line 3: The date “31 February 2025” does not exist.",
    ),
    "a day read in two ways": (
        lambda: {"text": "A headline\nA standfirst\n03/04/2025\nText."},
        "Line 3: “03/04/2025” is ambiguous; write it as 2025-05-31 or 31 May 2025.",
    ),
    "a headline too long": (
        lambda: {"text": "x" * 251 + "\nA standfirst\nText."},
        "Line 1: the headline has 251 characters; the limit is 250.",
    ),
    "a body too long": (
        lambda: upload("A headline\nA standfirst\n" + "x" * 1_000_001),
        "“Body” has 1,000,008 characters; the limit is 1,000,000.",
    ),
}


def test_a_desk_in_urdu_says_in_urdu_why_a_file_is_refused(reporter):
    desk = log_in(reporter)
    desk.cookies["django_language"] = "ur"
    refused = desk.post(FILE, upload(b"Headline\nCaf\xe9"))
    assert "سطر 2: ایک حرف UTF-8 نہیں؛ خبر کو سادہ متن (UTF-8) کے طور پر محفوظ کریں۔" in read_text(refused)


@pytest.mark.parametrize(("filed", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_become_a_story_is_refused_with_a_sentence_and_stays_in_the_box(reporter, filed, sentence):
    posted = filed()
    response = log_in(reporter).post(FILE, posted)
    assert (response.status_code, sentence in read_text(response)) == (200, True)
    assert form_data(response, having="text")["text"] == [posted.get("text", "")]
    assert Article.objects.count() == 0


@pytest.mark.parametrize("filed", [lambda: upload(TEXT), lambda: {"text": TEXT}], ids=["uploaded", "pasted"])
def test_the_same_text_is_not_filed_twice_and_the_page_leads_to_the_first(reporter, editor, filed):
    log_in(reporter).post(FILE, filed())
    article, before = Article.objects.get(), snapshot_stories()
    response = log_in(editor).post(FILE, filed())
    sentence = "This file was already filed as “Two ministries share a gauge”."
    assert (response.status_code, sentence in read_text(response), snapshot_stories()) == (200, True, before)
    assert find_links(response)["Open the story"] == change_url(article)
    log_in(editor).post(FILE, {"text": TEXT + "One more line."})
    assert Article.objects.count() == 2


def test_a_headline_with_markup_is_named_as_text_when_it_is_filed_again(reporter):
    for _time in range(2):
        response = log_in(reporter).post(FILE, {"text": "<b onclick=x>Bold</b>\nStandfirst\nText."})
    page = response.content.decode()
    assert ("“&lt;b onclick=x&gt;Bold&lt;/b&gt;”" in page, "<b onclick" in page) == (True, False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_may_write_may_file(outsider, bystander, method):
    answers = [
        getattr(client, method)(FILE, {"text": TEXT}) for client in (Client(), log_in(outsider), log_in(bystander))
    ]
    assert [answer.status_code for answer in answers] == [403 if method == "post" else 302, 302, 403]
    assert Article.objects.count() == 0


def preview_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/preview/"


def test_a_preview_shows_the_newest_words_which_readers_do_not_see(published, reporter, words):
    changes = {"headline": "Not yet for readers", "body": "<p>What only the desk knows.</p>", "tags": ("Later",)}
    editing.edit(published, replace(words, **changes), by=reporter, base=1)
    shown = read_text(log_in(reporter).get(preview_of(published)))
    read = read_text(Client().get(published.get_absolute_url()))
    hidden, public = ["Not yet for readers", "What only the desk knows.", "Later"], ["ENGINEERS", "Water"]
    assert [text in shown for text in hidden + public] == [True, True, True, False, False]
    assert [text in read for text in hidden + public] == [False, False, False, True, True]


def test_a_preview_is_kept_by_nobody_and_changes_nothing(draft, reporter):
    before, edition = snapshot_stories(), Edition.objects.get().number
    response = log_in(reporter).get(preview_of(draft))
    assert (response.status_code, "no-store" in response.headers["Cache-Control"].split(", ")) == (200, True)
    assert (snapshot_stories(), Edition.objects.get().number) == (before, edition)
    assert "Two ministries agree on one river gauge" not in read_text(Client().get("/"))


@pytest.mark.parametrize("person", ["reporter", "editor", "publisher"])
def test_everybody_with_a_duty_may_preview(request, draft, person):
    assert log_in(request.getfixturevalue(person)).get(preview_of(draft)).status_code == 200


def test_nobody_else_may_preview(draft, outsider, bystander):
    answers = [client.get(preview_of(draft)) for client in (Client(), log_in(outsider), log_in(bystander))]
    assert [answer.status_code for answer in answers] == [302, 302, 403]
    assert log_in(bystander).get("/admin/articles/article/999999/preview/").status_code == 403


@pytest.mark.parametrize("key", ["999999", "9" * 30])
def test_a_preview_of_no_story_is_not_found(draft, reporter, key):
    assert log_in(reporter).get(f"/admin/articles/article/{key}/preview/").status_code == 404
