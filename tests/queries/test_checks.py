"""Each check finds what it is for and leaves the rest alone; the settings say how severe each is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from articles.domain import checklist
from articles.domain.checklist import Severity
from articles.domain.document import CountryLine, CreditLine, Document, InvalidDocument
from articles.models import Image, LinkCheck
from articles.models.link_checks import digest_address
from articles.queries import checks
from articles.queries.checks import CheckSubject
from tests.support import sentences
from tests.support.effort import FACTOR, count_lines_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _checked_by_default(settings):
    settings.CHECKS = checklist.parse_severities([])


def seen(document, code):
    """What one check says of a Document, with the words it points at."""
    return [
        (one.field, one.message, one.spot and one.spot.quote) for one in checks.CHECKS[code](CheckSubject.of(document))
    ]


def body(document, text):
    return replace(document, body=text).cleaned()


@pytest.fixture
def picture(db):
    return Image.objects.create(width=1, height=1, alt="A gauge", credit_line="Own", file="pictures/x.jpg")


@pytest.fixture
def whole(words, picture):
    """A Document that no check has anything to say of."""
    return replace(words, lead_image=picture.pk)


def test_a_story_that_has_everything_is_left_alone(whole):
    assert checks.run_checks(whole) == []


@pytest.mark.parametrize("code", checklist.DEFAULTS)
def test_every_check_finds_something_in_a_story_that_has_everything_wrong(code, picture):
    ended = timezone.localdate() - timedelta(days=1)
    Image.objects.filter(pk=picture.pk).update(alt="", credit_line="", licence_until=ended)
    LinkCheck.objects.create(
        digest=digest_address("http://gone.example/"),
        address="http://gone.example/",
        state="dead",
        status=404,
        checked_at=timezone.now(),
    )
    text = (
        f'<figure data-picture="{picture.pk}"><figcaption></figcaption></figure><p>TK “One of Zelensky and Zelenskyy.</p>'
        f'<p></p><p>{"word " * 50}<a href="http://gone.example/">gone</a></p><figure data-picture="999"></figure>'
    )
    wrong = Document(headline="H" * 120, body="" if code == "empty_body" else text)
    assert seen(wrong, code) != []


def test_a_check_is_named_by_its_code():
    assert {code: check.__name__ for code, check in checks.CHECKS.items()} == {
        code: code for code in checklist.DEFAULTS
    }


# What a story is


@pytest.mark.parametrize("text", ["", "<p>…</p>", "<hr>"])
def test_a_body_without_a_word_is_empty(words, text):
    assert seen(body(words, text), "empty_body") == [("body", "The body is empty.", None)]
    assert seen(words, "empty_body") == []


def test_a_headline_is_too_long_from_one_character_over_the_measure(words):
    assert seen(replace(words, headline="H" * 110), "headline_length") == []
    assert seen(replace(words, headline="H" * 110 + "x"), "headline_length") == [
        ("headline", "The headline is 1 character too long; lists cut it off after 110.", "x")
    ]
    assert seen(replace(words, headline="H" * 112), "headline_length")[0][1].startswith("The headline is 2 characters")


@pytest.mark.parametrize(
    ("code", "missing", "field", "sentence"),
    [
        ("standfirst", {"standfirst": ""}, "standfirst", "No standfirst."),
        ("label", {"label": ""}, "label", "No kicker."),
        ("section", {"section": None}, "section", "No section set."),
        ("byline", {"credits": ()}, "credits", "No byline."),
        (
            "byline",
            {"credits": (CreditLine(1, "photographer"),)},
            "credits",
            "No byline: nobody is credited as writer or reporter.",
        ),
        ("about", {"countries": (CountryLine("CN", "mentioned"),)}, "about", "No country set."),
        ("lead_picture", {"lead_image": None}, "lead_image", "No lead picture."),
    ],
)
def test_what_is_missing_is_reported_at_its_field(whole, code, missing, field, sentence):
    assert seen(whole, code) == []
    assert seen(replace(whole, **missing), code) == [(field, sentence, None)]


# What the words say


@pytest.mark.parametrize("field", ["headline", "standfirst", "label", "dateline", "backstory"])
def test_a_placeholder_is_found_in_every_line_that_readers_see(words, field):
    found = seen(replace(words, **{field: "Figures TK"}), "placeholder")
    assert [(where, quote) for where, _message, quote in found] == [(field, "TK")]


def test_a_placeholder_in_the_body_is_found_in_its_block(words):
    document = body(words, "<p>One.</p><p></p><ul><li>A &amp; TK.</li></ul>")
    (found,) = checks.CHECKS["placeholder"](CheckSubject.of(document))
    assert (found.message, found.block, found.spot.start, found.spot.end) == (sentences.TK_IN_BODY, 1, 4, 6)
    assert document.paragraphs[1][4:6] == "TK"


def test_an_open_quotation_mark_is_found_wherever_readers_see_it(words):
    document = replace(words, headline="Minister: “Yes", body="<p>“One.</p><p>“Two.”</p><p>Three.”</p>")
    assert seen(document, "open_quotes") == [
        ("headline", "The quotation mark at “Yes is never closed.", "“Yes"),
        ("body", "The quotation mark at Three.” has no opening mark.", "Three.”"),
    ]
    assert seen(words, "open_quotes") == []


def test_a_name_spelled_otherwise_in_the_headline_is_found(words):
    document = replace(words, headline="Why Zelenskyy came", body="<p>Here Zelensky spoke. Then Zelensky left.</p>")
    sentence = "“Zelenskyy” is also spelled “Zelensky”. Is it the same name?"
    assert seen(document, "two_spellings") == [("headline", sentence, "Zelenskyy")]
    assert seen(replace(document, headline="Why Zelensky came"), "two_spellings") == []


def test_a_sentence_that_is_too_long_is_found_with_its_words(words):
    long = ("one " * 46).strip() + "."
    ((field, message, quote),) = seen(body(words, f"<p>Short. {long}</p>"), "long_sentences")
    assert (field, quote) == ("body", long)
    assert message.startswith("A sentence of 46 words, more than 45: “one one")
    assert seen(body(words, f"<p>{long.replace('one ', '', 1)}</p>"), "long_sentences") == []


@pytest.mark.parametrize(
    "text", ["<p>A.</p><p></p><p>B.</p>", "<p>A.</p><p> <br></p><p>B.</p>", "<p>A.</p><h2></h2><p>B.</p>"]
)
def test_an_empty_paragraph_is_found(words, text):
    assert seen(body(words, text), "empty_paragraphs") == [("body", sentences.EMPTY_PARAGRAPH, None)]
    assert seen(body(words, "<p>A.<br>B.</p><p>C.</p>"), "empty_paragraphs") == []


def test_an_empty_paragraph_is_shown_by_the_block_behind_it(words):
    (found,) = checks.CHECKS["empty_paragraphs"](
        CheckSubject.of(body(words, "<p>A.</p><p>B.</p><p></p><ul><li>C.</li></ul><p></p><p>D.</p>"))
    )
    assert (found.message, found.block) == ("Empty paragraphs: 2.", 2)


# Pictures


@pytest.mark.parametrize(
    ("code", "lacking", "sentence"),
    [
        ("alt_text", {"alt": ""}, "has no alt text."),
        ("credit_line", {"credit_line": ""}, "has no credit line."),
    ],
)
def test_a_picture_that_lacks_its_words_is_found_as_lead_and_in_the_body(whole, picture, code, lacking, sentence):
    inside = replace(whole, lead_image=None, body=f'<p>A.</p><figure data-picture="{picture.pk}"></figure>')
    assert (seen(whole, code), seen(inside, code)) == ([], [])
    Image.objects.filter(pk=picture.pk).update(**lacking)
    assert [(field, message.endswith(sentence)) for field, message, _ in seen(whole, code)] == [("lead_image", True)]
    assert [field for field, _message, _quote in seen(inside, code)] == ["body"]


def test_a_picture_that_is_not_in_the_library_is_found(whole):
    assert seen(replace(whole, lead_image=999), "unknown_picture") == [
        ("lead_image", "Picture 999 is not in the library.", None)
    ]


def test_a_licence_holds_on_its_last_day_and_has_run_out_the_day_after(whole, picture):
    today = timezone.localdate()
    Image.objects.filter(pk=picture.pk).update(licence_until=today)
    assert checks.run_checks(whole) == []
    (found,) = checks.run_checks(whole, at=timezone.now() + timedelta(days=1))
    assert (found.code, found.field, "The licence of the picture “A gauge” expired on" in found.message) == (
        "licence_ended",
        "lead_image",
        True,
    )


# Links


def test_a_link_that_others_can_read_is_found(words):
    document = body(words, '<p><a href="http://a.example/page">this</a> <a href="https://b.example/">that</a></p>')
    sentence = "The link to a.example/page is not secure. Check whether https:// works."
    assert seen(document, "insecure_links") == [("body", sentence, "this")]


def test_a_link_is_dead_when_its_check_failed_and_nothing_is_requested_now(words):
    document = body(words, '<p><a href="https://a.example/">one</a>, <a href="https://b.example/">two</a>.</p>')
    assert seen(document, "dead_links") == []
    rows = {"https://a.example/": ("dead", 404), "https://b.example/": ("unsure", 503)}
    for address, (state, status) in rows.items():
        LinkCheck.objects.create(
            digest=digest_address(address), address=address, state=state, status=status, checked_at=timezone.now()
        )
    assert seen(document, "dead_links") == [("body", "The link to a.example is broken: it returns 404.", "one")]
    LinkCheck.objects.update(state="dead", status=0)
    assert [message for _field, message, _quote in seen(document, "dead_links")] == [
        "The link to a.example is broken: the site does not exist.",
        "The link to b.example is broken: the site does not exist.",
    ]


# Weights


def test_the_heaviest_findings_come_first(words):
    document = replace(words, body="<p>TK</p>", standfirst="", label="")
    assert [(one.code, one.severity.value) for one in checks.run_checks(document)] == [
        ("placeholder", "blocking"),
        ("standfirst", "advisory"),
        ("label", "hint"),
        ("lead_picture", "hint"),
    ]
    assert [one.message for one in checks.run_checks(document) if one.blocking] == [sentences.TK_IN_BODY]


def test_the_settings_say_how_severe_a_check_is_and_whether_it_runs(words, settings):
    document = replace(words, body="<p>TK</p>", standfirst="", label="")
    settings.CHECKS = checklist.parse_severities(
        ["placeholder:advisory", "standfirst:blocking", "label:off", "lead_picture:off"]
    )
    assert [(one.code, one.severity) for one in checks.run_checks(document)] == [
        ("standfirst", Severity.BLOCKING),
        ("placeholder", Severity.ADVISORY),
    ]


def test_one_check_does_not_fill_the_whole_list(words):
    assert len(checks.run_checks(body(words, "<p>TK</p>" * 50))) == 8 + 1


@pytest.mark.parametrize("language", ["ur", "ar"])
def test_findings_are_worded_in_the_language_of_the_desk(words, language):
    with translation.override(language):
        message = checks.run_checks(replace(words, standfirst=""))[0].message
    assert message not in {"No standfirst.", ""}


PIECES = [
    "<p>",
    "</p>",
    "“",
    "”",
    "TK",
    " Zelensky",
    " Zelenskyy",
    "<strong>",
    "</strong>",
    "<br>",
    "&amp;",
    "é",
    "é",
    ". ",
    "٣",
    "<ul><li>",
    "</li></ul>",
    "</a>",
    "</figure>\n",
    '<a href="http://x.example/">',
    '<sup class="footnote">',
    "</sup>",
    '<blockquote data-speaker="A">',
    "</blockquote>\n",
    '<figure data-embed="https://x.example/">',
]
HTML = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(HTML, st.text(max_size=30), st.sampled_from(["en", "ur", "ar", "fr", "es"]))
def test_any_text_is_checked_and_every_spot_quotes_it(text, headline, language):
    try:
        document = Document(headline=headline, body=text, language=language).cleaned()
    except InvalidDocument:
        return
    copy = CheckSubject.of(document)
    for check in checks.CHECKS.values():
        for one in check(copy):
            if one.spot:
                text = copy.blocks[one.block].text if one.field == "body" else getattr(document, one.field)
                assert text[one.spot.start : one.spot.end] == one.spot.quote != ""


def test_ten_thousand_words_are_checked_with_steps_in_proportion(words, django_assert_max_num_queries):
    text = "Ministers from Kabul met “the Pakistani side” in Quetta on Sunday, and agreed with Mr Zelensky on nothing at all."
    link = '<a href="https://a.example/">here</a>'
    short, long = (body(words, f"<p>{text} {link}</p>" * times) for times in (63, 63 * FACTOR))
    assert long.words >= 10_000
    with django_assert_max_num_queries(1):
        checks.run_checks(long)
    assert (
        0
        < count_lines_run(lambda: checks.run_checks(long))
        < 1.5 * FACTOR * count_lines_run(lambda: checks.run_checks(short))
    )
