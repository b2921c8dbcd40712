"""No text may break the suggester or hold it up."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.countries import COUNTRIES, Story, suggest

MEGABYTE = 1_000_000
# A guard against work without bound, which would take minutes; how fast it is, is no business of a test.
CPU_LIMIT = 5.0

HOSTILE = {
    "a hundred thousand names": "France, " * (MEGABYTE // 8),
    "all names": " ".join(country.name for country in COUNTRIES.values()) * 300,
    "one word": "A" * MEGABYTE,
    "dots": "U." * (MEGABYTE // 2),
    "initials": "A. " * (MEGABYTE // 3),
    "half a phrase": "New " * (MEGABYTE // 4),
    "saints": "St. " * (MEGABYTE // 4),
    "qualifiers": "Vienna, V" * (MEGABYTE // 9),
    "hyphens": "John-" * (MEGABYTE // 5),
    "spaces": " " * MEGABYTE,
    "spaces in a phrase": "United" + " " * MEGABYTE + "States",
    "commas": ", " * (MEGABYTE // 2),
    "companies": "Cyprus & A B " * (MEGABYTE // 13),
    "money": "¥£yen" * (MEGABYTE // 5),
    "capitals": "NICE IRAN " * (MEGABYTE // 10),
    "marks": "e\u0301" * (MEGABYTE // 2),
    "soft hyphens": "\u00ad" * MEGABYTE,
    "another script": "پاکستان " * (MEGABYTE // 8),
    "emoji": "🇵🇰" * (MEGABYTE // 2),
    "surrogates": "\ud800" * MEGABYTE,
    "hidden letters": "İI" * (MEGABYTE // 2),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["headline", "standfirst", "paragraphs", "dateline"])
def test_a_megabyte_of_anything_is_answered_in_time(text, field):
    story = Story(**{"headline": "", field: [text] if field == "paragraphs" else text})
    suggest(Story("Kabul"))
    started = time.process_time()
    suggest(story, home="US")
    assert time.process_time() - started < CPU_LIMIT


@pytest.mark.parametrize("text", ["وللباكستان " * (MEGABYTE // 11), "الولايات " * (MEGABYTE // 9), *HOSTILE.values()])
@pytest.mark.parametrize("language", ["ar", "es", "fr", "ur"])
def test_a_megabyte_is_answered_in_time_in_every_language(text, language):
    story = Story("", paragraphs=[text], language=language)
    suggest(Story("كابل", language=language))
    started = time.process_time()
    suggest(story)
    assert time.process_time() - started < CPU_LIMIT


def test_a_million_paragraphs_are_answered_in_time():
    story = Story("Kabul", paragraphs=["I"] * MEGABYTE)
    started = time.process_time()
    assert [suggestion.code for suggestion in suggest(story)] == ["AF"]
    assert time.process_time() - started < CPU_LIMIT


def test_a_name_cut_by_the_limit_is_not_read_as_a_shorter_one():
    filler = "word " * 20_000
    found = {
        suggestion.code
        for shift in range(9)
        for suggestion in suggest(Story("", paragraphs=["x" * shift + " Nigeria " * 8_000 + filler]))
    }
    assert found == {"NG"}


PIECES = st.sampled_from(
    ["Georgia", "US", "U.S.", "Jordan ", "St. ", "Vienna, Va.", "Côte d’", "Ivoire", ", ", "-", "’s", "\n", "Mr. ", "É"]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(PIECES, st.text(max_size=12))).map("".join),
    st.lists(st.lists(st.one_of(PIECES, st.text(max_size=12))).map("".join), max_size=4),
    st.text(max_size=40),
    st.sampled_from([None, "US", "PK"]),
)
def test_any_text_is_answered_with_evidence_that_quotes_it(headline, paragraphs, dateline, home):
    story = Story(headline, paragraphs=paragraphs, dateline=dateline)
    for suggestion in suggest(story, home=home):
        assert 0 <= suggestion.score <= 1
        assert suggestion.evidence or suggestion.code == home
        for evidence in suggestion.evidence:
            field = {"headline": [headline], "dateline": [dateline]}.get(evidence.place, paragraphs)
            assert field[evidence.index][evidence.start : evidence.end] == evidence.text


def test_the_lexicon_takes_little_memory():
    from articles.countries.lexicon import lexicon  # noqa: PLC0415 - measured from here

    lexicon.cache_clear()
    tracemalloc.start()
    try:
        lexicon()
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 5 * MEGABYTE
    assert peak < 15 * MEGABYTE
