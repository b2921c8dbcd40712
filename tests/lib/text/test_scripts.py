"""Words in Arabic script inside a text."""

import pytest

from articles.lib.text.scripts import split_scripts


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("", []),
        ("Kabul and Quetta", [("Kabul and Quetta", "")]),
        ("کوئٹہ سے زاہدان", [("کوئٹہ سے زاہدان", "ur")]),
        ("لا تترجموا لنا جيراننا", [("لا تترجموا لنا جيراننا", "ar")]),
        (
            "The poet فیض احمد, ہمارے said",
            [("The poet ", ""), ("فیض احمد", "ar"), (", ", ""), ("ہمارے", "ur"), (" said", "")],
        ),
        ("Cairo (مصر) 2026", [("Cairo (", ""), ("مصر", "ar"), (") 2026", "")]),
        ("1922 میں Quetta سے", [("1922 میں Quetta سے", "ur")]),
    ],
)
def test_words_in_arabic_script_are_told_apart_and_urdu_is_known_by_its_own_letters(words, parts):
    assert list(split_scripts(words)) == parts


def test_no_letter_of_a_text_is_lost_or_moved():
    words = "See «چاہ بہار»: 25٪ of Chabahar’s, خلیج‌فارس; end"
    assert "".join(part for part, _language in split_scripts(words)) == words
