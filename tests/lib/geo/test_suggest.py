"""Countries suggested for whole stories, their order, roles and evidence."""

from pathlib import Path

import pytest

from articles.lib.geo import Story, UnknownCountry, about_codes, explain_suggestion, suggest, summarise_evidence

STORIES = [
    line.split(" | ")
    for line in (Path(__file__).parent / "sample_stories.txt").read_text(encoding="utf-8").splitlines()
]

ENVOYS = Story(
    headline="In first, Islamabad names envoy to Afghanistan",
    standfirst="Islamabad has named an ambassador to the Taliban-led Afghan administration",
    paragraphs=[
        "PAKISTAN has named its first ambassador to Afghanistan since 2021, its foreign office said.",
        "The move follows talks between Islamabad and Kabul. Pakistan’s minister had flown to Kabul in May, and "
        "Afghan officials visited Pakistan a month later.",
        "A few nations, among them China, the United Arab Emirates, and Russia, have ambassadors in Kabul. "
        "The UAE was the first.",
    ],
)


def roles(story, **settings):
    return {suggestion.code: suggestion.role for suggestion in suggest(story, **settings)}


def body(text):
    return Story("", paragraphs=[text])


@pytest.mark.parametrize(("code", "headline", "text"), STORIES, ids=[headline for _, headline, _ in STORIES])
def test_the_first_country_of_a_story_is_what_it_is_about(code, headline, text):
    first = suggest(Story(headline, paragraphs=[text]))[0]
    assert (first.code, first.role) == (code, "about")


def test_a_story_of_two_countries_is_about_both_and_mentions_the_rest():
    assert roles(ENVOYS) == {
        "PK": "about",
        "AF": "about",
        "CN": "mentioned",
        "AE": "mentioned",
        "RU": "mentioned",
    }


def test_suggestions_come_the_most_important_first():
    scores = [suggestion.score for suggestion in suggest(ENVOYS)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_labels_are_the_countries_a_story_is_about():
    assert sorted(about_codes(suggest(ENVOYS))) == ["AF", "PK"]


def test_the_same_story_gets_the_same_answer():
    assert suggest(ENVOYS) == suggest(ENVOYS)


def test_evidence_quotes_the_text_where_it_stands():
    fields = {"headline": [ENVOYS.headline], "standfirst": [ENVOYS.standfirst]}
    quoted = [evidence for suggestion in suggest(ENVOYS) for evidence in suggestion.evidence]
    assert len(quoted) == 17
    for evidence in quoted:
        field = fields.get(evidence.place, ENVOYS.paragraphs)
        assert field[evidence.index][evidence.start : evidence.end] == evidence.text


def test_evidence_says_what_the_words_are():
    story = Story("Kenya votes", paragraphs=["Kenyans queued in Nairobi.", "In Mombasa, rain fell."])
    (kenya,) = suggest(story)
    assert [(evidence.text, evidence.kind, evidence.place, evidence.index) for evidence in kenya.evidence] == [
        ("Kenya", "name", "headline", 0),
        ("Kenyans", "demonym", "first_paragraph", 0),
        ("Nairobi", "capital", "first_paragraph", 0),
        ("Mombasa", "city", "body", 1),
    ]


def test_an_explanation_counts_the_words_and_names_the_place():
    story = Story("Kabul waits", paragraphs=["Afghan traders in Kabul met Afghan officials and an Afghan envoy."])
    (afghanistan,) = suggest(story)
    assert explain_suggestion(afghanistan) == "Afghan ×3, Kabul ×2, in the headline"


def test_a_dateline_is_evidence_of_where_a_story_was_filed():
    story = Story("Ministers meet", paragraphs=["Ministers met on Monday."], dateline="KARACHI, May 3")
    (pakistan,) = suggest(story)
    assert [(evidence.text, evidence.place) for evidence in pakistan.evidence] == [("KARACHI", "dateline")]
    assert explain_suggestion(pakistan) == "KARACHI, in the dateline"


def test_without_the_dateline_the_same_story_names_no_country():
    assert suggest(Story("Ministers meet", paragraphs=["Ministers met on Monday."])) == []


def test_a_story_that_names_nothing_is_about_home_when_there_is_one():
    story = Story("Council raises bus fares", paragraphs=["Fares rise on Monday."])
    (home,) = suggest(story, home="pk")
    assert (home.code, home.role, home.evidence) == ("PK", "about", ())
    assert explain_suggestion(home) == "the home country, which goes without saying"


def test_home_must_be_a_country():
    with pytest.raises(UnknownCountry, match="ZZ"):
        suggest(Story("News"), home="ZZ")


def test_an_empty_story_has_no_countries():
    assert suggest(Story("")) == []


def test_a_faint_country_is_still_what_the_story_is_about_when_it_is_the_only_one():
    assert roles(body("A man in a small town near Yekaterinburg has built a boat.")) == {"RU": "about"}


def test_the_parts_of_an_explanation_can_be_said_in_another_language():
    story = Story("Kabul waits", paragraphs=["Afghan traders in Kabul met Afghan officials and an Afghan envoy."])
    (afghanistan,) = suggest(story)
    assert summarise_evidence(afghanistan) == ((("Afghan", 3), ("Kabul", 2)), ("headline",))
    (home,) = suggest(Story("Council meets"), home="PK")
    assert summarise_evidence(home) == ((), ())


HARBOUR = Story(
    "Hong Kong reopens tunnel", paragraphs=["Drivers in Hong Kong cheered. China paid for it, Beijing said."]
)


def test_a_house_may_file_one_country_under_another():
    hong_kong, china = suggest(HARBOUR)
    assert (hong_kong.code, china.code) == ("HK", "CN")
    (joined,) = suggest(HARBOUR, merged={"hk": "CN"})
    assert (joined.code, joined.name, joined.role) == ("CN", "China", "about")
    assert [evidence.text for evidence in joined.evidence] == ["Hong Kong", "Hong Kong", "China", "Beijing"]
    assert joined.score > china.score


def test_what_is_merged_is_merged_in_the_dateline_and_for_home():
    story = Story("Council meets", paragraphs=["Fares rise."], dateline="HONG KONG, May 3")
    assert [suggestion.code for suggestion in suggest(story, merged={"HK": "CN"})] == ["CN"]
    assert [suggestion.code for suggestion in suggest(Story("Council meets"), home="HK", merged={"HK": "CN"})] == ["CN"]


@pytest.mark.parametrize("merged", [{"ZZ": "CN"}, {"HK": "ZZ"}])
def test_only_countries_can_be_merged(merged):
    with pytest.raises(UnknownCountry, match="ZZ"):
        suggest(HARBOUR, merged=merged)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("PS", "Talks on the Palestinian territories went on in Ramallah, while Gaza and the West Bank waited."),
        ("XK", "Pristina voted on Sunday, and Kosovo will have a new cabinet."),
        ("TW", "Taipei raised rates. Taiwanese banks had asked for it."),
        ("EH", "The Polisario front met near Laayoune in Western Sahara; the Sahrawi leaders spoke."),
        ("HK", "Hong Kong counted its votes. Hongkongers had queued for hours."),
    ],
)
def test_disputed_places_have_entries_of_their_own(code, text):
    first = suggest(body(text))[0]
    assert (first.code, first.role) == (code, "about")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Islamabad and Kabul will exchange envoys.", ["AF", "PK"]),
        ("Burma, Ceylon, Zaire and Swaziland sent teams.", ["CD", "LK", "MM", "SZ"]),
        ("Macedonia, Czechoslovakia, Cape Verde and Ivory Coast sent teams.", ["CI", "CV", "CZ", "MK"]),
        ("Turkey, Holland, Britain and the U.S. sent teams.", ["GB", "NL", "TR", "US"]),
        ("The Soviet Union and Yugoslavia sent teams.", ["RS", "RU"]),
        ("England and the UAE sent teams; the UK did not.", ["AE", "GB"]),
    ],
)
def test_capitals_stand_for_states_and_former_names_for_todays(text, expected):
    assert sorted(suggestion.code for suggestion in suggest(body(text))) == expected


def test_words_that_only_hint_at_a_country_say_nothing_beside_one_that_is_named():
    assert set(roles(body("Congress won in Karnataka, India said. Congress leaders cheered in New Delhi."))) == {"IN"}
    assert roles(body("Toyota and Nissan will build a plant together, Toyota said.")) == {"JP": "about"}
    assert "JP" not in roles(body("Toyota and Nissan will build a plant together in Mexico, Toyota said."))
