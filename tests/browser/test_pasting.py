"""What is pasted keeps its meaning, and what could not be kept is said."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.desk import ADD, body, body_html, paste, type_into_body

PICTURES = "To add a picture, paste or drop its file here, or use “Picture”."
WORD_NOTE = (
    '<p class=MsoNormal>5 km³<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title="">'
    "<span class=MsoFootnoteReference>[1]</span></a> a year.</p><div style='mso-element:footnote-list'>"
    '<br clear=all><hr align=left size=1 width="33%">'
    "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' "
    'href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Ministry of '
    '<a href="https://water.example/"><i>Water</i></a>.</p></div></div>'
)
DOCS_NOTE = (
    '<p>A dam<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr>'
    '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> Of clay.</span></p></div>'
)
COMMENT = (
    "<p class=MsoNormal>It rose<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[A1]</a></span>.</p>"
    "<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Sure?</p></div></div>"
)
NOTE = '<sup class="footnote">Ministry of <a href="https://water.example/"><em>Water</em></a>.</sup>'

CASES = {
    "a picture among paragraphs": (
        "<p>Before</p><p><img src='https://a.example/b.png' width=300></p><p>After</p>",
        "<p>Before</p><p>After</p>",
        f"Could not be pasted: 1 picture. {PICTURES}",
    ),
    "a picture between words": (
        "<p>Before<img src='https://a.example/b.png'>after</p>",
        "<p>Before after</p>",
        f"Could not be pasted: 1 picture. {PICTURES}",
    ),
    "nothing but pictures": (
        "<img src='https://a.example/b.png'><img src='https://a.example/c.png'>",
        "",
        f"Could not be pasted: 2 pictures. {PICTURES}",
    ),
    "an emoji that is a picture": ("<p>Yes<img alt='👍🏽' src='https://a.example/b.png'></p>", "<p>Yes👍🏽</p>", ""),
    "a mail's spy": ("<p>a</p><img width=1 height=1 src='https://a.example/b.gif'>", "<p>a</p>", ""),
    "a comment and a film": (
        f"{COMMENT}<iframe src='https://a.example/'></iframe>",
        "<p>It rose.</p>",
        "Could not be pasted: 1 video or embed and 1 comment.",
    ),
    "words alone": ("<p>a</p>", "<p>a</p>", ""),
    "preformatted lines": ("<pre>one\ntwo  three\n\nfour\n</pre>", "<p>one<br>two three</p><p>four</p>", ""),
    "lines of a chat": ('<span style="white-space: pre-wrap">one\ntwo</span>', "<p>one<br>two</p>", ""),
    "lines of source": ("<p>one\ntwo</p>", "<p>one two</p>", ""),
    "Word's footnote": (WORD_NOTE, f"<p>5 km³{NOTE} a year.</p>", ""),
    "a footnote from Docs": (DOCS_NOTE, '<p>A dam<sup class="footnote">Of clay.</sup>.</p>', ""),
    "links within a page": (
        '<p><a href="#b" id="a">b</a> and <a href="#c">c</a></p><hr><p>d</p>',
        "<p>b and c</p><hr><p>d</p>",
        "",
    ),
    "another editor of the same make": (
        '<h1 data-pm-slice="1 1 []">Head</h1><p style="font-weight:700">Bold</p>',
        "<h2>Head</h2><p><strong>Bold</strong></p>",
        "",
    ),
}


@pytest.fixture
def page(person):
    """The page of a new story, with the caret in its body."""
    reporter = person("reporter")
    reporter.go(ADD)
    body(reporter.page).click()
    yield reporter.page
    # Pictures of elsewhere are not even asked for.
    assert (reporter.complaints, reporter.foreign_requests) == ([], [])


def clear(page):
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(body(page)).to_have_text("")


def test_what_is_pasted_keeps_its_meaning_and_what_is_lost_is_told(page):
    told = page.locator(".desk-hint")
    found = {}
    for name, (pasted, _clean, _line) in CASES.items():
        paste(page, pasted)
        found[name] = (body_html(page).removesuffix("<p></p>"), told.inner_text())
        clear(page)
    assert found == {name: (clean, line) for name, (_pasted, clean, line) in CASES.items()}


def test_words_that_are_pasted_between_words_keep_the_space_at_their_ends(page):
    type_into_body(page, "ab")
    page.keyboard.press("ArrowLeft")
    paste(page, "<html><body>\r\n<!--StartFragment--><span> mid </span><!--EndFragment-->\r\n</body></html>")
    assert body_html(page) == "<p>a mid b</p>"


def test_what_the_editor_copied_itself_comes_back_as_it_was(page):
    paste(page, f"{WORD_NOTE}<ol start='4'><li>a</li></ol>")
    own = body_html(page)
    page.keyboard.press("Control+a")
    copied = page.evaluate(
        """async () => {
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
          const clipboardData = new DataTransfer()
          const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true })
          document.querySelector(".ProseMirror").dispatchEvent(event)
          return clipboardData.getData("text/html")
        }"""
    )
    assert "data-desk-slice" in copied
    clear(page)
    paste(page, copied)
    assert body_html(page).removesuffix("<p></p>") == own.removesuffix("<p></p>")
