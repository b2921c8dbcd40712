"""Stories in Arabic, Spanish, French and Urdu."""

import json
import tracemalloc
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.lib.geo import COUNTRIES, Story, about_codes, suggest
from articles.lib.geo.build import language_lexicon_builder
from articles.lib.geo.suggest.languages import LANGUAGES, load_vocabulary

URDU = Story(
    "اسلام آباد اور کابل کے درمیان سفیروں کا تبادلہ",
    standfirst="پاکستان نے افغانستان میں اپنا سفیر مقرر کر دیا",
    paragraphs=[
        "پاکستان نے افغانستان کے لیے سفیر نامزد کر دیا ہے۔ افغان حکام نے فیصلے کا خیر مقدم کیا۔",
        "پاکستانی وزیرِ خارجہ گزشتہ ماہ کابل گئے تھے۔ افغان وفد بھی اسلام آباد آیا تھا۔",
        "دونوں ملکوں کی سرحد پر کشیدگی رہی ہے۔ پاکستان کا کہنا ہے کہ حملے افغان سرزمین سے ہوئے۔",
        "چین، متحدہ عرب امارات اور روس کے سفیر بھی وہاں موجود ہیں۔",
    ],
    language="ur",
)
ARABIC = Story(
    "مصر والسودان تبحثان أزمة سد النهضة",
    paragraphs=[
        "بحث وزيرا خارجية مصر والسودان في القاهرة أزمة السد. وقالت القاهرة إنها لن تقبل بحل منفرد.",
        "وأكد الوزير السوداني أن الخرطوم تشارك مصر موقفها، ورحب المسؤولون المصريون بذلك.",
        "وكان الوفد السوداني قد وصل إلى القاهرة يوم الأحد، وغادرها المصريون إلى الخرطوم أمس.",
        "وأبدت السعودية والإمارات وتركيا استعدادها للوساطة.",
    ],
    language="ar",
)
FRENCH = Story(
    "Le Mali et l’Algérie renouent le dialogue",
    paragraphs=[
        "Le ministre malien des affaires étrangères s’est rendu à Alger lundi. Le Mali avait rappelé son ambassadeur.",
        "Les autorités algériennes ont salué la visite. Bamako souhaite rouvrir la frontière avec l’Algérie.",
        "Les diplomates maliens et algériens se reverront en mai. Alger propose une médiation.",
        "La France, la Russie et la Chine ont pris acte de l’annonce.",
    ],
    language="fr",
)
SPANISH = Story(
    "Colombia y Venezuela reabren la frontera",
    paragraphs=[
        "El Gobierno colombiano anunció la reapertura de los pasos con Venezuela. Caracas confirmó la noticia.",
        "Los comerciantes venezolanos esperan vender más en Colombia. Bogotá pide controles.",
        "La canciller colombiana viajará a Caracas en mayo, y los venezolanos enviarán una delegación.",
        "Brasil, Panamá y Estados Unidos celebraron el acuerdo.",
    ],
    language="es",
)


@pytest.mark.parametrize(
    ("story", "about", "mentioned"),
    [
        (URDU, {"PK", "AF"}, {"CN", "AE", "RU"}),
        (ARABIC, {"EG", "SD"}, {"SA", "AE", "TR"}),
        (FRENCH, {"ML", "DZ"}, {"FR", "RU", "CN"}),
        (SPANISH, {"CO", "VE"}, {"BR", "PA", "US"}),
    ],
    ids=["ur", "ar", "fr", "es"],
)
def test_a_story_is_about_its_two_countries_and_mentions_the_rest(story, about, mentioned):
    found = suggest(story)
    assert {suggestion.code for suggestion in found if suggestion.role == "about"} == about
    assert {suggestion.code for suggestion in found if suggestion.role == "mentioned"} == mentioned


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "وصل وفد إلى باكستان", ["PK"]),
        ("ar", "وباكستان وبالصين وللهند ولإيران", ["CN", "IN", "IR", "PK"]),
        ("ar", "المسؤولون الباكستانيون والصينية والروسيين", ["CN", "PK", "RU"]),
        ("ar", "بَاكِسْتَان", ["PK"]),
        ("ar", "الولايات المتحدة والمملكة المتحدة", ["GB", "US"]),
        ("ar", "الإصلاح المالي والقال والقيل", []),
        ("ur", "پاكستان اور ايران", ["IR", "PK"]),
        ("ur", "پاکستانیوں نے بھارتی وفد سے ملاقات کی", ["IN", "PK"]),
        ("ur", "متحدہ عرب امارات اور امریکہ", ["AE", "US"]),
        ("ur", "شام کو مالی مدد ملی", []),
        ("fr", "les autorités pakistanaises et l’armée afghane", ["AF", "PK"]),
        ("fr", "La Côte d’Ivoire et les États-Unis", ["CI", "US"]),
        ("fr", "Le Royaume-Uni et le Chili", ["CL", "GB"]),
        ("fr", "un chili épicé et un tour", []),
        ("es", "el Gobierno pakistaní y las fuerzas afganas", ["AF", "PK"]),
        ("es", "EEUU y los Emiratos Árabes Unidos", ["AE", "US"]),
        ("es", "España y los españoles", ["ES"]),
        ("es", "un chile picante", []),
    ],
)
def test_names_and_peoples_are_read_as_the_language_writes_them(language, text, expected):
    found = suggest(Story("", paragraphs=[text], language=language))
    assert sorted(suggestion.code for suggestion in found) == expected


def test_a_language_with_a_region_is_read_as_the_language_and_an_unknown_one_as_english():
    assert about_codes(suggest(Story("La France vote", language="fr-CA"))) == ["FR"]
    assert about_codes(suggest(Story("France votes", language="de"))) == ["FR"]


def test_a_dateline_is_read_in_the_storys_language():
    assert about_codes(suggest(Story("اجلاس", paragraphs=["اجلاس ہوا۔"], dateline="لاہور", language="ur"))) == ["PK"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_committed_lexicon_of_a_language_is_what_the_sources_make(language):
    path = resources.files("articles.lib.geo").joinpath("data", f"lexicon_{language}.json")
    assert json.loads(path.read_text(encoding="utf-8")) == language_lexicon_builder.build(language)
    assert len(path.read_bytes()) < 1_000_000


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_nearly_every_country_has_a_name_and_every_meaning_is_a_country(language):
    meant = {code for _, codes in load_vocabulary(language).phrases.values() for code in codes}
    assert meant <= set(COUNTRIES)
    assert len(meant) > 240


def test_a_story_in_another_language_takes_little_memory():
    load_vocabulary.cache_clear()
    tracemalloc.start()
    try:
        load_vocabulary("ar")
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 2_000_000


WORDS = st.sampled_from(
    [
        "پاکستان",
        "وباكستان",
        "الصين",
        "للهند",
        "إيران، ",
        "l’Iran",
        " et ",
        "États-Unis",
        "EE.UU.",
        "، ",
        "۔ ",
        "\u064b",
        " و",
    ]
)
PARTS = st.lists(st.one_of(WORDS, st.text(max_size=9))).map("".join)


@settings(max_examples=200)
@given(PARTS, st.lists(PARTS, max_size=3), PARTS, st.sampled_from(sorted(LANGUAGES)))
def test_any_text_is_answered_with_evidence_that_quotes_it(headline, paragraphs, dateline, language):
    story = Story(headline, paragraphs=paragraphs, dateline=dateline, language=language)
    for suggestion in suggest(story):
        assert suggestion.evidence
        for evidence in suggestion.evidence:
            field = {"headline": [headline], "dateline": [dateline]}.get(evidence.place, paragraphs)
            assert field[evidence.index][evidence.start : evidence.end] == evidence.text
