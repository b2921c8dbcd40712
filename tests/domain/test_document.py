"""The typed value in which words travel."""

import datetime
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.document import (
    LIMITS,
    SCHEMA,
    CountryLine,
    CreditLine,
    CreditRole,
    Document,
    Genre,
    InvalidDocument,
    Language,
    Original,
    with_countries,
)
from articles.domain.kickers import genre_of
from tests.support import sentences

PLAIN = Document(headline="A gauge", body="<p>ENGINEERS met.</p>")


@pytest.mark.parametrize(
    ("label", "genre"),
    [
        ("NEWS ANALYSIS", Genre.ANALYSIS),
        ("Analysis", Genre.ANALYSIS),
        ("  OPINION ", Genre.OPINION),
        ("GUEST COMMENT", Genre.OPINION),
        ("EDITORIAL", Genre.OPINION),
        ("COLUMN", Genre.OPINION),
        ("THE INTERVIEW", Genre.INTERVIEW),
        ("FEATURE", Genre.FEATURE),
        ("EXPLAINER", Genre.EXPLAINER),
        ("EXPLAINED", Genre.EXPLAINER),
        ("LIVE", Genre.LIVE),
        ("OPINION INTERVIEW", Genre.INTERVIEW),
        ("SPORT", Genre.NEWS),
        ("ANALYSISTS", Genre.NEWS),
        ("", Genre.NEWS),
    ],
)
def test_a_label_names_the_genre(label, genre):
    assert genre_of(label) == genre


@pytest.mark.parametrize("label", ["EXPLAINER: WATER", "NEWS-EXPLAINER", "WATER | EXPLAINER", "(EXPLAINER)"])
def test_a_genre_is_read_whatever_stands_beside_it(label):
    assert genre_of(label) == Genre.EXPLAINER


def test_a_document_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        PLAIN.headline = "Another"


def test_cleaning_normalises_every_word_and_names_each_thing_once():
    raw = Document(
        headline=" Cafe\u0301\r\nreopens ",
        standfirst="One\u2028two",
        label=" NEWS\x00 ANALYSIS ",
        genre="analysis",
        dateline="\ufeffQuetta",
        dated=datetime.date(2025, 5, 31),
        body='<p onclick="x">a</p><p></p>',
        credits=(CreditLine(2), CreditLine(1), CreditLine(2), CreditLine(2, "editor")),
        section=4,
        tags=(" Water", "water", "", "Diplomacy\n", "WATER"),
        countries=(
            CountryLine("cn", "mentioned"),
            CountryLine("AF"),
            CountryLine("CN"),
            CountryLine("af", "mentioned"),
        ),
        lead_image=5,
        language="fr",
        slug=" A Café ",
    )
    assert raw.cleaned() == Document(
        headline="Café reopens",
        standfirst="One two",
        label="NEWS ANALYSIS",
        genre="analysis",
        dateline="Quetta",
        dated=datetime.date(2025, 5, 31),
        body="<p>a</p>",
        credits=(CreditLine(2), CreditLine(1), CreditLine(2, "editor")),
        section=4,
        tags=("Water", "Diplomacy"),
        countries=(CountryLine("AF"), CountryLine("CN")),
        lead_image=5,
        language="fr",
        slug="a-cafe",
    )


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"headline": " \u2028 "}, {"headline": sentences.HEADLINE_MISSING}),
        ({"headline": "x" * 251}, {"headline": "“Headline” has 251 characters; the limit is 250."}),
        ({"standfirst": "x" * 1001}, {"standfirst": "“Standfirst” has 1,001 characters; the limit is 1,000."}),
        ({"label": "x" * 61}, {"label": "“Kicker” has 61 characters; the limit is 60."}),
        ({"dateline": "x" * 101}, {"dateline": "“Dateline” has 101 characters; the limit is 100."}),
        ({"body": "x" * 1_000_001}, {"body": "“Body” has 1,000,001 characters; the limit is 1,000,000."}),
        ({"tags": ("x" * 101,)}, {"tags": sentences.TAG_TOO_LONG}),
        (
            {"genre": "poem"},
            {
                "genre": "“poem” isn’t a genre; choose one of news, analysis, opinion, interview, feature, explainer, live."
            },
        ),
        ({"language": "tlh"}, {"language": sentences.UNKNOWN_LANGUAGE_TLH}),
        (
            {"headline": "", "language": "tlh"},
            {"headline": sentences.HEADLINE_MISSING, "language": sentences.UNKNOWN_LANGUAGE_TLH},
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_words_that_cannot_be_kept_are_refused_by_field(change, problems):
    with pytest.raises(InvalidDocument) as refusal:
        replace(PLAIN, **change).cleaned()
    assert refusal.value.problems == problems
    assert str(refusal.value) == " ".join(problems.values())


@pytest.mark.parametrize("name", ["headline", "standfirst", "label", "dateline", "body"])
def test_words_as_long_as_the_limit_fit(name):
    document = replace(PLAIN, **{name: "x" * LIMITS[name]})
    assert getattr(document.cleaned(), name) == "x" * LIMITS[name]


def test_a_slug_asked_for_is_cut_to_what_fits():
    assert replace(PLAIN, slug="word " * 40).cleaned().slug == "-".join(["word"] * 16)


def test_words_and_paragraphs_are_those_of_the_body():
    document = replace(PLAIN, body="<h2>Water</h2><p>Two <em>well-known</em> gauges</p>")
    assert (document.paragraphs, document.words) == (["Water", "Two well-known gauges"], 4)


def test_the_lead_picture_comes_first_and_none_twice():
    body = '<figure data-picture="3"></figure><figure data-picture="9"></figure>'
    assert replace(PLAIN, body=body).pictures == [3, 9]
    assert replace(PLAIN, body=body, lead_image=9).pictures == [9, 3]


def test_the_json_form_says_everything():
    document = replace(
        PLAIN,
        dated=datetime.date(2025, 5, 31),
        credits=(CreditLine(7),),
        countries=(CountryLine("PK"),),
        tags=("Water",),
        backstory="We read both gauges.",
        original=Original(3, 2),
        lead_caption="The gauge at noon.",
    )
    assert Document.from_json(document.to_json()) == document
    assert document.to_json() == {
        "schema": 1,
        "headline": "A gauge",
        "standfirst": "",
        "label": "",
        "genre": "news",
        "dateline": "",
        "dated": "2025-05-31",
        "body": "<p>ENGINEERS met.</p>",
        "credits": ({"author": 7, "role": "writer"},),
        "section": None,
        "tags": ("Water",),
        "countries": ({"code": "PK", "role": "about"},),
        "lead_image": None,
        "language": "en",
        "slug": "",
        "backstory": "We read both gauges.",
        "original": {"article": 3, "number": 2},
        "lead_caption": "The gauge at noon.",
        "lead_alt": "",
        "lead_credit": "",
    }


@pytest.mark.parametrize("schema", [SCHEMA + 1, 0, "1", None])
def test_a_json_form_of_another_schema_is_refused(schema):
    data = PLAIN.to_json() | {"schema": schema}
    with pytest.raises(ValueError, match=rf"^Unknown document schema {schema!r}\.$"):
        Document.from_json(data)


def test_reading_the_json_form_leaves_it_as_it_was():
    data = PLAIN.to_json()
    Document.from_json(data)
    assert data == PLAIN.to_json()


WORDS = st.text(max_size=30)
DOCUMENTS = st.builds(
    Document,
    headline=WORDS.map(lambda text: "Headline " + text),
    standfirst=WORDS,
    label=WORDS,
    genre=st.sampled_from(Genre.values),
    dateline=WORDS,
    dated=st.none() | st.dates(datetime.date(1700, 1, 1)),
    body=st.text(st.sampled_from("<>/p&;e\u0301 a"), max_size=60),
    credits=st.lists(st.builds(CreditLine, st.integers(1, 5), st.sampled_from(CreditRole.values)), max_size=4).map(
        tuple
    ),
    section=st.none() | st.integers(1),
    tags=st.lists(WORDS, max_size=4).map(tuple),
    countries=st.lists(
        st.builds(CountryLine, st.sampled_from(["PK", "af", "CN"]), st.sampled_from(["about", "mentioned"])), max_size=5
    ).map(tuple),
    lead_image=st.none() | st.integers(1),
    language=st.sampled_from(Language.values),
    slug=WORDS,
)


@given(DOCUMENTS)
def test_a_document_comes_back_from_json_as_it_went(document):
    assert Document.from_json(document.to_json()) == document


@given(DOCUMENTS)
def test_cleaning_again_changes_nothing(document):
    once = document.cleaned()
    assert once.cleaned() == once


def test_a_body_nested_without_end_is_refused_before_it_is_read():
    with pytest.raises(InvalidDocument, match="more than 100 levels of nested elements"):
        Document(headline="Deep", body="<blockquote>" * 20_000 + "x").cleaned()
    assert Document(headline="Long", body="<p>x" * 20_000).cleaned().words == 20_000


def test_a_figure_loses_none_of_the_words_in_it():
    body = (
        '<figure data-picture="1"><p>A word</p><figcaption>Its <em>caption</em></figcaption></figure><figure>B</figure>'
    )
    document = Document(headline="Figures", body=body).cleaned()
    assert document.body == '<figure data-picture="1"><figcaption>Its caption</figcaption></figure><p>A word</p>B'
    assert document.cleaned() == document


def test_other_countries_leave_a_clean_document_clean():
    document = Document(headline="A gauge", body="<p>One.</p>").cleaned()
    lines = (CountryLine("pk", "mentioned"), CountryLine("PK"), CountryLine("AF"))
    assert with_countries(document, lines) == document.replace(countries=lines).cleaned()
    with pytest.raises(InvalidDocument) as refused:
        with_countries(document, (CountryLine("QQ"),))
    assert list(refused.value.problems) == ["countries"]


def test_a_changed_document_is_cleaned_again_before_it_is_saved():
    document = Document(headline="A gauge").cleaned().replace(body="<p>One.</p><script>two</script>")
    assert (document.body, document.cleaned().body) == ("<p>One.</p><script>two</script>", "<p>One.</p>")
