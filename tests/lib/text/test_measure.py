"""How long a text is, and how long reading it takes."""

import pytest

from articles.lib.text.measure import WORDS_PER_MINUTE, count_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" — … ", 0),
        ("Engineers met", 2),
        ("don’t don't stop", 3),
        ("a well-known well‑known man", 4),
        ("1,500 people, 3.5 litres", 4),
        ("rock—paper – scissors", 3),
        ("end.Start", 1),
        ("end. Start", 2),
        ("snake_case", 2),
        ("Лондон 東京", 2),
        ("U.N.", 1),
        ("دو وزارتیں متفق ہیں", 4),
    ],
)
def test_words_are_counted_as_readers_count_them(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, 1), (1, 1), (WORDS_PER_MINUTE, 1), (WORDS_PER_MINUTE + 1, 2), (10 * WORDS_PER_MINUTE, 10)],
)
def test_reading_takes_whole_minutes_and_never_none(count, expected):
    assert reading_minutes(count) == expected
