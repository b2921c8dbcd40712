"""A story's text, cut into pieces where its countries are named."""

from articles.admin.geo.untagged_story import TextPiece, split_text


def test_words_are_cut_where_countries_are_named():
    spans = [(10, 15, "PK"), (0, 5, "AF"), (3, 8, "IR"), (14, 99, "CN")]
    assert split_text("Kabul and Quetta", spans) == [
        TextPiece("Kabul", "AF"),
        TextPiece(" and "),
        TextPiece("Quett", "PK"),
        TextPiece("a"),
    ]
    assert split_text("", []) == []
