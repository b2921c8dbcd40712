"""The one allow-list of a body, and the sanitiser that enforces it."""

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.html.sanitiser import (
    ALLOWED,
    extract_paragraphs,
    find_picture_ids,
    find_quotations,
    from_paragraphs,
    sanitise,
)
from tests.support.effort import FACTOR, MAX_LINEAR_GROWTH, measure_growth

RICH = (
    '<h2>Water</h2><p>One <strong>gauge</strong>, <em>two</em> <a href="https://a.example/?x=1&amp;y=2">ministries</a>.<br>Next</p>'
    '<h3>Then</h3><ul><li>a</li></ul><ol start="3"><li>b</li></ol><blockquote><p>“Yes.”</p></blockquote><hr>'
    '<blockquote data-speaker="Ana Ruiz" data-role="Minister" data-where="Lima"><p>No.</p></blockquote>'
    '<p>A gauge<sup class="footnote">Made in 1911.</sup> stood.</p>'
    "<p>10<sup>6</sup> t of CO<sub>2</sub>, <s>not</s> more</p>"
    '<table><caption>Seats</caption><tbody><tr><th colspan="2" rowspan="2"><p>Party</p></th></tr>'
    '<tr><td colspan="2" rowspan="3"><p>PPP</p></td></tr></tbody></table>'
    '<aside class="pull-quote"><p>It is read by both.</p></aside>'
    '<figure data-picture="12" data-width="wide" data-alt="A gauge &amp; a &quot;mark&quot;" data-credit="Mina / AP">'
    "<figcaption>The gauge</figcaption></figure>"
    '<figure data-embed="https://video.example/1"><figcaption>The film</figcaption></figure>'
)


class _Tags(HTMLParser):
    """Lists what a body is made of."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.comments = []

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, None), *((tag, name) for name, _value in attrs)]

    def handle_comment(self, data):
        self.comments.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def made_of(body):
    parser = _Tags()
    parser.feed(body)
    parser.close()
    assert parser.comments == []
    return set(parser.found)


EVERYTHING_ALLOWED = {(tag, None) for tag in ALLOWED} | {
    (tag, name) for tag, names in ALLOWED.items() for name in names
}


def test_everything_on_the_allow_list_survives_as_it_is():
    assert sanitise(RICH) == RICH
    assert made_of(RICH) == EVERYTHING_ALLOWED


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p>a<style>p{color:red}</style>b</p>", "<p>ab</p>"),
        ('<p style="color:red" onclick="alert(1)" id="x" data-x="y">a</p>', "<p>a</p>"),
        ('<p title="t" lang="ur" dir="rtl" class="x">a</p>', "<p>a</p>"),
        ('<em title="t" lang="ur">a</em>', "<em>a</em>"),
        ('<iframe src="https://evil.example/">fallback</iframe><p>a</p>', "<p>a</p>"),
        ('<object data="x"><embed src="y"></object><p>a</p>', "<p>a</p>"),
        ("<svg><script>alert(1)</script><text>b</text></svg><p>a</p>", "<p>a</p>"),
        ("<math><mi>x</mi></math><p>a</p>", "<p>a</p>"),
        ('<form action="/x"><p>a</p><input name="q"><button>Go</button></form>', "<p>a</p>Go"),
        ("<textarea><p>b</p></textarea><p>a</p>", "<p>a</p>"),
        ("<template><p>b</p></template><p>a</p>", "<p>a</p>"),
        ('<p><img src="x" onerror="alert(1)">a</p>', "<p>a</p>"),
        ("<h1>a</h1>", "a"),
        ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
        ("<p>a<![CDATA[b]]>c</p>", "<p>ac</p>"),
        (
            '<base href="https://evil.example/"><meta http-equiv="refresh" content="0"><link rel="x"><p>a</p>',
            "<p>a</p>",
        ),
        ('<a href="https://a.example/" target="_blank" rel="x" ping="y">a</a>', '<a href="https://a.example/">a</a>'),
        ('<aside class="pull-quote evil">a</aside>', "<aside>a</aside>"),
        ('<aside class="evil">a</aside>', "<aside>a</aside>"),
        ('<p class="pull-quote">a</p>', "<p>a</p>"),
        ('<figure data-picture="12 "></figure>', ""),
        ('<figure data-picture="0"></figure>', ""),
        ('<figure data-embed="http://video.example/1"></figure>', ""),
        ('<figure data-embed="javascript:alert(1)"></figure>', ""),
        ('<ol start="-1"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ("<p>a", "<p>a</p>"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_what_is_not_on_the_allow_list_does_not_survive(dirty, clean):
    assert sanitise(dirty) == clean


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "blob:x",
    ],
    ids=ascii,
)
def test_an_address_that_could_run_something_does_not_survive(address):
    assert sanitise(f'<a href="{address}">a</a>') == "<a>a</a>"


@pytest.mark.parametrize(
    "address", ["https://a.example/", "http://a.example/?q=é#x", "mailto:desk@a.example", "/2025/05/31/x/", "#x"]
)
def test_an_address_to_read_or_write_to_survives(address):
    assert sanitise(f'<a href="{address}">a</a>') == f'<a href="{address}">a</a>'


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x7f", "\ufeff", "\ud800"], ids=ascii)
def test_a_character_without_meaning_does_not_survive(character):
    assert sanitise(f"<p>a{character}b</p>") == "<p>ab</p>"


def test_empty_paragraphs_at_the_ends_are_dropped_and_those_between_are_kept():
    assert sanitise("\n<p></p><p>&nbsp;<br></p><p>a</p><p></p><p>b</p> <p>\u2003</p>\n") == "<p>a</p><p></p><p>b</p>"


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("<p>cafe&#x301;</p>", "<p>caf\u00e9</p>"),
        ("<p>a&#x2028;b&#13;c</p>", "<p>a\nb\nc</p>"),
        ("<p>a&#1;&#x7f;&#xfeff;b</p>", "<p>ab</p>"),
    ],
    ids=["composed", "line ends", "controls"],
)
def test_a_character_written_as_a_number_is_normalised_like_any_other(body, clean):
    assert sanitise(body) == clean


@pytest.mark.parametrize(
    "body", ["<p>\u0338struck</p>", "<p>&#x338;struck</p>", "<p><em>\u0338struck</em></p>"], ids=ascii
)
def test_a_paragraph_that_begins_with_a_mark_for_striking_through_keeps_its_words(body):
    assert extract_paragraphs(sanitise(sanitise(body))) == ["\u0338struck"]


@pytest.mark.parametrize(
    ("inside", "short"),
    [("a{}b", " " * 12_000), ("a</p>{}<p>b", "<p> </p>" * 1_000)],
    ids=["blanks", "empty paragraphs"],
)
def test_a_long_run_of_nothing_costs_no_more_than_its_length(inside, short):
    def read(nothing):
        body = f"<p>{inside.format(nothing)}</p>"
        assert sanitise(body) == body

    assert measure_growth(read, short, short * FACTOR) < MAX_LINEAR_GROWTH


def test_many_empty_paragraphs_at_the_ends_cost_no_more_than_their_number():
    def read(nothing):
        assert sanitise(f"{nothing}<p>a</p>{nothing}") == "<p>a</p>"

    nothing = "<p> </p>\n" * 1_000
    assert measure_growth(read, nothing, nothing * FACTOR) < MAX_LINEAR_GROWTH


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(
            [f"<{name}>" for name in ALLOWED]
            + [f"</{name}>" for name in ALLOWED]
            + [
                "<script>",
                "</script>",
                "<svg>",
                "<style>",
                "</style>",
                "<iframe src=//e>",
                "<form>",
                "<table><tr><td>",
                "<math>",
            ]
            + [
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<?x ",
                "<!doctype html>",
                "<",
                ">",
                "</",
                "&",
                "&#",
                ";",
                '"',
                "'",
                "/>",
                "=",
            ]
            + [
                "&lt;",
                "&amp;",
                "&nbsp;",
                "&#x338;",
                "&#x301;",
                "&#0;",
                "&#13;",
                "&#x2028;",
                "&#xd800;",
                "\u0338",
                "\u0301",
                "\x00",
            ]
            + [
                "<a href=javascript:alert(1)>",
                "<a href='https://e.example/\u0338'>",
                "<p onclick=x title=t lang=ur style=x class=y>",
            ]
            + [
                '<aside class="pull-quote">',
                '<aside class="x pull-quote">',
                "<figure data-picture=5>",
                "<ol start=2 type=a>",
            ]
            + [
                '<figure data-embed="https://e.example/&quot;&gt;&lt;script&gt;">',
                "<img src=x onerror=alert(1)>",
                " ",
                "\n",
                "e",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=20,
).map("".join)


@given(FRAGMENTS)
@example("<p>&#x338;a</p>")
@example("<h2><form><h2>")
@example("<p>e&#x301;&#13;&#x2028;&#1;</p>")
def test_fragments_of_markup_leave_only_what_is_allowed_and_sanitising_again_changes_nothing(body):
    clean = sanitise(body)
    assert made_of(clean) <= EVERYTHING_ALLOWED
    assert "javascript:" not in [value[:11] for value in hrefs(clean)]
    assert sanitise(clean) == clean


def hrefs(body):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda _tag, attrs: found.extend(value or "" for name, value in attrs if name == "href")
    parser.feed(body)
    return found


@given(st.text())
def test_sanitising_any_text_again_changes_nothing(text):
    clean = sanitise(text)
    assert made_of(clean) <= EVERYTHING_ALLOWED
    assert sanitise(clean) == clean


PRINTED = (
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1
    )
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(str.strip)
)


@given(st.lists(PRINTED, max_size=5))
@example(["\u00a0indented", "trailing\u00a0", "<p>&nbsp;&amp;</p>", "\u202fthin", "“‘’” – — … ½ é", " a  b "])
@example(["\u0338struck"])
def test_every_plain_paragraph_survives_character_for_character(texts):
    assert extract_paragraphs(sanitise(from_paragraphs(texts))) == texts


def test_markup_in_a_plain_paragraph_is_words_and_not_markup():
    assert (
        from_paragraphs(["<b>1 < 2</b> & “so”", 'a "b"']) == '<p>&lt;b&gt;1 &lt; 2&lt;/b&gt; &amp; “so”</p><p>a "b"</p>'
    )


def test_paragraphs_are_the_text_of_each_block_without_the_empty_ones():
    assert extract_paragraphs(RICH) == [
        "Water",
        "One gauge, two ministries.\nNext",
        "Then",
        "a",
        "b",
        "“Yes.”",
        "No.",
        "A gauge [Made in 1911.] stood.",
        "10⁶ t of CO₂, not more",
        "Seats",
        "Party",
        "PPP",
        "It is read by both.",
        "The gauge",
        "The film",
    ]


def test_paragraphs_can_be_read_without_figures():
    assert extract_paragraphs(RICH, without=frozenset({"figure"})) == extract_paragraphs(RICH)[:-2]


def test_pictures_are_named_in_their_order_and_once():
    body = '<figure data-picture="7"></figure><p>12</p><figure data-picture="2"></figure>'
    assert find_picture_ids(body + body) == [7, 2]


def test_a_figure_is_a_picture_or_an_embed_whichever_attribute_comes_first():
    both = [
        '<figure data-picture="7" data-embed="https://e.example/"></figure>',
        '<figure data-embed="https://e.example/" data-picture="7"></figure>',
    ]
    assert len({tuple(find_picture_ids(sanitise(body))) for body in both}) == 1


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("10<sup>6</sup> tonnes on 5 km<sup>2</sup>", "10⁶ tonnes on 5 km²"),
        ("CO<sub>2</sub> and 10<sup>−(3+1)</sup>", "CO₂ and 10⁻⁽³⁺¹⁾"),
        ("the 1<sup>st</sup>", "the 1st"),
        ("10<sup><strong>6</strong></sup>", "10⁶"),
        ("a <s>denied</s> b", "a denied b"),
        ('10<sup>6</sup><sup class="footnote">In 10<sup>3</sup> of 2</sup>', "10⁶ [In 10³ of 2]"),
        ("106", "106"),
    ],
)
def test_a_raised_digit_is_another_number_in_plain_text_and_only_a_note_is_in_brackets(body, text):
    assert extract_paragraphs(f"<p>{body}</p>") == [text]
    assert [quotation.text for quotation in find_quotations(f'<blockquote data-speaker="A">{body}</blockquote>')] == [
        text.partition(" [")[0]
    ]
