"""The body editor writes what the sanitiser keeps, and nothing else."""

import pytest
from django.core import checks

from articles.admin.story.editor import editor_schema
from articles.lib.html import sanitiser

SAMPLES = {
    "Paragraph": "<p>a</p>",
    "Heading": "<h2>a</h2><h3>b</h3>",
    "Bold": "<p><strong>a</strong></p>",
    "Italic": "<p><em>a</em></p>",
    "Link": '<p><a href="https://a.example/">a</a></p>',
    "BulletList": "<ul><li>a</li></ul>",
    "OrderedList": '<ol start="4"><li>a</li></ol>',
    "ListItem": "<ul><li><p>a</p></li></ul>",
    "Quotation": '<blockquote data-role="Minister" data-speaker="Ana Ruiz" data-where="Lima"><p>a</p></blockquote>',
    "HorizontalRule": "<p>a</p><hr><p>b</p>",
    "HardBreak": "<p>a<br>b</p>",
    "PullQuote": '<aside class="pull-quote"><p>a</p></aside>',
    "Picture": '<figure data-picture="1"><figcaption>a</figcaption></figure>',
    "Embed": '<figure data-embed="https://a.example/1"><figcaption>a</figcaption></figure>',
    "Footnote": '<p>a<sup class="footnote">b</sup></p>',
    "Superscript": "<p>a<sup>b</sup></p>",
    "Subscript": "<p>a<sub>b</sub></p>",
    "Strike": "<p>a<s>b</s></p>",
    "Table": "<table><caption>a</caption><tbody><tr><td><p>b</p></td></tr></tbody></table>",
    "TableRow": "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>",
    "TableHeader": '<table><tbody><tr><th colspan="2" rowspan="2"><p>a</p></th></tr></tbody></table>',
    "TableCell": '<table><tbody><tr><td colspan="2" rowspan="2"><p>a</p></td></tr></tbody></table>',
}


def problems():
    return [(problem.id, problem.msg) for problem in checks.run_checks() if problem.id == "articles.E001"]


def test_editor_and_sanitiser_are_one():
    assert editor_schema.find_mismatches() == []
    assert problems() == []


def test_the_sanitiser_keeps_whatever_an_extension_writes():
    assert {name: sanitiser.sanitise(body) for name, body in SAMPLES.items()} == SAMPLES
    assert SAMPLES.keys() == editor_schema.WRITES.keys()


def test_the_editor_has_every_writing_extension_and_its_own_behaviour():
    behaviour = ["Document", "Text", "History", "Dropcursor", "Gapcursor", "SpecialCharacters"]
    own = ["CleanPaste", "FindReplace", "SmartQuotes", "TextBox", "Toolbar", "WordCount"]
    assert editor_schema.list_extensions() == dict.fromkeys([*behaviour, *own, *SAMPLES], True) | {
        "Heading": {"levels": [2, 3]}
    }


@pytest.mark.parametrize(
    ("table", "name", "value", "sentences"),
    [
        ("ALLOWED", "mark", frozenset(), ["The sanitiser allows <mark>, which the editor can’t write."]),
        ("ALLOWED", "p", frozenset({"class"}), ["Editor and sanitiser disagree on the attributes of <p>."]),
        ("WRITES", "Highlight", {"mark": frozenset()}, ["The editor writes <mark>, which the sanitiser removes."]),
        ("WRITES", "Sparkle", {"p": frozenset()}, ["The editor has no extension called Sparkle."]),
    ],
)
def test_a_difference_keeps_the_project_from_starting(monkeypatch, table, name, value, sentences):
    monkeypatch.setitem(getattr(sanitiser if table == "ALLOWED" else editor_schema, table), name, value)
    assert problems() == [("articles.E001", sentence) for sentence in sentences]
