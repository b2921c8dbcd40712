"""A quotation mark that waits for its partner is found in every language's marks; apostrophes and inches are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.text.quotation_marks import find_unpaired_marks
from tests.support.effort import FACTOR, count_lines_run


def found(*paragraphs, language="en"):
    return [(one.paragraph, one.spot.quote, one.opens) for one in find_unpaired_marks(paragraphs, language=language)]


@pytest.mark.parametrize(
    ("text", "language", "quote", "opens"),
    [
        ("“Yes, he said.", "en", "“Yes", True),
        ("Yes,” he said.", "en", "Yes,”", False),
        ("He said “yes” and “no.", "en", "“no", True),
        ("“He said ‘no to us,” she said.", "en", "‘no", True),
        ('He said "yes and left.', "en", '"yes', True),
        ("« Oui, dit-il.", "fr", "« Oui", True),
        ("« Il a dit “non », dit-elle.", "fr", "“non", True),
        ("Oui », dit-il.", "fr", "»", False),
        ("«نعم قال الوزير.", "ar", "«نعم", True),
        ("“نعم قال الوزير.", "ar", "“نعم", True),
        ("”جی ہاں اس نے کہا۔", "ur", "”جی", True),
        ("„Ja, sagte er.", "en", "„Ja", True),
    ],
)
def test_a_mark_without_its_partner_is_found(text, language, quote, opens):
    assert found(text, language=language) == [(0, quote, opens)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“Yes,” he said.", "en"),
        ("“He said ‘no’ to us,” she said.", "en"),
        ("‘He said “no” to us,’ she said.", "en"),
        ("The workers’ union wasn’t asked in the ’90s, nor ‘em, nor in the ‘80s.", "en"),
        ('"Yes," he said, "and no."', "en"),
        ('A 12" gun.', "en"),
        ("« Il a dit “non” », dit-elle. L’État d’urgence.", "fr"),
        ("«قال “نعم” للوزير».", "ar"),
        ("“جی ہاں” اس نے کہا۔", "ur"),
        ("”جی ہاں“ اس نے کہا۔", "ur"),
        ("„Ja“, sagte er.", "en"),
        ("", "en"),
    ],
)
def test_marks_in_pairs_are_left_alone(text, language):
    assert found(text, language=language) == []


def test_a_speech_that_runs_on_may_open_every_paragraph_and_close_the_last():
    assert found("He spoke: “One.", "“Two.", "“Three.”", "Then he left.") == []
    assert found("« Un.", "« Deux. »", language="fr") == []


def test_a_speech_that_runs_on_must_open_its_next_paragraph():
    assert found("He spoke: “One.", "Then he left.") == [(0, "“One", True)]
    assert found("“One.", "“Two.") == [(1, "“Two", True)]


def test_an_apostrophe_closes_what_stands_open_and_nothing_else():
    assert found("He said ‘the workers’ and left.") == []
    assert found("He said ‘don’t and left.") == [(0, "‘don", True)]


@given(
    st.lists(st.text(alphabet=st.sampled_from("a “”‘’«»\"'„‹›۔9\n")), max_size=4), st.sampled_from(["en", "fr", "ur"])
)
def test_every_spot_quotes_its_paragraph(paragraphs, language):
    for one in find_unpaired_marks(paragraphs, language=language):
        assert paragraphs[one.paragraph][one.spot.start : one.spot.end] == one.spot.quote != ""


@given(st.text(alphabet=st.characters(exclude_characters='“”‘’«»‹›„"')))
def test_a_text_in_one_pair_of_marks_is_left_alone(text):
    for opening, closing in ("“”", "«»"):
        assert found(opening + text + closing) == []


@pytest.mark.parametrize("marks", ["“{}”", "{}“”"], ids=["one within the other", "one after the other"])
def test_eight_thousand_marks_take_no_more_steps_each_than_a_thousand(marks):
    def read(number):
        opening, closing = ("“" * number, "”" * number) if marks == "“{}”" else ("", "“”" * number)
        found(opening + closing)

    assert 0 < count_lines_run(lambda: read(8_000)) < 1.5 * FACTOR * count_lines_run(lambda: read(1_000))
