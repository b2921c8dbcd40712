"""The newsroom's list of countries, their flags and codes."""

import pytest

from articles.countries import COUNTRIES, CountryName, UnknownCountry, flag, normalise_code


def test_there_are_the_249_iso_countries_and_kosovo():
    assert len(COUNTRIES) == 250
    assert "XK" in COUNTRIES
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in COUNTRIES)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("PK", CountryName("PK", "Pakistan", "PAK", "586", "Asia", "asia", "Southern Asia")),
        ("TW", CountryName("TW", "Taiwan", "TWN", "158", "Asia", "asia", "Eastern Asia")),
        ("XK", CountryName("XK", "Kosovo", "XKX", "", "Europe", "europe", "Southern Europe")),
        ("KE", CountryName("KE", "Kenya", "KEN", "404", "Africa", "africa", "Eastern Africa")),
        ("AQ", CountryName("AQ", "Antarctica", "ATA", "010", "Antarctica", "antarctica", "Antarctica")),
    ],
)
def test_a_country_knows_its_names_and_its_place(code, expected):
    assert COUNTRIES[code] == expected


def test_names_are_those_newspapers_write():
    wanted = {
        "US": "United States",
        "HK": "Hong Kong",
        "MM": "Myanmar",
        "CI": "Ivory Coast",
        "CD": "DR Congo",
        "BA": "Bosnia and Herzegovina",
        "TR": "Türkiye",
    }
    assert {code: COUNTRIES[code].name for code in wanted} == wanted


def test_only_kosovo_lacks_a_un_number():
    assert [code for code, country in COUNTRIES.items() if not country.m49] == ["XK"]
    assert len({country.m49 for country in COUNTRIES.values()}) == 250


def test_regions_are_the_five_of_m49_and_antarctica():
    assert {country.region_slug for country in COUNTRIES.values()} == {
        "africa",
        "americas",
        "antarctica",
        "asia",
        "europe",
        "oceania",
    }


def test_the_list_cannot_be_changed():
    with pytest.raises(TypeError):
        COUNTRIES["ZZ"] = COUNTRIES["PK"]


@pytest.mark.parametrize(("code", "sign"), [("PK", "🇵🇰"), ("pk", "🇵🇰"), ("XK", "🇽🇰"), ("GB", "🇬🇧")])
def test_a_flag_is_two_regional_indicators(code, sign):
    assert flag(code) == sign


@pytest.mark.parametrize("text", ["PK", " pk ", "PAK", "pak", "Pakistan", "PAKISTAN", "🇵🇰", "ＰＫ"])
def test_a_code_is_read_however_a_person_writes_it(text):
    assert normalise_code(text) == "PK"


@pytest.mark.parametrize("text", ["", "ZZ", "PX", "Pakistann", "P", "🇿🇿", "x" * 100_000])
def test_an_unknown_code_is_refused(text):
    with pytest.raises(UnknownCountry):
        normalise_code(text)


def test_the_refusal_offers_the_nearest_codes():
    with pytest.raises(UnknownCountry, match=r"“Pakistann”.*PK \(Pakistan\)"):
        normalise_code("Pakistann")


def test_a_flag_for_no_country_is_refused():
    with pytest.raises(UnknownCountry):
        flag("ZZ")
