"""A headline's part of an address."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.text.slugs import MAX_LENGTH, PATTERN, slugify


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Two ministries agree on one river gauge", "two-ministries-agree-on-one-river-gauge"),
        ("  What’s next — “peace” or war?! ", "whats-next-peace-or-war"),
        ("O'Neill’s ‘plan’", "oneills-plan"),
        ("Zoë Wanjirũ’s café", "zoe-wanjirus-cafe"),
        ("cafe\u0301", "cafe"),
        ("Straße, Łódź, Ærø, Þingvellir", "strasse-lodz-aero-thingvellir"),
        ("snake_case", "snake-case"),
        ("Ａ full‑width ２", "a-full-width-2"),
        ("Москва и Токио", "москва-и-токио"),
        ("دو وزارتیں متفق", "دو-وزارتیں-متفق"),
        ("東京", "東京"),
        ("!?…", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_and_joins_words(headline, slug):
    assert slugify(headline) == slug


@pytest.mark.parametrize(("headline", "slug"), [("Google™ sues", "googletm-sues"), ("№ 5", "no-5")])
def test_a_sign_that_stands_for_letters_is_written_in_lower_case(headline, slug):
    assert slugify(headline) == slug


@pytest.mark.parametrize(("headline", "slug"), [("İstanbul", "istanbul"), ("اُردو زبان", "اردو-زبان")])
def test_a_mark_on_a_letter_does_not_cut_its_word(headline, slug):
    assert slugify(headline) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("नेपाल शर्मा", "नेपाल-शर्मा"),
        ("नपाल", "नपाल"),  # another word than नेपाल
        ("गर्\u200dयो", "गर्यो"),
        ("দুই মন্ত্রণালয়।", "দুই-মন্ত্রণালয়"),
        ("தமிழ் நாடு", "தமிழ்-நாடு"),
        ("ශ්\u200dරී ලංකා", "ශ්රී-ලංකා"),
        ("ދިވެހި", "ދިވެހި"),
        ("ประเทศไทย", "ประเทศไทย"),
        ("မြန်မာ", "မြန်မာ"),
        ("ក្រុង", "ក្រុង"),
    ],
)
def test_a_script_that_writes_vowels_as_signs_keeps_them(name, slug):
    assert slugify(name) == unicodedata.normalize("NFC", slug)
    assert re.fullmatch(PATTERN, slugify(name))


@pytest.mark.parametrize(("name", "slug"), [("مُحَمَّد", "محمد"), ("שָׁלוֹם", "שלום"), ("Siobhán", "siobhan")])
def test_a_script_that_is_read_without_its_marks_loses_them(name, slug):
    assert slugify(name) == slug


def test_signs_alone_are_no_slug():
    assert slugify("\u0947 \u093e") == ""


def test_a_shorter_limit_is_kept():
    assert slugify("one two three", limit=8) == "one-two"


def test_a_long_slug_is_cut_between_words():
    assert slugify("ten letters " * 10) == "ten-letters-" * 6 + "ten"


def test_a_word_that_ends_at_the_limit_is_kept():
    assert slugify("a" * 40 + " " + "b" * 39 + " c") == "a" * 40 + "-" + "b" * 39


def test_one_word_longer_than_the_limit_is_cut_where_it_must_be():
    assert slugify("a" * 100) == "a" * MAX_LENGTH


@given(st.text(max_size=120))
@example("Google™ İstanbul ŉ ½")
@example("\u0947 नेपाल। \u200d\u094d")
def test_a_slug_fits_an_address_whatever_the_headline(headline):
    slug = slugify(headline)
    assert re.fullmatch(rf"(?:{PATTERN})?", slug)
    assert (slug.strip("-"), "--" in slug, "_" in slug) == (slug, False, False)
    assert len(slug) <= MAX_LENGTH
    assert slugify(slug) == slug
