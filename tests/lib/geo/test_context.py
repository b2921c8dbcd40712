"""How the words around a name decide what it is."""

import pytest

from articles.lib.geo import Story, about_codes, suggest


def body(text):
    return Story("", paragraphs=[text])


def codes(text, **settings):
    return sorted(suggestion.code for suggestion in suggest(body(text), **settings))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials in Vienna, Va., met.", ["US"]),
        ("Officials in Vienna met.", ["AT"]),
        ("A court in London, Ontario, ruled.", ["CA"]),
        ("A court in London ruled.", ["GB"]),
        ("The firm of Cranford, N.J., grew.", ["US"]),
        ("She lives in Birmingham, Alabama, now.", ["US"]),
        ("She lives in Birmingham now.", ["GB"]),
        ("The mill in Paris, Texas, closed.", ["US"]),
        ("Atlanta is the largest city in Georgia, officials in Washington said.", ["US"]),
        ("Georgia and Armenia share a border.", ["AM", "GE"]),
        ("North Korea spoke. A Korean envoy left Pyongyang.", ["KP"]),
        ("A Korean envoy left.", ["KR"]),
    ],
)
def test_a_place_belongs_to_the_country_its_neighbours_name(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("person", "place"),
    [
        ("The chairman, David M. Holland, spoke.", "In Holland, the chairman spoke."),
        ("Chad Smith played the drums.", "In Chad they played the drums."),
        ("Jordan Spieth won by two.", "Jordan won by two."),
        ("Michael Jordan sat down. Jordan smiled.", "The king sat down. Jordan smiled."),
        ("Mr. Holland was late.", "Holland was late."),
        ("Ms. India read a poem.", "India read a poem."),
    ],
)
def test_a_person_is_not_a_country(person, place):
    assert codes(person) == []
    assert len(codes(place)) == 1


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("Storms crossed the Gulf of Mexico.", "Storms crossed Mexico."),
        ("The Paris Club met.", "The Paris council met."),
        ("The Warsaw Pact ended.", "The Warsaw council ended."),
        ("South American exporters met.", "American exporters met."),
        ("He has French fries for lunch.", "He has French friends for lunch."),
        ("The house on Memphis St. burned.", "The house in Memphis burned."),
        ("Tell us more.", "The US said more."),
        ("It was a turkey.", "It was Turkey."),
        ("We polish brass.", "We like Polish brass."),
    ],
)
def test_a_phrase_that_only_looks_like_a_country_is_passed_over(phrase, place):
    assert codes(phrase) == []
    assert len(codes(place)) == 1


def test_city_names_that_are_words_are_not_read_in_capitals():
    assert suggest(Story("A NICE READING OF THE MOBILE MARKET")) == []
    assert [suggestion.code for suggestion in suggest(Story("LONDON MARKET RISES"))] == ["GB"]


def test_money_says_little_about_a_country():
    story = "Egypt will pay 3 million Canadian dollars, and Canadian dollars are dear."
    egypt, canada = suggest(Story("", paragraphs=[story]))
    assert (egypt.code, canada.code) == ("EG", "CA")
    assert canada.score < egypt.score / 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pakistan’s team and Pakistan's fans", ["PK"]),
        ("the Montreal-based firm", ["CA"]),
        ("Pakistan-Afghanistan relations", ["AF", "PK"]),
        ("Côte d’Ivoire and Cote d'Ivoire", ["CI"]),
        ("Co\u0302te d’Ivoire", ["CI"]),
        ("the United\nArab   Emirates", ["AE"]),
        ("São Tomé and Príncipe", ["ST"]),
        ("U.S. and U.K. and UAE", ["AE", "GB", "US"]),
        ("the Soviet Union, Burma and Zaire", ["CD", "MM", "RU"]),
        ("(Kosovo)", ["XK"]),
        ("“Iran”", ["IR"]),
        ("Irán Iranx xIran Iran9 _Iran", ["IR"]),
        ("Nigerian Nigeriens", ["NE", "NG"]),
        ("Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GQ", "GW", "PG"]),
    ],
)
def test_names_are_read_as_papers_set_them(text, expected):
    assert codes(text) == expected


def test_a_home_town_named_like_a_capital_abroad_stays_at_home():
    text = "A student from Paris won a prize in northeast Texas. Paris is proud."
    assert codes(text, home="US") == ["US"]
    assert codes(text) == ["FR", "US"]
    assert codes(text + " The French consul came.", home="US") == ["FR", "US"]


def test_local_news_at_home_keeps_a_town_named_like_a_capital_abroad():
    text = "The Athens City Council and the Clarke County school board met. Athens is proud."
    assert codes(text, home="US") == ["US"]
    assert codes("Students at the high school in Athens sang. Athens is proud.", home="US") == ["US"]
    assert "GR" in codes("Students in Athens sang. Athens is proud.", home="US")
    assert codes("Students at the high school in Athens sang. Greek songs, all.", home="US") == ["GR"]


def test_the_code_of_a_share_is_no_name():
    assert "KR" not in codes("Rockwell <ROK> rose.")
    assert codes("The ROK navy rose.") == ["KR"]


def test_local_news_in_the_words_of_another_country_is_told_from_there():
    text = "Councillors in the borough backed higher council tax. Pensioners cheered in Lancaster."
    assert about_codes(suggest(body(text), home="US"))[:1] == ["GB"]
    assert about_codes(suggest(body("RCMP officers and Environment Canada met in Vancouver."), home="US"))[:1] == ["CA"]
    assert about_codes(suggest(body("Gardai told the HSE that Limerick was quiet."), home="US"))[:1] == ["IE"]


def test_words_of_another_country_beside_homes_own_change_nothing():
    text = "Councillors in the borough backed higher council tax. The governor of Ohio cheered."
    assert about_codes(suggest(body(text), home="US"))[:1] == ["US"]
    assert about_codes(suggest(body("A councillor spoke at the high school of Multan."), home="PK"))[:1] == ["PK"]


def test_local_news_tells_its_country_when_no_home_is_known():
    text = "The sheriff closed the middle school. The school district thanked the township."
    (found,) = suggest(body(text))
    assert (found.code, found.role) == ("US", "about")
    assert [evidence.text for evidence in found.evidence] == ["middle school", "school district", "sheriff", "township"]
    assert suggest(body("The school was closed on Monday.")) == []


def test_a_nationality_in_passing_does_not_take_local_news_abroad():
    parade = (
        "The parade starts at noon. " * 20
        + "It ends {}, where Italian sausages and Polish dumplings are sold, police said."
    )
    at_home = "on Main Street, past City Hall and the high school"
    assert about_codes(suggest(body(parade.format(at_home)), home="US")) == ["US"]
    assert "US" not in about_codes(suggest(body(parade.format("by the river")), home="US"))


@pytest.mark.parametrize(
    ("language", "country"),
    [
        ("The notice is in Spanish and Aymara.", "The Spanish notice is in Aymara."),
        ("A summary in Dari and English, he said.", "A Dari summary and English tea, he said."),
        ("He knows ten English words.", "He knows ten English towns."),
    ],
)
def test_a_language_is_no_country(language, country):
    assert codes(language) == []
    assert len(codes(country)) == 1


def test_brussels_is_the_unions_seat_where_no_belgian_is_named():
    union = "The European Union agreed rules on fishing. Brussels will publish them on Monday."
    assert codes(union) == []
    assert codes("Brussels will publish rules on fishing on Monday.") == ["BE"]
    assert codes(union + " Belgian boats objected.") == ["BE"]


def test_congress_is_a_party_where_india_is_spoken_of():
    text = "Congress won in Karnataka. Congress leaders cheered in New Delhi, and the Supreme Court was silent."
    assert codes(text, home="US") == ["IN"]
    assert codes("Congress passed the bill. Congress leaders cheered, and the Supreme Court was silent.") == ["US"]
