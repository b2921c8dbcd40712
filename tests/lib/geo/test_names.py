"""The newsroom's list of countries, their flags and codes."""

import pytest

from articles.lib.geo import (
    COUNTRIES,
    REGIONS,
    CountryName,
    UnknownCountry,
    country_name,
    flag,
    normalise_code,
    region_name,
    regions_of,
    successors,
)


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


@pytest.mark.parametrize(
    ("retired", "code"),
    [("BU", "MM"), ("zr", "CD"), ("TP", "TL"), ("DD", "DE"), ("FX", "FR"), ("UK", "GB"), ("EL", "GR"), ("ROM", "RO")],
)
def test_a_retired_code_with_one_successor_is_read_as_it(retired, code):
    assert normalise_code(retired) == code
    assert successors(retired) == (code,)


@pytest.mark.parametrize(
    ("retired", "heirs"), [("AN", ("CW", "SX", "BQ")), ("SCG", ("RS", "ME")), ("YU", successors("YUG"))]
)
def test_a_code_that_was_split_is_refused_with_its_successors(retired, heirs):
    assert successors(retired) == heirs
    with pytest.raises(UnknownCountry, match=rf"“{retired}” was split.*{heirs[0]} \(") as refusal:
        normalise_code(retired)
    assert refusal.value.nearest == heirs


@pytest.mark.parametrize("code", ["PK", "SK", "GE", "ZZ", "", "Pakistan"])
def test_a_current_or_unknown_code_has_no_successors(code):
    assert successors(code) == ()


def test_the_refusal_holds_the_nearest_codes():
    with pytest.raises(UnknownCountry) as refusal:
        normalise_code("Pakistann")
    assert refusal.value.nearest[0] == "PK"
    assert len(refusal.value.nearest) == 3


@pytest.mark.parametrize(
    ("code", "regions"),
    [
        ("PK", (("142", "Asia"), ("034", "Southern Asia"))),
        ("KE", (("002", "Africa"), ("202", "Sub-Saharan Africa"), ("014", "Eastern Africa"))),
        ("US", (("019", "Americas"), ("021", "Northern America"))),
        ("XK", (("150", "Europe"), ("039", "Southern Europe"))),
        ("AQ", (("010", "Antarctica"),)),
    ],
)
def test_a_country_lies_in_regions_from_the_widest_to_the_finest(code, regions):
    assert regions_of(code) == regions


def test_every_country_lies_in_exactly_one_widest_region():
    widest = [region for region in REGIONS.values() if not region.around]
    assert sorted(code for region in widest for code in region.codes) == sorted(COUNTRIES)
    assert REGIONS["southern-asia"].codes == ("AF", "BD", "BT", "IN", "IR", "LK", "MV", "NP", "PK")
    assert len({region.m49 for region in REGIONS.values()}) == len(REGIONS) == 30


def test_a_region_of_no_country_is_refused():
    with pytest.raises(UnknownCountry):
        regions_of("ZZ")


def test_places_are_named_in_the_readers_language():
    assert [country_name("DE", language) for language in ("ur", "ar", "fr", "es", "en", "xx")] == [
        "جرمنی",
        "ألمانيا",
        "Allemagne",
        "Alemania",
        "Germany",
        "Germany",
    ]
    assert region_name("Southern Asia", "ur") == "جنوبی ایشیا"
    assert region_name("Southern Asia", "fr") == "Asie du Sud"
    assert region_name("Southern Asia", "en") == "Southern Asia"
