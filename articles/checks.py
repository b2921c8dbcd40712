"""What is looked at before a story may be published: one small function a check, blocking or advisory."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.document import CountryRole, Document
from articles.models import Article, Image, Note

_PLACEHOLDER = re.compile(r"\b(?:TK|TKTK|XXX+)\b|\blorem ipsum\b", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """One thing that a check found; `blocking` ones keep the story from being published."""

    field: str
    message: str
    blocking: bool


Check = Callable[[Document], Iterator[Finding]]


def body_says_something(document: Document) -> Iterator[Finding]:
    """A story without a word is not a story."""
    if not document.words:
        yield Finding("body", _("The body is empty."), blocking=True)


def no_placeholder_is_left(document: Document) -> Iterator[Finding]:
    """TK ("to come") and lorem ipsum mark text that is still missing."""
    fields = {
        "headline": ([document.headline], _("“%(text)s” is still in the headline.")),
        "standfirst": ([document.standfirst], _("“%(text)s” is still in the standfirst.")),
        "body": (document.paragraphs, _("“%(text)s” is still in the body.")),
    }
    for field, (texts, message) in fields.items():
        if match := next(filter(None, map(_PLACEHOLDER.search, texts)), None):
            yield Finding(field, message % {"text": match[0]}, blocking=True)


def pictures_are_described(document: Document) -> Iterator[Finding]:
    """Every picture has alt text for those who can't see it, and says who made it."""
    found = Image.objects.in_bulk(document.pictures)
    for key in document.pictures:
        image = found.get(key)
        if image is None:
            yield Finding("body", _("Picture %(key)s is not in the library.") % {"key": key}, blocking=True)
            continue
        if not image.alt:
            yield Finding("lead_image", _("The picture “%(image)s” has no alt text.") % {"image": image}, blocking=True)
        if not image.credit_line:
            message = _("The picture “%(image)s” has no credit line.") % {"image": image}
            yield Finding("lead_image", message, blocking=True)


def readers_can_find_it(document: Document) -> Iterator[Finding]:
    """A story is found by its section and the countries it is about, and trusted for its byline."""
    missing = {
        "standfirst": (document.standfirst, _("There is no standfirst.")),
        "section": (document.section, _("The story is in no section.")),
        "credits": (document.credits, _("Nobody is credited.")),
        "about": (
            any(line.role == CountryRole.ABOUT for line in document.countries),
            _("The story is about no country."),
        ),
    }
    for field, (present, message) in missing.items():
        if not present:
            yield Finding(field, message, blocking=False)


CHECKS: tuple[Check, ...] = (
    body_says_something,
    no_placeholder_is_left,
    pictures_are_described,
    readers_can_find_it,
)


def findings(document: Document) -> list[Finding]:
    """Everything that the checks have to say, blocking findings first."""
    found = [finding for check in CHECKS for finding in check(document)]
    return sorted(found, key=lambda finding: not finding.blocking)


def blocking(document: Document) -> list[str]:
    """The sentences that keep this Document from being published."""
    return [finding.message for finding in findings(document) if finding.blocking]


def held_by_notes(article: Article) -> list[str]:
    """The sentence that keeps a story from being published while blocking notes on it are open."""
    held = Note.objects.blocking().filter(article=article).count()
    message = ngettext(
        "A blocking note is open. Resolve it first.", "%(n)s blocking notes are open. Resolve them first.", held
    )
    return [message % {"n": held}] if held else []
