"""The reporter's plain text, read into a Document."""

import datetime
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.document import Document
from articles.exchange.importers import MAX_BYTES, FileRefused, read_document
from tests.support import sentences

SAMPLES = Path(__file__).parents[2] / "samples"
FERRY = Document(
    headline="Kenya’s ferry returns to the lake—after nine years",
    standfirst="The “Umoja” will cross twice a day; fishers ask who pays for the pier.",
    label="NEWS ANALYSIS",
    genre="analysis",
    dated=datetime.date(2025, 5, 31),
    body=(
        "<p>NAIROBI’S harbour office called it “a small miracle” – the crew called it Tuesday.</p>"
        "<p>The café on the pier, run by Zoë Wanjirũ, sold 1\u00a0200 cups of tea; it had never sold more than 300.</p>"
        "<p>“We’re open,” she said… “&amp; we stay open.” A sign says &lt;closed&gt;; nobody reads it.</p>"
        "<p>Kenya has 50 million people. Kenyans living near the water want a pier that doesn’t sink.</p>"
    ),
)
PLAIN = Document(headline="A headline", standfirst="A standfirst.", body="<p>One.</p><p>Two.</p>")
DAY = datetime.date(2025, 5, 31)


def read(text):
    return read_document(text.encode())


def refusal_of(data):
    with pytest.raises(FileRefused) as refusal:
        read_document(data)
    return str(refusal.value)


def test_a_filed_story_is_read_whole():
    assert read_document((SAMPLES / "lake_ferry.txt").read_bytes()) == FERRY


@pytest.mark.parametrize(
    "refiled",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\u2028").encode(),
        lambda text: text.replace("\n", "\u2029").encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace("\n\n", "\n").encode(),
        lambda text: text.replace("\n", " \t\n\n\n").strip().encode(),
    ],
    ids=["BOM", "CRLF", "CR", "U+2028", "U+2029", "NFD", "UTF-16", "UTF-16BE", "no blank lines", "many blank lines"],
)
def test_however_it_was_saved_it_is_the_same_story(refiled):
    text = (SAMPLES / "lake_ferry.txt").read_text(encoding="utf-8")
    assert read_document(refiled(text)).cleaned() == FERRY.cleaned()


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("A headline\nA standfirst.\nOne.\nTwo.", {}),
        ("A headline\nA standfirst.\nOPINION\nOne.\nTwo.", {"label": "OPINION", "genre": "opinion"}),
        ("A headline\nA standfirst.\n31 May 2025\nOne.\nTwo.", {"dated": DAY}),
        ("A headline\nA standfirst.\n  SPORT \n2025-05-31\nOne.\nTwo.", {"label": "SPORT", "dated": DAY}),
        ("A headline\n31 May 2025\nOne.\nTwo.", {"standfirst": "", "dated": DAY}),
        (
            "A headline\nOPINION\nMay 31, 2025\nOne.\nTwo.",
            {"standfirst": "", "label": "OPINION", "genre": "opinion", "dated": DAY},
        ),
        ("\tA headline  \n A standfirst.\u00a0\n\tOne. \n Two.", {}),
        (
            "A headline\nA standfirst.\nONE two three.\nTwo.",
            {"body": "<p>ONE two three.</p><p>Two.</p>"},
        ),
        (
            "A headline\nA standfirst.\nTHEY ALL WENT HOME.\nTwo.",
            {"body": "<p>THEY ALL WENT HOME.</p><p>Two.</p>"},
        ),
        (
            "A headline\nA standfirst.\n31 May 2025\nOPINION\n1 June 2025",
            {"dated": DAY, "body": "<p>OPINION</p><p>1 June 2025</p>"},
        ),
    ],
    ids=[
        "neither label nor date",
        "label",
        "date",
        "both",
        "no standfirst",
        "no standfirst but a label",
        "white space at the ends",
        "a paragraph that begins in capitals",
        "a sentence in capitals",
        "what looks like a label below the date",
    ],
)
def test_label_and_date_are_optional(text, changes):
    assert read(text).cleaned() == replace(PLAIN, **changes)


@pytest.mark.parametrize("date", ["31 MAY 2025", "MAY 31, 2025", "SAT, 31 MAY 2025"])
def test_a_date_in_capitals_is_the_date_and_no_label(date):
    assert read(f"A headline\nA standfirst.\n{date}\nOne.\nTwo.") == replace(PLAIN, dated=DAY)


def test_no_break_spaces_and_tabs_inside_a_paragraph_are_kept():
    body = read("A headline\nA standfirst.\n\u00a0Rs\u00a01\u202f000\tpaid\u00a0").body
    assert body == "<p>\u00a0Rs\u00a01\u202f000\tpaid\u00a0</p>"


PRINTED = (
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1
    )
    .map(lambda text: unicodedata.normalize("NFC", text).strip(" "))
    .filter(str.strip)
)


@given(st.lists(PRINTED, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\n\n", "\n \n"]))
def test_every_character_of_every_paragraph_is_kept(paragraphs, end):
    top = ["A headline", "A standfirst.", "OPINION", "31 May 2025"]
    assert read(end.join(top + paragraphs)).cleaned().paragraphs == paragraphs


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty."),
        (b"\xef\xbb\xbf", "the file is empty."),
        (b" \r\n\t\n\xe2\x80\xa8\xc2\xa0", "the file is empty."),
        (
            b"\nA headline\nA standfirst.\nOne.",
            sentences.FIRST_LINE_NOT_A_HEADLINE,
        ),
        (b"NEWS ANALYSIS\n31 May 2025\nOne.", "line 1: the headline is missing; the file begins with its kicker."),
        (b"31 May 2025\nOne.\nTwo.", sentences.BEGINS_WITH_A_DATE),
        (b"31 June 2025\nOne.\nTwo.", sentences.BEGINS_WITH_A_DATE),
        (b"A headline", sentences.NO_TEXT_BELOW),
        (b"A headline\n\nA standfirst.\n", sentences.NO_TEXT_BELOW),
        (b"A headline\nA standfirst.\nOPINION\n31 May 2025\n", sentences.NO_TEXT_BELOW),
        (b"x" * 251 + b"\nA standfirst.\nOne.", "line 1: the headline has 251 characters; the limit is 250."),
        (b"H\n\n" + b"x" * 1001 + b"\nOne.", "line 3: the standfirst has 1,001 characters; the limit is 1,000."),
        (b"A headline\nA standfirst.\n\n31 June 2025\nOne.", "line 4: The date “31 June 2025” does not exist."),
        (b"A headline\nA standfirst.\nOPINION\n2025-02-29\nOne.", "line 4: The date “2025-02-29” does not exist."),
        (
            b"A headline\nA standfirst.\n5/6/2025\nOne.",
            "line 3: “5/6/2025” is ambiguous; write it as 2025-05-31 or 31 May 2025.",
        ),
        (
            b"A headline\nA standfirst.\ncaf\xe9\n",
            sentences.NOT_UTF8_LINE_3,
        ),
        (b"\x93Hello\x94", "line 1: a character is not UTF-8; save the story as plain text in UTF-8."),
        (b"A headline\nA \x00 standfirst.", sentences.BINARY_FILE),
        (b"\x89PNG\r\n\x1a\n", sentences.BINARY_FILE),
        (b"A headline".decode().encode("utf-16-le"), sentences.BINARY_FILE),
        (b"%PDF-1.7\n", "this is a PDF; save the story as plain text in UTF-8."),
        (b"PK\x03\x04word", "this is a Word or ZIP file; save the story as plain text in UTF-8."),
        (b"{\\rtf1 A headline}", "this is an RTF file; save the story as plain text in UTF-8."),
        (b"\xd0\xcf\x11\xe0", "this is an old Word file; save the story as plain text in UTF-8."),
        (b"x" * (MAX_BYTES + 1), "the file is over 5 MB; a story is far smaller."),
    ],
    ids=lambda value: ascii(value[:40]),
)
def test_what_is_no_story_is_refused_with_one_sentence_and_its_line(data, sentence):
    assert refusal_of(data) == sentence


def test_a_file_of_five_megabytes_is_still_read():
    top = b"A headline\nA standfirst.\n"
    assert len(read_document(top + b"x" * (MAX_BYTES - len(top))).body) == MAX_BYTES - len(top) + len("<p></p>")


@pytest.mark.parametrize("end", ["\r", "\u2028", "\r\n", "\n"], ids=ascii)
def test_the_line_of_a_wrong_character_is_counted_as_lines_are_read(end):
    data = end.join(["A headline", "A standfirst.", "caf"]).encode() + b"\xe9"
    assert refusal_of(data) == sentences.NOT_UTF8_LINE_3


def test_a_broken_utf_16_file_is_not_blamed_on_utf_8():
    data = "A headline\nA standfirst.\n".encode("utf-16") + b"\x00\xd8"
    assert refusal_of(data).startswith("line 3: ")
    assert "is not UTF-8" not in refusal_of(data)


def test_the_length_of_a_headline_is_that_of_the_letters_that_are_kept():
    assert read("e\u0301" * 250 + "\nA standfirst.\nOne.").headline == "\u00e9" * 250


def test_a_line_of_nothing_but_a_byte_order_mark_is_empty():
    assert refusal_of("\ufeff\ufeff\nA standfirst.\nOne.".encode()) == (sentences.FIRST_LINE_NOT_A_HEADLINE)
    assert refusal_of("A headline\nA standfirst.\n\ufeff".encode()) == sentences.NO_TEXT_BELOW


@pytest.mark.parametrize("headline", ["POLICE COLUMN STOPPED AT BORDER", "PARLIAMENT TO LIVE STREAM DEBATES"])
def test_a_headline_in_capitals_is_no_label_because_of_one_of_its_words(headline):
    assert read(f"{headline}\nA standfirst.\nOne.\nTwo.") == replace(PLAIN, headline=headline)
