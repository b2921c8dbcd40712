"""One name spelled two ways is found by the rule of its module; names that are two are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.text.spellings import MAX_NAMES, find_spelling_variants
from tests.support.effort import FACTOR, count_lines_run


def found(*paragraphs):
    return [(one.paragraph, one.spot.quote, one.usual) for one in find_spelling_variants(paragraphs)]


def both(first, second):
    """What is found in a text that has the first name twice and the second once."""
    return found(f"We met {first} on Sunday.", f"Then {first} met {second} again.")


@pytest.mark.parametrize(
    ("usual", "rare"),
    [
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Zelensky"),
        ("Mohammed", "Muhammad"),
        ("Mohamed", "Muhammad"),
        ("Erdoğan", "Erdogan"),
        ("Shabaab", "Shabab"),
        ("Hezbollah", "Hizbullah"),
        ("Taliban", "Taleban"),
        ("Tehran", "Teheran"),
        ("Macron", "Marcon"),
        ("Kyrgyz", "Kirgiz"),
        ("Qadir", "Kadir"),
        ("Josef", "Joseph"),
        ("Tōkyō", "Tokyo"),
    ],
)
def test_a_name_spelled_two_ways_is_found_where_its_rarer_spelling_stands(usual, rare):
    assert both(usual, rare) == [(1, rare, usual)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Austria", "Australia"),
        ("Iran", "Iraq"),
        ("Niger", "Nigeria"),
        ("Nigeria", "Nigerian"),
        ("Mali", "Malawi"),
        ("Maria", "Mario"),
        ("Christina", "Christine"),
        ("Korea", "Korean"),
        ("Slovakia", "Slovenia"),
        ("Gambia", "Zambia"),
        ("Grenada", "Granada"),
        ("Afghan", "Afghans"),
        ("Tuesday", "Thursday"),
        ("Robert", "Roberta"),
        ("Walker", "Waller"),
        ("Elena", "Alina"),
        ("Sudan", "Sedan"),
        ("NATO", "Nato"),
        ("کابل", "قابل"),
    ],
)
def test_two_names_are_left_alone(first, second):
    assert both(first, second) == []


def test_only_the_beginning_of_a_sentence_makes_no_name():
    assert found("Zelensky came. Zelenskyy left. “Zelenskyy!”") == []
    assert found("Here Zelensky came. Here Zelenskyy left.") == [(0, "Zelenskyy", "Zelensky")]


def test_a_word_that_is_also_written_small_is_no_name():
    text = "The Council met the Councell."
    assert found(text) == [(0, "Councell", "Council")]
    assert found(text, "A council is no name.") == []


def test_a_possessive_is_no_spelling():
    assert found("We met Zelensky at Zelensky’s house.") == []


@given(st.lists(st.text(alphabet=st.sampled_from("AaEeiyqkZzlnsh '’.éÉ\n")), max_size=4))
def test_every_spot_quotes_its_paragraph_and_the_other_spelling_is_there(paragraphs):
    for one in find_spelling_variants(paragraphs):
        assert paragraphs[one.paragraph][one.spot.start : one.spot.end] == one.spot.quote != one.usual
        assert any(one.usual in paragraph for paragraph in paragraphs)


@given(st.text())
def test_any_text_is_read_without_an_error(text):
    assert isinstance(list(find_spelling_variants([text])), list)


def test_a_text_of_nothing_but_names_is_read_in_time():
    letters = "abcdefghijklmnop"
    names = [f"Z{a}{b}{c}n" for a in letters for b in letters for c in letters][:MAX_NAMES]
    few = len(names) // FACTOR
    short, long = (
        count_lines_run(lambda text=text: found("we met " + " ".join(text))) for text in (names[:few], names)
    )
    assert 0 < long < 3 * FACTOR * short
