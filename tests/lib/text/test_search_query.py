"""What a reader writes into the search box, read as terms: never an error, never more than was asked."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.text.search_query import MAX_QUERY_LENGTH, MAX_TERMS, SearchQuery, Term, parse_query, replace_words
from tests.support.effort import count_lines_run

ODD = [
    '"open quote',
    '"',
    '""',
    '-""',
    "AND OR NOT NEAR ( ) * : ^ \" ' \\ & | ! <->",
    "-",
    "--",
    "*",
    "-*",
    "“”«»",
    "🇵🇰 👩🏽‍🌾",
    "headline:water",
    "a:*b&!c|<->d",
    "\u202e\u200b\ufeff",
    "x" * 10_000,
    "x " * 5_000,
    '"' * 10_000,
    "-" * 10_000,
]


def word(folded, **how):
    return Term((folded,), **how)


def phrase(*folded, **how):
    return Term(folded, exact=True, **how)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("Water  Treaty", (word("water"), word("treaty")), ()),
        ('"Water Treaty"', (phrase("water", "treaty"),), ()),
        ("“Water Treaty” «river gauge»", (phrase("water", "treaty"), phrase("river", "gauge")), ()),
        ('"waters"', (phrase("waters"),), ()),
        ("water -treaty", (word("water"),), (word("treaty"),)),
        ('water -"river gauge"', (word("water"),), (phrase("river", "gauge"),)),
        ("-treaty", (), (word("treaty"),)),
        ("negotiat*", (word("negotiat", beginning=True),), ()),
        ('"water negotiat*"', (phrase("water", "negotiat", beginning=True),), ()),
        ("water -negotiat*", (word("water"),), (word("negotiat", beginning=True),)),
        ("cease-fire and/or", (phrase("cease", "fire"), phrase("and", "or")), ()),
        ("Pakistan’s", (word("pakistan"),), ()),
        ("O'Neill", (phrase("o", "neill"),), ()),
        ("--treaty", (), (word("treaty"),)),
        ("1,000", (phrase("1", "000"),), ()),
        ('water"river gauge"', (word("water"), phrase("river", "gauge")), ()),
        ('water "river gauge', (word("water"), phrase("river", "gauge")), ()),
        ("", (), ()),
        ("?! …", (), ()),
    ],
)
def test_a_question_is_read_as_it_is_meant(text, wanted, unwanted):
    question = parse_query(text)
    assert (question.wanted, question.unwanted) == (wanted, unwanted)


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "NEAR"])
def test_what_a_database_takes_for_an_operator_is_a_word(operator):
    assert parse_query(f"one {operator} two").wanted == (word("one"), word(operator.lower()), word("two"))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("water negot", word("negot", beginning=True)),
        ("water negot ", word("negot")),
        ('"water negot"', phrase("water", "negot")),
        ("water river-ga", phrase("river", "ga", beginning=True)),
        ("water -negot", word("water")),
    ],
)
def test_while_it_is_typed_only_its_last_word_is_a_beginning(text, last):
    assert parse_query(text, typing=True).wanted[-1] == last


def test_a_beginning_that_is_not_wanted_is_one_while_it_is_typed():
    assert parse_query("water -negot", typing=True).unwanted == (word("negot", beginning=True),)


def test_a_question_says_whether_there_is_anything_to_look_for():
    assert [bool(parse_query(text)) for text in ("water", '"water"', "-water", "", "?!", "🇵🇰")] == [
        True,
        True,
        *[False] * 4,
    ]


def test_a_question_knows_its_wanted_words_in_their_order():
    assert parse_query('river "water treaty" -dam gaug*').words == ["river", "water", "treaty", "gaug"]


def test_a_question_shows_what_was_written_in_one_line():
    assert parse_query(' Water \n "Treaty" ').text == 'Water "Treaty"'


def test_a_long_question_is_cut_and_has_a_handful_of_terms():
    question = parse_query(" ".join(f"w{number}" for number in range(1000)) + " -x" * 1000)
    assert (len(question.text), len(question.wanted)) == (MAX_QUERY_LENGTH, MAX_TERMS)
    assert len(parse_query("-a " * 60).unwanted) == MAX_TERMS


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("typing", [False, True])
def test_an_odd_question_is_read_in_as_few_steps_as_its_first_letters(text, typing):
    assert isinstance(parse_query(text, typing=typing), SearchQuery)
    assert count_lines_run(lambda: parse_query(text, typing=typing)) <= count_lines_run(
        lambda: parse_query(text[:MAX_QUERY_LENGTH], typing=typing)
    )


@given(st.text(max_size=260), st.booleans())
@example("a\0b", False)
@example("\ud800", True)
@example("ﷺ" * 200, False)
def test_whatever_is_written_makes_terms_of_comparable_words(text, typing):
    question = parse_query(text, typing=typing)
    for term in (*question.wanted, *question.unwanted):
        assert term.folded
        assert all(part.isalnum() for part in term.folded)
        assert len(term.folded) == 1 or term.exact
    assert len(question.wanted) <= MAX_TERMS
    assert len(question.unwanted) <= MAX_TERMS


@given(st.text(max_size=200))
def test_a_question_read_from_its_own_text_is_the_same(text):
    question = parse_query(text)
    again = parse_query(question.text)
    assert (again.wanted, again.unwanted) == (question.wanted, question.unwanted)


@pytest.mark.parametrize(
    ("text", "better", "expected"),
    [
        ("Nogotiations on -watr", {"nogotiations": "negotiations"}, "negotiations on -watr"),
        ('"Nogotiations  on"', {"nogotiations": "negotiations"}, '"negotiations  on"'),
        ("Watér’s edge", {"water": "waters"}, "waters edge"),
        ("river", {"water": "waters"}, "river"),
        ("", {"water": "waters"}, ""),
        ("!?", {}, "!?"),
    ],
)
def test_the_better_question_changes_the_wrong_words_only(text, better, expected):
    assert replace_words(text, better) == expected


@given(st.text(max_size=120))
def test_with_nothing_better_a_question_stays_as_it_was(text):
    assert replace_words(text, {}) == text
