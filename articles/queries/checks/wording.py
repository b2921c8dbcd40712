"""Checks for the words themselves, found by the tools in lib/text/."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.domain.field_specs import FieldKind, field_specs
from articles.lib.html.blocks import find_empty_elements, parse_blocks
from articles.lib.text import sentences
from articles.lib.text.placeholders import find_placeholders
from articles.lib.text.quotation_marks import find_unpaired_marks
from articles.lib.text.spellings import find_spelling_variants
from articles.queries.checks.subject import Copy, Seen

_SHOWN = 60  # characters of a passage that a sentence quotes


def placeholder(copy: Copy) -> Iterator[Seen]:
    """TK ("to come") and lorem ipsum mark text that is still missing."""
    messages = {
        "headline": _("“%(text)s” is still in the headline."),
        "standfirst": _("“%(text)s” is still in the standfirst."),
        "body": _("“%(text)s” is still in the body."),
        "label": _("“%(text)s” is still in the label."),
        "dateline": _("“%(text)s” is still in the dateline."),
        "backstory": _("“%(text)s” is still in how it was reported."),
    }
    specs = field_specs(type(copy.document))
    lines = copy.lines
    texts = {name for name, spec in specs.items() if spec.kind is FieldKind.TEXT and spec.readers_see}
    texts -= {field for field, _block, _text in lines}
    beside = [(field, None, getattr(copy.document, field)) for field in specs if field in texts]
    for field, block, text in [*lines, *beside]:
        for spot in find_placeholders(text):
            # A field without a sentence of its own is named by its label.
            message = messages.get(field) or _("%(name)s: %(change)s")
            parts = {"text": spot.quote, "name": specs[field].label, "change": spot.quote}
            yield Seen(field, message % parts, block, spot)


def open_quotes(copy: Copy) -> Iterator[Seen]:
    """Whoever is quoted must be seen to begin and to end."""
    opened = _("The quotation mark at %(text)s is never closed.")
    closed = _("The quotation mark at %(text)s closes nothing.")
    document = copy.document
    parts = {"headline": [document.headline], "standfirst": [document.standfirst]}
    parts["body"] = [block.text for block in copy.blocks]
    for field, texts in parts.items():
        for found in find_unpaired_marks(texts, language=document.language):
            message = (opened if found.opens else closed) % {"text": found.spot.quote}
            yield Seen(field, message, found.paragraph if field == "body" else None, found.spot)


def two_spellings(copy: Copy) -> Iterator[Seen]:
    """One name, one spelling: the headline's counts, too."""
    lines = copy.lines
    for found in find_spelling_variants([text for _field, _block, text in lines]):
        field, block, _text = lines[found.paragraph]
        parts = {"rare": found.spot.quote, "usual": found.usual}
        yield Seen(field, _("“%(rare)s” is also spelled “%(usual)s”: is it one name?") % parts, block, found.spot)


def long_sentences(copy: Copy) -> Iterator[Seen]:
    """A sentence that can be read in one breath."""
    for field, block, text in copy.lines[1:]:
        for spot, count in sentences.find_long_sentences(text):
            parts = {"words": count, "most": sentences.MAX_WORDS, "text": _beginning(spot.quote)}
            message = _("A sentence of %(words)s words, more than %(most)s: “%(text)s”")
            yield Seen(field, message % parts, block, spot)


def empty_paragraphs(copy: Copy) -> Iterator[Seen]:
    """Space is the page's business; an empty paragraph is a slip of the Enter key."""
    body = copy.document.body
    if found := find_empty_elements(body):
        message = (
            _("There is an empty paragraph in the body.") if len(found) == 1 else _("Empty paragraphs: %(count)s.")
        )
        before = sum(
            block.element != "cite" and bool(block.text.strip()) for block in parse_blocks(body[: found[0].start])
        )
        after = min(before, len(copy.blocks) - 1) if copy.blocks else None
        yield Seen("body", message % {"count": len(found)}, after)


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(None, 1)[0] + " …"
