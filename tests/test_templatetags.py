"""Tags and filters of the reader's templates: bylines, moments, flags, pictures, passages, links to pass a story on."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone, translation

from articles.lib.text.excerpts import ExcerptPiece
from articles.models import Correction
from articles.templatetags import newsroom

PICTURE = {
    "token": "abcdefgh12345678",
    "width": 800,
    "height": 400,
    "focal_x": 0.5,
    "focal_y": 0.5,
    "alt": 'A "gauge" <in> a river',
}


def credit(name, role="writer"):
    return {"name": name, "slug": name.lower(), "role": role}


def link(name):
    return f'<a rel="author" href="/author/{name.lower()}/">{name}</a>'


@pytest.mark.parametrize(
    ("credits", "line"),
    [
        ([], ""),
        ([credit("Ann")], f"By {link('Ann')}"),
        ([credit("Ann"), credit("Bo", "reporter")], f"By {link('Ann')} and {link('Bo')}"),
        ([credit(name) for name in ("Ann", "Bo", "Cy")], f"By {link('Ann')}, {link('Bo')} and {link('Cy')}"),
        ([credit("Ann", "photographer"), credit("Bo", "editor")], ""),
        ([credit("Ann", "translator"), credit("Bo")], f"By {link('Bo')}"),
    ],
)
def test_a_byline_names_who_wrote_in_their_order(credits, line):
    assert newsroom.byline(credits) == line


@pytest.mark.parametrize(
    ("people", "words"), [("", ""), ("Ann", "Ann"), ("Ann Bo", "Ann and Bo"), ("Ann Bo Cy", "Ann, Bo and Cy")]
)
def test_a_card_names_who_wrote_as_plain_text(people, words):
    assert newsroom.names([credit(name) for name in people.split()] + [credit("Dee", "editor")]) == words


def test_other_parts_have_a_line_each_in_one_order():
    credits = [credit("Ann", "editor"), credit("Bo", "photographer"), credit("Cy", "photographer"), credit("Dee")]
    assert newsroom.other_credits(credits) == [
        f"Pictures by {link('Bo')} and {link('Cy')}",
        f"Edited by {link('Ann')}",
    ]


def test_a_name_is_words_and_no_markup():
    evil = {**credit("Ann"), "name": "<b>Ann</b>"}
    assert newsroom.byline([evil]) == 'By <a rel="author" href="/author/ann/">&lt;b&gt;Ann&lt;/b&gt;</a>'


@pytest.mark.parametrize(
    ("moment", "machine", "words"),
    [
        ((2026, 3, 1, 0, 0), "2026-03-01T00:00:00+05:00", "1 March 2026"),
        ((2026, 3, 1, 8, 5), "2026-03-01T08:05:00+05:00", "1 March 2026, 08:05\u00a0PKT"),
        ((2026, 3, 1, 0, 0, 1), "2026-03-01T00:00:01+05:00", "1 March 2026, 00:00\u00a0PKT"),
        ((2026, 3, 1, 8, 5, 30, 123456), "2026-03-01T08:05:30+05:00", "1 March 2026, 08:05\u00a0PKT"),
    ],
)
def test_a_moment_is_shown_in_the_newsrooms_zone(moment, machine, words):
    value = datetime.datetime(*moment, tzinfo=zoneinfo.ZoneInfo("Asia/Karachi"))
    expected = f'<time datetime="{machine}">{words}</time>'
    assert [newsroom.moment(value), newsroom.moment(value.astimezone(datetime.UTC))] == [expected, expected]


def test_a_moment_without_the_clock_is_a_day():
    value = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)
    assert newsroom.moment(value, clock=False) == '<time datetime="2026-03-02T04:30:00+05:00">2 March 2026</time>'


def test_a_flag_is_two_regional_indicators():
    assert newsroom.flag("PK") == "\N{REGIONAL INDICATOR SYMBOL LETTER P}\N{REGIONAL INDICATOR SYMBOL LETTER K}"


def test_a_picture_says_its_size_its_cuts_and_what_it_shows():
    cut = "/media/renditions/abcdefgh12345678-50-50/full-640"
    assert newsroom.picture(PICTURE, "full", "100vw") == (
        f'<picture><source type="image/avif" srcset="{cut}.avif 640w" sizes="100vw">'
        f'<source type="image/webp" srcset="{cut}.webp 640w" sizes="100vw">'
        f'<img src="{cut}.jpg" srcset="{cut}.jpg 640w" sizes="100vw" width="640" height="320" '
        'alt="A &quot;gauge&quot; &lt;in&gt; a river" loading="lazy" decoding="async"></picture>'
    )


def test_a_picture_for_machines_alone_has_one_format_and_no_sources():
    assert newsroom.picture(PICTURE, "social", "100vw").startswith('<picture><img src="/media/renditions/')


def test_what_was_found_is_marked_and_everything_is_words_and_no_markup():
    found = [ExcerptPiece("a <b> ", hit=False), ExcerptPiece('"<gauge>"', hit=True), ExcerptPiece(" & more", hit=False)]
    assert newsroom.pieces(found) == "a &lt;b&gt; <mark>&quot;&lt;gauge&gt;&quot;</mark> &amp; more"


def test_a_story_is_passed_on_by_plain_links_that_hold_its_address_and_headline():
    places = dict(newsroom.share("http://testserver/2026/03/01/دریا/?a=1&b=2", 'Fire & "water": 100%'))
    address = "http%3A%2F%2Ftestserver%2F2026%2F03%2F01%2F%D8%AF%D8%B1%DB%8C%D8%A7%2F%3Fa%3D1%26b%3D2"
    headline = "Fire%20%26%20%22water%22%3A%20100%25"
    assert places == {
        "Email": f"mailto:?subject={headline}&body={address}",
        "WhatsApp": f"https://wa.me/?text={headline}%20{address}",
        "Telegram": f"https://t.me/share/url?url={address}&text={headline}",
        "Bluesky": f"https://bsky.app/intent/compose?text={headline}%20{address}",
        "Facebook": f"https://www.facebook.com/sharer/sharer.php?u={address}",
        "X": f"https://x.com/intent/post?text={headline}&url={address}",
    }


def test_braces_in_a_headline_are_braces():
    assert dict(newsroom.share("http://testserver/", "{address} {0}"))["X"].startswith(
        "https://x.com/intent/post?text=%7Baddress%7D%20%7B0%7D&"
    )


def test_a_day_is_written_as_in_a_moment():
    value = datetime.datetime(2026, 3, 1, 12, tzinfo=zoneinfo.ZoneInfo("Asia/Karachi"))
    assert newsroom.day(value.date()) == "1 March 2026"
    assert f">{newsroom.day(value.date())}<" in newsroom.moment(value, clock=False)


def test_every_kind_of_correction_has_its_words():
    assert {kind: newsroom.correction_kind(kind) for kind in Correction.Kind.values} == {
        "correction": "Correction",
        "clarification": "Clarification",
        "update": "Update",
        "apology": "Apology",
    }


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ur", "rtl"), ("ar", "rtl"), ("ar-EG", "rtl"), ("en", "ltr"), ("fr", "ltr"), ("", "ltr")],
)
def test_a_language_runs_in_the_direction_of_its_script(language, expected):
    assert newsroom.direction(language) == expected


@pytest.mark.parametrize(("eager", "expected"), [(True, (True, False)), (False, (False, True))])
def test_only_a_picture_that_is_seen_first_is_loaded_first(eager, expected):
    image = newsroom.picture(PICTURE, "lead", "100vw", eager=eager)
    assert ('fetchpriority="high"' in image, 'loading="lazy"' in image) == expected


@pytest.mark.parametrize(
    ("span", "language", "words"),
    [
        ({"seconds": 59}, "en", "just now"),
        ({"seconds": 61}, "en", "1 minute ago"),
        ({"hours": 2, "minutes": 5}, "en", "2 hours, 5 minutes ago"),
        ({"seconds": 0}, "ur", "ابھی ابھی"),
        ({"hours": 2, "minutes": 1}, "ur", "2 گھنٹے، 1 منٹ پہلے"),
        ({"days": 3}, "ar", "قبل 3 أيام"),
    ],
)
def test_it_is_shown_how_long_ago_something_was(span, language, words):
    with translation.override(language):
        assert newsroom.ago(timezone.now() - datetime.timedelta(**span)).replace("\xa0", " ") == words
