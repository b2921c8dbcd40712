"""Checks for the wording, with the tools of lib/text/."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.domain.field_specs import FieldKind, field_specs
from articles.lib.html.blocks import find_empty_elements, parse_blocks
from articles.lib.text import sentences
from articles.lib.text.placeholders import find_placeholders
from articles.lib.text.quotation_marks import find_unpaired_marks
from articles.lib.text.spellings import find_spelling_variants
from articles.queries.checks.subject import CheckSubject, Problem

_MAX_QUOTE_LENGTH = 60  # characters of a passage that a sentence quotes


def placeholder(subject: CheckSubject) -> Iterator[Problem]:
    """Report each placeholder, such as TK ("to come") or lorem ipsum, in any text that readers see."""
    messages = {
        "headline": _("“%(text)s” is still in the headline."),
        "standfirst": _("“%(text)s” is still in the standfirst."),
        "body": _("“%(text)s” is still in the body."),
        "label": _("“%(text)s” is still in the kicker."),
        "dateline": _("“%(text)s” is still in the dateline."),
        "backstory": _("“%(text)s” is still in how it was reported."),
    }
    specs = field_specs(type(subject.document))
    lines = subject.lines
    texts = {name for name, spec in specs.items() if spec.kind is FieldKind.TEXT and spec.readers_see}
    texts -= {field for field, _block, _text in lines}
    beside = [(field, None, getattr(subject.document, field)) for field in specs if field in texts]
    for field, block, text in [*lines, *beside]:
        for spot in find_placeholders(text):
            # A field without a sentence of its own is named by its label.
            message = messages.get(field) or _("%(name)s: %(change)s")
            parts = {"text": spot.quote, "name": specs[field].label, "change": spot.quote}
            yield Problem(field, message % parts, block, spot)


def open_quotes(subject: CheckSubject) -> Iterator[Problem]:
    """Report each quotation mark without a partner."""
    unclosed = _("The quotation mark at %(text)s is never closed.")
    unopened = _("The quotation mark at %(text)s has no opening mark.")
    document = subject.document
    parts = {"headline": [document.headline], "standfirst": [document.standfirst]}
    parts["body"] = [block.text for block in subject.blocks]
    for field, texts in parts.items():
        for mark in find_unpaired_marks(texts, language=document.language):
            message = (unclosed if mark.opens else unopened) % {"text": mark.spot.quote}
            yield Problem(field, message, mark.paragraph if field == "body" else None, mark.spot)


def two_spellings(subject: CheckSubject) -> Iterator[Problem]:
    """Report each name that is spelled in two ways."""
    lines = subject.lines
    for variant in find_spelling_variants([text for _field, _block, text in lines]):
        field, block, _text = lines[variant.paragraph]
        parts = {"rare": variant.spot.quote, "usual": variant.usual}
        yield Problem(
            field, _("“%(rare)s” is also spelled “%(usual)s”. Is it the same name?") % parts, block, variant.spot
        )


def long_sentences(subject: CheckSubject) -> Iterator[Problem]:
    """Report each sentence of standfirst and body that is too long."""
    for field, block, text in subject.lines[1:]:
        for spot, count in sentences.find_long_sentences(text):
            parts = {"words": count, "most": sentences.MAX_WORDS, "text": _shorten_quote(spot.quote)}
            message = _("A sentence of %(words)s words, more than %(most)s: “%(text)s”")
            yield Problem(field, message % parts, block, spot)


def empty_paragraphs(subject: CheckSubject) -> Iterator[Problem]:
    """Report the empty paragraphs of the body; the style sheet sets the spacing."""
    body = subject.document.body
    if matches := find_empty_elements(body):
        message = (
            _("There is an empty paragraph in the body.") if len(matches) == 1 else _("Empty paragraphs: %(count)s.")
        )
        before = sum(
            block.element != "cite" and bool(block.text.strip()) for block in parse_blocks(body[: matches[0].start])
        )
        after = min(before, len(subject.blocks) - 1) if subject.blocks else None
        yield Problem("body", message % {"count": len(matches)}, after)


def _shorten_quote(text: str) -> str:
    """Cut a text after its last whole word within 60 characters and add an ellipsis; short texts stay unchanged."""
    return text if len(text) <= _MAX_QUOTE_LENGTH else text[:_MAX_QUOTE_LENGTH].rsplit(None, 1)[0] + " …"
